import type { SyntaxNode } from '@lezer/common';
import type { Subject } from '../feedback/index.ts';
import type { Expression } from '../python/index.ts';

/** Longer labels are prose. */
const LONGEST = 400;

/** Errors that go by an abbreviation: each says `error` as well, so that no template takes one for a score. */
const ERRORS = new Set(['mape', 'smape', 'wape', 'wmape', 'mdape', 'msle', 'rmsle', 'rmspe', 'nrmse', 'mspe', 'logloss']);

/** Lower-case words of a text or a name: `nTrainSamples` and `n_train_samples` → n, train, samples; `R²` → r2. */
export function wordsOfText(text: string): string[] {
  const words =
    text
      .slice(0, LONGEST)
      .replaceAll('²', '2')
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[\p{L}\d]+/gu) ?? [];
  return words.flatMap((word) => (ERRORS.has(word) ? [word, 'error'] : [word]));
}

/** Words as one text, each between spaces, so that a phrase is found by one search: ` n train samples `. */
export type Spaced = string;

/** Words in lower case, spaced. */
export function spaced(words: readonly string[]): Spaced {
  return ` ${words.join(' ')} `.toLowerCase();
}

/** Phrases to look for, `"mean squared error"` among them. */
export function phrases(texts: readonly string[]): Spaced[] {
  return texts.map((text) => spaced([text]));
}

/** Whether words hold one of the phrases; a phrase of several words must stand together. */
export function holdsPhrase(words: Spaced, phrases: readonly Spaced[]): boolean {
  for (const phrase of phrases) if (words.includes(phrase)) return true;
  return false;
}

/** Functions and methods that show a value in another dress; the words of what they wrap count. */
const DRESS = new Set(['round', 'float', 'int', 'str', 'item', 'mean', 'sqrt', 'format', 'numpy', 'abs']);

/**
 * Words that say what a value means: its label, and the name it has in the code — of a variable, attribute, string key or
 * function, also inside `round(…)`, `100 * …` and the like.
 */
export function wordsOfSubject(subject: Subject): readonly string[] {
  let words = known.get(subject);
  if (words === undefined) {
    words = [...wordsOfText(subject.label.replace(PRODUCT, ' ')), ...wordsOfExpression(subject)];
    known.set(subject, words);
  }
  return words;
}

/** A formula in a label names what goes into it: `2*kappa*theta = 0.40` shows no kappa. */
const PRODUCT = /\S{0,40}\p{L}\w{0,40}\*\p{L}\S{0,40}/gu;

/** Every template asks for the words of the same subject. */
const known = new WeakMap<Subject, readonly string[]>();

/** The words of the name that an expression has in the code. */
export function wordsOfExpression(expression: Expression): string[] {
  return wordsOfNode(expression.node, expression.cell.code, 0);
}

function wordsOfNode(node: SyntaxNode, code: string, depth: number): string[] {
  if (depth > 8) return [];
  const inner = (child: SyntaxNode | null) => (child === null ? [] : wordsOfNode(child, code, depth + 1));
  switch (node.name) {
    case 'VariableName':
    case 'PropertyName':
      return wordsOfText(code.slice(node.from, node.to));
    case 'MemberExpression': {
      const last = node.lastChild;
      if (last?.name === 'PropertyName') return inner(last);
      const key = node.getChild('String');
      return key === null ? inner(node.firstChild) : wordsOfText(code.slice(key.from, key.to));
    }
    case 'CallExpression': {
      const callee = inner(node.firstChild);
      if (!callee.some((word) => DRESS.has(word))) return callee;
      const argument = node.lastChild?.firstChild?.nextSibling ?? null;
      const object = node.firstChild?.name === 'MemberExpression' ? node.firstChild.firstChild : null;
      return [...callee, ...inner(argument), ...inner(object)];
    }
    case 'ParenthesizedExpression':
    case 'UnaryExpression':
      return inner(node.firstChild?.nextSibling ?? null);
    case 'BinaryExpression':
      // The rest of a whole says the opposite: `1 - accuracy` is no accuracy.
      if (node.firstChild?.name === 'Number' && code.charAt(node.firstChild.nextSibling?.from ?? 0) === '-') return [];
      return [...inner(node.firstChild), ...inner(node.lastChild)];
    default:
      return [];
  }
}
