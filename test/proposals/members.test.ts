import { expect, test } from 'vitest';
import { Members } from '../../src/proposals/members.ts';

const FOUR = "assert {'a', 'b', 'c', 'd'} <= set(df.columns), 'missing'";

test.each<[string, string, boolean]>([
  ['the same', FOUR, true],
  ['in another layout', "assert {\n    'a', 'b', 'c', 'd',\n} <= set(df.columns), (\n    'missing'\n)", true],
  ['fewer', "assert {'a', 'b'} <= set(df.columns), 'missing'", true],
  ['three of four', "assert {'a', 'b', 'c', 'x'} <= set(df.columns), 'missing'", true],
  ['half of them', "assert {'a', 'b', 'x', 'y'} <= set(df.columns), 'missing'", false],
  ['none of them', "assert {'x'} <= set(df.columns), 'missing'", false],
  ['of another table', "assert {'a', 'b', 'c', 'd'} <= set(other.columns), 'missing'", false],
  ['of other columns of it', "assert {'a', 'b', 'c', 'd'} <= set(df.select_dtypes('number').columns), 'missing'", false],
  ['the other way round', "assert set(df.columns) <= {'a', 'b', 'c', 'd'}, 'more'", false],
  ['exactly these', "assert set(df.columns) == {'a', 'b', 'c', 'd'}, 'others'", false],
  ['and something else', `${FOUR}\nassert len(df) > 0`, false],
  ['no set', 'assert len(df) == 4', false],
])('said before of four columns: %s', (_name, assert, expected) => {
  const members = new Members();
  members.add(FOUR);
  expect(members.areMostlySaid(assert)).toBe(expected);
});

test('what was said at several places counts together; where nothing was, nothing was said before', () => {
  const members = new Members();
  expect(members.areMostlySaid(FOUR)).toBe(false);
  members.add("assert {'a', 'b'} <= set(df.columns), 'missing'");
  members.add("assert {'c'} <= set(df.columns), 'missing'");
  expect(members.areMostlySaid(FOUR)).toBe(true);
});
