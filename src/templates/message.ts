import { ACTUAL } from './code.ts';

export interface MessageStyle {
  /** Whether f-strings may be used; Python 2 notebooks have none. */
  readonly fstrings: boolean;
}

type Part = { readonly text: string } | { readonly slot: true };

/**
 * A failure message as Python string literals, one a line, each at most `width` characters where words allow.
 * `rendered` holds ACTUAL where the value of the expression `actual` goes. Valid from Python 3.8 on: no quote of the
 * string inside a slot and no backslash in one; where that cannot be had, `.format` takes the place of the f-string.
 */
export function messageLines(rendered: string, actual: string, width: number, style: MessageStyle): string[] {
  const words = partsOf(rendered);
  const hasSlot = words.some((part) => 'slot' in part);
  const asFstring = hasSlot && style.fstrings && fitsFstring(actual);
  const quote = pickQuote(rendered, asFstring ? actual : '');
  const write = (part: Part): string => {
    if ('text' in part) return escapeText(part.text, quote, hasSlot);
    return asFstring ? `{${actual.startsWith('{') ? ' ' : ''}${actual}}` : '{}';
  };
  const lines = fill(words.map(write), width - 3).map((body) => {
    const prefix = asFstring && body.replaceAll('{{', '').includes('{') ? 'f' : '';
    const plain = asFstring && prefix === '' ? body.replaceAll('{{', '{').replaceAll('}}', '}') : body;
    return prefix + quote + plain + quote;
  });
  if (hasSlot && !asFstring) lines[lines.length - 1] += `.format(${actual})`;
  return lines;
}

/** Words with the blanks behind them, and slots. */
function partsOf(rendered: string): Part[] {
  const text = rendered.replace(/\s+/g, ' ').trim();
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
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '?');
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
