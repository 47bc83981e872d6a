import { emitKeypressEvents, type Key } from 'node:readline';
import type { ChalkInstance } from 'chalk';
import type { EditorResult, Question, Terminal } from '../review/index.ts';
import { editText } from './editor.ts';

const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
/** While a screen is drawn, a line that is wider than thought must not take two rows. */
const NO_WRAP = '\x1b[?7l';
const WRAP = '\x1b[?7h';
const ERASE_BELOW = '\x1b[J';
/** The terminal marks what is pasted, so that no pasted text is taken for keys. */
const MARK_PASTES = '\x1b[?2004h';
const LEAVE_PASTES = '\x1b[?2004l';

/**
 * The person's terminal. Screens are drawn in place below what stands there already: no alternate screen, nothing of
 * the scrollback is touched. After `close`, which also runs when the process ends in any other way, the terminal is as
 * it was found.
 */
export class TtyTerminal implements Terminal {
  readonly colors: ChalkInstance;
  readonly #input: NodeJS.ReadStream;
  readonly #output: NodeJS.WriteStream;
  readonly #editor: string | null;
  readonly #keys: string[] = [];
  #waiting: ((key: string) => void) | null = null;
  #drawn = 0;
  #isOpen = false;
  /** Also while a line is asked, when somebody else reads the keyboard. */
  #isRaw = false;
  #isPasting = false;
  /** While the editor has the terminal, Ctrl-C is the editor's. */
  #isLent = false;
  /** Without it the process would end when it is continued after Ctrl-Z: a paused keyboard keeps nothing alive. */
  #alive: NodeJS.Timeout | undefined;

  constructor(
    input: NodeJS.ReadStream,
    output: NodeJS.WriteStream,
    options: { readonly colors: ChalkInstance; readonly editor: string | null },
  ) {
    this.#input = input;
    this.#output = output;
    this.colors = options.colors;
    this.#editor = options.editor;
  }

  get hasEditor(): boolean {
    return this.#editor !== null;
  }

  /** Takes the keyboard. */
  open(): void {
    emitKeypressEvents(this.#input);
    for (const [signal, listener] of this.#signals) process.on(signal, listener);
    process.on('exit', this.#release);
    this.#output.on('resize', this.#onResize);
    this.#input.on('end', this.#onEnd);
    this.#alive = setInterval(() => {}, 60_000);
    this.#take();
  }

  /** Gives everything back; may be called twice. */
  close(): void {
    this.#release();
    clearInterval(this.#alive);
    for (const [signal, listener] of this.#signals) process.off(signal, listener);
    process.off('exit', this.#release);
    this.#output.off('resize', this.#onResize);
    this.#input.off('end', this.#onEnd);
  }

  size(): { width: number; height: number } {
    return { width: this.#output.columns || 80, height: this.#output.rows || 24 };
  }

  draw(lines: readonly string[]): void {
    this.#output.write(`${this.#erase()}${NO_WRAP}${lines.join('\r\n')}${WRAP}\r\n`);
    this.#drawn = lines.length;
  }

  keep(lines: readonly string[]): void {
    this.#output.write(`${this.#erase()}${lines.map((text) => `${text}\r\n`).join('')}`);
    this.#drawn = 0;
  }

  key(): Promise<string> {
    const next = this.#keys.shift();
    if (next !== undefined) return Promise.resolve(next);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  isInterrupted(): boolean {
    return this.#keys.includes('ctrl-c');
  }

  async ask(question: Question): Promise<string | null> {
    this.#detach();
    try {
      const { askLine } = await import('./line-editor.ts');
      return await askLine(question, this.#input, this.#output);
    } finally {
      this.#take();
    }
  }

  async edit(text: string): Promise<EditorResult> {
    if (this.#editor === null)
      return { kind: 'failed', message: 'There is no editor in $VISUAL or $EDITOR.' };
    this.#release();
    this.#isLent = true;
    try {
      return await editText(this.#editor, text);
    } finally {
      this.#isLent = false;
      this.#take();
    }
  }

  #erase(): string {
    const up = this.#drawn > 0 ? `\x1b[${this.#drawn}A` : '';
    return `\r${up}${ERASE_BELOW}`;
  }

  #take(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#input.on('keypress', this.#onKeypress);
    this.#input.setRawMode(true);
    this.#isRaw = true;
    this.#input.resume();
    this.#output.write(HIDE_CURSOR + MARK_PASTES);
  }

  readonly #release = (): void => {
    if (!this.#isRaw) return;
    this.#isRaw = false;
    if (this.#isOpen) this.#detach();
    this.#input.setRawMode(false);
  };

  /**
   * Lets go of the keyboard: what is typed from now on waits for who reads next. The terminal stays raw: its driver
   * would echo what comes in between, and take part of it for its own line editing.
   */
  #detach(): void {
    this.#isOpen = false;
    this.#input.off('keypress', this.#onKeypress);
    this.#input.pause();
    this.#output.write(`${LEAVE_PASTES}${WRAP}${SHOW_CURSOR}`);
  }

  #push(key: string): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting === null) this.#keys.push(key);
    else waiting(key);
  }

  readonly #onKeypress = (text: string | undefined, key: Key): void => {
    const name = keyName(text, key);
    if (name === 'paste-start') this.#isPasting = true;
    else if (name === 'paste-end') {
      this.#isPasting = false;
      this.#push('paste');
    } else if (this.#isPasting && name !== 'ctrl-c') return;
    else if (name === 'ctrl-z') this.#suspend();
    else this.#push(name);
  };

  /** The terminal rewraps what it shows, so nobody knows where the old screen begins: the visible part is drawn anew. */
  readonly #onResize = (): void => {
    if (!this.#isOpen) return;
    this.#output.write(`\x1b[H${ERASE_BELOW}`);
    this.#drawn = 0;
    this.#push('redraw');
  };

  /** The keyboard is gone (the window was closed): nobody will answer any more. */
  readonly #onEnd = (): void => this.#push('ctrl-c');

  readonly #onInterrupt = (): void => {
    if (!this.#isLent) this.#push('ctrl-c');
  };

  readonly #onContinue = (): void => {
    if (this.#isLent) return;
    this.#take();
    this.#drawn = 0;
    this.#push('redraw');
  };

  /** As the shell's job control expects it: everything given back, then stopped like any other program. */
  #suspend(): void {
    if (process.platform === 'win32') return;
    this.#release();
    process.kill(process.pid, 'SIGSTOP');
  }

  #endBy(signal: NodeJS.Signals): void {
    this.close();
    process.kill(process.pid, signal);
  }

  readonly #signals: readonly (readonly [NodeJS.Signals, () => void])[] = [
    ['SIGINT', () => this.#onInterrupt()],
    ['SIGTERM', () => this.#endBy('SIGTERM')],
    ['SIGHUP', () => this.#endBy('SIGHUP')],
    ['SIGCONT', () => this.#onContinue()],
  ];
}

/** The name of a key as the review knows it. */
export function keyName(text: string | undefined, key: Key): string {
  const name = key.name ?? '';
  if (key.ctrl === true) return `ctrl-${name}`;
  if (name === 'return' || name === 'enter') return 'enter';
  if (key.meta === true && name !== 'escape') return `alt-${name}`;
  if (name === 'space') return 'space';
  const isCharacter = text !== undefined && [...text].length === 1 && text >= ' ' && text !== '\x7f';
  if (isCharacter) return text;
  return name === '' ? 'this' : name;
}
