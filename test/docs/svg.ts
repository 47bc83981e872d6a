/** A terminal's screen as a picture. */

/** A dark theme for the sixteen basic colours, as far as the review uses them; by the code that switches them on. */
const COLORS: Readonly<Record<number, string>> = {
  31: '#f47067',
  32: '#6bc46d',
  33: '#daaa3f',
  34: '#6cb6ff',
  35: '#dcbdfb',
  36: '#56d4dd',
};
const PAPER = '#22272e';
const INK = '#cdd9e5';

const [CHARACTER, LINE, MARGIN] = [8.43, 19, 18];

/** `lines` with the colour codes that chalk writes at level 1. No text of theirs can leave the picture's text. */
export function svgOf(lines: readonly string[], columns: number, title: string): string {
  const width = Math.round(columns * CHARACTER + 2 * MARGIN);
  const height = lines.length * LINE + 2 * MARGIN;
  const rows = lines.flatMap((line, index) => {
    const spans = spansOf(line);
    const y = MARGIN + (index + 0.75) * LINE;
    return spans.length === 0 ? [] : [`<text x="${MARGIN}" y="${y}">${spans.join('')}</text>`];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>`,
    `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="14" fill="${INK}">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

interface Look {
  color: string | null;
  bold: boolean;
  faint: boolean;
  italic: boolean;
  inverse: boolean;
}

function spansOf(line: string): string[] {
  const look: Look = { color: null, bold: false, faint: false, italic: false, inverse: false };
  const spans: string[] = [];
  for (const [index, part] of line.split(/\u001b\[(\d+)m/).entries()) {
    if (index % 2 === 1) change(look, Number(part));
    else if (part !== '') spans.push(`<tspan${attributes(look)}>${escaped(part)}</tspan>`);
  }
  return spans;
}

function change(look: Look, code: number): void {
  if (code === 1) look.bold = true;
  else if (code === 2) look.faint = true;
  else if (code === 22) [look.bold, look.faint] = [false, false];
  else if (code === 3 || code === 23) look.italic = code === 3;
  else if (code === 7 || code === 27) look.inverse = code === 7;
  else if (code === 39) look.color = null;
  else if (COLORS[code] !== undefined) look.color = COLORS[code];
  else throw new Error(`the picture knows no colour code ${code}`);
}

function attributes({ color, bold, faint, italic, inverse }: Look): string {
  return [
    color === null ? '' : ` fill="${color}"`,
    bold ? ' font-weight="bold"' : '',
    faint ? ' opacity="0.55"' : '',
    italic ? ' font-style="italic"' : '',
    inverse ? ' text-decoration="underline"' : '',
  ].join('');
}

/** With blanks that no renderer folds. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00a0');
}
