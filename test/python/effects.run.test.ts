import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pythonPath } from '../python.ts';
import { CHANGES } from './effects-changes.ts';
import { EVALUATIONS } from './effects-evaluations.ts';

/** Runs each case in a namespace of its own; answers, case by case, whether the value stayed, or the error. */
const RUNNER = `
import contextlib, copy, io, json, sys, warnings
warnings.simplefilter('ignore')
def look(value):
    if hasattr(value, '__next__'): return [type(value).__name__]
    return repr(value)
def state(space):
    return {k: look(v) for k, v in space.items() if not k.startswith('__') and ' at 0x' not in repr(v)}
def run(case):
    space = {}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(case['before'], space)
            first = look(eval(case['subject'], space))
            middle = state(space)
            exec(case['between'], space)
            second = look(eval(case['subject'], space))
        return [first == second or ' at 0x' in str(first), case['between'] != '' or middle == state(space)]
    except BaseException as error:
        return repr(error)
json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
`;

interface Case {
  readonly before: string;
  readonly subject: string;
  readonly between: string;
}

function run(cases: readonly Case[]): unknown[] {
  const done = spawnSync(pythonPath, ['-c', RUNNER], { input: JSON.stringify(cases), encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as unknown[];
}

describe('CPython agrees', () => {
  it('that nothing changed where nothing is said to change', { timeout: 120_000 }, () => {
    const silent = CHANGES.filter((c) => c.change === null && !c.cannotRun);
    const cases = silent.map(({ cells, subject }) => {
      const text = cells.join('\n');
      const line = text.lastIndexOf('\n', text.indexOf('§')) + 1;
      const end = text.indexOf('\n', line);
      const between = end < 0 ? '' : text.slice(end + 1);
      return { before: text.slice(0, line), subject, between: between === '' ? 'pass' : between };
    });
    const wrong = run(cases).map((stayed, i) => ({ why: silent[i]?.why, stayed }));
    expect(wrong.filter(({ stayed }) => JSON.stringify(stayed) !== '[true,true]')).toEqual([]);
    expect(cases.length).toBeGreaterThan(35);
  });

  it('that evaluating a free expression twice changes nothing', { timeout: 120_000 }, () => {
    const free = EVALUATIONS.filter(([kind]) => kind === 'free');
    const cases = free.map(([, subject, before]) => ({ before, subject, between: '' }));
    const wrong = run(cases).map((same, i) => ({ subject: free[i]?.[1], same }));
    expect(wrong.filter(({ same }) => JSON.stringify(same) !== '[true,true]')).toEqual([]);
    expect(cases.length).toBeGreaterThan(35);
  });
});
