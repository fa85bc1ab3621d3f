import { defineConfig } from 'vitest/config';
import { compiledPrograms } from './src/cli/compiled-programs.mjs';

export default defineConfig({
  plugins: [compiledPrograms()],
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    globalSetup: 'src/cli/test-setup.mjs',
    // The machines of a test file are 64 MiB each; on two slow cores more workers only wait.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
