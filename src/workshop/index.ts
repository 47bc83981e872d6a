/** Exercises from notebooks, and the judging of answers by running them on good and on corrupted data. */

export { type BuildOptions, buildWorkshop, type Source } from './build.ts';
export { type Candidate, candidatesOf, spread } from './choose.ts';
export { mentionedPaths } from './data-files.ts';
export { feedbackText } from './feedback-notebook.ts';
export { type Graded, type GradedWorkshop, gradeWorkshop, type GradePlan, type Submission } from './grade.ts';
export { gradePage } from './grade-page.ts';
export { gradeCsv, gradeText } from './grade-text.ts';
export { FRESH, type LessonProgress, readProgress } from './lesson.ts';
export { openLesson } from './open-lesson.ts';
export { readWorkshop } from './read.ts';
export { type Lesson, teach } from './teach.ts';
export type * from './types.ts';
export { LEVELS } from './types.ts';
export { VERDICT_KINDS, type Verdict, type VerdictKind } from './verdict.ts';
