import type { Freshness } from '../evidence/index.ts';
import type { Notebook } from '../notebook/index.ts';
import type { Names, PythonNotebook } from '../python/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import type { Coverage } from './coverage.ts';
import type { Stated, StatedBy } from './implied.ts';
import type { ProposeOptions } from './types.ts';

/** What is the same for all statements of one notebook. */
export interface Work {
  readonly notebook: Notebook;
  readonly code: PythonNotebook;
  readonly names: Names;
  readonly library: TemplateLibrary;
  readonly options: ProposeOptions;
  readonly freshness: ReadonlyMap<number, Freshness>;
  /** Cells that show the value of each expression statement. */
  readonly showsAll: ReadonlySet<number>;
  /** What is stated so far, by the author or by a proposal. */
  readonly coverage: Coverage;
  readonly stated: StatedBy;
  /** What an earlier run wrote, as far as it was met. */
  readonly inserted: Stated[];
}
