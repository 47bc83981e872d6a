import type { Slot } from '../skeleton/slots.ts';
import { DISPLAY } from '../streams.ts';

/** What kind of text each type of slot takes, as states of an automaton. */

/** Stands for a whole block of lines (a table, a series) that was folded into one character. */
export const BLOCK = 0xe000;

const isDigit = (c: string) => c >= '0' && c <= '9';
const OPENING = '([{';
const CLOSING = ')]}';
/** Nesting of brackets that is followed in a complete value. */
const BRACKETS = 6;

/** What adds states to an automaton, from the end of the text to its beginning: each function says where its state goes on to. */
export interface StateBuilder {
  /** A class of characters, kept under a name. */
  set(name: string, test: (character: string) => boolean): Uint8Array;
  one(code: number): Uint8Array;
  takes(match: Uint8Array, out: number[], use: number): number;
  branches(out: number[]): number;
  literals(text: string, exit: number, use: number): number;
  loopBack(branch: number, to: number): void;
}

/** Builds the states of one slot, each function from the end to the beginning: it gets where to go on and returns where to begin. */
export class SlotBuilder {
  private readonly b: StateBuilder;
  private readonly use: number;
  constructor(builder: StateBuilder, use: number) {
    this.b = builder;
    this.use = use;
  }

  build(slot: Slot, exit: number): number {
    const { padLeft, padRight } = slot.format;
    switch (slot.type) {
      case 'any':
        return this.star(
          this.b.set('any', () => true),
          exit,
        );
      case 'line':
        return this.star(
          this.b.set('line', (c) => c !== '\n'),
          exit,
        );
      case 'lines':
        return this.wholeLines(exit);
      case 'display':
        return this.text(DISPLAY, exit);
      case 'exact':
        return this.text(slot.text, exit);
      case 'repeat':
        return this.loop((again) => this.text(slot.text, again), exit);
      case 'number':
        return this.padded(padLeft, padRight, exit, (next) => this.number(next));
      case 'int':
        return this.padded(padLeft, padRight, exit, (next) => this.sign(this.digits(next)));
      case 'bool':
        return this.b.branches([this.text('True', exit), this.text('False', exit)]);
      case 'tuple':
        return this.shape(exit);
      case 'type':
        return this.text(
          "<class '",
          this.plus(
            this.b.set('class', (c) => c !== '\n' && c !== "'"),
            this.text("'>", exit),
          ),
        );
      case 'block-or-line':
        return this.b.branches([
          this.b.takes(this.b.one(BLOCK), [exit], this.use),
          this.plus(
            this.b.set('text', (c) => c !== '\n'),
            exit,
          ),
        ]);
      case 'complete':
        return this.padded(padLeft, padRight, exit, (next) => this.complete(next));
    }
  }

  private text(text: string, exit: number): number {
    return this.b.literals(text, exit, this.use);
  }

  private take(name: string, test: (c: string) => boolean, exit: number): number {
    return this.b.takes(this.b.set(name, test), [exit], this.use);
  }

  private loop(body: (again: number) => number, exit: number): number {
    const again = this.b.branches([exit]);
    this.b.loopBack(again, body(again));
    return again;
  }

  private star(match: Uint8Array, exit: number): number {
    return this.loop((again) => this.b.takes(match, [again], this.use), exit);
  }

  private plus(match: Uint8Array, exit: number): number {
    return this.b.takes(match, [this.star(match, exit)], this.use);
  }

  private maybe(body: number, exit: number): number {
    return this.b.branches([body, exit]);
  }

  /** Nothing, or text that ends with a line. */
  private wholeLines(exit: number): number {
    const inside = this.b.branches([]);
    const after = this.b.branches([inside, exit]);
    this.b.loopBack(
      inside,
      this.b.takes(
        this.b.set('line', (c) => c !== '\n'),
        [inside],
        this.use,
      ),
    );
    this.b.loopBack(inside, this.b.takes(this.b.one(DISPLAY.charCodeAt(0)), [inside], this.use));
    this.b.loopBack(
      inside,
      this.b.takes(
        this.b.set('newline', (c) => c === '\n'),
        [after],
        this.use,
      ),
    );
    return after;
  }

  private padded(left: boolean, right: boolean, exit: number, body: (next: number) => number): number {
    const spaces = this.b.set('space', (c) => c === ' ');
    const inner = body(right ? this.star(spaces, exit) : exit);
    return left ? this.star(spaces, inner) : inner;
  }

  private sign(next: number): number {
    return this.maybe(
      this.take('sign', (c) => c === '-' || c === '+', next),
      next,
    );
  }

  private digits(exit: number): number {
    const more = this.star(
      this.b.set('grouped', (c) => isDigit(c) || c === ',' || c === '_'),
      exit,
    );
    return this.b.takes(this.b.set('digit', isDigit), [more], this.use);
  }

  private number(exit: number): number {
    const end = this.maybe(this.text('%', exit), exit);
    const digit = this.b.set('digit', isDigit);
    const power = this.take('e', (c) => c === 'e' || c === 'E', this.sign(this.plus(digit, end)));
    const afterPoint = this.star(digit, this.maybe(power, end));
    const fraction = this.maybe(this.text('.', afterPoint), this.maybe(power, end));
    const words = ['nan', 'inf', 'NAN', 'INF'].map((word) => this.text(word, end));
    return this.sign(this.b.branches([this.digits(fraction), ...words]));
  }

  /** What `.shape` is: `(3, 4)`, `(None, 4)`, `torch.Size([3, 4])`. */
  private shape(exit: number): number {
    const inside = this.b.set('shape', (c) => isDigit(c) || ', None'.includes(c));
    const tuple = this.text('(', this.star(inside, this.text(')', exit)));
    return this.b.branches([tuple, this.text('torch.Size([', this.star(inside, this.text('])', exit)))]);
  }

  /** A value that has an end of its own: a number, a word, brackets that close, `<…>`, a date, a folded block of lines. */
  private complete(exit: number): number {
    const name = this.b.set('name', (c) => /[\p{L}\d_.]/u.test(c));
    const angle = this.text(
      '<',
      this.plus(
        this.b.set('angle', (c) => c !== '\n' && c !== '>'),
        this.text('>', exit),
      ),
    );
    const brackets = this.brackets(BRACKETS, exit);
    const call = this.take('letter', (c) => /[\p{L}_]/u.test(c), this.star(name, this.maybe(brackets, exit)));
    const date = this.date(exit);
    // Any other word: `15:00`, `a-b`, `data/train.csv`.
    const token = this.plus(
      this.b.set('token', (c) => !/[\s()[\]{}<>'",]/.test(c)),
      exit,
    );
    const block = this.b.takes(this.b.one(BLOCK), [exit], this.use);
    return this.b.branches([this.number(exit), brackets, call, angle, date, token, block]);
  }

  /** `2020-01-02`, `2020-01-02 03:04:05.678+00:00`. */
  private date(exit: number): number {
    const zone = this.take('sign', (c) => c === '-' || c === '+', this.form('dd:dd', exit));
    const end = this.maybe(zone, exit);
    const fraction = this.text('.', this.plus(this.b.set('digit', isDigit), end));
    const time = this.form(' dd:dd:dd', this.maybe(fraction, end));
    return this.form('dddd-dd-dd', this.maybe(time, exit));
  }

  /** `d` stands for a digit, all else for itself. */
  private form(form: string, exit: number): number {
    let next = exit;
    for (const character of [...form].reverse())
      next = character === 'd' ? this.take('digit', isDigit, next) : this.text(character, next);
    return next;
  }

  private brackets(depth: number, exit: number): number {
    const close = this.take('closing', (c) => CLOSING.includes(c), exit);
    const inside = this.b.branches([close]);
    const plain = this.b.set(
      'inside',
      (c) => !OPENING.includes(c) && !CLOSING.includes(c) && c !== "'" && c !== '"',
    );
    this.b.loopBack(inside, this.b.takes(plain, [inside], this.use));
    for (const quote of ["'", '"']) this.b.loopBack(inside, this.quoted(quote, inside));
    if (depth > 1) this.b.loopBack(inside, this.brackets(depth - 1, inside));
    return this.take('opening', (c) => OPENING.includes(c), inside);
  }

  private quoted(quote: string, exit: number): number {
    const end = this.text(quote, exit);
    const inside = this.b.branches([end]);
    const plain = this.b.set(`quoted${quote}`, (c) => c !== quote && c !== '\\' && c !== '\n');
    this.b.loopBack(inside, this.b.takes(plain, [inside], this.use));
    this.b.loopBack(
      inside,
      this.text(
        '\\',
        this.take('line', (c) => c !== '\n', inside),
      ),
    );
    return this.text(quote, inside);
  }
}
