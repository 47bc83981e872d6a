import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { PatternError } from './error.ts';
import { readTerm, type Term } from './term.ts';

const LONGEST = 2_000;
const DEEPEST = 100;
/** One character in front of the pattern: the bracket that lets it run over several lines. */
export const SHIFT = 1;

/**
 * Reads the text of a pattern. `$` is no Python, so letters stand in for it while parsing, one for one;
 * what is read afterwards is always the text as written. Offsets in the term are off by `SHIFT`.
 * @throws PatternError
 */
export function parsePattern(source: string): Term {
  if (source.trim() === '') throw new PatternError('The pattern is empty.', 0, 'a Python expression');
  if (source.length > LONGEST)
    throw new PatternError('The pattern is too long.', LONGEST, `at most ${LONGEST} characters`);
  const legal = withStandIns(source);
  const text = `(${legal}\n)`;
  const tree = parser.parse(text);
  const node = wholeOf(tree, text.length);
  if (node === null || hasProblem(tree) !== null) throw problemOf(source, legal, tree);
  return readTerm(node, { text: `(${source}\n)`, cell: null });
}

/** The expression in the brackets; null when there is not exactly one statement that is nothing else. */
function wholeOf(tree: Tree, length: number): SyntaxNode | null {
  const statement = tree.topNode.firstChild;
  const node = statement?.firstChild;
  if (statement?.name !== 'ExpressionStatement' || statement.nextSibling !== null) return null;
  // `a) + (b` closes the bracket and opens another
  const bracketed = node && /^(Parenthesized|Tuple|Comprehension)Expression$/.test(node.name);
  return bracketed && node.from === 0 && node.to === length ? node : null;
}

function hasProblem(tree: Tree): number | null {
  let found: number | null = null;
  let depth = 0;
  tree.iterate({
    enter: (node) => {
      depth++;
      if (found === null && (node.type.isError || depth > DEEPEST)) found = node.from;
    },
    leave: () => {
      depth--;
    },
  });
  return found;
}

/** The same length, with letters instead of `$`, and of the dots of `$...X` and `$X....y`. */
function withStandIns(source: string): string {
  const letter = unusedLetter(source);
  const stand = (text: string) => letter.repeat(text.length);
  return source
    .replace(/\$\.\.\.(?=[A-Za-z_])/g, stand)
    .replace(/([\w)\]}$]\s*\.)(\s*)(\.\.)(\s*)(?=\.\s*[A-Za-z_$])/g, (_all, head, gap, dots, gap2) => {
      return `${head}${gap}${stand(dots)}${gap2}`;
    })
    .replace(/([\w)\]}$]\s*\.)(\s+)(\.\.\.)(\s*)(?=\.\s*[A-Za-z_$])/g, (_all, head, gap, dots, gap2) => {
      return `${head}${gap}${stand(dots)}${gap2}`;
    })
    .replaceAll('$', letter);
}

function unusedLetter(source: string): string {
  let code = 0x4e00;
  while (source.includes(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}

/** Says what is wrong with a pattern that is no single expression. */
function problemOf(source: string, legal: string, wrapped: Tree): PatternError {
  const start = source.length - source.trimStart().length;
  const tree = parser.parse(legal.slice(start));
  const statements: SyntaxNode[] = [];
  for (let child = tree.topNode.firstChild; child; child = child.nextSibling)
    if (child.name !== 'Comment') statements.push(child);
  const [first, second] = statements;
  if (first === undefined) return new PatternError('The pattern is empty.', 0, 'a Python expression');
  if (hasProblem(tree) === null) {
    if (first.name === 'StatementGroup')
      return new PatternError(
        'The pattern has a semicolon.',
        start + (first.getChild(';')?.from ?? 0),
        'one expression, without `;`',
      );
    if (second !== undefined)
      return new PatternError('The pattern has two statements.', start + second.from, 'one expression');
    if (first.name !== 'ExpressionStatement')
      return new PatternError('The pattern is a statement.', start + first.from, 'an expression');
  }
  const hint = hintFor(source);
  const offset = hint?.offset ?? (hasProblem(wrapped) ?? SHIFT) - SHIFT;
  return new PatternError(
    'The pattern is no Python expression.',
    Math.min(Math.max(offset, 0), source.length),
    hint?.expected ?? 'a Python expression',
  );
}

const HINTS: readonly { readonly wrong: RegExp; readonly expected: string }[] = [
  { wrong: /\$\{/, expected: '`$X` for a metavariable, without braces' },
  { wrong: /\$\.\.\.(?![A-Za-z_])/, expected: '`...` or `$...ARGS` for any number of arguments' },
  {
    wrong: /\$[A-Z_]\w*\.\.\./,
    expected: '`$...ARGS` for any arguments, `$X....name` for any chain',
  },
];

/** What somebody meant who knows metavariables from elsewhere. */
function hintFor(source: string): { offset: number; expected: string } | null {
  for (const { wrong, expected } of HINTS) {
    const offset = source.search(wrong);
    if (offset >= 0) return { offset, expected };
  }
  return null;
}
