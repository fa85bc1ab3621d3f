// npm run build: all that kring is made of, as far as it is not up to date.
import './node-version.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureBuilt, TARGETS } from './targets.mjs';

const say = (/** @type {string} */ sentence) => console.log(`kring: ${sentence}`);

try {
  ensureInstalled(say);
  for (const target of /** @type {import('./targets.mjs').Target[]} */ (Object.keys(TARGETS))) {
    await ensureBuilt(target, say);
  }
} catch (error) {
  console.error(`kring: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
