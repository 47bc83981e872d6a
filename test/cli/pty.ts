import { stripVTControlCharacters } from 'node:util';
import { type IPty, spawn } from '@lydell/node-pty';

/** A program in a pseudo-terminal, and a person before it. */
export class Session {
  /** Everything that was written so far, control sequences included. */
  raw = '';
  exitCode: number | null = null;
  signal: number | undefined;
  readonly #pty: IPty;
  #read = 0;

  constructor(args: readonly string[], cwd: string, env: Record<string, string> = {}) {
    const clean = { PATH: process.env.PATH ?? '', HOME: cwd, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
    const [file = '', ...rest] = args;
    this.#pty = spawn(file, rest, {
      name: 'xterm-256color',
      cols: 80,
      rows: 24,
      cwd,
      env: { ...clean, ...env },
    });
    this.#pty.onData((data) => {
      this.raw += data;
    });
    this.#pty.onExit(({ exitCode, signal }) => {
      this.exitCode = exitCode;
      this.signal = signal;
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Waits until a text has been written since the last one that was waited for. */
  async see(text: string): Promise<void> {
    await this.#until(
      () => {
        const written = stripVTControlCharacters(this.raw.slice(this.#read));
        if (!written.includes(text)) return false;
        this.#read = this.raw.length;
        return true;
      },
      `to see ${JSON.stringify(text)}`,
    );
  }

  press(keys: string): void {
    this.#read = this.raw.length;
    this.#pty.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#read = this.raw.length;
    this.#pty.resize(columns, rows);
  }

  kill(signal: string): void {
    this.#pty.kill(signal);
  }

  async ended(): Promise<number> {
    await this.#until(() => this.exitCode !== null, 'the end');
    // What was written last may arrive behind the news of the end.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return this.exitCode!;
  }

  async #until(isTrue: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!isTrue()) {
      if (Date.now() > deadline || (this.exitCode !== null && what !== 'the end')) {
        throw new Error(`waited ${what}; the screen: ${stripVTControlCharacters(this.raw).slice(-3000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
}
