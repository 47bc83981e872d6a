/** Edits of a notebook as edits of its text. */

import {
  escapesNonAscii,
  gapBefore,
  type Layout,
  layoutOf,
  lineBreakOf,
  sourceValue,
  writeMember,
  writeValue,
} from './layout.ts';
import { type CellPlace, locateCells } from './locate.ts';
import { dropMember, mergeMembers } from './members.ts';
import { type CellContent, idMaker, type Surroundings, writeCellBody } from './new-cell.ts';
import { applyPatches, insertAt, type Patch } from './patch.ts';
import { readNotebook } from './read.ts';
import { patchSource } from './source-edit.ts';
import { memberOf, skipSpace, type TextSpan } from './spans.ts';
import type { JsonObject, Notebook } from './types.ts';

/** A cell to be written; the file's own style decides on indentation, ids and the form of `source`. */
export type NewCell = CellContent;

/** What may be done to a notebook. Cell numbers are those of the notebook that was read. */
export type NotebookEdit =
  /** Puts `cells`, in this order, directly behind cell `after`. */
  | { readonly kind: 'insert-cells'; readonly after: number; readonly cells: readonly NewCell[] }
  /** Gives cell `cell` a new source; merges `metadata` into its metadata, or takes the keys `dropMetadata` out of it (not both). */
  | {
      readonly kind: 'edit-source';
      readonly cell: number;
      readonly source: string;
      readonly metadata?: JsonObject;
      readonly dropMetadata?: readonly string[];
    }
  /** Gives cell `cell` back what `rawCell` said of it before it was edited. The caller vouches that the texts are JSON. */
  | ({ readonly kind: 'restore-cell'; readonly cell: number } & RawCell)
  | { readonly kind: 'remove-cell'; readonly cell: number };

type Edit<K extends NotebookEdit['kind']> = Extract<NotebookEdit, { kind: K }>;

/** The JSON text of two values of a cell; null where the cell has no such key. */
export interface RawCell {
  readonly source: string | null;
  readonly metadata: string | null;
}

/**
 * Applies edits to the text a notebook was read from; touches no byte that no edit asks for.
 *
 * Insertion only adds lines (in a file that has lines), and `remove-cell` of inserted cells gives the bytes back that
 * were there before, in whatever order and number of goes they came. One `edit-source` or `restore-cell` a cell.
 */
export function editNotebook(notebook: Notebook, edits: readonly NotebookEdit[]): string {
  const removals = edits.filter((edit) => edit.kind === 'remove-cell');
  const others = edits.filter((edit) => edit.kind !== 'remove-cell');
  if (others.length === 0)
    return removeCells(
      notebook,
      removals.map((edit) => edit.cell),
    );
  const text = applyPatches(notebook.text, patchesOf(notebook, others));
  if (removals.length === 0) return text;
  const inserts = others.filter((edit) => edit.kind === 'insert-cells');
  const shift = (cell: number) =>
    inserts.reduce((sum, edit) => sum + (edit.after < cell ? edit.cells.length : 0), cell);
  return removeCells(
    readNotebook(text),
    removals.map((edit) => shift(edit.cell)),
  );
}

/** The JSON text of source and metadata of a cell, for `restore-cell`. */
export function rawCell(notebook: Notebook, cell: number): RawCell {
  const { members } = placeOf(notebook, cell);
  const raw = (key: string) => {
    const span = memberOf(members, key)?.value;
    return span === undefined ? null : notebook.text.slice(span.from, span.to);
  };
  return { source: raw(sourceKey(notebook, cell)), metadata: raw('metadata') };
}

function patchesOf(
  notebook: Notebook,
  edits: readonly Exclude<NotebookEdit, Edit<'remove-cell'>>[],
): Patch[] {
  const ascii = escapesNonAscii(notebook.text);
  const makeId = notebook.nbformat.major === 4 && notebook.nbformat.minor >= 5 ? idMaker(notebook) : null;
  const patches: Patch[] = [];
  const inserts = new Map<number, NewCell[]>();
  for (const edit of edits) {
    if (edit.kind === 'edit-source') patches.push(...editSource(notebook, edit, ascii));
    else if (edit.kind === 'restore-cell') patches.push(...restoreCell(notebook, edit));
    else inserts.set(edit.after, [...(inserts.get(edit.after) ?? []), ...edit.cells]);
  }
  // Behind the edits of cells: what is inserted behind a last cell stands behind what is added to it.
  for (const [after, cells] of inserts) {
    patches.push(...insertCells(notebook, after, cells, ascii, makeId));
  }
  return patches;
}

function placeOf(notebook: Notebook, cell: number): CellPlace {
  const place = locateCells(notebook)[cell];
  if (place === undefined) throw new Error(`The notebook has no cell ${cell}`);
  return place;
}

function sourceKey(notebook: Notebook, cell: number): string {
  return notebook.nbformat.major === 3 && notebook.cells[cell]?.type === 'code' ? 'input' : 'source';
}

function insertCells(
  notebook: Notebook,
  after: number,
  cells: readonly NewCell[],
  ascii: boolean,
  makeId: ((after: number, cell: NewCell) => string) | null,
): Patch[] {
  const place = placeOf(notebook, after);
  const { text } = notebook;
  const around = surroundings(notebook, after, ascii);
  const bodies = cells.map((cell) => writeCellBody(cell, { ...around, id: makeId?.(after, cell) ?? null }));
  const comma = skipSpace(text, place.span.to);
  if (text[comma] === ',') {
    const gap = text.slice(comma + 1, skipSpace(text, comma + 1));
    const written = bodies.map((body) => `${gap}{${body}${around.layout.close}},`);
    return [insertAt(comma + 1, written.join(''))];
  }
  // The last of its list: closing it with a brace of ours and leaving its own to the new cell changes no line.
  const end = place.members.at(-1)?.value.to ?? place.span.from + 1;
  const close = text.slice(end, place.span.to - 1);
  const gap = gapBefore(text, place.span.from);
  return [insertAt(end, bodies.map((body) => `${close}},${gap}{${body}`).join(''))];
}

/** Style and key order for a cell behind cell `after`: from that cell, or from the nearest code cell where it is none. */
function surroundings(notebook: Notebook, after: number, ascii: boolean): Omit<Surroundings, 'id'> {
  const places = locateCells(notebook);
  const { cells, text } = notebook;
  const near = cells[after]?.type === 'code' ? cells[after] : nearestCode(cells, after);
  const like = places[near?.index ?? after]!;
  const place = places[after]!;
  const styled = place.members.length > 0 ? place : like;
  const layout = layoutOf(text, styled.span, styled.members, ascii);
  const { sourceAsList } = layoutOf(text, like.span, like.members, ascii);
  const language = memberOf(like.members, 'language')?.value;
  const written = language === undefined ? null : JSON.parse(text.slice(language.from, language.to));
  return {
    layout: { ...layout, sourceAsList },
    order: like.members,
    language: typeof written === 'string' ? written : notebook.language,
    major: notebook.nbformat.major,
  };
}

function nearestCode(cells: Notebook['cells'], after: number): Notebook['cells'][number] | undefined {
  return (
    cells.findLast((cell) => cell.index <= after && cell.type === 'code') ??
    cells.find((cell) => cell.type === 'code')
  );
}

function editSource(notebook: Notebook, edit: Edit<'edit-source'>, ascii: boolean): Patch[] {
  const { text } = notebook;
  const place = placeOf(notebook, edit.cell);
  const layout = layoutOf(text, place.span, place.members, ascii);
  const patches: Patch[] = [];
  if (edit.source !== notebook.cells[edit.cell]?.source) {
    const key = sourceKey(notebook, edit.cell);
    const member = memberOf(place.members, key);
    if (member === undefined)
      patches.push(addMember(place, key, sourceValue(edit.source, layout.sourceAsList), layout));
    else
      patches.push(
        ...patchSource(text, member.value, edit.source, gapBefore(text, member.keySpan.from), layout),
      );
  }
  const metadata = memberOf(place.members, 'metadata');
  const isObject = metadata !== undefined && text[metadata.value.from] === '{';
  if (edit.metadata !== undefined && Object.keys(edit.metadata).length > 0) {
    if (metadata === undefined) patches.push(addMember(place, 'metadata', edit.metadata, layout));
    else if (isObject)
      patches.push(
        ...mergeMembers(text, metadata.value, edit.metadata, keyGap(text, metadata.keySpan, layout), layout),
      );
    else patches.push({ ...metadata.value, text: writeValue(edit.metadata, layout.between, layout) });
  }
  if (isObject)
    patches.push(...(edit.dropMetadata ?? []).flatMap((key) => dropMember(text, metadata.value, key)));
  return patches;
}

/** The first key of a cell may stand on the line of the brace; then the others say how far values are indented. */
function keyGap(text: string, key: TextSpan, layout: Layout): string {
  const gap = gapBefore(text, key.from);
  return lineBreakOf(gap) === null ? layout.between : gap;
}

function addMember(
  place: CellPlace,
  key: string,
  value: JsonObject | ReturnType<typeof sourceValue>,
  layout: Layout,
): Patch {
  const written = writeMember(key, writeValue(value, layout.between, layout), layout);
  const last = place.members.at(-1);
  return last === undefined
    ? insertAt(place.span.from + 1, written)
    : insertAt(last.value.to, `,${layout.between}${written}`);
}

function restoreCell(notebook: Notebook, edit: Edit<'restore-cell'>): Patch[] {
  const { members, span } = placeOf(notebook, edit.cell);
  const key = sourceKey(notebook, edit.cell);
  return [[key, edit.source] as const, ['metadata', edit.metadata] as const].flatMap(([name, raw]) => {
    const value = memberOf(members, name)?.value;
    if (raw === null) return members.length > 1 ? dropMember(notebook.text, span, name) : [];
    return value === undefined ? [] : [{ ...value, text: raw }];
  });
}

/** Takes cells out, together with the comma and white space that came with them. */
function removeCells(notebook: Notebook, cells: readonly number[]): string {
  const { text } = notebook;
  const places = locateCells(notebook);
  const gone = new Set(cells);
  for (const cell of gone) placeOf(notebook, cell);
  const patches: Patch[] = [];
  for (let start = 0; start < places.length; start++) {
    const { list } = places[start]!;
    const isGone = (index: number) => gone.has(index) && places[index]?.list === list;
    if (!isGone(start)) continue;
    let end = start;
    while (isGone(end + 1)) end++;
    patches.push({ ...runSpan(text, places, start, end), text: '' });
    start = end;
  }
  return applyPatches(text, patches);
}

/** What goes with the cells from `start` to `end`, both included: see `insertCells`, whose inverse it is. */
function runSpan(text: string, places: readonly CellPlace[], start: number, end: number): TextSpan {
  const first = places[start]!;
  const last = places[end]!;
  const previous = places[start - 1]?.list === first.list ? places[start - 1] : undefined;
  const next = places[end + 1]?.list === first.list ? places[end + 1] : undefined;
  if (next !== undefined && previous !== undefined) {
    return { from: skipSpace(text, previous.span.to) + 1, to: skipSpace(text, last.span.to) + 1 };
  }
  if (next !== undefined) return { from: first.span.from, to: next.span.from };
  return { from: previous?.span.to ?? first.span.from, to: last.span.to };
}
