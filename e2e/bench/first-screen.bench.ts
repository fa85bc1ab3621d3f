import { test } from '@playwright/test';
import { bench } from '../../src/text/en/bench.ts';
import { measureFirstScreen } from './first-screen.ts';

const text = bench.firstScreen;

test('first screen', async ({ browser }) => {
  print(text.title);
  const { files, bytes, interactive, edits, throttled } = await measureFirstScreen(browser);
  for (const file of files) print(row(file.name, text.kilobytes(file.bytes)));
  print(row(text.total, text.kilobytes(bytes)));
  print(row(text.interactive, text.ms(interactive)));
  print(row(text.edited, text.edits(edits)));
  print(row(text.throttledInteractive, text.ms(throttled.interactive)));
  print(row(text.throttledEdited, text.edits(throttled.edits)));
});

function row(name: string, value: string): string {
  return `  ${name.padEnd(58)} ${value}`;
}

function print(line: string): void {
  console.log(line);
}
