/** Pieces of Markdown from text that is not ours. */

import { printableLine } from '../printable.ts';

/** Text as code within a line, whatever backticks it holds. */
export function codeSpan(text: string, limit = 200): string {
  const line = printableLine(text, limit);
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Text as a block of code. */
export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Text as it is, whatever it holds that Markdown or HTML would take for its own. On one line. */
export function plain(text: string, limit = 300): string {
  return printableLine(text, limit).replace(/[\\`*_{}[\]<>#|~&!$]/g, (character) => `\\${character}`);
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
