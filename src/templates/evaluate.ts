/**
 * Texts of templates as functions. liquidjs reads them; to carry them out it walks their tree with a generator for each value,
 * which took an eighth of the time of a scan. What templates are made of (values, operators, filters, `if`, `assign`) becomes
 * closures instead, once a text, with the library's meaning to the letter: both sides of `and` are worked out, `nil` and
 * `empty` compare as its drops do. A text that holds anything else is left to the library.
 */
import {
  AssignTag,
  Context,
  Drop,
  defaultOperators,
  type Expression,
  type Filter,
  IfTag,
  isTruthy,
  type Liquid,
  Output,
  type PropertyAccessToken,
  type Template as Parsed,
  type Token,
  TypeGuards,
  toValue,
  toValueSync,
  Value,
} from 'liquidjs';

/** What a text comes to with these variables. @throws what a filter throws, as it is */
export type Evaluate = (variables: object) => string;

/** Something of a template, ready to be worked out. */
type Step<T = unknown> = (context: Context) => T;

/** Thrown while compiling: this text is left to the library. */
class NotCompiled extends Error {}

/** A parsed text as a function, or null when it holds what only the library can carry out. */
export function compileParsed(parsed: readonly Parsed[], engine: Liquid): Evaluate | null {
  try {
    const write = sequence(parsed, engine);
    return (variables) => write(new Context(variables, engine.options, { sync: true }, { liquid: engine }));
  } catch (error) {
    if (error instanceof NotCompiled) return null;
    throw error;
  }
}

function sequence(parsed: readonly Parsed[], engine: Liquid): Step<string> {
  const steps = parsed.map((part) => partOf(part, engine));
  const [only] = steps;
  if (only !== undefined && steps.length === 1) return only;
  return (context) => {
    let text = '';
    for (const step of steps) text += step(context);
    return text;
  };
}

function partOf(part: Parsed, engine: Liquid): Step<string> {
  if (TypeGuards.isHTMLToken(part.token)) {
    const text = part.token.getContent();
    return () => text;
  }
  if (part instanceof Output) {
    const value = valueOf(part.value, engine);
    return (context) => String(value(context));
  }
  if (part instanceof AssignTag) return assignment(part as unknown as Assigning, engine);
  if (part instanceof IfTag) return choice(part, engine);
  throw new NotCompiled();
}

/** What the types of the library keep private. */
interface Assigning {
  readonly key: string;
  readonly value: Value;
}

function assignment({ key, value }: Assigning, engine: Liquid): Step<string> {
  const assigned = valueOf(value, engine);
  return (context) => {
    (context.bottom() as Record<string, unknown>)[key] = assigned(context);
    return '';
  };
}

function choice({ branches, elseTemplates }: IfTag, engine: Liquid): Step<string> {
  const tried = branches.map(({ value, templates }) => ({
    when: valueOf(value, engine),
    write: sequence(templates, engine),
  }));
  const otherwise = sequence(elseTemplates ?? [], engine);
  return (context) => {
    for (const { when, write } of tried) if (isTruthy(when(context), context)) return write(context);
    return otherwise(context);
  };
}

function valueOf({ initial, filters }: Pick<Value, 'initial' | 'filters'>, engine: Liquid): Step {
  return filters.reduce((value, filter) => filtered(value, filter, engine), expression(initial, engine));
}

function filtered(value: Step, filter: Filter, engine: Liquid): Step {
  const { handler, token } = filter as unknown as { handler: Handler; token: unknown };
  if (isGenerator(handler)) throw new NotCompiled();
  const args = filter.args.map((arg): Step => {
    if (!Array.isArray(arg)) return operand(arg as Token, engine);
    const [name, given] = arg;
    const named = given === undefined ? () => undefined : operand(given, engine);
    return (context) => [name, named(context)];
  });
  if (args.length === 0) return (context) => handler.call({ context, token, liquid: engine }, value(context));
  return (context) =>
    handler.call({ context, token, liquid: engine }, value(context), ...args.map((arg) => arg(context)));
}

type Handler = (this: unknown, value: unknown, ...rest: unknown[]) => unknown;

function isGenerator(handler: Handler): boolean {
  return Object.prototype.toString.call(handler) === '[object GeneratorFunction]';
}

/** The library keeps expressions in postfix order. */
function expression({ postfix }: Expression, engine: Liquid): Step {
  const steps: Step[] = [];
  for (const token of postfix) {
    if (!TypeGuards.isOperatorToken(token)) {
      steps.push(operand(token, engine));
      continue;
    }
    const right = steps.pop();
    const left = token.operator === 'not' ? NOTHING : steps.pop();
    if (left === undefined || right === undefined) throw new NotCompiled();
    steps.push(operation(token.operator, left, right));
  }
  return steps[0] ?? NOTHING;
}

const NOTHING: Step = () => undefined;

function operand(token: Token, engine: Liquid): Step {
  if ('content' in token) {
    const { content } = token;
    return () => content;
  }
  if (TypeGuards.isPropertyAccessToken(token)) return access(token, engine);
  // A value in parentheses, with its filters.
  if (TypeGuards.isFilteredValueToken(token)) return valueOf(new Value(token, engine), engine);
  throw new NotCompiled();
}

function access({ variable, props }: PropertyAccessToken, engine: Liquid): Step {
  const [name, ...path] = props.map((prop) => operand(prop, engine));
  if (variable !== undefined || name === undefined) throw new NotCompiled();
  return (context) => {
    const root = name(context) as string;
    const assigned = context.bottom();
    let value = property(root in assigned ? assigned : context.environments, root);
    for (const key of path) value = property(value, toValue(key(context)) as string);
    return value;
  };
}

/** Own properties, negative positions of lists, and `size`, `first`, `last` of what has none of its own. */
function property(owner: unknown, key: string | number): unknown {
  if (owner === undefined || owner === null) return owner;
  if (Array.isArray(owner) && typeof key === 'number') return Number.isInteger(key) ? owner.at(key) : undefined;
  const value: unknown = Object.hasOwn(owner, key) ? (owner as Record<string, unknown>)[key] : undefined;
  if (typeof value === 'function') return value.call(owner);
  if (value !== undefined) return value;
  if (key === 'size') return sizeOf(owner);
  if (!Array.isArray(owner)) return undefined;
  if (key === 'first') return owner[0];
  return key === 'last' ? owner.at(-1) : undefined;
}

function sizeOf(owner: object | string): unknown {
  if (typeof owner === 'string' || Array.isArray(owner)) return owner.length;
  if (typeof owner !== 'object') return undefined;
  return 'size' in owner ? owner.size : Object.keys(owner).length;
}

function operation(operator: Operator, left: Step, right: Step): Step {
  if (operator === 'not') return (context) => !isTruthy(right(context), context);
  if (operator === 'and') {
    return (context) => {
      const l = left(context);
      return isTruthy(right(context), context) && isTruthy(l, context);
    };
  }
  if (operator === 'or') {
    return (context) => {
      const l = left(context);
      return isTruthy(right(context), context) || isTruthy(l, context);
    };
  }
  const compare = COMPARISONS[operator];
  return (context) => {
    const l = left(context);
    const r = right(context);
    if (l instanceof Drop || r instanceof Drop) return toValueSync(defaultOperators[operator]?.(l, r, context));
    return compare(l, r);
  };
}

type Compare = (left: unknown, right: unknown) => boolean;
type Operator = '==' | '!=' | '>' | '<' | '>=' | '<=' | 'contains' | 'not' | 'and' | 'or';

const COMPARISONS: Readonly<Record<Exclude<Operator, 'not' | 'and' | 'or'>, Compare>> = {
  '==': isEqual,
  '!=': (left, right) => !isEqual(left, right),
  '>': (left, right) => (left as number) > (right as number),
  '<': (left, right) => (left as number) < (right as number),
  '>=': (left, right) => (left as number) >= (right as number),
  '<=': (left, right) => (left as number) <= (right as number),
  contains: (left, right) => {
    if (Array.isArray(left)) return left.some((item) => isEqual(item, right));
    return typeof left === 'string' && left.includes(right as string);
  },
};

function isEqual(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left)) return left === right;
  return Array.isArray(right) && left.length === right.length && left.every((item, index) => isEqual(item, right[index]));
}
