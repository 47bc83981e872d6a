/** What the author took out. */
import type { Cell, Notebook } from '../notebook/index.ts';

/** Own insertions, and cells that the author took out by tag or comment. */
export function isSkipped({ source, tags }: Cell): boolean {
  return (
    tags.includes('nbassert') || tags.includes('nbassert: skip') || /^[ \t]*# nbassert: skip\b/m.test(source)
  );
}

/** A notebook that its author took out as a whole: `"nbassert": "skip"` or `"nbassert": {"skip": true}` in its metadata. */
export function isSkippedWhole({ metadata }: Notebook): boolean {
  const mark = Object.hasOwn(metadata, 'nbassert') ? metadata.nbassert : null;
  if (typeof mark !== 'object' || mark === null || Array.isArray(mark)) return mark === 'skip';
  return Object.hasOwn(mark, 'skip') && mark.skip === true;
}
