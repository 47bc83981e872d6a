import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The notebooks of this project, executed with a real kernel. */
export const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

export const FIXTURE_NAMES: readonly string[] = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.ipynb'))
  .sort();
