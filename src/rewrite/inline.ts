/** Asserts that go into the feedback cell itself. */

import { NbassertError } from '../errors.ts';
import { printableLine } from '../printable.ts';
import type { Placement } from '../proposals/index.ts';
import { parseCell, type Span } from '../python/index.ts';
import { firstSentence } from './notes.ts';
import { distinct, inSourceOrder } from './pair.ts';
import type { Piece } from './provenance.ts';
import type { Accepted, RewriteOptions } from './types.ts';

type Inline = Extract<Placement, { kind: 'inline' }>;

/** A cell's new source, and how to get from it to the old one. */
export interface InlineResult {
  readonly source: string;
  readonly pieces: readonly Piece[];
}

/** Text in place of a span of the old source. */
interface Insertion extends Span {
  readonly text: string;
  readonly binds: string | null;
}

/** Lines that belong together; `comments` can be left out where lines cannot stand. */
interface Block {
  readonly comments: readonly string[];
  readonly code: string;
  readonly binds: string | null;
}

/** Puts the asserts of one cell into its source. All items are of this cell and placed `inline`. */
export function insertInline(
  source: string,
  accepted: readonly Accepted[],
  options: RewriteOptions,
): InlineResult {
  const insertions = byStatement(accepted).flatMap((items) => statementInsertions(source, items, options));
  return applyInsertions(source, insertions);
}

function placementOf(item: Accepted): Inline {
  const { placement } = item.proposal;
  if (placement.kind !== 'inline') throw new Error('Not an inline placement');
  return placement;
}

function byStatement(accepted: readonly Accepted[]): Accepted[][] {
  const groups = new Map<string, Accepted[]>();
  for (const item of distinct(inSourceOrder(accepted))) {
    const { statement } = placementOf(item);
    const key = `${statement.from}:${statement.to}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

function statementInsertions(
  source: string,
  items: readonly Accepted[],
  options: RewriteOptions,
): Insertion[] {
  const { statement } = placementOf(items[0]!);
  const binding = bindings(source, items);
  const before = items.filter((item) => sideOf(item) === 'before').map((item) => assertBlock(item, options));
  const after = items.filter((item) => sideOf(item) === 'after').map((item) => assertBlock(item, options));
  return [
    ...placeBefore(source, statement, [...binding.lines, ...before]),
    ...binding.uses,
    ...placeAfter(source, statement, after),
  ];
}

/** A cell shows its last expression: nothing may come behind that, and the state is the same in front of it. */
function sideOf(item: Accepted): Inline['side'] {
  return item.proposal.feedback.mechanism === 'last-cell' ? 'before' : placementOf(item).side;
}

function assertBlock(item: Accepted, options: RewriteOptions): Block {
  const note = options.notes === 'none' ? '' : printableLine(firstSentence(item.note), 86);
  return { comments: note === '' ? [] : [`# ${note}`], code: item.assert.trimEnd(), binds: null };
}

/** The lines that bind expressions to names, inner expressions first, and the uses of the names in the statement. */
function bindings(source: string, items: readonly Accepted[]): { lines: Block[]; uses: Insertion[] } {
  const lines: Block[] = [];
  const done: Insertion[] = [];
  const wanted = items
    .map((item) => placementOf(item).bind)
    .filter((bind) => bind !== null)
    .sort((a, b) => a.expression.to - a.expression.from - (b.expression.to - b.expression.from));
  for (const { name, expression } of wanted) {
    if (lines.some((line) => line.binds === name)) continue;
    const inside = done.filter((use) => use.from >= expression.from && use.to <= expression.to);
    const same = inside.find((use) => use.from === expression.from && use.to === expression.to);
    const value = same?.text ?? spliced(source, expression, inside);
    lines.push({ comments: [], code: `${name} = ${inParentheses(value)}`, binds: name });
    if (same !== undefined) continue;
    for (const use of inside) done.splice(done.indexOf(use), 1);
    done.push({ ...expression, text: name, binds: name });
  }
  return { lines, uses: done.sort((a, b) => a.from - b.from) };
}

function spliced(source: string, span: Span, uses: readonly Insertion[]): string {
  let text = '';
  let position = span.from;
  for (const use of uses.toSorted((a, b) => a.from - b.from)) {
    text += source.slice(position, use.from) + use.text;
    position = use.to;
  }
  return text + source.slice(position, span.to);
}

/** An expression may go over lines inside the brackets of a call; on its own it needs brackets for that. */
function inParentheses(expression: string): string {
  return /[\n\r]|:=/.test(expression) ? `(${expression})` : expression;
}

function placeBefore(source: string, statement: Span, blocks: readonly Block[]): Insertion[] {
  const start = lineStart(source, statement.from);
  const prefix = source.slice(start, statement.from);
  if (!standsAlone(prefix))
    return joined(source, statement, blocks, (code) => ({ at: statement.from, text: `${code}; ` }));
  const indent = /^[ \t]*/.exec(prefix)![0];
  const eol = lineEndOf(source);
  return blocks.map((block) => ({
    from: start,
    to: start,
    text: indented(block, indent)
      .map((line) => `${line}${eol}`)
      .join(''),
    binds: block.binds,
  }));
}

function placeAfter(source: string, statement: Span, blocks: readonly Block[]): Insertion[] {
  const prefix = source.slice(lineStart(source, statement.from), statement.from);
  const end = lineEnd(source, statement.to);
  const rest = source.slice(statement.to, end);
  if (!standsAlone(prefix) || !/^\s*(?:;\s*)?(?:#.*)?$/.test(rest)) {
    return joined(source, statement, blocks, (code) => ({ at: statement.to, text: `; ${code}` }));
  }
  const indent = /^[ \t]*/.exec(prefix)![0];
  const eol = lineEndOf(source);
  return blocks.map((block) => ({
    from: end,
    to: end,
    text: indented(block, indent)
      .map((line) => `${eol}${line}`)
      .join(''),
    binds: block.binds,
  }));
}

/** Whether a line holds nothing of other statements in front of this one; `%time` in front is the statement's own. */
function standsAlone(prefix: string): boolean {
  return /^\s*(?:%.*)?$/.test(prefix);
}

/** On a line with other statements, or behind `if x:`, asserts are joined with `;`: comments cannot stand there. */
function joined(
  source: string,
  statement: Span,
  blocks: readonly Block[],
  write: (code: string) => { at: number; text: string },
): Insertion[] {
  return blocks.flatMap((block) =>
    statementsOf(block.code).map((code) => {
      if (code === null) throw notJoinable(source, statement);
      const { at, text } = write(code);
      return { from: at, to: at, text, binds: block.binds };
    }),
  );
}

/** The simple statements of a text; null in place of a compound one, which cannot share a line. */
function statementsOf(code: string): (string | null)[] {
  const cell = parseCell(code, 0);
  const found: (string | null)[] = [];
  for (let node = cell.tree.topNode.firstChild; node !== null; node = node.nextSibling) {
    if (node.name === 'Comment') continue;
    const isSimple =
      !node.type.is('Body') && node.getChild('Body') === null && node.name !== 'DecoratedStatement';
    const text = code.slice(node.from, node.to).trim();
    if (text !== '') found.push(isSimple ? text.replace(/;$/, '') : null);
  }
  return found;
}

function notJoinable(source: string, statement: Span): NbassertError {
  const line = source.slice(0, statement.from).split('\n').length;
  return new NbassertError('unwritable', 'A statement of several lines cannot share a line with others.', {
    place: { line },
    hint: 'Put the feedback statement on a line of its own, or accept it in a new cell.',
  });
}

function indented(block: Block, indent: string): string[] {
  const lines = [...block.comments, ...block.code.split(/\r\n|\n|\r/)];
  return lines.map((line) => (line === '' ? line : `${indent}${line}`));
}

function lineStart(source: string, at: number): number {
  if (at === 0) return 0;
  return Math.max(source.lastIndexOf('\n', at - 1), source.lastIndexOf('\r', at - 1)) + 1;
}

function lineEnd(source: string, at: number): number {
  let end = at;
  while (end < source.length && source[end] !== '\n' && source[end] !== '\r') end++;
  return end;
}

function lineEndOf(source: string): string {
  return /\r\n|\n|\r/.exec(source)?.[0] ?? '\n';
}

function applyInsertions(source: string, insertions: readonly Insertion[]): InlineResult {
  const pieces: Piece[] = [];
  let text = '';
  let position = 0;
  for (const { from, to, text: inserted, binds } of insertions.toSorted((a, b) => a.from - b.from)) {
    if (from < position) throw new Error('Two inline edits overlap');
    text += source.slice(position, from);
    pieces.push({ at: text.length, inserted, replaced: source.slice(from, to), binds });
    text += inserted;
    position = to;
  }
  return { source: text + source.slice(position), pieces };
}
