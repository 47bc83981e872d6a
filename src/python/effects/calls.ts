import type { SyntaxNode } from '@lezer/common';
import type { Recorder } from './deeds.ts';
import type { OwnFunction } from './own.ts';
import { seedFamilies } from './random.ts';
import { sourcesOf } from './sources.ts';
import { type Argument, argumentsOf, attributeOf, textOf, withoutParentheses } from './tree.ts';
import {
  BARRIER_FUNCTIONS,
  DEEP_MUTATORS,
  DRAW_METHODS,
  EXPENSIVE_METHODS,
  KNOWN_LIBRARIES,
  LEARNER_LIBRARIES,
  MUTATES_FIRST,
  NOT_CONSUMING,
  PURE_METHODS,
  SHALLOW_MUTATORS,
  SHOWING_METHODS,
  TRAINING_METHODS,
  WORLD_FUNCTIONS,
  WORLD_METHODS,
} from './words.ts';

/** A call with everything that is asked about it. */
interface Call {
  readonly node: SyntaxNode;
  readonly callee: SyntaxNode;
  readonly args: readonly Argument[];
  readonly canonical: string | null;
  readonly method: string | null;
  readonly own: readonly OwnFunction[];
}

/** Emits what a call changes. */
export function readCall(recorder: Recorder, node: SyntaxNode) {
  const { cell, know } = recorder;
  if (!node.firstChild) return;
  const callee = withoutParentheses(node.firstChild);
  const call: Call = {
    node,
    callee,
    args: argumentsOf(cell, node),
    canonical: know.names.canonical({ cell, node: callee }),
    method: attributeOf(cell, callee),
    own: know.own.called(cell, callee),
  };
  for (const own of call.own) applyOwn(recorder, call, own);
  applyFlags(recorder, call);
  applyPassedFunctions(recorder, call);
  if (call.own.length > 0 && call.method === null) return consumeArguments(recorder, call);
  if (call.canonical !== null) applyFunction(recorder, call, call.canonical);
  else if (call.method !== null) applyMethod(recorder, call, call.method);
  else applyVariable(recorder, call);
}

/** How a person would write the call, short. */
function shown(recorder: Recorder, call: Call): string {
  const name = textOf(recorder.cell, call.callee).replace(/\s+/g, ' ');
  return `\`${name.length > 40 ? `…${name.slice(-39)}` : name}()\``;
}

function receiverOf(call: Call): SyntaxNode | null {
  return call.method === null ? null : call.callee.firstChild;
}

/** `inplace=True` and `out=x`. A flag that is not literally off counts as on. */
function applyFlags(recorder: Recorder, call: Call) {
  for (const { name, value } of call.args) {
    if (name === 'out')
      recorder.mutate(value, false, (what) => `\`${what}\` is written to by ${shown(recorder, call)}`);
    if (name !== 'inplace' || /^(False|None|0)$/.test(textOf(recorder.cell, value))) continue;
    const target = call.canonical === null ? receiverOf(call) : call.args[0]?.value;
    if (target)
      recorder.mutate(
        target,
        false,
        (what) => `\`${what}\` is changed by ${shown(recorder, call)} with \`inplace\``,
      );
  }
}

function applyOwn(recorder: Recorder, call: Call, own: OwnFunction) {
  const summary = recorder.know.summaryOf(own);
  const by = `\`${own.name}()\``;
  applyOutside(recorder, call.node.from, own);
  for (const [parameter, deep] of summary.parameters) {
    if (parameter === own.self) {
      const receiver = receiverOf(call);
      if (receiver) recorder.mutate(receiver, deep, (name) => `\`${name}\` is changed by ${by}`);
    } else
      for (const value of argumentsFor(call.args, own, parameter))
        recorder.mutate(value.value, deep || value.star !== '', (name) => `\`${name}\` is changed by ${by}`);
  }
}

/** What a function of the notebook does to names outside of it. */
export function applyOutside(recorder: Recorder, at: number, own: OwnFunction) {
  const summary = recorder.know.summaryOf(own);
  const by = `\`${own.name}()\``;
  if (summary.barrier) recorder.barrier(at, by);
  if (summary.world) recorder.emit({ kind: 'world' }, at, `${by} writes to files or runs commands`);
  for (const name of summary.binds)
    recorder.emit(
      { kind: 'bind', name, sources: [], value: null, global: true },
      at,
      `\`${name}\` is assigned by ${by}`,
      false,
    );
  if (summary.seeds.size > 0)
    recorder.emit({ kind: 'seed', families: [...summary.seeds], value: null }, at, `${by} sets a seed`);
  for (const name of summary.consumes)
    recorder.emit({ kind: 'consume', name }, at, `\`${name}\` is read from by ${by}`);
  for (const [name, deep] of summary.globals)
    recorder.emit({ kind: 'mutate', name, deep, stored: [] }, at, `\`${name}\` is changed by ${by}`);
}

function argumentsFor(args: readonly Argument[], own: OwnFunction, parameter: string): Argument[] {
  const place = own.parameters.indexOf(parameter);
  const unpacked = args.some((argument) => argument.star !== '');
  return args.filter((argument, i) => {
    if (unpacked || own.variadic.has(parameter)) return true;
    return argument.name === null ? i === place : argument.name === parameter;
  });
}

/** `df.apply(f)`, `map(f, xs)`: a function of the notebook that somebody else calls, with who knows what. */
function applyPassedFunctions(recorder: Recorder, call: Call) {
  const { cell, know } = recorder;
  for (const { value } of call.args) {
    applyPassedMethod(recorder, value);
    if (value.name !== 'VariableName') continue;
    for (const own of know.own.functions.get(textOf(cell, value)) ?? []) {
      applyOutside(recorder, call.node.from, own);
      const summary = know.summaryOf(own);
      if (summary.parameters.size === 0) continue;
      const others = call.args.filter((argument) => argument.value.from !== value.from);
      const receiver = receiverOf(call);
      for (const node of [...others.map((argument) => argument.value), ...(receiver ? [receiver] : [])])
        recorder.mutate(node, true, (name) => `\`${name}\` may be changed by \`${own.name}()\``);
    }
  }
}

/** `map(xs.append, ys)` */
function applyPassedMethod(recorder: Recorder, value: SyntaxNode) {
  const method = attributeOf(recorder.cell, value);
  if (method === null || !value.firstChild) return;
  if (SHALLOW_MUTATORS.has(method) || DEEP_MUTATORS.has(method) || TRAINING_METHODS.has(method))
    recorder.mutate(value.firstChild, true, (name) => `\`${name}\` may be changed by its \`.${method}\``);
}

function applyFunction(recorder: Recorder, call: Call, canonical: string) {
  const name = shown(recorder, call);
  const first = call.args[0]?.value;
  const last = canonical.slice(canonical.lastIndexOf('.') + 1);
  if (BARRIER_FUNCTIONS.has(canonical)) recorder.barrier(call.node.from, name);
  if (WORLD_FUNCTIONS.has(canonical) || /^(subprocess|shutil)\./.test(canonical) || WORLD_METHODS.has(last))
    recorder.emit({ kind: 'world' }, call.node.from, `${name} may write to files`);
  const families = seedFamilies(canonical);
  if (families.length > 0)
    recorder.emit(
      { kind: 'seed', families, value: first ?? null },
      call.node.from,
      `${name} sets a seed`,
      first !== undefined,
    );
  if (first && (MUTATES_FIRST.has(canonical) || (last.endsWith('_') && !last.endsWith('__'))))
    recorder.mutate(first, canonical === 'next', (what) => `\`${what}\` is changed by ${name}`);
  const receiver = receiverOf(call);
  if (receiver?.name === 'MemberExpression' && SHALLOW_MUTATORS.has(last))
    recorder.mutate(receiver, false, (what) => `\`${what}\` is changed by ${name}`);
  if (!KNOWN_LIBRARIES.has(canonical.split('.')[0] ?? '')) passToUnknown(recorder, call);
  if (!NOT_CONSUMING.has(canonical)) consumeArguments(recorder, call);
}

function consumeArguments(recorder: Recorder, call: Call) {
  for (const { value } of call.args) if (value.name === 'VariableName') recorder.consume(value);
}

function passToUnknown(recorder: Recorder, call: Call) {
  const name = shown(recorder, call);
  for (const { value } of call.args)
    recorder.mutate(value, true, (what) => `\`${what}\` is passed to ${name}, which may change it`);
}

function applyMethod(recorder: Recorder, call: Call, method: string) {
  const receiver = receiverOf(call);
  if (!receiver) return;
  const { cell, know } = recorder;
  const name = shown(recorder, call);
  const isLearner = TRAINING_METHODS.has(method) && LEARNER_LIBRARIES.has(libraryOf(recorder, receiver) ?? '');
  const stored = () => (isLearner ? [] : call.args.flatMap(({ value }) => sourcesOf(cell, value, know)));
  const change = (deep: boolean) =>
    recorder.mutate(receiver, deep, (what) => `\`${what}\` is changed by ${name}`, stored());
  consumeArguments(recorder, call);
  if (WORLD_METHODS.has(method)) recorder.emit({ kind: 'world' }, call.node.from, `${name} may write to files`);
  if (OPERATORS.has(method) && isOfLibrary(recorder, receiver)) return;
  if (SHALLOW_MUTATORS.has(method) || DRAW_METHODS.has(method)) change(false);
  else if (DEEP_MUTATORS.has(method) || /[^_]_$/.test(method) || TRAINING_METHODS.has(method)) {
    change(true);
    if (TRAINING_METHODS.has(method)) trainArguments(recorder, call);
  } else if (
    PURE_METHODS.has(method) ||
    EXPENSIVE_METHODS.has(method) ||
    WORLD_METHODS.has(method) ||
    /^(expect|assert)[_A-Z]/.test(method)
  )
    return;
  else if (SHOWING_METHODS.has(method)) {
    if (/^(ax|axs|axes|axis|fig|figure|g|grid)\d*\b/i.test(textOf(cell, receiver))) change(false);
  } else if (call.own.length === 0 && method !== 'sample')
    recorder.mutate(receiver, true, (what) => `\`${what}\` may be changed by ${name}`, stored());
}

/** Methods that change sets, lists and counters, but are arithmetic on tables and tensors. */
const OPERATORS: ReadonlySet<string> = new Set(['add', 'subtract', 'append']);

/** `trainer.fit(model, loader)` changes the model. */
function trainArguments(recorder: Recorder, call: Call) {
  for (const { value } of call.args) {
    const text = textOf(recorder.cell, value);
    if (/^\w*(model|net|clf|estimator|learner|pipe|module)\w*$/i.test(text))
      recorder.mutate(value, true, (what) => `\`${what}\` may be trained by ${shown(recorder, call)}`);
  }
}

/** `model(x)`: an object that is called, or a function of which nothing is known. */
function applyVariable(recorder: Recorder, call: Call) {
  const { cell, know } = recorder;
  const name = shown(recorder, call);
  consumeArguments(recorder, call);
  if (isOfLibrary(recorder, call.callee)) {
    if (call.callee.name === 'VariableName')
      recorder.mutate(call.callee, true, (what) => `\`${what}\` may be changed by calling it`);
    return;
  }
  // A class of the notebook without constructor runs none of its code.
  if (call.callee.name === 'VariableName' && know.own.isClass(textOf(cell, call.callee))) return;
  recorder.mutate(call.callee, true, (what) => `\`${what}\` may be changed by ${name}`);
  passToUnknown(recorder, call);
}

/** `Dense(3)(x)`, or `layer(x)` where `layer = Dense(3)`. */
function isOfLibrary(recorder: Recorder, value: SyntaxNode): boolean {
  return KNOWN_LIBRARIES.has(libraryOf(recorder, value) ?? '');
}

/** The package of the class or function that made a value, directly or by a visible definition. */
function libraryOf(recorder: Recorder, value: SyntaxNode): string | null {
  const { cell, know } = recorder;
  const at = { cell: cell.index, offset: value.from };
  const made =
    value.name === 'VariableName' ? know.names.definition(textOf(cell, value), at) : { cell, node: value };
  const maker = made?.node.name === 'CallExpression' ? made.node.firstChild : null;
  if (!made || !maker) return null;
  const canonical = know.names.canonical({ cell: made.cell, node: maker });
  return canonical?.includes('.') === true ? (canonical.split('.')[0] ?? null) : null;
}
