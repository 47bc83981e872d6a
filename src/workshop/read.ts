/** `workshop.json`, as untrusted as any other file. */

import { z } from 'zod';
import { NbassertError } from '../errors.ts';
import { CHECKS, STRICTNESSES } from '../templates/index.ts';
import { LEVELS, type Workshop } from './types.ts';

const fileName = z.string().regex(/^[^/\\]+\.ipynb$/, 'a notebook beside workshop.json');
/** Below the folder of the workshop, and nowhere else. */
const dataPath = z.string().refine((path) => !/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(path), {
  message: 'a path below the folder of the workshop',
});

const exercise = z.object({
  id: z.string().regex(/^\d{1,4}$/),
  notebook: z.number().int().nonnegative(),
  cell: z.number().int().nonnegative(),
  line: z.number().int().positive(),
  source: z.string(),
  shown: z.string(),
  check: z.enum(CHECKS),
  template: z.string(),
  subject: z.string(),
  names: z.array(z.string()),
  origins: z.array(z.string()),
  assumption: z.string(),
  why: z.string(),
  variants: z.array(z.object({ strictness: z.enum(STRICTNESSES), assert: z.string(), note: z.string() })).min(1),
  chosen: z.enum(STRICTNESSES),
  hints: z.array(z.string()),
});

const workshop = z.object({
  format: z.literal(1),
  version: z.string(),
  title: z.string(),
  level: z.enum(LEVELS),
  minutes: z.number().positive(),
  notebooks: z.array(z.object({ title: z.string(), exercises: fileName, solutions: fileName })).min(1),
  data: z.array(dataPath),
  exercises: z.array(exercise).min(1),
});

/** @throws NbassertError `unreadable`, with what is wrong and where in the file */
export function readWorkshop(text: string, file: string): Workshop {
  const found = workshop.safeParse(parsed(text, file));
  if (found.success) return found.data;
  const { path, message } = found.error.issues[0]!;
  throw broken(file, `${path.join('.') || 'the file'}: ${message}`);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw broken(file, (error as Error).message);
  }
}

function broken(file: string, what: string): NbassertError {
  return new NbassertError('unreadable', `this is no workshop: ${what}`, {
    place: { file },
    hint: 'Build it again with `nbassert workshop build`.',
  });
}
