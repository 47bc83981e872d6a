/** Whether what a text of a template makes can be Python, whatever its slots are filled with. */
import { parseCell } from '../python/index.ts';
import type { Path, Problem } from './place.ts';

/** What a condition is expected to look like. */
const FORM = 'Write what an `assert` tests, one Python expression: `len({{ X }}) > 0`.';

/** An error where a text that is written as Python makes none, neither with the first nor with the last of its branches. */
export function pythonProblems(source: string, path: Path): Problem[] {
  const broken = samplesOf(source).find((sample) => sample !== '' && !isExpression(sample));
  if (broken === undefined) return [];
  const isStatement = /^assert\b/.test(broken);
  const message = isStatement ? '`assert` is written by nbassert' : `this makes no Python: ${shortened(broken)}`;
  return [{ path, message, hint: FORM }];
}

function isExpression(sample: string): boolean {
  if (/^assert\b/.test(sample)) return false;
  const { problem, tree } = parseCell(`(\n${sample}\n)`, 0);
  const statement = tree.topNode.firstChild;
  return problem === null && statement?.name === 'ExpressionStatement' && statement.nextSibling === null;
}

function shortened(sample: string): string {
  const line = sample.replace(/\s+/g, ' ');
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}

const BLOCK = /\{%-?\s*(if|unless|for|case)\b[^%]*%\}((?:(?!\{%-?\s*(?:if|unless|for|case)\b)[^])*?)\{%-?\s*end\1\s*-?%\}/;
const BRANCH = /\{%-?\s*(?:elsif|else|when)\b[^%]*%\}/;
/** Texts nest less deeply than this. */
const MOST_BLOCKS = 50;

/** A text with names in its slots: once with the first of each branches, once with the last. Empty where that cannot be told. */
function samplesOf(source: string): string[] {
  return (['first', 'last'] as const)
    .map((which) => withoutBlocks(source.replace(/\{%-?\s*(?:assign|comment|break|continue)\b[^%]*%\}/g, ''), which))
    .filter((text) => !text.includes('{%'))
    .map((text) => text.replace(/\{\{[^}]*\}\}/g, 'x').trim());
}

function withoutBlocks(source: string, which: 'first' | 'last'): string {
  let text = source;
  for (let count = 0; count < MOST_BLOCKS; count++) {
    const block = BLOCK.exec(text);
    if (block === null) return text;
    const branches = (block[2] ?? '').split(BRANCH);
    // A block without another branch may as well be left out.
    const kept = which === 'first' || block[1] === 'for' ? branches[0] : branches.length === 1 ? '' : branches.at(-1);
    text = text.slice(0, block.index) + (kept ?? '') + text.slice(block.index + block[0].length);
  }
  return text;
}
