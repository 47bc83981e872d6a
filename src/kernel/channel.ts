/** The process that drives a kernel, spoken to in JSON lines. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { RUNNER } from './python.ts';

/** What the runner says in answer to one command. */
export type Answer =
  | { readonly ok: unknown }
  | { readonly error: { readonly kind: string; readonly message: string; readonly [key: string]: unknown } };

/** How long a runner that was told to end may take before it is killed; it gives its kernel less. */
const END_MILLISECONDS = 10_000;

/**
 * A runner at work. It has a process group of its own, so that Ctrl-C reaches us and not it: we tell it to end, and it
 * takes its kernel along. When we are killed ourselves, the end of its standard input tells it the same.
 */
export class Channel {
  #process: ChildProcess;
  #waiting: ((answer: Answer) => void) | null = null;
  #ended: Promise<void>;
  #isOver = false;
  #said = '';

  constructor(python: string, cwd: string) {
    const child = spawn(python, [RUNNER], {
      cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#process = child;
    child.stderr?.on('data', (part: Buffer) => {
      this.#said = `${this.#said}${part.toString('utf8')}`.slice(-2000);
    });
    // Writing to a runner that is gone is no event of its own: its end is.
    child.stdin?.on('error', () => {});
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.on('line', (line) => this.#settle(JSON.parse(line) as Answer));
    this.#ended = new Promise((resolve) => {
      const over = () => {
        this.#isOver = true;
        this.#settle({ error: { kind: 'lost', message: this.#lastWords() } });
        resolve();
      };
      child.on('error', (error) => {
        this.#said = error.message;
        over();
      });
      child.on('close', over);
    });
  }

  /** Sends one command and waits for its answer. One at a time. Never rejects. */
  ask(command: { readonly do: string; readonly [key: string]: unknown }): Promise<Answer> {
    if (this.#isOver) return Promise.resolve({ error: { kind: 'lost', message: this.#lastWords() } });
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#process.stdin?.write(`${JSON.stringify(command)}\n`);
    });
  }

  /** Makes the command at work come back at once, as `interrupted`. */
  interrupt(): void {
    if (!this.#isOver) this.#process.stdin?.write('{"do": "interrupt"}\n');
  }

  /** Ends the runner with its kernel; resolves when both are gone. */
  async end(): Promise<void> {
    if (this.#isOver) return;
    this.#process.stdin?.end();
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), END_MILLISECONDS);
    await this.#ended;
    clearTimeout(timer);
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(answer);
  }

  #lastWords(): string {
    const last = this.#said.trim().split('\n').at(-1) ?? '';
    return last === '' ? 'the process that drives the kernel ended' : last;
  }
}
