#!/usr/bin/env node
import { tuneEngine } from './engine.ts';
import { processIo } from './io.ts';
import { run } from './program.ts';

tuneEngine();

// A closed pipe (`nbassert scan | head -1`) is no error: nobody reads on, so there is nothing left to do.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

process.exitCode = await run(process.argv.slice(2), processIo());
