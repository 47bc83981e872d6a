import type { Notebook } from '../notebook/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import type { Analysis, ProposeOptions } from './types.ts';

export type * from './types.ts';
export { PROPOSAL_REASONS } from './types.ts';

export const DEFAULT_OPTIONS: ProposeOptions = {
  strictness: 'balanced',
  minConfidence: 'low',
  checks: [],
  templates: [],
  placement: 'new-cell',
  redact: false,
};

/** The whole way from a notebook to its proposals. Pure: runs nothing, reads nothing but its arguments. */
export function propose(
  _notebook: Notebook,
  _library: TemplateLibrary,
  _options?: Partial<ProposeOptions>,
): Analysis {
  throw new Error('not built yet');
}
