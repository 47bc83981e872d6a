import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Feedback, findFeedback } from '../../../src/feedback/index.ts';
import { parseNotebookCode, type PythonCell, type PythonNotebook, type Span } from '../../../src/python/index.ts';
import type { Facts } from '../truth.ts';

/** A cell as it is in a notebook file. */
export interface SourceCell {
  readonly type: 'code' | 'markdown';
  readonly source: string;
}

/** A notebook that ran in a real kernel, and what the expressions its feedback is about were then. */
export interface Recorded {
  /** By index of the cell; null for those that are no code. */
  readonly cells: readonly (object | null)[];
  /** Facts by expression (`cell:from:to`), one for each time it was evaluated. */
  readonly seen: Readonly<Record<string, readonly Facts[]>>;
  /** By text, the times in seconds that IPython printed with it. */
  readonly times: Readonly<Record<string, readonly number[]>>;
}

/** @param python with the packages that the notebooks import */
export function record(
  notebooks: readonly { readonly cells: readonly SourceCell[]; readonly folder: string }[],
  python: string,
): Recorded[] {
  const asked = notebooks.map(({ cells, folder }) => {
    const marks = marksOf(cells);
    return {
      folder,
      sources: cells.map(({ type, source }) => (type === 'code' ? source : null)),
      marks: cells.map((_, at) =>
        marks.flatMap(({ cell, from, to }, number) => (cell === at ? [[number, from, to]] : [])),
      ),
      keys: marks.map(keyOf),
    };
  });
  const script = fileURLToPath(new URL('record.py', import.meta.url));
  const answer = execFileSync(python, [script], {
    input: JSON.stringify(asked.map(({ keys: _, ...rest }) => rest)),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const ran = JSON.parse(answer) as { cells: (object | null)[]; seen: ([number, Facts] | [string, number])[] }[];
  return ran.map(({ cells, seen }, at) => {
    const byKey: Record<string, Facts[]> = {};
    const times: Record<string, number[]> = {};
    for (const [mark, fact] of seen) {
      if (typeof fact === 'number') (times[mark] ??= []).push(fact);
      else (byKey[asked[at]!.keys[mark as number]!] ??= []).push(fact);
    }
    return { cells, seen: byKey, times };
  });
}

type Mark = Span & { readonly cell: number };

export function keyOf({ cell, from, to }: Mark): string {
  return `${cell}:${from}:${to}`;
}

export function codeOf(cells: readonly SourceCell[]): PythonNotebook {
  return parseNotebookCode(cells.map(({ type, source }, index) => ({ index, type, source })));
}

/** The expressions whose values are noted: those that feedback is about, what a printing method belongs to, and what learns. */
function marksOf(cells: readonly SourceCell[]): Mark[] {
  const marks = new Map<string, Mark>();
  for (const code of codeOf(cells).cells) {
    // What is not shown in the end is marked in vain.
    for (const feedback of findFeedback(code, true)) {
      for (const { from, to } of expressionsOf(feedback)) {
        const mark = { cell: code.index, from, to };
        // `{x=}` prints its own source, which marking would change.
        if (!/^\s*=\s*[}!:]/.test(code.source.slice(to, to + 20))) marks.set(keyOf(mark), mark);
      }
    }
    for (const { from, to } of trainingsOf(code)) {
      const mark = { cell: code.index, from, to };
      marks.set(keyOf(mark), mark);
    }
  }
  return [...marks.values()];
}

/** `model.fit(…)` of `history = model.fit(…)`, which prints what its value knows. */
function trainingsOf({ tree, code }: PythonCell): Span[] {
  return tree.topNode.getChildren('AssignStatement').flatMap(({ lastChild: value }) => {
    const callee = value?.name === 'CallExpression' ? value.firstChild : null;
    return value && callee && code.slice(callee.from, callee.to).endsWith('.fit') ? [value] : [];
  });
}

function expressionsOf(feedback: Feedback): Span[] {
  const owner = ownerOf(feedback);
  return [...feedback.subjects.map(({ node }) => node), ...(owner === null ? [] : [owner])];
}

/** `df` of `df.info()`, and of the `print` of it. */
export function ownerOf({ mechanism, expression, subjects: [subject] }: Feedback): Span | null {
  const call = mechanism === 'printing-call' ? expression.node : mechanism === 'print' ? subject?.node : null;
  const callee = call?.name === 'CallExpression' ? call.firstChild : null;
  return callee?.name === 'MemberExpression' ? callee.firstChild : null;
}
