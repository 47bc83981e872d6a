import { printableLine } from '../printable.ts';
import { FILTERS } from './filters/index.ts';
import { compileCondition, compileText, type Target } from './liquid.ts';
import type { Path, Problem } from './place.ts';
import { nearestOf } from './schema-problems.ts';

/** What is wrong with a text or condition of a template: how it is written, or a name that nothing bears. */
export function textProblems(source: string, target: Target, path: Path, known: ReadonlySet<string>): Problem[] {
  if (target === 'condition' && source.includes('%}'))
    return [{ path, message: 'a condition is one expression, without `%}`' }];
  if (/[\u0000-\u0008\u000b-\u001f]/.test(source))
    return [{ path, message: 'control characters are not allowed' }];
  try {
    const text = target === 'condition' ? compileCondition(source) : compileText(source, target);
    text.check();
    return text
      .names()
      .filter((name) => !known.has(name))
      .map((name) => {
        const nearest = nearestOf(name, [...known]);
        return {
          path,
          message: `nothing is called \`${printableLine(name, 40)}\` here${nearest === null ? '' : `, did you mean \`${nearest}\`?`}`,
        };
      });
  } catch (error) {
    return [{ path, message: explained(error instanceof Error ? error.message : String(error), target === 'condition') }];
  }
}

/** What is wrong with a text, in the words of this project. */
function explained(message: string, condition: boolean): string {
  const line = printableLine(message.replace(/, line:.*$/s, ''), 200);
  if (condition && line.startsWith('expected "|"'))
    return 'it is no condition: compare with `==`, `!=`, `<`, `>`, join with `and`, `or`, ask filters with `|`';
  const [, filter] = /^undefined filter: (\S+)$/.exec(line) ?? [];
  if (filter === undefined) return line;
  const nearest = nearestOf(filter, Object.keys(FILTERS));
  return `there is no filter \`${filter}\`${nearest === null ? '' : `, did you mean \`${nearest}\`?`}`;
}
