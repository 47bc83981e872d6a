import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../../../python/index.ts';
import { type Format, PLAIN } from './formats.ts';

/**
 * What kind of text an expression can print. `any` may span lines and may be empty; `lines` is text of whole lines, as a
 * call that prints writes it; `display` is the place of an output that is no text; `exact` and `repeat` hold text that the code itself says; `complete` is text that has an end of its own;
 * `block-or-line` is one line, not empty, or a table.
 */
export type SlotType =
  | 'any'
  | 'lines'
  | 'display'
  | 'line'
  | 'number'
  | 'int'
  | 'bool'
  | 'tuple'
  | 'type'
  | 'exact'
  | 'complete'
  | 'block-or-line'
  | 'repeat';

/** A gap between the literal parts of a print, into which one value was written. */
export interface Slot {
  readonly type: SlotType;
  /** The expressions whose value it shows, from the outermost in: `(str(x))`, `str(x)`, `x`. */
  readonly spans: readonly Span[];
  readonly format: Format;
  /** `r` for a repr; null for plain `str`. */
  readonly conversion: 'r' | null;
  /** For `exact` the text, for `repeat` the text repeated; otherwise empty. */
  readonly text: string;
  /** Digits that `round(x, digits)` left; null when nothing was rounded. */
  readonly rounded: number | null;
  /** Whether the expression is known to be a string. */
  readonly string: boolean;
}

/** A literal part or a slot. */
export type Piece = string | Slot;

export function slot(type: SlotType, nodes: readonly Span[], more: Partial<Slot> = {}): Slot {
  const spans = nodes.map(({ from, to }) => ({ from, to }));
  return { type, spans, format: PLAIN, conversion: null, text: '', rounded: null, string: false, ...more };
}

/** What is known about a name at some place: its printed text, when the code says it, and what kind of text it can be. */
export interface Known {
  readonly type: SlotType;
  /** What `str(name)` is; null when only the type is known. */
  readonly text: string | null;
  /** The list, tuple, dict or call the name stands for, to loop over; null when that is not known. */
  readonly node: SyntaxNode | null;
  readonly string: boolean;
}
export type Environment = ReadonlyMap<string, Known>;

const NUMBER_CALLS: ReadonlySet<string> = new Set(
  `accuracy_score balanced_accuracy_score roc_auc_score average_precision_score mean_squared_error mean_absolute_error
  r2_score explained_variance_score log_loss cohen_kappa_score matthews_corrcoef silhouette_score adjusted_rand_score
  root_mean_squared_error median_absolute_error mean_squared_log_error normalized_mutual_info_score brier_score_loss
  float time perf_counter process_time getsizeof`.split(/\s+/),
);
const INT_CALLS: ReadonlySet<string> = new Set(['len', 'int', 'id', 'ord', 'hash']);
const BOOL_CALLS: ReadonlySet<string> = new Set([
  'isinstance',
  'issubclass',
  'callable',
  'hasattr',
  'bool',
  'isfile',
  'isdir',
  'exists',
]);
const INT_MEMBERS: ReadonlySet<string> = new Set(['ndim']);

/** The name at the end of what is called: `accuracy_score` for `metrics.accuracy_score(…)`; null when it is no name. */
export function calledName(call: SyntaxNode, source: string): string | null {
  const callee = call.firstChild;
  if (callee?.name === 'VariableName') return source.slice(callee.from, callee.to);
  if (callee?.name === 'MemberExpression') {
    const member = callee.lastChild;
    if (member?.name === 'PropertyName') return source.slice(member.from, member.to);
  }
  return null;
}

/** What kind of text `str(expression)` can be, as far as the code tells. */
export function typeOf(node: SyntaxNode, source: string, known: Environment, depth = 0): SlotType {
  if (depth > 20) return 'any';
  const text = (n: SyntaxNode | null) => (n === null ? '' : source.slice(n.from, n.to));
  const inner = (n: SyntaxNode | null) => (n === null ? 'any' : typeOf(n, source, known, depth + 1));
  switch (node.name) {
    case 'ParenthesizedExpression':
      return inner(node.getChild('(')?.nextSibling ?? null);
    case 'Number':
      return /^[\d_]+$/.test(text(node)) ? 'int' : 'number';
    case 'Boolean':
      return 'bool';
    case 'VariableName': {
      const type = known.get(text(node))?.type ?? 'any';
      return type === 'exact' || type === 'repeat' ? 'any' : type;
    }
    case 'UnaryExpression':
      if (text(node.firstChild) === 'not') return 'bool';
      return numeric(inner(node.lastChild));
    case 'BinaryExpression':
      return binaryType(node, text, inner);
    case 'MemberExpression':
      return memberType(node, text);
    case 'CallExpression':
      return callType(node, source, inner);
    default:
      return 'any';
  }
}

/** Called of anything but the `.str` of a Series or `np.char`, these give a string. */
const STRING_METHODS: ReadonlySet<string> = new Set(
  'to_string to_markdown to_latex to_html to_json upper lower capitalize swapcase strip lstrip rstrip zfill ljust rjust hexdigest isoformat'.split(
    ' ',
  ),
);
const STRING_CALLS: ReadonlySet<string> = new Set(['dumps', 'tabulate', 'export_text', 'chr', 'hex', 'bin', 'oct']);

/** Whether a call certainly gives a string, as far as its name tells: `df.to_string()`, `'\n'.join(…)`. */
export function givesString(node: SyntaxNode, source: string): boolean {
  const name = node.name === 'CallExpression' ? calledName(node, source) : null;
  if (name === null) return false;
  const receiver = node.firstChild?.name === 'MemberExpression' ? node.firstChild.firstChild : null;
  if (name === 'join') return receiver?.name === 'String';
  if (STRING_CALLS.has(name)) return true;
  return receiver !== null && STRING_METHODS.has(name) && !/\.(?:str|char)$/.test(source.slice(receiver.from, receiver.to));
}

function numeric(type: SlotType): SlotType {
  return type === 'int' || type === 'number' ? type : 'any';
}

type TextOf = (node: SyntaxNode | null) => string;
type TypeOfNode = (node: SyntaxNode | null) => SlotType;

function binaryType(node: SyntaxNode, text: TextOf, inner: TypeOfNode): SlotType {
  const operator = text(node.firstChild?.nextSibling ?? null);
  if (operator === 'in' || operator === 'is' || operator === 'not') return 'bool';
  if (!/^(?:[-+*/%]|\/\/|\*\*)$/.test(operator)) return 'any';
  const sides = [numeric(inner(node.firstChild)), numeric(inner(node.lastChild))];
  if (sides.includes('any')) return 'any';
  return sides.includes('number') || operator === '/' || operator === '**' ? 'number' : 'int';
}

function memberType(node: SyntaxNode, text: TextOf): SlotType {
  const last = node.lastChild;
  if (last?.name === 'PropertyName') {
    const name = text(last);
    if (name === 'shape') return 'tuple';
    return INT_MEMBERS.has(name) ? 'int' : 'any';
  }
  const object = node.firstChild;
  const indexed = last?.name === ']' && last.prevSibling?.name !== ':';
  if (
    indexed &&
    object?.name === 'MemberExpression' &&
    object.lastChild &&
    text(object.lastChild) === 'shape'
  ) {
    return /^-?\d+$/.test(text(last.prevSibling)) ? 'int' : 'any';
  }
  return 'any';
}

function callType(node: SyntaxNode, source: string, inner: TypeOfNode): SlotType {
  const name = calledName(node, source);
  const plain = node.firstChild?.name === 'VariableName';
  const args = node.getChild('ArgList');
  const first = args?.firstChild?.nextSibling ?? null;
  if (name === null || first === null) return 'any';
  if (plain && INT_CALLS.has(name)) return 'int';
  if (BOOL_CALLS.has(name)) return 'bool';
  if (plain && name === 'type' && !args?.getChild(',')) return 'type';
  if (NUMBER_CALLS.has(name)) return 'number';
  if (['round', 'sqrt', 'abs', 'log', 'exp'].includes(name))
    return numeric(inner(first)) === 'any' ? 'any' : 'number';
  return 'any';
}
