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
const CHILD = /^( +)\(([^()]{1,200})\): (?:\d+ x )?([A-Za-z_]\w*)\((.*)$/;
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
  const path: string[] = [];
  for (const line of lines.slice(1, -1)) {
    if (/^ *\)$/.test(line.trimEnd())) path.pop();
    else {
      const child = CHILD.exec(line.slice(0, 5000));
      if (child === null || child[1]!.length !== 2 * (path.length + 1)) return null;
      layers.push(toLayer([...path, child[2]!].join('.'), child[3]!, child[4]!));
      if (child[4] === '') path.push(child[2]!);
      if (path.length > MOST_DEPTH) return null;
    }
  }
  if (layers.length === 0 || path.length > 0) return null;
  const fields: ModuleFields = { class: root[1]!, layers };
  return { kind: 'report', report: 'module', fields: { ...fields } };
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
