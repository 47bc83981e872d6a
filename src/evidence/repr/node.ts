/**
 * The tree that the text of a Python value is read into: literals, calls, `<…>` reprs and NumPy's lists without commas.
 * `parse.ts` makes it, `literal.ts` makes evidence of it.
 */
import type { Evidence } from '../types.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}
export interface NumberNode extends Span {
  readonly node: 'number';
  readonly text: string;
}
export interface StringNode extends Span {
  readonly node: 'string';
  readonly value: string;
  readonly bytes: boolean;
}
/** `True`, `nan`, `torch.float32`, `np.True_`. */
export interface NameNode extends Span {
  readonly node: 'name';
  readonly name: string;
}
export interface CallNode extends Span {
  readonly node: 'call';
  readonly name: string;
  readonly args: readonly Node[];
  readonly keywords: readonly (readonly [string, Node])[];
  /** `...` among the arguments, as IPython and scikit-learn cut them. */
  readonly cut: boolean;
}
export interface GroupNode extends Span {
  readonly node: 'list' | 'tuple' | 'set';
  readonly items: readonly Node[];
  /** How many items stand in front of `...`; null when nothing was cut. */
  readonly cut: number | null;
  /** Items separated by white space alone: the `str` of an array. */
  readonly spaced: boolean;
}
export interface DictNode extends Span {
  readonly node: 'dict';
  readonly entries: readonly (readonly [Node, Node])[];
  readonly cut: boolean;
}
/** `<class 'int'>`, `<matplotlib.lines.Line2D at 0x7f…>`. */
export interface AngleNode extends Span {
  readonly node: 'angle';
  readonly text: string;
}
export type Node = NumberNode | StringNode | NameNode | CallNode | GroupNode | DictNode | AngleNode;

/** Where a node's text is taken from, and whether it is a `repr`. */
export interface Source {
  readonly text: string;
  readonly exact: boolean;
  /** Whether IPython's pretty printer wrote it, which shows a class by its bare name. */
  readonly pretty?: boolean;
}

/** Evidence of a node: handed to those readers whose value holds other values. */
export type ReadNode = (node: Node, source: Source) => Evidence;

export function textOf(node: Node, source: Source): string {
  return source.text.slice(node.start, node.end);
}
