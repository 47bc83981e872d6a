import { beforeAll, describe, expect, test } from 'vitest';
import { type Notebook, readNotebook } from '../../src/notebook/index.ts';
import { type Analysis, propose } from '../../src/proposals/index.ts';
import { acceptAll, rewrite } from '../../src/rewrite/index.ts';
import { loadBuiltin, type TemplateLibrary } from '../../src/templates/index.ts';
import { notebookText, runCells } from '../run-cells.ts';
import { CASES } from './adversarial-cells.ts';

const VARIANTS = [
  { placement: 'new-cell', strictness: 'balanced' },
  { placement: 'new-cell', strictness: 'strict' },
  { placement: 'inline', strictness: 'strict' },
] as const;

/** Reasons that templates give, not rules. */
const NO_MATTER_OF_SAFETY: ReadonlySet<string> = new Set(['no-template', 'no-evidence-match', 'covered']);

/** What a statement got, in short: the places of its asserts, or the reason why there is none. */
function outcome({ proposals, reason }: Analysis['findings'][number]): string {
  const places = proposals.map(({ placement }) => {
    if (placement.kind === 'new-cell') return 'new cell';
    return placement.bind === null ? placement.side : `bound as ${placement.bind.name}`;
  });
  return [...new Set(places)].join(', ') || (reason ?? '');
}

describe('notebooks as people write them, run in a real kernel', () => {
  let library: TemplateLibrary;
  let notebooks: Notebook[];

  beforeAll(async () => {
    library = await loadBuiltin();
    const ran = runCells(CASES.map(({ cells }) => cells), 1);
    notebooks = CASES.map(({ cells }, index) => readNotebook(notebookText(cells, ran[index] ?? [])));
  }, 120_000);

  test.each(CASES.map((one, index) => ({ ...one, index })))('$why', ({ index, outcomes }) => {
    const { findings } = propose(notebooks[index]!, library);
    const found = findings.map((finding) => `${finding.feedback.source} → ${outcome(finding)}`);
    const silent = findings
      .filter(({ reason }) => reason !== null && NO_MATTER_OF_SAFETY.has(reason))
      .map(({ feedback }) => feedback.source);
    // Which templates there are may change, and what was drawn is another each time; where an assert stands is not.
    const missing = outcomes.filter((wanted) => {
      return !found.includes(wanted) && !silent.includes(wanted.slice(0, wanted.lastIndexOf(' → ')));
    });
    expect(missing).toEqual([]);
  });

  test('every assert holds on two more clean runs, wherever it stands and however strict it is', { timeout: 600_000 }, () => {
    const hardened = notebooks.flatMap((notebook, index) =>
      VARIANTS.map((options) => {
        const accepted = acceptAll(propose(notebook, library, options));
        const written = readNotebook(rewrite(notebook, accepted, { notes: 'none', cellTags: [] }));
        return { index, options, cells: written.cells.map(({ source }) => source) };
      }),
    );
    const different = hardened.filter(
      ({ index, cells }, at) =>
        hardened.findIndex((other) => other.index === index && other.cells.join('\0') === cells.join('\0')) === at,
    );
    for (const seed of [2, 3]) {
      const ran = runCells(different.map(({ cells }) => cells), seed);
      const failures = different.flatMap(({ index, options, cells }, at) =>
        cells.flatMap((source, cell) =>
          (ran[at]?.[cell]?.outputs ?? [])
            .filter(({ output_type: kind, ename }) => kind === 'error' && ename !== CASES[index]?.raises)
            .map(({ ename, evalue }) => ({ why: CASES[index]?.why, ...options, source, ename, evalue })),
        ),
      );
      expect(failures).toEqual([]);
    }
    expect(different.length).toBeGreaterThan(CASES.length);
  });
});
