/** What is known about magics by name: whose language their text is, and whether they have a value. */

/** Cell magics that run their body as this notebook's Python, some as part of a well-known extension. */
export const PYTHON_CELL_MAGICS: ReadonlySet<string> = new Set([
  'capture',
  'debug',
  'ipytest',
  'lprun',
  'manim',
  'memit',
  'mprun',
  'prun',
  'pyinstrument',
  'run_pytest',
  'scalene',
  'snakeviz',
  'time',
  'timeit',
  'wandb',
]);

/** Line magics whose argument is a statement of this notebook, with the options of each that take a value. */
export const STATEMENT_MAGICS: ReadonlyMap<string, string> = new Map([
  ['time', ''],
  ['timeit', 'nrp'],
  ['prun', 'lsTD'],
  ['memit', 'rtc'],
  ['lprun', 'fmDTsu'],
  ['mprun', 'fT'],
]);

/** Line magics with a value of their own, which is shown when they end a cell. */
export const VALUE_MAGICS: ReadonlySet<string> = new Set([
  'alias',
  'dirs',
  'env',
  'lsmagic',
  'pwd',
  'sql',
  'sx',
  'system',
  'who_ls',
]);

/** Offset in `text` behind the options (`-n 10 -r3 -q --flag`) that stand in front of the statement. */
export function optionsEnd(text: string, withValue: string): number {
  let at = blanksEnd(text, 0);
  while (text[at] === '-' && /[A-Za-z-]/.test(text[at + 1] ?? '')) {
    const end = wordEnd(text, at);
    const needsValue = end === at + 2 && withValue.includes(text[at + 1]!);
    at = blanksEnd(text, needsValue ? wordEnd(text, blanksEnd(text, end)) : end);
  }
  return at;
}

function blanksEnd(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/\s/.test(text[at]!)) at++;
  return at;
}
