import type { SyntaxNode } from '@lezer/common';
import { isStable, type PythonCell, parseCell, variesBetweenRuns } from '../python/index.ts';
import type { Check, Situation, Strictness, Suggestion, Variant } from '../templates/index.ts';
import type { Work } from './work.ts';

/**
 * Rule 4: the variants that may be offered. What differs from run to run is asserted only in what stays: a one-sided
 * limit, which templates set with room for another run, or a part of it that does not differ, such as its shape.
 */
export function steadyVariants(suggestion: Suggestion, situation: Situation, work: Work): ReadonlySet<Strictness> {
  const { variants, template } = suggestion;
  const kept = isStable(situation.stability) || template.data['any-draw'] === true
    ? variants
    : steadyAmong(variants, template.check, situation, work);
  return new Set(kept.map(({ strictness }) => strictness));
}

function steadyAmong(variants: readonly Variant[], check: Check, { feedback }: Situation, { code, names }: Work): Variant[] {
  const at = { cell: feedback.cell, offset: feedback.to };
  const text = parseCell(`${blank(at.offset)}${variants.map(({ assert }) => assert).join('\n')}`, at.cell);
  const stays = (node: SyntaxNode) => !variesBetweenRuns({ cell: text, node }, at, code, names);
  // Only limits of scores are set with room for another draw; others are taken from this one, but for zero and one.
  const limit = check === 'model-performance' ? /^[-+]?[\d._]+(e[-+]?\d+)?$/i : NATURAL;
  const tests = testsOf(text);
  let to = at.offset;
  return variants.filter(({ assert }) => {
    const from = to;
    to += assert.length + 1;
    return tests.every((test) => test.from < from || test.from >= to || holdsAgain(test, text.code, limit, stays));
  });
}

/** So long that what follows stands where the statement ends: names mean there what they mean here. One comment, read at once. */
function blank(length: number): string {
  return length < 2 ? '\n'.repeat(length) : `#${' '.repeat(length - 2)}\n`;
}

function testsOf(text: PythonCell): SyntaxNode[] {
  return text.tree.topNode
    .getChildren('AssertStatement')
    .map((statement) => statement.firstChild?.nextSibling)
    .filter((test) => test !== null && test !== undefined);
}

/** Zero and one bound what they bound whatever was drawn. */
const NATURAL = /^[01](\.0)?$/;
/** But that there is more than one of something is luck, and that a condition selects anything: `a[a > 2].shape[0] > 0`. */
const LUCK = /> 1(\.0)?$|^1(\.0)? <|\[[^\][]*[<>=][^\][]*\].* > 0(\.0)?$/;

type Stays = (node: SyntaxNode) => boolean;

function holdsAgain(test: SyntaxNode, code: string, limit: RegExp, stays: Stays): boolean {
  const again = (node: SyntaxNode) => holdsAgain(node, code, limit, stays);
  if (test.name === 'ParenthesizedExpression') {
    const inside = test.firstChild?.nextSibling;
    return !inside || again(inside);
  }
  const [left, right] = [test.firstChild, test.lastChild];
  if (test.name === 'BinaryExpression' && test.getChild('and') && left && right) return again(left) && again(right);
  return isLimit(test, code, limit) || isLaw(code.slice(test.from, test.to)) || stays(test);
}

/**
 * `score >= 0.8`, `all(scores[name] >= floor for …)`, `0 <= share <= 1`; not `abs(score - 0.83) <= 0.01` or
 * `2.4 <= slope <= 2.8`, which hold on to a value, and no comparison of sets.
 */
function isLimit(test: SyntaxNode, code: string, limit: RegExp): boolean {
  const textOf = ({ from, to }: SyntaxNode) => code.slice(from, to);
  if (/^all\(.{1,80} [<>]=? (floor|ceiling) for /.test(textOf(test))) return true;
  const operator = test.getChild('CompareOp');
  const [left, right] = [test.firstChild, test.lastChild];
  if (!operator || !left || !right || !/^[<>]=?$/.test(textOf(operator))) return false;
  if (limit === NATURAL && LUCK.test(textOf(test))) return false;
  const isBound = (node: SyntaxNode) => limit.test(textOf(node));
  if (left.name === 'BinaryExpression' && left.getChild('CompareOp'))
    return NATURAL.test(textOf(right)) && isLimit(left, code, NATURAL);
  return (isBound(right) || isBound(left)) && !/^abs\b/.test(textOf(left));
}

/**
 * What holds whichever rows or weights were drawn: nothing missing, everything finite, shares that sum to one, the two labels of a
 * yes-or-no question, parts of one split without a row in common, a loss that falls.
 */
function isLaw(test: string): boolean {
  if (/\bsum\(.*\) - 1\b/s.test(test) || /^set\((?!.*(labels_|:|\bhead\b))[^<>]*\) <= \{(0, 1|-1, 1|False, True)\}$/s.test(test)) return true;
  if (/^set\([^<>=]*\)\.isdisjoint\([^<>=]*\)$/s.test(test)) return true;
  // Of a training that does anything the end lies beyond the beginning.
  if (/^(.{1,200})\['loss'\]\[-1\] < \1\['loss'\]\[0\]$/.test(test)) return true;
  if (/[<>]|==/.test(test)) return false;
  return /^not\b.*\.is(na|null)\(\)/s.test(test) || /(\.not(na|null)\(\)|\bisfinite\().*\.all\(\)$/s.test(test);
}
