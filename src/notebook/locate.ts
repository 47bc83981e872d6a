/** Where the cells of a notebook stand in its text. */

import { elementsOf, type Member, memberOf, membersOf, skipSpace, type TextSpan } from './spans.ts';
import type { Notebook } from './types.ts';

/** One cell in the text. */
export interface CellPlace {
  readonly span: TextSpan;
  /** Offset of the `[` of its list: there is one list in nbformat 4, one a worksheet in nbformat 3. */
  readonly list: number;
  /** The members of the cell. Found when asked for. */
  readonly members: readonly Member[];
}

const known = new WeakMap<Notebook, readonly CellPlace[]>();

/** The places of all cells, in the order of `notebook.cells`. Scans the text once a notebook. */
export function locateCells(notebook: Notebook): readonly CellPlace[] {
  const found = known.get(notebook);
  if (found !== undefined) return found;
  const places = cellLists(notebook).flatMap((list) =>
    elementsOf(notebook.text, list).map((span) => place(notebook.text, span, list)),
  );
  known.set(notebook, places);
  return places;
}

function place(text: string, span: TextSpan, list: number): CellPlace {
  let members: readonly Member[] | undefined;
  return {
    span,
    list,
    get members() {
      members ??= membersOf(text, span.from);
      return members;
    },
  };
}

function cellLists({ text, nbformat }: Notebook): number[] {
  const root = membersOf(text, skipSpace(text, text.startsWith('\ufeff') ? 1 : 0));
  if (nbformat.major === 4) return listStart(text, root, 'cells');
  return listStart(text, root, 'worksheets').flatMap((list) =>
    elementsOf(text, list)
      .filter((sheet) => text[sheet.from] === '{')
      .flatMap((sheet) => listStart(text, membersOf(text, sheet.from), 'cells')),
  );
}

function listStart(text: string, members: readonly Member[], key: string): number[] {
  const from = memberOf(members, key)?.value.from;
  return from !== undefined && text[from] === '[' ? [from] : [];
}
