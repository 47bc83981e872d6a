/** What kinds of output there are, finely enough that a forgotten one is seen. */
import type { Evidence, Label, Table } from '../../../src/evidence/index.ts';
import type { Feedback } from '../../../src/feedback/index.ts';
import type { MimeBundle } from '../../../src/notebook/index.ts';

/** Where a value was read. */
export interface Place {
  /** Null for what the whole cell wrote. */
  readonly feedback: Feedback | null;
  readonly source: string;
  /** The text it was read from. */
  readonly shown: string;
  /** The rich outputs of the cell. */
  readonly bundles: readonly MimeBundle[];
}

/** The kind of evidence, and each thing about it that makes its reader take another way. */
export function kindsOf(value: Evidence, place: Place): string[] {
  const kind = mainKind(value);
  return [kind, ...traitsOf(value, place).map((trait) => `${kind}, ${trait}`), ...insides(value)];
}

function mainKind(value: Evidence): string {
  switch (value.kind) {
    case 'report':
      return `report ${value.report}`;
    case 'scalar':
    case 'mapping':
      return `${value.kind} ${value.type}`;
    case 'sequence':
      return value.type === 'index' ? `index ${value.class ?? ''}` : `sequence ${value.type}`;
    case 'table':
    case 'array':
      return `${value.kind} ${value.library}`;
    default:
      return value.kind;
  }
}

function traitsOf(value: Evidence, place: Place): string[] {
  switch (value.kind) {
    case 'table':
      return tableTraits(value, place);
    case 'series':
      return chosen({
        'multi-index': isNested(value.index),
        'named index': value.indexNames.some((name) => name !== null),
        named: value.name !== null,
        cut: value.truncated,
        categorical: value.dtype === 'category',
        dates: value.dtype?.startsWith('datetime') ?? false,
        'dates as index': value.index.some((label) => /^\d{4}-\d\d-\d\d/.test(String(label))),
      });
    case 'array':
      return chosen({
        cut: value.truncated,
        nested: (value.shape?.length ?? 0) > 2,
        structured: value.dtype?.includes('(') ?? false,
        complex: value.dtype?.includes('complex') ?? false,
        scientific: value.values?.some((number) => typeof number === 'number' && Math.abs(number) > 1e7) ?? false,
        'not finite': value.values?.some((number) => typeof number === 'number' && !Number.isFinite(number)) ?? false,
        boolean: value.values?.some((item) => typeof item === 'boolean') ?? false,
        text: value.dtype?.startsWith('<U') ?? false,
        'confusion matrix': place.source.includes('confusion_matrix('),
      });
    case 'scalar':
      return chosen({
        'in an array': /\.(ndarray|Array|Tensor)$/.test(value.class ?? ''),
        'of NumPy': value.class?.startsWith('numpy.') ?? false,
        rounded: value.precision > 0,
      });
    case 'sequence':
      return chosen({ cut: value.truncated, 'of TensorFlow': place.shown.startsWith('TensorShape(') });
    case 'mapping':
      return chosen({ cut: value.truncated });
    case 'report':
      return chosen({
        'in a box': place.shown.includes('┏'),
        'between rules': place.shown.includes('\n===='),
        'of epochs': place.shown.includes('Epoch 1'),
        'of rounds': place.shown.includes('[0]\t') || place.shown.includes('[10]\t'),
        'of one run': place.shown.includes('Wall time: '),
        'of many runs': place.shown.includes(' per loop'),
      });
    case 'object':
      return chosen({
        'with parameters': Object.keys(value.parameters).length > 0,
        'with HTML': place.bundles.some((data) => String(data['text/html']).includes('sk-')),
      });
    default:
      return [];
  }
}

function tableTraits(table: Table, { feedback, source, shown, bundles }: Place): string[] {
  const html = bundles.map((data) => String(data['text/html'] ?? '')).join('');
  const printed = feedback?.mechanism === 'print' || html === '';
  return chosen({
    'multi-index rows': table.index !== null && isNested(table.index),
    'multi-index columns': isNested(table.columns),
    'named index': table.indexNames.some((name) => name !== null),
    'rows cut': table.truncatedRows,
    'columns cut': table.truncatedColumns,
    'without rows': table.rows.length === 0,
    printed,
    wrapped: printed && shown.includes('\\\n'),
    displayed: feedback?.mechanism === 'display',
    crosstab: source.includes('crosstab('),
    pivot: source.includes('pivot_table('),
    corr: source.includes('.corr('),
    describe: source.includes('.describe('),
    styled: source.includes('.style'),
    'Colab’s wrapper': html.includes('colab-df-container'),
    'VS Code’s wrapper': bundles.some((data) => Object.keys(data).some((mime) => mime.includes('vnd.microsoft'))),
  });
}

const isNested = (labels: readonly Label[]) => labels.some((label) => Array.isArray(label));

function chosen(traits: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(traits).filter((name) => traits[name]);
}

/** What stands inside a literal. */
function insides(value: Evidence): string[] {
  const inside = value.kind === 'sequence' ? value.items : value.kind === 'mapping' ? value.entries.flat() : [];
  return inside.flatMap((item) => {
    const names = [mainKind(item), ...insides(item).map((kind) => kind.replace('inside ', ''))];
    if (item.kind === 'scalar' && item.type === 'float' && !Number.isFinite(item.value)) names.push('not a finite number');
    return names.map((name) => `inside ${name}`);
  });
}
