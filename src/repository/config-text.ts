import { parse as parseToml, TomlError } from 'smol-toml';
import { LineCounter, parseDocument } from 'yaml';
import { NbassertError } from '../errors.ts';

/** A way to a value: keys and positions in lists. */
export type Path = readonly (string | number)[];

/** A configuration as it stands in its file. */
export interface ConfigText {
  readonly value: unknown;
  /** The line of the key (or list item) at the end of a path, from 1; of the nearest thing around it where it cannot be told. */
  lineOf(path: Path): number;
}

/** Reads `.nbassert.yaml`. @throws NbassertError `configuration` with line and column */
export function readYaml(text: string, shown: string): ConfigText {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const problem = document.errors[0];
  if (problem !== undefined) {
    const { line, col } = counter.linePos(problem.pos[0]);
    throw new NbassertError('configuration', `this is not YAML: ${problem.message.split('\n')[0]}`, {
      place: { file: shown, line, column: col },
      cause: problem,
    });
  }
  const lineOf = (path: Path): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const offset = offsetOf(document, path.slice(0, depth));
      if (offset !== null) return counter.linePos(offset).line;
    }
    return 1;
  };
  // Few aliases are needed in a configuration; many multiply without end.
  return { value: document.toJS({ maxAliasCount: 100 }) ?? {}, lineOf };
}

interface Ranged {
  readonly range?: readonly [number, number, number] | null;
}

function offsetOf(document: ReturnType<typeof parseDocument>, path: Path): number | null {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const items = (parent as { readonly items?: readonly unknown[] } | null)?.items;
  const last = path.at(-1);
  if (items === undefined || last === undefined) return null;
  const found = typeof last === 'number' ? items[last] : items.find((pair) => keyOf(pair) === last);
  const node = typeof last === 'number' ? found : (found as { readonly key?: unknown } | undefined)?.key;
  return (node as Ranged | undefined)?.range?.[0] ?? null;
}

function keyOf(pair: unknown): unknown {
  const key = (pair as { readonly key?: unknown }).key;
  return typeof key === 'object' && key !== null ? (key as { readonly value?: unknown }).value : key;
}

/** Reads `[tool.nbassert]` of a `pyproject.toml`; null when it has none. @throws NbassertError `configuration` */
export function readPyproject(text: string, shown: string): ConfigText | null {
  const root = parse(text, shown);
  const tool = own(root, 'tool');
  const value = own(tool, 'nbassert');
  if (value === undefined) return null;
  return { value, lineOf: (path) => tomlLine(text, path) };
}

function parse(text: string, shown: string): unknown {
  try {
    return parseToml(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const what = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '');
    throw new NbassertError('configuration', `this is not TOML: ${what}`, {
      place: { file: shown, line: error.line, column: error.column },
      cause: error,
    });
  }
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/**
 * The line of a key below `[tool.nbassert]`. The TOML reader keeps no positions, so headers and keys are looked up line
 * by line; what stands on several lines or in an inline table is found by the line it begins on.
 */
function tomlLine(text: string, path: Path): number {
  const wanted = path.filter((part) => typeof part === 'string');
  const item = path.find((part) => typeof part === 'number') ?? -1;
  let table: string[] = [];
  let items = -1;
  let best = { depth: 0, line: 1 };
  for (const [index, line] of text.split('\n').entries()) {
    const header = /^\s*\[\[?([^\]]+)\]/.exec(line)?.[1];
    const key = header === undefined ? /^\s*([\w."'-]+(?:\s*\.\s*[\w"'-]+)*)\s*=/.exec(line)?.[1] : undefined;
    if (header !== undefined) {
      table = dotted(header);
      if (/^\s*\[\[/.test(line)) items += 1;
    }
    if (header === undefined && key === undefined) continue;
    const at = [...table, ...(key === undefined ? [] : dotted(key))];
    if (at[0] !== 'tool' || at[1] !== 'nbassert') continue;
    const inside = at.slice(2);
    const isOtherItem = inside[0] === 'overrides' && item >= 0 && items >= 0 && items !== item;
    const fits = inside.every((part, depth) => part === wanted[depth]);
    if (fits && !isOtherItem && inside.length + 1 > best.depth)
      best = { depth: inside.length + 1, line: index + 1 };
  }
  return best.line;
}

function dotted(name: string): string[] {
  return name.split('.').map((part) => part.trim().replace(/^["']|["']$/g, ''));
}
