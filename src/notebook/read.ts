/** The text of an `.ipynb` file as a `Notebook`. */

import { NbassertError } from '../errors.ts';
import { parseJson } from './json.ts';
import { readOutputs } from './outputs.ts';
import type { Cell, JsonObject, JsonValue, Notebook } from './types.ts';
import { integerAt, isObject, joinedText, listAt, objectAt, own, stringAt } from './values.ts';

/**
 * Reads nbformat 3 and 4. Costs little more than `JSON.parse`: outputs are joined only when somebody asks for them.
 * Missing `source`, `metadata` and `outputs` count as empty.
 *
 * @throws NbassertError `unreadable`: empty, not JSON (with line and column), no notebook, unknown format.
 */
export function readNotebook(text: string): Notebook {
  // A notebook starts with a brace at once: whitespace is searched no further than it reaches.
  if (/^\ufeff?\s*$/.test(text))
    throw unreadable('The file is empty.', 'An empty file is no notebook; Jupyter cannot open it either.');
  const json = parseJson(text);
  if (!isObject(json)) throw noNotebook(`its JSON is ${nameOf(json)}, not an object`);
  const nbformat = readFormat(json);
  return {
    text,
    nbformat,
    language: readLanguage(json),
    metadata: objectAt(json, 'metadata'),
    cells: rawCells(json, nbformat.major).map((cell, index) => readCell(cell, index, nbformat.major)),
  };
}

function unreadable(message: string, hint: string, cell?: number): NbassertError {
  return new NbassertError('unreadable', message, { hint, place: cell === undefined ? {} : { cell } });
}

function noNotebook(why: string): NbassertError {
  return unreadable(`The file is JSON but no notebook: ${why}.`, 'Give the path of a Jupyter notebook.');
}

function nameOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function readFormat(json: JsonObject): Notebook['nbformat'] {
  const major = own(json, 'nbformat');
  if (major === undefined) throw noNotebook('it has no `nbformat`');
  if (typeof major !== 'number' || !Number.isInteger(major))
    throw noNotebook('its `nbformat` is no whole number');
  if (major !== 3 && major !== 4) {
    const age = major < 3 ? 'older' : 'newer';
    throw unreadable(
      `The notebook is of nbformat ${major}, ${age} than what can be read (3 and 4).`,
      'Save it with Jupyter as nbformat 4.',
    );
  }
  const list = major === 4 ? 'cells' : 'worksheets';
  if (!Array.isArray(own(json, list))) throw noNotebook(`it has no list of ${list}`);
  return { major, minor: integerAt(json, 'nbformat_minor') ?? 0 };
}

/** The cells of all worksheets, counted through; nbformat 4 has no worksheets. */
function rawCells(json: JsonObject, major: number): readonly JsonValue[] {
  if (major === 4) return listAt(json, 'cells');
  return listAt(json, 'worksheets').flatMap((sheet) => (isObject(sheet) ? listAt(sheet, 'cells') : []));
}

function readCell(cell: JsonValue, index: number, major: number): Cell {
  if (!isObject(cell)) {
    throw unreadable(
      `Cell ${index} is ${nameOf(cell)}, not an object.`,
      'Open and save the notebook in Jupyter.',
      index,
    );
  }
  const type = typeOf(cell);
  const metadata = objectAt(cell, 'metadata');
  const isV3Code = major === 3 && type === 'code';
  let outputs: Cell['outputs'] | undefined;
  return {
    index,
    id: stringAt(cell, 'id'),
    type,
    source: joinedText(own(cell, isV3Code ? 'input' : 'source')) ?? '',
    executionCount: type === 'code' ? integerAt(cell, isV3Code ? 'prompt_number' : 'execution_count') : null,
    get outputs() {
      outputs ??= type === 'code' ? readOutputs(cell, major) : [];
      return outputs;
    },
    metadata,
    tags: listAt(metadata, 'tags').filter((tag) => typeof tag === 'string'),
  };
}

function typeOf(cell: JsonObject): Cell['type'] {
  const type = own(cell, 'cell_type');
  return type === 'code' || type === 'markdown' ? type : 'raw';
}

/** The language of the code: what ran it last, the kernel, in nbformat 3 the first code cell; `python` when nothing says. */
function readLanguage(json: JsonObject): string {
  const metadata = objectAt(json, 'metadata');
  const kernel = objectAt(metadata, 'kernelspec');
  const said =
    stringAt(objectAt(metadata, 'language_info'), 'name') ??
    stringAt(kernel, 'language') ??
    languageOfKernel(stringAt(kernel, 'name')) ??
    languageOfV3(json);
  const language = (said ?? '').trim().toLowerCase();
  return language === '' || /^i?python[\d.]*$/.test(language) ? 'python' : language;
}

/** Whether a notebook's language is Python, of whatever make (`sagepython`). */
export function isPython(language: string): boolean {
  return language.includes('python');
}

/** Kernels whose name gives their language away; others are named freely by their users. */
function languageOfKernel(name: string | null): string | null {
  if (name === null) return null;
  if (name === 'ir') return 'r';
  return /^(julia|scala|bash|javascript|typescript|ruby|go|rust|kotlin|octave)\b/.exec(name)?.[1] ?? null;
}

function languageOfV3(json: JsonObject): string | null {
  for (const sheet of listAt(json, 'worksheets')) {
    for (const cell of isObject(sheet) ? listAt(sheet, 'cells') : []) {
      const language = isObject(cell) ? stringAt(cell, 'language') : null;
      if (language !== null) return language;
    }
  }
  return null;
}
