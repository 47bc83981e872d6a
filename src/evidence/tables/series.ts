/** The text of a pandas Series: `label    value` lines and a footer `Name: Age, Length: 891, dtype: float64`. */
import { isIntegerText, numberOf, numberScalar } from '../numbers.ts';
import { isDtypeName } from '../repr/object.ts';
import { formattedScalar } from '../repr/scalar.ts';
import type { Evidence, Series } from '../types.ts';
import { fillSparse, joinLevels } from './labels.ts';
import {
  cell,
  indexLevels,
  isBlankBetween,
  isCompact,
  type Line,
  levelNames,
  type Piece,
  pieces,
  toLine,
} from './text-grid.ts';

interface Footer {
  readonly name: string | null;
  readonly length: number | null;
  readonly dtype: string;
  /** dtype of the categories, for a categorical Series. */
  readonly categories: string | null;
  /** Number of the first line of the footer. */
  readonly from: number;
}

const FOOTER_START = /^(?:Freq: [^,]*, )?(?:Name: |Length: \d+, |dtype: )/;
const IS_TEXT = /^(?:object|str|string|category)/;
const EMPTY = /^Series\(\[\], (.*)\)$/;
const CATEGORIES = /^Categories \(\d+, ([^)\n]{1,60})\):/;
/** Text that ends so may have been cut at `display.max_colwidth`. */
const CUT = '...';

/** Evidence of the text of a Series; null for any other text. */
export function readSeries(text: string): Series | null {
  if (text.length < 20_000 && text.startsWith('Series(')) return emptySeries(text);
  if (!text.includes('dtype: ')) return null;
  const lines = text.split('\n');
  const footer = findFooter(lines);
  if (footer === null || footer.from === 0) return null;
  return readLines(lines.slice(0, footer.from).map(toLine), footer);
}

function emptySeries(text: string): Series | null {
  const inside = EMPTY.exec(text)?.[1];
  const footer = inside === undefined ? null : readFooter(inside, 0, null);
  if (footer === null) return null;
  return { ...series(footer), index: [], indexNames: [null], values: [], length: 0 };
}

function series(footer: Footer) {
  return { kind: 'series', name: footer.name, dtype: footer.dtype, truncated: false } as const;
}

/** The footer is the last line, or the last but the lines of categories. */
function findFooter(lines: readonly string[]): Footer | null {
  let last = lines.length - 1;
  while (last >= 0 && lines[last]!.trim() === '') last -= 1;
  let categories: string | null = null;
  for (let at = last; at >= 0 && at > last - 40; at -= 1) {
    const line = lines[at]!;
    const found = CATEGORIES.exec(line.slice(0, 200));
    if (found !== null) categories = found[1]!;
    if (!FOOTER_START.test(line)) continue;
    if (at < last && categories === null) return null;
    return readFooter(line, at, categories);
  }
  return null;
}

function readFooter(line: string, from: number, categories: string | null): Footer | null {
  const mark = line.lastIndexOf('dtype: ');
  const dtype = line.slice(mark + 'dtype: '.length).trim();
  if (mark < 0 || dtype === '' || dtype.length > 200) return null;
  let rest = line.slice(0, mark);
  if (rest !== '' && !rest.endsWith(', ')) return null;
  rest = rest.slice(0, -2);
  const length = /(?:^|, )Length: (\d{1,15})$/.exec(rest.slice(-40));
  if (length !== null) rest = rest.slice(0, -length[0].length);
  rest = rest.replace(/^Freq: [^,]*(?:, |$)/, '');
  if (rest !== '' && !rest.startsWith('Name: ')) return null;
  const name = rest === '' ? null : rest.slice('Name: '.length);
  return { name, length: length === null ? null : Number(length[1]), dtype, categories, from };
}

/** The line of index names may reach over the values, so that columns are looked for with and without the first line. */
function readLines(lines: readonly Line[], footer: Footer): Series | null {
  if (!isCompact(lines)) return null;
  const all = splitColumns(lines, footer);
  if (all !== null) {
    const named = isNamesLine(lines[0]!, all.values, footer);
    return named ? readBody(lines.slice(1), lines[0]!, all, footer) : readBody(lines, null, all, footer);
  }
  const isName = !/\S {3,}\S/.test(text(lines[0]!).slice(0, 1000));
  const rest = lines.length > 1 && isName ? splitColumns(lines.slice(1), footer) : null;
  return rest === null ? null : readBody(lines.slice(1), lines[0]!, rest, footer);
}

const text = (line: Line) => (typeof line === 'string' ? line : line.join(''));

/** Blank where the values stand; an empty string fills its cell with blanks up to the end. */
function isNamesLine(line: Line, values: Piece, footer: Footer): boolean {
  if (!isBlankBetween(line, values.start, values.end)) return false;
  return !(IS_TEXT.test(footer.dtype) && line.length >= values.end);
}

interface Columns {
  readonly area: Piece;
  readonly values: Piece;
}

function readBody(body: readonly Line[], named: Line | null, split: Columns, footer: Footer): Series | null {
  const { area, values } = split;
  const rows = body.map((line) => cell(line, values.start, values.end));
  const dots = body.findIndex(
    (line, row) => isDots(rows[row]!) && isDotsLabel(cell(line, area.start, area.end)),
  );
  const truncated = footer.length !== null && dots >= 0;
  if (!truncated && footer.length !== null && footer.length !== body.length) return null;
  const isKept = (_: unknown, row: number) => !truncated || row !== dots;
  const kept = body.filter(isKept);
  const levels = indexLevels(kept, area, named);
  if (levels === null) return null;
  const texts = levels.map((level) => kept.map((line) => cell(line, level.start, level.end)));
  const index = joinLevels(fillSparse(texts), 'index');
  return {
    ...series(footer),
    index: index.labels,
    indexNames: levelNames(named, levels),
    values: readValues(rows.filter(isKept), footer),
    length: footer.length ?? body.length,
    truncated,
    ...(index.doubtful ? { doubtfulLabels: ['index'] as const } : {}),
  };
}

const isDots = (text: string) => text === '..' || text === '...';
const isDotsLabel = (text: string) => text === '' || /^\.{2,3}(?: +\.{2,3})*$/.test(text);

/** Three blanks or more stand between index and values. Where strings hold such gaps too, nothing is sure. */
function splitColumns(lines: readonly Line[], footer: Footer): Columns | null {
  const found = pieces(lines, 3);
  const first = found[0];
  if (first === undefined || found.length < 2) return null;
  const values = found.at(-1)!;
  if (found.length > 2 && IS_TEXT.test(footer.dtype)) return null;
  return { area: { start: first.start, end: found.at(-2)!.end }, values };
}

/** Values of one column by its dtype. Of an `object` column the text does not tell `5` from `'5'`. */
function readValues(texts: readonly string[], footer: Footer): Evidence[] {
  const dtype = footer.dtype === 'category' ? (footer.categories ?? 'category') : footer.dtype;
  if (dtype === 'object' && texts.length > 0 && texts.every(isDtypeText))
    return texts.map((name) => ({ kind: 'dtype', name }));
  return texts.map((text) => readValue(text, dtype));
}

const isDtypeText = (text: string) => isDtypeName(text) || text === 'str' || text === 'string';
const MISSING = new Set(['NaN', 'nan', 'None', 'NaT', '<NA>']);
const LOOKS_OTHERWISE = /^(?:[-+]?[\d.].*|True|False|NaN|nan|None|NaT|<NA>|-?inf|[[({<].*)$/s;

function readValue(text: string, dtype: string): Evidence {
  const kind = dtype.toLowerCase();
  if (MISSING.has(text) && !/^(?:str|string|object|category)/.test(kind)) return missing(text);
  if (/^u?int/.test(kind) && isIntegerText(text)) return numberScalar(text, true)!;
  if (/^(?:float|u?int|double)/.test(kind)) return floatValue(text);
  if (/^bool/.test(kind) && (text === 'True' || text === 'False'))
    return { kind: 'scalar', type: 'bool', value: text === 'True', text, precision: 0, class: null };
  if (/^(?:datetime64|timestamp|timedelta64)/.test(kind))
    return formattedScalar(text) ?? { kind: 'text', text };
  if (/^(?:str|string|object|category)/.test(kind)) return textValue(text, kind);
  return { kind: 'text', text };
}

/** Missing values are `nan` whatever the column calls them. */
function missing(text: string): Evidence {
  const type = text === 'NaT' ? 'timestamp' : 'float';
  const value = text === 'NaT' ? null : Number.NaN;
  return { kind: 'scalar', type, value, text, precision: 0, class: null };
}

/** A float column under `display.float_format` may show thousands or whole numbers. */
function floatValue(text: string): Evidence {
  if (isIntegerText(text))
    return { kind: 'scalar', type: 'float', value: Number(text), text, precision: 0.5, class: null };
  if (numberOf(text) !== null) return numberScalar(text, false)!;
  return formattedScalar(text) ?? { kind: 'text', text };
}

function textValue(text: string, dtype: string): Evidence {
  const sure = dtype.startsWith('str');
  if (sure && (text === 'NaN' || text === '<NA>')) return missing(text);
  if (text.endsWith(CUT) || (!sure && (text.length > 1000 || LOOKS_OTHERWISE.test(text))))
    return { kind: 'text', text };
  return { kind: 'scalar', type: 'str', value: text, text, precision: 0, class: null };
}
