import { statSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { NbassertError } from '../errors.ts';
import { readBundle } from '../evidence/index.ts';
import type { Cell, JsonObject, JsonValue, MimeBundle, Notebook } from '../notebook/index.ts';
import { readNotebookFile } from '../notebook/save.ts';
import type { CellAnswers } from '../proposals/index.ts';

/** Where executed copies of notebooks are: one file for one notebook, or a folder that mirrors the working directory. */
export interface EvidenceSource {
  /** Absolute. */
  readonly path: string;
  readonly isFolder: boolean;
}

/** @throws NbassertError `not-found`, `usage` when one file is to serve several notebooks */
export function openEvidence(path: string, cwd: string, notebooks: readonly string[]): EvidenceSource {
  const absolute = resolve(cwd, path);
  const stat = statSync(absolute, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new NbassertError('not-found', 'there is no such executed copy', {
      place: { file: path },
      hint: 'Execute the notebook first: jupyter nbconvert --to notebook --execute NOTEBOOK --output COPY',
    });
  }
  if (!stat.isDirectory() && notebooks.length > 1) {
    throw new NbassertError('usage', 'one executed copy cannot be the evidence of several notebooks', {
      place: { file: path },
      hint: 'Name one notebook, or give --evidence a folder with a copy of each.',
    });
  }
  return { path: absolute, isFolder: stat.isDirectory() };
}

/**
 * The notebook with the outputs of its executed copy. Text, cells and metadata stay its own, so that edits go into the
 * original. A cell gets outputs only from a cell of the very same source: of the same id, or in the same order.
 */
export function withEvidence(
  notebook: Notebook,
  path: string,
  source: EvidenceSource | null,
): { readonly notebook: Notebook; readonly answers: ReadonlyMap<number, CellAnswers> } {
  const file = source === null ? null : copyOf(path, source);
  if (file === null) return { notebook, answers: new Map() };
  const executed = readNotebookFile(file).notebook;
  const partners = matchCells(notebook.cells, executed.cells);
  const cells = notebook.cells.map((cell): Cell => {
    const partner = partners.get(cell.index);
    const outputs = partner?.outputs ?? [];
    return { ...cell, outputs, executionCount: partner?.executionCount ?? null };
  });
  const answers = [...partners].map(([index, partner]) => [index, answersIn(partner)] as const);
  return { notebook: { ...notebook, cells }, answers: new Map(answers) };
}

/** Where an executed copy that we made says, in the metadata of a cell, what the kernel answered beside the outputs. */
export const ANSWERS = 'nbassert-run';

/** What stands there, whoever wrote it: anything that is not as it should be is passed over. */
function answersIn({ metadata }: Cell): CellAnswers {
  const said = objectOf(Object.hasOwn(metadata, ANSWERS) ? metadata[ANSWERS] : null);
  const values = Object.entries(objectOf(said.values)).map(
    ([key, data]) => [key, readBundle(objectOf(data) as MimeBundle, { exact: true })] as const,
  );
  const stale = Array.isArray(said.stale) ? said.stale.filter((line) => typeof line === 'number') : [];
  return { values: new Map(values), stale: new Set(stale) };
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The copy of a notebook; null when the folder holds none: then its own outputs count. */
function copyOf(path: string, { path: evidence, isFolder }: EvidenceSource): string | null {
  if (!isFolder) return evidence;
  // A path that leads out of the working directory would lead out of the folder of copies as well, to the notebook itself.
  const isInside = !isAbsolute(path) && !path.startsWith('..');
  const candidates = [...(isInside ? [join(evidence, path)] : []), join(evidence, basename(path))];
  return candidates.find((it) => statSync(it, { throwIfNoEntry: false })?.isFile() === true) ?? null;
}

/** Pairs cells by id where both have the source, the others by their source in the order of the notebook. */
export function matchCells(own: readonly Cell[], executed: readonly Cell[]): Map<number, Cell> {
  const byId = new Map(executed.flatMap((cell) => (cell.id === null ? [] : [[cell.id, cell] as const])));
  const pairs = new Map<number, Cell>();
  const used = new Set<Cell>();
  for (const cell of own) {
    const same = cell.id === null ? undefined : byId.get(cell.id);
    if (same === undefined || !isSame(cell, same)) continue;
    pairs.set(cell.index, same);
    used.add(same);
  }
  let next = 0;
  for (const cell of own) {
    const paired = pairs.get(cell.index);
    if (paired !== undefined) {
      next = Math.max(next, paired.index + 1);
      continue;
    }
    const at = executed.findIndex((it) => it.index >= next && !used.has(it) && isSame(cell, it));
    const found = executed[at];
    if (found === undefined || cell.type !== 'code') continue;
    pairs.set(cell.index, found);
    used.add(found);
    next = at + 1;
  }
  return pairs;
}

function isSame(one: Cell, other: Cell): boolean {
  return one.type === other.type && plain(one.source) === plain(other.source);
}

function plain(source: string): string {
  return source.replaceAll('\r\n', '\n').trimEnd();
}
