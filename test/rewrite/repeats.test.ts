import { describe, expect, test } from 'vitest';
import { withoutRepeats } from '../../src/rewrite/repeats.ts';
import type { Accepted } from '../../src/rewrite/types.ts';

const of = (...asserts: string[]): string[] =>
  withoutRepeats(asserts.map((assert) => ({ assert }) as Accepted)).map(({ assert }) => assert);

const A = "assert len(df) == 3, 'rows'";
const B = 'assert df.size > 0';

describe('withoutRepeats', () => {
  test.each<[string, string[], string[]]>([
    ['another message', [A, 'assert len(df) == 3, f"found {len(df)}"'], [A]],
    ['another layout', [A, "assert (\n    len(df)\n    == 3\n), 'rows'"], [A]],
    ['one of two asserts', [A, `${B}\n${A}`], [A, B]],
    ['twice in one', [`${A}\n\n${A}\n${B}`], [`${A}\n${B}`]],
  ])('goes: %s', (_, given, expected) => {
    expect(of(...given)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ['another condition', [A, 'assert len(df) == 4, "rows"']],
    ['columns that differ in a blank', ["assert df['a b'].notna().all()", "assert df['ab'].notna().all()"]],
    ['texts of f-strings', ["assert f'{x} a' in y", "assert f'{x}  a' in y"]],
    ['a comma in a string', ["assert 'a,b' in x, 'm'", "assert 'a,c' in x, 'm'"]],
    ['what is no assert', ['n = len(df)', 'n = len(df)']],
    ['what is behind a change', ['x = f()\nassert x', 'y = 1']],
    ['what does not parse', ['assert (', 'assert (']],
    ['an assert over several lines, as it is', ["assert {\n    'a',  # first\n    'b',\n} <= set(df.columns)"]],
  ])('stays: %s', (_, given) => {
    expect(of(...given)).toEqual(given);
  });
});
