import { BUILTINS } from '../names/builtins.ts';
import { PatternError } from './error.ts';
import { ALIASES, memberOf, PACKAGES } from './members.ts';
import { parsePattern, SHIFT } from './parse.ts';
import type { AttributeName, ListShape, Shape } from './shape.ts';
import type { Term } from './term.ts';

/** A compiled pattern: plain data, which survives `JSON`. */
export interface Compiled {
  readonly shape: Shape;
  /** In order of appearance; `...ARGS` for `$...ARGS`. */
  readonly variables: readonly string[];
}

const DOTS = /^\.+$/;
const VARIABLE = /^\$([A-Z][A-Z0-9_]*|_[A-Z0-9_]+)$/;
const REST = /^\$\.\.\.([A-Z][A-Z0-9_]*|_[A-Z0-9_]*)$/;

/** Turns the text of a pattern into a shape. @throws PatternError */
export function compile(source: string, allowAny: boolean): Compiled {
  const compiler = new Compiler();
  const term = parsePattern(source);
  const shape = compiler.shape(term);
  if (!allowAny && (shape.kind === 'any' || shape.kind === 'variable'))
    throw error('The pattern matches every expression.', term, 'code around the metavariable');
  return { shape, variables: [...compiler.variables] };
}

function error(message: string, term: { readonly from: number }, expected: string): PatternError {
  return new PatternError(message, Math.max(term.from - SHIFT, 0), expected);
}

class Compiler {
  readonly variables = new Set<string>();
  private gaps = 0;

  shape(term: Term): Shape {
    if (term.kind === 'name' && term.label.includes('$')) return this.variable(term);
    const member = memberIn(term);
    if (member !== null) return { kind: 'member', dotted: memberOf(member) };
    switch (term.kind) {
      case 'attribute':
        return this.attribute(term);
      case 'call': {
        const [callee, ...list] = term.parts;
        return { kind: 'call', callee: this.shape(callee!), list: this.list(list) };
      }
      case 'tuple':
      case 'list':
      case 'set':
        return { kind: 'list', term: term.kind, list: this.list(term.parts) };
      case 'subscript':
        return this.plain(term, [this.shape(term.parts[0]!), this.index(term.parts[1]!)]);
      case 'broken':
        throw error('The pattern is no Python expression.', term, 'a Python expression');
      default:
        return this.plain(
          term,
          term.parts.map((part) => this.shape(part)),
        );
    }
  }

  private plain(term: Term, parts: readonly Shape[]): Shape {
    return { kind: 'term', term: term.kind, label: term.label, parts };
  }

  /** In `x[..., 0]` the dots are Python's own. */
  private index(term: Term): Shape {
    if (term.kind !== 'tuple') return this.shape(term);
    const items = term.parts.map((part) => this.shape(part));
    return {
      kind: 'list',
      term: 'tuple',
      list: { items, keywords: [], doubleStars: [], rest: null },
    };
  }

  private variable(term: Term): Shape {
    const { label } = term;
    if (label === '$_') return { kind: 'any' };
    if (label.startsWith('$...'))
      throw error(
        `\`${label}\` stands for several arguments.`,
        term,
        'a place among arguments or items; `$X` for one expression',
      );
    return { kind: 'variable', name: this.named(label, term) };
  }

  private named(label: string, term: { readonly from: number }): string {
    const name = VARIABLE.exec(label)?.[1];
    if (name === undefined) throw wrongVariable(label, term);
    this.variables.add(name);
    return name;
  }

  private attribute(term: Term): Shape {
    const object = term.parts[0]!;
    if (DOTS.test(term.label))
      throw error('A chain ends in a gap.', { from: object.to }, '`$X....name`, with a name behind the gap');
    const gap = object.kind === 'attribute' && DOTS.test(object.label);
    if (gap && ++this.gaps > 1)
      throw error(
        'The pattern has two gaps.',
        { from: term.to - term.label.length - 1 },
        'at most one `....`',
      );
    const inner = this.shape(gap ? object.parts[0]! : object);
    return { kind: 'attribute', name: this.attributeName(term), object: inner, gap };
  }

  private attributeName(term: Term): AttributeName {
    if (!term.label.includes('$')) return { kind: 'text', text: term.label };
    if (term.label === '$_') return { kind: 'any' };
    return { kind: 'variable', name: this.named(term.label, { from: term.to - term.label.length }) };
  }

  private list(terms: readonly Term[]): ListShape {
    const items: Shape[] = [];
    const keywords = new Map<string, Shape>();
    const doubleStars: Shape[] = [];
    let rest: ListShape['rest'] = null;
    for (const term of terms) {
      const name = this.restName(term);
      if (name !== undefined) {
        if (rest !== null)
          throw error('A list has two ellipses.', term, 'at most one `...` or `$...ARGS` in a list');
        rest = { at: items.length, name };
      } else if (term.kind === 'keyword') this.keyword(term, keywords);
      else if (term.kind === 'double-star') doubleStars.push(this.shape(term.parts[0]!));
      else items.push(this.shape(term));
    }
    return { items, keywords: [...keywords], doubleStars, rest };
  }

  /** The name of an ellipsis, null for `...`; undefined for any other term. */
  private restName(term: Term): string | null | undefined {
    if (term.kind === 'ellipsis') return null;
    if (term.kind !== 'name' || !term.label.startsWith('$...')) return undefined;
    const name = REST.exec(term.label)?.[1];
    if (name === undefined) throw wrongVariable(term.label, term);
    if (name === '_') return null;
    this.variables.add(`...${name}`);
    return name;
  }

  private keyword(term: Term, keywords: Map<string, Shape>): void {
    if (term.label.includes('$'))
      throw error(
        'The name of a keyword argument is a metavariable.',
        term,
        'a name; `...` for any arguments',
      );
    if (keywords.has(term.label))
      throw error(
        `The keyword argument \`${term.label}\` is there twice.`,
        term,
        'each keyword argument once',
      );
    const [value] = term.parts;
    if (value?.kind === 'ellipsis') keywords.set(term.label, { kind: 'any' });
    else keywords.set(term.label, this.shape(value!));
  }
}

/** Says what is right for what somebody wrote with `$`. */
function wrongVariable(label: string, term: { readonly from: number }): PatternError {
  const bare = label.replace(/[^A-Za-z0-9_]/g, '').toUpperCase();
  const named = /^[A-Z_]/.test(bare) ? bare : '';
  if (label.startsWith('$$$'))
    return error(`\`${label}\` is no metavariable.`, term, `write \`$...${named || 'ARGS'}\``);
  if (label.startsWith('$...'))
    return error('Metavariables are upper case.', term, `write \`$...${named || 'ARGS'}\``);
  const name = /^\$([A-Za-z_]\w*)$/.exec(label)?.[1];
  if (name !== undefined)
    return error('Metavariables are upper case.', term, `write \`$${name.toUpperCase()}\``);
  return error(
    `\`${label}\` is no metavariable.`,
    term,
    `write \`$${named || 'X'}\`: \`$\`, an upper-case letter, then upper-case letters, digits or \`_\``,
  );
}

/** The dotted name that a name or chain of attributes means in a pattern, or null. */
function memberIn(term: Term): string | null {
  const rest: string[] = [];
  let at = term;
  while (at.kind === 'attribute') {
    if (at.label.includes('$') || DOTS.test(at.label)) return null;
    rest.push(at.label);
    at = at.parts[0]!;
  }
  if (at.kind !== 'name') return null;
  const alias = ALIASES.get(at.label);
  const root = alias ?? (PACKAGES.has(at.label) || BUILTINS.has(at.label) ? at.label : null);
  return root === null ? null : [root, ...rest.reverse()].join('.');
}
