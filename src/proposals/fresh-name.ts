import type { SyntaxNode } from '@lezer/common';
import { BUILTINS, type Expression, type PythonNotebook } from '../python/index.ts';

const KEYWORDS: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield match case type print exec`.split(
    /\s+/,
  ),
);

/** How a notebook names things. */
interface Naming {
  /** Every word in the code but attributes, comments and strings included: what none of them is, is free everywhere. */
  readonly words: ReadonlySet<string>;
  /** Whether names come from an `import *` too. */
  readonly star: boolean;
  readonly camel: boolean;
}

const namings = new WeakMap<PythonNotebook, Naming>();

function namingOf(code: PythonNotebook): Naming {
  let naming = namings.get(code);
  if (naming === undefined) {
    const words = wordsOf(code);
    const star = code.cells.some((cell) => /^\s*from\s.*import\s*\*|^\s*%(run|pylab)\b/m.test(cell.source));
    naming = { words, star, camel: isCamel(words) };
    namings.set(code, naming);
  }
  return naming;
}

function wordsOf(code: PythonNotebook): ReadonlySet<string> {
  const words = new Set<string>();
  for (const cell of code.cells)
    for (const [word] of cell.source.matchAll(/(?<![.\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_]*/gu)) words.add(word);
  return words;
}

/** Names given so far, by cell, with the offset of the expression that each is for. */
const given = new WeakMap<PythonNotebook, Map<number, Map<string, number>>>();

function givenIn(code: PythonNotebook, cell: number): Map<string, number> {
  const cells = given.get(code) ?? new Map<number, Map<string, number>>();
  given.set(code, cells);
  const names = cells.get(cell) ?? new Map<string, number>();
  cells.set(cell, names);
  return names;
}

/**
 * A name for the value of an expression that nothing in the notebook uses: `accuracy` for `accuracy_score(y, p)`,
 * `score` for `model.score(X, y)`; in camel case where the notebook's own names are. Two expressions of one cell get two
 * names; those of different cells may share one, since each cell binds it in front of its own asserts.
 */
export function freshName(expression: Expression, code: PythonNotebook): string {
  const { words, star, camel } = namingOf(code);
  const taken = givenIn(code, expression.cell.index);
  const { from } = expression.node;
  const stem = stemOf(expression);
  // Names that a star import brings are written nowhere; a word that no library has stays clear of them.
  const candidates = star ? [`${stem}_value`] : [stem, `${stem}_value`];
  for (let n = 2; n <= words.size + taken.size + 3; n++) candidates.push(`${stem}_value_${n}`);
  const free = (name: string) =>
    !words.has(name) && !KEYWORDS.has(name) && !BUILTINS.has(name) && (taken.get(name) ?? from) === from;
  const name =
    candidates.map((candidate) => (camel ? camelCase(candidate) : candidate)).find(free) ??
    `${stem}_value_${words.size + taken.size + 4}`;
  taken.set(name, from);
  return name;
}

/** What people call the values of these functions. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ['mean_squared_error', 'mse'],
  ['root_mean_squared_error', 'rmse'],
  ['mean_absolute_error', 'mae'],
  ['mean_absolute_percentage_error', 'mape'],
  ['evaluate', 'evaluation'],
  ['predict', 'predicted'],
  ['predict_proba', 'probabilities'],
]);

/** Functions that show a value in another dress; it is named after what they wrap. */
const DRESS: ReadonlySet<string> = new Set(['round', 'sqrt', 'float', 'abs']);

/** The word that says what the value is: the last one in the expression's own chain. */
function stemOf(expression: Expression): string {
  const word = lastWord(expression);
  const wrapped = DRESS.has(word) ? firstArgument(expression.node) : null;
  if (wrapped === null) return USUAL.get(word) ?? word;
  const inner = stemOf({ ...expression, node: wrapped });
  return word === 'sqrt' && inner === 'mse' ? 'rmse' : inner;
}

function firstArgument(node: SyntaxNode): SyntaxNode | null {
  const first = node.name === 'CallExpression' ? (node.lastChild?.firstChild?.nextSibling ?? null) : null;
  return first?.name === 'CallExpression' ? first : null;
}

function lastWord({ cell, node }: Expression): string {
  let at: SyntaxNode | null = node;
  let word = '';
  for (let climbed = 0; at && climbed < 100 && word === ''; climbed++) {
    if (at.name === 'MemberExpression' && at.lastChild?.name === 'PropertyName')
      word = cell.code.slice(at.lastChild.from, at.lastChild.to);
    else if (at.name === 'VariableName') word = cell.code.slice(at.from, at.to);
    else at = at.firstChild;
  }
  const plain = word
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/^(get|compute|calc|calculate)_(?=.)/, '')
    .replace(/(?<=.)_score$/, '')
    .replace(/^_+|_+$/g, '');
  return /^[a-z]\w*$/.test(plain) ? plain.slice(0, 30) : 'shown';
}

function isCamel(words: ReadonlySet<string>): boolean {
  let camel = 0;
  let snake = 0;
  for (const word of words) {
    if (/^[a-z]+[a-z0-9]*[A-Z][a-z]/.test(word)) camel++;
    else if (/^[a-z]\w*_[a-z]/.test(word)) snake++;
  }
  return camel > 2 * snake && camel > 5;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
