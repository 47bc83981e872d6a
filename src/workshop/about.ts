/** What an output is about: names, and where their values come from. */

import type { SyntaxNode } from '@lezer/common';
import type { Feedback } from '../feedback/index.ts';
import { BUILTINS, type Names, parseCell, type PythonCell } from '../python/index.ts';

/** Names in an expression of a notebook that hold values of the notebook: no imports, no built-ins. In order, each once. */
export function valueNames({ cell, node }: { cell: PythonCell; node: SyntaxNode }, names: Names): string[] {
  const found = new Set<string>();
  node.cursor().iterate((ref) => {
    if (ref.name === 'VariableName' && names.canonical({ cell, node: ref.node }) === null)
      found.add(cell.code.slice(ref.from, ref.to));
  });
  return [...found];
}

/** Names in a piece of Python by itself, without built-ins. Empty when it does not parse. */
export function namesIn(source: string): Set<string> {
  const { tree, code, problem } = parseCell(source, 0);
  const found = new Set<string>();
  if (problem !== null) return found;
  tree.iterate({
    enter(ref) {
      if (ref.name !== 'VariableName') return;
      const name = code.slice(ref.from, ref.to);
      if (!BUILTINS.has(name)) found.add(name);
    },
  });
  return found;
}

/** Subjects, the names they are about, and the names that those were made from by their one visible definition. */
export function aboutOf(
  feedback: Feedback,
  names: Names,
): { readonly subject: string; readonly names: readonly string[]; readonly origins: readonly string[] } {
  const own = [...new Set(feedback.subjects.flatMap((subject) => valueNames(subject, names)))];
  const at = { cell: feedback.cell, offset: feedback.from };
  const origins = own.flatMap((name) => {
    const made = names.unpackedDefinition(name, at);
    return made === null ? [] : valueNames(made.value, names);
  });
  return {
    subject: subjectOf(feedback, own),
    names: own,
    origins: [...new Set(origins)].filter((name) => !own.includes(name)),
  };
}

/** A plot or a printing call shows something other than its value: what it is about stands for it. */
function subjectOf({ mechanism, subjects }: Feedback, names: readonly string[]): string {
  const isValue = mechanism !== 'plot' && mechanism !== 'printing-call' && subjects.length > 0;
  const parts = isValue ? subjects.map(({ source }) => source.replace(/\s*\n\s*/g, ' ')) : names;
  return parts.length === 1 ? parts[0]! : `(${parts.join(', ')},)`;
}

/** Columns that code takes out of tables by name: `df["Age"]`. */
export function columnsIn(source: string): string[] {
  return [...new Set([...source.matchAll(/\[\s*(['"])([^'"\n]+)\1\s*\]/g)].map(([, , name]) => name!))];
}

/** Every plain text in code, each once: the columns it names are among them. */
export function textsIn(source: string): string[] {
  return [...new Set([...source.matchAll(/(['"])([^'"\n\\]+)\1/g)].map(([, , text]) => text!))];
}
