/** From the tree of a Python value to evidence: literals of any nesting, and the calls that stand for a value. */
import { numberScalar } from '../numbers.ts';
import type { Evidence, Mapping, Sequence } from '../types.ts';
import { arrayFromCall, arrayFromSpaced, numberOrArray } from './array.ts';
import { type CallNode, type DictNode, type GroupNode, type Node, type NumberNode, type Source, textOf } from './node.ts';
import { angleEvidence, bareName, objectFromCall } from './object.ts';
import { indexFromCall } from './pandas-index.ts';
import { namedScalar, scalarFromCall, stringScalar } from './scalar.ts';
import { plainSequence, rangeSequence } from './sequences.ts';

/**
 * Evidence of one node. Inside brackets Python shows the `repr` of each item, also in a `print`,
 * so that floats there are whole. Nesting is bounded by the parser.
 */
export function fromNode(node: Node, source: Source): Evidence {
  const inside: Source = { ...source, exact: true };
  switch (node.node) {
    case 'number':
      return numberEvidence(node, source.exact);
    case 'string':
      return stringScalar(node.value, textOf(node, source), node.bytes);
    case 'name':
      return (
        namedScalar(node.name) ?? bareName(node.name, source.pretty === true) ?? { kind: 'text', text: node.name }
      );
    case 'angle':
      return angleEvidence(node.text, fromNode);
    case 'dict':
      return mapping('dict', node, inside);
    case 'call':
      return fromCall(node, { text: source.text, exact: true });
    default:
      return fromGroup(node, source);
  }
}

function numberEvidence(node: NumberNode, exact: boolean): Evidence {
  const { text } = node;
  if (text.endsWith('j'))
    return { kind: 'scalar', type: 'complex', value: text, text, precision: 0, class: null };
  return numberScalar(text, exact) ?? { kind: 'text', text };
}

function mapping(type: Mapping['type'], node: DictNode, source: Source): Mapping {
  const entries = node.entries.map(
    ([key, value]) => [fromNode(key, source), fromNode(value, source)] as const,
  );
  return { kind: 'mapping', type, entries, truncated: node.cut };
}

function fromGroup(node: GroupNode, source: Source): Evidence {
  if (node.node === 'list') {
    const array = arrayFromSpaced(node, source);
    if (array !== null) return array;
    if (node.spaced && node.cut === null) return { kind: 'text', text: textOf(node, source) };
  }
  return group(isUnsureList(node, source) ? 'other' : node.node, node, source);
}

/** `[5]` and `[]` print the same for a list and for an array; in a repr they are a list. */
function isUnsureList(node: GroupNode, source: Source): boolean {
  if (node.node !== 'list' || source.exact || node.cut !== null) return false;
  let only: Node | undefined = node;
  while (only?.node === 'list') {
    if (only.items.length > 1) return false;
    only = only.items[0];
  }
  return true;
}

/** The items of a bracket as a sequence; those behind a cut are dropped. */
export function group(type: Sequence['type'], node: GroupNode, source: Source): Sequence {
  const inside: Source = { ...source, exact: true };
  const shown = node.cut === null ? node.items : node.items.slice(0, node.cut);
  const sequence = plainSequence(
    type,
    shown.map((item) => fromNode(item, inside)),
  );
  return node.cut === null ? sequence : { ...sequence, truncated: true, length: null };
}

const WRAPPERS = new Map<string, Sequence['type']>([
  ['set', 'set'],
  ['frozenset', 'frozenset'],
  ['list', 'list'],
  ['tuple', 'tuple'],
  ['dict_keys', 'keys'],
  ['dict_values', 'values'],
  ['dict_items', 'items'],
  ['odict_keys', 'keys'],
  ['odict_values', 'values'],
  ['odict_items', 'items'],
  ['KeysView', 'keys'],
  ['ValuesView', 'values'],
  ['torch.Size', 'size'],
  ['TensorShape', 'size'],
  ['deque', 'other'],
  ['collections.deque', 'other'],
]);
const MAPPINGS = new Map<string, Mapping['type']>([
  ['OrderedDict', 'OrderedDict'],
  ['collections.OrderedDict', 'OrderedDict'],
  ['Counter', 'Counter'],
  ['collections.Counter', 'Counter'],
  ['defaultdict', 'defaultdict'],
  ['collections.defaultdict', 'defaultdict'],
  ['mappingproxy', 'other'],
  ['FrozenDict', 'other'],
]);

function fromCall(node: CallNode, source: Source): Evidence {
  const array = arrayFromCall(node, source);
  if (array !== null) return numberOrArray(array);
  return (
    scalarFromCall(node, source) ??
    indexFromCall(node, source, fromNode) ??
    wrapped(node, source) ??
    wrappedMapping(node, source) ??
    range(node) ??
    objectFromCall(node, source, fromNode)
  );
}

function wrapped(node: CallNode, source: Source): Sequence | null {
  const type = WRAPPERS.get(node.name);
  if (type === undefined || node.args.length > 1 || node.cut) return null;
  const only = node.args[0];
  if (only === undefined) return node.keywords.length === 0 ? plainSequence(type, []) : null;
  if (only.node === 'dict' && only.entries.length === 0) return plainSequence(type, []);
  if (only.node !== 'list' && only.node !== 'set' && only.node !== 'tuple') return null;
  return group(type, only, source);
}

function wrappedMapping(node: CallNode, source: Source): Mapping | null {
  const type = MAPPINGS.get(node.name);
  if (type === undefined || node.keywords.length > 0) return null;
  const last = node.args.at(-1);
  if (last === undefined) return { kind: 'mapping', type, entries: [], truncated: node.cut };
  if (last.node === 'dict') return mapping(type, last, source);
  return last.node === 'list' ? mappingOfPairs(type, last, source) : null;
}

/** `OrderedDict([('a', 1)])`, the spelling before Python 3.12. */
function mappingOfPairs(type: Mapping['type'], node: GroupNode, source: Source): Mapping | null {
  const shown = node.cut === null ? node.items : node.items.slice(0, node.cut);
  const entries: (readonly [Evidence, Evidence])[] = [];
  for (const pair of shown) {
    if (pair.node !== 'tuple' || pair.items.length !== 2 || pair.cut !== null) return null;
    entries.push([fromNode(pair.items[0]!, source), fromNode(pair.items[1]!, source)]);
  }
  return { kind: 'mapping', type, entries, truncated: node.cut !== null };
}

/** `range(0, 5)`, Python 2's `xrange`. */
function range(node: CallNode): Sequence | null {
  if ((node.name !== 'range' && node.name !== 'xrange') || node.keywords.length > 0) return null;
  const limits = node.args.map((item) => (item.node === 'number' ? Number(item.text) : Number.NaN));
  if (limits.length < 1 || limits.length > 3) return null;
  const [start, stop] = limits.length === 1 ? [0, limits[0]!] : [limits[0]!, limits[1]!];
  return rangeSequence('range', start, stop, limits[2] ?? 1);
}
