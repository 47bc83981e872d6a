/** Keras' `model.summary()`, drawn with `====` (until Keras 2) or with a box (Keras 3). */
import type { Report } from '../types.ts';

export interface Layer {
  readonly name: string;
  /** Class of the layer; null where the summary does not show it. */
  readonly type: string | null;
  /** As shown: `(None, 10)`. */
  readonly shape: string;
  readonly parameters: number | null;
}

/** `fields` of a report `model-summary`. */
export interface ModelSummaryFields {
  readonly name: string | null;
  readonly layers: readonly Layer[];
  readonly total: number | null;
  readonly trainable: number | null;
  readonly nonTrainable: number | null;
}

const TITLE = /^Model: "(.{0,200})"$/;
const TOTAL = /^(Total|Trainable|Non-trainable) params: ([\d,]+)(?: \(.*\))?$/;
const OLD_LAYER = /^(\S{1,200}) \(([\w.]{1,100})\)?/;
const MOST_LINES = 20_000;

/** Evidence of a summary; null for any other text, or when its table is not there. */
export function readModelSummary(text: string): Report | null {
  if (!text.includes('Layer (type)') || !text.includes('Param #')) return null;
  const lines = text.split('\n').map((line) => line.trimEnd());
  if (lines.length > MOST_LINES) return null;
  const totals = new Map<string, number>();
  for (const line of lines) {
    const found = TOTAL.exec(line.trim().slice(0, 200));
    if (found !== null) totals.set(found[1]!, Number(found[2]!.replaceAll(',', '')));
  }
  const title = lines.map((line) => TITLE.exec(line.slice(0, 250))).find((found) => found !== null);
  const layers = text.includes('┃') ? boxedLayers(lines) : ruledLayers(lines);
  if (layers === null || layers.length === 0 || !totals.has('Total')) return null;
  const fields: ModelSummaryFields = {
    name: title?.[1] ?? null,
    layers,
    total: totals.get('Total') ?? null,
    trainable: totals.get('Trainable') ?? null,
    nonTrainable: totals.get('Non-trainable') ?? null,
  };
  return { kind: 'report', report: 'model-summary', fields: { ...fields } };
}

/** Columns begin where the words of the header do; a layer is a line with a number of parameters. */
function ruledLayers(lines: readonly string[]): Layer[] | null {
  const head = lines.findIndex((line) => line.trimStart().startsWith('Layer (type)'));
  if (head < 0) return null;
  const shapeAt = lines[head]!.indexOf('Output Shape');
  const countAt = lines[head]!.indexOf('Param #');
  if (shapeAt < 0 || countAt < shapeAt) return null;
  const layers: Layer[] = [];
  for (const line of lines.slice(head + 1)) {
    if (line.startsWith('Total params')) break;
    const count = line.slice(countAt).trim().split(' ')[0]!;
    if (!/^[\d,]{1,30}$/.test(count)) continue;
    const name = line.slice(0, shapeAt).trim();
    layers.push(layer(name, line.slice(shapeAt, countAt).trim(), count));
  }
  return layers;
}

function layer(name: string, shape: string, count: string): Layer {
  const parts = OLD_LAYER.exec(name);
  return {
    name: parts?.[1] ?? name,
    type: parts?.[2] ?? null,
    shape,
    parameters: /\d/.test(count) ? Number(count.replaceAll(',', '')) : null,
  };
}

/** Rows between `├` rules; a cell may go over several lines. */
function boxedLayers(lines: readonly string[]): Layer[] {
  const layers: Layer[] = [];
  let cells: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('│'))
      cells.push(
        line
          .slice(1, -1)
          .split('│')
          .map((cell) => cell.trim()),
      );
    else if (cells.length > 0) {
      const joined = [0, 1, 2].map((column) =>
        cells
          .map((row) => row[column] ?? '')
          .filter((text) => text !== '')
          .join(' '),
      );
      layers.push(layer(joined[0]!, joined[1]!, joined[2]!));
      cells = [];
    }
  }
  return layers;
}
