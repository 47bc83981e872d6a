/** What takes confidence from a suggestion: a case for each doubt of a template, and as many in which nothing speaks against it. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { ExampleData } from '../../../src/templates/data.ts';
import { suggestionsFor } from '../../../src/templates/examples.ts';
import { loadTemplates, type Suggestion, type Template } from '../../../src/templates/index.ts';
import { type Check, CONFIDENCES } from '../../../src/templates/vocabulary.ts';

/** What a cell shows, or what a kernel answers where it shows nothing that can be read. */
export type Shown = NonNullable<ExampleData['output']> | { readonly probed: string };

/** A template, the lines above, the cell, and what it shows. */
export type Sure = readonly [id: string, above: string, cell: string, output: Shown];

/** The same with a part of the reason why less is made of it. */
export type Doubted = readonly [...Sure, because: string];

const folder = fileURLToPath(new URL('../../../templates', import.meta.url));
const { templates } = await loadTemplates(folder);

/** The summary of a table. */
export const INFO = `<class 'pandas.core.frame.DataFrame'>
RangeIndex: 891 entries, 0 to 890
Data columns (total 2 columns):
 #   Column  Non-Null Count  Dtype
---  ------  --------------  -----
 0   Age     714 non-null    float64
 1   Sex     891 non-null    object
dtypes: float64(1), object(1)
memory usage: 14.0+ KB
`;

interface Cases {
  readonly doubted: readonly Doubted[];
  readonly sure: readonly Sure[];
  /** The doubts, as `id: because`, that no case can show. */
  readonly unreached: readonly string[];
  /** The templates of which everything is doubted. */
  readonly alwaysDoubted?: readonly string[];
}

/** Holds the templates of some checks to their cases. */
export function holdDoubts(
  checks: readonly Check[],
  { doubted, sure, unreached, alwaysDoubted = [] }: Cases,
): void {
  const ofCheck = templates.filter((it) => checks.includes(it.check) && doubtsOf(it).length > 0);

  describe('doubted', () => {
    test.each(doubted)('%s: %s ⏎ %s → %j: %s', (id, above, cell, output, because) => {
      const template = templateOf(id);
      const { doubts, confidence } = suggestionOf(template, [id, above, cell, output]);
      expect(doubts.join('; ')).toContain(because);
      expect(confidence).toBe(lowered(template, doubts));
    });
  });

  describe('not doubted', () => {
    test.each(sure)('%s: %s ⏎ %s → %j', (id, above, cell, output) => {
      const template = templateOf(id);
      const { doubts, confidence } = suggestionOf(template, [id, above, cell, output]);
      expect({ doubts, confidence }).toEqual({ doubts: [], confidence: template.confidence });
    });
  });

  test('every template with doubts has a case without', () => {
    const cases = new Set(sure.map(([id]) => id));
    expect(ofCheck.map(({ id }) => id).filter((id) => !cases.has(id))).toEqual(alwaysDoubted);
  });

  test('every doubt has a case', () => {
    expect(ofCheck.flatMap((it) => withoutCase(it, doubted))).toEqual(unreached);
  });
}

type Doubt = NonNullable<Template['data']['doubt']>[number];

function doubtsOf({ data }: Template): readonly Doubt[] {
  return data.doubt ?? [];
}

function templateOf(id: string): Template {
  const found = templates.find((it) => it.id === id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found;
}

function exampleOf([, above, cell, output]: Sure): ExampleData {
  const shown = typeof output === 'object' && 'probed' in output ? output : { output };
  return { name: cell, cell, ...shown, ...(above === '' ? {} : { before: above }) };
}

function suggestionOf(template: Template, given: Sure): Suggestion {
  const { suggestions, seen } = suggestionsFor(template, exampleOf(given));
  const [first] = suggestions;
  if (first === undefined) throw new Error(`nothing is proposed: ${seen.join('; ')}`);
  return first;
}

/** What the tool itself takes into account of every suggestion goes by one step, and data that the code makes by two. */
function lowered({ confidence, data }: Template, doubts: readonly string[]): string | undefined {
  const stepsOf = (because: string) => {
    const own = data.doubt?.find((it) => it.because === because);
    return own === undefined ? (because === 'the code itself makes the data' ? 2 : 1) : (own.steps ?? 1);
  };
  const steps = doubts.reduce((sum, it) => sum + stepsOf(it), 0);
  return CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(confidence) - steps)];
}

/** The doubts of a template that neither a case nor an example reaches, each tried as the only one. */
function withoutCase(template: Template, cases: readonly Doubted[]): string[] {
  const all = [
    ...cases.filter(([id]) => id === template.id).map(([id, above, cell, output]) => exampleOf([id, above, cell, output])),
    ...template.data.examples,
  ];
  return doubtsOf(template).flatMap((doubt) => {
    const alone = { ...template, data: { ...template.data, doubt: [doubt] } };
    const isReached = all.some((example) =>
      suggestionsFor(alone, example).suggestions.some(({ doubts }) => doubts.includes(doubt.because)),
    );
    return isReached ? [] : [`${template.id}: ${doubt.because}`];
  });
}
