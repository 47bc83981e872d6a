/** The hooks, installed and run by the real pre-commit from a git repository with this state of the project. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pythonPath } from '../python.ts';
import { folderOf, notebookOf, shapes } from '../repository/notebooks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const home = mkdtempSync(join(tmpdir(), 'nbassert-hook-'));
const project = join(home, 'project');
let revision = '';

function git(cwd: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(() => {
  const listed = git(ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
  // Notebooks and pages are most of the repository, and no part of the program.
  const needed = listed.split('\0').filter((path) => path !== '' && !/^(fixtures|docs|test)\//.test(path));
  for (const path of needed) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    cpSync(join(ROOT, path), join(project, path));
  }
  git(project, 'init', '-q');
  git(project, 'add', '-A');
  git(project, 'commit', '-qm', 'the project');
  revision = git(project, 'rev-parse', 'HEAD').trim();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A repository with these notebooks and one hook, everything staged. */
function repositoryWith(files: Record<string, string>, hook: string): string {
  const config = `repos:\n- repo: ${project}\n  rev: ${revision}\n  hooks: [{id: ${hook}}]\n`;
  const cwd = folderOf({ ...files, '.pre-commit-config.yaml': config });
  git(cwd, 'init', '-q');
  git(cwd, 'add', '-A');
  return cwd;
}

function preCommit(cwd: string) {
  const { status, stdout } = spawnSync(join(dirname(pythonPath), 'pre-commit'), ['run', '--color', 'never'], {
    cwd,
    encoding: 'utf8',
    // What `npm ci` brought here a moment ago need not be asked for again.
    env: { ...process.env, PRE_COMMIT_HOME: join(home, 'cache'), npm_config_prefer_offline: 'true' },
  });
  return { status, stdout };
}

test('nbassert-check stops a commit with a gap, and lets one without pass', () => {
  const cwd = repositoryWith({ 'a b.ipynb': notebookOf(shapes('one')) }, 'nbassert-check');
  const stopped = preCommit(cwd);
  expect(stopped.stdout).toContain('nbassert check');
  expect(stopped.stdout).toContain('+ assert one.shape[1] == 2');
  expect(stopped.stdout).toContain("nbassert review 'a b.ipynb'");
  expect(stopped).toMatchObject({ status: 1, stdout: expect.stringContaining('- exit code: 1') });

  writeFileSync(join(cwd, 'a b.ipynb'), notebookOf([{ source: 'x = 1' }]));
  git(cwd, 'add', '-A');
  expect(preCommit(cwd)).toMatchObject({ status: 0, stdout: expect.stringContaining('Passed') });
}, 600_000);

test('nbassert-apply writes the asserts and stops the commit once, so that a person can look', () => {
  const cwd = repositoryWith({ 'a.ipynb': notebookOf(shapes('one')), 'b.txt': '' }, 'nbassert-apply');
  const first = preCommit(cwd);
  expect(first).toMatchObject({ status: 1, stdout: expect.stringContaining('files were modified by this hook') });
  expect(readFileSync(join(cwd, 'a.ipynb'), 'utf8')).toContain('assert one.shape[1] == 2');
  git(cwd, 'add', '-A');
  expect(preCommit(cwd)).toMatchObject({ status: 0, stdout: expect.stringContaining('Passed') });
}, 600_000);
