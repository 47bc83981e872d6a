/** JSON as Python's `json` module reads it, and where it is broken when it is. */

import { createScanner } from 'jsonc-parser';
import { NbassertError } from '../errors.ts';
import { printable } from '../printable.ts';
import { stringEnd } from './spans.ts';
import type { JsonValue } from './types.ts';

/**
 * Parses JSON text, a byte order mark in front allowed. Python writes `NaN`, `Infinity` and `-Infinity`; they are read
 * as `null` and as the infinities. Of duplicate keys the last counts. A key `__proto__` becomes an ordinary own property.
 *
 * @throws NbassertError `unreadable`, with line and column (from 1) and what was expected there.
 */
export function parseJson(text: string): JsonValue {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    return JSON.parse(json) as JsonValue;
  } catch (cause) {
    // Only now, so that a usual file pays nothing for what few files hold.
    if (/NaN|Infinity/.test(json)) {
      try {
        return JSON.parse(replaceNonFinite(json, 'null', '1e999')) as JsonValue;
      } catch {
        // Still broken: reported below, for the text as it is.
      }
    }
    throw brokenJson(json, cause);
  }
}

/** Replaces the non-finite numbers outside strings. */
function replaceNonFinite(json: string, nan: string, infinity: string): string {
  const pieces: string[] = [];
  let position = 0;
  while (position < json.length) {
    const quote = json.indexOf('"', position);
    const end = quote === -1 ? json.length : quote;
    const between = json.slice(position, end);
    pieces.push(between.replace(/\bNaN\b/g, nan).replace(/\bInfinity\b/g, infinity));
    if (quote === -1) break;
    position = stringEnd(json, quote);
    pieces.push(json.slice(quote, position));
  }
  return pieces.join('');
}

/** jsonc-parser's kinds of token; its own names are constants of the compiler only, which cannot be imported here. */
const TOKEN = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineBreak: 14,
  space: 15,
  end: 17,
} as const;

/** jsonc-parser's faults inside a token. */
const SCAN_ERROR = { string: 2, number: 3, unicode: 4, escape: 5, character: 6 } as const;

interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** What people give for a notebook by mistake: how it begins, what it is, and what to do about it. */
const MISTAKEN: readonly (readonly [RegExp, string, string])[] = [
  [
    /^\s*<(?:!DOCTYPE|html|\?xml)\b/i,
    'This is a web page, not a notebook.',
    'Download the notebook itself: on GitHub, the raw file.',
  ],
  [
    /^version https:\/\/git-lfs\.github\.com\//,
    'This is a pointer of Git LFS, not the notebook.',
    '`git lfs pull` fetches the notebook.',
  ],
];

function brokenJson(json: string, cause: unknown): NbassertError {
  const start = json.slice(0, 100);
  const mistaken = MISTAKEN.find(([beginning]) => beginning.test(start));
  if (mistaken !== undefined) {
    return new NbassertError('unreadable', mistaken[1], { place: {}, hint: mistaken[2], cause });
  }
  // Of the same length, so that offsets stay true.
  const fault = findFault(replaceNonFinite(json, '0  ', '0       ')) ?? {
    offset: 0,
    message: 'not valid JSON',
  };
  const before = json.slice(0, fault.offset);
  const line = before.split('\n').length;
  const column = fault.offset - before.lastIndexOf('\n');
  const truncated = fault.message.startsWith('the file ends');
  return new NbassertError('unreadable', `The file is no valid JSON: ${fault.message}.`, {
    place: { line, column },
    hint: truncated
      ? 'The file is cut off: restore it from a backup, a checkpoint or version control.'
      : fault.offset === 0
        ? 'Give the path of a Jupyter notebook (*.ipynb).'
        : 'Mend the file there, or restore it from version control.',
    cause,
  });
}

const CONFLICT = /^(?:<{7}|={7}|>{7})/;

/** Walks the tokens with a stack of its own and stops at the first that cannot stand where it stands. */
function findFault(json: string): Fault | null {
  const scanner = createScanner(json, false);
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'a value';
  for (;;) {
    const token = scanner.scan();
    if (token === TOKEN.lineBreak || token === TOKEN.space) continue;
    const offset = scanner.getTokenOffset();
    if (token === TOKEN.end) {
      return expected === 'the end'
        ? null
        : { offset: json.length, message: `the file ends where ${expected} is expected` };
    }
    const inside = faultInside(scanner.getTokenError(), json, offset);
    if (inside !== null) return inside;
    const next = step(expected, token, open);
    if (next === null) {
      return { offset, message: describe(json, offset, expected) };
    }
    expected = next;
  }
}

type Expected =
  | 'a value'
  | 'a value or `]`'
  | 'a key or `}`'
  | 'a key'
  | '`:`'
  | '`,` or `}`'
  | '`,` or `]`'
  | 'the end';

function step(expected: Expected, token: number, open: ('{' | '[')[]): Expected | null {
  const close = (bracket: '{' | '['): Expected | null => (open.pop() === bracket ? afterValue(open) : null);
  switch (expected) {
    case 'a value or `]`':
      return token === TOKEN.closeBracket ? close('[') : value(token, open);
    case 'a value':
      return value(token, open);
    case 'a key or `}`':
      if (token === TOKEN.closeBrace) return close('{');
      return token === TOKEN.string ? '`:`' : null;
    case 'a key':
      return token === TOKEN.string ? '`:`' : null;
    case '`:`':
      return token === TOKEN.colon ? 'a value' : null;
    case '`,` or `}`':
      if (token === TOKEN.comma) return 'a key';
      return token === TOKEN.closeBrace ? close('{') : null;
    case '`,` or `]`':
      if (token === TOKEN.comma) return 'a value';
      return token === TOKEN.closeBracket ? close('[') : null;
    case 'the end':
      return null;
  }
}

function value(token: number, open: ('{' | '[')[]): Expected | null {
  switch (token) {
    case TOKEN.openBrace:
      open.push('{');
      return 'a key or `}`';
    case TOKEN.openBracket:
      open.push('[');
      return 'a value or `]`';
    case TOKEN.string:
    case TOKEN.number:
    case TOKEN.true:
    case TOKEN.false:
    case TOKEN.null:
      return afterValue(open);
    default:
      return null;
  }
}

function afterValue(open: readonly ('{' | '[')[]): Expected {
  const bracket = open.at(-1);
  if (bracket === undefined) return 'the end';
  return bracket === '{' ? '`,` or `}`' : '`,` or `]`';
}

function faultInside(error: number, json: string, offset: number): Fault | null {
  switch (error) {
    case SCAN_ERROR.string: {
      // A quote at the end may be the opening one: cut off right behind it.
      const isClosed = json.endsWith('"') && offset < json.length - 1;
      if (stringEnd(json, offset) < json.length || isClosed) {
        return { offset, message: 'a line break inside a string' };
      }
      return { offset: json.length, message: 'the file ends in the middle of a string' };
    }
    case SCAN_ERROR.character:
      return { offset, message: 'a control character inside a string' };
    case SCAN_ERROR.escape:
    case SCAN_ERROR.unicode:
      return { offset, message: 'a wrong escape (`\\`) inside a string' };
    case SCAN_ERROR.number:
      return { offset, message: 'a number that is not finished' };
    default:
      return null;
  }
}

function describe(json: string, offset: number, expected: Expected): string {
  if (CONFLICT.test(json.slice(offset, offset + 8))) return 'a merge conflict that was not resolved';
  const found = json.slice(offset, offset + 1) === '"' ? 'a string' : `\`${shownWord(json, offset)}\``;
  const wanted = expected === 'the end' ? 'nothing more' : expected;
  return `${found} where ${wanted} is expected`;
}

function shownWord(json: string, offset: number): string {
  const word = /^[\w.+-]{1,20}/.exec(json.slice(offset, offset + 20))?.[0];
  return word ?? printable(String.fromCodePoint(json.codePointAt(offset) ?? 0xfffd));
}
