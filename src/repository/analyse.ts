import { resolve } from 'node:path';
import { NbassertError } from '../errors.ts';
import type { Notebook } from '../notebook/index.ts';
import { type FileStamp, type NotebookFile, openNotebookFile } from '../notebook/save.ts';
import { type Analysis, type Finding, type ProposeOptions, proposing } from '../proposals/index.ts';
import type { RewriteOptions } from '../rewrite/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import { type EvidenceSource, withEvidence } from './evidence-copy.ts';
import type { NotebookSettings } from './settings.ts';

/** A notebook file that was read and thought about. */
export interface AnalysedNotebook {
  /** As it is shown: relative to the working directory, with `/`. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly notebook: Notebook;
  /** What the file was when it was read; saving compares with it. */
  readonly stamp: FileStamp;
  readonly analysis: Analysis;
  /** How its asserts are to be written, where a configuration says it. */
  readonly rewriteOptions?: RewriteOptions;
}

/** A notebook file that could not be used, and why. */
export interface FailedNotebook {
  readonly path: string;
  readonly error: NbassertError;
}

/** Where one notebook stands, and how it is to be thought about. Plain data. */
export interface NotebookWork {
  /** As it is shown: relative to the working directory, with `/`. */
  readonly path: string;
  /** Absolute. */
  readonly cwd: string;
  readonly options: Partial<ProposeOptions>;
  /** Executed copies to read the outputs from. */
  readonly evidence: EvidenceSource | null;
}

/** What is the same for all notebooks of a run. */
export interface AnalyseContext {
  /** Absolute. */
  readonly cwd: string;
  readonly library: TemplateLibrary;
  readonly options: Partial<ProposeOptions>;
  /** Settings that differ between notebooks (configurations of folders); they win over `library` and `options`. */
  settingsOf?(path: string): NotebookSettings;
  /** Executed copies to read the outputs from. */
  readonly evidence?: EvidenceSource | undefined;
  /** Called once with what is known as soon as there is a proposal, for a person who waits. */
  onFirstProposal?(soFar: AnalysedNotebook): void;
}

/** Reads one notebook file and proposes. `path` is relative to the working directory. @throws NbassertError when it cannot be read. */
export function analyseFile(path: string, context: AnalyseContext): AnalysedNotebook {
  const file = resolve(context.cwd, path);
  const settings = context.settingsOf?.(path);
  const { library, options } = settings ?? context;
  const { cwd, evidence = null } = context;
  const complete = (analysed: AnalysedNotebook): AnalysedNotebook =>
    settings === undefined ? analysed : { ...analysed, rewriteOptions: settings.rewriteOptions };
  try {
    const opened = openNotebookFile(file);
    const analysed = analyseOpened(opened, { path, cwd, options, evidence }, library, (soFar) =>
      context.onFirstProposal?.(complete(soFar)),
    );
    return complete(analysed);
  } catch (error) {
    throw error instanceof NbassertError ? placedAt(path, error) : error;
  }
}

/** Proposes for a notebook whose bytes were read. @throws NbassertError `unreadable` */
export function analyseOpened(
  opened: NotebookFile,
  { path, cwd, options, evidence }: NotebookWork,
  library: TemplateLibrary,
  onFirstProposal: (soFar: AnalysedNotebook) => void = () => {},
): AnalysedNotebook {
  const { notebook, answers } = withEvidence(opened.notebook(), path, evidence);
  const { code, findings: found } = proposing(notebook, library, { ...options, answers });
  const findings: Finding[] = [];
  const analysed: AnalysedNotebook = {
    path,
    file: resolve(cwd, path),
    notebook,
    stamp: opened.stamp,
    analysis: { notebook, code, findings },
  };
  let isFirst = true;
  for (const finding of found) {
    findings.push(finding);
    if (isFirst && finding.proposals.length > 0) {
      isFirst = false;
      onFirstProposal(analysed);
    }
  }
  return analysed;
}

/** The same, with an expected error as a value, so that one bad notebook does not stop the others. */
export function tryAnalyseFile(path: string, context: AnalyseContext): AnalysedNotebook | FailedNotebook {
  try {
    return analyseFile(path, context);
  } catch (error) {
    if (error instanceof NbassertError) return { path, error };
    throw error;
  }
}

/** The error, naming the file as it is shown. */
export function placedAt(path: string, error: NbassertError): NbassertError {
  const { kind, message, hint, cause, place } = error;
  return new NbassertError(kind, message, { place: { ...place, file: path }, hint, cause });
}
