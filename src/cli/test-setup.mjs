// Before vitest's first test: the machine and the host the tests run are those of the sources.
import { ensureBuilt } from './targets.mjs';

export default async () => {
  await ensureBuilt('assembly', console.log);
  await ensureBuilt('host', console.log);
};
