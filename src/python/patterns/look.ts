import type { Names } from '../names.ts';
import type { Expression } from '../types.ts';
import { canonicalOf } from './match.ts';
import type { Shape } from './shape.ts';
import { type Term, termOf } from './term.ts';

const ANYTHING = '*';

/** The look of the root that a shape asks for. */
export function lookOfShape(shape: Shape): string {
  switch (shape.kind) {
    case 'any':
    case 'variable':
      return ANYTHING;
    case 'member':
      return `member ${lastName(shape.dotted)}`;
    case 'attribute':
      return `attribute ${shape.name.kind === 'text' ? shape.name.text : ANYTHING}`;
    case 'call':
      return `call ${calleeName(shape.callee) ?? ANYTHING}`;
    case 'list':
      return `${shape.term} `;
    case 'term':
      return `${shape.term} ${shape.label}`;
  }
}

function calleeName(callee: Shape): string | null {
  if (callee.kind === 'member') return lastName(callee.dotted);
  if (callee.kind === 'attribute' && callee.name.kind === 'text') return callee.name.text;
  return callee.kind === 'term' && callee.term === 'name' ? callee.label : null;
}

function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

/** Every look that a shape which matches this expression can have. */
export function looksOfExpression(expression: Expression, names: Names): string[] {
  const term = termOf(expression);
  if (term.kind === 'call')
    return [...wordsOf(term.parts[0]!, names).map((word) => `call ${word}`), `call ${ANYTHING}`, ANYTHING];
  const keys = [`${term.kind} ${term.label}`, ANYTHING];
  if (term.kind === 'attribute') keys.push(`attribute ${ANYTHING}`);
  if (term.kind === 'name' || term.kind === 'attribute')
    keys.push(...wordsOf(term, names).map((word) => `member ${word}`));
  return keys;
}

/** The last name as written and as meant. */
function wordsOf(term: Term, names: Names): string[] {
  if (term.kind !== 'name' && term.kind !== 'attribute') return [];
  // an attribute keeps its last name, whatever the rest means
  const dotted = term.kind === 'name' ? canonicalOf(term, names) : null;
  const meant = dotted === null ? term.label : lastName(dotted);
  return meant === term.label ? [term.label] : [term.label, meant];
}
