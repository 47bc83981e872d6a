#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { processIo } from './io.ts';
import { run } from './program.ts';

// A run of some seconds is over before it has earned what V8 spends on inlining: a third of that saves a tenth of the whole.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');
// After a large notebook V8 lets the heap grow to four times what is in use before it collects again; twice is as fast.
setFlagsFromString('--heap-growing-percent=100');

// A closed pipe (`nbassert scan | head -1`) is no error: nobody reads on, so there is nothing left to do.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

process.exitCode = await run(process.argv.slice(2), processIo());
