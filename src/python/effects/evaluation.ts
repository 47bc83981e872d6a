import type { SyntaxNode } from '@lezer/common';
import type { Names } from '../names.ts';
import type { Expression, PythonCell, PythonNotebook } from '../types.ts';
import { CONSUMING_HIGHER_ORDER, functionVerdict, methodVerdict, type Verdict } from './costs.ts';
import type { OwnFunction } from './own.ts';
import { sourcesOf } from './sources.ts';
import { type State, stateOf } from './state.ts';
import {
  argumentsOf,
  attributeOf,
  binderOf,
  clausesOf,
  holdsMaskedSyntax,
  isComprehension,
  isReference,
  textOf,
  withoutParentheses,
} from './tree.ts';
import { NOT_CONSUMING, SHALLOW_MUTATORS } from './words.ts';

/** What evaluating an expression once more would do. `why` is a sentence for a person; empty for `free`. */
export interface Evaluation {
  /** `free`: same value again, at no cost; `expensive`: harmless but slow; `effect`: changes something; `unknown`: cannot be told. */
  readonly kind: 'free' | 'expensive' | 'effect' | 'unknown';
  readonly why: string;
}

const RANK = { free: 0, expensive: 1, unknown: 2, effect: 3 } as const;
const FREE: Evaluation = { kind: 'free', why: '' };
const MAX_NESTING = 20;

const ITERATION = ['__iter__', '__next__', '__len__', '__getitem__'];
/** What built-ins call of the objects they are given. */
const SPECIAL_METHODS: Readonly<Record<string, readonly string[]>> = {
  len: ['__len__'],
  str: ['__str__', '__repr__'],
  repr: ['__repr__'],
  bool: ['__bool__', '__len__'],
  ...Object.fromEntries(
    ['list', 'tuple', 'set', 'dict', 'sorted', 'sum', 'min', 'max', 'any', 'all'].map((name) => [name, ITERATION]),
  ),
};

/**
 * Design, rule 3. The worst of everything that evaluation runs, the bodies of the notebook's own functions
 * included. Predictions and scores of a fitted model are `expensive`: they change nothing, but take as long
 * as they did the first time.
 */
export function evaluationOf(expression: Expression, notebook: PythonNotebook, names: Names): Evaluation {
  if (holdsMaskedSyntax(expression))
    return { kind: 'unknown', why: 'IPython syntax is part of the expression.' };
  const evaluator = evaluatorOf(stateOf(notebook, names));
  return evaluator.expression(expression.cell, expression.node, null);
}

const evaluators = new WeakMap<State, Evaluator>();

function evaluatorOf(state: State): Evaluator {
  const known = evaluators.get(state);
  if (known) return known;
  const evaluator = new Evaluator(state);
  evaluators.set(state, evaluator);
  return evaluator;
}

/** Evaluations of expressions and, each once, of the notebook's own functions. */
class Evaluator {
  readonly #state: State;
  readonly #bodies = new Map<OwnFunction, Evaluation>();
  #nesting = 0;

  constructor(state: State) {
    this.#state = state;
  }

  /** `within`: the function whose body this is; what changes its own variables then does not count. */
  expression(cell: PythonCell, root: SyntaxNode, within: OwnFunction | null): Evaluation {
    let worst = FREE;
    const worsen = (next: Evaluation | Verdict) => {
      if (RANK[next.kind] > RANK[worst.kind]) worst = next;
    };
    root.cursor().iterate((ref) => {
      if (worst.kind === 'effect') return false;
      switch (ref.name) {
        case 'CallExpression':
          worsen(this.#call(cell, ref.node, within));
          break;
        case 'MemberExpression':
          worsen(this.#member(cell, ref.node));
          break;
        case 'VariableName':
          worsen(this.#name(cell, ref.node));
          break;
        case 'AwaitExpression':
        case 'YieldExpression':
          if (!within)
            worsen({
              kind: 'effect',
              why: `It holds \`${ref.name === 'AwaitExpression' ? 'await' : 'yield'}\`.`,
            });
          break;
        case 'NamedExpression':
          if (!within) worsen({ kind: 'effect', why: 'It assigns a name with `:=`.' });
          break;
        default:
          if (ref.name === 'ArgList' || ref.name.endsWith('ComprehensionExpression'))
            worsen(this.#comprehension(cell, ref.node, within));
      }
      return undefined;
    });
    return worst;
  }

  #name(cell: PythonCell, node: SyntaxNode): Evaluation {
    const name = textOf(cell, node);
    if (!/^(_{1,3}|_i{1,3}|_i?\d+|Out|In)$/.test(name) || this.#state.binds.has(name)) return FREE;
    if (!isReference(cell, node) || binderOf(cell, node)) return FREE;
    return { kind: 'unknown', why: `\`${name}\` is IPython's memory of what was shown last.` };
  }

  /** A property or `[…]` of the notebook's own classes runs their code. */
  #member(cell: PythonCell, node: SyntaxNode): Evaluation {
    const { own } = this.#state.know;
    const attribute = attributeOf(cell, node);
    if (attribute !== null) {
      const getters = (own.methods.get(attribute) ?? []).filter((fn) =>
        fn.decorators.some((d) => d.includes('property')),
      );
      return this.#worstOf(getters, false);
    }
    return node.firstChild ? this.#special(cell, node.firstChild, ['__getitem__']) : FREE;
  }

  /** What Python calls by itself of an object that is visibly one of the notebook's own classes. */
  #special(cell: PythonCell, object: SyntaxNode, methods: readonly string[]): Evaluation {
    const { own, names } = this.#state.know;
    const known = methods.filter((method) => own.methods.has(method));
    if (known.length === 0 || object.name !== 'VariableName') return FREE;
    const made = names.definition(textOf(cell, object), { cell: cell.index, offset: object.from });
    const callee = made?.node.name === 'CallExpression' ? made.node.firstChild : null;
    if (!made || !callee || !own.isClass(textOf(made.cell, callee))) return FREE;
    return this.#worstOf(
      known.flatMap((method) => own.methods.get(method) ?? []),
      false,
    );
  }

  #comprehension(cell: PythonCell, node: SyntaxNode, within: OwnFunction | null): Evaluation {
    if (within || !isComprehension(node)) return FREE;
    return this.#firstUsedUp(
      cell,
      clausesOf(node).map((clause) => clause.iterable),
    );
  }

  #firstUsedUp(cell: PythonCell, nodes: readonly SyntaxNode[]): Evaluation {
    for (const given of nodes) {
      const node = withoutParentheses(given);
      if (node.name !== 'VariableName' || binderOf(cell, node)) continue;
      const name = textOf(cell, node);
      const order = this.#state.orderAt({ cell: cell.index, offset: node.from });
      if (this.#state.isIterator(name, order))
        return { kind: 'effect', why: `\`${name}\` is an iterator, and reading uses it up.` };
    }
    return FREE;
  }

  #call(cell: PythonCell, node: SyntaxNode, within: OwnFunction | null): Evaluation {
    if (!node.firstChild) return FREE;
    const { know } = this.#state;
    const callee = withoutParentheses(node.firstChild);
    const args = argumentsOf(cell, node);
    const canonical = know.names.canonical({ cell, node: callee });
    const method = attributeOf(cell, callee);
    const own = know.own.called(cell, callee);
    const parts: (Evaluation | Verdict)[] = [];
    if (own.length > 0)
      parts.push(this.#worstOf(own, method === null && know.own.isClass(textOf(cell, callee))));
    if (own.length === 0 || method !== null) {
      if (canonical !== null) parts.push(functionVerdict(cell, canonical, args));
      else if (method !== null) {
        const verdict = this.#method(cell, callee, method, args, within);
        if (own.length === 0 || verdict.kind !== 'unknown') parts.push(verdict);
      } else parts.push(this.#variable(cell, callee));
    }
    if (!within && !(canonical !== null && NOT_CONSUMING.has(canonical)))
      parts.push(
        this.#firstUsedUp(
          cell,
          args.map((argument) => argument.value),
        ),
      );
    parts.push(this.#passed(cell, callee, canonical, method, args));
    const special = SPECIAL_METHODS[canonical ?? ''] ?? [];
    for (const { value } of args) parts.push(this.#special(cell, value, special));
    const verdict = parts.reduce((a, b) => (RANK[b.kind] > RANK[a.kind] ? b : a), FREE);
    return softened(verdict, within);
  }

  #variable(cell: PythonCell, callee: SyntaxNode): Evaluation {
    const name = textOf(cell, callee).slice(0, 40);
    if (callee.name === 'LambdaExpression' || this.#state.know.own.isClass(name)) return FREE;
    return { kind: 'unknown', why: `What calling \`${name}\` does cannot be told.` };
  }

  #method(
    cell: PythonCell,
    callee: SyntaxNode,
    method: string,
    args: ReturnType<typeof argumentsOf>,
    within: OwnFunction | null,
  ): Evaluation | Verdict {
    const receiver = callee.firstChild;
    const fresh = () => receiver !== null && isFresh(sourcesOf(cell, receiver, this.#state.know));
    const verdict = methodVerdict(cell, method, args, fresh);
    // What a function does to its own variables is no effect; its summary tells what reaches further.
    if (within && verdict.kind === 'effect' && SHALLOW_MUTATORS.has(method)) return FREE;
    return verdict;
  }

  /** Functions handed over by name are called by `map`, `.apply()` and their like. */
  #passed(
    cell: PythonCell,
    callee: SyntaxNode,
    canonical: string | null,
    method: string | null,
    args: ReturnType<typeof argumentsOf>,
  ): Evaluation {
    const { know } = this.#state;
    const calls = CONSUMING_HIGHER_ORDER.has(canonical ?? method ?? '');
    let worst = FREE;
    args.forEach(({ name, value }, i) => {
      const text = textOf(cell, value);
      const own = value.name === 'VariableName' ? know.own.functions.get(text) : undefined;
      let next: Evaluation | Verdict = FREE;
      if (own) next = this.#worstOf(own, false);
      else if ((calls && name === null && i === 0) || name === 'key' || (calls && name === 'func'))
        next = this.#calledLater(cell, value, callee);
      if (RANK[next.kind] > RANK[worst.kind]) worst = next;
    });
    return worst;
  }

  #calledLater(cell: PythonCell, value: SyntaxNode, callee: SyntaxNode): Evaluation | Verdict {
    if (value.name !== 'VariableName' && value.name !== 'MemberExpression') return FREE;
    const { names } = this.#state.know;
    const canonical = names.canonical({ cell, node: value });
    if (canonical !== null) return functionVerdict(cell, canonical, []);
    const method = attributeOf(cell, value);
    if (method !== null) return methodVerdict(cell, method, [], () => false);
    const at = { cell: cell.index, offset: callee.from };
    const made = value.name === 'VariableName' ? names.definition(textOf(cell, value), at) : null;
    if (made && /^(Dictionary|Array|Set|Tuple|String|Number)/.test(made.node.name)) return FREE;
    return {
      kind: 'unknown',
      why: `What calling \`${textOf(cell, value).slice(0, 40)}\` does cannot be told.`,
    };
  }

  #worstOf(functions: readonly OwnFunction[], construct: boolean): Evaluation {
    let worst = FREE;
    for (const own of functions) {
      const next = this.#body(own, construct);
      if (RANK[next.kind] > RANK[worst.kind]) worst = next;
    }
    return worst;
  }

  #body(own: OwnFunction, construct: boolean): Evaluation {
    const known = this.#bodies.get(own);
    const inside = known ?? this.#readBody(own);
    if (construct || inside.kind === 'effect') return inside;
    const summary = this.#state.know.summaryOf(own);
    return own.self !== null && summary.parameters.has(own.self)
      ? { kind: 'effect', why: `\`${own.name}()\` changes its object.` }
      : inside;
  }

  #readBody(own: OwnFunction): Evaluation {
    if (this.#nesting >= MAX_NESTING)
      return { kind: 'unknown', why: `\`${own.name}()\` calls too many functions to be looked through.` };
    this.#bodies.set(own, FREE);
    this.#nesting++;
    const outside = outsideOf(own, this.#state);
    const inside = this.expression(own.cell, own.body, own);
    this.#nesting--;
    const worst = RANK[outside.kind] >= RANK[inside.kind] ? outside : inside;
    const told =
      worst.kind === 'free' ? FREE : { kind: worst.kind, why: `In \`${own.name}()\`: ${worst.why}` };
    this.#bodies.set(own, told);
    return told;
  }
}

function isFresh(sources: readonly { readonly how: string }[]): boolean {
  return sources.every((source) => source.how === 'holds');
}

/** In a function's body `next(it)` of an own iterator is no effect either; its summary tells otherwise. */
function softened(verdict: Evaluation | Verdict, within: OwnFunction | null): Evaluation {
  if (within && 'local' in verdict && verdict.local) return FREE;
  return { kind: verdict.kind, why: verdict.why };
}

/** What calling a function of the notebook does to the world outside of it. */
function outsideOf(own: OwnFunction, state: State): Evaluation {
  const { binds, globals, parameters, consumes, barrier, world } = state.know.summaryOf(own);
  const strange = own.decorators.find(
    (d) => !/property|static|class|cache|no_grad|jit|inference_mode|tf\.function|override/.test(d),
  );
  if (strange)
    return { kind: 'unknown', why: `What \`${strange.slice(0, 40)}\` makes of it cannot be told.` };
  const [bound] = binds;
  if (bound !== undefined) return { kind: 'effect', why: `it assigns \`${bound}\`.` };
  const [global] = globals.keys();
  if (global !== undefined) return { kind: 'effect', why: `it changes \`${global}\`.` };
  const parameter = [...parameters.keys()].find((name) => name !== own.self);
  if (parameter !== undefined) return { kind: 'effect', why: `it changes its argument \`${parameter}\`.` };
  if (world) return { kind: 'effect', why: 'it writes to files or runs commands.' };
  const order = state.events.length;
  const used = [...consumes].find((name) => state.isIterator(name, order));
  if (used !== undefined) return { kind: 'effect', why: `it uses up \`${used}\`.` };
  return barrier ? { kind: 'unknown', why: 'it may do anything.' } : FREE;
}
