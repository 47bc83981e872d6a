/** The repr of a PyTorch module: nested `(name): Layer(…)` lines. */
import { fromNode } from '../repr/literal.ts';
import { parseRepr } from '../repr/parse.ts';
import type { Evidence, Report } from '../types.ts';

export interface ModuleLayer {
  /** Dotted path from the root: `features.0`. */
  readonly path: string;
  readonly class: string;
  /** Arguments by name, or by position from 0; empty where they cannot be read. */
  readonly parameters: Readonly<Record<string, Evidence>>;
}

/** `fields` of a report `module`. */
export interface ModuleFields {
  readonly class: string;
  /** All modules inside, from top to bottom, containers included. */
  readonly layers: readonly ModuleLayer[];
}

const ROOT = /^([A-Za-z_]\w*)\($/;
const CHILD = /^( +)\(([^()]{1,200})\): (?:(\d{1,5}) x )?([A-Za-z_]\w*)\((.*)$/;
const MOST_LINES = 50_000;
const MOST_DEPTH = 100;

/** Evidence of a module; null for any other text, or when a line is neither a child nor a closing bracket. */
export function readModule(text: string): Report | null {
  const end = text.indexOf('\n');
  const root = ROOT.exec(end < 0 ? '' : text.slice(0, Math.min(end, 300)));
  if (root === null || !text.endsWith(')')) return null;
  const lines = text.split('\n');
  if (lines.length > MOST_LINES) return null;
  const layers: ModuleLayer[] = [];
  const open: Open[] = [];
  for (const line of lines.slice(1, -1)) {
    if (/^ *\)$/.test(line.trimEnd())) {
      const closed = open.pop();
      if (closed !== undefined && !repeat(layers, closed)) return null;
      continue;
    }
    const child = CHILD.exec(line.slice(0, 5000));
    if (child === null || child[1]!.length !== 2 * (open.length + 1) || open.length >= MOST_DEPTH) return null;
    const [, , name, times, type, rest] = child as unknown as string[];
    const names = namesOf(name!, times);
    if (names === null) return null;
    const path = [...open.map(({ names: [first] }) => first!), names[0]!].join('.');
    const opened = { from: layers.length, path, names };
    layers.push(toLayer(path, type!, rest!));
    if (rest === '') open.push(opened);
    else if (!repeat(layers, opened)) return null;
  }
  if (layers.length === 0 || open.length > 0) return null;
  const fields: ModuleFields = { class: root[1]!, layers };
  return { kind: 'report', report: 'module', fields: { ...fields } };
}

/** A child whose own children are being read. */
interface Open {
  /** Where its layers begin. */
  readonly from: number;
  readonly path: string;
  /** Its names: several where PyTorch shows equal neighbours once, `(0-5): 6 x Block(`. */
  readonly names: readonly string[];
}

const MOST_LAYERS = 100_000;

function namesOf(name: string, times: string | undefined): string[] | null {
  if (times === undefined) return [name];
  const [first, last] = name.split('-').map(Number) as [number, number | undefined];
  if (last === undefined || last - first + 1 !== Number(times)) return null;
  return Array.from({ length: Number(times) }, (_, at) => String(first + at));
}

/** Adds the equal neighbours that are not shown; false when they are too many. */
function repeat(layers: ModuleLayer[], { from, path, names }: Open): boolean {
  const shown = layers.slice(from);
  if (layers.length + shown.length * (names.length - 1) > MOST_LAYERS) return false;
  const parent = path.slice(0, path.length - names[0]!.length);
  for (const name of names.slice(1))
    layers.push(...shown.map((layer) => ({ ...layer, path: parent + name + layer.path.slice(path.length) })));
  return true;
}

function toLayer(path: string, name: string, rest: string): ModuleLayer {
  const parameters: Record<string, Evidence> = Object.create(null);
  const source = { text: `f(${rest}`, exact: true };
  const node = rest.endsWith(')') ? parseRepr(source.text) : null;
  if (node?.node === 'call') {
    for (const [position, value] of node.args.entries()) parameters[position] = fromNode(value, source);
    for (const [key, value] of node.keywords) parameters[key] = fromNode(value, source);
  }
  return { path, class: name, parameters };
}
