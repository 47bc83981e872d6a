/** The three ways to format: f-strings, `%` and `.format`. */
import type { SyntaxNode } from '@lezer/common';
import { isNumberFormat, PLAIN, padded, readSpec, UNKNOWN } from './formats.ts';
import { type Argument, children, dictionaryEntries, unwrapped } from './nodes.ts';
import { braceFields, percentFields } from './placeholders.ts';
import { type Environment, type Piece, type SlotType, slot, typeOf } from './slots.ts';
import { readQuoted, stringValue, unescapePython } from './strings.ts';

/** Where an expression stands whose text is taken apart. */
export interface Here {
  readonly source: string;
  readonly known: Environment;
  readonly depth: number;
  /** The pieces of `str(node)` for an expression inside this one. */
  pieces(node: SyntaxNode): Piece[];
}

/** An f-string; null when its literal parts cannot be read. */
export function formatStringPieces(node: SyntaxNode, here: Here): Piece[] | null {
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

/** One replacement field of any of the three kinds of format, or what `format(value, spec)` writes. */
export function fieldPieces(node: SyntaxNode, conversion: 'r' | null, spec: string, here: Here): Piece[] {
  const { source, known } = here;
  if (conversion === 'r') {
    const format = spec === '' ? PLAIN : readSpec(spec);
    return [slot('any', unwrapped(node), { conversion, ...(format && { format }) })];
  }
  if (spec === '') return here.pieces(node);
  const format = readSpec(spec);
  if (format === null) {
    // A nested field may say anything; what is no number format is one of dates or the like. The value is not in the text.
    const type = /\{.*\}[.\d,_]*[eEfFgG%d]$/s.test(spec) ? 'any' : 'line';
    return [slot(type, [node], { string: true, format: UNKNOWN })];
  }
  const base = here.pieces(node);
  const [only] = base;
  if (base.length === 1 && typeof only === 'string' && node.name === 'String') {
    const text = padded(only, spec);
    if (text !== null) return [text];
  }
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

/** `template % right`; null when the two do not fit together. */
export function percentPieces(template: string, right: SyntaxNode, here: Here): Piece[] | null {
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
    if (plain) pieces.push(...here.pieces(value));
    else if (format.type === 'r' || format.type === 'a')
      pieces.push(slot('any', unwrapped(value), { conversion: 'r', format }));
    else {
      const cuts = format.cuts && typeOf(value, here.source, here.known) !== 'int';
      pieces.push(slot(percentType(format.type), unwrapped(value), { format: { ...format, cuts } }));
    }
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
    const entries = dictionaryEntries(right);
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

/** `template.format(...)`; null when the two do not fit together. */
export function bracePieces(template: string, args: readonly Argument[], here: Here): Piece[] | null {
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
