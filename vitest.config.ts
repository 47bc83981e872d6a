import { defineConfig } from 'vitest/config';

/** `.ci/run` counts the tests from this file. */
const results = process.env.NBASSERT_TEST_RESULTS;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // Compiling the command is a hook, and a machine may be busy.
    hookTimeout: 300_000,
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
  },
});
