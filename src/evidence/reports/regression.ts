/** statsmodels' `summary()`: named values in two columns and a table of coefficients. */
import { halfUnit, isNumberText, lastPlace, numberOf } from '../numbers.ts';
import type { HtmlDocument } from '../tables/html-grid.ts';
import type { Report } from '../types.ts';

/** A number as printed. */
export interface Printed {
  readonly value: number;
  readonly precision: number;
}
export interface Coefficient {
  readonly name: string;
  /** By the header of the table: `coef`, `std err`, `t`, `P>|t|`, `[0.025`, `0.975]`. */
  readonly values: Readonly<Record<string, Printed>>;
}

/** `fields` of a report `regression-summary`. */
export interface RegressionFields {
  readonly title: string;
  /** `R-squared`, `No. Observations`, …: the numbers, by label without its colon. */
  readonly numbers: Readonly<Record<string, Printed>>;
  /** The same for what is no number: `Dep. Variable`, `Method`. */
  readonly texts: Readonly<Record<string, string>>;
  readonly coefficients: readonly Coefficient[];
}

const RULE = /^[=-]{20,}$/;
const CLASS = /^<class '[\w.]+'>\n"""\n/;
const LABELLED = /^([^:]{1,40}):\s*(.*)$/;
const MOST_LINES = 5000;

/** Evidence of the text of a summary, in the quotes of its repr or bare; null for any other text. */
export function readRegression(text: string): Report | null {
  const head = CLASS.exec(text.slice(0, 300));
  const inner = head === null ? text : text.slice(head[0].length).replace(/\n"""$/, '');
  if (!inner.includes('====================') || !inner.includes('coef ')) return null;
  const lines = inner.split('\n').map((line) => line.trimEnd());
  if (lines.length > MOST_LINES) return null;
  const rules = lines.flatMap((line, at) => (RULE.test(line.trim()) ? [at] : []));
  const coef = lines.findIndex((line) => /^ +coef {2}/.test(line));
  if (rules[0] === undefined || coef < 0 || rules[0] > coef) return null;
  const title = lines.slice(0, rules[0]).join(' ').trim();
  const coefficients = readCoefficients(lines, coef);
  if (title === '' || coefficients === null) return null;
  const numbers: Record<string, Printed> = Object.create(null);
  const texts: Record<string, string> = Object.create(null);
  const tail = lines.slice(coef).findIndex((line) => /^=+$/.test(line.trim()));
  for (const line of [...lines.slice(rules[0] + 1, coef), ...(tail < 0 ? [] : lines.slice(coef + tail + 1))])
    readPairs(line, numbers, texts);
  const fields: RegressionFields = { title, numbers, texts, coefficients };
  return { kind: 'report', report: 'regression-summary', fields: { ...fields } };
}

/** Two labelled values a line; labels end in a colon. */
function readPairs(line: string, numbers: Record<string, Printed>, texts: Record<string, string>): void {
  const parts = line.trim().split(/ {2,}/);
  for (let at = 0; at < parts.length; at += 1) {
    const found = LABELLED.exec(parts[at]!.slice(0, 500));
    if (found === null) continue;
    const value = found[2] === '' ? (parts[at + 1] ?? '') : found[2]!;
    if (value === '' || value.endsWith(':')) continue;
    if (found[2] === '') at += 1;
    const number = printed(value);
    if (number === null) texts[found[1]!] = value;
    else numbers[found[1]!] = number;
  }
}

function printed(text: string): Printed | null {
  const value = numberOf(text);
  if (value === null) return null;
  return { value, precision: isNumberText(text) && /[.e]/.test(text) ? halfUnit(lastPlace(text)) : 0 };
}

function readCoefficients(lines: readonly string[], head: number): Coefficient[] | null {
  // Older versions head both ends of an interval at once.
  const headers = lines[head]!.trim().split(/ {2,}/).flatMap((header) => (/^\[\d[\d.]*% Conf\. Int\.\]$/.test(header) ? ['[lower', 'upper]'] : [header]));
  const found: Coefficient[] = [];
  for (const line of lines.slice(head + 2)) {
    if (RULE.test(line.trim()) || line.trim() === '') break;
    const words = line.trim().split(/ +/);
    const numbers = words.slice(-headers.length).map(printed);
    if (words.length <= headers.length || numbers.some((number) => number === null)) return null;
    const values: Record<string, Printed> = Object.create(null);
    for (const [at, header] of headers.entries()) values[header] = numbers[at]!;
    found.push({ name: words.slice(0, -headers.length).join(' '), values });
  }
  return found.length > 0 ? found : null;
}

/**
 * Evidence of the HTML of the coefficients alone, `summary().tables[1]`, whose text is but the name of its class: the same
 * report without numbers and texts. Null for any other HTML.
 */
export function readCoefficientTable({ tables }: HtmlDocument): Report | null {
  const [table, ...others] = tables;
  if (table?.class !== 'simpletable' || others.length > 0 || !table.closed) return null;
  const [head, ...rows] = table.rows.map(({ cells }) => cells.map(({ text }) => text.trim()));
  if (head?.[0] !== '' || head[1] !== 'coef') return null;
  const headers = head.slice(1);
  const coefficients: Coefficient[] = [];
  for (const [name, ...texts] of rows) {
    const numbers = texts.map(printed);
    if (name === undefined || name === '' || numbers.length !== headers.length) return null;
    const values: Record<string, Printed> = Object.create(null);
    for (const [at, header] of headers.entries()) {
      const number = numbers[at];
      if (number === null || number === undefined) return null;
      values[header] = number;
    }
    coefficients.push({ name, values });
  }
  if (coefficients.length === 0) return null;
  const fields: RegressionFields = { title: '', numbers: {}, texts: {}, coefficients };
  return { kind: 'report', report: 'regression-summary', fields: { ...fields } };
}
