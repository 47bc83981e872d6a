import type { SyntaxNode } from '@lezer/common';
import type { Names } from '../names.ts';
import type { PythonCell } from '../types.ts';
import type { Family } from './deeds.ts';
import {
  joinAll,
  joined,
  lessStable,
  type Pair,
  STABLE,
  type Stability,
  someRows,
  throughValue,
  unstable,
  whole,
  withoutOrder,
} from './kinds.ts';
import { isNetworkAddress, isPublishedFile, type Outside, outsideOf, outsideOfMethod, volatileBy } from './outside.ts';
import { type DataOrigin, lessSettled, originOf } from './origins.ts';
import type { OwnFunction } from './own.ts';
import { drawsAlways, drawsUnseeded, drawsWeights, drawsWhenUsed, familyOf, hasSeed, isNone } from './random.ts';
import type { State } from './state.ts';
import {
  type Argument,
  argumentsOf,
  attributeOf,
  binderOf,
  childrenOf,
  freeNames,
  holdsMaskedSyntax,
  isExpression,
  keyword,
  MAX_DEPTH,
  textOf,
  withoutParentheses,
} from './tree.ts';
import { DRAW_METHODS } from './words.ts';

/** What is known about names and seeds in front of an order. */
export interface Lookup {
  name(name: string, order: number): Pair;
  isSeeded(family: Family, order: number): boolean;
}

const SIZES = new Set(['shape', 'size', 'empty']);
const SCHEMA = new Set(['ndim', 'dtype', 'dtypes', 'columns']);
/** Methods that tell how large something is, or how it was set up. */
const SIZE_METHODS = new Set(['size', 'count_params', 'numel', 'nelement', 'dim', 'get_params', 'get_config']);
/** Methods that leave out rows, which ones depending on values. */
const ROWWISE = /^(dropna|drop_duplicates|query|nlargest|nsmallest|truncate)$/;
/** Methods whose result has the structure of what they are called on and given. */
const KEEPING =
  /^(head|tail|fillna|ffill|bfill|astype|copy|reset_index|set_index|predict|predict_proba|transform|fit_transform|fit_predict|drop|rename|apply|map|applymap|sort_values|sort_index|round|isnull|isna|notnull|notna|describe|corr|to_numpy|reshape|replace|clip|shift|mean|sum|std|var|min|max|median|abs|cumsum|transpose|flatten|ravel|to_frame|fit|score|count|item|float|long|int|numpy|cpu|detach|to|cuda|type|view|permute|squeeze|unsqueeze|argmax|argmin|add|sub|mul|div|dot|pow|any|all|quantile|nunique|info|keys|get_params|dim|evaluate|decision_function|inverse_transform|todense|toarray|sample|shuffle)$/;

/** Methods that ask which entries they are given, whatever the order. */
const ORDERLESS = /^(drop|isin|issubset|issuperset|isdisjoint|difference|difference_update|intersection)$/;

/** Reads the stability of expressions. Recursion is bounded; what nests deeper is read flat. */
export class ExpressionReader {
  readonly #state: State;
  readonly #lookup: Lookup;
  /** The draws in a function's body, without what it is given. */
  readonly #reading = new Set<OwnFunction>();

  constructor(state: State, lookup: Lookup) {
    this.#state = state;
    this.#lookup = lookup;
  }

  get names(): Names {
    return this.#state.know.names;
  }

  /**
   * What is read once for one question: functions that call each other, and nested comprehensions that mention their
   * iterables again at every level, would otherwise be read anew each time, which doubles with each.
   */
  #answers: Map<PythonCell, Map<string, Pair>> | null = null;

  pairOf(cell: PythonCell, given: SyntaxNode, order: number, depth = 0): Pair {
    const outermost = this.#answers === null;
    this.#answers ??= new Map();
    try {
      const answers = this.#answersIn(cell);
      const key = `${given.from}:${given.to}:${given.name}:${order}`;
      const known = answers.get(key);
      if (known !== undefined) return known;
      const pair = this.#read(cell, given, order, depth);
      answers.set(key, pair);
      return pair;
    } finally {
      if (outermost) this.#answers = null;
    }
  }

  /** By the cell itself: a text that is read as if it stood in a cell has its number, and other code at the same offset. */
  #answersIn(cell: PythonCell): Map<string, Pair> {
    const answers = this.#answers?.get(cell) ?? new Map<string, Pair>();
    this.#answers?.set(cell, answers);
    return answers;
  }

  #read(cell: PythonCell, given: SyntaxNode, order: number, depth: number): Pair {
    if (depth === 0 && holdsMaskedSyntax({ cell, node: given }))
      return fromOutside({ on: 'machine', orderOnly: false });
    if (depth > MAX_DEPTH) return this.#flat(cell, given, order);
    const node = withoutParentheses(given);
    const down = (child: SyntaxNode | null) => (child ? this.pairOf(cell, child, order, depth + 1) : STABLE);
    switch (node.name) {
      case 'VariableName':
        return this.#name(cell, node, order, depth);
      case 'Number':
      case 'String':
      case 'Boolean':
      case 'None':
      case 'Ellipsis':
        return STABLE;
      case 'MemberExpression':
        return this.#member(cell, node, down);
      case 'CallExpression':
        return this.#call(cell, node, order, down);
      case 'LambdaExpression':
        return this.#flat(cell, node, order);
    }
    const parts = childrenOf(node).filter((child) => isExpression(child));
    const pair = joinAll(parts.map((part, i) => (i > 0 && isMembership(node) ? withoutOrder(down(part)) : down(part))));
    const filters = node.getChild('if') !== null || node.name === 'ConditionalExpression';
    if (node.name === 'FormatString' || node.name === 'ContinuedString') return this.#flat(cell, node, order);
    return filters ? throughValue(pair) : pair;
  }

  /** What a statement or call that changes something brings into it. */
  causePair(cell: PythonCell, cause: SyntaxNode, order: number): Pair {
    const value =
      cause.name === 'AssignStatement' || cause.name === 'UpdateStatement' ? cause.lastChild : null;
    return value && cause.name === 'UpdateStatement'
      ? this.pairOf(cell, value, order)
      : this.pairOfCause(cell, cause, order);
  }

  pairOfCause(cell: PythonCell, cause: SyntaxNode, order: number): Pair {
    if (cause.name === 'CallExpression') return this.pairOf(cell, cause, order);
    if (cause.name === 'DeleteStatement' || !/^(Assign|Named)/.test(cause.name)) return STABLE;
    return joinAll(
      childrenOf(cause)
        .filter((child) => isExpression(child))
        .map((child) => this.pairOf(cell, child, order)),
    );
  }

  /** Everything that is mentioned, whatever is done with it. */
  #flat(cell: PythonCell, node: SyntaxNode, order: number): Pair {
    let pair = joinAll([...freeNames({ cell, node })].map((name) => this.#lookup.name(name, order)));
    node.cursor().iterate((ref) => {
      if (ref.name === 'CallExpression') pair = joined(pair, this.#drawn(cell, ref.node, order));
    });
    return throughValue(pair);
  }

  #name(cell: PythonCell, node: SyntaxNode, order: number, depth: number): Pair {
    const binder = binderOf(cell, node);
    if (binder)
      return joinAll(binder.iterables.map((it) => this.pairOf(cell, it, order, depth + MAX_DEPTH / 8)));
    const canonical = this.#state.know.names.canonical({ cell, node });
    const outside = canonical?.includes('.') ? outsideOf(canonical) : null;
    return outside ? fromOutside(outside) : this.#lookup.name(textOf(cell, node), order);
  }

  #member(cell: PythonCell, node: SyntaxNode, down: (child: SyntaxNode | null) => Pair): Pair {
    const canonical = this.#state.know.names.canonical({ cell, node });
    const outside = canonical === null ? null : outsideOf(canonical);
    if (outside) return fromOutside(outside);
    const base = down(node.firstChild);
    const attribute = attributeOf(cell, node);
    if (attribute !== null) {
      if (attribute === '__version__') return fromOutside({ on: 'version', orderOnly: false });
      if (SIZES.has(attribute)) return { ...whole(base.structure, base.origin), schema: base.schema };
      return SCHEMA.has(attribute) ? whole(base.schema, base.origin) : { ...base, orderOnly: false };
    }
    const indices = childrenOf(node)
      .slice(1)
      .filter((child) => isExpression(child));
    const index = joinAll(indices.map(down));
    // `df.shape[1]`, `X.shape[1:]`: without the rows.
    if (node.firstChild && isShape(cell, node.firstChild) && /^(1|-1|1:)$/.test(indexText(cell, node)))
      return whole(base.schema, base.origin);
    const isMask = indices.length === 1 && indices[0] !== undefined && isCondition(indices[0]);
    return {
      value: lessStable(base.value, index.value),
      structure: lessStable(base.structure, index.value),
      schema: isMask ? base.schema : lessStable(base.schema, index.value),
      orderOnly: false,
      origin: joined(base, index).origin,
    };
  }

  #call(cell: PythonCell, node: SyntaxNode, order: number, down: (child: SyntaxNode | null) => Pair): Pair {
    if (!node.firstChild) return STABLE;
    const callee = withoutParentheses(node.firstChild);
    const args = argumentsOf(cell, node);
    const given = joinAll(args.map((argument) => this.#argument(cell, argument, order, down)));
    const drawn = this.#drawn(cell, node, order);
    const canonical = this.#state.know.names.canonical({ cell, node: callee });
    if (canonical !== null) return this.#library(cell, canonical, args, given, drawn);
    const method = attributeOf(cell, callee);
    if (method === null) return joined(throughValue(joined(given, down(callee))), drawn);
    const asked = ORDERLESS.test(method) ? withoutOrder(given) : given;
    const own = joined(joined(down(callee.firstChild), asked), drawn);
    if (SIZE_METHODS.has(method)) return whole(own.structure, own.origin);
    if (ROWWISE.test(method) && args.every(({ name }) => name !== 'axis')) return someRows({ ...own, orderOnly: false });
    if (method === 'join' && given.orderOnly) return { ...own, orderOnly: false };
    return KEEPING.test(method) ? { ...own, orderOnly: false } : throughValue({ ...own, orderOnly: false });
  }

  /** An argument; a comprehension without brackets, too. */
  #argument(
    cell: PythonCell,
    { value }: Argument,
    order: number,
    down: (child: SyntaxNode | null) => Pair,
  ): Pair {
    return value.name === 'ArgList' ? this.#flat(cell, value, order) : down(value);
  }

  #library(cell: PythonCell, canonical: string, args: readonly Argument[], given: Pair, drawn: Pair): Pair {
    // What a value is does not vary with what it holds; it is a fact about the data all the same.
    if (/^(type|isinstance|callable|hasattr)$/.test(canonical)) return { ...STABLE, origin: given.origin };
    const [only] = args;
    if (/^(len|numpy\.(shape|size))$/.test(canonical))
      // The length of a shape is the number of dimensions.
      return whole(only && isShape(cell, only.value) ? given.schema : given.structure, given.origin);
    // The names of the best parameters are those of the grid, whichever values won.
    const isNames = only && attributeOf(cell, only.value) === 'best_params_' && canonical === 'set';
    if (canonical === 'numpy.ndim' || isNames) return whole(given.schema, given.origin);
    // Where a file lies depends on the machine; what it holds does not.
    const reads = /^(pandas\.read_\w+|numpy\.(load|loadtxt|genfromtxt)|open)$/.test(canonical);
    if (reads && given.value.source === 'machine')
      return { ...drawn, origin: lessSettled(drawn.origin, given.origin) };
    const ordering = given.orderOnly && drawn.value.kind === 'deterministic';
    if (
      ordering &&
      /^(sorted|set|frozenset|sum|min|max|any|all|collections\.Counter|numpy\.(sort|unique))$/.test(canonical)
    )
      return { ...STABLE, origin: given.origin };
    const first = args[0]?.value;
    if (
      first &&
      /^(list|tuple|enumerate|iter|next|numpy\.array|zip|map)$/.test(canonical) &&
      this.#isSet(cell, first)
    )
      return joined(given, fromOutside({ on: 'set-order', orderOnly: canonical !== 'next' }, 'code'));
    const pair = joined(given, drawn);
    const keeps =
      /^(numpy\.(?!unique|nonzero|argwhere|where|setdiff|intersect|union)|sklearn\.(metrics|model_selection|preprocessing|utils)\.|list|tuple|enumerate|zip|map|pandas\.(DataFrame|Series)$|torch\.|round|abs|float|int|str|sorted|reversed)/;
    return keeps.test(canonical) || drawn.value.kind !== 'deterministic' ? pair : throughValue(pair);
  }

  #isSet(cell: PythonCell, given: SyntaxNode): boolean {
    let node = withoutParentheses(given);
    let home = cell;
    if (node.name === 'VariableName') {
      const made = this.#state.know.names.definition(textOf(cell, node), {
        cell: cell.index,
        offset: node.from,
      });
      if (!made) return false;
      node = withoutParentheses(made.node);
      home = made.cell;
    }
    if (node.name === 'SetExpression' || node.name === 'SetComprehensionExpression') return true;
    const callee = node.name === 'CallExpression' ? node.firstChild : null;
    const canonical = callee ? this.#state.know.names.canonical({ cell: home, node: callee }) : null;
    return canonical === 'set' || canonical === 'frozenset';
  }

  /** What one call draws or takes from outside by itself, whatever it is given. */
  #drawn(cell: PythonCell, call: SyntaxNode, order: number): Pair {
    if (!call.firstChild) return STABLE;
    const { know } = this.#state;
    const callee = withoutParentheses(call.firstChild);
    const args = argumentsOf(cell, call);
    const own = know.own.called(cell, callee);
    const inside = joinAll(own.map((fn) => this.#body(fn, order)));
    const canonical = know.names.canonical({ cell, node: callee });
    const method = attributeOf(cell, callee);
    if (canonical !== null) {
      const from: Pair = { ...STABLE, origin: originOf(canonical) };
      return joined(joined(inside, from), this.#drawnByFunction(cell, canonical, args, order));
    }
    return method === null || own.length > 0 ? inside : this.#drawnByMethod(cell, method, args, order);
  }

  #drawnByFunction(cell: PythonCell, canonical: string, args: readonly Argument[], order: number): Pair {
    const outside = outsideOf(canonical);
    if (outside) return fromOutside(outside);
    if (/^pandas\.(date_range|bdate_range|period_range|to_datetime|Timestamp)$/.test(canonical) && args.some(({ value }) => /^(['"])(today|now)\1$/.test(textOf(cell, value))))
      return whole(volatileBy('time'), 'open');
    const address = this.#addressRead(cell, canonical, args);
    if (address !== null)
      return isPublishedFile(address) ? { ...STABLE, origin: 'open' } : fromOutside({ on: 'network', orderOnly: false });
    const shuffles = keyword(args, 'shuffle');
    if (drawsUnseeded(canonical) && shuffles && textOf(cell, shuffles) === 'False') return STABLE;
    const { names } = this.#state.know;
    const generator = /^(numpy\.random\.(default_rng|RandomState)|random\.Random)$/.test(canonical);
    const named =
      hasSeed(cell, args, names) ||
      (generator && args[0] !== undefined && !isNone(cell, args[0].value, names));
    const draws =
      drawsAlways(canonical) ||
      drawsUnseeded(canonical) ||
      drawsWeights(canonical) ||
      drawsWhenUsed(cell, canonical, args);
    if (!draws) return STABLE;
    const last = canonical.slice(canonical.lastIndexOf('.') + 1);
    if (named && !drawsAlways(canonical))
      return unstable({ kind: 'seeded', why: `\`${last}()\` is random, with a seed.` }, 'drawn');
    if (generator) return unstable({ kind: 'random', why: `\`${last}()\` is given no seed.` }, 'drawn');
    return this.#randomness(familyOf(canonical), last, order);
  }

  #randomness(family: Family, name: string, order: number): Pair {
    const stability: Stability = this.#lookup.isSeeded(family, order)
      ? { kind: 'seeded', why: `\`${name}()\` is random, with a seed set before.` }
      : { kind: 'random', why: `\`${name}()\` is random, and no seed is set.` };
    return unstable(stability, 'drawn');
  }

  #drawnByMethod(cell: PythonCell, method: string, args: readonly Argument[], order: number): Pair {
    const outside = outsideOfMethod(method);
    if (outside) return fromOutside(outside);
    if (method === 'randomSplit' && args.length > 1)
      return unstable({ kind: 'seeded', why: `\`.${method}()\` is random, with a seed.` }, 'code');
    if (method !== 'sample' && method !== 'rvs' && method !== 'randomSplit' && !(DRAW_METHODS.has(method) && method === 'random'))
      return STABLE;
    if (hasSeed(cell, args, this.#state.know.names))
      return unstable({ kind: 'seeded', why: `\`.${method}()\` is random, with a seed.` }, 'drawn');
    return method === 'random' ? STABLE : this.#randomness('numpy', method, order);
  }

  /** The literal of a network address that is read, `pandas.read_csv('https://…')`, also through a name; null for anything else. */
  #addressRead(cell: PythonCell, canonical: string, args: readonly Argument[]): string | null {
    const first = args[0]?.value;
    if (!first || !/^pandas\.read_|^numpy\.(loadtxt|genfromtxt)$|imread$|^open$/.test(canonical)) return null;
    let literal = textOf(cell, first);
    if (first.name === 'VariableName') {
      const made = this.#state.know.names.definition(literal, { cell: cell.index, offset: first.from });
      if (made) literal = textOf(made.cell, made.node);
    }
    return isNetworkAddress(literal) ? literal : null;
  }

  /** What the body of a function of the notebook draws, and the global names it reads. */
  #body(own: OwnFunction, order: number): Pair {
    if (this.#reading.has(own) || this.#reading.size > 15) return STABLE;
    const key = `body:${own.body.from}:${order}`;
    const answers = this.#answersIn(own.cell);
    const known = answers.get(key);
    if (known !== undefined) return known;
    this.#reading.add(own);
    const { reads, seeds } = this.#state.know.summaryOf(own);
    let pair = joinAll([...reads].map((name) => this.#lookup.name(name, order)));
    own.body.cursor().iterate((ref) => {
      if (ref.name === 'CallExpression') pair = joined(pair, this.#drawn(own.cell, ref.node, order));
    });
    this.#reading.delete(own);
    const seeded: Stability = { kind: 'seeded', why: `\`${own.name}()\` sets its own seed.` };
    const value = pair.value.kind === 'random' && seeds.size > 0 ? seeded : pair.value;
    const body = throughValue({ ...pair, value });
    // A body read inside of its own caller may lack the caller's draws; the question as a whole has them.
    answers.set(key, body);
    return body;
  }
}

function fromOutside({ on, orderOnly, origin: named }: Outside, origin: DataOrigin = named ?? 'open'): Pair {
  const stability = volatileBy(on);
  const stays = orderOnly || on === 'time' || on === 'identifier' || on === 'address';
  return stays ? unstable(stability, origin, orderOnly) : whole(stability, origin);
}

/** `x in xs`, `x not in xs`: the order of the right side is no part of the answer. */
function isMembership(node: SyntaxNode): boolean {
  return node.name === 'BinaryExpression' && node.getChild('in') !== null;
}

function isShape(cell: PythonCell, node: SyntaxNode): boolean {
  return attributeOf(cell, withoutParentheses(node)) === 'shape';
}

/** What stands between the brackets of a subscript. */
function indexText(cell: PythonCell, node: SyntaxNode): string {
  const open = node.getChild('[');
  return open ? cell.code.slice(open.to, node.to - 1).trim() : '';
}

/** `df.a > 1`, `~m`, `m1 & m2`: a choice of rows, never of columns. */
function isCondition(given: SyntaxNode): boolean {
  const node = withoutParentheses(given);
  if (node.name === 'UnaryExpression') return true;
  return node.name === 'BinaryExpression' && (node.getChild('CompareOp') !== null || node.getChild('BitOp') !== null);
}
