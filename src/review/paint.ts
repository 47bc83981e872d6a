import type { ChalkInstance } from 'chalk';
import type { Line, Style } from './styled.ts';

type Paint = (text: string) => string;

/** The text of lines, with colours as far as `colors` has any. */
export function paint(lines: readonly Line[], colors: ChalkInstance): string[] {
  if (colors.level === 0)
    return lines.map((spans) =>
      spans
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    );
  const paints = paintsOf(colors);
  return lines.map((spans) => spans.map(({ text, style }) => paints[style](text)).join(''));
}

/** The sixteen basic colours only: they follow the reader's own theme, light or dark. */
function paintsOf(colors: ChalkInstance): Readonly<Record<Style, Paint>> {
  return {
    plain: (text) => text,
    strong: colors.bold,
    faint: colors.dim,
    title: colors.bold.cyan,
    key: colors.bold.cyan,
    warning: colors.yellow,
    added: colors.green,
    removed: colors.red,
    'added-part': colors.green.inverse,
    'removed-part': colors.red.inverse,
    keyword: colors.magenta,
    string: colors.yellow,
    number: colors.cyan,
    comment: colors.dim.italic,
    function: colors.blue,
    definition: colors.bold,
  };
}
