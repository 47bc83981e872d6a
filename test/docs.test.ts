/** Documentation that cannot drift: what can be made is made, what can be run is run, what can be looked up is looked up. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { COMMANDS } from '../src/cli/commands.ts';
import * as library from '../src/index.ts';
import { CHECKS, checkTemplate, runExamples } from '../src/templates/index.ts';
import { runCli } from './cli/io.ts';
import { commandsOf, problemOf } from './docs/command-lines.ts';
import { workshopFiles } from './docs/workshops.ts';
import { ROOT, read, readmeText, screenSvg, templatePages, templatesThatLoad } from './docs/generated.ts';
import { type Block, blocksOf, linksOf, withGenerated } from './docs/markdown.ts';

/** `npm run docs` runs this file too, to write what it otherwise compares. */
const WRITES = process.env.npm_lifecycle_event === 'docs';

const readIfThere = (path: string) => (existsSync(join(ROOT, path)) ? read(path) : null);
const WRITTEN = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.replaceAll('\\', '/')}`),
].sort();
const OURS = WRITTEN.filter((path) => !path.startsWith('docs/templates/'));

function expectUpToDate(path: string, text: string): void {
  if (WRITES) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
    return;
  }
  expect(readIfThere(path), `${path} is out of date: run \`npm run docs\``).toBe(text);
}

describe('what is made from the project', () => {
  test('the pictures of the README', async () => {
    expectUpToDate('README.md', await readmeText(read('README.md')));
    expectUpToDate('docs/review.svg', await screenSvg());
  });

  test('the pages of the templates', async () => {
    for (const [path, text] of await templatePages(readIfThere)) expectUpToDate(path, text);
  });

  test('the ready workshops', async () => {
    for (const [path, text] of await workshopFiles()) expectUpToDate(path, text);
  });

  test('no page is left of a check without templates', async () => {
    const { templates } = await templatesThatLoad();
    const expected = CHECKS.filter((check) => templates.some((it) => it.check === check)).map(
      (it) => `${it}.md`,
    );
    const there = readdirSync(join(ROOT, 'docs/templates')).filter((name) => name !== 'README.md');
    expect(there.sort()).toEqual(expected.sort());
  });
});

test('the README has the two lines that set everything up', () => {
  const lines = read('README.md').split('\n');
  expect(lines).toContain('npm ci && npx nbassert fixtures/passengers.ipynb');
  expect(lines).toContain('npm ci && npm test');
});

describe.each(OURS)('%s', (path) => {
  const text = read(path);
  const blocks = blocksOf(text);
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);

  test('links and paths lead somewhere', () => {
    const links = linksOf(text)
      .map((link) => link.replace(/#.*$/, ''))
      .filter((link) => link !== '');
    const linked = links.filter((link) => !existsSync(join(ROOT, dirname(path), link)));
    const named = [
      ...text.matchAll(/(?<![\w/.-])(?:src|test|docs|fixtures|bench|scripts|templates)\/[\w./-]*\w/g),
    ]
      .map((found) => found[0])
      .filter((name) => !MADE_UP.test(name) && !existsSync(join(ROOT, name)));
    expect({ linked, named }).toEqual({ linked: [], named: [] });
  });

  test('links to a heading find it', () => {
    const missing = linksOf(text)
      .filter((link) => /^[^#]*\.?[^#]*#./.test(link))
      .filter((link) => {
        const [file, anchor] = link.split('#') as [string, string];
        const target = file === '' ? text : (readIfThere(join(dirname(path), file)) ?? '');
        return !anchorsOf(target).has(anchor);
      });
    expect(missing).toEqual([]);
  });

  test.each(blocks.filter(({ language }) => language === 'sh'))(
    'the lines at $line are known',
    async (block) => {
      const problems: (string | null)[] = [];
      for (const line of block.text.split('\n').filter((it) => it.trim() !== '')) {
        for (const words of commandsOf(line)) problems.push(await problemOfWords(words, scripts));
      }
      expect(problems.filter((it) => it !== null)).toEqual([]);
    },
  );

  test.each(blocks.filter(({ language }) => language === 'yaml'))(
    'the YAML at $line',
    async ({ text: yaml }) => {
      const data = parseYaml(yaml) as Record<string, unknown>;
      if (Array.isArray(data) || data.id === undefined) {
        for (const words of runsIn(yaml)) expect(await problemOfWords(words, scripts)).toBe(null);
        return;
      }
      const { template, problems } = await checkTemplate(yaml, path, String(data.id));
      expect(problems.map(({ where, message }) => `${where}: ${message}`)).toEqual([]);
      expect(runExamples(template!).map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual(
        template!.data.examples.map(({ name }) => `${name}: ok`),
      );
    },
  );

  test.each(blocks.filter(({ language }) => language === 'ts'))('the code at $line runs', async (block) => {
    await expectRuns(block);
  });

  test('holds only kinds of blocks that are tested', () => {
    const made = path === 'README.md' ? ['python', 'text'] : [];
    const known = new Set(['sh', 'yaml', 'toml', 'ts', ...made]);
    expect(blocks.filter(({ language }) => !known.has(language))).toEqual([]);
    if (path !== 'README.md') return;
    // Pictures stand between markers only, where they are compared.
    const bare = withGenerated(withGenerated(text, 'session', ''), 'cell', '');
    expect(blocksOf(bare).filter(({ language }) => made.includes(language))).toEqual([]);
  });

  test.each(blocks.filter(({ language }) => language === 'toml'))(
    'the TOML at $line',
    async ({ text: toml }) => {
      expect(parseToml(toml)).toHaveProperty('tool.nbassert');
      const { configSchema } = await import('../src/repository/config-schema.ts');
      const { tool } = parseToml(toml) as { tool: { nbassert: unknown } };
      expect(configSchema.safeParse(tool.nbassert).error?.issues ?? []).toEqual([]);
    },
  );
});

/** Paths of a reader's own project. */
const MADE_UP = /^(?:templates\/(?:data-validation\/group-count|shape\/my-case)|test\/corpus\/data)/;

async function problemOfWords(words: readonly string[], scripts: readonly string[]): Promise<string | null> {
  const [program, first, second] = words;
  if (program === 'nbassert') return problemOf(words.slice(1));
  if (program === 'npm') {
    const script = first === 'run' ? second : first === 'test' ? 'test' : null;
    return script === null || scripts.includes(script ?? '') ? null : `no script ${script}`;
  }
  if (program === 'spark-submit') return problemOfScript(first ?? '', words.slice(2));
  return OTHER_PROGRAMS.includes(program ?? '') ? null : `unknown program ${program}`;
}

/** Of a Python script with `argparse`: the script is there and knows the flags. */
function problemOfScript(path: string, given: readonly string[]): string | null {
  const script = readIfThere(path);
  if (script === null) return `no script ${path}`;
  const unknown = given.find((word) => word.startsWith('--') && !script.includes(`add_argument("${word}"`));
  return unknown === undefined ? null : `${path} has no flag ${unknown}`;
}

const OTHER_PROGRAMS = ['git', 'jupyter', 'gh', 'jq'];

/** Lines of `run:` and `entry:` in configurations of other programs. */
function runsIn(yaml: string): string[][] {
  return [...yaml.matchAll(/^\s*-?\s*(?:run|entry):\s*(.+)$/gm)].flatMap((found) => commandsOf(found[1]!));
}

/** As GitHub makes them. */
function anchorsOf(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#{1,6} (.+)$/gm)].map((found) => found[1]!);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Runs a block that uses the library, with `text` a fixture; its last line says what has to hold. */
async function expectRuns({ text }: Block): Promise<void> {
  const imports = [...text.matchAll(/import \{([^}]+)\} from 'nbassert';/g)].flatMap((found) =>
    found[1]!.split(',').map((name) => name.trim()),
  );
  const body = text.replace(/import [^;]+;/g, '').trim();
  const known = library as unknown as Record<string, unknown>;
  expect(imports.filter((name) => known[name] === undefined)).toEqual([]);
  const statements = body.split('\n');
  const last = statements.pop()!.replace(/;.*$/, '');
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (...values: unknown[]) => Promise<unknown>;
  const run = new AsyncFunction(...imports, 'text', `${statements.join('\n')}\nreturn ${last};`);
  const result = await run(...imports.map((name) => known[name]), read('fixtures/passengers.ipynb'));
  expect(result).toBe(true);
}

test('the README says why of each dependency, and of nothing else', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const table = read('README.md').split('## Dependencies')[1]!.split('\n## ')[0]!;
  const named = [...table.matchAll(/^\| [^|]+\|([^|]+)\|/gm)].flatMap((row) =>
    [...row[1]!.matchAll(/`([^`]+)`/g)].map((found) => found[1]!),
  );
  const real = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !name.startsWith('@types/'),
  );
  expect(named.sort()).toEqual(real.sort());
});

describe('the examples in the help', () => {
  const pages = [
    [],
    ...COMMANDS.map(({ name }) => [name]),
    ...['list', 'show', 'test', 'new'].map((name) => ['templates', name]),
  ];
  test.each(pages.map((words) => [words.join(' '), words] as const))('%s', async (_name, words) => {
    const { stdout } = await runCli([...words, '--help']);
    const section = /\nExamples:\n((?: {2}.*\n)+)/.exec(stdout)?.[1] ?? '';
    const lines = section
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.trim().replace(/ {2,}.*$/, ''));
    expect(lines.length).toBeGreaterThan(0);
    const calls = lines.flatMap(commandsOf).filter(([program]) => program === 'nbassert');
    expect(calls.length).toBeGreaterThanOrEqual(lines.length);
    for (const call of calls) expect(await problemOf(call.slice(1))).toBe(null);
  });
});

test.each<[string, string | null]>([
  ['scan a.ipynb', null],
  ['a.ipynb --strictness strict', null],
  ['scan --bogus', "nbassert scan --bogus: error: unknown option '--bogus'"],
  ['templates shw x', "nbassert templates shw x: error: unknown command 'shw'"],
  ['templates show', "nbassert templates show: error: missing required argument 'ID'"],
])('a wrong line is found: %s', async (line, problem) => {
  expect(await problemOf(commandsOf(`nbassert ${line}`)[0]!.slice(1))).toBe(problem);
});
