import { ACTUAL } from './code.ts';

export interface MessageStyle {
  /** Whether f-strings may be used; Python 2 notebooks have none. */
  readonly fstrings: boolean;
}

type Part = { readonly text: string } | { readonly slot: true };

/** A failure message, ready to be laid out. */
export interface Message {
  /** As one Python string literal. */
  readonly oneLine: string;
  /** As Python string literals, one a line, each at most `width` characters where words allow. */
  lines(width: number): string[];
}

/**
 * A failure message; `rendered` holds ACTUAL where the value of the expression `actual` goes. Valid from Python 3.8 on: no
 * quote of the string inside a slot and no backslash in one; where that cannot be had, `.format` takes the place of the f-string.
 */
export function messageOf(rendered: string, actual: string, style: MessageStyle): Message {
  const text = oneLine(rendered);
  const hasSlot = text.includes(ACTUAL);
  const asFstring = hasSlot && style.fstrings && fitsFstring(actual);
  const quote = pickQuote(rendered, asFstring ? actual : '');
  const slot = asFstring ? `{${actual.startsWith('{') ? ' ' : ''}${actual}}` : '{}';
  const write = (part: Part): string => ('text' in part ? escapeText(part.text, quote, hasSlot) : slot);
  const literals = (bodies: readonly string[]): string[] => {
    const lines = bodies.map((body) => {
      const prefix = asFstring && body.replaceAll('{{', '').includes('{') ? 'f' : '';
      const plain = asFstring && prefix === '' ? body.replaceAll('{{', '{').replaceAll('}}', '}') : body;
      return prefix + quote + plain + quote;
    });
    if (hasSlot && !asFstring) lines[lines.length - 1] += `.format(${actual})`;
    return lines;
  };
  const whole = text.split(ACTUAL).map((piece) => escapeText(piece, quote, hasSlot));
  return {
    oneLine: literals([whole.join(slot)]).join(''),
    lines: (width) => literals(fill(partsOf(text).map(write), width - 3)),
  };
}

/** With one space for each run of white space, and none at the ends. */
export function oneLine(text: string): string {
  // Not `\s+`: most runs are one space already, and each match costs.
  return text.replace(/\s{2,}|[^\S ]/g, ' ').trim();
}

/** Words with the blanks behind them, and slots. */
function partsOf(text: string): Part[] {
  return text.split(ACTUAL).flatMap((piece, index) => {
    const words: Part[] = (piece.match(/[^ ]+ ?| /g) ?? []).map((word) => ({ text: word }));
    return index === 0 ? words : [{ slot: true } as const, ...words];
  });
}

/** What may stand in the slot of an f-string in every Python from 3.8 on. */
function fitsFstring(actual: string): boolean {
  return !/[\\\n#!]|:=|lambda/.test(actual) && !(actual.includes('"') && actual.includes("'"));
}

function pickQuote(rendered: string, actual: string): '"' | "'" {
  if (actual.includes('"')) return "'";
  if (actual.includes("'")) return '"';
  return rendered.includes('"') && !rendered.includes("'") ? "'" : '"';
}

function escapeText(text: string, quote: string, braces: boolean): string {
  const quoted = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  const escaped = /^[ -~]*$/.test(quoted) ? quoted : quoted.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '?');
  return braces ? escaped.replaceAll('{', '{{').replaceAll('}', '}}') : escaped;
}

function fill(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line.endsWith(' ') && line.length + word.trimEnd().length > width) {
      lines.push(line);
      line = '';
    }
    line += word;
  }
  return [...lines, line];
}
