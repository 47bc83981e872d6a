import type { SyntaxNode } from '@lezer/common';
import { isNumberFormat, PLAIN, readSpec } from './formats.ts';
import { type Environment, type Piece, type Slot, type SlotType, slot, typeOf } from './slots.ts';
import { readQuoted, stringValue, unescapePython } from './strings.ts';
import { braceFields, percentFields } from './templates.ts';

/** The text that one print writes: literal parts, and slots for values. Neighbouring literals are joined. */
export type Skeleton = readonly Piece[];

/** What a call to `print` or `pprint` writes to stdout: `nothing` when it writes elsewhere, `unknown` when the code does not say. */
export type Printed = Skeleton | 'nothing' | 'unknown';

/** One argument of a call. */
export interface Argument {
  readonly keyword: string | null;
  readonly star: '' | '*' | '**';
  readonly node: SyntaxNode;
}

/** The arguments of an ArgList, in order. */
export function argumentsOf(list: SyntaxNode | null, source: string): Argument[] {
  const found: Argument[] = [];
  let keyword: string | null = null;
  let star: Argument['star'] = '';
  for (let child = list?.firstChild ?? null; child; child = child.nextSibling) {
    if (child.name === '(' || child.name === ')' || child.name === ',' || child.name === 'Comment') {
      keyword = null;
      star = '';
    } else if (child.name === '*' || child.name === '**') star = child.name;
    else if (child.name === 'VariableName' && child.nextSibling?.name === 'AssignOp') {
      keyword = source.slice(child.from, child.to);
    } else if (child.name !== 'AssignOp') found.push({ keyword, star, node: child });
  }
  return found;
}

/** Reads a `print(...)` call. */
export function printSkeleton(call: SyntaxNode, source: string, known: Environment): Printed {
  const args = argumentsOf(call.getChild('ArgList'), source);
  const options = new Map<string, SyntaxNode>();
  for (const { keyword, star, node } of args) {
    if (star === '**') return 'unknown';
    if (keyword !== null) options.set(keyword, node);
  }
  const file = options.get('file');
  if (file) {
    const target = source.slice(file.from, file.to);
    if (target !== 'sys.stdout' && target !== 'None') return 'nothing';
  }
  const sep = separator(options.get('sep'), source, ' ');
  const end = separator(options.get('end'), source, '\n');
  if (sep === null || end === null || /[\r\b]/.test(sep + end)) return 'unknown';
  const pieces: Piece[] = [];
  for (const [i, { node, star }] of args.filter((arg) => arg.keyword === null).entries()) {
    if (i > 0) pieces.push(sep);
    if (star === '*') pieces.push(slot('any', [node]));
    else pieces.push(...piecesOf(node, source, known));
  }
  return finished([...pieces, end]);
}

/** Reads `pprint(x)`: the repr of a value over one or several lines. */
export function pprintSkeleton(call: SyntaxNode, source: string): Printed {
  const [value, ...others] = argumentsOf(call.getChild('ArgList'), source);
  if (value === undefined || value.keyword !== null || value.star !== '') return 'unknown';
  if (others.some(({ keyword }) => keyword === 'stream' || keyword === null)) return 'unknown';
  return [slot('any', [value.node], { conversion: 'r' }), '\n'];
}

function separator(node: SyntaxNode | undefined, source: string, standard: string): string | null {
  if (node === undefined || node.name === 'None') return standard;
  const pieces = finished(piecesOf(node, source, new Map()));
  if (pieces === 'unknown') return null;
  if (pieces.length === 0) return '';
  return pieces.length === 1 && typeof pieces[0] === 'string' ? pieces[0] : null;
}

/** Joins neighbouring literals; a print that moves the cursor cannot be followed. */
function finished(pieces: readonly Piece[]): Skeleton | 'unknown' {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece === '') continue;
    if (typeof piece === 'string' && /[\r\b\u001b]/.test(piece)) return 'unknown';
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}

const DEEPEST = 40;

/** The pieces of `str(expression)`. */
export function piecesOf(node: SyntaxNode, source: string, known: Environment, depth = 0): Piece[] {
  const here = { source, known, depth: depth + 1 };
  const whole = () => [valueSlot(node, [node], source, known)];
  if (depth > DEEPEST) return [slot('any', [node])];
  switch (node.name) {
    case 'String': {
      const value = stringValue(source.slice(node.from, node.to));
      return value === null ? [slot('any', [node])] : [value];
    }
    case 'FormatString':
      return formatStringPieces(node, here) ?? [slot('any', [node], { string: true })];
    case 'ContinuedString':
      return children(node)
        .filter((child) => child.name !== 'Comment')
        .flatMap((child) => piecesOf(child, source, known, depth + 1));
    case 'Number':
    case 'Boolean':
    case 'None':
      return constant(source.slice(node.from, node.to)) ?? whole();
    case 'ParenthesizedExpression':
      return around(node, inParentheses(node), here);
    case 'BinaryExpression':
      return binaryPieces(node, here) ?? whole();
    case 'CallExpression':
      return callPieces(node, here) ?? whole();
    default:
      return whole();
  }
}

interface Here {
  readonly source: string;
  readonly known: Environment;
  readonly depth: number;
}

/** The pieces of what stands inside; where that is one slot, it is the value of the outer expression, too. */
function around(outer: SyntaxNode, inner: SyntaxNode | null, { source, known, depth }: Here): Piece[] {
  if (inner === null) return [slot('any', [outer])];
  const pieces = piecesOf(inner, source, known, depth);
  const [only] = pieces;
  if (pieces.length !== 1 || only === undefined || typeof only === 'string') return pieces;
  return [{ ...only, spans: [{ from: outer.from, to: outer.to }, ...only.spans] }];
}

/** An expression, and what stands inside its parentheses. */
function unwrapped(node: SyntaxNode): SyntaxNode[] {
  const found = [node];
  for (let at = node; at.name === 'ParenthesizedExpression' && found.length < DEEPEST; found.push(at)) {
    const inner = inParentheses(at);
    if (inner === null) break;
    at = inner;
  }
  return found;
}

function inParentheses(node: SyntaxNode): SyntaxNode | null {
  const inner = node.firstChild?.nextSibling ?? null;
  return inner === null || inner.name === ')' ? null : inner;
}

/** A number whose `str` is the text it was written with. */
function constant(text: string): Piece[] | null {
  if (/^(?:True|False|None|0|[1-9]\d{0,15})$/.test(text)) return [text];
  return /^\d{1,6}\.\d{1,6}$/.test(text) && String(Number(text)) === text ? [text] : null;
}

function valueSlot(node: SyntaxNode, spans: readonly SyntaxNode[], source: string, known: Environment): Slot {
  const name = node.name === 'VariableName' ? known.get(source.slice(node.from, node.to)) : undefined;
  if (name?.text != null) return slot('exact', spans, { text: name.text, string: name.string });
  const type = typeOf(node, source, known);
  const rounded = roundedDigits(node, source);
  return slot(type, spans, { rounded, string: name?.string ?? false });
}

/** Digits kept by `round(x, 2)` or `np.round(x, 2)`. */
function roundedDigits(node: SyntaxNode, source: string): number | null {
  if (node.name !== 'CallExpression' || node.firstChild === null) return null;
  if (
    !/^(?:round|np\.round|numpy\.round|np\.around)$/.test(
      source.slice(node.firstChild.from, node.firstChild.to),
    )
  )
    return null;
  const digits = argumentsOf(node.getChild('ArgList'), source)[1];
  const text = digits === undefined ? '' : source.slice(digits.node.from, digits.node.to);
  return /^\d{1,2}$/.test(text) ? Number(text) : null;
}

function binaryPieces(node: SyntaxNode, here: Here): Piece[] | null {
  const { source, known, depth } = here;
  const operator = node.firstChild?.nextSibling;
  const left = node.firstChild;
  const right = node.lastChild;
  if (!operator || !left || !right) return null;
  switch (source.slice(operator.from, operator.to)) {
    case '+':
      return isText(left, here) || isText(right, here) ? concatenation(node, here) : null;
    case '%': {
      const template = literalText(left, here);
      return template === null ? null : percentPieces(template, right, here);
    }
    case '*': {
      const [text, count] = left.name === 'Number' ? [right, left] : [left, right];
      const literal = literalText(text, here);
      if (literal === null) return null;
      return repeated(literal, piecesOf(count, source, known, depth), node);
    }
    default:
      return null;
  }
}

/** Whether an expression is certainly a string: a literal, or something added to or made from one. */
function isText(node: SyntaxNode, { source, known, depth }: Here): boolean {
  if (['String', 'FormatString', 'ContinuedString'].includes(node.name)) return true;
  if (depth > DEEPEST) return false;
  if (node.name === 'VariableName') return known.get(source.slice(node.from, node.to))?.string ?? false;
  if (node.name === 'CallExpression' && node.firstChild) {
    return /^(?:str|repr|format)$/.test(source.slice(node.firstChild.from, node.firstChild.to));
  }
  const deeper = { source, known, depth: depth + 1 };
  if (node.name === 'ParenthesizedExpression') {
    const inner = inParentheses(node);
    return inner !== null && isText(inner, deeper);
  }
  if (node.name !== 'BinaryExpression' || !node.firstChild || !node.lastChild) return false;
  const operator = source.slice(node.firstChild.nextSibling!.from, node.firstChild.nextSibling!.to);
  if (operator === '%') return isText(node.firstChild, deeper);
  return operator === '+' && (isText(node.firstChild, deeper) || isText(node.lastChild, deeper));
}

function concatenation(node: SyntaxNode, { source, known, depth }: Here): Piece[] {
  const sides = [node.firstChild!, node.lastChild!];
  return sides.flatMap((side) =>
    piecesOf(side, source, known, depth).map((piece) =>
      // What is added to a string is one.
      typeof piece !== 'string' && piece.spans.length === 1 && side.name !== 'CallExpression'
        ? { ...piece, string: true }
        : piece,
    ),
  );
}

/** The text of an expression of literals only. */
function literalText(node: SyntaxNode, { source, depth }: Here): string | null {
  if (!['String', 'ContinuedString', 'ParenthesizedExpression', 'BinaryExpression'].includes(node.name))
    return null;
  if (node.name === 'BinaryExpression' && depth > DEEPEST) return null;
  const pieces = piecesOf(node, source, new Map(), depth);
  if (!pieces.every((piece) => typeof piece === 'string')) return null;
  return pieces.join('');
}

const LONGEST_REPEAT = 2000;

function repeated(text: string, count: readonly Piece[], node: SyntaxNode): Piece[] {
  const times = count.length === 1 && typeof count[0] === 'string' ? Number(count[0]) : Number.NaN;
  if (Number.isInteger(times) && times * text.length <= LONGEST_REPEAT)
    return [text.repeat(Math.max(0, times))];
  if (text === '') return [];
  return [slot('repeat', [node], { text, string: true })];
}

function callPieces(node: SyntaxNode, here: Here): Piece[] | null {
  const { source } = here;
  const callee = node.firstChild;
  if (callee === null) return null;
  const args = argumentsOf(node.getChild('ArgList'), source);
  if (callee.name === 'VariableName') {
    const [value] = args;
    if (args.length !== 1 || !value || value.star !== '' || value.keyword !== null) return null;
    if (source.slice(callee.from, callee.to) === 'str') return around(node, value.node, here);
    if (source.slice(callee.from, callee.to) === 'repr') {
      return [slot('any', [node, value.node], { conversion: 'r' })];
    }
    return null;
  }
  if (callee.name !== 'MemberExpression' || !callee.firstChild || !callee.lastChild) return null;
  if (source.slice(callee.lastChild.from, callee.lastChild.to) !== 'format') return null;
  const template = literalText(callee.firstChild, here);
  return template === null ? null : bracePieces(template, args, here);
}

function formatStringPieces(node: SyntaxNode, here: Here): Piece[] | null {
  const { source } = here;
  const quoted = readQuoted(source.slice(node.from, node.to));
  if (quoted === null || quoted.prefix.includes('t')) return null;
  const pieces: Piece[] = [];
  let at = node.from + quoted.from;
  const literal = (to: number): boolean => {
    const text = source.slice(at, to).replace(/\{\{/g, '{').replace(/\}\}/g, '}').replace(/\r\n?/g, '\n');
    const value = quoted.raw ? text : unescapePython(text);
    if (value !== null) pieces.push(value);
    return value !== null;
  };
  for (const replacement of node.getChildren('FormatReplacement')) {
    if (!literal(replacement.from)) return null;
    pieces.push(...replacementPieces(replacement, here));
    at = replacement.to;
  }
  return literal(node.from + quoted.to) ? pieces : null;
}

function replacementPieces(node: SyntaxNode, here: Here): Piece[] {
  const { source } = here;
  const parts = children(node).filter((child) => child.name !== '{' && child.name !== '}');
  const value = parts.find((child) => !child.name.startsWith('Format') || child.name === 'FormatString');
  if (value === undefined) return [slot('any', [node])];
  const conversion = node.getChild('FormatConversion');
  const spec = node.getChild('FormatSpec');
  const selfDoc = node.getChild('FormatSelfDoc');
  const specText = spec ? source.slice(spec.from + 1, spec.to) : '';
  const asRepr = conversion
    ? /[ra]/.test(source.slice(conversion.from, conversion.to))
    : selfDoc !== null && !spec;
  const field = fieldPieces(value, asRepr ? 'r' : null, specText, here);
  if (selfDoc === null) return field;
  // `{x = }` prints its own source, spaces included.
  return [source.slice(node.from + 1, (conversion ?? spec ?? node.lastChild!).from), ...field];
}

/** One replacement field of any of the three kinds of format. */
function fieldPieces(node: SyntaxNode, conversion: 'r' | null, spec: string, here: Here): Piece[] {
  const { source, known, depth } = here;
  if (conversion === 'r') {
    const format = spec === '' ? PLAIN : readSpec(spec);
    return [slot('any', unwrapped(node), { conversion, ...(format && { format }) })];
  }
  if (spec === '') return piecesOf(node, source, known, depth);
  const format = readSpec(spec);
  if (format === null) {
    // A nested field leaves the last letter standing; anything else is a date format or the like.
    return [slot(/\{.*\}[.\d,_]*[eEfFgG%d]$/s.test(spec) ? 'any' : 'line', [node], { string: true })];
  }
  const base = piecesOf(node, source, known, depth);
  const [only] = base;
  const spans = base.length === 1 && typeof only === 'object' ? only.spans : unwrapped(node);
  const string = base.length > 1 || typeof only === 'string' || (only?.string ?? false);
  return [
    slot(formattedType(format, only, node, source, known), spans, {
      format,
      string: string && !isNumberFormat(format),
    }),
  ];
}

function formattedType(
  format: NonNullable<ReturnType<typeof readSpec>>,
  base: Piece | undefined,
  node: SyntaxNode,
  source: string,
  known: Environment,
): SlotType {
  if (format.filled) return 'any';
  if (format.type === 'd' && !format.grouped) return 'int';
  if (isNumberFormat(format)) return 'number';
  if (/^[boxXcs]$/.test(format.type)) return 'any';
  const type = typeof base === 'object' ? typeOf(node, source, known) : 'any';
  return type === 'int' || type === 'number' ? 'number' : 'any';
}

function percentPieces(template: string, right: SyntaxNode, here: Here): Piece[] | null {
  const fields = percentFields(template);
  if (fields === null) return null;
  const values = percentValues(right, fields.filter((field) => typeof field !== 'string').length, here);
  if (values === null) return null;
  let next = 0;
  const pieces: Piece[] = [];
  for (const field of fields) {
    if (typeof field === 'string') {
      pieces.push(field);
      continue;
    }
    const value = field.name === null ? values.list[next++] : values.named.get(field.name);
    if (value === undefined) return null;
    const { format } = field;
    const plain = format.type === 's' && !format.padLeft && !format.padRight && format.precision === null;
    if (plain) pieces.push(...piecesOf(value, here.source, here.known, here.depth));
    else if (format.type === 'r' || format.type === 'a')
      pieces.push(slot('any', unwrapped(value), { conversion: 'r', format }));
    else pieces.push(slot(percentType(format.type), unwrapped(value), { format }));
  }
  return allUsed(values, next) ? pieces : null;
}

function allUsed(
  values: { list: readonly SyntaxNode[]; named: ReadonlyMap<string, SyntaxNode> },
  used: number,
): boolean {
  return values.named.size > 0 || used === values.list.length;
}

function percentType(type: string): SlotType {
  if (type === 'd') return 'int';
  return /^[eEfFgG]$/.test(type) ? 'number' : 'any';
}

/** What stands right of `%`: one value, a tuple, or a dict with literal keys. Null when it cannot be told which. */
function percentValues(
  right: SyntaxNode,
  wanted: number,
  { source }: Here,
): { list: SyntaxNode[]; named: Map<string, SyntaxNode> } | null {
  const named = new Map<string, SyntaxNode>();
  if (right.name === 'TupleExpression') {
    const list = children(right).filter((child) => !['(', ')', ',', 'Comment'].includes(child.name));
    return list.some((child) => child.name === '*') ? null : { list, named };
  }
  if (right.name === 'DictionaryExpression') {
    const entries = dictionaryEntries(right, source);
    if (entries === null) return null;
    for (const [key, value] of entries) {
      const name = stringValue(source.slice(key.from, key.to));
      if (name !== null) named.set(name, value);
    }
    return { list: [], named };
  }
  // With several fields a plain name has to hold a tuple of unknown parts.
  return wanted === 1 ? { list: [right], named } : null;
}

/** Keys and values of a dict display; null when it holds `**` or is a comprehension. */
export function dictionaryEntries(node: SyntaxNode, _source: string): [SyntaxNode, SyntaxNode][] | null {
  const parts = children(node).filter((child) => !['{', '}', ',', ':', 'Comment'].includes(child.name));
  if (node.name !== 'DictionaryExpression' || parts.length % 2 === 1) return null;
  if (parts.some((part) => part.name === '**' || part.name === 'for')) return null;
  const entries: [SyntaxNode, SyntaxNode][] = [];
  for (let i = 0; i < parts.length; i += 2) entries.push([parts[i]!, parts[i + 1]!]);
  return entries;
}

function bracePieces(template: string, args: readonly Argument[], here: Here): Piece[] | null {
  const fields = braceFields(template);
  if (fields === null || args.some(({ star }) => star === '**')) return null;
  const star = args.findIndex((arg) => arg.star === '*');
  const positional = args.filter((arg) => arg.keyword === null);
  const pieces: Piece[] = [];
  for (const field of fields) {
    if (typeof field === 'string') {
      pieces.push(field);
      continue;
    }
    const beyond = typeof field.argument === 'number' && star >= 0 && field.argument >= star;
    const value =
      typeof field.argument === 'number'
        ? positional[field.argument]?.node
        : args.find(({ keyword }) => keyword === field.argument)?.node;
    if (beyond) pieces.push(slot('any', []));
    else if (value === undefined) return null;
    else {
      const shown = fieldPieces(value, field.conversion, field.spec, here);
      // `{0.name}` and `{0[key]}` show a part of the argument, which no expression of the code stands for.
      pieces.push(...(field.path === '' ? shown : [slot('any', [])]));
    }
  }
  return pieces;
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}
