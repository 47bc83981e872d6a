/** Literals and names that CPython refuses. Each function answers with a message, or null. */
import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** `node` may be a cursor: of a name or a number no node is made. */
export function literalProblem(node: SyntaxNodeRef, code: string): string | null {
  switch (node.name) {
    case 'String':
    case 'FormatString':
      return stringProblem(node.node, code);
    case 'ContinuedString':
      return mixedProblem(node.node, code);
    case 'Number':
      return numberProblem(code.slice(node.from, node.to));
    case 'VariableName':
      return nameProblem(code.slice(node.from, node.to));
    case 'PropertyName': {
      const name = code.slice(node.from, node.to);
      return KEYWORDS.has(name) ? `\`${name}\` is a keyword.` : nameProblem(name);
    }
    default:
      return null;
  }
}

function nameProblem(name: string): string | null {
  if (/^[\x00-\x7f]*$/.test(name)) return null;
  const valid = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
  return valid.test(name) && valid.test(name.normalize('NFKC'))
    ? null
    : 'A character cannot stand in a name.';
}

function numberProblem(number: string): string | null {
  if (/__|_$/.test(number)) return 'An underscore is out of place in a number.';
  return /^0[0-9_]*[1-9][0-9_]*$/.test(number) ? 'A number starts with a zero (Python 2 octal).' : null;
}

function stringProblem(node: SyntaxNode, code: string): string | null {
  const head = /^([A-Za-z]{0,2})('''|"""|'|")/.exec(code.slice(node.from, node.from + 5));
  if (head === null) return null;
  const [all, prefix, quote] = head as unknown as [string, string, string];
  const from = node.from + all.length;
  const to = node.to - quote.length;
  if (to < from || code.slice(to, node.to) !== quote) return 'A string is not closed.';
  const kinds = prefix.toLowerCase();
  const content = code.slice(from, to);
  if (kinds.includes('b') && /[^\x00-\x7f]/.test(content)) return 'Bytes can only hold ASCII characters.';
  if (kinds.includes('f')) {
    const loose = textProblem(node, code, from, to);
    if (loose !== null) return loose;
  }
  return kinds.includes('r') ? null : escapeProblem(content, kinds.includes('b'));
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{0,2})|u([0-9a-fA-F]{0,4})|U([0-9a-fA-F]{0,8})|N(\{[^{}]+\})?|[\s\S])/g;

function escapeProblem(content: string, bytes: boolean): string | null {
  if (!content.includes('\\')) return null;
  for (const [whole, x, u, long, name] of content.matchAll(ESCAPE)) {
    const kind = whole[1];
    if (kind === 'x' && x!.length < 2) return 'A `\\x` escape is cut short.';
    if (bytes) continue;
    if (kind === 'u' && u!.length < 4) return 'A `\\u` escape is cut short.';
    if (kind === 'U' && (long!.length < 8 || Number.parseInt(long!, 16) > 0x10ffff)) {
      return 'A `\\U` escape is no character.';
    }
    if (kind === 'N' && name === undefined) return 'A `\\N` escape names no character.';
  }
  return null;
}

/** A `}` alone in the text of an f-string. */
function textProblem(node: SyntaxNode, code: string, from: number, to: number): string | null {
  let at = from;
  for (const slot of [...node.getChildren('FormatReplacement'), null]) {
    const text = code.slice(at, slot?.from ?? to).replace(/\\N\{[^{}]*\}/g, '');
    if (text.replace(/\}\}/g, '').includes('}')) return 'A `}` stands alone in an f-string.';
    at = slot?.to ?? to;
  }
  return null;
}

function mixedProblem(node: SyntaxNode, code: string): string | null {
  let bytes = 0;
  let count = 0;
  for (let part = node.firstChild; part !== null; part = part.nextSibling) {
    if (part.name !== 'String' && part.name !== 'FormatString') continue;
    count++;
    if (/^[rR]?[bB]/.test(code.slice(part.from, part.from + 2))) bytes++;
  }
  return bytes > 0 && bytes < count ? 'Bytes and text cannot be joined.' : null;
}
