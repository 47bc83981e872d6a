import type { Span } from '../../../python/index.ts';

/**
 * Blocks of lines that are certainly one printed value: a data frame, a series, an array of pandas, the report of a
 * classifier, the summary of a regression, a box of polars. Without the line end that `print` puts behind them; by rising offset. Linear.
 */
export function blocksOf(text: string): Span[] {
  return findBlocks(text, FINDERS);
}

/** Blocks of lines that are certainly a report which a method wrote: `df.info()`, `model.summary()` of Keras or statsmodels. Linear. */
export function reportBlocksOf(text: string): Span[] {
  return findBlocks(text, REPORT_FINDERS);
}

function findBlocks(text: string, finders: readonly Finder[]): Span[] {
  const lines = linesOf(text);
  const blocks: Span[] = [];
  let floor = 0;
  for (let i = 0; i < lines.length; i++) {
    let block: Found | null = null;
    for (const find of finders) block ??= find(lines, i, floor);
    if (block === null) continue;
    const { first, last, shift = 0, lineEnd = false } = block;
    const to = lines[last]!.from + lines[last]!.text.length + (lineEnd ? 1 : 0);
    blocks.push({ from: lines[first]!.from + shift, to });
    i = last;
    floor = i + 1;
  }
  return blocks;
}

interface Line {
  readonly from: number;
  readonly text: string;
}

/** Numbers of the first and the last line. */
interface Found {
  readonly first: number;
  readonly last: number;
  /** Blanks in front of the first line that are not its own: `print("Report:\n", report)`. */
  readonly shift?: number;
  /** Whether the value ends with a line end of its own. */
  readonly lineEnd?: boolean;
}

/** Looks for a block that begins at a line or, where only the end can be told, that ends there; not above `floor`. */
type Finder = (lines: readonly Line[], at: number, floor: number) => Found | null;

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    lines.push({ from, text: line });
    from += line.length + 1;
  }
  return lines;
}

const FOOTER = /^\[\d+ rows x \d+ columns\]$/;

/** A header that begins with a blank and at least one row of its width that does not. */
const frame: Finder = (lines, at) => {
  const header = lines[at]!.text;
  const row = lines[at + 1]?.text ?? '';
  if (header.length < 4 || !(/^ +\S/.test(header) || isNamedHeader(header, row))) return null;
  const shift = header.startsWith('  ') && row.length === header.length - 1 ? 1 : 0;
  const width = header.length - shift;
  let last = at;
  while (last + 1 < lines.length && isRow(lines[last + 1]!.text, width)) {
    if (last > at && isNamedHeader(lines[last + 1]!.text, lines[last + 2]?.text ?? '')) break;
    last++;
  }
  if (last === at || (!header.startsWith(' ') && last === at + 1)) return null;
  // A row that begins with a blank: several levels of index, or another frame, which repeats the header or cannot be told.
  const after = lines[last + 1]?.text ?? '';
  if (after.length === width && after.startsWith(' ') && after !== header) return null;
  const footer = lines[last + 2]?.text;
  const hasFooter = lines[last + 1]?.text === '' && footer !== undefined && FOOTER.test(footer);
  return { first: at, last: hasFooter ? last + 2 : last, shift };
};

/** A header that begins with the name of the columns; below it stands the name of the index alone. */
function isNamedHeader(header: string, below: string): boolean {
  return /^\S/.test(header) && below.length === header.length && /^\S+ {3,}$/.test(below);
}

function isRow(text: string, width: number): boolean {
  return text.length === width && /^\S/.test(text) && text.includes(' ');
}

const DTYPE = /^(?:Freq: [^,]+, )?(?:Name: .*, )?(?:Length: \d+, )?dtype: \S+$/;
const LONGEST_SERIES = 70;

/** A line that names a dtype, with the rows of one width in front of it. */
const series: Finder = (lines, at, floor) => {
  if (!DTYPE.test(lines[at]!.text.slice(0, 400))) return null;
  let first = at;
  const width = lines[at - 1]?.text.length ?? 0;
  const isPair = (text: string) => /\S {2,}\S/.test(text.slice(0, 400));
  while (first - 1 >= floor && at - first < LONGEST_SERIES) {
    const { text } = lines[first - 1]!;
    if (text.length !== width || !isPair(text)) break;
    first--;
  }
  const above = first - 1 >= floor ? lines[first - 1]!.text : '';
  const shifted = first < at && above.startsWith(' ') && above.length === width + 1 && isPair(above);
  if (shifted) return { first: first - 1, last: at, shift: 1 };
  return first === at ? null : { first, last: at };
};

const LONGEST_ARRAY = 400;

/** `<StringArray>`, the items, `Length: 3, dtype: str`. */
const extensionArray: Finder = (lines, at) => {
  if (!/^<\w{1,40}Array>$/.test(lines[at]!.text.slice(0, 60)) || !lines[at + 1]?.text.startsWith('[')) return null;
  for (let last = at + 2; last < lines.length && last < at + LONGEST_ARRAY; last++)
    if (/^Length: \d+, dtype: \S+$/.test(lines[last]!.text.slice(0, 100))) return { first: at, last };
  return null;
};

/** `['a', 'b']`, perhaps `Length: 9`, then `Categories (2, object): ['a', 'b']`. */
const categorical: Finder = (lines, at) => {
  if (!lines[at]!.text.startsWith('[')) return null;
  const after = lines[at + 1]?.text ?? '';
  const last = /^Length: \d{1,15}$/.test(after.slice(0, 40)) ? at + 2 : at + 1;
  const text = lines[last]?.text ?? '';
  return /^Categories \(\d+, [^)]{1,60}\): \[/.test(text.slice(0, 100)) && text.endsWith(']')
    ? { first: at, last }
    : null;
};

const REPORT_HEAD = /^ +precision +recall +f1-score +support *$/;
const REPORT_ROW = /^ *\S.* +[\d.]+ +\d+ *$/;
const REPORT_LAST = /^ *(?:weighted avg|samples avg|avg \/ total) /;

/** scikit-learn's report; the text ends with a line end. */
const classification: Finder = (lines, at) => {
  const header = lines[at]!.text;
  if (!REPORT_HEAD.test(header.slice(0, 400))) return null;
  for (let last = at + 1; last < lines.length && lines[last + 1]?.text !== undefined; last++) {
    const { text } = lines[last]!;
    if (text !== '' && !REPORT_ROW.test(text.slice(0, 400))) return null;
    if (!REPORT_LAST.test(text.slice(0, 400)) || REPORT_LAST.test(lines[last + 1]!.text.slice(0, 400))) continue;
    const shift = header.length - text.length;
    return shift === 0 || shift === 1 ? { first: at, last, shift, lineEnd: true } : null;
  }
  return null;
};

const LONGEST_SUMMARY = 1000;

/** What statsmodels sums up: lines between rules, all of one width, and notes. */
const summary: Finder = (lines, at) => {
  const rule = lines[at + 1]?.text ?? '';
  const title = lines[at]!.text;
  if (rule.length < 60 || !/^=+$/.test(rule) || !/^ {2,}\S/.test(title)) return null;
  const shift = title.length - rule.length;
  let last = at + 1;
  while (last < at + LONGEST_SUMMARY && lines[last + 1]?.text.length === rule.length) last++;
  if ((shift !== 0 && shift !== 1) || !/^=+$/.test(lines[last]!.text)) return null;
  if (lines[last + 1]?.text !== '' || !/^(?:Notes|Warnings):$/.test(lines[last + 2]?.text ?? ''))
    return { first: at, last, shift };
  for (last += 2; lines[last + 1]?.text.startsWith('[') === true; last++);
  // A note may go on in a second line, which begins with a small letter.
  while (/^[a-z]/.test(lines[last + 1]?.text ?? '')) last++;
  return { first: at, last, shift };
};

/** What polars draws: the shape, then a box. */
const boxed: Finder = (lines, at) => {
  if (!/^shape: \([\d_]{1,20}, [\d_]{1,20}\)$/.test(lines[at]!.text.slice(0, 60))) return null;
  if (lines[at + 1]?.text.startsWith('┌') !== true) return null;
  for (let last = at + 2; last < lines.length; last++) {
    if (lines[last]!.text.startsWith('└')) return { first: at, last };
    if (!/^[│╞]/.test(lines[last]!.text)) return null;
  }
  return null;
};

const FINDERS: readonly Finder[] = [classification, summary, frame, series, extensionArray, categorical, boxed];

const LONGEST_INFO = 5000;

/** pandas' `info()`, from the class to the memory. */
const info: Finder = (lines, at) => {
  if (!/^<class '[\w.]{1,200}'>$/.test(lines[at]!.text.slice(0, 220))) return null;
  for (let last = at + 1; last < lines.length && last < at + LONGEST_INFO; last++) {
    if (/^memory usage: /.test(lines[last]!.text)) return { first: at, last };
    if (lines[last]!.text.startsWith('<class ')) return null;
  }
  return null;
};

const RULE = /^_{20,}$/;
const TOTALS = /^ ?(?:Total|Trainable|Non-trainable) params: /;

/** What Keras drew before it drew boxes: a title, rules, layers, totals. */
const layers: Finder = (lines, at) => {
  const titled = lines[at]!.text.startsWith('Model: "') ? 1 : 0;
  if (!RULE.test(lines[at + titled]?.text ?? '') || !/^ ?Layer \(type\)/.test(lines[at + titled + 1]?.text ?? '')) return null;
  let last = at + titled + 2;
  while (last < lines.length && last < at + LONGEST_SUMMARY && !TOTALS.test(lines[last]!.text)) {
    if (/^(?:Model: "| ?Layer \(type\))/.test(lines[last]!.text)) return null;
    last++;
  }
  if (!TOTALS.test(lines[last]?.text ?? '')) return null;
  while (TOTALS.test(lines[last + 1]?.text ?? '')) last++;
  return { first: at, last };
};

const REPORT_FINDERS: readonly Finder[] = [summary, info, layers];
