import type { Cell, MimeBundle } from '../../notebook/index.ts';

import type { PythonCell, PythonNotebook, Span } from '../../python/index.ts';
import { type Alignment, align, type Placed } from './alignment/align.ts';
import { type Automaton, buildAutomaton } from './alignment/automaton.ts';
import { blocksOf } from './alignment/blocks.ts';
import { fold } from './alignment/fold.ts';
import { BLOCK } from './alignment/slot-states.ts';
import type { Emission, Write } from './emission.ts';
import { failedLineOf } from './program/failure.ts';
import { programOf } from './program/program.ts';
import { surroundingsOf } from './program/surroundings.ts';
import type { Piece, Slot } from './skeleton/slots.ts';
import { isFigure, isNoise } from '../bundles.ts';
import { readStreams, type Streams } from './streams.ts';

/** What one slot got in one execution. */
export interface Filled {
  readonly slot: Slot;
  /** Offsets into stdout; null when it is not certain which part of the output it is. */
  readonly span: Span | null;
}

/** One execution of a statement that writes. */
export interface Execution {
  readonly write: Write;
  readonly pieces: readonly Piece[];
  readonly filled: readonly Filled[];
}

/** A cell's stdout, taken apart. */
export interface Unprinted {
  readonly streams: Streams;
  /** How the code fits the output. `loose`: only when something else wrote whole lines in between. */
  readonly fit: 'yes' | 'loose' | 'no' | 'too-large' | 'cut' | 'empty';
  /** The executions of the call at a span of this cell, in order; empty when it did not run or nothing is certain. */
  executionsOf(call: Span): readonly Execution[];
  /** What the call at a span can write, whether it did or not; empty when the code was not followed. */
  skeletonsOf(call: Span): readonly (readonly Piece[])[];
  /** Whether some of what a call wrote may be there, but cannot be told from the rest. */
  isUncertain(call: Span): boolean;
}

/**
 * Aligns all that a cell's code can write with what it wrote. Linear in the size of the output.
 *
 * Outputs that were displayed in between separate the prints, where the code explains them all; else they do not count.
 */
export function unprint(cell: Cell, code: PythonCell, notebook?: PythonNotebook): Unprinted {
  const around = surroundingsOf(code, notebook);
  const failedLine = failedLineOf(cell);
  const attempt = (displays: boolean, loose: boolean): Unprinted =>
    aligned(
      programOf(code, { around, failedLine, displays, loose }),
      readStreams(cell.outputs, displays ? isDisplayed : undefined),
      code.index,
    );
  const first = attempt(true, false);
  if (first.fit !== 'no') return first;
  const second = first.streams.displays.size === 0 && !code.code.includes('display') ? first : attempt(false, false);
  if (second.fit !== 'no') return second;
  const third = attempt(false, true);
  return third.fit === 'yes' ? { ...third, fit: 'loose' } : third.fit === 'too-large' ? third : second;
}

function isDisplayed(data: MimeBundle): boolean {
  return !isNoise(data) && !isFigure(data);
}

function aligned(emission: Emission | null, streams: Streams, cell: number): Unprinted {
  const result = (fit: Unprinted['fit'], found: Found | null = null) =>
    unprinted(streams, fit, emission, found, cell);
  if (emission === null) return result('too-large');
  if (streams.cut) return result('cut');
  if (streams.stdout === '' && !writes(emission)) return result('empty');
  const found = follow(emission, streams.stdout);
  if (found === null) return result('too-large');
  if (found.alignment.fits === 'yes') return result('yes', found);
  if (streams.stdout === '') return result('empty');
  return result(found.alignment.fits);
}

function writes(emission: Emission): boolean {
  if (emission.kind === 'write') return true;
  if (emission.kind === 'repeat') return writes(emission.body);
  return (emission.kind === 'sequence' ? emission.parts : emission.options).some(writes);
}

/** An automaton and where its slots lie, after both readings. */
interface Found {
  readonly automaton: Automaton;
  readonly alignment: Alignment;
}

/**
 * First with slots that take any text; then, where that leaves several ways, with slots that take only what ends by itself
 * (numbers, words, closed brackets, whole tables), or, at last, one line or one table each: exactly one way in which every
 * piece reads as one complete value counts.
 */
function follow(emission: Emission, stdout: string): Found | null {
  const automaton = buildAutomaton(emission);
  if (automaton === null) return null;
  let text = stdout;
  let alignment = align(automaton, text);
  if (alignment.fits === 'no' && !stdout.endsWith('\n')) {
    // Some tools drop the last line end of a stream.
    text = `${stdout}\n`;
    alignment = align(automaton, text);
  }
  if (alignment.fits !== 'yes' || alignment.uncertain.size === 0) return { automaton, alignment };
  return { automaton, alignment: completed(emission, automaton, text, alignment) };
}

const MOST_FOLDED = 400_000;

function completed(emission: Emission, automaton: Automaton, text: string, first: Alignment): Alignment {
  const open = automaton.uses.some(({ slot }, use) => slot.type === 'any' && first.uncertain.has(use));
  // Next to a call that may print anything, the first line of a longer text could pass for a value.
  const loud = automaton.uses.some(({ slot }, use) => slot.type === 'lines' && first.uncertain.has(use));
  if (!open || loud || text.length > MOST_FOLDED || text.includes(String.fromCharCode(BLOCK))) return first;
  const uncertain = new Map(automaton.uses.map((use, i) => [use.slot, first.uncertain.has(i)]));
  const folded = fold(text, blocksOf(text));
  const among = (type: 'complete' | 'block-or-line'): Alignment | null => {
    const narrow = buildAutomaton(withNarrow(emission, uncertain, type));
    if (narrow === null || narrow.uses.length !== automaton.uses.length) return null;
    const found = align(narrow, folded.text);
    if (found.fits !== 'yes') return null;
    const placed: Placed[] = found.placed.map(({ use, from, to }) => ({
      use,
      from: folded.offset(from),
      to: folded.offset(to),
    }));
    return { fits: 'yes', placed, uncertain: found.uncertain };
  };
  // Without branches and loops the number of lines alone tells whether each value is one.
  return among('complete') ?? (isStraight(emission) ? among('block-or-line') : null) ?? first;
}

/** Statements one after another, each of which ends its line. */
function isStraight(emission: Emission): boolean {
  if (emission.kind === 'sequence') return emission.parts.every(isStraight);
  if (emission.kind !== 'write') return false;
  const last = emission.pieces.at(-1);
  return typeof last === 'string' && last.endsWith('\n');
}

function withNarrow(
  emission: Emission,
  uncertain: ReadonlyMap<Slot, boolean>,
  type: 'complete' | 'block-or-line',
): Emission {
  switch (emission.kind) {
    case 'sequence':
      return { kind: 'sequence', parts: emission.parts.map((part) => withNarrow(part, uncertain, type)) };
    case 'choice':
      return { kind: 'choice', options: emission.options.map((option) => withNarrow(option, uncertain, type)) };
    case 'repeat':
      return { kind: 'repeat', body: withNarrow(emission.body, uncertain, type) };
    case 'write': {
      const open = emission.pieces.filter((piece): piece is Slot => typeof piece === 'object' && piece.type === 'any');
      const pieces = emission.pieces.map((piece) => {
        const narrow = typeof piece === 'object' && piece.type === 'any' && uncertain.get(piece) === true;
        if (!narrow) return piece;
        // A string may be of any number of words, so that nothing beside it ends for certain.
        if (type === 'complete') return open.some(({ string }) => string) ? piece : { ...piece, type };
        // Side by side, one of them may be empty.
        return { ...piece, type: open.length > 1 ? ('line' as const) : type };
      });
      return { kind: 'write', pieces, write: emission.write };
    }
  }
}

function unprinted(
  streams: Streams,
  fit: Unprinted['fit'],
  emission: Emission | null,
  found: Found | null,
  cell: number,
): Unprinted {
  const skeletons = new Map<string, (readonly Piece[])[]>();
  const executions = new Map<string, Execution[]>();
  const uncertain = new Set<string>();
  const byWrite = found === null ? null : slotsByWrite(found);
  const visit = (node: Emission): void => {
    if (node.kind === 'repeat') visit(node.body);
    else if (node.kind === 'write') {
      if (node.write.cell !== cell) return;
      const key = `${node.write.from}:${node.write.to}`;
      push(skeletons, key, node.pieces);
      if (byWrite === null) return;
      const slots = byWrite.get(node.write);
      if (slots?.some(({ unsure }) => unsure)) uncertain.add(key);
      for (const execution of executionsFrom(node.write, node.pieces, slots ?? []))
        push(executions, key, execution);
    } else for (const part of node.kind === 'sequence' ? node.parts : node.options) visit(part);
  };
  if (emission !== null) visit(emission);
  const key = ({ from, to }: Span) => `${from}:${to}`;
  return {
    streams,
    fit,
    executionsOf: (call) => executions.get(key(call)) ?? [],
    skeletonsOf: (call) => skeletons.get(key(call)) ?? [],
    isUncertain: (call) => uncertain.has(key(call)),
  };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

interface SlotSpans {
  readonly slot: Slot;
  readonly spans: Span[];
  readonly unsure: boolean;
}

/** The slots of each write in the order in which they stand, with all places they were given. */
function slotsByWrite({ automaton, alignment }: Found): Map<Write, SlotSpans[]> {
  const spans: Span[][] = automaton.uses.map(() => []);
  for (const { use, from, to } of alignment.placed) spans[use]!.push({ from, to });
  const byWrite = new Map<Write, SlotSpans[]>();
  // Automata are built from the end, so that the last slot has the lowest number.
  for (let use = automaton.uses.length - 1; use >= 0; use--) {
    const { write, slot } = automaton.uses[use]!;
    const slots = byWrite.get(write) ?? [];
    slots.push({ slot, spans: spans[use]!, unsure: alignment.uncertain.has(use) });
    byWrite.set(write, slots);
  }
  return byWrite;
}

/** Puts the places of a write's slots together, execution by execution. */
function executionsFrom(write: Write, pieces: readonly Piece[], slots: readonly SlotSpans[]): Execution[] {
  const sure = slots.filter(({ unsure }) => !unsure);
  const count = Math.max(0, ...sure.map(({ spans }) => spans.length));
  if (count === 0) return [];
  if (count > 1 && slots.some(({ spans, unsure }) => unsure || spans.length !== count)) return [];
  return Array.from({ length: count }, (_, i) => ({
    write,
    pieces,
    filled: slots.map(({ slot, spans, unsure }) => ({ slot, span: unsure ? null : (spans[i] ?? null) })),
  }));
}
