/** The text that an expression prints, taken apart into what the code says and slots for what it does not. */
import type { SyntaxNode } from '@lezer/common';
import { bracePieces, fieldPieces, formatStringPieces, type Here, percentPieces } from './fields.ts';
import { argumentsOf, children, inParentheses } from './nodes.ts';
import { type Environment, givesString, type Piece, type Slot, slot, typeOf } from './slots.ts';
import { stringValue } from './strings.ts';

const DEEPEST = 40;

/** The pieces of `str(expression)`. */
export function piecesOf(node: SyntaxNode, source: string, known: Environment, depth = 0): Piece[] {
  const here: Here = {
    source,
    known,
    depth: depth + 1,
    pieces: (inner) => piecesOf(inner, source, known, depth + 1),
  };
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
        .flatMap((child) => here.pieces(child));
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

/** The pieces of what stands inside; where that is one slot, it is the value of the outer expression, too. */
function around(outer: SyntaxNode, inner: SyntaxNode | null, here: Here): Piece[] {
  if (inner === null) return [slot('any', [outer])];
  const pieces = here.pieces(inner);
  const [only] = pieces;
  if (pieces.length !== 1 || only === undefined || typeof only === 'string') return pieces;
  return [{ ...only, spans: [{ from: outer.from, to: outer.to }, ...only.spans] }];
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
  return slot(type, spans, { rounded, string: name?.string ?? givesString(node, source) });
}

/** Digits kept by `round(x, 2)`, `np.round(x, 2)` or `x.round(2)`. */
function roundedDigits(node: SyntaxNode, source: string): number | null {
  if (node.name !== 'CallExpression' || node.firstChild === null) return null;
  const callee = source.slice(node.firstChild.from, node.firstChild.to);
  const isFunction = /^(?:round|np\.round|numpy\.round|np\.around)$/.test(callee);
  if (!isFunction && !callee.endsWith('.round')) return null;
  const digits = argumentsOf(node.getChild('ArgList'), source)[isFunction ? 1 : 0];
  const text = digits === undefined ? '' : source.slice(digits.node.from, digits.node.to);
  return /^\d{1,2}$/.test(text) ? Number(text) : null;
}

function binaryPieces(node: SyntaxNode, here: Here): Piece[] | null {
  const { source } = here;
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
      return repeated(literal, here.pieces(count), node);
    }
    default:
      return null;
  }
}

/** Whether an expression is certainly a string: a literal, or something added to or made from one. */
function isText(node: SyntaxNode, here: Here): boolean {
  if (['String', 'FormatString', 'ContinuedString'].includes(node.name)) return true;
  const { source, known, depth } = here;
  if (depth > DEEPEST) return false;
  if (node.name === 'VariableName') return known.get(source.slice(node.from, node.to))?.string ?? false;
  if (node.name === 'CallExpression' && node.firstChild) {
    return /^(?:str|repr|format)$/.test(source.slice(node.firstChild.from, node.firstChild.to));
  }
  const deeper = { ...here, depth: depth + 1 };
  if (node.name === 'ParenthesizedExpression') {
    const inner = inParentheses(node);
    return inner !== null && isText(inner, deeper);
  }
  if (node.name !== 'BinaryExpression' || !node.firstChild || !node.lastChild) return false;
  const operator = source.slice(node.firstChild.nextSibling!.from, node.firstChild.nextSibling!.to);
  if (operator === '%') return isText(node.firstChild, deeper);
  return operator === '+' && (isText(node.firstChild, deeper) || isText(node.lastChild, deeper));
}

function concatenation(node: SyntaxNode, here: Here): Piece[] {
  const sides = [node.firstChild!, node.lastChild!];
  return sides.flatMap((side) =>
    here.pieces(side).map((piece) =>
      // What is added to a string is one; what stands in it as a slot need not be.
      typeof piece !== 'string' && piece.spans.length === 1 && isAll(piece, side) && side.name !== 'CallExpression'
        ? { ...piece, string: true }
        : piece,
    ),
  );
}

function isAll({ spans: [span] }: Slot, node: SyntaxNode): boolean {
  return span?.from === node.from && span.to === node.to;
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
    const [value, spec] = args;
    if (args.length === 2 && value && spec && source.slice(callee.from, callee.to) === 'format') {
      const text = args.every((it) => it.star === '' && it.keyword === null) ? literalText(spec.node, here) : null;
      return text === null ? null : fieldPieces(value.node, null, text, here);
    }
    if (args.length !== 1 || !value || value.star !== '' || value.keyword !== null) return null;
    if (/^(str|format)$/.test(source.slice(callee.from, callee.to))) return around(node, value.node, here);
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
