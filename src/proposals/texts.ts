/** Names that hold a text although it reads like a number: `acc = f'{score:.2f}'`. */
import type { SyntaxNode } from '@lezer/common';
import type { Evidence, Reading } from '../evidence/index.ts';
import type { Subject } from '../feedback/index.ts';
import { type Expression, type Names, startOf } from '../python/index.ts';

/** Functions and methods that give a text, whatever they are given. */
const GIVING = new Set(['str', 'format', 'repr', 'input', 'ascii', 'hex', 'bin']);
const METHODS = new Set(['strftime', 'isoformat', 'to_string', 'join', 'upper', 'lower', 'title', 'capitalize']);

/** So many definitions are followed. */
const MOST_STEPS = 3;

/**
 * A reading in which a number that a print showed of a text counts as a text: compared with a number it would not pass but fail
 * with a `TypeError`.
 */
export function withTexts(reading: Reading | null, subjects: readonly Subject[], names: Names): Reading | null {
  if (reading === null || !reading.values.some((value) => value?.kind === 'scalar' && value.type !== 'str')) return reading;
  const values = reading.values.map((value, index) => {
    const subject = subjects[index];
    return value !== null && subject !== undefined && givesText(subject, names, MOST_STEPS) ? asText(value) : value;
  });
  return { ...reading, values };
}

function asText(value: Evidence): Evidence {
  if (value.kind !== 'scalar' || value.type === 'str') return value;
  return { kind: 'scalar', type: 'str', value: value.text, text: value.text, precision: 0, class: null };
}

function givesText({ cell, node }: Expression, names: Names, steps: number): boolean {
  const textOf = (part: SyntaxNode | null) => (part === null ? '' : cell.code.slice(part.from, part.to));
  const isText = (part: SyntaxNode | null) => part !== null && givesText({ cell, node: part }, names, steps - 1);
  if (steps < 0) return false;
  switch (node.name) {
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return true;
    case 'ParenthesizedExpression':
      return isText(node.firstChild?.nextSibling ?? null);
    case 'VariableName': {
      const made = names.definition(textOf(node), startOf({ cell, node }));
      return made !== null && (made.node !== node || made.cell !== cell) && givesText(made, names, steps - 1);
    }
    case 'BinaryExpression': {
      const operator = textOf(node.getChild('ArithOp'));
      if (operator === '%') return isText(node.firstChild);
      return operator === '+' && (isText(node.firstChild) || isText(node.lastChild));
    }
    case 'CallExpression': {
      const callee = node.firstChild;
      if (callee?.name === 'VariableName') return GIVING.has(textOf(callee));
      const method = callee?.name === 'MemberExpression' ? textOf(callee.lastChild) : '';
      return METHODS.has(method) || (method === 'format' && isText(callee?.firstChild ?? null));
    }
  }
  return false;
}
