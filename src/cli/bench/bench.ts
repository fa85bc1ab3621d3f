import { bench as text } from '../../text/en/bench.ts';
import { measureFirstScreen } from './first-screen.ts';
import { type Costs, measureHost } from './host.ts';
import { type IoResult, measureIo } from './io.ts';
import { measureSeek } from './seek.ts';
import { measureStatements } from './statements.ts';

/** What is measured beside the machine. */
interface Surroundings {
  /** The built page. */
  readonly pageDirectory: string;
  /** The built session child. */
  readonly sessionChildFile: string;
}

/**
 * `npm run bench`: what kring costs on this machine. Ratios are of neighbours in one run; on a busy machine only they
 * mean anything.
 * @param print a line
 */
export async function bench(
  module: WebAssembly.Module,
  { pageDirectory, sessionChildFile }: Surroundings,
  print: (line: string) => void,
): Promise<void> {
  print(text.statements);
  for (const { name, rate } of measureStatements(module)) print(row(name, rate.toFixed(1)));

  print('');
  print(text.io.title);
  printIo(measureIo(module), print);

  print('');
  print(text.host.title);
  await printHost(module, sessionChildFile, print);

  print('');
  print(text.seek.title);
  const seek = measureSeek(module);
  print(row(text.seek.p50, `${seek.p50.toFixed(2)} ms`));
  print(row(text.seek.p99, `${seek.p99.toFixed(2)} ms`));
  print(row(text.seek.recorded, text.seek.recording(seek.moments, seek.records, seek.recording)));
  print(row(text.seek.memory, `${(seek.bytes / 1e6).toFixed(1)} MB`));

  print('');
  print(text.page.title);
  const page = measureFirstScreen(pageDirectory);
  if (page === undefined) {
    print(`  ${text.page.notBuilt}`);
    return;
  }
  for (const file of page.files) print(row(file.name, `${(file.bytes / 1000).toFixed(1)} KB`));
  print(row(text.page.total, `${(page.total / 1000).toFixed(1)} KB`));
}

function printIo(io: IoResult, print: (line: string) => void): void {
  print(row(text.io.model, io.model.toFixed(0)));
  if (io.gcc !== undefined) print(row(text.io.c, io.gcc.toFixed(0)));
  print(row(text.io.typescript, io.typescript.toFixed(0)));
  if (io.toGcc === undefined) print(`  ${text.io.noCompiler}`);
  else print(row(text.io.toC, text.io.atMost(io.toGcc, 1.5)));
  print(row(text.io.toTypescript, text.io.atMost(io.toTypescript, 0.85)));

  print('');
  print(text.beside.title);
  for (const { bytes, model, kernel, ratio } of io.besideKernel) {
    print(row(text.beside.model(bytes), model.toFixed(0)));
    print(row(text.beside.kernel, kernel === undefined ? text.beside.noKernel : kernel.toFixed(0)));
    if (ratio !== undefined) print(row(text.beside.ratio, text.io.atMost(ratio, 0.5)));
  }

  print('');
  print(text.flat.title);
  for (const { of, ns } of io.byCount) print(row(text.flat.count(of), ns.toFixed(0)));
  for (const { of, ns } of io.byRing) print(row(text.flat.ring(of), ns.toFixed(0)));
}

async function printHost(module: WebAssembly.Module, childFile: string, print: (line: string) => void): Promise<void> {
  const measured = await measureHost(module, childFile);
  if (typeof measured === 'string') return print(`  ${text.host.none(measured)}`);
  const { host, native } = measured;
  const names: readonly (keyof Costs)[] = ['call', 'submitAndGet', 'look'];
  for (const name of names) print(row(text.host[name], text.host.beside(host[name], native?.[name])));
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(34)} ${value}`;
}
