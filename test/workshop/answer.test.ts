import { expect, test } from 'vitest';
import { readAnswer } from '../../src/workshop/answer.ts';
import { ready } from './ready.ts';

const exercise = ready('from-looking-to-checking').workshop.exercises[1]!;
const kindOf = (source: string) => {
  const read = readAnswer(source, exercise);
  return read.kind === 'assert' ? `assert, ${read.isAbout ? 'about it' : 'about something else'}` : read.kind;
};

test.each([
  ['# Exercise 2\nprint("Exercise 2: not answered yet")  # replace this line by your assert', 'unanswered'],
  ['', 'unanswered'],
  ['# thinking\n\npass', 'unanswered'],
  ['...', 'unanswered'],
  ['print("Exercise 2: not answered yet")\nassert orders.size', 'assert, about it'],
  ['assert orders.shape[1] == 7, "columns"', 'assert, about it'],
  ['n = len(orders)\nassert n > 0', 'assert, about it'],
  ['np.testing.assert_equal(orders.shape, (640, 7))', 'assert, about it'],
  ['if len(orders) == 0:\n    raise ValueError("empty")', 'assert, about it'],
  ['assert customers.shape[1] == 7', 'assert, about something else'],
  ['orders.shape == (640, 7)', 'no-assert'],
  ['print(orders.shape)', 'no-assert'],
  ['# assert orders.shape', 'unanswered'],
  ['assert orders.shape ==', 'syntax'],
  ['assert True', 'vacuous'],
  ['assert 1', 'vacuous'],
  ['assert "orders"', 'vacuous'],
  ['assert (orders.empty, "message")', 'vacuous'],
  ['assert (orders.empty), "message"', 'assert, about it'],
  ['assert orders is not None', 'vacuous'],
  ['assert len(orders) >= 0', 'vacuous'],
  ['assert orders.shape[0] >= 0', 'vacuous'],
  ['assert orders.shape[0] >= 1', 'assert, about it'],
  ['assert orders.shape == orders.shape', 'vacuous'],
  ['assert orders.shape[1] == 7 or True', 'vacuous'],
  ['assert orders is not None and len(orders) >= 0', 'vacuous'],
  ['assert orders is not None and len(orders) > 0', 'assert, about it'],
  ['assert orders is not None\nassert len(orders) > 0', 'assert, about it'],
  ['assert True\nassert orders is not None', 'vacuous'],
])('%j: %s', (source, kind) => {
  expect(kindOf(source)).toBe(kind);
});
