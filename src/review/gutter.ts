import { type Line, type Span, span } from './styled.ts';

/** Columns of the gutter that ties code, output and new cells together as cells of one notebook. */
export const GUTTER = 8;

/** Sign, label of at most four letters, and a rule; in front of every line that belongs to a cell. */
export function gutter(sign: string, label: string, style: Span['style']): Span[] {
  return [span(`${sign} ${label.padStart(4)} │ `, style)];
}

/** Lines behind gutters; the label stands at the first. */
export function inGutter(label: string, contents: readonly Line[]): Line[] {
  return contents.map((content, index) => [...gutter(' ', index === 0 ? label : '', 'faint'), ...content]);
}
