/** Indentation and nesting, as CPython's tokenizer checks them and a tolerant parser does not. */
import type { LogicalLine } from './scan.ts';

export interface SyntaxProblem {
  readonly at: number;
  readonly message: string;
}

/** CPython's own limits (`Parser/tokenizer.h`: MAXLEVEL, MAXINDENT). */
const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;

/** Width of an indentation with tabs at every eighth column, and with tabs of width one. */
interface Indent {
  readonly wide: number;
  readonly narrow: number;
}

/** Reads the logical lines of a cell in order and keeps the first problem. */
export class Layout {
  problem: SyntaxProblem | null = null;
  readonly #indents: Indent[] = [{ wide: 0, narrow: 0 }];
  #mayIndent = false;

  /** `start` is where the line begins; a masked line has no layout but its indentation. */
  read(text: string, start: number, line: LogicalLine, isMasked: boolean): void {
    if (this.problem !== null || line.last < 0 || (text[line.first] === '#' && line.tokens === 1)) return;
    const message = this.#indentProblem(indentOf(text, start));
    if (message !== null) this.problem = { at: line.first, message };
    else if (!isMasked && line.nesting > MAX_BRACKETS) {
      this.problem = { at: line.first, message: 'Too many nested brackets.' };
    }
    this.#mayIndent = !isMasked && line.opensBlock;
  }

  #indentProblem(indent: Indent): string | null {
    const stack = this.#indents;
    const mixed = 'Tabs and spaces are mixed in the indentation.';
    if (indent.wide > stack.at(-1)!.wide) {
      if (!this.#mayIndent) return 'Unexpected indentation.';
      if (indent.narrow <= stack.at(-1)!.narrow) return mixed;
      stack.push(indent);
      return stack.length > MAX_INDENTS ? 'Too many levels of indentation.' : null;
    }
    while (indent.wide < stack.at(-1)!.wide) stack.pop();
    if (indent.wide !== stack.at(-1)!.wide) return 'The indentation matches no outer level.';
    return indent.narrow === stack.at(-1)!.narrow ? null : mixed;
  }
}

function indentOf(text: string, start: number): Indent {
  let wide = 0;
  let narrow = 0;
  for (let at = start; ; at++) {
    const character = text[at];
    if (character === ' ') wide++;
    else if (character === '\t') wide += 8 - (wide % 8);
    else if (character !== '\f') return { wide, narrow };
    narrow = character === '\f' ? 0 : narrow + 1;
    if (character === '\f') wide = 0;
  }
}
