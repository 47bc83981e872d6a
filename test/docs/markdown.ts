/** Markdown as the tests of the documentation read and write it. */

export interface Block {
  /** The word behind the fence: `sh`, `python`, …; empty when there is none. */
  readonly language: string;
  readonly text: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
}

/** All fenced blocks. @throws when a fence is left open */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; language: string; line: number; lines: string[] } | null = null;
  for (const [index, line] of markdown.split('\n').entries()) {
    const mark = /^\s*(`{3,})(\w*)\s*$/.exec(line);
    if (open === null) {
      if (mark !== null) open = { fence: mark[1]!, language: mark[2]!, line: index + 1, lines: [] };
    } else if (mark !== null && mark[1] === open.fence && mark[2] === '') {
      blocks.push({ language: open.language, text: open.lines.join('\n'), line: open.line });
      open = null;
    } else open.lines.push(line);
  }
  if (open !== null) throw new Error(`the fence of line ${open.line} is left open`);
  return blocks;
}

/** The same text with what stands between the markers of a name replaced. @throws when they are not there once */
export function withGenerated(markdown: string, name: string, content: string): string {
  const [begin, end] = [`<!-- generated: ${name} (npm run docs) -->\n`, `<!-- end: ${name} -->`];
  const parts = markdown.split(begin);
  const rest = parts[1]?.split(end);
  if (parts.length !== 2 || rest?.length !== 2) throw new Error(`no pair of markers for ${name}`);
  return `${parts[0]}${begin}\n${content.trim()}\n\n${end}${rest[1]}`;
}

export function emptyMarkers(name: string): string {
  return `<!-- generated: ${name} (npm run docs) -->\n<!-- end: ${name} -->`;
}

/** Where links and images of a text point to, without those into the web. */
export function linksOf(markdown: string): string[] {
  const text = markdown.replace(/^(`{3,})[^`]*\n[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((found) => found[1]!)
    .filter((it) => !/^https?:/.test(it));
}
