/** Files that a notebook may read: its string literals that could be relative paths. */

import type { Notebook } from '../notebook/index.ts';
import { parseNotebookCode } from '../python/index.ts';

const LONGEST_PATH = 300;

/**
 * Every plain string literal that could name a file or folder below the notebook's own, with `/`, each once. Whether there
 * is such a file, only the disk knows. Strings with escapes and f-strings are passed over, and so is what leads upwards.
 */
export function mentionedPaths(notebook: Notebook): string[] {
  const found = new Set<string>();
  for (const { tree, code: text, problem } of parseNotebookCode(notebook.cells).cells) {
    if (problem !== null) continue;
    tree.iterate({
      enter(ref) {
        if (ref.name !== 'String') return;
        const path = pathIn(text.slice(ref.from, ref.to));
        if (path !== null) found.add(path);
      },
    });
  }
  return [...found];
}

function pathIn(literal: string): string | null {
  const content = /^[rRuU]?(['"])([^'"\n\\]+)\1$/.exec(literal)?.[2];
  if (content === undefined || content.length > LONGEST_PATH || content.includes('\0')) return null;
  const parts = content.split('/').filter((part) => part !== '' && part !== '.');
  const leadsAway = content.startsWith('/') || content.startsWith('~') || /^[A-Za-z][\w+.-]*:/.test(content);
  return leadsAway || parts.length === 0 || parts.includes('..') ? null : parts.join('/');
}
