/** The ready workshops, made by the command from their notebooks. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../cli/io.ts';
import { ROOT } from './generated.ts';

/** Folder below workshops/, its notebook, and the flags that it is built with. */
export const READY = [
  {
    folder: 'from-looking-to-checking',
    notebook: 'looking.ipynb',
    flags: ['--cells', '2,3,4,6,8,9,12,15,17,20', '--minutes', '60'],
  },
  {
    folder: 'what-a-pipeline-takes-for-granted',
    notebook: 'pipeline.ipynb',
    flags: ['--cells', '2,3,4,6,8,9,11,13,14,18,20', '--minutes', '90', '--level', 'advanced'],
  },
] as const;

/** Every file that `workshop build` makes, by its path in the project. */
export async function workshopFiles(): Promise<[string, string][]> {
  const made: [string, string][] = [];
  for (const { folder, notebook, flags } of READY) {
    const out = mkdtempSync(join(tmpdir(), 'nbassert-workshop-'));
    try {
      const source = join('workshops', folder, notebook);
      const { code, stderr } = await runCli(['workshop', 'build', source, '--out', out, ...flags], { cwd: ROOT });
      if (code !== 0) throw new Error(`${folder} cannot be built: ${stderr}`);
      const names = readdirSync(out).filter((name) => name !== 'data');
      for (const name of names) made.push([`workshops/${folder}/${name}`, readFileSync(join(out, name), 'utf8')]);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  }
  return made;
}
