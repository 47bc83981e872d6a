import type { PythonNotebook } from '../python/index.ts';

/** The author takes blanks off the names of columns: `df.columns = df.columns.str.strip()`. */
const STRIPS = /\.columns\b[^\n]{0,80}\.strip\b|\.rename\([^\n]{0,80}\.strip\b/;

/**
 * Whether an assert names columns whose blanks an output does not show: tables are shown without them, and further down the
 * author removes them, so that the names in front of that place are not what they look like.
 */
export function hidesBlanks(assert: string, cell: number, { cells }: PythonNotebook): boolean {
  return /\.columns\b/.test(assert) && cells.some(({ index, source }) => index >= cell && STRIPS.test(source));
}
