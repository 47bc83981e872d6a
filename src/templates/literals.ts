import type { Evidence, Scalar, Sequence } from '../evidence/index.ts';
import { BETWEEN, CLOSE, Code, OPEN, Refusal } from './code.ts';

/** Longer collections are no assert that a person would keep. */
const MOST_ELEMENTS = 60;
const MOST_CHARACTERS = 80;
const DEEPEST = 8;

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** A Python string literal in the form `repr` gives it: any text in, never more than a string out. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(UNPRINTABLE, escaped);
  return quote + body + quote;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** A finite number as a person writes it: `0.8`, `1000000`, `1e-07`. @throws Refusal for nan and infinities. */
export function pythonNumber(value: number, type: 'int' | 'float' | 'as-is' = 'as-is'): string {
  if (!Number.isFinite(value)) throw new Refusal('not a finite number');
  if (type === 'int' && !Number.isInteger(value)) throw new Refusal('not an integer');
  if (Number.isInteger(value) && Math.abs(value) < 1e16) {
    const digits = value === 0 ? '0' : String(value);
    return type === 'float' ? `${digits}.0` : digits;
  }
  const digits = Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  return digits.replace(/e([+-])(\d)$/, 'e$10$2');
}

export interface LiteralOptions {
  /** False when copied floats would not hold on the next run (rule 4): they are then refused. */
  readonly floats: boolean;
}

/**
 * A Python literal for a value read from an output: evidence, or plain strings, numbers, booleans, null and arrays of
 * them (an array in an array is a tuple, as a label of several levels is). Sets are sorted.
 * @throws Refusal for what has no literal or no sensible one: cut or overlong collections and texts, nan, dates, figures.
 */
export function literal(value: unknown, options: LiteralOptions): Code {
  if (Code.is(value)) return value;
  return Code.trusted(render(value, options, 0));
}

/** The elements of a sequence (evidence or array), written as `tuple`, `list` or `set`. @throws Refusal */
export function collection(value: unknown, type: 'tuple' | 'list' | 'set', options: LiteralOptions): Code {
  const items = elementsOf(value).map((item) => render(item, options, 1));
  return Code.trusted(brackets(items, type, 0));
}

/** The elements of an array or of sequence evidence. @throws Refusal when some were cut from the output. */
export function elementsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isEvidence(value) && value.kind === 'sequence') {
    if (value.truncated) throw new Refusal('part of the output was cut');
    return value.items;
  }
  if (isEvidence(value) && value.kind === 'array' && value.values !== null && !value.truncated)
    return value.values;
  throw new Refusal('no collection');
}

export function isEvidence(value: unknown): value is Evidence {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'kind');
}

function render(value: unknown, options: LiteralOptions, depth: number): string {
  if (depth > DEEPEST) throw new Refusal('nested too deep');
  if (Code.is(value)) return value.python;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return number(value, 'as-is', options);
  if (Array.isArray(value)) {
    const items = value.map((item) => render(item, options, depth + 1));
    return brackets(items, depth === 0 ? 'list' : 'tuple', depth);
  }
  if (isEvidence(value)) return evidence(value, options, depth);
  throw new Refusal('no literal');
}

function evidence(value: Evidence, options: LiteralOptions, depth: number): string {
  switch (value.kind) {
    case 'scalar':
      return scalar(value, options);
    case 'sequence':
      return brackets(
        elementsOf(value).map((item) => render(item, options, depth + 1)),
        bracketOf(value),
        depth,
      );
    case 'mapping': {
      if (value.truncated) throw new Refusal('part of the output was cut');
      const pairs = value.entries.map(
        ([key, item]) => `${render(key, options, depth + 1)}: ${render(item, options, depth + 1)}`,
      );
      return brackets(pairs, 'dict', depth);
    }
    default:
      throw new Refusal(`no literal for evidence of kind ${value.kind}`);
  }
}

function bracketOf(value: Sequence): Bracket {
  if (value.type === 'set' || value.type === 'frozenset') return 'set';
  return value.type === 'tuple' || value.type === 'size' ? 'tuple' : 'list';
}

function scalar(value: Scalar, options: LiteralOptions): string {
  switch (value.type) {
    case 'none':
      return 'None';
    case 'bool':
      return value.value === true ? 'True' : 'False';
    case 'str':
      return text(String(value.value));
    case 'int':
      if (typeof value.value === 'string' && /^-?\d{1,40}$/.test(value.value)) return value.value;
      return number(Number(value.value), 'int', options);
    case 'float':
      return number(Number(value.value), 'float', options);
    default:
      throw new Refusal(`no literal for a ${value.type}`);
  }
}

function number(value: number, type: 'int' | 'float' | 'as-is', options: LiteralOptions): string {
  const isFloat = type === 'float' || !Number.isInteger(value);
  if (isFloat && !options.floats) throw new Refusal('a copied float would not hold on the next run');
  return pythonNumber(value, type);
}

function text(value: string): string {
  if (value.length > MOST_CHARACTERS) throw new Refusal('text too long for an assert');
  return pythonString(value);
}

type Bracket = 'tuple' | 'list' | 'set' | 'dict';

function brackets(items: readonly string[], type: Bracket, depth: number): string {
  if (items.length > MOST_ELEMENTS) throw new Refusal('too many values for an assert');
  if (type === 'set') {
    if (items.length === 0) return 'set()';
    return wrap([...new Set(items)].sort(byValue), '{', '}', depth);
  }
  if (type === 'dict') return wrap(items, '{', '}', depth);
  if (type === 'list') return wrap(items, '[', ']', depth);
  return items.length === 1 ? `(${items[0]},)` : wrap(items, '(', ')', depth);
}

function wrap(items: readonly string[], open: string, close: string, depth: number): string {
  if (depth > 0 || items.length < 2) return open + items.join(', ') + close;
  return open + OPEN + items.join(`,${BETWEEN}`) + CLOSE + close;
}

function byValue(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference)) return difference;
  return a < b ? -1 : a > b ? 1 : 0;
}
