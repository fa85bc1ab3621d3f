import type { Browser } from '@playwright/test';
import { bench as text } from '../../src/text/en/bench.ts';
import { measureFirstScreen } from './first-screen.ts';

/**
 * What only a browser can tell. KRING_URL is the page's address.
 * @param print a line
 */
export async function benchPage(browser: Browser, print: (line: string) => void): Promise<void> {
  const { firstScreen } = text;
  print(firstScreen.title);
  const { files, bytes, interactive, edited, throttled } = await measureFirstScreen(browser);
  for (const file of files) print(row(file.name, firstScreen.kilobytes(file.bytes)));
  print(row(firstScreen.total, firstScreen.kilobytes(bytes)));
  print(row(firstScreen.interactive, firstScreen.ms(interactive)));
  print(row(firstScreen.edited, firstScreen.ms(edited)));
  print(row(firstScreen.throttledInteractive, firstScreen.ms(throttled.interactive)));
  print(row(firstScreen.throttledEdited, firstScreen.ms(throttled.edited)));
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(44)} ${value}`;
}
