import { fileURLToPath } from 'node:url';

/** The Python of the project's own environment, which `npm test` prepares. */
export const pythonPath = fileURLToPath(new URL('../.venv/bin/python', import.meta.url));
