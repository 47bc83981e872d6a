import type { SyntaxNode } from '@lezer/common';
import type { MaskedSyntax, PythonCell } from '../../../python/index.ts';
import {
  choice,
  cutShort,
  type Emission,
  isNothing,
  joined,
  NOTHING,
  optional,
  repeat,
  type Write,
} from '../emission.ts';
import { argumentsOf, unwrapped } from '../skeleton/nodes.ts';
import { type Printed, pprintSkeleton, printSkeleton } from '../skeleton/skeleton.ts';
import { calledName, type Known, type Piece, slot } from '../skeleton/slots.ts';
import { voiceOf } from './calls.ts';
import { isLogic, mayLeave } from './flow.ts';
import { NameKeeper, newTexts, parametersOf } from './known-names.ts';
import { bindTarget, itemsOf } from './loops.ts';
import type { Definition, Surroundings } from './surroundings.ts';

export interface ProgramOptions {
  readonly around: Surroundings;
  /** Line (from 1) on which the cell failed; `null` when it did not; 0 when it failed somewhere. */
  readonly failedLine: number | null;
  /** Whether `display(…)` leaves a mark in the output. */
  readonly displays: boolean;
  /** Allows any whole lines between two statements: for output that the code does not explain. */
  readonly loose: boolean;
}

const DEEPEST = 100;
const DEEPEST_EXPRESSION = 300;
const MOST_WRITES = 6000;
/** A loop that writes more often is followed as one of unknown length. */
const MOST_UNROLLED = 1500;
const DEEPEST_CALL = 4;

/** What the cell writes to stdout, in order of execution. Null when the code nests too deep or writes too often to follow. */
export function programOf(cell: PythonCell, options: ProgramOptions): Emission | null {
  const reader = new ProgramReader(options);
  try {
    return reader.cell(cell);
  } catch (error) {
    if (error instanceof TooMuch) return null;
    throw error;
  }
}

class TooMuch extends Error {}

interface Scope {
  readonly cell: PythonCell;
  readonly known: Map<string, Known>;
  readonly bindings: readonly (readonly [string, string])[];
  /** Whether a value is worked out in order to be printed: what gives it then hardly prints, too. */
  readonly shown: boolean;
  /** Functions being run, from the outside in. */
  readonly calls: readonly Definition[];
  readonly depth: number;
}

const QUIET_MAGICS =
  /^(?:matplotlib|load_ext|reload_ext|autoreload|config|precision|env|set_env|store|capture|gui|colors|doctest_mode|xmode|logstart|writefile)$/;

class ProgramReader {
  private writes = 0;
  private readonly names = new NameKeeper();
  private readonly options: ProgramOptions;
  constructor(options: ProgramOptions) {
    this.options = options;
  }

  cell(cell: PythonCell): Emission {
    const scope: Scope = { cell, known: new Map(), bindings: [], shown: false, calls: [], depth: 0 };
    const { failedLine, loose } = this.options;
    const parts: Emission[] = [];
    const any = (at: { from: number; to: number }) => this.write([slot('lines', [])], at, scope);
    for (const item of this.items(cell.tree.topNode, scope)) {
      if (loose) parts.push(any({ from: item.from, to: item.from }));
      const emission = this.item(item, scope);
      if (failedLine === null) parts.push(emission);
      else if (failedLine === 0) parts.push(cutShort(emission));
      else if (lineOf(cell.code, item.to) < failedLine) parts.push(emission);
      else {
        parts.push(cutShort(emission));
        break;
      }
    }
    if (loose) parts.push(any({ from: cell.code.length, to: cell.code.length }));
    parts.push(
      ...cell.masked
        .filter(({ kind }) => kind === 'cell-magic')
        .flatMap((magic) => this.cellMagic(magic, scope)),
    );
    const sequence: Emission = { kind: 'sequence', parts };
    return failedLine === 0 ? cutShort(sequence) : sequence;
  }

  private cellMagic(magic: MaskedSyntax, scope: Scope): Emission[] {
    if (magic.name === 'time') return ['CPU times: ', 'Wall time: '].map((label) => optional(this.labelled(label, magic, scope)));
    if (/^(?:prun|timeit|debug|memit|mprun|heat|scalene)$/.test(magic.name)) {
      return [this.write([slot('lines', [])], magic, scope)];
    }
    return [];
  }

  /** A line that begins with a label. */
  private labelled(label: string, at: MaskedSyntax, scope: Scope): Emission {
    return this.write([label, slot('line', []), '\n'], at, scope);
  }

  /** Statements of a block and IPython syntax between them, in order. */
  private items(block: SyntaxNode, scope: Scope): (SyntaxNode | MaskedSyntax)[] {
    const statements: SyntaxNode[] = [];
    for (let child = block.firstChild; child; child = child.nextSibling) {
      if (child.name !== 'Comment' && child.name !== ':' && child.name !== ';') statements.push(child);
    }
    const between = scope.cell.masked.filter(
      (span) =>
        span.kind !== 'cell-magic' &&
        span.from >= block.from &&
        span.to <= block.to &&
        !statements.some(({ from, to }) => from <= span.from && span.from < to),
    );
    return [...statements, ...between].sort((a, b) => a.from - b.from);
  }

  private item(item: SyntaxNode | MaskedSyntax, scope: Scope): Emission {
    return 'kind' in item ? this.masked(item, scope) : this.statement(item, scope);
  }

  private masked(span: MaskedSyntax, scope: Scope): Emission {
    const quiet = span.kind === 'help' || span.kind === 'assignment' || QUIET_MAGICS.test(span.name);
    return quiet ? NOTHING : this.write([slot('lines', [])], span, scope);
  }

  private block(node: SyntaxNode | null, scope: Scope): Emission {
    if (node === null) return NOTHING;
    const items = this.items(node, scope);
    const emissions = items.map((item) => [item, this.item(item, scope)] as const);
    let rest: Emission = NOTHING;
    for (const [item, emission] of emissions.reverse()) {
      if ('name' in item && !('kind' in item) && mayLeave(item)) rest = optional(rest);
      rest = joined([emission, rest]);
    }
    return rest;
  }

  private statement(node: SyntaxNode, outer: Scope): Emission {
    const scope = { ...outer, depth: outer.depth + 1 };
    if (scope.depth > DEEPEST) throw new TooMuch();
    const emission = this.statementOf(node, scope);
    if (node.name === 'AssignStatement') this.names.learn(node, scope);
    else this.names.forget(node, scope);
    const magics = scope.cell.masked.filter(
      ({ kind, from }) => kind !== 'cell-magic' && from >= node.from && from < node.to,
    );
    const simple = node.getChild('Body') === null;
    return simple ? joined([emission, ...magics.map((magic) => this.masked(magic, scope))]) : emission;
  }

  private statementOf(node: SyntaxNode, scope: Scope): Emission {
    switch (node.name) {
      case 'FunctionDefinition':
      case 'DecoratedStatement':
      case 'ImportStatement':
      case 'PassStatement':
        return NOTHING;
      case 'StatementGroup':
      case 'ClassDefinition':
        return this.block(node.name === 'StatementGroup' ? node : node.getChild('Body'), scope);
      case 'IfStatement':
        return this.ifStatement(node, scope);
      case 'ForStatement':
        return this.forStatement(node, scope);
      case 'WhileStatement': {
        this.names.forget(node, scope);
        const test = this.expression(node.firstChild?.nextSibling ?? null, scope);
        return joined([test, repeat(joined([this.block(node.getChild('Body'), scope), test]))]);
      }
      case 'TryStatement':
        return this.tryStatement(node, scope);
      case 'WithStatement': {
        const heads = this.expressionsOf(node, scope, (child) => child.name !== 'Body');
        return joined([heads, this.block(node.getChild('Body'), scope)]);
      }
      case 'MatchStatement':
        this.names.forget(node, scope);
        return /\bprint\b/.test(scope.cell.code.slice(node.from, node.to))
          ? this.anything(node, scope)
          : NOTHING;
      case 'PrintStatement':
        return this.anything(node, scope);
      default:
        return this.expressionsOf(node, scope, () => true);
    }
  }

  private ifStatement(node: SyntaxNode, scope: Scope): Emission {
    const options: Emission[] = [];
    let before: Emission = NOTHING;
    let otherwise = false;
    const bound = this.names.bound(node, scope.cell.code);
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name === 'else') otherwise = true;
      else if (child.name === 'Body') {
        options.push(joined([before, this.block(child, { ...scope, known: new Map(scope.known) })]));
      } else if (child.name !== 'if' && child.name !== 'elif')
        before = joined([before, this.expression(child, scope)]);
    }
    for (const name of bound) scope.known.delete(name);
    return choice(otherwise ? options : [...options, before]);
  }

  private forStatement(node: SyntaxNode, scope: Scope): Emission {
    const { code } = scope.cell;
    const targets: SyntaxNode[] = [];
    let at = node.getChild('for')?.nextSibling ?? null;
    for (; at && at.name !== 'in'; at = at.nextSibling) if (at.name !== ',') targets.push(at);
    const iterable = at?.nextSibling ?? null;
    const head = this.expression(iterable, scope);
    const [body, otherwise] = node.getChildren('Body');
    if (body === undefined) return head;
    const items = mayLeave(body) ? null : itemsOf(iterable, code, scope.known);
    const before = this.writes;
    this.names.forget(node, scope);
    const tail = otherwise ? optional(this.block(otherwise, scope)) : NOTHING;
    const known = new Map(scope.known);
    if (items === null) return joined([head, repeat(this.block(body, { ...scope, known })), tail]);
    const rounds: Emission[] = [];
    for (const item of items) {
      const round = new Map(scope.known);
      bindTarget(targets, item, code, round);
      const bindings = newTexts(round, scope.known);
      rounds.push(this.block(body, { ...scope, known: round, bindings: [...scope.bindings, ...bindings] }));
      const each = this.writes - before;
      if (rounds.length === 1 && each === 0) break;
      if (rounds.length === 1 && each * items.length > MOST_UNROLLED) {
        this.writes = before;
        return joined([head, repeat(this.block(body, { ...scope, known })), tail]);
      }
    }
    return joined([head, ...rounds, tail]);
  }

  private tryStatement(node: SyntaxNode, scope: Scope): Emission {
    this.names.forget(node, scope);
    const bodies = { try: NOTHING, finally: NOTHING, else: NOTHING };
    const handlers: Emission[] = [];
    let part = 'try';
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (/^(?:try|except|else|finally)$/.test(child.name)) part = child.name;
      if (child.name !== 'Body') continue;
      const emission = this.block(child, { ...scope, known: new Map(scope.known) });
      if (part === 'except') handlers.push(emission);
      else bodies[part as keyof typeof bodies] = emission;
    }
    const failed = joined([cutShort(bodies.try), choice(handlers)]);
    const whole = joined([bodies.try, bodies.else]);
    const ways = handlers.length === 0 ? whole : choice([whole, failed]);
    return joined([ways, bodies.finally]);
  }

  private expressionsOf(node: SyntaxNode, scope: Scope, wanted: (child: SyntaxNode) => boolean): Emission {
    const parts: Emission[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (wanted(child)) parts.push(this.expression(child, scope));
    }
    return joined(parts);
  }

  /** What evaluating an expression writes: its parts first, then the call itself. */
  private expression(node: SyntaxNode | null, outer: Scope): Emission {
    if (node === null || node.firstChild === null || node.name === 'LambdaExpression') return NOTHING;
    const shown = outer.shown || showsItsParts(node, outer.cell.code);
    const scope = { ...outer, shown, depth: outer.depth + 1 };
    if (scope.depth > DEEPEST_EXPRESSION) throw new TooMuch();
    const inner = this.expressionsOf(node, scope, () => true);
    if (node.name === 'CallExpression') return joined([inner, this.call(node, outer)]);
    if (isNothing(inner)) return NOTHING;
    if (node.name.endsWith('ComprehensionExpression')) return repeat(inner);
    const maybe =
      node.name === 'ConditionalExpression' ||
      (node.name === 'BinaryExpression' && isLogic(node, scope.cell.code));
    return maybe ? optional(inner) : inner;
  }

  private call(node: SyntaxNode, scope: Scope): Emission {
    const { code, index } = scope.cell;
    const voice = voiceOf(node, code, index, this.options.around);
    switch (voice.kind) {
      case 'quiet':
        return NOTHING;
      case 'any':
        return this.anything(node, scope);
      case 'unknown':
        return scope.shown ? NOTHING : this.anything(node, scope);
      case 'print':
        return this.printed(printSkeleton(node, code, scope.known), node, scope);
      case 'display':
        return this.displayed(node, scope);
      case 'pprint':
        return this.printed(pprintSkeleton(node, code), node, scope);
      case 'function':
        return this.run(voice.definition, node, scope);
    }
  }

  /** Each argument is an output of its own. */
  private displayed(node: SyntaxNode, scope: Scope): Emission {
    if (!this.options.displays) return NOTHING;
    const args = argumentsOf(node.getChild('ArgList'), scope.cell.code).filter(({ keyword }) => keyword === null);
    if (args.some(({ star }) => star !== '')) return this.anything(node, scope);
    const pieces = args.flatMap((arg) => [slot('display', unwrapped(arg.node)), '\n']);
    return pieces.length === 0 ? NOTHING : this.write(pieces, node, scope);
  }

  private printed(skeleton: Printed, node: SyntaxNode, scope: Scope): Emission {
    if (skeleton === 'nothing') return NOTHING;
    if (skeleton === 'unknown') return this.write([slot('any', [])], node, scope);
    return this.write(skeleton, node, scope);
  }

  /** The body of a function of the notebook, with its parameters as far as the call says them. */
  private run(definition: Definition, call: SyntaxNode, scope: Scope): Emission {
    const { node, cell } = definition;
    const body = node.getChild('Body');
    const recursive = scope.calls.some((running) => running.node.from === node.from && running.cell === cell);
    const lazy = /\byield\b|\basync\b/.test(cell.code.slice(Math.max(0, node.from - 6), node.to));
    if (recursive || lazy || scope.calls.length >= DEEPEST_CALL || body === null)
      return this.anything(call, scope);
    const known = parametersOf(definition, call, scope);
    if (/\bglobal\b/.test(cell.code.slice(body.from, body.to))) scope.known.clear();
    for (const name of this.names.bound(body, cell.code)) if (known.has(name)) known.delete(name);
    return this.block(body, {
      cell,
      known,
      bindings: scope.bindings,
      shown: false,
      calls: [...scope.calls, definition],
      depth: scope.depth,
    });
  }

  private anything(node: SyntaxNode, scope: Scope): Emission {
    return this.write([slot('lines', [node])], node, scope);
  }

  private write(
    pieces: readonly Piece[],
    { from, to }: { from: number; to: number },
    scope: Scope,
  ): Emission {
    this.writes++;
    if (this.writes > MOST_WRITES) throw new TooMuch();
    const write: Write = { from, to, cell: scope.cell.index, bindings: scope.bindings };
    return { kind: 'write', pieces, write };
  }
}

/** Whether a call prints what it is called of or with: `print(f(x))`, `df.select(a).show()`. */
function showsItsParts(node: SyntaxNode, code: string): boolean {
  if (node.name !== 'CallExpression') return false;
  return /^(?:print|display|pprint|pp|show|info|printSchema)$/.test(calledName(node, code) ?? '');
}

function lineOf(code: string, offset: number): number {
  let line = 1;
  for (let at = code.indexOf('\n'); at >= 0 && at < offset - 1; at = code.indexOf('\n', at + 1)) line++;
  return line;
}
