import type { Evidence, Scalar } from '../evidence/index.ts';
import { printableLine } from '../printable.ts';
import { Code, Refusal } from './code.ts';
import { isEvidence, pythonNumber } from './literals.ts';
import { Plain } from './questions.ts';

const MOST_SHOWN = 8;
const LONGEST = 60;

/**
 * A value in a markdown note. Code and text from the notebook come as code spans, in which neither markdown nor HTML
 * is live; numbers come as they are; of long lists the first eight are shown. @throws Refusal for figures and the like.
 */
export function noteText(value: unknown): string {
  if (Code.is(value)) return codeSpan(value.shown);
  if (value instanceof Plain) return value.text;
  if (typeof value === 'string') return codeSpan(value);
  if (typeof value === 'number')
    return pythonNumber(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
  if (typeof value === 'boolean') return value ? '`True`' : '`False`';
  if (value === null) return '`None`';
  if (Array.isArray(value)) return listing(value);
  if (isEvidence(value)) return evidenceText(value);
  throw new Refusal('nothing to show');
}

/** A value inside a failure message: text only, short, on one line. */
export function messageText(value: unknown): string {
  if (Code.is(value)) return printableLine(value.shown, LONGEST);
  if (typeof value === 'string') return printableLine(value, LONGEST);
  if (Array.isArray(value)) return value.slice(0, MOST_SHOWN).map(messageText).join(', ') + more(value);
  return noteText(value).replaceAll('`', '');
}

function evidenceText(value: Evidence): string {
  switch (value.kind) {
    case 'scalar':
      return scalarText(value);
    case 'sequence':
      return value.type === 'tuple' || value.type === 'size'
        ? codeSpan(tupleText(value.items))
        : listing(value.items);
    case 'text':
      return codeSpan(value.text);
    case 'dtype':
    case 'type':
      return codeSpan(value.name);
    default:
      throw new Refusal(`no words for evidence of kind ${value.kind}`);
  }
}

/** Numbers as people write them: six digits are enough for a reader. */
function scalarText(value: Scalar): string {
  if (value.type === 'str') return codeSpan(value.text);
  if (value.type === 'float' && typeof value.value === 'number' && Number.isFinite(value.value)) {
    return pythonNumber(Number(value.value.toPrecision(6)));
  }
  return value.type === 'int' ? String(value.value).slice(0, LONGEST) : codeSpan(value.text);
}

function tupleText(items: readonly Evidence[]): string {
  return `(${items.map((item) => ('text' in item ? item.text : '…')).join(', ')})`;
}

function listing(items: readonly unknown[]): string {
  return items.slice(0, MOST_SHOWN).map(noteText).join(', ') + more(items);
}

function more(items: readonly unknown[]): string {
  return items.length > MOST_SHOWN ? ` and ${items.length - MOST_SHOWN} more` : '';
}

/** A code span that no content can leave: its fence is longer than any run of backticks in it. */
export function codeSpan(text: string): string {
  const line = printableLine(text, LONGEST);
  if (line === '') return '` `';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return fence + pad + line + pad + fence;
}
