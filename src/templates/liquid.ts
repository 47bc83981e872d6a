import { type FilterImplOptions, Liquid, type Template as Parsed } from 'liquidjs';
import { ACTUAL, Code, Refusal } from './code.ts';
import { compileParsed, type Evaluate } from './evaluate.ts';
import { FILTERS, type FilterContext } from './filters/index.ts';
import { literal } from './literals.ts';
import { messageText, noteText } from './note.ts';
import { Plain } from './questions.ts';

/** What a text of a template is rendered to. Each has its own rule for values, so that none can be forgotten. */
export type Target = 'python' | 'note' | 'message' | 'fact' | 'condition';

/** Everything a template's text and conditions can see: plain data, and `Code`. */
export type RenderContext = FilterContext &
  Readonly<Record<string, unknown>> & {
    /** Whether nothing that an output said may be written. */
    readonly redact: boolean;
  };

/** Built-in filters that calculate. */
const ARITHMETIC = ['plus', 'minus', 'times', 'divided_by', 'at_least', 'at_most', 'abs', 'modulo'];
/** Built-in filters that compute on plain data. All others — `raw` above all — are taken out. */
const KEPT_FILTERS = [
  ...ARITHMETIC,
  'size',
  'first',
  'last',
  'default',
  'uniq',
  'compact',
  'slice',
  'reverse',
];
const KEPT_TAGS = ['if', 'unless', 'case', 'for', 'assign', 'comment', 'break', 'continue'];

/** `renderLimit` is in milliseconds of the clock: high, so that a busy machine changes no result and only a runaway text ends. */
const LIMITS = { parseLimit: 20_000, renderLimit: 10_000, memoryLimit: 1_000_000 };

const engines = new Map<Target, Liquid>();

function engineFor(target: Target): Liquid {
  const known = engines.get(target);
  if (known !== undefined) return known;
  const engine = new Liquid({
    ...LIMITS,
    cache: false,
    strictFilters: true,
    strictVariables: false,
    ownPropertyOnly: true,
    groupedExpressions: true,
    templates: {},
    outputEscape: ESCAPES[target],
  });
  for (const name of Object.keys(engine.filters)) {
    if (!KEPT_FILTERS.includes(name)) engine.unregisterFilter(name);
  }
  for (const name of ARITHMETIC) engine.registerFilter(name, finite(engine.filters[name]));
  for (const name of Object.keys(engine.tags)) if (!KEPT_TAGS.includes(name)) delete engine.tags[name];
  for (const [name, filter] of Object.entries(FILTERS)) {
    engine.registerFilter(name, function (value: unknown, ...rest: unknown[]) {
      return filter(this.context.environments as RenderContext, value, ...rest);
    });
  }
  engines.set(target, engine);
  return engine;
}

/** Liquid takes `nan` for 0, and a mean that is `nan` is not one that is 0. */
function finite(filter: FilterImplOptions | undefined): FilterHandler {
  const calculate = typeof filter === 'function' ? filter : filter?.handler;
  return function (value: unknown, ...rest: unknown[]) {
    if ([value, ...rest].some((it) => typeof it === 'number' && !Number.isFinite(it))) refuse();
    return calculate?.call(this, value, ...rest);
  };
}

type FilterHandler = Exclude<FilterImplOptions, { handler: unknown }>;

type Escape = (this: Writing, value: unknown) => string;
type Writing = { context?: { environments: object } } | undefined;

/** Stands in notes and messages for what may not be told. */
const REDACTED = '...';

/**
 * Whether a value has to stay where it is. Only the notebook's own source passes, whatever filters it went through;
 * anything else may come from an output, and all of it that reaches a text comes by here.
 */
function isHeldBack(writing: Writing, value: unknown): boolean {
  const { redact } = (writing?.context?.environments ?? { redact: true }) as { redact: boolean };
  return redact && !((Code.is(value) || value instanceof Plain) && value.fromSource);
}

const ESCAPES: Record<Target, Escape> = {
  /** Source as it is, anything else as a literal. */
  python(value) {
    if (isHeldBack(this, value)) refuse();
    const { floats } = (this?.context?.environments ?? { floats: false }) as FilterContext;
    return literal(value === undefined ? refuse() : value, { floats }).python;
  },
  note(value) {
    return isHeldBack(this, value ?? refuse()) ? REDACTED : noteText(value);
  },
  message(value) {
    return isHeldBack(this, value ?? refuse()) ? REDACTED : messageText(value);
  },
  fact(value) {
    if (isHeldBack(this, value ?? refuse())) return REDACTED;
    return Code.is(value) ? oneQuote(value.shown) : JSON.stringify(value);
  },
  condition: () => refuse(),
};

/** `df["a"]` and `df['a']` are one thing, and so are `f(a,b)` and `f(a, b)`. */
function oneQuote(code: string): string {
  return code.replace(/"([^'"\\]*)"/g, "'$1'").replace(/,(?! )/g, ', ');
}

function refuse(): never {
  throw new Refusal('nothing to write');
}

/** A text of a template, parsed once. */
export interface Text {
  readonly source: string;
  /** @throws Refusal when it cannot be written for this context */
  render(context: RenderContext): string;
  /** Names it takes from the context. */
  names(): string[];
}

/** @throws Error with a message for the author when `source` is no valid template text; parsing waits until `check` or first use. */
export function compileText(source: string, target: Target): Text & { check(): void } {
  let parsed: Parsed[] | null = null;
  const parse = (): Parsed[] => {
    parsed ??= engineFor(target).parse(target === 'message' ? source.replaceAll('{actual}', ACTUAL) : source);
    return parsed;
  };
  let evaluate: Evaluate | null | undefined;
  return {
    source,
    check: () => void parse(),
    names: () => engineFor(target).globalVariablesSync(parse()),
    render: (context) => {
      if (evaluate === undefined) evaluate = compileParsed(parse(), engineFor(target));
      try {
        if (evaluate !== null) return evaluate(context);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        // The library says where in the text it went wrong.
      }
      return renderByLibrary(parse(), target, context);
    },
  };
}

function renderByLibrary(parsed: Parsed[], target: Target, context: RenderContext): string {
  try {
    return String(engineFor(target).renderSync(parsed, context));
  } catch (error) {
    throw refusalIn(error) ?? error;
  }
}

/** Liquid wraps what a filter throws. */
function refusalIn(error: unknown): Refusal | null {
  let cause: unknown = error;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth++) {
    if (cause instanceof Refusal) return cause;
    cause = (cause as { originalError?: unknown }).originalError ?? cause.cause;
  }
  return null;
}

/** A condition, parsed once. A condition that asks for something the evidence does not have does not hold. */
export interface Condition {
  readonly source: string;
  holds(context: RenderContext): boolean;
  names(): string[];
  check(): void;
}

export function compileCondition(source: string): Condition {
  const text = compileText(`{% if ${source.trim().replace(/\s+/g, ' ')} %}yes{% endif %}`, 'condition');
  return {
    source,
    check: text.check,
    names: text.names,
    holds: (context) => {
      try {
        return text.render(context) === 'yes';
      } catch (error) {
        if (error instanceof Refusal) return false;
        throw error;
      }
    },
  };
}
