/** From ordinary notebooks to the files of a workshop. */

import { NbassertError } from '../errors.ts';
import type { Notebook } from '../notebook/index.ts';
import { parseNotebookCode } from '../python/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import { VERSION } from '../package.ts';
import type { Candidate } from './choose.ts';
import { exerciseText, solutionText } from './exercise-notebook.ts';
import { exercisesOf } from './exercises.ts';
import { handoutMarkdown } from './handout.ts';
import { handoutPage } from './handout-page.ts';
import { minutesFor, teacherNotes } from './teacher-notes.ts';
import type { Exercise, Level, Workshop, WorkshopNotebook } from './types.ts';

/** One notebook of a workshop, with the outputs that become exercises. */
export interface Source {
  /** File name without ending; unique among the sources. */
  readonly name: string;
  readonly notebook: Notebook;
  readonly chosen: readonly Candidate[];
}

export interface BuildOptions {
  /** Null: the title of the first notebook, or its name. */
  readonly title: string | null;
  readonly level: Level;
  /** Null: as long as the number of exercises suggests. */
  readonly minutes: number | null;
  /** Files that the notebooks read and that lie in the folder of the workshop. */
  readonly data: readonly string[];
}

/** The files of a workshop by name, and what ties them. Pure; the same on every run. */
export function buildWorkshop(
  sources: readonly Source[],
  library: TemplateLibrary,
  options: BuildOptions,
): { readonly workshop: Workshop; readonly files: ReadonlyMap<string, string> } {
  const exercises: Exercise[] = [];
  const notebooks: WorkshopNotebook[] = [];
  const files = new Map<string, string>();
  for (const [index, { name, notebook: source, chosen }] of sources.entries()) {
    const place = { notebook: index, first: exercises.length + 1 };
    const own = exercisesOf(parseNotebookCode(source.cells), chosen, library, place);
    const notebook = {
      title: titleOf(source) ?? name,
      exercises: `${name}.exercises.ipynb`,
      solutions: `${name}.solutions.ipynb`,
    };
    files.set(notebook.exercises, exerciseText(source, own, options.level));
    files.set(notebook.solutions, solutionText(source, own, options.level));
    notebooks.push(notebook);
    exercises.push(...own);
  }
  if (exercises.length === 0) throw nothingToAsk();
  const workshop: Workshop = {
    format: 1,
    version: VERSION,
    title: options.title ?? notebooks[0]?.title ?? 'Workshop',
    level: options.level,
    minutes: options.minutes ?? minutesFor(exercises.length, options.level),
    notebooks,
    data: options.data,
    exercises,
  };
  files.set('handout.md', handoutMarkdown(workshop));
  files.set('handout.html', handoutPage(workshop));
  files.set('teacher.md', teacherNotes(workshop));
  files.set('workshop.json', `${JSON.stringify(workshop, null, 1)}\n`);
  return { workshop, files };
}

/** The first heading of a notebook; null when it has none. */
function titleOf({ cells }: Notebook): string | null {
  for (const { type, source } of cells) {
    const heading = type === 'markdown' ? /^#{1,2}[ \t]+(.{1,120})$/m.exec(source)?.[1] : undefined;
    if (heading !== undefined) return heading.trim();
  }
  return null;
}

function nothingToAsk(): NbassertError {
  return new NbassertError('not-found', 'no output of these notebooks can become an exercise', {
    hint: 'Run the notebooks and save them with their outputs, or allow more with --level advanced; `nbassert scan --all` shows the reasons.',
  });
}
