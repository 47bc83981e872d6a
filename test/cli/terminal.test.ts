import { PassThrough, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Chalk } from 'chalk';
import { afterEach, describe, expect, test } from 'vitest';
import { TtyTerminal } from '../../src/cli/terminal.ts';

/** What the prompt of a line draws in front of the text. */
const PROMPT = '›';
const QUESTION = { message: 'The name?', initial: 'ab', problemOf: () => null };

/** A terminal on streams that note, in one list, what is drawn and when raw mode is set. */
class Fake {
  readonly events: string[] = [];
  readonly input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => this.events.push(isRaw ? 'raw' : 'not raw'),
  });
  readonly #output = Object.assign(
    new Writable({
      decodeStrings: false,
      write: (text: string, _encoding, done) => {
        this.events.push(text);
        done();
      },
    }),
    { columns: 80, rows: 24 },
  );
  readonly terminal = new TtyTerminal(
    this.input as unknown as NodeJS.ReadStream,
    this.#output as unknown as NodeJS.WriteStream,
    { colors: new Chalk({ level: 0 }), editor: null },
  );

  /** Until the prompt of a line is drawn. */
  async prompted(): Promise<void> {
    while (!this.events.some((event) => event.includes(PROMPT))) await setImmediate();
  }

  /** How raw mode was set, in order. */
  modes(events = this.events): string[] {
    return events.filter((event) => event === 'raw' || event === 'not raw');
  }
}

let fake: Fake;
afterEach(() => fake.terminal.close());

function opened(): Fake {
  fake = new Fake();
  fake.terminal.open();
  return fake;
}

describe('the mode of the terminal', () => {
  test('is raw from the beginning to the end, and given back once', () => {
    const { terminal, events } = opened();
    expect(fake.modes()).toEqual(['raw']);
    terminal.close();
    terminal.close();
    expect(fake.modes()).toEqual(['raw', 'not raw']);
    expect(events.at(-2)).toContain('\u001b[?25h');
  });

  test('stays raw until a line that is asked for is drawn, is raw again for keys, and given back', async () => {
    const { terminal, events, input } = opened();
    const answer = terminal.ask(QUESTION);
    await fake.prompted();
    const drawn = events.findIndex((event) => event.includes(PROMPT));
    expect(fake.modes(events.slice(0, drawn))).not.toContain('not raw');
    input.write('c\r');
    expect(await answer).toBe('abc');
    expect(fake.modes().at(-1)).toBe('raw');
    terminal.close();
    expect(fake.modes().at(-1)).toBe('not raw');
  });

  test('is given back when the end comes while a line is asked for', async () => {
    const { terminal, input } = opened();
    const answer = terminal.ask(QUESTION);
    await fake.prompted();
    terminal.close();
    expect(fake.modes().at(-1)).toBe('not raw');
    input.write('\r');
    await answer;
  });
});

describe('what is typed', () => {
  test('before the prompt is drawn belongs to the line', async () => {
    const { terminal, input } = opened();
    const answer = terminal.ask(QUESTION);
    input.write('cd\r');
    expect(await answer).toBe('abcd');
  });

  test('into a line is no key afterwards', async () => {
    const { terminal, input } = opened();
    const answer = terminal.ask(QUESTION);
    await fake.prompted();
    input.write('y\r');
    await answer;
    const key = terminal.key();
    input.write('n');
    expect(await key).toBe('n');
  });

  test('before a key is asked for is kept', async () => {
    const { terminal, input } = opened();
    input.write('yn');
    expect(await terminal.key()).toBe('y');
    expect(await terminal.key()).toBe('n');
  });
});
