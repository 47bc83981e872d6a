import type { SyntaxNode } from '@lezer/common';
import type { Expression, PythonCell } from '../types.ts';
import { readBoolean } from './boolean.ts';
import { readArguments, readIndex, readItems, tokens } from './lists.ts';
import { numberKey, stringKey, stringParts } from './literals.ts';

/** Kinds of term. `form` is everything without a kind of its own (lambdas, comprehensions, f-strings): compared part by part. */
export type TermKind =
  | 'name'
  | 'attribute'
  | 'subscript'
  | 'slice'
  | 'call'
  | 'keyword'
  | 'star'
  | 'double-star'
  | 'tuple'
  | 'list'
  | 'set'
  | 'dict'
  | 'pair'
  | 'unary'
  | 'binary'
  | 'boolean'
  | 'compare'
  | 'conditional'
  | 'string'
  | 'number'
  | 'constant'
  | 'ellipsis'
  /** A part that is not written: one side of a slice. */
  | 'absent'
  | 'form'
  | 'token'
  /** Not understood; equals nothing, not even itself. */
  | 'broken';

/** Where terms are read from; a pattern has no cell. */
export interface Origin {
  readonly text: string;
  readonly cell: PythonCell | null;
}

/**
 * An expression without what does not matter: parentheses, comments, white space, quotes, trailing commas.
 * The shape is that of CPython's `ast`, also where the parser's tree differs from it.
 */
export class Term {
  readonly kind: TermKind;
  /** Name, attribute, operator, key of a literal; operators of a comparison separated by spaces. */
  readonly label: string;
  readonly origin: Origin;
  readonly from: number;
  readonly to: number;
  /** The expression's own node, outermost parentheses included; null when the tree has none for it. */
  readonly node: SyntaxNode | null;
  private made: readonly Term[] | (() => readonly Term[]);

  constructor(
    kind: TermKind,
    label: string,
    place: { origin: Origin; from: number; to: number; node?: SyntaxNode | null },
    parts: readonly Term[] | (() => readonly Term[]) = [],
  ) {
    this.kind = kind;
    this.label = label;
    this.origin = place.origin;
    this.from = place.from;
    this.to = place.to;
    this.node = place.node ?? null;
    this.made = parts;
  }

  /** Read when first asked for: most terms are never looked into. */
  get parts(): readonly Term[] {
    if (typeof this.made === 'function') this.made = this.made();
    return this.made;
  }
}

const terms = new WeakMap<Expression, Term>();

/** The term of an expression of a notebook. */
export function termOf(expression: Expression): Term {
  let term = terms.get(expression);
  if (term === undefined) {
    term = readTerm(expression.node, { text: expression.cell.code, cell: expression.cell });
    terms.set(expression, term);
  }
  return term;
}

/** Children that count: neither comments nor, where the tree is broken, anything at all (null). */
export function childrenOf(node: SyntaxNode): SyntaxNode[] | null {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.type.isError) return null;
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

/** Reads an expression node, or an expression statement. */
export function readTerm(outer: SyntaxNode, origin: Origin): Term {
  let node = outer;
  while (node.name === 'ParenthesizedExpression') {
    const children = childrenOf(node);
    const inner = children?.[1];
    if (inner === undefined || children?.length !== 3) return broken(outer, origin);
    node = inner;
  }
  const reader = READERS.get(node.name);
  if (reader !== undefined) return reader(node, outer, origin);
  if (node.type.isError) return broken(outer, origin);
  return readForm(node, outer, origin);
}

type Reader = (node: SyntaxNode, outer: SyntaxNode, origin: Origin) => Term;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ExpressionStatement', readStatement],
  ['VariableName', leaf('name', (text) => text)],
  ['Number', leaf('number', numberKey)],
  ['String', leaf('string', stringKey)],
  ['Boolean', leaf('constant', (text) => text)],
  ['None', leaf('constant', (text) => text)],
  ['Ellipsis', leaf('ellipsis', () => '')],
  ['ContinuedString', readContinued],
  ['FormatString', readFormat],
  ['FormatSpec', readFormat],
  ['MemberExpression', readMember],
  ['CallExpression', readCall],
  ['TupleExpression', display('tuple')],
  ['ArrayExpression', display('list')],
  ['SetExpression', display('set')],
  ['DictionaryExpression', display('dict')],
  ['UnaryExpression', readUnary],
  ['BinaryExpression', readBinary],
  ['AwaitExpression', readAwait],
  ['ConditionalExpression', readConditional],
]);

function place(node: SyntaxNode, outer: SyntaxNode, origin: Origin) {
  return { origin, from: node.from, to: node.to, node: outer };
}

function broken(node: SyntaxNode, origin: Origin): Term {
  return new Term('broken', '', place(node, node, origin));
}

function leaf(kind: TermKind, label: (text: string) => string): Reader {
  return (node, outer, origin) =>
    new Term(kind, label(origin.text.slice(node.from, node.to)), place(node, outer, origin));
}

function readStatement(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const children = childrenOf(node);
  if (children === null || children.length === 0) return broken(outer, origin);
  if (children.length === 1) return readTerm(children[0]!, origin);
  return new Term('tuple', '', place(node, outer, origin), () => readItems(children, origin));
}

function readContinued(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const children = childrenOf(node);
  if (children === null) return broken(outer, origin);
  const keys = children.map((child) =>
    child.name === 'String' ? stringKey(origin.text.slice(child.from, child.to)) : '',
  );
  const kind = keys[0]!.slice(0, 2);
  if (kind === 'ra' || kind === '' || !keys.every((key) => key.startsWith(kind)))
    return readForm(node, outer, origin);
  return new Term('string', kind + keys.map((key) => key.slice(2)).join(''), place(node, outer, origin));
}

/** The literal text between replacements is no node; it becomes tokens. */
function readFormat(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const read = (): Term[] => {
    const inside = node.name === 'FormatString' ? stringParts(origin.text.slice(node.from, node.to)) : null;
    const parts: Term[] = [];
    let at = node.from + (inside?.from ?? 0);
    const end = inside === null ? node.to : node.from + inside.to;
    const upTo = (to: number): void => {
      if (to > at) parts.push(new Term('token', origin.text.slice(at, to), { origin, from: at, to }));
    };
    for (let child = node.firstChild; child; child = child.nextSibling) {
      upTo(child.from);
      if (child.name !== ':') parts.push(readTerm(child, origin));
      else parts.push(new Term('token', ':', { origin, from: child.from, to: child.to }));
      at = child.to;
    }
    upTo(end);
    return parts;
  };
  return new Term('form', node.name, place(node, outer, origin), read);
}

function readMember(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const children = childrenOf(node);
  const object = children?.[0];
  const last = children?.at(-1);
  if (children === null || object === undefined || last === undefined || children.length < 3)
    return broken(outer, origin);
  if (last.name === 'PropertyName')
    return new Term('attribute', origin.text.slice(last.from, last.to), place(node, outer, origin), () => [
      readTerm(object, origin),
    ]);
  const inside = children.slice(2, -1);
  if (inside.length === 0) return broken(outer, origin);
  return new Term('subscript', '', place(node, outer, origin), () => [
    readTerm(object, origin),
    readIndex(inside, origin),
  ]);
}

function readCall(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const children = childrenOf(node);
  const [callee, list] = children ?? [];
  if (callee === undefined || list?.name !== 'ArgList') return broken(outer, origin);
  return new Term('call', '', place(node, outer, origin), () => [
    readTerm(callee, origin),
    ...readArguments(list, origin),
  ]);
}

function display(kind: 'tuple' | 'list' | 'set' | 'dict'): Reader {
  return (node, outer, origin) => {
    const children = childrenOf(node);
    if (children === null) return broken(outer, origin);
    return new Term(kind, '', place(node, outer, origin), () => readItems(children.slice(1, -1), origin));
  };
}

function readUnary(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const children = childrenOf(node);
  const [operator, operand] = children ?? [];
  if (operator === undefined || operand === undefined || children?.length !== 2) return broken(outer, origin);
  if (operator.name === 'not') return readBoolean(node, outer, origin);
  return new Term('unary', origin.text.slice(operator.from, operator.to), place(node, outer, origin), () => [
    readTerm(operand, origin),
  ]);
}

function readAwait(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const operand = childrenOf(node)?.[1];
  // the parser takes `await a ** b` for `await (a ** b)`
  if (operand === undefined || operand.name === 'BinaryExpression') return broken(outer, origin);
  return new Term('unary', 'await', place(node, outer, origin), () => [readTerm(operand, origin)]);
}

function readBinary(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const children = childrenOf(node);
  if (children === null || children.length < 3) return broken(outer, origin);
  const operator = children[1]!;
  if (operator.name === 'and' || operator.name === 'or') return readBoolean(node, outer, origin);
  if (isComparison(operator)) return readComparison(node, outer, origin);
  return new Term('binary', origin.text.slice(operator.from, operator.to), place(node, outer, origin), () => [
    readTerm(children[0]!, origin),
    readTerm(children.at(-1)!, origin),
  ]);
}

function isComparison(operator: SyntaxNode): boolean {
  return operator.name === 'CompareOp' || /^(in|is|not)$/.test(operator.name);
}

/** `a < b < c` is one comparison of three. */
function readComparison(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const operators: string[] = [];
  const operands: SyntaxNode[] = [];
  let at: SyntaxNode = node;
  for (;;) {
    const children: SyntaxNode[] | null = at.name === 'BinaryExpression' ? childrenOf(at) : null;
    if (children === null || children.length < 3 || !isComparison(children[1]!)) break;
    const words = children.slice(1, -1).map((word) => origin.text.slice(word.from, word.to));
    operators.push(words.join('-').replace('<>', '!='));
    operands.push(children.at(-1)!);
    at = children[0]!;
  }
  operands.push(at);
  return new Term('compare', operators.reverse().join(' '), place(node, outer, origin), () =>
    operands.reverse().map((operand) => readTerm(operand, origin)),
  );
}

function readConditional(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const children = childrenOf(node);
  if (children?.length !== 5) return broken(outer, origin);
  return new Term('conditional', '', place(node, outer, origin), () =>
    [0, 2, 4].map((index) => readTerm(children[index]!, origin)),
  );
}

function readForm(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const children = childrenOf(node);
  if (children === null) return broken(outer, origin);
  if (children.length === 0)
    return new Term('token', origin.text.slice(node.from, node.to), place(node, outer, origin));
  return new Term('form', node.name, place(node, outer, origin), () => tokens(children, origin));
}
