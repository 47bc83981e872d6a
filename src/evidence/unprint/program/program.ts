/** What a cell's statements write to stdout, in order. */
import type { SyntaxNode } from '@lezer/common';
import type { MaskedSyntax, PythonCell } from '../../../python/index.ts';
import { choice, cutShort, type Emission, joined, NOTHING, optional, repeat } from '../emission.ts';
import { slot } from '../skeleton/slots.ts';
import { ExpressionReader, type ProgramOptions, type Scope, TooMuch } from './expressions.ts';
import { mayLeave } from './flow.ts';
import { newTexts } from './known-names.ts';
import { bindTarget, itemsOf } from './loops.ts';

const DEEPEST = 100;
/** A loop that writes more often is followed as one of unknown length. */
const MOST_UNROLLED = 1500;

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

const QUIET_MAGICS =
  /^(?:matplotlib|load_ext|reload_ext|autoreload|config|precision|env|set_env|store|capture|gui|colors|doctest_mode|xmode|logstart|writefile)$/;

class ProgramReader extends ExpressionReader {
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

  protected block(node: SyntaxNode | null, scope: Scope): Emission {
    if (node === null) return NOTHING;
    const items = this.items(node, scope);
    const emissions = items.map((item) => [item, this.item(item, scope)] as const);
    let rest: Emission = NOTHING;
    for (const [item, emission] of emissions.reverse()) {
      if ('name' in item && !('kind' in item) && mayLeave(item, scope.cell.code)) rest = optional(rest);
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
    if (magics.length === 0 || node.getChild('Body') !== null) return emission;
    return joined([emission, ...magics.map((magic) => this.masked(magic, scope))]);
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
    const items = mayLeave(body, code) ? null : itemsOf(iterable, code, scope.known);
    const before = this.writes;
    this.names.forget(node, scope);
    const tail = otherwise ? optional(this.block(otherwise, scope)) : NOTHING;
    const unknownRounds = () =>
      joined([head, repeat(this.block(body, { ...scope, known: new Map(scope.known) })), tail]);
    if (items === null) return unknownRounds();
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
        return unknownRounds();
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
}

function lineOf(code: string, offset: number): number {
  let line = 1;
  for (let at = code.indexOf('\n'); at >= 0 && at < offset - 1; at = code.indexOf('\n', at + 1)) line++;
  return line;
}
