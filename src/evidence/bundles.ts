/** What kind of output a bundle is. */
import type { MimeBundle } from '../notebook/index.ts';

/** Widgets, progress bars and scripts are no values. */
export function isNoise(data: MimeBundle): boolean {
  const mimes = Object.keys(data);
  const html = data['text/html'];
  return (
    mimes.length === 0 ||
    mimes.some((mime) => /widget|javascript/.test(mime)) ||
    (typeof html === 'string' && /^\s*<(?:script|style|progress)\b/.test(html) && !/<table\b/.test(html))
  );
}

/** Pictures and interactive plots. */
export function isFigure(data: MimeBundle): boolean {
  return Object.keys(data).some((mime) => mime.startsWith('image/') || /plotly|vega|bokeh/.test(mime));
}
