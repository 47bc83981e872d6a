import type { ReportWants } from '../repository/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import type { Reporter } from './types.ts';

/** A format: what it needs of a notebook, and its reporter, loaded when it is used. */
interface Format {
  readonly wants: ReportWants;
  /** A reporter keeps state between notebooks, so each run makes its own. */
  load(): Promise<(library: TemplateLibrary) => Reporter>;
}

/** All formats but `text`, which knows about colours. */
export const FORMATS = {
  json: { wants: {}, load: async () => (await import('./json.ts')).json },
  ndjson: { wants: {}, load: async () => (await import('./ndjson.ts')).ndjson },
  sarif: { wants: { fileLines: true }, load: async () => (await import('./sarif.ts')).sarif },
  github: { wants: { fileLines: true }, load: async () => (await import('./github.ts')).github },
  markdown: { wants: {}, load: async () => (await import('./markdown.ts')).markdown },
  html: { wants: { sources: true }, load: async () => (await import('./html.ts')).html },
} as const satisfies Record<string, Format>;
export type FormatName = keyof typeof FORMATS;
