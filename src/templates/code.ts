/**
 * Python text on its way into a template. Only a `Code` reaches Python output as it is; everything else becomes
 * a literal (literals.ts). Places where a line may be broken, and parentheses that may turn out to be needed, are
 * control characters until layout.ts resolves them; text from outside can never hold one.
 */

/** Right behind an opening bracket, between elements, right in front of the closing bracket. */
export const OPEN = '\u0001';
export const BETWEEN = '\u0002';
export const CLOSE = '\u0003';
/** Around an expression that needs parentheses unless it stands alone or is an argument. */
export const LOOSE_FROM = '\u0004';
export const LOOSE_TO = '\u0005';
/** Where the actual value goes in a failure message. */
export const ACTUAL = '\u0006';

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Thrown while rendering: this variant cannot be written safely or sensibly, and is dropped. */
export class Refusal extends Error {}

/** Python source that is safe to write: the author's own, or the result of a literal filter. */
export class Code {
  readonly #text: string;
  /** False for source that was taken at an earlier place and may mean something else by now. */
  readonly #current: boolean;
  /** Whether it holds nothing but what the notebook's own source says. */
  readonly fromSource: boolean;
  /** Whether it is the bare name of an attribute: the `age` of `df.age`. */
  readonly isWord: boolean;

  private constructor(text: string, current: boolean, fromSource: boolean, isWord: boolean) {
    this.#text = text;
    this.#current = current;
    this.fromSource = fromSource;
    this.isWord = isWord;
  }

  /** @internal Only literals.ts, filters.ts and `authored` make code. Counts as taken from an output unless said otherwise. */
  static trusted(text: string, fromSource = false): Code {
    return new Code(text, true, fromSource, false);
  }

  /**
   * Source of the notebook itself, put on one line. `loose` when it needs parentheses in front of `.` or an operator.
   * @throws Refusal for source that cannot stand on one line: comments, continued lines, long strings, control characters.
   */
  static authored(source: string, options: { loose: boolean; current: boolean; word?: boolean }): Code {
    const text = onOneLine(source);
    const marked = options.loose ? LOOSE_FROM + text + LOOSE_TO : text;
    return new Code(marked, options.current, true, options.word ?? false);
  }

  static is(value: unknown): value is Code {
    return typeof value === 'object' && value !== null && #text in value;
  }

  /** For Python output. @throws Refusal when the source is no longer current. */
  get python(): string {
    if (!this.#current) throw new Refusal('the source may mean something else by now');
    return this.#text;
  }

  /** For a reader: without marks. */
  get shown(): string {
    return this.#text.replace(/[\u0001\u0003-\u0005]/g, '').replaceAll(BETWEEN, ' ');
  }
}

function onOneLine(source: string): string {
  if (CONTROL.test(source.replaceAll('\r\n', '\n'))) throw new Refusal('control characters');
  if (!/[\r\n]/.test(source)) return source;
  if (/#|\\|"""|'''/.test(source)) throw new Refusal('does not fit on one line');
  return source
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .reduce((text, line) => text + (/[([{]$/.test(text) || /^[)\]}.]/.test(line) ? '' : ' ') + line);
}
