import { describe, expect, test } from 'vitest';
import { NbassertError } from '../../src/errors.ts';
import { addToTotals, emptyTotals, FORMATS, type FormatName } from '../../src/reporters/index.ts';
import type { FeedbackReport, NotebookReport, ProposalReport } from '../../src/repository/index.ts';
import type { Template } from '../../src/templates/index.ts';

const ASSERT = 'assert df.shape[1] == 2, (\n    f"expected 2 columns, found {df.shape[1]}"\n)';

function proposal(fields: Partial<ProposalReport> = {}): ProposalReport {
  return {
    key: '1:2:shape/table-shape',
    template: 'shape/table-shape',
    check: 'shape',
    strictness: 'balanced',
    assert: ASSERT,
    note: 'A note.',
    assumption: '`df` has 2 columns',
    confidence: 'high',
    placement: 'new-cell',
    why: ['The shape was shown.'],
    variants: [],
    ...fields,
  };
}

function feedback(fields: Partial<FeedbackReport> = {}): FeedbackReport {
  return {
    cell: 1,
    cellId: 'f00',
    line: 2,
    endLine: 2,
    mechanism: 'last-cell',
    source: 'df.shape',
    depth: 0,
    check: 'shape',
    evidence: null,
    proposals: [proposal()],
    reason: null,
    shown: '(3, 2)',
    ...fields,
  };
}

function report(fields: Partial<NotebookReport> = {}): NotebookReport {
  const one = { path: 'a.ipynb', language: 'python', cells: 3, codeCells: 2, unparsable: [], feedback: [feedback()] };
  return { ...one, fileLines: [17], sources: { 1: 'import x\ndf.shape' }, ...fields };
}

const TEMPLATE = {
  id: 'shape/table-shape',
  summary: 'The shape of a table',
  why: 'Because **rows** change.',
};
const LIBRARY = { templates: [TEMPLATE as Template] };
const FAILURE = { path: 'bad.ipynb', error: new NbassertError('unreadable', 'not JSON: <b>') };

async function written(
  format: FormatName,
  reports: readonly NotebookReport[],
  isFailing = false,
): Promise<string> {
  const reporter = (await FORMATS[format].load())(LIBRARY);
  const totals = emptyTotals();
  let text = '';
  for (const one of reports) {
    addToTotals(totals, one);
    text += reporter.notebook(one);
  }
  if (isFailing) text += reporter.failure(FAILURE);
  return text + reporter.summary(totals, 1.5);
}

describe('json', () => {
  test.each([0, 1, 2])('is one document with %i notebooks', async (n) => {
    const all = Array.from({ length: n }, (_, i) => report({ path: `${i}.ipynb` }));
    const value = JSON.parse(await written('json', all, true));
    expect(
      value.notebooks.map(({ notebook, error }: { notebook: string; error: unknown }) => [notebook, error]),
    ).toEqual([...all.map(({ path }) => [path, null]), ['bad.ipynb', 'not JSON: <b>']]);
    expect(value.summary.notebooks).toBe(n);
  });

  test('has the records of ndjson', async () => {
    const lines = (await written('ndjson', [report()]))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const value = JSON.parse(await written('json', [report()]));
    expect(value.notebooks[0].feedback).toEqual([lines[0]]);
    expect(Object.keys(lines[0])).not.toContain('shown');
  });
});

describe('sarif', () => {
  test('results point at lines of the file, and at rules with help', async () => {
    const { runs, version } = JSON.parse(await written('sarif', [report({ path: 'a b/ü#.ipynb' })], true));
    const [{ results, tool, invocations }] = runs;
    expect(version).toBe('2.1.0');
    expect(results).toHaveLength(1);
    const [{ locations, ...result }] = results;
    expect(result).toMatchObject({ ruleId: 'shape/table-shape', ruleIndex: 0, level: 'warning' });
    expect(result.message.text).toContain(ASSERT);
    expect(locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a%20b/%C3%BC%23.ipynb', uriBaseId: '%SRCROOT%' },
      region: { startLine: 17 },
    });
    expect(tool.driver.rules).toEqual([
      {
        id: 'shape/table-shape',
        name: 'ShapeTableShape',
        shortDescription: { text: TEMPLATE.summary },
        help: { text: TEMPLATE.why, markdown: TEMPLATE.why },
        properties: { tags: ['shape'] },
      },
    ]);
    expect(invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ message: { text: 'not JSON: <b>' } }] },
    ]);
  });

  test('the fingerprint stays when the cell moves', async () => {
    const of = async (one: NotebookReport) =>
      JSON.parse(await written('sarif', [one])).runs[0].results[0].partialFingerprints;
    const moved = report({ feedback: [feedback({ cell: 9, line: 5 })], fileLines: [99] });
    expect(await of(moved)).toEqual(await of(report()));
    expect(await of(report({ feedback: [feedback({ source: 'x.shape' })] }))).not.toEqual(await of(report()));
  });

  test('nothing found is a document too', async () => {
    expect(JSON.parse(await written('sarif', [])).runs[0].results).toEqual([]);
  });
});

describe('github', () => {
  test('one command a proposal', async () => {
    expect(await written('github', [report()])).toBe(
      '::warning file=a.ipynb,line=17,title=nbassert%3A shape/table-shape::`df` has 2 columns (cell 1, line 2: df.shape)%0A' +
        `${ASSERT.replaceAll('\n', '%0A')}\n`,
    );
  });

  test('no text of a notebook becomes a command', async () => {
    const evil = 'x\n::set-env name=A::b\r%0A';
    const text = await written(
      'github',
      [
        report({
          path: 'a,line=1::b\n.ipynb',
          feedback: [feedback({ proposals: [proposal({ assert: evil })] })],
        }),
      ],
      true,
    );
    expect(text.trimEnd().split('\n')).toHaveLength(2);
    expect(text).toContain('file=a%2Cline=1%3A%3Ab%0A.ipynb,');
    expect(text).toContain('%25' + '0A');
  });
});

const EVIL = `</pre></script><script>alert(1)</script><img src=x onerror=alert(1)> "'& \u202e\u001b[31m`;

describe('html', () => {
  test('everything from outside is escaped', async () => {
    const evil = feedback({
      source: EVIL,
      shown: EVIL,
      proposals: [proposal({ assert: EVIL, assumption: `\`${EVIL}\``, why: [EVIL] })],
    });
    const text = await written(
      'html',
      [report({ path: EVIL, feedback: [evil], sources: { 1: EVIL } })],
      true,
    );
    expect(text.match(/<script>/g)).toHaveLength(1);
    expect(text.match(/<\/script>/g)).toHaveLength(1);
    expect(text).not.toMatch(/<img|\u202e|\u001b/);
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;&#39;&amp; \\u202e\\x1b[31m');
  });

  test('asks no other machine', async () => {
    const text = await written('html', [report()]);
    // Links lead to places of the page itself.
    expect(text).not.toMatch(/src=|href=(?!"#n\d+")|url\(|@import|https?:/);
    expect(text).toContain("default-src 'none'");
  });

  test('holds the overview, the marked line, the output and the assert', async () => {
    const text = await written('html', [report()]);
    for (const part of [
      '<span class="line marked"><i>2</i>df.shape</span>',
      '<pre class="output" title="saved output">(3, 2)</pre>',
      '+ assert df.shape[1] == 2, (',
      'data-check="shape" data-confidence="high"',
      '<caption>Proposals by check</caption>',
      '<code>df</code> has 2 columns',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('with nothing to propose it says so', async () => {
    const text = await written('html', [
      report({ feedback: [feedback({ proposals: [], reason: 'no-template' })] }),
    ]);
    expect(text).toContain('No notebook has anything to propose.');
    expect(text).not.toContain('<article>');
  });
});

describe('markdown', () => {
  test('counts, table, a section a notebook', async () => {
    expect(await written('markdown', [report()], true)).toBe(
      [
        '**nbassert**: 1 look, 0 asserts, 1 proposal in 1 notebook.',
        '| check | proposals |\n|---|---:|\n| shape | 1 |',
        '<details><summary>a.ipynb (1)</summary>',
        '**Cell 1, line 2** `df.shape`',
        '`df` has 2 columns (`shape/table-shape`, high confidence)',
        `\`\`\`python\n${ASSERT}\n\`\`\``,
        '</details>',
        'Not read:',
        '- `bad.ipynb`: not JSON: &lt;b&gt;\n',
      ].join('\n\n'),
    );
  });

  test('no text closes a fence, opens a tag or calls a person', async () => {
    const evil = feedback({
      source: 'a `b` ``c``',
      proposals: [proposal({ assert: '```\n</details>', assumption: '<b> @octocat *x*' })],
    });
    const text = await written('markdown', [report({ path: '<img>.ipynb', feedback: [evil] })]);
    expect(text).toContain('````python\n```\n</details>\n````');
    expect(text).toContain('&lt;b&gt; @\u200boctocat \\*x\\*');
    expect(text).toContain('```  a `b` ``c``  ```'.replaceAll('  ', ' '));
    expect(text).not.toContain('<img>');
  });

  test('a comment stays below the limit of GitHub and says what it leaves out', async () => {
    const many = Array.from({ length: 400 }, (_, i) => report({ path: `${i}.ipynb` }));
    const text = await written('markdown', many);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/^Left out, since a comment may not be longer: \d+ notebooks\.$/m);
  });
});
