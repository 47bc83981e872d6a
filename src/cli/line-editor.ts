import prompts from 'prompts';
import stringWidth from 'string-width';
import type { Question } from '../review/index.ts';

/** What `onRender` of a prompt of type text gets as `this`, as far as it is used here. */
interface TextPrompt {
  firstRender: boolean;
  value: string;
  rendered: string;
  cursor: number;
  cursorOffset: number;
  home?: () => void;
  end?: () => void;
  first(): void;
  last(): void;
}

/** Columns in front of the text: prompt's symbol, an empty message, its arrow. */
const PREFIX = stringWidth('?  › ');

/**
 * Asks for one line of text that begins with `question.initial`. Null when the person leaves it with Esc or Ctrl-C.
 * `prompts` would show an initial text as a placeholder that the first key replaces, and it places the cursor wrongly
 * after Home and in a text that is wider than the terminal; both are mended here through its public hooks.
 */
export async function askLine(
  question: Question,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Promise<string | null> {
  const screen = new WrappedOutput(output);
  let isAnswered = false;
  output.write(`${question.message}\n`);
  const { text } = await prompts(
    {
      type: 'text',
      name: 'text',
      message: '',
      stdin: input,
      // `prompts` uses no more of a stream than this.
      stdout: screen as unknown as NodeJS.WriteStream,
      validate: (answer: string) => question.problemOf(answer) ?? true,
      onRender(this: TextPrompt) {
        prefill(this, question.initial);
        screen.cursorAt(
          PREFIX + stringWidth(this.value.slice(0, this.cursor)),
          PREFIX + stringWidth(this.value),
        );
      },
    } as prompts.PromptObject<'text'>,
    {
      onSubmit: () => {
        isAnswered = true;
      },
    },
  );
  return isAnswered && typeof text === 'string' ? text : null;
}

function prefill(prompt: TextPrompt, initial: string): void {
  if (prompt.firstRender) {
    prompt.value = initial;
    prompt.cursor = initial.length;
    prompt.home = () => prompt.first();
    prompt.end = () => prompt.last();
  }
  // The cursor is placed by `WrappedOutput`, which knows about lines.
  prompt.cursorOffset = 0;
}

/**
 * The output as `prompts` expects it: the cursor at the end of a text of possibly several screen lines. Between two
 * writes it stands where the person edits.
 */
class WrappedOutput {
  readonly #output: NodeJS.WriteStream;
  #place: { readonly cursor: number; readonly end: number } | null = null;
  #up = 0;

  constructor(output: NodeJS.WriteStream) {
    this.#output = output;
  }

  get columns(): number {
    return this.#output.columns;
  }

  /** Where the cursor belongs once the text that is being drawn stands: columns from its start, and those of its end. */
  cursorAt(cursor: number, end: number): void {
    this.#place = { cursor, end };
  }

  write(text: string): boolean {
    if (this.#up > 0) this.#output.write(`\x1b[${this.#up}B`);
    this.#up = 0;
    const isWritten = this.#output.write(text);
    if (this.#place !== null && text.length > 1 && !text.startsWith('\n')) this.#moveToCursor(this.#place);
    return isWritten;
  }

  #moveToCursor({ cursor, end }: { readonly cursor: number; readonly end: number }): void {
    this.#place = null;
    const columns = Math.max(1, this.columns);
    // A text that exactly fills its line leaves the cursor on that line.
    const endRow = Math.floor(Math.max(0, end - 1) / columns);
    const row = Math.min(endRow, Math.floor(cursor / columns));
    this.#up = endRow - row;
    const up = this.#up > 0 ? `\x1b[${this.#up}A` : '';
    this.#output.write(`\r${up}${cursor % columns > 0 ? `\x1b[${cursor % columns}C` : ''}`);
  }
}
