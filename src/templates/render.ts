/** From a match and its evidence to the asserts and notes. */
import type { PythonNotebook } from '../python/index.ts';
import { Refusal } from './code.ts';
import type { Compiled, That } from './compile.ts';
import { assertStatement, flat } from './layout.ts';
import type { RenderContext, Text } from './liquid.ts';
import { type Message, type MessageStyle, messageOf, oneLine } from './message.ts';
import type { Variant } from './types.ts';
import { STRICTNESSES, type Strictness } from './vocabulary.ts';

export interface Rendered {
  readonly assumption: string;
  readonly facts: readonly string[];
  /** At least one. */
  readonly variants: readonly Variant[];
  /** What the asserts of all variants test, without their messages. */
  readonly conditions: readonly string[];
}

/** An assert statement, and what it tests. */
interface Written {
  readonly assert: string;
  readonly condition: string;
}

/**
 * Null when nothing can be written. What is the same on every run, of data that does not refresh by itself, gets the
 * template's tighter form where it has one that can be written.
 */
export function render(
  compiled: Compiled,
  context: RenderContext,
  notebook: PythonNotebook,
): Rendered | null {
  const held = compiled.held !== null && context.held === true;
  const rendered = held ? renderAs(compiled, context, notebook) : null;
  return rendered ?? renderAs(compiled, context.held === true ? notHeld(context) : context, notebook);
}

function notHeld(context: RenderContext): RenderContext {
  return { ...context, held: false } as RenderContext;
}

function renderAs(compiled: Compiled, context: RenderContext, notebook: PythonNotebook): Rendered | null {
  const facts = factsOf(compiled, context);
  const assumption = attempt(compiled.assume, context);
  if (assumption === null || facts.length === 0) return null;
  const { variants, conditions } = variantsOf(compiled, context, usesPython2(notebook));
  if (context.held === true && !variants.some(({ strictness }) => strictness === 'balanced')) return null;
  return variants.length === 0 ? null : { assumption: oneLine(assumption), facts, variants, conditions };
}

/** What a template can say of code alone, where no output says anything. Null when it has no such form. */
export function renderUnseen(
  compiled: Compiled,
  context: RenderContext,
  notebook: PythonNotebook,
): Rendered | null {
  const { unseen } = compiled;
  if (unseen === null) return null;
  const facts = factsOf(compiled, context);
  const assumption = attempt(unseen.assume, context);
  const written = statement(unseen.that, context, messages(context, { fstrings: !usesPython2(notebook) }));
  if (assumption === null || facts.length === 0 || written === null || written === 'left out') return null;
  const note = `**Assumption:** ${oneLine(assumption)}.\nNo saved output confirms it: it is taken from the code alone.`;
  return {
    assumption: oneLine(assumption),
    facts,
    variants: [{ strictness: 'lenient', assert: written.assert, note }],
    conditions: [written.condition],
  };
}

function factsOf(compiled: Compiled, context: RenderContext): string[] {
  return compiled.facts.map((fact) => attempt(fact, context)?.trim()).filter((fact) => fact !== undefined);
}

function variantsOf(
  compiled: Compiled,
  context: RenderContext,
  python2: boolean,
): Pick<Rendered, 'variants' | 'conditions'> {
  const asserts = new Map<Strictness, string>();
  const conditions: string[] = [];
  const messageFor = messages(context, { fstrings: !python2 });
  for (const strictness of STRICTNESSES) {
    const isHeld = strictness === 'balanced' && context.held === true;
    const thats = (isHeld ? compiled.held : compiled.variants.get(strictness)) ?? [];
    const all = thats.map((that) => statement(that, context, messageFor)).filter((it) => it !== 'left out');
    const written = all.filter((it) => it !== null);
    // Without literals of outputs, what is left of a variant still holds.
    if (written.length === 0 || (!context.redact && written.length < all.length)) continue;
    asserts.set(strictness, [...new Set(written.map((it) => it.assert))].join('\n'));
    conditions.push(...written.map((it) => it.condition));
  }
  // Two that say the same are one, under the looser name: it holds as much.
  const kept = STRICTNESSES.filter((it, index) => {
    const text = asserts.get(it);
    return (
      text !== undefined && !STRICTNESSES.slice(index + 1).some((looser) => asserts.get(looser) === text)
    );
  });
  const noteFor = notes(compiled, context);
  const variants = kept.flatMap((strictness) => {
    const note = noteFor(strictness);
    return note === null ? [] : [{ strictness, assert: asserts.get(strictness) ?? '', note }];
  });
  return { variants, conditions };
}

/** Null when it cannot be written. */
function statement(that: That, context: RenderContext, messageFor: MessageFor): Written | 'left out' | null {
  if (that.when !== null && !that.when.holds(context)) return 'left out';
  const condition = attempt(that.that, context);
  if (condition === null || flat(condition) === '') return null;
  const message = messageFor(that);
  return message === null ? null : { assert: assertStatement(condition.trim(), message), condition: flat(condition) };
}

/** The message of an assert; null when it cannot be written. */
type MessageFor = (that: That) => Message | null;

/** Most variants of a template share one message, which is written once. */
function messages(context: RenderContext, style: MessageStyle): MessageFor {
  const known = new Map<string, Message | null>();
  return ({ message, actual }) => {
    const key = `${message.source}\n${actual.source}`;
    let written = known.get(key);
    if (written === undefined) {
      const text = attempt(message, context);
      const value = text === null ? null : attempt(actual, context);
      written = text === null || value === null ? null : messageOf(text, flat(value), style);
      known.set(key, written);
    }
    return written;
  };
}

/** The note of a variant; null when it cannot be written. Most templates have one note for all, which is written once. */
function notes({ note }: Compiled, context: RenderContext): (strictness: Strictness) => string | null {
  const write = (strictness: Strictness) => {
    const held = strictness === 'balanced' && context.held === true;
    const text = attempt(note, { ...context, strictness, held } as RenderContext);
    return text === null ? null : tidyNote(text);
  };
  if (/\b(strictness|held)\b/.test(note.source)) return write;
  let written: string | null | undefined;
  return (strictness) => (written === undefined ? (written = write(strictness)) : written);
}

/** A text, or null when it cannot be written for this context. */
export function attempt(text: Text, context: RenderContext): string | null {
  try {
    return text.render(context);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function tidyNote(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line, index, all) => line !== '' || (index > 0 && all[index - 1] !== ''))
    .join('\n')
    .trim();
}

const python2 = new WeakMap<PythonNotebook, boolean>();

/** Whether a notebook holds print statements, which do not parse: there, f-strings would not run. */
function usesPython2(notebook: PythonNotebook): boolean {
  let known = python2.get(notebook);
  if (known === undefined) {
    known = notebook.cells.some(
      ({ problem, source }) => problem !== null && /^[ \t]*print[ \t]+["'\w%]/m.test(source),
    );
    python2.set(notebook, known);
  }
  return known;
}
