import { type Feedback, findFeedback } from '../../src/feedback/index.ts';
import { type Notebook, readNotebook } from '../../src/notebook/index.ts';
import type { Placement, Proposal } from '../../src/proposals/index.ts';
import { parseCell } from '../../src/python/index.ts';
import type { Variant } from '../../src/templates/index.ts';

/** A notebook with feedback of several kinds, as Jupyter saves it. */
export const NOTEBOOK_TEXT = notebookText([
  { cell_type: 'markdown', metadata: {}, source: ['# Passengers'] },
  code(
    1,
    [
      'import pandas as pd\n',
      'df = pd.DataFrame({"age": [22, 38, 26], "fare": [7.25, 71.28, 7.93]})\n',
      'df.shape',
    ],
    '(3, 2)',
  ),
  code(2, ['df.isnull().sum()'], 'age     0\nfare    0\ndtype: int64'),
  code(3, ['mean = df["fare"].mean()\n', 'mean'], '28.82'),
]);

/** A notebook in which three tables that were read show their shape, one a cell; for reviews of the command as a whole. */
export const THREE_SHAPES = notebookText([
  { cell_type: 'markdown', metadata: {}, source: ['# Three tables'] },
  code(
    1,
    ['import io\n', 'import pandas as pd\n', 'one = pd.read_csv(io.StringIO("a,b\\n1,4\\n2,5\\n3,6"))\n', 'one.shape'],
    '(3, 2)',
  ),
  code(2, ['two = pd.read_csv(io.StringIO("c\\n1\\n2"))\n', 'two.shape'], '(2, 1)'),
  code(3, ['three = pd.read_csv(io.StringIO("d,e,f\\n1,2,3"))\n', 'three.shape'], '(1, 3)'),
]);

function notebookText(cells: readonly unknown[]): string {
  const kernelspec = { display_name: 'Python 3', language: 'python', name: 'python3' };
  return `${JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 4 }, null, 1)}\n`;
}

function code(count: number, source: string[], shown: string) {
  const data = { 'text/plain': shown.split(/(?<=\n)/) };
  const output = { data, execution_count: count, metadata: {}, output_type: 'execute_result' };
  return { cell_type: 'code', execution_count: count, metadata: {}, outputs: [output], source };
}

export function sampleNotebook(): Notebook {
  return readNotebook(NOTEBOOK_TEXT);
}

/** The feedback of a cell of its own, at number `cell`. */
export function feedbackOf(source: string, cell: number): Feedback {
  const found = findFeedback(parseCell(source, cell)).at(-1);
  if (found === undefined) throw new Error(`no feedback in ${source}`);
  return found;
}

/** A proposal with the fields that a test is about; the rest is plausible. */
export function proposal(
  source: string,
  cell: number,
  fields: Partial<Proposal> & { variants: readonly Variant[] },
): Proposal {
  const feedback = feedbackOf(source, cell);
  const template = fields.template ?? 'shape/shape';
  const placement: Placement = { kind: 'new-cell', after: cell };
  return {
    key: `${cell}:${feedback.line}:${template}`,
    template,
    check: 'shape',
    feedback,
    object: source,
    evidence: null,
    shown: '',
    assumption: 'the data has its shape.',
    chosen: fields.variants[0]!.strictness,
    confidence: 'high',
    why: [],
    placement,
    ...fields,
  };
}

/** The proposals for the notebook above, one a cell. */
export function sampleProposals(notebook: Notebook = sampleNotebook()): Proposal[] {
  const source = (cell: number) => notebook.cells[cell]!.source;
  return [
    proposal(source(1), 1, {
      shown: '(3, 2)',
      assumption: '`df` has the two columns it was built with.',
      chosen: 'balanced',
      confidence: 'high',
      why: [
        'The cell shows the shape of `df` and nothing else.',
        'The output belongs to this version of the cell.',
      ],
      variants: [
        {
          strictness: 'strict',
          assert: 'assert df.shape == (3, 2), f"df.shape is {df.shape}"',
          note: 'Checks that `df` has 3 rows and 2 columns, as the output above shows.',
        },
        {
          strictness: 'balanced',
          assert: 'assert df.shape[1] == 2, f"df.shape is {df.shape}"',
          note: 'Checks that `df` has 2 columns, as the output above shows.',
        },
        {
          strictness: 'lenient',
          assert: 'assert len(df) > 0, "df is empty"',
          note: 'Checks that `df` has rows.',
        },
      ],
    }),
    proposal(source(2), 2, {
      template: 'missing-value/isnull-sum',
      check: 'missing-value',
      shown: 'age     0\nfare    0\ndtype: int64',
      assumption: 'no value is missing in `df`.',
      variants: [
        {
          strictness: 'balanced',
          assert: 'assert df.notna().all().all(), (\n    f"missing values: {df.isna().sum().to_dict()}"\n)',
          note: 'Checks that no value is missing, as the counts above show.',
        },
      ],
    }),
    proposal(source(3), 3, {
      template: 'data-validation/mean',
      check: 'data-validation',
      shown: '28.82',
      confidence: 'low',
      assumption: 'the mean fare is near 28.82.',
      variants: [
        {
          strictness: 'strict',
          assert: 'assert abs(mean - 28.82) < 0.005, f"mean is {mean}"',
          note: 'Checks the mean fare.',
        },
        {
          strictness: 'lenient',
          assert: 'assert mean > 0, f"mean is {mean}"',
          note: 'Checks that the mean fare is positive.',
        },
      ],
    }),
  ];
}
