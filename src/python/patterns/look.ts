import type { Names } from '../names.ts';
import type { Expression } from '../types.ts';
import { canonicalOf, definitionOfTerm, MOST_DEFINITIONS } from './match.ts';
import type { Shape } from './shape.ts';
import { type Term, termOf } from './term.ts';

const ANYTHING = '*';

/** So many objects of a chain are told apart. */
const DEEPEST = 2;

/**
 * The look that a shape asks for: what its root is called. Where any name will do, also what it is asked of, or every
 * method call of a notebook would look like `seaborn.$F(…)`: that is `call * of member seaborn`.
 */
export function lookOfShape(shape: Shape, depth = 0): string {
  switch (shape.kind) {
    case 'any':
    case 'variable':
      return ANYTHING;
    case 'member':
      return `member ${lastName(shape.dotted)}`;
    case 'attribute':
      return shape.name.kind === 'text' ? `attribute ${shape.name.text}` : lookWithObject('attribute', shape, depth);
    case 'call': {
      const name = calleeName(shape.callee);
      return name === null ? lookWithObject('call', shape.callee, depth) : `call ${name}`;
    }
    case 'list':
      return `${shape.term} `;
    case 'term':
      return `${shape.term} ${shape.label}`;
  }
}

/** `attribute` is what any name is asked of: the root itself, or what it calls. */
function lookWithObject(kind: 'attribute' | 'call', attribute: Shape, depth: number): string {
  const any = `${kind} ${ANYTHING}`;
  if (attribute.kind !== 'attribute' || attribute.gap || depth === DEEPEST) return any;
  const object = lookOfShape(attribute.object, depth + 1);
  return object === ANYTHING ? any : `${any} of ${object}`;
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
  return looksOfTerm(termOf(expression), names, 0);
}

function looksOfTerm(term: Term, names: Names, depth: number): string[] {
  if (term.kind === 'call') {
    const callees = [term.parts[0]!, ...definedAs(term.parts[0]!, names)];
    const looks = callees.flatMap((callee) => [...wordsOf(callee, names).map((word) => `call ${word}`), ...looksWithObject('call', callee, names, depth)]);
    return [...looks, ANYTHING];
  }
  const looks = [`${term.kind} ${term.label}`, ANYTHING];
  if (term.kind === 'attribute' || moduleOf(term, names) !== null) looks.push(...looksWithObject('attribute', term, names, depth));
  if (term.kind === 'name' || term.kind === 'attribute')
    looks.push(...wordsOf(term, names).map((word) => `member ${word}`));
  return looks;
}

function looksWithObject(kind: 'attribute' | 'call', attribute: Term, names: Names, depth: number): string[] {
  const any = `${kind} ${ANYTHING}`;
  const module = moduleOf(attribute, names);
  if (module !== null) return [any, `${any} of member ${lastName(module)}`];
  if (attribute.kind !== 'attribute' || depth === DEEPEST) return [any];
  const objects = looksOfObject(attribute.parts[0]!, names, depth + 1).filter((look) => look !== ANYTHING);
  return [any, ...objects.map((look) => `${any} of ${look}`)];
}

/** Of a member that is imported by its name, the module: `randn` also looks like `np.random.$F`. */
function moduleOf(term: Term, names: Names): string | null {
  const dotted = term.kind === 'name' ? canonicalOf(term, names) : null;
  return dotted?.includes('.') === true ? dotted.slice(0, dotted.lastIndexOf('.')) : null;
}

/** A name may also look like what it is defined as, and a module goes by the name of the one that it stands for. */
function looksOfObject(object: Term, names: Names, depth: number): string[] {
  const looks = looksOfTerm(object, names, depth);
  const dotted = object.kind === 'attribute' ? canonicalOf(object, names) : null;
  if (dotted !== null) looks.push(`member ${lastName(dotted)}`);
  for (const term of definedAs(object, names)) looks.push(...looksOfTerm(term, names, depth));
  return looks;
}

/** What a name is defined as, and where that is a name, what that is defined as; as many steps as matching takes. */
function definedAs(name: Term, names: Names): Term[] {
  const found: Term[] = [];
  let value = definitionOfTerm(name, names);
  while (value !== null && found.length < MOST_DEFINITIONS) {
    const term = termOf(value);
    found.push(term);
    value = definitionOfTerm(term, names);
  }
  return found;
}

/** The last name as written and as meant. */
function wordsOf(term: Term, names: Names): string[] {
  if (term.kind !== 'name' && term.kind !== 'attribute') return [];
  // an attribute keeps its last name, whatever the rest means
  const dotted = term.kind === 'name' ? canonicalOf(term, names) : null;
  const meant = dotted === null ? term.label : lastName(dotted);
  return meant === term.label ? [term.label] : [term.label, meant];
}
