/** NumPy arrays, torch, TensorFlow and JAX tensors, sparse matrices. */
import { halfUnit, isIntegerText, lastPlace, numberOf } from '../numbers.ts';
import type { ArrayRepr, Scalar } from '../types.ts';
import type { CallNode, GroupNode, Node, Source } from './node.ts';
import { namedScalar } from './scalar.ts';

/** More values than this are not worth keeping. */
const MOST_VALUES = 10_000;
type Value = number | boolean | string;

const LIBRARIES = new Map<string, ArrayRepr['library']>([
  ['array', 'numpy'],
  ['np.array', 'numpy'],
  ['matrix', 'numpy'],
  ['rec.array', 'numpy'],
  ['tensor', 'torch'],
  ['Array', 'jax'],
  ['DeviceArray', 'jax'],
  ['tf.Tensor', 'tensorflow'],
]);

/** What the nested lists of an array hold. */
interface Content {
  readonly shape: number[] | null;
  readonly leaves: readonly Node[];
  readonly cut: boolean;
}

/** `array([[1, 2]], dtype=int8)`, `tensor([0.5])`, `Parameter containing: …` is left to `tensorText`. */
export function arrayFromCall(node: CallNode, source: Source): ArrayRepr | null {
  const library = LIBRARIES.get(node.name);
  const first = node.args[0];
  if (library === undefined || first === undefined || node.args.length > 1 || node.cut) return null;
  const keywords = new Map(node.keywords);
  const content = contentOf(first, library === 'numpy' ? 64 : 16);
  if (content === null) return null;
  const given = keywords.get('dtype');
  const dtype = given === undefined ? defaultDtype(content.leaves, library) : dtypeName(given, source);
  const shape = shapeKeyword(keywords.get('shape') ?? keywords.get('size')) ?? content.shape;
  return finish({ library, shape, dtype, content });
}

const CLASSES = {
  numpy: 'numpy.ndarray',
  torch: 'torch.Tensor',
  tensorflow: 'tensorflow.Tensor',
  jax: 'jax.Array',
  scipy: null,
} satisfies Record<ArrayRepr['library'], string | null>;

/** An array without dimensions is a number: `tensor(0.5600)` is compared, rounded and formatted as 0.56 is. Any other stays. */
export function numberOrArray(array: ArrayRepr): ArrayRepr | Scalar {
  const [value] = array.values ?? [];
  if (array.shape?.length !== 0 || typeof value !== 'number') return array;
  const isInteger = array.precision === 0 && Number.isInteger(value);
  return {
    kind: 'scalar',
    type: isInteger ? 'int' : 'float',
    value,
    text: String(value),
    precision: array.precision,
    class: CLASSES[array.library],
  };
}

/** `[[1 2]\n [3 4]]`: the `str` of an array; null when `node` is no such list or could also be a Python list. */
export function arrayFromSpaced(node: GroupNode, _source: Source): ArrayRepr | null {
  if (!isSpaced(node)) return null;
  const content = contentOf(node, 64);
  if (content === null || (content.leaves.length === 0 && !content.cut)) return null;
  return finish({ library: 'numpy', shape: content.shape, dtype: null, content });
}

/** Only arrays separate by white space, or print `1.`. */
function isSpaced(node: GroupNode): boolean {
  let list: GroupNode = node;
  for (;;) {
    if (list.spaced) return list.items.length > 1;
    const only = list.items[0];
    if (list.items.length !== 1 || only === undefined) return false;
    if (only.node === 'number') return only.text.endsWith('.');
    if (only.node !== 'list') return false;
    list = only;
  }
}

/** Walks the nested lists; null when commas and white space are mixed as no array prints them. */
function contentOf(root: Node, maxRank: number): Content | null {
  if (root.node !== 'list') return { shape: [], leaves: [root], cut: false };
  const shape: number[] = [];
  let ragged = false;
  let cut = false;
  let level: Node[] = [root];
  while (level.length > 0 && level.every((item) => item.node === 'list')) {
    if (shape.length > maxRank) return null;
    const lists = level as GroupNode[];
    const length = lists[0]!.items.length;
    if (lists.some((list) => list.items.length !== length)) ragged = true;
    if (lists.some((list) => list.cut !== null)) cut = true;
    shape.push(length);
    level = lists.flatMap((list) => list.items);
  }
  if (level.some((item) => item.node === 'list')) ragged = true;
  return { shape: ragged || cut ? null : shape, leaves: level, cut };
}

function finish(given: {
  library: ArrayRepr['library'];
  shape: readonly number[] | null;
  dtype: string | null;
  content: Content;
}): ArrayRepr {
  const { library, shape, dtype, content } = given;
  const keep = !content.cut && content.leaves.length <= MOST_VALUES && shape !== null;
  return {
    kind: 'array',
    library,
    shape,
    dtype,
    values: keep ? leafValues(content.leaves) : null,
    truncated: content.cut,
    precision: Math.max(arrayPrecision(content.leaves), binaryPrecision(content.leaves, dtype)),
  };
}

function leafValues(leaves: readonly Node[]): Value[] | null {
  const values: Value[] = [];
  for (const leaf of leaves) {
    const value = leafValue(leaf);
    if (value === null) return null;
    values.push(value);
  }
  return values;
}

function leafValue(leaf: Node): Value | null {
  // Bytes are no text: nothing in Python is equal to both.
  if (leaf.node === 'string') return leaf.bytes ? null : leaf.value;
  if (leaf.node === 'number') return numberValue(leaf.text);
  if (leaf.node !== 'name') return null;
  const value = namedScalar(leaf.name)?.value ?? null;
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Complex numbers and integers beyond 2^53 stay text. */
function numberValue(text: string): Value | null {
  if (text.endsWith('j')) return text;
  const number = numberOf(text);
  if (number !== null && isIntegerText(text) && !Number.isSafeInteger(number)) return text;
  return number;
}

/** NumPy gives all elements the same number of places but drops trailing zeros: the longest shows them. */
function arrayPrecision(leaves: readonly Node[]): number {
  let places = 0;
  let exponent = Number.NEGATIVE_INFINITY;
  let hasFloat = false;
  for (const leaf of leaves) {
    if (leaf.node !== 'number') continue;
    for (const part of floatParts(leaf.text)) {
      hasFloat = true;
      const mark = part.search(/[eE]/);
      const mantissa = mark < 0 ? part : part.slice(0, mark);
      places = Math.max(places, -lastPlace(mantissa));
      exponent = Math.max(exponent, mark < 0 ? 0 : Number(part.slice(mark + 1)));
    }
  }
  // `1.` says that the next place is zero as well.
  return hasFloat ? halfUnit(exponent - Math.max(places, 1)) : 0;
}

const BINARY_DIGITS = new Map([
  ['float32', 24],
  ['complex64', 24],
  ['float16', 11],
  ['bfloat16', 8],
]);

/** `0.1` of a float32 is the shortest text that tells it from its neighbours, not its value. */
function binaryPrecision(leaves: readonly Node[], dtype: string | null): number {
  const digits = BINARY_DIGITS.get(dtype ?? '');
  if (digits === undefined) return 0;
  let largest = 0;
  for (const leaf of leaves) {
    if (leaf.node !== 'number') continue;
    for (const part of floatParts(leaf.text)) largest = Math.max(largest, Math.abs(Number(part)));
  }
  return largest * 2 ** -digits;
}

/** The printed floats of one number: two for a complex one, none for an integer. */
function floatParts(text: string): string[] {
  if (!text.endsWith('j')) return text.includes('.') || /[eE]/.test(text) ? [text] : [];
  const parts = text.slice(0, -1).match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g);
  return parts ?? [];
}

/**
 * The dtype an array has whose repr does not name one. NumPy's default integer differs between platforms;
 * `int` stands for it. torch's default float can be changed, so that nothing is said about it.
 */
function defaultDtype(leaves: readonly Node[], library: ArrayRepr['library']): string | null {
  const first = leaves[0];
  if (first === undefined || library === 'jax' || library === 'tensorflow') return null;
  if (first.node === 'name') {
    const value = namedScalar(first.name)?.value;
    if (typeof value === 'boolean') return library === 'torch' ? 'torch.bool' : 'bool';
    return typeof value === 'number' && library === 'numpy' ? 'float64' : null;
  }
  if (first.node !== 'number') return null;
  const isFloat = leaves.some((leaf) => leaf.node !== 'number' || !isIntegerText(leaf.text));
  if (library === 'torch') return isFloat ? null : 'torch.int64';
  if (first.text.endsWith('j')) return 'complex128';
  return isFloat ? 'float64' : 'int';
}

/** `float32`, `'<U5'`, `torch.float64`, or the text of a structured dtype. */
export function dtypeName(node: Node, source: Source): string {
  if (node.node === 'name') return node.name;
  if (node.node === 'string') return node.value === 'O' ? 'object' : node.value;
  return source.text.slice(node.start, node.end).replace(/\s+/g, ' ');
}

function shapeKeyword(node: Node | undefined): number[] | null {
  if (node?.node !== 'tuple' && node?.node !== 'list') return null;
  const sizes = node.items.map((item) => (item.node === 'number' ? Number(item.text) : Number.NaN));
  return sizes.every((size) => Number.isSafeInteger(size) && size >= 0) ? sizes : null;
}
