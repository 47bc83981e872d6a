/** Reprs of objects: `LogisticRegression(C=1.0)`, `<… at 0x7f…>`, classes and dtypes. */
import type { DtypeName, Evidence, ObjectRepr } from '../types.ts';
import { dtypeName } from './array.ts';
import type { CallNode, ReadNode, Source } from './node.ts';
import { parseRepr } from './parse.ts';
import { numberOrArray } from './array.ts';
import { angleArray } from './tensor.ts';

const ADDRESS = /\b0x[0-9a-fA-F]{5,}\b/;

export function objectRepr(name: string, text: string, parameters: [string, Evidence][] = []): ObjectRepr {
  const record: Record<string, Evidence> = Object.create(null);
  for (const [key, value] of parameters) record[key] = value;
  return { kind: 'object', class: name, parameters: record, address: ADDRESS.test(text), text };
}

/** Any call that stands for no value: positional arguments are named by their position, from 0. */
export function objectFromCall(node: CallNode, source: Source, read: ReadNode): Evidence {
  const text = source.text.slice(node.start, node.end);
  const dtype = dtypeFromCall(node, source);
  if (dtype !== null) return dtype;
  const parameters = [
    ...node.args.map((value, index) => [String(index), read(value, source)] as [string, Evidence]),
    ...node.keywords.map(([key, value]) => [key, read(value, source)] as [string, Evidence]),
  ];
  return objectRepr(node.name, text, parameters);
}

const DTYPE_CALLS = new Map([
  ['CategoricalDtype', 'category'],
  ['StringDtype', 'string'],
  ['BooleanDtype', 'boolean'],
  ['Int8Dtype', 'Int8'],
  ['Int16Dtype', 'Int16'],
  ['Int32Dtype', 'Int32'],
  ['Int64Dtype', 'Int64'],
  ['UInt8Dtype', 'UInt8'],
  ['UInt16Dtype', 'UInt16'],
  ['UInt32Dtype', 'UInt32'],
  ['UInt64Dtype', 'UInt64'],
  ['Float32Dtype', 'Float32'],
  ['Float64Dtype', 'Float64'],
]);

/** `dtype('O')` → `object`; `dtype([('a', '<i4')])` → the list; extension dtypes by the name pandas gives them. */
function dtypeFromCall(node: CallNode, source: Source): DtypeName | null {
  const extension = DTYPE_CALLS.get(node.name);
  if (extension !== undefined) return extensionDtype(node, extension);
  const first = node.args[0];
  if ((node.name !== 'dtype' && node.name !== 'np.dtype') || first === undefined) return null;
  return { kind: 'dtype', name: dtypeName(first, source) };
}

/** pandas 3 calls its default strings `str`: `<StringDtype(na_value=nan)>`. */
function extensionDtype(node: CallNode, name: string): DtypeName {
  const isNan = node.keywords.some(
    ([key, value]) => key === 'na_value' && value.node === 'name' && value.name === 'nan',
  );
  return { kind: 'dtype', name: name === 'string' && isNan ? 'str' : name };
}

const QUOTED = /^<(class|type|enum) '([^'\n]{1,300})'>$/;
const FIRST_WORD = /^<([\p{L}_][\p{L}\p{N}_.]*)/u;
const PAIR = /^([A-Za-z_]\w*)=(\S+)$/;

/** Evidence of `<…>`: a class, an array or a tensor with its shape, or an object. */
export function angleEvidence(text: string, read: ReadNode): Evidence {
  const quoted = QUOTED.exec(text);
  if (quoted !== null) return { kind: 'type', name: quoted[2]! };
  const array = angleArray(text);
  if (array !== null) return numberOrArray(array);
  const dtype = angleDtype(text);
  if (dtype !== null) return dtype;
  const word = FIRST_WORD.exec(text.slice(0, 300))?.[1] ?? '';
  return objectRepr(word.replace(/\.+$/, ''), text, pairs(text, read));
}

/** `<StringDtype(na_value=nan)>`. */
function angleDtype(text: string): DtypeName | null {
  if (!text.includes('Dtype(') || text.length > 300) return null;
  const inner = parseRepr(text.slice(1, -1));
  if (inner?.node !== 'call') return null;
  return dtypeFromCall(inner, { text: text.slice(1, -1), exact: true });
}

const LONGEST_WITH_PAIRS = 2000;

/** The `key=value` words of `<PIL.Image.Image image mode=RGB size=28x28 at 0x…>`; only values that stand for themselves. */
function pairs(text: string, read: ReadNode): [string, Evidence][] {
  if (text.length > LONGEST_WITH_PAIRS || text.includes('\n')) return [];
  const found: [string, Evidence][] = [];
  for (const word of text.slice(1, -1).split(' ')) {
    const pair = PAIR.exec(word.replace(/,$/, ''));
    const node = pair === null ? null : parseRepr(pair[2]!);
    if (pair === null) continue;
    const source = { text: pair[2]!, exact: true };
    found.push([pair[1]!, node === null ? { kind: 'text', text: pair[2]! } : read(node, source)]);
  }
  return found;
}

const BUILTIN_TYPES = new Set(
  (
    'int float str bool bytes bytearray complex list tuple dict set frozenset object type range slice ' +
    'function method property generator module NoneType unicode long'
  ).split(' '),
);
const DOTTED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;
/** The member of an enumeration: `Color.RED`, `re.IGNORECASE`. */
const MEMBER = /^(?:[A-Z]\w*|[a-z]\w*)\.[A-Z][A-Z\d_]+$/;
const DTYPES =
  /^(?:u?int(?:8|16|32|64)|U?Int(?:8|16|32|64)|float(?:16|32|64|128)|Float(?:32|64)|complex(?:64|128)|bool|boolean|object|category|datetime64\[[^\]\s]{1,40}(?: [^\]\s]{1,40})?\]|timedelta64\[\w{1,3}\]|period\[[^\]\s]{1,20}\]|(?:torch|tf)\.(?:float|double|half|bfloat|u?int|bool|long|complex|string)\d*|<[UM]\d+(?:\[\w+\])?|[<|]S\d+)$/;

/** True for the name of a NumPy, pandas, torch or TensorFlow dtype as `str` or `repr` shows it. */
export function isDtypeName(text: string): boolean {
  return text.length < 100 && DTYPES.test(text);
}

/**
 * A word alone. IPython shows a class as `int` or `pandas.core.frame.DataFrame` (only in a repr);
 * `print` shows a dtype as `int64`. Null for other words.
 */
export function bareName(text: string, exact: boolean): Evidence | null {
  if (text.length > 300) return null;
  if (exact && BUILTIN_TYPES.has(text)) return { kind: 'type', name: text };
  if (/^(?:torch|tf)\./.test(text) && isDtypeName(text)) return { kind: 'dtype', name: text };
  if (exact && DOTTED.test(text) && !MEMBER.test(text)) return { kind: 'type', name: text };
  return !exact && isDtypeName(text) ? { kind: 'dtype', name: text } : null;
}

const CALL_START = /^([A-Za-z_][\w.]*)\(/;

/**
 * A repr of which only the name can be read, because scikit-learn or a library of its own taste wrote the rest.
 * Only in a repr, where no sentence can stand: `Foo(bar baz)` in a print is text.
 */
export function unreadCall(text: string, exact: boolean): ObjectRepr | null {
  if (!exact || !text.endsWith(')')) return null;
  const name = CALL_START.exec(text.slice(0, 200))?.[1];
  return name === undefined ? null : objectRepr(name, text);
}
