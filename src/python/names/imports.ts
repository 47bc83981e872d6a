import type { SyntaxNode } from '@lezer/common';

/** What one import statement binds. */
export interface ImportRead {
  /** Name in the notebook and the dotted name it means; null for relative imports. */
  readonly names: readonly { readonly name: string; readonly dotted: string | null }[];
  /** Module of `from … import *`; null when there is no star, '' for a relative one. */
  readonly star: string | null;
  /** Modules that are loaded afterwards, and members that may be modules. */
  readonly loaded: readonly string[];
}

/** Reads an `ImportStatement`. Incomplete ones give what is complete in them. */
export function readImport(statement: SyntaxNode, code: string): ImportRead {
  const words = wordsOf(statement, code);
  return words[0] === 'from' ? readFrom(words) : readPlain(words);
}

/** Tokens of the statement as text, without brackets and comments. */
function wordsOf(statement: SyntaxNode, code: string): string[] {
  const words: string[] = [];
  for (let child = statement.firstChild; child; child = child.nextSibling) {
    if (child.type.isError || child.name === 'Comment' || child.name === '(' || child.name === ')') continue;
    // `..` and `...` may come as one token
    const text = code.slice(child.from, child.to);
    if (/^\.+$/.test(text)) words.push(...text);
    else words.push(text);
  }
  return words;
}

function readPlain(words: readonly string[]): ImportRead {
  const names: { name: string; dotted: string }[] = [];
  const loaded: string[] = [];
  for (const item of itemsOf(words.slice(1))) {
    const as = item.indexOf('as');
    const dotted = item.slice(0, as < 0 ? item.length : as).join('');
    const root = item[0];
    if (root === undefined || dotted === '') continue;
    loaded.push(dotted);
    const alias = as < 0 ? undefined : item[as + 1];
    names.push(alias === undefined ? { name: root, dotted: root } : { name: alias, dotted });
  }
  return { names, star: null, loaded };
}

function readFrom(words: readonly string[]): ImportRead {
  const at = words.indexOf('import');
  if (at < 0) return { names: [], star: null, loaded: [] };
  const module = words.slice(1, at).join('');
  const relative = module === '' || module.startsWith('.');
  const items = itemsOf(words.slice(at + 1));
  if (items[0]?.[0] === '*')
    return { names: [], star: relative ? '' : module, loaded: relative ? [] : [module] };
  const names = items
    .filter((item) => item[0] !== undefined)
    .map((item) => ({
      name: item[1] === 'as' ? (item[2] ?? item[0]!) : item[0]!,
      dotted: relative ? null : `${module}.${item[0]}`,
    }));
  const loaded = relative ? [] : [module, ...names.map((each) => each.dotted!)];
  return { names, star: null, loaded };
}

/** Splits at commas. */
function itemsOf(words: readonly string[]): string[][] {
  const items: string[][] = [[]];
  for (const word of words) {
    if (word === ',') items.push([]);
    else items[items.length - 1]!.push(word);
  }
  return items.filter((item) => item.length > 0);
}
