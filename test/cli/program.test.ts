import { describe, expect, test } from 'vitest';
import { colorLevel } from '../../src/cli/color.ts';
import { COMMANDS, DEFAULT_COMMAND } from '../../src/cli/commands.ts';
import { failureOf } from '../../src/cli/failure.ts';
import { CONFIDENCE_CHOICES, STRICTNESS_CHOICES } from '../../src/cli/flags.ts';
import { NbassertError } from '../../src/errors.ts';
import { CONFIDENCES, STRICTNESSES } from '../../src/templates/index.ts';
import { VERSION } from '../../src/package.ts';
import { runCli } from './io.ts';

describe('help and version', () => {
  test.each([['--version'], ['-V']])('%s', async (flag) => {
    expect(await runCli([flag])).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  test.each([[['--help']], [['-h']], [['help']]])(
    '%j names every command and the exit codes',
    async (args) => {
      const { code, stdout, stderr } = await runCli(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const { name, summary } of COMMANDS)
        expect(stdout).toMatch(new RegExp(`^  ${name} .*${summary.slice(0, 12)}`, 'm'));
      expect(stdout).toContain('Exit codes:');
      expect(stdout).toContain('Examples:');
    },
  );

  test.each(COMMANDS.map(({ name }) => [name]))(
    '%s --help has flags in groups, examples and exit codes',
    async (name) => {
      const { code, stdout, stderr } = await runCli([name, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const part of [
        `Usage: nbassert ${name}`,
        'General:',
        '--help',
        '--no-color',
        'Examples:',
        'Exit codes:',
      ]) {
        expect(stdout).toContain(part);
      }
      expect((await runCli(['help', name])).stdout).toBe(stdout);
    },
  );

  test('the default command exists', () => {
    expect(COMMANDS.map(({ name }) => name)).toContain(DEFAULT_COMMAND);
  });
});

describe('wrong usage: exit code 2, nothing on stdout, the nearest name', () => {
  test.each<[string[], string]>([
    [['scna'], 'error: there is no command and no path called "scna"\n  Did you mean `nbassert scan`?\n'],
    [['zzzzzzzz'], 'error: there is no command and no path called "zzzzzzzz"\n  See `nbassert --help`.\n'],
    [['gone.ipynb'], 'error: the review asks questions, and this is no terminal\n'],
    [
      ['scan', '--strictnes', 'strict'],
      "error: unknown option '--strictnes'\n(Did you mean --strictness?)\n",
    ],
    [
      ['scan', '--strictness', 'hard'],
      "error: option '--strictness <level>' argument 'hard' is invalid. Allowed choices are strict, balanced, lenient.\n",
    ],
    [
      ['scan', '--jobs', '0'],
      "error: option '--jobs <n>' argument '0' is invalid. It must be a whole number from 1 on.\n",
    ],
    [
      ['scan', '--check', 'shape,'],
      "error: option '--check <name>' argument 'shape,' is invalid. It holds an empty value.\n",
    ],
    [['scan', '--check', 'shap', '.'], 'error: there is no check called "shap"\n  Did you mean "shape"?\n'],
    [['scan', 'gone.ipynb'], 'error: gone.ipynb: there is no such file or folder\n'],
    [['--bogus'], "error: unknown option '--bogus'\n"],
  ])('%j', async (args, stderr) => {
    const ran = await runCli(args);
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ran.stderr.startsWith(stderr), ran.stderr).toBe(true);
  });
});

test.each<[string[], string[]]>([
  [
    ['a b.ipynb'],
    ["  nbassert scan 'a b.ipynb'", "  nbassert apply 'a b.ipynb'", "  nbassert check 'a b.ipynb'"],
  ],
  [[], ['  nbassert scan .', '  nbassert apply .', '  nbassert check .']],
  [
    ['review', '--check', 'shape,type', '--notes', 'none', '--quiet', 'x/'],
    [
      '  nbassert scan --check shape --check type x/',
      '  nbassert apply --check shape --check type --notes none x/',
      '  nbassert check --check shape --check type x/',
    ],
  ],
  [['-'], ['  nbassert scan -', '  nbassert apply -', '  nbassert check -']],
])('without a terminal: the lines that do the same for %j', async (args, lines) => {
  const ran = await runCli(args);
  expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
  expect(ran.stderr.trimEnd().split('\n').slice(2)).toEqual(lines.map((one) => `  ${one}`));
});

describe('errors', () => {
  test.each<[string, unknown, string, number]>([
    ['usage', new NbassertError('usage', 'no'), 'error: no\n', 2],
    [
      'place and hint',
      new NbassertError('unreadable', 'this is not JSON', {
        place: { file: 'a.ipynb', line: 3, column: 4 },
        hint: 'Save it again.',
      }),
      'error: a.ipynb:3:4: this is not JSON\n  Save it again.\n',
      3,
    ],
    [
      'one line, whatever the message holds',
      new NbassertError('unwritable', 'a\nb\u001b[2J', { place: { file: 'x\ny.ipynb' } }),
      'error: x\\ny.ipynb: a\\nb\\x1b[2J\n',
      3,
    ],
  ])('%s', (_name, error, text, exitCode) => {
    expect(failureOf(error)).toEqual({ text, exitCode });
  });

  test.each([new TypeError('boom'), 'boom', undefined])(
    'a defect says so and never exits with 1: %s',
    (error) => {
      const failure = failureOf(error);
      expect(failure.exitCode).toBe(3);
      expect(failure.text).toMatch(/^error: this is a defect of nbassert/);
    },
  );
});

test.each<[string, boolean | undefined, boolean, NodeJS.ProcessEnv, boolean]>([
  ['a pipe', undefined, false, {}, false],
  ['--color on a pipe', true, false, {}, true],
  ['--no-color', false, true, { FORCE_COLOR: '3' }, false],
  ['NO_COLOR', undefined, true, { NO_COLOR: '1' }, false],
  ['NO_COLOR wins over FORCE_COLOR', undefined, true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['an empty NO_COLOR says nothing', undefined, false, { NO_COLOR: '', FORCE_COLOR: '1' }, true],
  ['--color wins over NO_COLOR', true, true, { NO_COLOR: '1' }, true],
  ['FORCE_COLOR on a pipe', undefined, false, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', undefined, true, { FORCE_COLOR: '0' }, false],
])('colour: %s', (_name, flag, isTTY, env, isColored) => {
  expect(colorLevel(flag, { isTTY }, env) > 0).toBe(isColored);
});

test('the choices in the help are those of the templates', () => {
  expect(STRICTNESS_CHOICES).toEqual(STRICTNESSES);
  expect(CONFIDENCE_CHOICES).toEqual(CONFIDENCES);
});
