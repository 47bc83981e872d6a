// Packs the package, installs it into an empty folder as a user would, and runs the command on a fixture.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'nbassert-package-'));

function run(command, args, cwd) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

try {
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], root),
  );
  const stray = files
    .map((file) => file.path)
    .filter((path) => !/^(dist|templates|workshops)\/|^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(path));
  if (stray.length > 0) throw new Error(`the package holds what it should not: ${stray.join(', ')}`);

  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', join(folder, filename)], folder);

  const notebook = readdirSync(join(root, 'fixtures')).find((name) => name.endsWith('.ipynb'));
  const scan = run(
    'npx',
    ['nbassert', 'scan', '--format', 'ndjson', join(root, 'fixtures', notebook)],
    folder,
  );
  const summary = JSON.parse(scan.trimEnd().split('\n').at(-1));
  if (summary.type !== 'summary' || Object.values(summary.proposals).length === 0)
    throw new Error(`the installed command found nothing in ${notebook}`);

  const library = `import { propose, readNotebook } from 'nbassert'; console.log(typeof propose, typeof readNotebook);`;
  const types = run(process.execPath, ['--input-type=module', '-e', library], folder).trim();
  if (types !== 'function function') throw new Error(`the library exports ${types}`);
  console.log(`${filename}: ${files.length} files, installs and runs`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
