/** How many assert statements Python text holds: lines that begin with one, as templates and people write them. */
export function countAsserts(text: string): number {
  return text.match(/^[ \t]*assert\b/gm)?.length ?? 0;
}
