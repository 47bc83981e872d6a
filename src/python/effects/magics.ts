import type { PythonCell } from '../types.ts';
import type { Event } from './deeds.ts';
import { HARMLESS_MAGICS } from './words.ts';

/** What the IPython syntax of a cell does. */
export function readMagics(cell: PythonCell): Event[] {
  const events: Event[] = [];
  for (const span of cell.masked) {
    const place = { cell, at: span.from, conditional: false, loop: null, cause: null };
    if (span.kind === 'shell' || span.kind === 'assignment')
      events.push({ kind: 'world', ...place, what: 'a shell command runs' });
    const magic = span.kind === 'line-magic' || span.kind === 'cell-magic' || span.kind === 'assignment';
    if (!magic || span.name === '' || HARMLESS_MAGICS.has(span.name)) continue;
    const text = cell.source.slice(span.from, Math.min(span.to, span.from + 200));
    if (span.name === 'store' && !/\s-[a-zA-Z]*[rz]/.test(text)) continue;
    events.push({ kind: 'barrier', ...place, what: `any name may be assigned again by \`%${span.name}\`` });
  }
  return events;
}
