import { LIBURING_RELEASES } from '../c/liburing/index.ts';
import type { Matrix, Verdict } from '../matrix/matrix.ts';
import { cli } from '../text/en/cli.ts';

const COLUMN = 6;

/** `kring matrix`: a row for each release as headers, a column for each as library; or a JSON record a pair. */
export function matrixLines({ cells, programs }: Matrix, json: boolean): string[] {
  if (json) return cells.map((cell) => JSON.stringify(cell));
  const cell = (text: string) => text.padEnd(COLUMN);
  const rows = LIBURING_RELEASES.map((headers) => {
    const verdicts = cells.filter((one) => one.headers === headers).map(({ verdict }) => cell(cli.matrix[verdict]));
    return `${cell(headers)}${verdicts.join('')}`.trimEnd();
  });
  const count = (verdict: Verdict) => cells.filter((one) => one.verdict === verdict).length;
  return [
    cli.matrix.title,
    `${cell('')}${LIBURING_RELEASES.map(cell).join('')}`.trimEnd(),
    ...rows,
    cli.matrix.total(cells.length, programs, count('ok'), count('null'), count('crash') + count('wrong')),
  ];
}
