import { NbassertError } from '../errors.ts';
import { readNotebookFile, saveNotebookFile } from '../notebook/save.ts';
import type { Proposal } from '../proposals/index.ts';
import { type AnalyseContext, type AnalysedNotebook, analyseFile, placedAt } from '../repository/index.ts';
import { type RewriteOptions, rewrite } from '../rewrite/index.ts';
import { judgeChanges, type LiveRuns, verdictText } from './live.ts';
import { previewOf } from './preview.ts';
import type { OpenNotebook } from './session.ts';

/** What is the same for all notebooks of a review. */
export interface ReviewContext extends AnalyseContext {
  readonly rewriteOptions: RewriteOptions;
  /** For the key `r`; undefined where nothing can be run. */
  readonly live?: LiveRuns;
}

/** All proposals of a notebook, in its order. */
export function proposalsOf({ analysis }: AnalysedNotebook): Proposal[] {
  return analysis.findings.flatMap(({ proposals }) => proposals);
}

/** A notebook that was read, with the ways back to its file. */
export function openNotebook(analysed: AnalysedNotebook, context: ReviewContext): OpenNotebook {
  const { path, file, notebook, stamp } = analysed;
  const { templates } = (context.settingsOf?.(path) ?? context).library;
  const rewriteOptions = analysed.rewriteOptions ?? context.rewriteOptions;
  return {
    path,
    proposals: proposalsOf(analysed),
    cellAt: (index) => {
      const cell = notebook.cells[index];
      return { source: cell?.source ?? '', executionCount: cell?.executionCount ?? null };
    },
    whyOf: (template) => templates.find(({ id }) => id === template)?.why ?? '',
    preview: (accepted, next) => previewOf(notebook, accepted, next, rewriteOptions),
    tryOut: async (next) => {
      if (context.live === undefined) return 'Nothing can be run from here.';
      const changes = previewOf(notebook, [], next, rewriteOptions);
      return verdictText(await judgeChanges(context.live, file, notebook, next.proposal.feedback.cell, changes));
    },
    catches: ({ proposal, assert }) => {
      const known = context.live?.catches(file, proposal.key, assert) ?? null;
      return known === null ? '' : `catches ${known.caught} of ${known.of} faults`;
    },
    hasChanged: () => hashOf(file) !== stamp.hash,
    reread: () => openNotebook(analyseFile(path, context), context),
    save: (accepted) => {
      try {
        saveNotebookFile(file, rewrite(notebook, accepted, rewriteOptions), stamp);
      } catch (error) {
        throw error instanceof NbassertError ? placedAt(path, error) : error;
      }
    },
  };
}

/** Null for a file that can no longer be read. */
function hashOf(file: string): string | null {
  try {
    return readNotebookFile(file).stamp.hash;
  } catch (error) {
    if (error instanceof NbassertError) return null;
    throw error;
  }
}
