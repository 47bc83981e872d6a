import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the program's own files are: `src/`, or `dist/` once it is built. Never ask a module's own place: the build moves code. */
export const HOME: string = homeOf(dirname(fileURLToPath(import.meta.url)));

/** The folder of the package. */
export const PACKAGE: string = dirname(HOME);

/** The version of this package, as `package.json` has it. */
export const VERSION: string = (
  JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }
).version;

/** The folder on the way up that lies beside `package.json`. */
function homeOf(folder: string): string {
  const above = dirname(folder);
  return above === folder || existsSync(join(above, 'package.json')) ? folder : homeOf(above);
}
