import { type PythonCell, parseCell } from '../python/index.ts';
import { highlightPython } from './highlight.ts';
import { paint } from './paint.ts';
import type { Form } from './state.ts';
import type { Terminal } from './terminal.ts';

/** What a person made of a form: another text, or nothing, and what to say about it. */
export type EditOutcome =
  | { readonly kind: 'edited'; readonly assert: string; readonly note: string }
  | { readonly kind: 'kept'; readonly message: string };

/** Lets a person edit a form. A text that is not valid Python is refused with the reason and asked again. */
export async function editForm(form: Form, terminal: Terminal, inline: boolean): Promise<EditOutcome> {
  const isInEditor = terminal.hasEditor && !inline;
  const outcome = isInEditor ? await editInEditor(form, terminal) : await editInline(form, terminal);
  if (outcome.kind === 'kept') return outcome;
  const isSame = outcome.assert === form.assert && outcome.note === form.note;
  return isSame ? { kind: 'kept', message: 'The edit changed nothing.' } : outcome;
}

/** Why a text cannot stand in a cell as plain Python, or null. */
export function problemOf(assert: string): string | null {
  if (assert.trim() === '') return 'There is nothing left; n skips a proposal.';
  const cell = parseCell(assert, 0);
  if (cell.problem !== null) {
    const { line, message } = cell.problem;
    return `This is not valid Python: ${assert.includes('\n') ? `line ${line}: ` : ''}${message}`;
  }
  if (cell.masked.length > 0) return 'This is IPython syntax; plain Python is needed.';
  return isTupleAssert(cell) ? 'This asserts a tuple, which is always true: leave the brackets out.' : null;
}

/** `assert (x > 0, "message")`: valid Python that checks nothing. */
function isTupleAssert(cell: PythonCell): boolean {
  for (let node = cell.tree.topNode.firstChild; node !== null; node = node.nextSibling) {
    if (node.name !== 'AssertStatement') continue;
    const asserted = node.firstChild?.nextSibling;
    if (asserted?.name === 'TupleExpression') return true;
  }
  return false;
}

const KEPT: EditOutcome = { kind: 'kept', message: 'The edit was left; the proposal is as it was.' };

/** One question for each line of the assert, then of the note. A single line is checked as it is answered, several of them when all are. */
async function editInline(form: Form, terminal: Terminal): Promise<EditOutcome> {
  const assert = await askAssert(form.assert, terminal);
  if (assert === null) return KEPT;
  return { kind: 'edited', assert, note: await askNote(form.note, terminal) };
}

/** Null when it is left. */
async function askAssert(initial: string, terminal: Terminal): Promise<string | null> {
  for (let assert = initial; ; ) {
    const lines = assert.split('\n');
    const isOnly = lines.length === 1;
    // Who edits the second line has to see what stands in the fourth.
    if (!isOnly) terminal.keep(paint([[], ...highlightPython(assert), []], terminal.colors));
    const answers: string[] = [];
    for (const [index, line] of lines.entries()) {
      const answer = await terminal.ask({
        message: isOnly ? 'assert (Esc leaves it)' : `line ${index + 1} of ${lines.length} (Esc leaves it)`,
        initial: line,
        problemOf: isOnly ? problemOf : () => null,
      });
      if (answer === null) return null;
      answers.push(answer);
    }
    assert = answers.join('\n');
    const problem = problemOf(assert);
    if (problem === null) return assert;
    terminal.keep([problem]);
  }
}

/** A note that was true of the proposal may not be of the edit. Esc keeps what is left of it, an empty line goes. */
async function askNote(initial: string, terminal: Terminal): Promise<string> {
  const lines = initial === '' ? [] : initial.split('\n');
  const answers: string[] = [];
  for (const [index, line] of lines.entries()) {
    const message = `note, line ${index + 1} of ${lines.length} (Esc keeps the rest)`;
    const answer = await terminal.ask({ message, initial: line, problemOf: () => null });
    if (answer === null) return [...answers, ...lines.slice(index)].join('\n');
    if (answer.trim() !== '') answers.push(answer);
  }
  return answers.join('\n');
}

const HEAD = [
  '#: Change the assert, save and close. Lines that begin with `#:` are dropped.',
  '#: A file that is empty or unchanged leaves the proposal as it is.',
];
const NOTE = '#: The note above it (markdown):';

async function editInEditor(form: Form, terminal: Terminal): Promise<EditOutcome> {
  let text = composeEdit(form);
  for (;;) {
    const result = await terminal.edit(text);
    if (result.kind === 'failed') return { kind: 'kept', message: result.message };
    if (result.text.trim() === '') return KEPT;
    const edited = readEdit(result.text, form);
    const problem = problemOf(edited.assert);
    if (problem === null) return { kind: 'edited', ...edited };
    // The same text again is how an editor says that it was closed without a further try.
    if (result.text === text && text !== composeEdit(form)) {
      return { kind: 'kept', message: `${problem} The proposal is as it was.` };
    }
    text = composeEdit({ ...form, ...edited }, problem);
  }
}

/** The file that the editor opens. */
export function composeEdit(form: Form, problem?: string): string {
  const trouble = problem === undefined ? [] : [`#: ${problem.replaceAll('\n', ' ')}`];
  const note = form.note === '' ? [] : ['', NOTE, form.note];
  return `${[...trouble, ...HEAD, form.assert, ...note].join('\n')}\n`;
}

/** Assert and note out of the file; the note stays where its marker is gone. */
export function readEdit(text: string, form: Form): { assert: string; note: string } {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const marker = lines.indexOf(NOTE);
  const asserts = marker === -1 ? lines : lines.slice(0, marker);
  const note = marker === -1 ? form.note : trimLines(lines.slice(marker + 1));
  return { assert: trimLines(asserts.filter((one) => !one.startsWith('#:'))), note };
}

function trimLines(lines: readonly string[]): string {
  return lines.join('\n').replace(/^\n+/, '').trimEnd();
}
