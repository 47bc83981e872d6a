import type { ChalkInstance } from 'chalk';

/** A question with one line of text as its answer. */
export interface Question {
  readonly message: string;
  /** The text to start from. */
  readonly initial: string;
  /** Why an answer is refused, or null; then it is asked again with the answer kept. */
  readonly problemOf: (answer: string) => string | null;
}

/** What came out of the person's own editor. */
export type EditorResult =
  | { readonly kind: 'text'; readonly text: string }
  /** It did not start or did not end well; what it left behind is not used. */
  | { readonly kind: 'failed'; readonly message: string };

/** The screen and the keyboard, as the review uses them. The real one is the command's; tests bring their own. */
export interface Terminal {
  readonly colors: ChalkInstance;
  size(): { readonly width: number; readonly height: number };
  /** Shows lines in the place of those drawn before. */
  draw(lines: readonly string[]): void;
  /** Takes away what is drawn, and writes lines that stay. */
  keep(lines: readonly string[]): void;
  /** The next key: a character, `enter`, `escape`, `up`, …, `ctrl-c`; or `redraw` when the screen has to be drawn again. */
  key(): Promise<string>;
  /** Whether Ctrl-C waits among the keys that were not asked for yet. */
  isInterrupted(): boolean;
  /** Null when the person leaves the question. */
  ask(question: Question): Promise<string | null>;
  /** Whether `edit` has an editor to start. */
  readonly hasEditor: boolean;
  edit(text: string): Promise<EditorResult>;
}
