// Before vitest's first test: the machine and the command line the tests run are those of the sources.
import { ensureBuilt } from './targets.mjs';

export default () => ensureBuilt('assembly', console.log);
