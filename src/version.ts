import { createRequire } from 'node:module';

/** The version of this package, as `package.json` has it. */
export const VERSION: string = createRequire(import.meta.url)('../package.json').version;
