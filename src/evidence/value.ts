/** The doors of the value readers: the text, or all the forms, of ONE shown value. */
import type { MimeBundle } from '../notebook/index.ts';
import { numberScalar, type ReadOptions } from './numbers.ts';
import { readCoefficientTable } from './reports/regression.ts';
import { readReport } from './reports/report.ts';
import { numberOrArray } from './repr/array.ts';
import { readExtensionArray } from './repr/extension-array.ts';
import { fromNode } from './repr/literal.ts';
import { bareName, unreadCall } from './repr/object.ts';
import { parseRepr } from './repr/parse.ts';
import { formattedScalar, namedScalar } from './repr/scalar.ts';
import { tensorText } from './repr/tensor.ts';
import { hasBlankEnd } from './tables/blank-ends.ts';
import { readBoxedTable } from './tables/boxed.ts';
import { readHtml } from './tables/html-grid.ts';
import { readHtmlTable } from './tables/html.ts';
import { readSeries } from './tables/series.ts';
import { readTextTable } from './tables/text.ts';
import type { Evidence } from './types.ts';

export type { ReadOptions } from './numbers.ts';

/** Longer texts are data dumps: no reader is started on them. In UTF-16 units. */
const LONGEST_TEXT = 4_000_000;
const LONGEST_HTML = 32_000_000;
const ESCAPES = /\x1b\[[0-9;:?]*[ -/]*[@-~]/g;

/**
 * Evidence of the text of one value, as `repr` or `str` gives it; leading and trailing line ends do not count.
 *
 * `exact` (default false) tells that the text is a `repr` whose floats were not formatted: the result of a cell.
 * Without it a float carries half a unit of its last place as precision, unless it shows 16 digits or stands in brackets,
 * where Python always shows the `repr`. `%precision` and `np.set_printoptions` make a repr inexact: then leave `exact` out.
 *
 * Never throws; linear in the length. What no reader is sure of comes back as `text`.
 */
export function readValue(text: string, options: Partial<ReadOptions> = {}): Evidence {
  if (text.length > LONGEST_TEXT) return { kind: 'text', text };
  const clean = trimLines(plain(text));
  const exact = options.exact ?? false;
  return (
    readShort(clean, exact) ??
    readReport(clean) ??
    readSeries(clean) ??
    readExtensionArray(clean) ??
    readBoxedTable(clean) ??
    readTextTable(clean) ??
    unreadCall(clean, exact) ?? { kind: 'text', text: clean }
  );
}

/** Without ANSI sequences and carriage returns at line ends. */
function plain(text: string): string {
  const unescaped = text.includes('\x1b[') ? text.replace(ESCAPES, '') : text;
  return unescaped.includes('\r\n') ? unescaped.replaceAll('\r\n', '\n') : unescaped;
}

/** Blank lines around the value go, and blanks behind it; those in front of the first line belong to a table's header. */
function trimLines(text: string): string {
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\n') start = at + 1;
    else if (text[at] !== ' ' && text[at] !== '\t') break;
  }
  return text.slice(start).trimEnd();
}

/** Everything that is one Python expression, or one formatted value. */
function readShort(text: string, exact: boolean): Evidence | null {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'text', text: '' };
  const node = parseRepr(trimmed);
  if (node === null) return formatted(trimmed, exact) ?? tensor(trimmed);
  if (node.node === 'name')
    return namedScalar(node.name) ?? bareName(trimmed, exact) ?? { kind: 'text', text: trimmed };
  // A string is printed without quotes; what stands in quotes is something else's repr, such as a KeyError's.
  if (node.node === 'string' && !node.bytes && !exact) return { kind: 'text', text: trimmed };
  return fromNode(node, { text: trimmed, exact, pretty: exact });
}

function tensor(text: string): Evidence | null {
  const array = tensorText(text);
  return array === null ? null : numberOrArray(array);
}

function formatted(text: string, exact: boolean): Evidence | null {
  if (text === '<NA>') return numberScalar('nan', true);
  return bareName(text, exact) ?? (exact ? null : formattedScalar(text));
}

/**
 * Evidence of a rich output: a figure, the table of `text/html`, else `text/plain`.
 * The options are for `text/plain`; `exact` is true unless given, as a result is shown by its repr.
 */
export function readBundle(data: MimeBundle, options: Partial<ReadOptions> = {}): Evidence {
  const text = data['text/plain'];
  const fromText = typeof text === 'string' ? readValue(text, { exact: true, ...options }) : null;
  const mime = Object.keys(data).find((key) => key.startsWith('image/') || FIGURES.has(key));
  if (mime !== undefined) return { kind: 'figure', mime };
  const html = data['text/html'];
  if (typeof html === 'string' && !isRead(fromText)) {
    const table = html.length > LONGEST_HTML ? null : readHtmlEvidence(html);
    if (table !== null) return withBlankEnds(table, text);
  }
  return fromText ?? { kind: 'text', text: '' };
}

const FIGURES = new Set([
  'application/vnd.plotly.v1+json',
  'application/vnd.vegalite.v4+json',
  'application/vnd.vegalite.v5+json',
  'application/vnd.bokehjs_exec.v0+json',
]);

/** Objects whose HTML is all there is to them. */
const SHOWS_HTML = /^<(?:IPython\.|pandas\.\S*Styler\b)/;

/** What HTML shows of a column's name need not be all of it. */
function withBlankEnds(table: Evidence, text: unknown): Evidence {
  if (table.kind !== 'table' || typeof text !== 'string' || !hasBlankEnd(text, table.columns)) return table;
  return { ...table, doubtfulLabels: [...new Set([...(table.doubtfulLabels ?? []), 'columns' as const])] };
}

/** Text that says all there is to say: an estimator's HTML holds tables of its own. statsmodels' tables show their class. */
function isRead(evidence: Evidence | null): boolean {
  if (evidence === null || evidence.kind === 'text' || evidence.kind === 'table') return false;
  if (evidence.kind === 'type' && evidence.name.endsWith('.SimpleTable')) return false;
  return !(evidence.kind === 'object' && SHOWS_HTML.test(evidence.text.slice(0, 200)));
}

function readHtmlEvidence(html: string): Evidence | null {
  if (!html.includes('<table') && !html.includes('<TABLE')) return null;
  const document = readHtml(html);
  return readCoefficientTable(document) ?? readHtmlTable(document);
}
