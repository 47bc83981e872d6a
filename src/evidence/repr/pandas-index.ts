/** Reprs of pandas indexes: `Index([...], dtype='object')`, `RangeIndex(…)`, `MultiIndex([...])` and their old spellings. */
import type { Evidence, Sequence } from '../types.ts';
import { dtypeName } from './array.ts';
import type { CallNode, GroupNode, Node, ReadNode, Source } from './node.ts';
import { plainSequence, rangeSequence } from './sequences.ts';

const KINDS = new Set([
  'Index',
  'RangeIndex',
  'Int64Index',
  'UInt64Index',
  'Float64Index',
  'DatetimeIndex',
  'TimedeltaIndex',
  'PeriodIndex',
  'CategoricalIndex',
  'MultiIndex',
  'IntervalIndex',
]);

/** Evidence of an index repr; null for other calls and for spellings that cannot be read. */
export function indexFromCall(node: CallNode, source: Source, read: ReadNode): Sequence | null {
  const kind = node.name.startsWith('pd.') ? node.name.slice(3) : node.name;
  if (!KINDS.has(kind) || node.cut) return null;
  const keywords = new Map(node.keywords);
  if (kind === 'RangeIndex') return rangeIndex(keywords);
  const levels = keywords.get('levels');
  if (levels !== undefined) return oldMultiIndex(keywords, levels, source, read);
  const first = node.args[0];
  if (first?.node !== 'list' || first.spaced) return null;
  const dtype = keywords.get('dtype');
  const shown = first.cut === null ? first.items : first.items.slice(0, first.cut);
  const length = numberAt(keywords.get('length')) ?? (first.cut === null ? first.items.length : null);
  const sequence: Sequence = {
    kind: 'sequence',
    type: 'index',
    items: shown.map((item) => indexItem(item, kind, source, read)),
    truncated: first.cut !== null,
    length,
    dtype: dtype === undefined ? null : dtypeName(dtype, source),
    name: labelText(keywords.get('name')),
    class: kind,
  };
  const names = keywords.get('names');
  return names?.node === 'list' ? { ...sequence, names: names.items.map(labelText) } : sequence;
}

/** Dates and periods stand in quotes, floats may be rounded. */
function indexItem(item: Node, kind: string, source: Source, read: ReadNode): Evidence {
  const text = source.text.slice(item.start, item.end);
  if (item.node === 'string' && (kind === 'DatetimeIndex' || kind === 'TimedeltaIndex')) {
    const type = kind === 'DatetimeIndex' ? 'timestamp' : 'timedelta';
    return { kind: 'scalar', type, value: item.value, text, precision: 0, class: null };
  }
  if (item.node === 'string' && kind === 'PeriodIndex') return { kind: 'text', text: item.value };
  return read(item, { text: source.text, exact: false });
}

function rangeIndex(keywords: ReadonlyMap<string, Node>): Sequence | null {
  const [start, stop, step] = ['start', 'stop', 'step'].map((key) => numberAt(keywords.get(key)));
  if (start == null || stop == null) return null;
  const sequence = rangeSequence('index', start, stop, step ?? 1);
  if (sequence === null) return null;
  return { ...sequence, dtype: 'int64', name: labelText(keywords.get('name')), class: 'RangeIndex' };
}

function numberAt(node: Node | undefined): number | null {
  return node?.node === 'number' && Number.isSafeInteger(Number(node.text)) ? Number(node.text) : null;
}

/** The name of an index as text; null for none. */
function labelText(node: Node | undefined): string | null {
  if (node?.node === 'string') return node.value;
  return node?.node === 'number' ? node.text : null;
}

/** `MultiIndex(levels=[[…], […]], labels=[[…], […]])`, before pandas 0.24; then `codes=`. */
function oldMultiIndex(keywords: ReadonlyMap<string, Node>, levels: Node, source: Source, read: ReadNode): Sequence | null {
  const codes = keywords.get('labels') ?? keywords.get('codes');
  const names = keywords.get('names');
  if (codes?.node !== 'list' || levels.node !== 'list') return null;
  const columns = codes.items.map((item, level) => codedLevel(item, levels.items[level], source, read));
  if (columns.length === 0 || columns.some((column) => column === null)) return null;
  const cut = codes.items.some((item) => (item as GroupNode).cut !== null);
  const length = Math.min(...columns.map((column) => column!.length));
  const items = Array.from({ length }, (_, row) =>
    plainSequence(
      'tuple',
      columns.map((column) => column![row]!),
    ),
  );
  return {
    ...plainSequence('index', items),
    truncated: cut,
    length: cut ? null : length,
    class: 'MultiIndex',
    ...(names?.node === 'list' ? { names: names.items.map(labelText) } : {}),
  };
}

/** The labels of one level, row by row; -1 is a missing value. */
function codedLevel(codes: Node, level: Node | undefined, source: Source, read: ReadNode): Evidence[] | null {
  if (codes.node !== 'list' || level?.node !== 'list' || level.cut !== null) return null;
  const labels = level.items.map((item) => read(item, { text: source.text, exact: false }));
  const missing = read({ node: 'name', name: 'nan', start: 0, end: 0 }, source);
  const shown = codes.cut === null ? codes.items : codes.items.slice(0, codes.cut);
  const items = shown.map((code) => {
    const position = numberAt(code);
    return position === -1 ? missing : position === null ? undefined : labels[position];
  });
  return items.every((item) => item !== undefined) ? items : null;
}
