/**
 * The library: the same way through the house as the command, as pure functions. From the text of a notebook to
 * proposals, and from decisions to the text of a notebook. Nothing here reads or writes a notebook file, runs code, or
 * asks a person; only `loadBuiltin` and `loadTemplates` read template files.
 *
 * ```ts
 * const notebook = readNotebook(text);
 * const analysis = propose(notebook, await loadBuiltin(), { minConfidence: 'high' });
 * const hardened = rewrite(notebook, acceptAll(analysis), { notes: 'full', cellTags: [] });
 * remove(readNotebook(hardened)).text === text; // true
 * ```
 */

export { type ErrorKind, type ErrorPlace, NbassertError } from './errors.ts';
export { EVIDENCE_REASONS, type Evidence, type EvidenceReason, type Reading } from './evidence/index.ts';
export { type Feedback, IMPLICIT, MECHANISMS, type Mechanism, type Subject } from './feedback/index.ts';
export {
  type Cell,
  type JsonObject,
  type JsonValue,
  type MimeBundle,
  type Notebook,
  type Output,
  readNotebook,
} from './notebook/index.ts';
export {
  type Analysis,
  DEFAULT_OPTIONS,
  type Finding,
  type Placement,
  PROPOSAL_REASONS,
  type Proposal,
  type ProposeOptions,
  propose,
  type Reason,
} from './proposals/index.ts';
export {
  type Accepted,
  acceptAll,
  type Removal,
  type RewriteOptions,
  remove,
  rewrite,
} from './rewrite/index.ts';
export {
  CHECKS,
  type Check,
  CONFIDENCES,
  type Confidence,
  type LoadResult,
  loadBuiltin,
  loadTemplates,
  mergeLibraries,
  STRICTNESSES,
  type Strictness,
  type Template,
  type TemplateLibrary,
  type Variant,
} from './templates/index.ts';
export { VERSION } from './package.ts';
