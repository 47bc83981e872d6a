/** Rule 9 for what leaves the notebook in a report: what an output said, without what may be personal, secret or free text. */

import type { Evidence, Label, Mapping, Reading, Table } from '../evidence/index.ts';
import type { Subject } from '../feedback/index.ts';
import { isPrivate, MAX_CATEGORIES } from './privacy.ts';
import { columnOf } from './private.ts';

/** Stands where something was held back. */
export const HELD_BACK = '…';

/** A reading as it may leave the notebook. `shown` is kept whole or not at all: a text cannot be held back in part. */
export function publicReading(reading: Reading, subjects: readonly Subject[]): Pick<Reading, 'values' | 'shown'> {
  const values = reading.values.map(
    (value, at) => value && withoutPrivate(value, columnOf(subjects[at]?.source ?? '')),
  );
  const isWhole = reading.values.every((value, at) => value !== null && value === values[at]);
  return { values, shown: isWhole || reading.shown === '' ? reading.shown : `${HELD_BACK} held back: it may be personal` };
}

/** Evidence with `HELD_BACK` in place of what must not move; the very same object where there is nothing of the kind. */
export function withoutPrivate(evidence: Evidence, column: string | null): Evidence {
  switch (evidence.kind) {
    case 'scalar': {
      const { value } = evidence;
      return isHeld(value, column) ? { ...evidence, value: HELD_BACK, text: HELD_BACK } : evidence;
    }
    case 'text':
      return evidence.text.trim() === '' ? evidence : { ...evidence, text: HELD_BACK };
    case 'sequence': {
      const isNames = evidence.type === 'index';
      return changed(evidence, { items: valuesOf(evidence.items, evidence.name ?? column, isNames) });
    }
    case 'mapping':
      return changed(evidence, { entries: entriesOf(evidence, column) });
    case 'table':
      return tableWithoutPrivate(evidence);
    case 'series':
      return changed(evidence, {
        index: labelsOf(evidence.index, evidence.indexNames),
        values: valuesOf(evidence.values, evidence.name ?? column, false),
      });
    case 'array': {
      const { values } = evidence;
      return values?.some((value) => isHeld(value, column)) === true ? { ...evidence, values: null } : evidence;
    }
    case 'object': {
      const parameters = Object.entries(evidence.parameters);
      const isWhole = parameters.every(([name, value]) => withoutPrivate(value, name) === value);
      return isWhole ? evidence : { ...evidence, parameters: {}, text: `${evidence.class}(${HELD_BACK})` };
    }
    case 'report':
      return changed(evidence, { fields: fieldsOf(evidence.fields) as typeof evidence.fields });
    default:
      return evidence;
  }
}

function isHeld(value: string | number | boolean | null, column: string | null): boolean {
  return isPrivate(value, { column, distinct: null, role: 'category' });
}

/** A text of which nobody says what it is of: a single word with a capital may be anybody's name. */
function isAnonymous(item: Evidence, column: string | null): boolean {
  if (item.kind !== 'scalar' || item.type !== 'str' || column !== null) return false;
  return isPrivate(item.value, { column, distinct: null, role: 'value' });
}

/** An object with other parts; itself when each part is the one it has. */
function changed<T extends object>(object: T, parts: Partial<T>): T {
  const isSame = Object.entries(parts).every(([key, part]) => object[key as keyof T] === part);
  return isSame ? object : { ...object, ...parts };
}

/** A list of what a function makes of each item; itself when that is each time the item. */
function mapped<T>(list: readonly T[], change: (item: T, at: number) => T): readonly T[] {
  const all = list.map(change);
  return all.every((item, at) => item === list[at]) ? list : all;
}

/** Texts of a list say together what they are: one of them that looks private, or too many of them, hold all back. */
function valuesOf(items: readonly Evidence[], column: string | null, isNames: boolean): readonly Evidence[] {
  const isText = (item: Evidence) => item.kind === 'scalar' && item.type === 'str';
  const without = mapped(items, (item) => withoutPrivate(item, column));
  const isHeldBack = items.some(
    (item, at) => isText(item) && (item !== without[at] || (!isNames && isAnonymous(item, column))),
  );
  const isMany = !isNames && new Set(items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []))).size > MAX_CATEGORIES;
  if (!isHeldBack && !isMany) return without;
  return mapped(without, (item) => (isText(item) ? { ...item, value: HELD_BACK, text: HELD_BACK } : item) as Evidence);
}

/** What a key is the name of, its value is judged by. */
function entriesOf({ entries }: Mapping, column: string | null): Mapping['entries'] {
  const keys = valuesOf(entries.map(([key]) => key), column, false);
  return mapped(entries, (entry, at) => {
    const [key, value] = entry;
    const named = key.kind === 'scalar' && key.type === 'str' ? String(key.value) : column;
    const [heldKey, heldValue] = [keys[at] ?? key, withoutPrivate(value, named)];
    return heldKey === key && heldValue === value ? entry : [heldKey, heldValue];
  });
}

function tableWithoutPrivate(table: Table): Table {
  const columns = mapped(table.columns, (label) => (isHeldLabel(label, null) ? HELD_BACK : label));
  const columnTexts = table.columns.map((_, at) => table.rows.map((row) => row[at] ?? ''));
  const isKept = (text: string, at: number) => isPublicCell(text, columnTexts[at] ?? [], nameOf(table.columns[at]));
  return changed(table, {
    columns,
    index: table.index && labelsOf(table.index, table.indexNames),
    rows: mapped(table.rows, (row) => mapped(row, (text, at) => (isKept(text, at) ? text : HELD_BACK))),
  });
}

const NUMBER_OR_GAP = /^(|[-+]?[\d,_]*\.?\d*(e[-+]?\d+)?%?|nan|<na>|nat|none|null|true|false|\.\.\.|…|[-+]?inf)$/i;

/** Rows are about somebody, or something: their numbers are kept, and texts that occur more than once, as categories do. */
function isPublicCell(text: string, column: readonly string[], name: string | null): boolean {
  const isNumber = NUMBER_OR_GAP.test(text.trim());
  if (isNumber) return !/\d/.test(text) || !isHeld(text.trim(), name);
  return column.indexOf(text) !== column.lastIndexOf(text) && !isHeld(text, name);
}

function nameOf(label: Label | undefined): string | null {
  return label === undefined ? null : String(Array.isArray(label) ? label.at(-1) : label);
}

/** Labels of rows: the categories that were counted, the names of statistics; or the people that the rows are about. */
function labelsOf(labels: readonly Label[], names: readonly (string | null)[]): readonly Label[] {
  const isText = (label: Label) => typeof label !== 'number';
  const isHeldBack = labels.some((label) => isHeldLabel(label, names[0] ?? null));
  const isMany = labels.filter(isText).length > MAX_CATEGORIES;
  return isHeldBack || isMany ? mapped(labels, (label) => (isText(label) ? HELD_BACK : label)) : labels;
}

function isHeldLabel(label: Label, column: string | null): boolean {
  return (typeof label === 'object' ? label : [label]).some((part) => isHeld(part, column));
}

/** The names in a report are those of columns, classes and layers; its texts are judged by their looks. */
function fieldsOf(field: unknown): unknown {
  if (typeof field === 'string')
    return isPrivate(field, { column: null, distinct: null, role: 'name' }) ? HELD_BACK : field;
  if (Array.isArray(field)) return mapped(field as readonly unknown[], fieldsOf);
  if (typeof field !== 'object' || field === null) return field;
  const parts = Object.entries(field).map(([key, part]) => [key, fieldsOf(part)] as const);
  return changed(field, Object.fromEntries(parts) as Partial<typeof field>);
}
