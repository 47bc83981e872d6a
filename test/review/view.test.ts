import { Chalk } from 'chalk';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Proposal } from '../../src/proposals/index.ts';
import { paint } from '../../src/review/paint.ts';
import { previewOf } from '../../src/review/preview.ts';
import {
  acceptedForms,
  currentProposal,
  formsOf,
  openReview,
  press,
  type ReviewState,
  shownForm,
  withEdit,
} from '../../src/review/state.ts';
import { type Frame, screenOf } from '../../src/review/view.ts';
import { proposal, sampleNotebook, sampleProposals } from './samples.ts';

interface Look {
  width?: number;
  height?: number;
  color?: boolean;
  notebook?: Frame['notebook'];
  source?: string;
  path?: string;
  total?: Frame['total'];
}

function screen(state: ReviewState, look: Look = {}): string[] {
  const { width = 80, height = 24, color = false, notebook = null, source, path = 'titanic.ipynb' } = look;
  const read = sampleNotebook();
  const asked = currentProposal(state)!;
  const toAccepted = (one: Proposal, form: { assert: string; note: string }) => ({ proposal: one, ...form });
  const next = toAccepted(asked, formsOf(state, asked)[shownForm(state, asked)]!);
  const accepted = acceptedForms(state).map((one) => toAccepted(one.proposal, one.form));
  const frame: Frame = {
    width,
    height,
    color,
    path,
    notebook,
    subject: {
      source: source ?? read.cells[asked.feedback.cell]!.source,
      executionCount: read.cells[asked.feedback.cell]?.executionCount ?? null,
      why: 'A look at it checks `that` it is as it was.\nNo more than **that**.',
      catches: '',
      changes: previewOf(read, accepted, next, { notes: 'full', cellTags: [] }),
    },
    total: look.total === undefined ? state.proposals.length : look.total,
  };
  return paint(screenOf(state, frame), new Chalk({ level: color ? 1 : 0 }));
}

/** The screen as text; colour codes as `‹1;36›`. */
function picture(state: ReviewState, look?: Look): string {
  const codes = new RegExp('\\u001b\\[([\\d;]*)m', 'g');
  return `\n${screen(state, look).join('\n').replace(codes, '‹$1›')}\n`;
}

const start = () => openReview(sampleProposals());
const play = (keys: string[], state = start()) => keys.reduce(press, state);

describe('80 × 24 without colour', () => {
  test('the first proposal', () => {
    expect(picture(start())).toMatchInlineSnapshot(`
      "
      1 of 3, titanic.ipynb · cell 1 (In [1]), line 3 · last-cell

           1 │ import pandas as pd
           2 │ df = pd.DataFrame({"age": [22, 38, 26], "fare": [7.25, 71.28, 7.93]})
      >    3 │ df.shape
         out │ (3, 2)

       Assumes: \`df\` has the two columns it was built with.
       high confidence · strict [balanced] lenient · shape/shape

       Behind cell 1, which stays as it is:
      + note │ Checks that \`df\` has 2 columns, as the output above shows.
      + code │ assert df.shape[1] == 2, f"df.shape is {df.shape}"

      y accept  s next strictness  a accept rest of notebook  d done with notebook
      n skip    e edit             t accept this template     q stop, keep accepted
      u undo    i more about why   T skip this template       ? help
      "
    `);
  });
  test('after a decision, with the reasons, several notebooks', () => {
    expect(picture(play(['y', 'i']), { notebook: { number: 2, of: 5 } })).toMatchInlineSnapshot(`
      "
      2 of 3, titanic.ipynb (2 of 5 notebooks) · cell 2 (In [2]), line 1 · last-cell

           1 │ df.isnull().sum()
         out │ age     0
             │ fare    0
             │ dtype: int64

       Assumes: no value is missing in \`df\`.
       high confidence · balanced · missing-value/isnull-sum
       - Evidence from the saved output: none. Check: missing-value.

         A look at it checks \`that\` it is as it was. No more than **that**.

       Behind cell 2, which stays as it is:
      + note │ Checks that no value is missing, as the counts above show.
      + code │ assert df.notna().all().all(), (
      +      │     f"missing values: {df.isna().sum().to_dict()}"
      +      │ )

      y accept  s next strictness  a accept rest of notebook  d done with notebook
      n skip    e edit             t accept this template     q stop, keep accepted
      u undo    i more about why   T skip this template       ? help
      "
    `);
  });
  test('a key that does nothing', () => {
    expect(picture(play(['enter']))).toMatchInlineSnapshot(`
      "
      1 of 3, titanic.ipynb · cell 1 (In [1]), line 3 · last-cell

           1 │ import pandas as pd
           2 │ df = pd.DataFrame({"age": [22, 38, 26], "fare": [7.25, 71.28, 7.93]})
      >    3 │ df.shape
         out │ (3, 2)

       Assumes: \`df\` has the two columns it was built with.
       high confidence · strict [balanced] lenient · shape/shape

       Behind cell 1, which stays as it is:
      + note │ Checks that \`df\` has 2 columns, as the output above shows.
      + code │ assert df.shape[1] == 2, f"df.shape is {df.shape}"

       Enter decides nothing: y accepts, n skips, ? shows all keys.
      y accept  s next strictness  a accept rest of notebook  d done with notebook
      n skip    e edit             t accept this template     q stop, keep accepted
      u undo    i more about why   T skip this template       ? help
      "
    `);
  });
  test('an edit', () => {
    expect(picture(withEdit(start(), 'assert len(df) == 3', 'Checks three rows.'))).toMatchInlineSnapshot(`
      "
      1 of 3, titanic.ipynb · cell 1 (In [1]), line 3 · last-cell

           1 │ import pandas as pd
           2 │ df = pd.DataFrame({"age": [22, 38, 26], "fare": [7.25, 71.28, 7.93]})
      >    3 │ df.shape
         out │ (3, 2)

       Assumes: \`df\` has the two columns it was built with.
       high confidence · strict balanced lenient [edited] · shape/shape

       Behind cell 1, which stays as it is:
      + note │ Checks three rows.
      + code │ assert len(df) == 3

       Edited: y accepts it, s shows the other forms.
      y accept  s next strictness  a accept rest of notebook  d done with notebook
      n skip    e edit             t accept this template     q stop, keep accepted
      u undo    i more about why   T skip this template       ? help
      "
    `);
  });
  test('the help', () => {
    expect(picture(play(['?']))).toMatchInlineSnapshot(`
      "
      Keys
       y      Accept: the change as shown will be written.
       n      Skip: nothing is written for this proposal.
       s      Show the next form: strict, balanced, lenient, or your edit.
       e      Edit, in $VISUAL or $EDITOR where set, otherwise here. Then y accepts.
       E      Edit here, also where an editor is set.
       a      Accept this and all that follow in this notebook, as offered.
       t      Accept this and all of the same template in this notebook.
       T      Skip this and all of the same template in this notebook.
       u      Take the last decision back and ask again.
       d      Write what you accepted here, leave the rest, go to the next notebook.
       q      Write what you accepted here, leave the rest, and stop.
       i      Show or hide the reasons and the lesson behind a proposal; stays as set.
       o      Show all of the cell up to here and all of its output, or condense them.
       r      Run the notebook up to here and say whether the change as shown holds.
       space  Next part of a change longer than the screen (also PgDn, ↓).
       b      The part before it (also PgUp, ↑).
       right  Leave this one undecided and look at the next (also j).
       left   Look at the one before, to decide it anew (also k).
       ctrl-c Stop at once and write nothing more; finished notebooks are saved.

       Enter and Esc decide nothing. What you do not decide stays untouched.
       Any key goes back to the proposal.
      "
    `);
  });
});

test('80 × 24 with colour', () => {
  expect(picture(play(['n']), { color: true })).toMatchInlineSnapshot(`
    "
    ‹1›‹36›2 of 3, titanic.ipynb‹39›‹22›‹2› · cell 2 (In [2]), line 1‹22›‹2› · last-cell‹22›

    ‹2›     1 │ ‹22›df.‹34›isnull‹39›().‹34›sum‹39›()
    ‹2›   out │ ‹22›age     0
    ‹2›       │ ‹22›fare    0
    ‹2›       │ ‹22›dtype: int64

    ‹1› Assumes: no value is missing in \`df\`.‹22›
     high confidence‹2› · ‹22›balanced‹2› · missing-value/isnull-sum‹22›

    ‹2› Behind cell 2, which stays as it is:‹22›
    ‹32›+ note │ ‹39›Checks that no value is missing, as the counts above show.
    ‹32›+ code │ ‹39›‹35›assert‹39› df.‹34›notna‹39›().‹34›all‹39›().‹34›all‹39›(), (
    ‹32›+      │ ‹39›    ‹33›f"missing values: ‹39›{df.‹34›isna‹39›().‹34›sum‹39›().‹34›to_dict‹39›()}‹33›"‹39›
    ‹32›+      │ ‹39›)

    ‹1›‹36›y‹39›‹22› accept  ‹2›s‹22›‹2› next strictness‹22›  ‹1›‹36›a‹39›‹22› accept rest of notebook  ‹1›‹36›d‹39›‹22› done with notebook   
    ‹1›‹36›n‹39›‹22› skip    ‹1›‹36›e‹39›‹22› edit             ‹1›‹36›t‹39›‹22› accept this template     ‹1›‹36›q‹39›‹22› stop, keep accepted  
    ‹1›‹36›u‹39›‹22› undo    ‹1›‹36›i‹39›‹22› more about why   ‹1›‹36›T‹39›‹22› skip this template       ‹1›‹36›?‹39›‹22› help                 
    "
  `);
});

test('120 × 40 without colour', () => {
  expect(picture(play(['n', 'n', 'i']), { width: 120, height: 40 })).toMatchInlineSnapshot(`
    "
    3 of 3, titanic.ipynb · cell 3 (In [3]), line 2 · last-cell

         1 │ mean = df["fare"].mean()
    >    2 │ mean
       out │ 28.82

     Assumes: the mean fare is near 28.82.
     low confidence · [strict] lenient · data-validation/mean
     - Evidence from the saved output: none. Check: data-validation.

       A look at it checks \`that\` it is as it was. No more than **that**.

     Behind cell 3, which stays as it is:
    + note │ Checks the mean fare.
    + code │ assert abs(mean - 28.82) < 0.005, f"mean is {mean}"

    y accept  s next strictness  a accept rest of notebook  d done with notebook
    n skip    e edit             t accept this template     q stop, keep accepted
    u undo    i more about why   T skip this template       ? help
    "
  `);
});

test('120 × 40 with colour', () => {
  expect(picture(play(['i']), { width: 120, height: 40, color: true })).toMatchInlineSnapshot(`
    "
    ‹1›‹36›1 of 3, titanic.ipynb‹39›‹22›‹2› · cell 1 (In [1]), line 3‹22›‹2› · last-cell‹22›

    ‹2›     1 │ ‹22›‹2›import pandas as pd‹22›
    ‹2›     2 │ ‹22›‹2›df = pd.DataFrame({"age": [22, 38, 26], "fare": [7.25, 71.28, 7.93]})‹22›
    ‹2›>    3 │ ‹22›df.shape
    ‹2›   out │ ‹22›(3, 2)

    ‹1› Assumes: \`df\` has the two columns it was built with.‹22›
     high confidence‹2› · ‹22›‹2›strict‹22› ‹1›[balanced]‹22› ‹2›lenient‹22›‹2› · shape/shape‹22›
     - The cell shows the shape of \`df\` and nothing else.
     - The output belongs to this version of the cell.
     - Evidence from the saved output: none. Check: shape.

       A look at it checks ‹33›\`that\`‹39› it is as it was. No more than ‹1›**that**‹22›.

    ‹2› Behind cell 1, which stays as it is:‹22›
    ‹32›+ note │ ‹39›Checks that ‹33›\`df\`‹39› has 2 columns, as the output above shows.
    ‹32›+ code │ ‹39›‹35›assert‹39› df.shape[‹36›1‹39›] == ‹36›2‹39›, ‹33›f"df.shape is ‹39›{df.shape}‹33›"‹39›

    ‹1›‹36›y‹39›‹22› accept  ‹1›‹36›s‹39›‹22› next strictness  ‹1›‹36›a‹39›‹22› accept rest of notebook  ‹1›‹36›d‹39›‹22› done with notebook   
    ‹1›‹36›n‹39›‹22› skip    ‹1›‹36›e‹39›‹22› edit             ‹1›‹36›t‹39›‹22› accept this template     ‹1›‹36›q‹39›‹22› stop, keep accepted  
    ‹2›u‹22›‹2› undo‹22›    ‹1›‹36›i‹39›‹22› more about why   ‹1›‹36›T‹39›‹22› skip this template       ‹1›‹36›?‹39›‹22› help                 
    "
  `);
});

describe('a line inside the cell', () => {
  const source = sampleNotebook().cells[3]!.source;
  const inline = (bind: boolean) => {
    const one = proposal(source, 3, {
      template: 'data-validation/mean',
      variants: [{ strictness: 'strict', assert: 'assert value > 0', note: 'Positive.' }],
    });
    const statement = { from: one.feedback.from, to: one.feedback.to };
    const bound = bind ? { name: 'value', expression: statement } : null;
    return openReview([
      { ...one, placement: { kind: 'inline', cell: 3, statement, side: 'before', bind: bound } },
    ]);
  };
  test('is shown as a change of the cell', () => {
    expect(picture(inline(false))).toMatchInlineSnapshot(`
      "
      1 of 1, titanic.ipynb · cell 3 (In [3]), line 2 · last-cell

           1 │ mean = df["fare"].mean()
      >    2 │ mean
         out │ no saved output

       Assumes: the data has its shape.
       high confidence · strict · data-validation/mean

       In cell 3:
        code │ mean = df["fare"].mean()
      +      │ # Positive.
      +      │ assert value > 0
             │ mean

      y accept  s next strictness  a accept rest of notebook  d done with notebook
      n skip    e edit             t accept this template     q stop, keep accepted
      u undo    i more about why   T skip this template       ? help
      "
    `);
  });
  test('marks what differs within a line, without colour too', () => {
    expect(picture(inline(true))).toMatchInlineSnapshot(`
      "
      1 of 1, titanic.ipynb · cell 3 (In [3]), line 2 · last-cell

           1 │ mean = df["fare"].mean()
      >    2 │ mean
         out │ no saved output

       Assumes: the data has its shape.
       high confidence · strict · data-validation/mean

       In cell 3:
        code │ mean = df["fare"].mean()
      +      │ value = mean
      +      │ # Positive.
      +      │ assert value > 0
      -      │ mean
             │ ^^^^
      +      │ value
             │ ^^^^^

      y accept  s next strictness  a accept rest of notebook  d done with notebook
      n skip    e edit             t accept this template     q stop, keep accepted
      u undo    i more about why   T skip this template       ? help
      "
    `);
  });
  test('marks what differs within a line by colour', () => {
    expect(picture(inline(true), { color: true })).toMatchInlineSnapshot(`
      "
      ‹1›‹36›1 of 1, titanic.ipynb‹39›‹22›‹2› · cell 3 (In [3]), line 2‹22›‹2› · last-cell‹22›

      ‹2›     1 │ ‹22›‹2›mean = df["fare"].mean()‹22›
      ‹2›>    2 │ ‹22›mean
      ‹2›   out │ ‹22›‹2›no saved output‹22›

      ‹1› Assumes: the data has its shape.‹22›
       high confidence‹2› · ‹22›strict‹2› · data-validation/mean‹22›

      ‹2› In cell 3:‹22›
      ‹2›  code │ ‹22›‹2›mean = df["fare"].mean()‹22›
      ‹32›+      │ ‹39›value = mean
      ‹32›+      │ ‹39›‹2›‹3›# Positive.‹23›‹22›
      ‹32›+      │ ‹39›‹35›assert‹39› value > ‹36›0‹39›
      ‹31›-      │ ‹39›‹31›‹7›mean‹27›‹39›
      ‹32›+      │ ‹39›‹32›‹7›value‹27›‹39›

      ‹1›‹36›y‹39›‹22› accept  ‹2›s‹22›‹2› next strictness‹22›  ‹1›‹36›a‹39›‹22› accept rest of notebook  ‹1›‹36›d‹39›‹22› done with notebook   
      ‹1›‹36›n‹39›‹22› skip    ‹1›‹36›e‹39›‹22› edit             ‹1›‹36›t‹39›‹22› accept this template     ‹1›‹36›q‹39›‹22› stop, keep accepted  
      ‹2›u‹22›‹2› undo‹22›    ‹1›‹36›i‹39›‹22› more about why   ‹1›‹36›T‹39›‹22› skip this template       ‹1›‹36›?‹39›‹22› help                 
      "
    `);
  });
});

describe('longer than the screen', () => {
  const HEAD = { source: 'df.head()' };
  const long = openReview([
    proposal('df.head()', 1, {
      shown: Array.from({ length: 60 }, (_, row) => `row ${row}`).join('\n'),
      assumption: 'the columns are as they were.',
      variants: [
        {
          strictness: 'strict',
          assert: `assert list(df.columns) == [\n${Array.from({ length: 30 }, (_, n) => `    "column_${n}",`).join('\n')}\n], list(df.columns)`,
          note: 'Checks the columns.',
        },
      ],
    }),
  ]);
  test('header and keys stay, the output is condensed, the rest comes in parts', () => {
    expect(picture(long, HEAD)).toMatchInlineSnapshot(`
      "
      1 of 1, titanic.ipynb · cell 1 (In [1]), line 1 · last-cell

           1 │ df.head()
         out │ row 0
             │ row 1
             │ row 2
             │ … 57 more lines: o

       Assumes: the columns are as they were.
       high confidence · strict · shape/shape

       Behind cell 1, which stays as it is:
      + note │ Checks the columns.
      + code │ assert list(df.columns) == [
      +      │     "column_0",
      +      │     "column_1",
      +      │     "column_2",
      +      │     "column_3",
       … 27 more lines: space

      y accept  s next strictness  a accept rest of notebook  d done with notebook
      n skip    e edit             t accept this template     q stop, keep accepted
      u undo    i more about why   T skip this template       ? help
      "
    `);
  });
  test('the last part', () => {
    expect(picture(play(['space', 'space'], long), HEAD)).toMatchInlineSnapshot(`
      "
      1 of 1, titanic.ipynb · cell 1 (In [1]), line 1 · last-cell

      +      │     "column_20",
      +      │     "column_21",
      +      │     "column_22",
      +      │     "column_23",
      +      │     "column_24",
      +      │     "column_25",
      +      │     "column_26",
      +      │     "column_27",
      +      │     "column_28",
      +      │     "column_29",
      +      │ ], list(df.columns)
       end; from the start: space · back: b

      y accept  s next strictness  a accept rest of notebook  d done with notebook
      n skip    e edit             t accept this template     q stop, keep accepted
      u undo    i more about why   T skip this template       ? help
      "
    `);
  });
  test('behind the last part comes the first', () => {
    const count = [0, 1, 2, 3, 4].findIndex(
      (page) => page > 0 && picture({ ...long, page }, HEAD) === picture(long, HEAD),
    );
    expect(count).toBeGreaterThan(1);
  });
  test('every line of the assert is on one of the parts', () => {
    const parts = [0, 1, 2, 3].map((page) => screen({ ...long, page }, HEAD).join('\n')).join('\n');
    for (let n = 0; n < 30; n += 1) expect(parts).toContain(`"column_${n}",`);
  });
  test('a sentence that the note repeats is left out where there is no room', () => {
    const repeated = {
      ...long,
      proposals: long.proposals.map((one) => ({
        ...one,
        variants: [{ strictness: 'strict' as const, assert: 'assert x', note: `**Assumption:** ${'a '.repeat(500)}` }],
      })),
    };
    expect(picture(repeated, HEAD)).not.toContain('Assumes:');
    expect(picture(repeated, { ...HEAD, height: 60 })).toContain(' Assumes: a a a');
  });
  test('o shows all of the output, in parts', () => {
    const parts = [0, 1, 2, 3, 4, 5].map((page) => picture({ ...long, showsAll: true, page }, HEAD)).join('');
    for (let row = 0; row < 60; row += 1) expect(parts).toContain(`row ${row}\n`);
  });
});

describe('the cell in front of the statement', () => {
  const source = '\nfirst = 1\nsecond = 2\n\nif first:\n    third = 3\n    print(third)';
  const asked = openReview([proposal(source, 1, { shown: '3', variants: [{ strictness: 'strict', assert: 'assert x', note: '' }] })]);
  const code = (look: Look, state = asked) =>
    screen(state, { source, ...look }).filter((text) => /^[ >] +\d+ │/.test(text));
  test('its last lines, faint where there is colour, without the indentation that all share', () => {
    expect(code({})).toEqual(['     5 │ if first:', '     6 │     third = 3', '>    7 │     print(third)']);
    expect(code({ height: 40 })).toEqual(['     5 │ if first:', '     6 │     third = 3', '>    7 │     print(third)']);
    expect(code({}, press(asked, 'o'))).toHaveLength(6);
  });
  test('nothing of it in a small room', () => {
    expect(code({ height: 16 })).toEqual(['     7 │ print(third)']);
  });
});

test('a looser form says what it assumes, not what the chosen one does', () => {
  const note = (text: string) => `**Assumption:** ${text}\nMore about it.`;
  const two = openReview([
    proposal('df', 1, {
      assumption: 'all of it',
      variants: [
        { strictness: 'strict', assert: 'assert x', note: note('all of it.') },
        { strictness: 'lenient', assert: 'assert y', note: note('a little of it.') },
      ],
    }),
  ]);
  expect(picture(two)).toContain('Assumes: all of it.\n');
  expect(picture(press(two, 's'))).toContain('Assumes: a little of it.\n');
});

test('a long path gives way to the place in the notebook', () => {
  const [head] = screen(start(), { path: 'notebooks/2 - Recurrent Neural Networks.ipynb', notebook: { number: 12, of: 30 } });
  expect(head).toBe('1 of 3, notebooks/2 - Recurren… (12 of 30 notebooks) · cell 1 (In [1]), line 3 …');
});

test('a proposal that is looked at again says what was decided', () => {
  expect(screen(play(['y', 'left']))[0]).toBe('1 of 3, titanic.ipynb · cell 1 (In [1]), line 3 · accepted · last-cell');
  expect(screen(play(['n', 'left']))[0]).toMatch(/ · skipped · last-cell$/);
});

test('what comes from outside cannot drive the terminal', () => {
  const evil = '\u001b[2J\u001b]0;title\u0007\u202e\r\u009b';
  const state = openReview([
    proposal('print(x)', 1, {
      shown: `a${evil}b`,
      assumption: `x${evil}`,
      why: [evil],
      variants: [{ strictness: 'strict', assert: `assert x == "${evil.replace('\r', '')}"`, note: evil }],
    }),
  ]);
  const lines = screen({ ...state, showsWhy: true, message: evil });
  expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
});

test('never wider or higher than the terminal, header and a key always there', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 130 }),
      fc.integer({ min: 6, max: 50 }),
      fc.array(fc.constantFrom('y', 'n', 's', 'i', 'space', 'b', '?', 'enter', 'x'), { maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      (width, height, keys, text) => {
        const proposals = sampleProposals().map((one) => ({
          ...one,
          shown: text,
          assumption: text,
          why: [text],
        }));
        const state = play(keys, openReview(proposals));
        if (state.phase !== 'open') return;
        const lines = screen(state, { width, height });
        expect(lines.length).toBeLessThan(height);
        for (const text of lines) expect(stringWidth(text)).toBeLessThanOrEqual(width);
        if (state.showsHelp) return;
        expect(lines[0]).toContain(` of 3, tit`);
        expect(lines.join('\n')).toMatch(/(^|\n)y (accept|n s)/);
      },
    ),
    { numRuns: 300 },
  );
});
