/** Leaving out what cannot match changes no match, and a bundle knows its patterns without parsing them. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findFeedback } from '../../src/feedback/index.ts';
import { parseNotebookCode, readNames, stabilityOf } from '../../src/python/index.ts';
import { compileMatch, compileTemplate } from '../../src/templates/compile.ts';
import type { MatchData } from '../../src/templates/data.ts';
import { bundleTemplates, loadTemplates, type Situation } from '../../src/templates/index.ts';
import { looksAround } from '../../src/templates/lookup.ts';
import { matchSubject } from '../../src/templates/match.ts';
import { narrowed } from '../../src/templates/narrow.ts';
import { looksOfTemplate } from '../../src/templates/shortlist.ts';

const FOLDER = fileURLToPath(new URL('../../templates', import.meta.url));
const { templates } = await loadTemplates(FOLDER);

test.each<[match: MatchData, looks: string[], left: MatchData | null]>([
  ['$X.shape', ['attribute shape', '*'], '$X.shape'],
  ['$X.shape', ['attribute size', '*'], null],
  [{ any: ['$X.shape', 'len($X)'] }, ['call len'], { any: ['len($X)'] }],
  [{ any: ['$X.shape', 'len($X)'] }, ['call head'], null],
  [{ all: [{ any: ['$X.shape', '$X.size'] }, '$X.$N'] }, ['attribute size'], null],
  [{ pattern: '$X.$N', not: ['$X.shape', '$X.size'] }, ['attribute *', 'attribute size'], { pattern: '$X.$N', not: ['$X.size'] }],
  [{ pair: ['$X.shape', '$Y.shape'] }, ['call head'], { pair: ['$X.shape', '$Y.shape'] }],
])('%j of code that looks like %j leaves %j', (match, looks, left) => {
  const found = narrowed(compileMatch(match), new Set(looks));
  expect(JSON.stringify(found)).toBe(JSON.stringify(left === null ? null : compileMatch(left)));
});

/** What each example of each template shows. */
function situations(): Situation[] {
  return templates.flatMap(({ data }) => data.examples).flatMap(({ before, cell }) => {
    const sources = before === undefined ? [cell] : [before, cell];
    const notebook = parseNotebookCode(sources.map((source, index) => ({ index, type: 'code', source })));
    const names = readNames(notebook);
    const last = notebook.cell(sources.length - 1);
    return (last === undefined ? [] : findFeedback(last)).flatMap((feedback) =>
      feedback.subjects.map((subject) => {
        const stability = stabilityOf(subject, notebook, names);
        return { feedback, subject, evidence: null, stability, notebook, names, boundTo: null };
      }),
    );
  });
}

test('a narrowed match finds what the whole one finds, in every example of every template', () => {
  const whole = templates.map(compileTemplate).filter(({ match }) => match.pair === null);
  let found = 0;
  for (const situation of situations()) {
    const looks = looksAround(situation);
    for (const { match, through } of whole) {
      const left = narrowed(match, looks);
      const expected = matchSubject(match, situation, through);
      const actual = left === null ? null : matchSubject(left, situation, through);
      if (expected === null && actual === null) continue;
      found++;
      expect(actual).toEqual(expected);
    }
  }
  expect(found).toBeGreaterThan(1000);
});

test('the looks in a bundle are those of the patterns', async () => {
  const bundled = JSON.parse(await bundleTemplates(FOLDER)) as { data: (typeof templates)[number]['data']; looks: object }[];
  for (const [index, { data, looks }] of bundled.entries()) {
    const template = templates[index];
    if (template === undefined) throw new Error('no such template');
    expect(data).toEqual(JSON.parse(JSON.stringify(template.data)));
    expect(looks).toEqual(looksOfTemplate(compileTemplate(template)));
    // A pattern whose look is known in front is parsed later, to the same.
    const later = compileTemplate({ ...template, looks: looks as ReturnType<typeof looksOfTemplate> });
    expect(looksOfTemplate(later)).toEqual(looks);
  }
});
