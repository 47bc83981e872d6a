/** Arrays whose repr is no call: `<tf.Tensor: …>`, `<5x3 sparse matrix of …>`, `Parameter containing: …`, `tf.Tensor(… )`. */
import { numberOf } from '../numbers.ts';
import type { ArrayRepr } from '../types.ts';
import { arrayFromCall, arrayFromSpaced } from './array.ts';
import { parseRepr } from './parse.ts';

const OLD_SPARSE = /^<(\d+)x(\d+) sparse (?:matrix|array) of type '<(?:class|type) '([\w.]+)'>'/;
const NEW_SPARSE = /^<[\w ]{1,60} sparse (?:matrix|array) of dtype '([\w<>|]{1,20})'/;
const NEW_SPARSE_SHAPE = /and shape \((\d+(?:, ?\d+)*),?\)>$/;
const TENSOR = /^<(?:tf\.|tensorflow\.[\w.]+\.)?(?:\w*Tensor|\w*Variable)(?:: | [^\n]{0,200}\bshape=)/;
const SHAPE = /shape=\(([^()]{0,200})\)/;
const DTYPE = /dtype=<?'?([\w.]+)/;
const NUMPY = 'numpy=';

function bare(
  library: ArrayRepr['library'],
  shape: readonly number[] | null,
  dtype: string | null,
): ArrayRepr {
  return { kind: 'array', library, shape, dtype, values: null, truncated: true, precision: 0 };
}

/** `2, 3` → [2, 3]; null when a size is not known (`None, 3`, `?`). */
function sizes(text: string): number[] | null {
  const parts = text.split(',').map((part) => part.trim());
  const given = parts.filter((part) => part !== '');
  return given.every((part) => /^\d+$/.test(part)) ? given.map(Number) : null;
}

/** Evidence of `<…>` when it is an array; null otherwise. Sparse values are not shown, hence `truncated`. */
export function angleArray(text: string): ArrayRepr | null {
  const head = text.slice(0, 500);
  const old = OLD_SPARSE.exec(head);
  if (old !== null) return bare('scipy', [Number(old[1]), Number(old[2])], old[3]!.replace(/^numpy\./, ''));
  const modern = NEW_SPARSE.exec(head);
  if (modern !== null) {
    const shape = NEW_SPARSE_SHAPE.exec(text.slice(-200));
    return bare('scipy', shape === null ? null : sizes(shape[1]!), modern[1]!);
  }
  return TENSOR.test(head) ? tensor(text, head) : null;
}

function tensor(text: string, head: string): ArrayRepr {
  const shape = SHAPE.exec(head)?.[1];
  const dtype = DTYPE.exec(head)?.[1] ?? null;
  const known = shape === undefined ? null : sizes(shape);
  const from = text.indexOf(NUMPY);
  const values = from < 0 ? null : shownValues(text.slice(from + NUMPY.length, -1).trim());
  if (values === null) return bare('tensorflow', known, dtype);
  return { ...values, library: 'tensorflow', shape: known ?? values.shape, dtype };
}

/** What stands behind `numpy=`: an array or a bare number. */
function shownValues(text: string): ArrayRepr | null {
  const node = parseRepr(text);
  if (node?.node === 'call') return arrayFromCall(node, { text, exact: true });
  if (node?.node === 'list') return arrayFromSpaced(node, { text, exact: true });
  const number = numberOf(text);
  if (number === null) return null;
  const array = parseRepr(`array(${text})`);
  return array?.node === 'call' ? arrayFromCall(array, { text, exact: true }) : null;
}

const PARAMETER = 'Parameter containing:\n';
const PRINTED_TENSOR = 'tf.Tensor(';

const OLD_TENSOR =
  /\n\[torch\.(?:cuda\.)?(\w{1,20})Tensor of size (\d{1,12}(?:x\d{1,12}){0,20})(?: \(GPU \d+\))?\]$/;
const OLD_DTYPES = new Map([
  ['Float', 'torch.float32'],
  ['Double', 'torch.float64'],
  ['Half', 'torch.float16'],
  ['Long', 'torch.int64'],
  ['Int', 'torch.int32'],
  ['Short', 'torch.int16'],
  ['Char', 'torch.int8'],
  ['Byte', 'torch.uint8'],
]);

/** torch before 0.4: the numbers, then `[torch.FloatTensor of size 2x3]`. */
function oldTensor(text: string): ArrayRepr | null {
  const found = text.endsWith(']') ? OLD_TENSOR.exec(text.slice(-300)) : null;
  if (found === null) return null;
  return bare('torch', found[2]!.split('x').map(Number), OLD_DTYPES.get(found[1]!) ?? null);
}

/** Texts that start with words: torch's `Parameter containing:` and the `str` of a TensorFlow tensor. Null otherwise. */
export function tensorText(text: string): ArrayRepr | null {
  if (text.startsWith(PARAMETER)) {
    const inner = text.slice(PARAMETER.length);
    const node = parseRepr(inner);
    return node?.node === 'call' ? arrayFromCall(node, { text: inner, exact: true }) : null;
  }
  if (!text.startsWith(PRINTED_TENSOR) || !text.endsWith(')')) return oldTensor(text);
  const mark = text.lastIndexOf(', shape=(');
  if (mark < 0) return null;
  const tail = text.slice(mark);
  const shown = shownValues(text.slice(PRINTED_TENSOR.length, mark).trim());
  const shape = sizes(SHAPE.exec(tail.slice(0, 500))?.[1] ?? '?');
  const dtype = DTYPE.exec(tail.slice(0, 500))?.[1] ?? null;
  return shown === null
    ? bare('tensorflow', shape, dtype)
    : { ...shown, library: 'tensorflow', shape: shape ?? shown.shape, dtype };
}
