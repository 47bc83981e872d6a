import { resolve } from 'node:path';
import { openNotebookFile, saveNotebookFile } from '../notebook/save.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import { remembered } from './cache.ts';
import type { NotebookReport } from './report.ts';
import type { Applied, ApplyTask, ReportTask, ResultOf, Task } from './tasks.ts';

/** Gives the templates of a task when they are needed; an unchanged notebook needs none. */
export type LibraryOf = (folders: readonly string[]) => Promise<TemplateLibrary>;

/** Does one task. @throws NbassertError when the notebook cannot be read or written */
export async function perform<T extends Task>(task: T, libraryOf: LibraryOf): Promise<ResultOf<T>> {
  const result = task.kind === 'report' ? report(task, libraryOf) : apply(task, libraryOf);
  return (await result) as ResultOf<T>;
}

async function report(task: ReportTask, libraryOf: LibraryOf): Promise<NotebookReport> {
  const { path, cache, wants } = task;
  const opened = openNotebookFile(resolve(task.cwd, path));
  const found = await remembered<NotebookReport>(cache, opened.stamp, async () => {
    const [{ analyseOpened }, { reportOf }] = await pipeline();
    return reportOf(analyseOpened(opened, task, await libraryOf(task.templateFolders)), wants);
  });
  return found.path === path ? found : { ...found, path };
}

async function apply(task: ApplyTask, libraryOf: LibraryOf): Promise<Applied> {
  const { path, cache, dryRun } = task;
  const file = resolve(task.cwd, path);
  const opened = openNotebookFile(file);
  const isNothing = ({ asserts }: Applied) => asserts === 0;
  const work = async (): Promise<Applied> => {
    const [{ analyseOpened }] = await pipeline();
    const { acceptAll, countAsserts, rewrite } = await import('../rewrite/index.ts');
    const { notebook, analysis } = analyseOpened(opened, task, await libraryOf(task.templateFolders));
    const [{ withinLimit }, { readNames }] = await Promise.all([import('./limit.ts'), import('../python/index.ts')]);
    const accepted = withinLimit(acceptAll(analysis), task.limit, { code: analysis.code, names: readNames(analysis.code) });
    if (accepted.length === 0) return { path, asserts: 0, patch: '' };
    const after = rewrite(notebook, accepted, task.rewriteOptions);
    if (!dryRun) saveNotebookFile(file, after, opened.stamp);
    const { unifiedDiff } = await import('./unified-diff.ts');
    const asserts = accepted.reduce((sum, { assert }) => sum + countAsserts(assert), 0);
    return { path, asserts, patch: dryRun ? unifiedDiff(path, notebook.text, after) : '' };
  };
  // Only that there is nothing to do may be remembered: what was written is another file by now.
  return { ...(await remembered(cache, opened.stamp, work, isNothing)), path };
}

/** Loaded for the first notebook that is not known already. */
function pipeline() {
  return Promise.all([import('./analyse.ts'), import('./report.ts')]);
}
