/** Hints in steps: what to ask, what was assumed, how the assert looks. */

import type { SyntaxNode } from '@lezer/common';
import { parseCell } from '../python/index.ts';
import type { Check } from '../templates/index.ts';

/** What somebody who looks at such an output wants to know. */
export const QUESTIONS: Readonly<Record<Check, string>> = {
  shape: 'Which of these sizes does the code below rely on, and which may change with the next data?',
  'missing-value': 'Where may values be missing, and where would a missing value hurt?',
  'data-distribution': 'Which limits can no healthy value pass?',
  'data-validation': 'Which values are allowed here, and which would be a mistake?',
  'data-relationship': 'What goes together here: in which direction, and how closely at least?',
  existence: 'What must be there for the next cells to work?',
  'model-performance': 'Below (or above) which score would you stop and look for the reason?',
  'model-training': 'How do you know that the training worked?',
  'network-architecture': 'Which part of the structure do the other parts rely on?',
  type: 'Which type does the code below rely on?',
  resource: 'What has to be at hand for the next cells to work?',
  'spot-check': 'What of these examples holds for all others too?',
  'mathematical-property': 'Which law do these numbers obey?',
  'batch-size': 'How does the size of a batch relate to the size of the data?',
  'data-leakage': 'What must the two parts not have in common?',
  'execution-time': 'How long may it take?',
};

/** From the question to the outline of the assert. Markdown. */
export function hintsFor(check: Check, assumption: string, solution: string): string[] {
  const hints = [
    QUESTIONS[check],
    `It is about this: ${assumption}.`,
    `It may look like this: \`${outlineOf(solution)}\``,
  ];
  return hints;
}

const LITERALS: ReadonlySet<string> = new Set([
  'String',
  'FormatString',
  'ContinuedString',
  'Number',
  'SetExpression',
  'ArrayExpression',
  'DictionaryExpression',
]);

/** The first assert on one line, without its message, its literals as `…`. */
export function outlineOf(assert: string): string {
  const { tree, code } = parseCell(assert, 0);
  const statement = tree.topNode.getChild('AssertStatement');
  if (statement === null) return 'assert …';
  const test = statement.firstChild?.nextSibling ?? statement;
  return `assert ${withoutLiterals(test, code).replace(/\s+/g, ' ').replace(/^\( ?(.*?) ?\)$/, '$1')}`;
}

function withoutLiterals(node: SyntaxNode, code: string): string {
  let text = '';
  let done = node.from;
  node.cursor().iterate((ref) => {
    if (!LITERALS.has(ref.name)) return true;
    text += `${code.slice(done, ref.from)}…`;
    done = ref.to;
    return false;
  });
  return text + code.slice(done, node.to);
}
