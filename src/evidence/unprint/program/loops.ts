import type { SyntaxNode } from '@lezer/common';
import { argumentsOf, dictionaryEntries } from '../skeleton/nodes.ts';
import { piecesOf } from '../skeleton/pieces.ts';
import type { Environment, Known } from '../skeleton/slots.ts';

/** What one round of a loop binds its target to: text where the code says it, parts where it is a tuple. */
export interface Item {
  readonly known: Known;
  readonly parts: readonly Item[] | null;
}

const UNKNOWN: Item = { known: { type: 'any', text: null, node: null, string: false }, parts: null };
const MOST_ROUNDS = 400;

/** The items of a literal, a range, zip, enumerate or the like, in order; null when their number is not known. */
export function itemsOf(
  node: SyntaxNode | null,
  source: string,
  known: Environment,
  depth = 0,
): Item[] | null {
  if (node === null || depth > 8) return null;
  switch (node.name) {
    case 'ArrayExpression':
    case 'TupleExpression': {
      const parts = elements(node);
      if (parts.length > MOST_ROUNDS || parts.some(({ name }) => name === '*')) return null;
      return parts.map((part) => itemOf(part, source, known));
    }
    case 'DictionaryExpression':
      return dictionary(node, source, known, 'keys');
    case 'ParenthesizedExpression':
      return itemsOf(node.firstChild?.nextSibling ?? null, source, known, depth + 1);
    case 'VariableName':
      return itemsOf(known.get(source.slice(node.from, node.to))?.node ?? null, source, known, depth + 1);
    case 'CallExpression':
      return callItems(node, source, known, depth);
    default:
      return null;
  }
}

function elements(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!['(', ')', '[', ']', ',', 'Comment'].includes(child.name)) found.push(child);
  }
  return found;
}

/** What is known about the value of one expression. */
export function itemOf(node: SyntaxNode, source: string, known: Environment): Item {
  const pieces = piecesOf(node, source, known);
  const container = /^(?:Array|Tuple|Dictionary)Expression$/.test(node.name);
  const parts =
    node.name === 'TupleExpression' || node.name === 'ArrayExpression'
      ? itemsOf(node, source, known, 7)
      : null;
  if (container) return { known: { type: 'any', text: null, node, string: false }, parts };
  const strings = ['String', 'ContinuedString', 'FormatString', 'BinaryExpression'].includes(node.name);
  if (pieces.every((piece) => typeof piece === 'string')) {
    return textItem(pieces.join(''), strings && node.name !== 'Number');
  }
  const [only] = pieces;
  if (pieces.length !== 1 || typeof only !== 'object') return UNKNOWN;
  if (only.type === 'exact') return textItem(only.text, only.string);
  if (node.name === 'UnaryExpression' && /^-\d{1,15}$/.test(source.slice(node.from, node.to))) {
    return textItem(source.slice(node.from, node.to), false);
  }
  return { known: { type: only.type, text: null, node: null, string: only.string }, parts: null };
}

function textItem(text: string, string: boolean): Item {
  return { known: { type: 'any', text, node: null, string }, parts: null };
}

function dictionary(
  node: SyntaxNode,
  source: string,
  known: Environment,
  of: 'keys' | 'values' | 'items',
): Item[] | null {
  const entries = dictionaryEntries(node);
  if (entries === null || entries.length > MOST_ROUNDS) return null;
  const keys = entries.map(([key]) => source.slice(key.from, key.to));
  // A key given twice counts once; which is not worth working out.
  if (new Set(keys).size < keys.length) return null;
  return entries.map(([key, value]) => {
    if (of === 'keys') return itemOf(key, source, known);
    if (of === 'values') return itemOf(value, source, known);
    return { ...UNKNOWN, parts: [itemOf(key, source, known), itemOf(value, source, known)] };
  });
}

function callItems(node: SyntaxNode, source: string, known: Environment, depth: number): Item[] | null {
  const callee = node.firstChild;
  if (callee === null) return null;
  const args = argumentsOf(node.getChild('ArgList'), source);
  if (args.some(({ star }) => star !== '')) return null;
  const inner = args.map((arg) => arg.node);
  if (callee.name === 'MemberExpression' && inner.length === 0) {
    const method = callee.lastChild ? source.slice(callee.lastChild.from, callee.lastChild.to) : '';
    const object = callee.firstChild;
    const target =
      object?.name === 'VariableName' ? known.get(source.slice(object.from, object.to))?.node : object;
    if (target?.name !== 'DictionaryExpression') return null;
    if (method === 'keys' || method === 'values' || method === 'items')
      return dictionary(target, source, known, method);
    return null;
  }
  switch (source.slice(callee.from, callee.to)) {
    case 'range':
      return range(inner, source, known);
    case 'zip': {
      if (args.some(({ keyword }) => keyword !== null) || inner.length === 0) return null;
      const columns = inner.map((arg) => itemsOf(arg, source, known, depth + 1));
      if (columns.some((column) => column === null)) return null;
      const rounds = Math.min(...columns.map((column) => column!.length));
      return Array.from({ length: rounds }, (_, i) => ({
        ...UNKNOWN,
        parts: columns.map((column) => column![i]!),
      }));
    }
    case 'enumerate': {
      const items = itemsOf(inner[0] ?? null, source, known, depth + 1);
      const start = inner[1] === undefined ? 0 : integer(inner[1], source, known);
      if (items === null || start === null) return null;
      return items.map((item, i) => ({ ...UNKNOWN, parts: [textItem(String(start + i), false), item] }));
    }
    case 'list':
    case 'tuple':
      return inner.length === 1 ? itemsOf(inner[0]!, source, known, depth + 1) : null;
    default:
      return null;
  }
}

function integer(node: SyntaxNode, source: string, known: Environment): number | null {
  if (node.name === 'CallExpression' && /^len\s*\(/.test(source.slice(node.from, node.to))) {
    const [arg] = argumentsOf(node.getChild('ArgList'), source);
    return arg === undefined ? null : (itemsOf(arg.node, source, known, 4)?.length ?? null);
  }
  const item = itemOf(node, source, known).known;
  return item.text !== null && !item.string && /^-?\d{1,9}$/.test(item.text) ? Number(item.text) : null;
}

function range(args: readonly SyntaxNode[], source: string, known: Environment): Item[] | null {
  const numbers = args.map((arg) => integer(arg, source, known));
  if (numbers.length === 0 || numbers.length > 3 || numbers.some((n) => n === null)) return null;
  const [from, to, step] =
    numbers.length === 1 ? [0, numbers[0]!, 1] : [numbers[0]!, numbers[1]!, numbers[2] ?? 1];
  if (step === 0) return null;
  const rounds = Math.max(0, Math.ceil((to - from) / step));
  if (rounds > MOST_ROUNDS) return null;
  return Array.from({ length: rounds }, (_, i) => textItem(String(from + i * step), false));
}

/** Binds the target of a loop to one item: a name, or names side by side. */
export function bindTarget(
  targets: readonly SyntaxNode[],
  item: Item,
  source: string,
  into: Map<string, Known>,
): void {
  const [only] = targets;
  if (targets.length === 1 && only !== undefined) {
    if (only.name === 'VariableName') {
      if (item.parts === null) into.set(source.slice(only.from, only.to), item.known);
    } else if (/^(?:Tuple|Array|Parenthesized)Expression$/.test(only.name))
      bindTarget(elements(only), item, source, into);
    return;
  }
  if (item.parts === null || item.parts.length !== targets.length) return;
  for (const [i, target] of targets.entries()) bindTarget([target], item.parts[i]!, source, into);
}
