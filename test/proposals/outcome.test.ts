import { expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { propose } from '../../src/proposals/index.ts';
import { loadBuiltin } from '../../src/templates/index.ts';
import { notebookOf } from '../repository/notebooks.ts';

const BEFORE = 'import time\nimport datetime\nimport matplotlib.pyplot as plt\nstart = time.time()\ncfg = load()';

test.each([
  ['how long it took', 'time.time() - start', '3.5', 'not-deterministic'],
  ['how long it took, by a name', 'elapsed = time.time() - start\nelapsed', '3.5', 'not-deterministic'],
  ['when it ran', 'datetime.datetime.now()', 'datetime.datetime(2024, 1, 2, 3, 4, 5)', 'not-deterministic'],
  ['a title is a part of a picture', "plt.title('Ages')", "Text(0.5, 1.0, 'Ages')", 'no-value-shown'],
  ['the class with its module', "plt.xlabel('Age')", '<matplotlib.text.Text at 0x7f1c2a>', 'no-value-shown'],
  ['a legend', 'plt.legend()', '<matplotlib.legend.Legend at 0x7f1c2a>', 'no-value-shown'],
  ['an object that no template knows', 'cfg.reader', '<pkg.Reader at 0x7f1c2a>', 'no-template'],
])('why nothing is proposed: %s', async (_, source, shown, expected) => {
  const { findings } = propose(readNotebook(notebookOf([{ source: BEFORE }, { source, shown }])), await loadBuiltin());
  expect(findings.map(({ reason }) => reason)).toEqual([expected]);
});
