/** What evaluating an expression writes to stdout. */
import type { SyntaxNode } from '@lezer/common';
import type { PythonCell } from '../../../python/index.ts';
import { type Emission, isNothing, joined, NOTHING, optional, repeat, type Write } from '../emission.ts';
import { argumentsOf, unwrapped } from '../skeleton/nodes.ts';
import { type Printed, pprintSkeleton, printSkeleton } from '../skeleton/skeleton.ts';
import { calledName, type Known, type Piece, slot } from '../skeleton/slots.ts';
import { voiceOf } from './calls.ts';
import { isLogic } from './flow.ts';
import { NameKeeper, parametersOf } from './known-names.ts';
import type { Definition, Surroundings } from './surroundings.ts';

/** How the code of a cell is followed. */
export interface ProgramOptions {
  readonly around: Surroundings;
  /** Line (from 1) on which the cell failed; `null` when it did not; 0 when it failed somewhere. */
  readonly failedLine: number | null;
  /** Whether `display(…)` leaves a mark in the output. */
  readonly displays: boolean;
  /** Allows any whole lines between two statements: for output that the code does not explain. */
  readonly loose: boolean;
}

const DEEPEST_EXPRESSION = 300;
const MOST_WRITES = 6000;
const DEEPEST_CALL = 4;

/** Raised where the code nests too deep or writes too often to follow. */
export class TooMuch extends Error {}

/** Where an expression stands, and what is known there. */
export interface Scope {
  readonly cell: PythonCell;
  readonly known: Map<string, Known>;
  readonly bindings: readonly (readonly [string, string])[];
  /** Whether a value is worked out in order to be printed: what gives it then hardly prints, too. */
  readonly shown: boolean;
  /** Functions being run, from the outside in. */
  readonly calls: readonly Definition[];
  readonly depth: number;
}

/** Follows expressions; who follows statements says what a function's body writes. */
export abstract class ExpressionReader {
  protected writes = 0;
  protected readonly names = new NameKeeper();
  protected readonly options: ProgramOptions;
  constructor(options: ProgramOptions) {
    this.options = options;
  }

  protected abstract block(node: SyntaxNode | null, scope: Scope): Emission;

  protected expressionsOf(node: SyntaxNode, scope: Scope, wanted: (child: SyntaxNode) => boolean): Emission {
    const parts: Emission[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (wanted(child)) parts.push(this.expression(child, scope));
    }
    return joined(parts);
  }

  /** What evaluating an expression writes: its parts first, then the call itself. */
  protected expression(node: SyntaxNode | null, outer: Scope): Emission {
    // Only calls write.
    if (node === null || !outer.cell.code.slice(node.from, node.to).includes('(')) return NOTHING;
    if (node.firstChild === null || node.name === 'LambdaExpression') return NOTHING;
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

  protected anything(node: SyntaxNode, scope: Scope): Emission {
    return this.write([slot('lines', [node])], node, scope);
  }

  protected write(
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
