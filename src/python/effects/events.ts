import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import type { PythonCell } from '../types.ts';
import { applyOutside, readCall } from './calls.ts';
import type { Deed, Event, Knowledge, Recorder, Source, Value } from './deeds.ts';
import { sourcesOf } from './sources.ts';
import { boundNames, childrenOf, clausesOf, isComprehension, textOf } from './tree.ts';

const CONDITIONAL = new Set([
  'IfStatement',
  'WhileStatement',
  'ForStatement',
  'TryStatement',
  'MatchStatement',
]);

function isCause(name: string): boolean {
  return name === 'CallExpression' || name === 'NamedExpression' || name.endsWith('Statement');
}

/** Collects what one cell, or the body of one function, does, in the order it stands there. */
export function readEvents(cell: PythonCell, root: SyntaxNode, know: Knowledge): Event[] {
  const reader = new Reader(cell, root, know);
  reader.read();
  return reader.events;
}

/** Walks a tree without recursion and keeps what is found. */
export class Reader implements Recorder {
  readonly events: Event[] = [];
  readonly cell: PythonCell;
  readonly know: Knowledge;
  readonly globals = new Set<string>();
  #root: SyntaxNode;
  #conditional = 0;
  #classes = 0;
  #loops: number[] = [];
  #cause: SyntaxNode | null = null;

  constructor(cell: PythonCell, root: SyntaxNode, know: Knowledge) {
    this.cell = cell;
    this.know = know;
    this.#root = root;
  }

  read() {
    this.#root.cursor().iterate(
      (ref) => this.#enter(ref),
      (ref) => this.#leave(ref),
    );
  }

  emit(deed: Deed, at: number, what: string, surely = true) {
    if (deed.kind === 'bind' && this.#classes > 0) return;
    const { cell } = this;
    const place = {
      cell,
      at,
      conditional: this.#conditional > 0 || !surely,
      loop: this.#loops[0] ?? null,
      cause: this.#cause,
      what,
    };
    // A spread with fields added behind it takes V8 a microsecond or more for each, and there are thousands of events.
    this.events.push(Object.assign(place, deed));
  }

  mutate(node: SyntaxNode, deep: boolean, what: (name: string) => string, stored: readonly Source[] = []) {
    for (const source of sourcesOf(this.cell, node, this.know)) {
      if (source.how === 'holds' && !deep) continue;
      const reach = deep || source.how !== 'same';
      this.emit({ kind: 'mutate', name: source.name, deep: reach, stored }, node.from, what(source.name));
    }
  }

  bind(targets: readonly SyntaxNode[], value: Value | null, what: string) {
    const sources = value ? this.#sourcesFor(value) : [];
    for (const target of boundNames(targets)) {
      const name = textOf(this.cell, target);
      this.emit({ kind: 'bind', name, sources, value }, target.from, `\`${name}\` is ${what}`);
    }
  }

  #sourcesFor(value: Value): Source[] {
    if (value.how === 'definition') return [];
    const sources = sourcesOf(this.cell, value.node, this.know);
    if (value.how !== 'part') return sources;
    return sources.map(({ name, how }) => ({ name, how: how === 'holds' ? 'same' : 'part' }));
  }

  #enter(ref: SyntaxNodeRef): boolean | undefined {
    const name = ref.name;
    if (CONDITIONAL.has(name)) this.#conditional++;
    if (name === 'ForStatement') this.#enterLoop(ref.node);
    else if (name === 'WhileStatement') this.#loops.push(ref.from);
    else if (name === 'FunctionDefinition') {
      this.#define(ref.node);
    } else if (name === 'Body')
      return ref.from === this.#root.from || ref.node.parent?.name !== 'FunctionDefinition';
    else if (name === 'Decorator') this.#decorate(ref.node);
    else if (name === 'ClassDefinition') {
      this.#define(ref.node);
      this.#classes++;
    } else if (name === 'WithStatement') this.#enterWith(ref.node);
    else if (name === 'LambdaExpression') return !this.#isNamedLambda(ref.node);
    else if (name === 'ArgList' || name.endsWith('ComprehensionExpression')) {
      if (isComprehension(ref.node)) this.#enterComprehension(ref.node);
    }
    return undefined;
  }

  #leave(ref: SyntaxNodeRef) {
    const { name } = ref;
    if (isCause(name)) this.#cause = ref.node;
    if (name === 'CallExpression') readCall(this, ref.node);
    else if (name === 'AssignStatement') this.#assign(ref.node);
    else if (name === 'UpdateStatement') this.#update(ref.node);
    else if (name === 'DeleteStatement') this.#delete(ref.node);
    else if (name === 'NamedExpression') this.#walrus(ref.node.firstChild, ref.node.lastChild);
    else if (name === 'ArgList') this.#walrusArguments(ref.node);
    else if (name === 'ImportStatement') this.#import(ref.node);
    else if (name === 'TryStatement') this.#except(ref.node);
    else if (name === 'WithStatement') this.#leaveWith(ref.node);
    else if (name === 'CapturePattern' || name === 'AsPattern')
      this.bind(ref.node.getChildren('VariableName'), null, 'bound by a match');
    else if (name === 'ScopeStatement')
      for (const node of ref.node.getChildren('VariableName')) this.globals.add(textOf(this.cell, node));
    else if (name === 'ClassDefinition') this.#classes--;
    else if (name === 'ForStatement' || name === 'WhileStatement') this.#loops.pop();
    if (CONDITIONAL.has(name)) this.#conditional--;
  }

  #define(node: SyntaxNode) {
    const name = node.getChild('VariableName');
    if (name) this.bind([name], { node, how: 'definition' }, 'defined again');
  }

  #decorate(node: SyntaxNode) {
    const root = node.getChild('VariableName');
    if (!root) return;
    const name = textOf(this.cell, root);
    const own = this.know.own.functions.get(name) ?? [];
    for (const fn of own) applyOutside(this, node.from, fn);
    if (own.length === 0 && this.know.names.canonical({ cell: this.cell, node: root }) === null)
      this.emit(
        { kind: 'mutate', name, deep: true, stored: [] },
        node.from,
        `\`${name}\` may be changed as a decorator`,
      );
  }

  #isNamedLambda(node: SyntaxNode): boolean {
    const parent = node.parent;
    return (
      parent?.name === 'AssignStatement' &&
      parent.firstChild?.name === 'VariableName' &&
      parent.lastChild?.from === node.from
    );
  }

  #enterLoop(node: SyntaxNode) {
    this.#loops.push(node.from);
    const [clause] = clausesOf(node);
    if (!clause) return;
    this.consume(clause.iterable);
    this.bind(clause.targets, { node: clause.iterable, how: 'part' }, 'the variable of a loop');
    for (const target of clause.targets) this.#store(target, null);
  }

  #enterComprehension(node: SyntaxNode) {
    for (const clause of clausesOf(node)) this.consume(clause.iterable);
  }

  consume(node: SyntaxNode) {
    for (const { name, how } of sourcesOf(this.cell, node, this.know))
      if (how !== 'holds') this.emit({ kind: 'consume', name }, node.from, `\`${name}\` is read from`);
  }

  #withItems(node: SyntaxNode): { context: SyntaxNode; name: SyntaxNode }[] {
    return node.getChildren('as').flatMap((as) => {
      const context = as.prevSibling;
      const name = as.nextSibling;
      return context && name ? [{ context, name }] : [];
    });
  }

  #enterWith(node: SyntaxNode) {
    for (const { context, name } of this.#withItems(node))
      this.bind([name], { node: context, how: 'whole' }, 'bound by a `with`');
  }

  #leaveWith(node: SyntaxNode) {
    for (const { name } of this.#withItems(node))
      for (const bound of boundNames([name])) {
        const text = textOf(this.cell, bound);
        const end = node.to;
        this.emit(
          { kind: 'mutate', name: text, deep: true, stored: [] },
          end,
          `\`${text}\` is closed by its \`with\``,
        );
      }
  }

  #except(node: SyntaxNode) {
    for (const as of node.getChildren('as'))
      if (as.nextSibling) this.bind([as.nextSibling], null, 'bound by an `except`');
  }

  #assign(node: SyntaxNode) {
    const groups: SyntaxNode[][] = [[]];
    for (const child of childrenOf(node)) {
      if (child.name === 'AssignOp') groups.push([]);
      else if (child.name !== ',' && child.name !== 'TypeDef' && child.name !== '*')
        groups.at(-1)?.push(child);
    }
    const values = groups.pop() ?? [];
    if (groups.length === 0) return;
    for (const targets of groups) this.#assignTo(targets, values);
  }

  #assignTo(targets: readonly SyntaxNode[], values: readonly SyntaxNode[]) {
    const [only] = values;
    const what = 'assigned again';
    if (targets.length === values.length) {
      targets.forEach((target, i) => {
        const node = values[i];
        if (!node) return;
        const simple = target.name === 'VariableName' || target.name === 'MemberExpression';
        this.bind([target], { node, how: simple ? 'whole' : 'part' }, what);
      });
    } else if (only && values.length === 1) {
      this.consume(only);
      this.bind(targets, { node: only, how: 'part' }, what);
    } else for (const node of values) this.bind(targets, { node, how: 'whole' }, what);
    const stored = values.flatMap((value) => sourcesOf(this.cell, value, this.know));
    for (const target of targets) this.#store(target, stored);
  }

  /** Assignment to `a.b` or `a[b]`, also inside of an unpacked tuple. */
  #store(target: SyntaxNode, stored: readonly Source[] | null) {
    const work = [target];
    for (let node = work.pop(); node; node = work.pop()) {
      if (/^(Tuple|Array|Parenthesized)Expression$/.test(node.name)) work.push(...childrenOf(node));
      else if (node.name === 'MemberExpression' && node.firstChild) {
        const member = textOf(this.cell, node).slice(0, 40);
        if (/^(globals|locals|vars)\(\)/.test(member)) this.barrier(node.from, '`globals()`');
        this.mutate(node.firstChild, false, () => `\`${member}\` is assigned to`, stored ?? []);
      }
    }
  }

  #update(node: SyntaxNode) {
    const target = node.firstChild;
    const value = node.lastChild;
    if (!target || !value) return;
    if (target.name === 'VariableName') {
      const name = textOf(this.cell, target);
      this.mutate(
        target,
        false,
        () => `\`${name}\` is updated in place`,
        sourcesOf(this.cell, value, this.know),
      );
      const sources: Source[] = [{ name, how: 'same' }];
      const bound: Value = { node: value, how: 'update' };
      this.emit({ kind: 'bind', name, sources, value: bound }, target.from, `\`${name}\` is assigned again`);
    } else this.#store(target, sourcesOf(this.cell, value, this.know));
  }

  #delete(node: SyntaxNode) {
    this.bind(node.getChildren('VariableName'), null, 'deleted');
    const tuples = [...node.getChildren('TupleExpression'), ...node.getChildren('ParenthesizedExpression')];
    this.bind(tuples, null, 'deleted');
    for (const member of node.getChildren('MemberExpression')) this.#store(member, null);
  }

  #walrus(target: SyntaxNode | null, value: SyntaxNode | null) {
    if (target && value) this.bind([target], { node: value, how: 'whole' }, 'assigned by `:=`');
  }

  #walrusArguments(node: SyntaxNode) {
    for (const operator of node.getChildren('AssignOp'))
      if (textOf(this.cell, operator) === ':=') this.#walrus(operator.prevSibling, operator.nextSibling);
  }

  #import(node: SyntaxNode) {
    if (node.getChild('*')) {
      this.barrier(node.from, '`import *`');
      return;
    }
    const after = node.getChild('import');
    if (!after) return;
    let name: SyntaxNode | null = null;
    let dotted = false;
    const done = () => {
      if (name) this.bind([name], { node, how: 'definition' }, 'imported');
      name = null;
      dotted = false;
    };
    for (let child = after.nextSibling; child; child = child.nextSibling) {
      if (child.name === ',') done();
      else if (child.name === '.') dotted = true;
      else if (child.name === 'as') name = null;
      else if (child.name === 'VariableName' && !(dotted && name)) name = child;
    }
    done();
  }

  barrier(at: number, by: string) {
    this.emit({ kind: 'barrier' }, at, `any name may be assigned again by ${by}`);
  }
}
