import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, NO_CHROMIUM, openPage } from '../browser.ts';
import { folderOf, notebookOf, shapes } from '../repository/notebooks.ts';
import { type Built, build } from './built.ts';
import { runCli } from './io.ts';

const NOTEBOOK = notebookOf(shapes('one'));

function proposalsIn(stdout: string): [string, string[]][] {
  const { notebooks } = JSON.parse(stdout) as {
    notebooks: { notebook: string; feedback: { proposals: { key: string }[] }[] }[];
  };
  return notebooks.map(({ notebook, feedback }) => [
    notebook,
    feedback.flatMap(({ proposals }) => proposals.map(({ key }) => key)),
  ]);
}

describe('text for a person', () => {
  const folder = (count: number) =>
    folderOf(Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}.ipynb`, notebookOf(shapes('one', 'two').slice(0, at + 2))])));
  const scan = async (count: number, ...flags: string[]) => {
    const { stdout } = await runCli(['scan', '--no-cache', ...flags, '.'], { cwd: folder(count) });
    return stdout.replace(/\d+\.\d s$/m, '1.0 s').split('\n');
  };
  const SEVERAL = [
    '6 notebooks, 11 implicit to 0 explicit, 11 proposals, 1.0 s',
    'feedback    11 last-cell',
    'proposals   11 shape',
    '',
    'most to gain',
    '  2 proposals for 2 looks  n1.ipynb',
    '  2 proposals for 2 looks  n2.ipynb',
    '  2 proposals for 2 looks  n3.ipynb',
    '  2 proposals for 2 looks  n4.ipynb',
    '  2 proposals for 2 looks  n5.ipynb',
    '   1 proposal for 1 look  n0.ipynb',
  ];

  test('of many notebooks: what they have together', async () => {
    expect(await scan(6)).toEqual([...SEVERAL, '', 'Each proposal, with its place and assert: --verbose, or give one notebook.', '']);
  });

  test.each([
    ['of a few notebooks', 5, []],
    ['of many that are asked for', 6, ['--verbose']],
    ['of many with all that has no proposal', 6, ['--all']],
  ])('%s: each proposal', async (_, count, flags) => {
    const lines = await scan(count, ...flags);
    expect(lines.filter((line) => line.startsWith('n'))).toHaveLength(count);
    expect(lines.filter((line) => line.startsWith('  cell '))).toHaveLength(2 * count - 1);
    expect(lines.join('\n')).not.toContain('--verbose');
  });
});

describe('notebooks that give less than expected', () => {
  const IN_R = JSON.stringify({ ...(JSON.parse(NOTEBOOK) as object), metadata: { language_info: { name: 'R' } } });

  test('one in another language is named once, and says it in its record', async () => {
    const cwd = folderOf({ 'a.ipynb': NOTEBOOK, 'r.ipynb': IN_R });
    const { code, stdout, stderr } = await runCli(['scan', '--format', 'ndjson', '.'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '1 notebook is in r, not in Python, and left alone: r.ipynb.\n' });
    const records = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { type: string; notebook: string; language: string });
    expect(records.filter(({ type }) => type === 'notebook').map(({ notebook, language }) => [notebook, language])).toEqual([
      ['a.ipynb', 'python'],
      ['r.ipynb', 'r'],
    ]);
  });

  test('several, in any format', async () => {
    const cwd = folderOf(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.ipynb`, IN_R])));
    expect((await runCli(['scan', '.'], { cwd })).stderr).toBe(
      '5 notebooks are in r, not in Python, and left alone: a.ipynb, b.ipynb, c.ipynb and 2 more.\n',
    );
    expect((await runCli(['scan', '--quiet', '.'], { cwd })).stderr).toBe('');
    expect((await runCli(['check', '.'], { cwd })).stderr).toContain('5 notebooks are in r');
  });

  test.each(['scan', 'check', 'remove'])('%s: a folder without any, beside one that has some', async (command) => {
    const cwd = folderOf({ 'a/a.ipynb': IN_R, 'b/x.txt': '' });
    const { code, stderr } = await runCli([command, 'a', 'b'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('Passed over b: there is no notebook (*.ipynb) in this folder.\n');
  });

  test('no folder has any', async () => {
    const cwd = folderOf({ 'a/x.txt': '', 'b/x.txt': '' });
    const { code, stderr } = await runCli(['scan', 'a', 'b'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('a: there is no notebook (*.ipynb) in this folder');
  });
});

describe('--output', () => {
  test.each(['text', 'json', 'ndjson', 'sarif', 'github', 'markdown', 'html'])(
    '%s: the file holds it, stdout nothing',
    async (format) => {
      const cwd = folderOf({ 'a.ipynb': NOTEBOOK });
      const args = ['scan', '--format', format, '--output', 'out', 'a.ipynb'];
      expect(await runCli(args, { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(readFileSync(join(cwd, 'out'), 'utf8')).toContain('shape/table-shape');
      expect(readdirSync(cwd).sort()).toEqual(['a.ipynb', 'out']);
    },
  );

  test.each(['gone/out', 'folder', '.'])('to %s: exit code 2 before any work', async (output) => {
    const cwd = folderOf({ 'a.ipynb': NOTEBOOK, 'folder/x': '' });
    const { code, stdout, stderr } = await runCli(['scan', '--output', output, 'a.ipynb'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(`error: ${output}: cannot write the output: `), stderr).toBe(true);
  });

  test('to a link writes where the link leads', async () => {
    const cwd = folderOf({ 'a.ipynb': NOTEBOOK, real: 'old' });
    symlinkSync('real', join(cwd, 'link'));
    expect((await runCli(['scan', '--output', 'link', 'a.ipynb'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'real'), 'utf8')).toContain('shape/table-shape');
  });
});

test.each(['a b.ipynb', 'a\'b"c.ipynb', 'a\nb.ipynb', '-x.ipynb', 'a[1]*.ipynb', 'ünï.ipynb', '$(x).ipynb'])(
  'a file called %j',
  async (name) => {
    const cwd = folderOf({ [name]: NOTEBOOK });
    const { code, stdout } = await runCli(['scan', '--format', 'json', '.'], { cwd });
    expect(code).toBe(0);
    expect(proposalsIn(stdout)).toEqual([[name, ['1:2:shape/table-shape']]]);
  },
);

test('a name that is no UTF-8 is named and not read; the others are', async () => {
  const cwd = folderOf({ 'a.ipynb': NOTEBOOK });
  writeFileSync(
    Buffer.concat([Buffer.from(`${cwd}/b`), Buffer.from([0xff]), Buffer.from('.ipynb')]),
    NOTEBOOK,
  );
  const { code, stdout, stderr } = await runCli(['scan', '--format', 'json', '.'], { cwd });
  expect(code).toBe(3);
  expect(stderr).toContain('error: b\ufffd.ipynb: ');
  expect(proposalsIn(stdout)[0]).toEqual(['a.ipynb', ['1:2:shape/table-shape']]);
});

test('links that lead in a circle end the search nowhere', async () => {
  const cwd = folderOf({ 'a.ipynb': NOTEBOOK, 'sub/b.ipynb': NOTEBOOK });
  symlinkSync('..', join(cwd, 'sub/up'));
  symlinkSync('loop.ipynb', join(cwd, 'loop.ipynb'));
  const { code, stdout } = await runCli(['scan', '--format', 'json', '.'], { cwd });
  expect(code).toBe(0);
  expect(proposalsIn(stdout).map(([path]) => path)).toEqual(['a.ipynb', 'sub/b.ipynb']);
  const named = await runCli(['scan', 'loop.ipynb'], { cwd });
  expect(named.code).toBe(3);
  expect(named.stderr).toContain('error: loop.ipynb: The symbolic links of this path lead in a circle.');
});

test.skipIf(process.getuid?.() === 0)('a folder without permission is named', async () => {
  const cwd = folderOf({ 'a.ipynb': NOTEBOOK });
  mkdirSync(join(cwd, 'shut'));
  chmodSync(join(cwd, 'shut'), 0);
  const { code, stderr } = await runCli(['scan', '.'], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain('Passed over shut: no permission to look inside.');
});

test('--redact keeps what outputs held out of the report', async () => {
  const cwd = folderOf({ 'a.ipynb': notebookOf([{ source: 'secret', shown: "'hunter-2-secret'" }]) });
  for (const format of ['ndjson', 'html']) {
    const { stdout } = await runCli(['scan', '--redact', '--format', format, '.'], { cwd });
    expect(stdout).not.toContain('hunter');
  }
  expect((await runCli(['scan', '--format', 'ndjson', '.'], { cwd })).stdout).toContain('hunter');
});

describe('--evidence', () => {
  const stripped = notebookOf(shapes('one', 'two').map(({ source }) => ({ source })));

  test('reads an executed copy and writes the original', async () => {
    const cwd = folderOf({ 'a.ipynb': stripped, 'run.ipynb': notebookOf(shapes('one', 'two')) });
    expect(proposalsIn((await runCli(['scan', '--format', 'json', 'a.ipynb'], { cwd })).stdout)).toEqual([
      ['a.ipynb', []],
    ]);
    const { code, stderr } = await runCli(['apply', '--evidence', 'run.ipynb', 'a.ipynb'], { cwd });
    expect(code, stderr).toBe(0);
    const after = readFileSync(join(cwd, 'a.ipynb'), 'utf8');
    expect(after.match(/assert (one|two)\.shape/g)?.length).toBeGreaterThanOrEqual(2);
    expect(after).not.toContain('(3, 2)\\n');
    await runCli(['remove', 'a.ipynb'], { cwd });
    expect(readFileSync(join(cwd, 'a.ipynb'), 'utf8')).toBe(stripped);
  });

  test('a cell that changed since has no evidence', async () => {
    const changed = shapes('one', 'two').map((it) => ({
      ...it,
      source: it.source.replace('two = pd', 'two = 2 * pd'),
    }));
    const cwd = folderOf({ 'a.ipynb': stripped, 'run.ipynb': notebookOf(changed) });
    const { stdout } = await runCli(['scan', '--format', 'json', '--evidence', 'run.ipynb', 'a.ipynb'], {
      cwd,
    });
    expect(proposalsIn(stdout)).toEqual([['a.ipynb', ['1:2:shape/table-shape']]]);
  });

  test('a folder of copies serves many; a file does not', async () => {
    const cwd = folderOf({
      'n/a.ipynb': stripped,
      'n/b.ipynb': stripped,
      'run/n/a.ipynb': notebookOf(shapes('one', 'two')),
    });
    const { stdout } = await runCli(['scan', '--format', 'json', '--evidence', 'run', 'n'], { cwd });
    expect(proposalsIn(stdout).map(([path, keys]) => [path, keys.length])).toEqual([
      ['n/a.ipynb', 2],
      ['n/b.ipynb', 0],
    ]);
    expect((await runCli(['scan', '--evidence', 'run/n/a.ipynb', 'n'], { cwd })).code).toBe(2);
    expect((await runCli(['scan', '--evidence', 'gone.ipynb', 'n'], { cwd })).code).toBe(2);
  });
});

describe('--since and --staged', () => {
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd, stdio: 'pipe' });

  function repository(): string {
    const cwd = folderOf({ 'old.ipynb': NOTEBOOK, 'edited.ipynb': NOTEBOOK, 'staged ü.ipynb': NOTEBOOK });
    git(cwd, 'init', '-q', '-b', 'main');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qm', 'one');
    git(cwd, 'checkout', '-qb', 'work');
    writeFileSync(join(cwd, 'committed.ipynb'), NOTEBOOK);
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qm', 'two');
    writeFileSync(join(cwd, 'edited.ipynb'), notebookOf(shapes('two')));
    writeFileSync(join(cwd, 'staged ü.ipynb'), notebookOf(shapes('two')));
    git(cwd, 'add', 'staged ü.ipynb');
    writeFileSync(join(cwd, 'unknown.ipynb'), NOTEBOOK);
    return cwd;
  }

  test.each<[string[], string[]]>([
    [
      ['--since', 'main'],
      ['committed.ipynb', 'edited.ipynb', 'staged ü.ipynb', 'unknown.ipynb'],
    ],
    [
      ['--since', 'HEAD'],
      ['edited.ipynb', 'staged ü.ipynb', 'unknown.ipynb'],
    ],
    [['--staged'], ['staged ü.ipynb']],
  ])('%j', async (flags, expected) => {
    const { stdout } = await runCli(['scan', '--format', 'json', ...flags, '.'], { cwd: repository() });
    expect(proposalsIn(stdout).map(([path]) => path)).toEqual(expected);
  });

  test('nothing changed: 0, and it says so', async () => {
    const cwd = folderOf({ 'a.ipynb': NOTEBOOK });
    git(cwd, 'init', '-q');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-qm', 'one');
    const { code, stderr } = await runCli(['check', '--since', 'HEAD', '.'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('None of 1 notebook changed since HEAD.');
  });

  test.each<[string[], string]>([
    [['--since', 'gone'], 'error: git knows no commit called "gone"\n'],
    [['--since', '--output=/tmp/x'], 'error: git knows no commit called "--output=/tmp/x"\n'],
    [
      ['--since', 'main', '--staged'],
      "error: option '--since <ref>' cannot be used with option '--staged'\n",
    ],
  ])('%j: exit code 2', async (flags, message) => {
    const { code, stderr } = await runCli(['scan', ...flags, '.'], { cwd: repository() });
    expect(code).toBe(2);
    expect(stderr.startsWith(message), stderr).toBe(true);
  });
});

test('--limit-per-notebook: the surest first, and the next run goes on', async () => {
  const cwd = folderOf({ 'a.ipynb': notebookOf(shapes('one', 'two', 'three')) });
  const asserts = () =>
    readFileSync(join(cwd, 'a.ipynb'), 'utf8').match(/"assert \w+\.shape\[1\]/g)?.length ?? 0;
  const counts: number[] = [];
  for (let run = 0; run < 4; run++) {
    expect((await runCli(['apply', '--limit-per-notebook', '1', '.'], { cwd })).code).toBe(0);
    counts.push(asserts());
  }
  expect(counts).toEqual([1, 2, 3, 3]);
});

describe('as a process', () => {
  let built: Built;
  beforeAll(() => {
    built = build();
  }, 60_000);
  afterAll(() => built.remove());

  test('a closed pipe is no error', async () => {
    const cwd = folderOf(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.ipynb`, NOTEBOOK])));
    const child = spawn(process.execPath, [built.main, 'scan', '--format', 'ndjson', '.'], { cwd });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += String(data);
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test.skipIf(chromium === null).each([1280, 390])(
    `the filters of the page in a window of %i (${chromium ?? NO_CHROMIUM})`,
    (width) => {
      const hostile = '</script><script>parent.hacked = true</script><img src=x onerror="parent.hacked = true">';
      const cells = shapes('one', 'two', 'three').map((cell) => ({ ...cell, source: `# ${hostile}\n${cell.source}` }));
      const cwd = folderOf({ 'a.ipynb': notebookOf(cells), 'b.ipynb': notebookOf(shapes('four')) });
      spawnSync(process.execPath, [built.main, 'scan', '--format', 'html', '--output', 'r.html', '.'], { cwd });
      const page = openPage(
        readFileSync(join(cwd, 'r.html'), 'utf8'),
        width,
        `const form = page.querySelector('#filters');
         const seen = [];
         const look = (after) => seen.push([after, form.querySelector('output').textContent,
           [...page.querySelectorAll('.proposal')].filter((it) => it.checkVisibility()).length]);
         const enter = (field, value) => {
           page.querySelector(field).value = value;
           page.querySelector(field).dispatchEvent(new page.defaultView.Event('input', { bubbles: true }));
         };
         for (const it of page.querySelectorAll('details')) it.open = true;
         look('opened');
         page.querySelector('[data-all=no]').click(); look('no check');
         page.querySelector('input[value=shape]').click(); look('shape alone');
         page.querySelector('[data-all=yes]').click(); look('all checks');
         enter('input[type=search]', 'four'); look('a search for a name');
         enter('input[type=search]', 'B.IPYNB'); look('a search for a path');
         enter('input[type=search]', 'nowhere'); look('a search for nothing');
         enter('input[type=search]', ''); enter('select', 'high'); look('high alone');
         return { seen, isHidden: form.hidden };`,
      );
      expect(page.hacked).toBe(false);
      expect(page.width).toBeLessThanOrEqual(width);
      expect(page.told).toEqual({
        isHidden: false,
        seen: [
          ['opened', '4 proposals', 4],
          ['no check', '0 proposals', 0],
          ['shape alone', '4 proposals', 4],
          ['all checks', '4 proposals', 4],
          ['a search for a name', '1 proposal', 1],
          ['a search for a path', '1 proposal', 1],
          ['a search for nothing', '0 proposals', 0],
          ['high alone', '4 proposals', 4],
        ],
      });
    },
  );
});
