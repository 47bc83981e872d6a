/**
 * What a `print` writes, taken apart: literal text and the expressions between it. Understands f-strings,
 * `%` and `.format` formatting, `+` chains and `str(x)`.
 */
import type { SyntaxNode } from '@lezer/common';
import { argumentsOf, calleeOf, childExpressions, lastName, receiverOf, unwrapped } from './calls.ts';
import { quoting, stringValue, unescaped } from './strings.ts';

/** `node` is null where text is put in that no single expression of the source stands for. */
export type Piece =
  | { readonly text: string }
  | { readonly node: SyntaxNode | null; readonly format: string | null };

/** The pieces of one expression, in the order in which they are shown. Time is linear in its size. */
export function piecesOf(expression: SyntaxNode, code: string): Piece[] {
  const node = unwrapped(expression);
  switch (node.name) {
    case 'String':
      return [{ text: stringValue(code.slice(node.from, node.to)) }];
    case 'FormatString':
      return formatStringPieces(node, code);
    case 'ContinuedString':
      return childExpressions(node).flatMap((part) => piecesOf(part, code));
    case 'BinaryExpression':
      return binaryPieces(node, code);
    case 'CallExpression':
      return callPieces(node, code);
    default:
      return isLiteral(node) ? [{ text: code.slice(node.from, node.to) }] : [{ node, format: null }];
  }
}

const LITERAL = new Set(['Number', 'String', 'Boolean', 'None', 'Ellipsis']);
const OF_LITERALS = new Set([
  'ParenthesizedExpression',
  'TupleExpression',
  'ArrayExpression',
  'SetExpression',
  'DictionaryExpression',
  'UnaryExpression',
  'BinaryExpression',
  'ContinuedString',
]);

/** Whether an expression holds nothing but literals, so that its value says nothing about a run. */
export function isLiteral(node: SyntaxNode): boolean {
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (LITERAL.has(next.name)) continue;
    if (!OF_LITERALS.has(next.name)) return false;
    open.push(...childExpressions(next));
  }
  return true;
}

function formatStringPieces(node: SyntaxNode, code: string): Piece[] {
  const literal = code.slice(node.from, node.to);
  const { raw, from, to } = quoting(literal);
  const pieces: Piece[] = [];
  const addText = (start: number, end: number) => {
    const text = code.slice(start, end).replace(/\{\{|\}\}/g, (pair) => pair[0]!);
    if (text !== '') pieces.push({ text: raw ? text : unescaped(text) });
  };
  let at = node.from + from;
  for (const slot of node.getChildren('FormatReplacement')) {
    addText(at, slot.from);
    pieces.push(...slotPieces(slot, code));
    at = slot.to;
  }
  addText(at, node.from + to);
  return pieces;
}

function slotPieces(slot: SyntaxNode, code: string): Piece[] {
  const values = childExpressions(slot).filter(
    (child) => !child.name.startsWith('Format') || child.name === 'FormatString',
  );
  const value = values.length === 1 ? values[0]! : null;
  const conversion = slot.getChild('FormatConversion');
  const spec = slot.getChild('FormatSpec');
  const written = spec === null ? null : code.slice(spec.from + 1, spec.to);
  const format = written || (conversion === null ? null : code[conversion.from + 1]!);
  const found: Piece = { node: value === null ? null : unwrapped(value), format };
  const selfDoc = slot.getChild('FormatSelfDoc');
  return selfDoc === null ? [found] : [{ text: code.slice(slot.from + 1, selfDoc.to) }, found];
}

function binaryPieces(node: SyntaxNode, code: string): Piece[] {
  if (operatorOf(node, code) === '%') return percentPieces(node, code) ?? whole(node);
  const operands = sumOf(node, code);
  return operands.some(isText) ? operands.flatMap((operand) => addedPieces(operand, code)) : whole(node);
}

function whole(node: SyntaxNode): Piece[] {
  return isLiteral(node) ? [{ text: '' }] : [{ node, format: null }];
}

/** An operand of a `+` chain: chains were taken apart already, anything else may be text with slots. */
function addedPieces(operand: SyntaxNode, code: string): Piece[] {
  const node = unwrapped(operand);
  const chain = node.name === 'BinaryExpression' && operatorOf(node, code) === '+';
  return chain ? whole(node) : piecesOf(node, code);
}

function operatorOf(node: SyntaxNode, code: string): string {
  const operator = node.firstChild?.nextSibling;
  return operator ? code.slice(operator.from, operator.to) : '';
}

/** `a`, `b`, `c` of `a + b + c`; the expression itself when it is no sum. */
function sumOf(node: SyntaxNode, code: string): SyntaxNode[] {
  const operands: SyntaxNode[] = [];
  let at = node;
  while (at.name === 'BinaryExpression' && operatorOf(at, code) === '+') {
    operands.push(at.lastChild!);
    at = at.firstChild!;
  }
  operands.push(at);
  return operands.reverse();
}

function isText(node: SyntaxNode): boolean {
  return /^(?:String|FormatString|ContinuedString)$/.test(unwrapped(node).name);
}

function callPieces(call: SyntaxNode, code: string): Piece[] {
  const itself: Piece[] = [{ node: call, format: null }];
  const callee = calleeOf(call);
  const name = callee && lastName(callee, code);
  if (!callee || name === null) return itself;
  const args = argumentsOf(call, code);
  const receiver = receiverOf(callee);
  if (receiver !== null) {
    return name === 'format' && isText(receiver) ? (formatPieces(receiver, call, code) ?? itself) : itself;
  }
  const [first, second] = args;
  if (first === undefined || first.starred || first.keyword !== null || isText(first.node)) return itself;
  if (args.length === 1 && (name === 'str' || name === 'format')) return [{ node: unwrapped(first.node), format: null }];
  if (args.length === 1 && name === 'repr') return [{ node: unwrapped(first.node), format: 'r' }];
  if (args.length === 2 && name === 'format' && second!.node.name === 'String') {
    return [
      { node: unwrapped(first.node), format: stringValue(code.slice(second!.node.from, second!.node.to)) },
    ];
  }
  return itself;
}

/** The text of a string that has no slots of its own, or null. */
function plainText(node: SyntaxNode, code: string): string | null {
  const string = unwrapped(node);
  if (string.name === 'String') return stringValue(code.slice(string.from, string.to));
  if (string.name !== 'ContinuedString') return null;
  const parts = childExpressions(string);
  if (parts.some((part) => part.name !== 'String')) return null;
  return parts.map((part) => stringValue(code.slice(part.from, part.to))).join('');
}

const PERCENT =
  /%(?:\((\w*)\))?([-#0 +]{0,5}(?:\d{1,9}|\*)?(?:\.(?:\d{1,9}|\*)?)?)[hlL]?([diouxXeEfFgGcrsa%])/g;

/** `"…%d…" % values`; null when the left side is no plain string. */
function percentPieces(node: SyntaxNode, code: string): Piece[] | null {
  const template = plainText(node.firstChild!, code);
  if (template === null) return null;
  const right = unwrapped(node.lastChild!);
  const values = right.name === 'TupleExpression' ? childExpressions(right) : [right];
  const slots = [...template.matchAll(PERCENT)].filter((match) => match[3] !== '%');
  const simple = slots.every((slot) => slot[1] === undefined && !slot[2]!.includes('*'));
  const matched = simple && slots.length === values.length && !hasStar(right);
  const pieces: Piece[] = [];
  let at = 0;
  let index = 0;
  for (const match of template.matchAll(PERCENT)) {
    pieces.push({ text: template.slice(at, match.index) });
    at = match.index + match[0].length;
    if (match[3] === '%') pieces.push({ text: '%' });
    else
      pieces.push(
        valuePiece(matched ? values[index++] : undefined, percentFormat(match[2]!, match[3]!), code),
      );
  }
  pieces.push({ text: template.slice(at) });
  return pieces;
}

function hasStar(tuple: SyntaxNode): boolean {
  return tuple.name === 'TupleExpression' && tuple.getChild('*') !== null;
}

function percentFormat(flags: string, conversion: string): string | null {
  if (conversion === 's' && flags === '') return null;
  return `${flags}${conversion}`;
}

function valuePiece(value: SyntaxNode | undefined, format: string | null, code: string): Piece {
  if (value === undefined) return { node: null, format };
  const node = unwrapped(value);
  if (isLiteral(node)) return { text: code.slice(node.from, node.to) };
  return { node, format };
}

const FIELD = /\{\{|\}\}|\{([^{}!:]*)(?:!([rsa]))?(?::([^{}]*(?:\{[^{}]*\}[^{}]*)*))?\}/g;

/** `"…{}…".format(values)`; null when the text is no plain string. */
function formatPieces(receiver: SyntaxNode, call: SyntaxNode, code: string): Piece[] | null {
  const template = plainText(receiver, code);
  if (template === null) return null;
  const args = argumentsOf(call, code);
  const positional = args.filter((arg) => arg.keyword === null);
  const named = new Map(args.map((arg) => [arg.keyword, arg.node]));
  const starred = args.some((arg) => arg.starred);
  const pieces: Piece[] = [];
  let at = 0;
  let next = 0;
  for (const match of template.matchAll(FIELD)) {
    pieces.push({ text: template.slice(at, match.index) });
    at = match.index + match[0].length;
    const name = match[1];
    if (name === undefined) {
      pieces.push({ text: match[0][0]! });
      continue;
    }
    const key = name === '' ? String(next++) : name;
    const byName = named.get(key);
    const value = /^\d+$/.test(key) ? positional[Number(key)]?.node : byName;
    pieces.push(valuePiece(starred ? undefined : value, match[3] || match[2] || null, code));
  }
  pieces.push({ text: template.slice(at) });
  return pieces;
}
