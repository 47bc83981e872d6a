import type { SyntaxNode } from '@lezer/common';

/** A fact in a spelling that does not depend on how it was written: `len(df)` `>` `0`. `op` is `is` for a truth. */
export interface Fact {
  readonly left: string;
  readonly op: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'not' | '≈';
  readonly right: string;
}

/** Longest expression that is looked at, in characters. */
const MAX_LENGTH = 4000;
const MAX_DEPTH = 60;

/** Reads facts out of a tree. `meaning` gives the dotted name that a name stands for, or the name itself. */
export interface Source {
  readonly code: string;
  meaning(name: string): string;
}

const SWAPPED = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=', '≈': '≈' } as const;
const NEGATED = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  in: 'not in',
  'not in': 'in',
  is: 'not',
  not: 'is',
} as const;

/** The facts that hold together when an expression is true; none when it says nothing that can be compared. */
export function factsOf(source: Source, node: SyntaxNode, negated = false, depth = 0): Fact[] {
  if (depth > MAX_DEPTH || node.to - node.from > MAX_LENGTH) return [];
  const parts = operandsOf(node);
  if (node.name === 'ParenthesizedExpression' && parts[0])
    return factsOf(source, parts[0], negated, depth + 1);
  if (node.name === 'UnaryExpression' && node.firstChild?.name === 'not' && parts[0])
    return factsOf(source, parts[0], !negated, depth + 1);
  if (node.name === 'BinaryExpression') {
    const joint = node.getChild('and') ? 'and' : node.getChild('or') ? 'or' : null;
    if (joint) {
      // `not (a or b)` states both; `a or b` and `not (a and b)` state neither.
      if ((joint === 'or') !== negated) return [];
      return parts.flatMap((part) => factsOf(source, part, negated, depth + 1));
    }
    const chain = comparisons(source, node);
    if (chain.length > 0)
      return negated && chain.length > 1 ? [] : chain.flatMap((fact) => settle(fact, negated));
  }
  return settle({ left: spelled(source, node), op: 'is', right: '' }, negated);
}

/** `0 <= x <= 1` as its two comparisons. Empty for arithmetic. */
function comparisons(source: Source, node: SyntaxNode): Fact[] {
  const found: Fact[] = [];
  let right: SyntaxNode | null = node.lastChild;
  let at: SyntaxNode | null = node;
  while (at?.name === 'BinaryExpression' && right) {
    const op = comparisonOf(source, at);
    const left: SyntaxNode | null = at.firstChild;
    if (!op || !left) return [];
    const chained: boolean = left.name === 'BinaryExpression' && comparisonOf(source, left) !== null;
    const near: SyntaxNode | null = chained ? left.lastChild : left;
    if (!near) return [];
    found.push(oriented({ left: spelled(source, near), op, right: spelled(source, right) }));
    at = chained ? left : null;
    right = near;
  }
  return found;
}

function comparisonOf(source: Source, node: SyntaxNode): Fact['op'] | null {
  const words: string[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name === 'CompareOp' || ['in', 'not', 'is'].includes(child.name))
      words.push(source.code.slice(child.from, child.to));
  const op = words.join(' ');
  if (op === 'is') return '==';
  if (op === 'is not') return '!=';
  return /^(==|!=|<=?|>=?|in|not in)$/.test(op) ? (op as Fact['op']) : null;
}

/** Literals stand on the right. */
function oriented(fact: Fact): Fact {
  const { left, op, right } = fact;
  if (op in SWAPPED && isLiteral(left) && !isLiteral(right))
    return { left: right, op: SWAPPED[op as keyof typeof SWAPPED], right: left };
  return op === '==' && !isLiteral(right) && right < left ? { left: right, op, right: left } : fact;
}

function isLiteral(text: string): boolean {
  return /^[-+\d'([{]|^(None|True|False)$/.test(text) && !/[A-Za-z_]\w*\(/.test(text);
}

export function operandsOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.type.is('Expression') || child.name.endsWith('Expression')) found.push(child);
  return found;
}

/** The tokens of an expression without blanks, comments, and needless spelling: one quote, numbers by value. */
export function spelled(source: Source, node: SyntaxNode): string {
  let inner = node;
  while (inner.name === 'ParenthesizedExpression') inner = operandsOf(inner)[0] ?? inner.lastChild ?? inner;
  const tokens: string[] = [];
  if (inner.to - inner.from > MAX_LENGTH) return source.code.slice(inner.from, inner.to);
  inner.cursor().iterate((ref) => {
    if (ref.name === 'Comment') return false;
    const text = source.code.slice(ref.from, ref.to);
    if (ref.name === 'String') tokens.push(quoted(text));
    else if (ref.name === 'Number') tokens.push(numbered(text));
    else if (ref.name === 'VariableName') tokens.push(source.meaning(text));
    else if (ref.node.firstChild === null) tokens.push(text);
    return ref.name !== 'String';
  });
  const text = tokens.join(' ').replace(/ ?([^\w\s]+) ?/g, '$1');
  return text.replace(/,([)\]}])/g, '$1').replace(/^\((.*),\)$/, '($1)');
}

function quoted(text: string): string {
  const plain = /^(['"])((?:(?!\1)[^\\\n])*)\1$/.exec(text);
  return plain ? `'${plain[2]}'` : text;
}

function numbered(text: string): string {
  const value = Number(text.replace(/_/g, ''));
  return Number.isFinite(value) && Math.abs(value) < 1e15 ? String(value) : text;
}

/** Negates where asked, and gives the fact the one spelling of its meaning, with what follows from it. */
export function settle(fact: Fact, negated: boolean): Fact[] {
  const op = negated ? NEGATED[fact.op as keyof typeof NEGATED] : fact.op;
  if (!op) return [];
  const known = meaningOf({ left: usual(fact.left), op, right: usual(fact.right) });
  return [known, ...following(known)];
}

/** One spelling for things that pandas and NumPy have several names for. */
function usual(text: string): string {
  return text
    .replace(/\.isnull\(\)/g, '.isna()')
    .replace(/\.notnull\(\)/g, '.notna()')
    .replace(/\.to_list\(\)/g, '.tolist()')
    .replace(/^([\w.[\]'"]+)\.shape\[0\]$/, 'len($1)')
    .replace(/^len\(([\w.[\]'"]+)\.index\)$/, 'len($1)')
    .replace(/^len\(([\w.[\]'"]+)\.columns\)$/, '$1.shape[1]')
    .replace(/^([\w.[\]'"]+)\.columns\.tolist\(\)$/, 'list($1.columns)')
    .replace(/^list\(([\w.[\]'"]+)\.columns\.values\)$/, 'list($1.columns)')
    .replace(/^numpy\.all\((.*)\)$/, 'all($1)')
    .replace(/^(.*)\.all\(\)$/, 'all($1)');
}

const NO_NULL: readonly (readonly [op: Fact['op'], right: string, left: RegExp])[] = [
  ['==', '0', /^([^()]+(?:\(\))?)\.isna\(\)\.sum\(\)(?:\.sum\(\))?$/],
  ['not', '', /^([^()]+(?:\(\))?)\.isna\(\)(?:\.values)?(?:\.any\((?:axis=None)?\)){1,2}$/],
  ['is', '', /^all\(([^()]+(?:\(\))?)\.notna\(\)(?:\.values)?(?:\.all\(\))?\)$/],
  ['is', '', /^all\(\(?([^()]+)\.isna\(\)\.sum\(\)==0\)?\)$/],
  ['not', '', /^([^()]+)\.hasnans$/],
];

function meaningOf(fact: Fact): Fact {
  for (const [op, right, pattern] of NO_NULL) {
    const found = fact.op === op && fact.right === right ? pattern.exec(fact.left) : null;
    if (found?.[1]) return { left: `no-null(${found[1]})`, op: 'is', right: '' };
  }
  const empty = fact.right === '' ? /^([^()]+)\.empty$/.exec(fact.left) : null;
  if (empty?.[1]) return { left: `len(${empty[1]})`, op: fact.op === 'not' ? '>' : '==', right: '0' };
  if (fact.left.startsWith('len(') && fact.op === '!=' && fact.right === '0') return { ...fact, op: '>' };
  if (fact.left.startsWith('len(') && fact.op === 'is') return { ...fact, op: '>', right: '0' };
  if (fact.left.startsWith('len(') && fact.op === '>=' && fact.right === '1')
    return { ...fact, op: '>', right: '0' };
  const close =
    fact.op === 'is' ? /^(?:numpy|math|torch)\.(?:isclose|allclose)\((.*)\)$/.exec(fact.left) : null;
  const sides = close?.[1] ? splitArguments(close[1]) : [];
  if (sides[0] && sides[1]) return oriented({ left: sides[0], op: '≈', right: sides[1] });
  const equal = fact.op === 'is' ? /^(?:numpy\.array_equal|torch\.equal)\((.*)\)$/.exec(fact.left) : null;
  const both = equal?.[1] ? splitArguments(equal[1]) : [];
  if (both[0] && both[1]) return oriented({ left: both[0], op: '==', right: both[1] });
  const type = fact.op === '==' ? /^type\(([^()]+)\)$/.exec(fact.left) : null;
  if (type?.[1]) return { left: `isinstance(${type[1]},${fact.right})`, op: 'is', right: '' };
  return fact;
}

/** What a fact says as well: a shape says a length, a list of columns says each of them. */
function following(fact: Fact): Fact[] {
  const shape = fact.op === '==' ? /^(.+)\.shape$/.exec(fact.left) : null;
  const sizes = /^\((.*)\)$/.exec(fact.right)?.[1];
  if (shape?.[1] && sizes !== undefined) {
    const [rows, columns, ...more] = splitArguments(sizes);
    if (rows && more.length === 0)
      return [
        { left: `len(${shape[1]})`, op: '==', right: rows },
        ...(columns ? [{ left: `${shape[1]}.shape[1]`, op: '==' as const, right: columns }] : []),
      ];
  }
  const listed = fact.op === '==' ? /^(?:list|set)\((.+\.columns)\)$/.exec(fact.left) : null;
  const wanted = listed ? /^[[{](.*)[\]}]$/.exec(fact.right)?.[1] : undefined;
  if (listed?.[1] && wanted !== undefined)
    return splitArguments(wanted).map((left) => ({ left, op: 'in', right: listed[1] ?? '' }));
  const some = fact.op === '>=' ? /^set\((.+\.columns)\)$/.exec(fact.left) : null;
  const least = some ? /^\{(.*)\}$/.exec(fact.right)?.[1] : undefined;
  if (some?.[1] && least !== undefined)
    return splitArguments(least).map((left) => ({ left, op: 'in', right: some[1] ?? '' }));
  return [];
}

/** Splits at the commas of the outermost level. */
export function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (quote) {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
    } else if (character === "'" || character === '"') quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.filter((part) => part !== '');
}

/** Whether the first fact makes the second one needless. */
export function implies(stated: Fact, asked: Fact): boolean {
  if (stated.left !== asked.left) return false;
  if (stated.op === asked.op && stated.right === asked.right) return true;
  const have = Number(stated.right);
  const want = Number(asked.right);
  if (stated.right === '' || asked.right === '' || Number.isNaN(have) || Number.isNaN(want)) return false;
  switch (`${stated.op} ${asked.op}`) {
    case '== >':
    case '>= >':
      return have > want;
    case '== <':
    case '<= <':
      return have < want;
    case '== >=':
    case '>= >=':
    case '> >=':
    case '> >':
      return have >= want;
    case '== <=':
    case '<= <=':
    case '< <=':
    case '< <':
      return have <= want;
    case '== !=':
      return have !== want;
    default:
      return false;
  }
}
