import { execFileSync } from 'node:child_process';
import { pythonPath } from '../python.ts';

/** Runs a Python script once over a list of values; the script reads `items` and puts its answer into `result`. */
export function askPython<T>(script: string, items: readonly unknown[]): T {
  const program = `import ast, json, sys\nitems = json.load(sys.stdin)\n${script}\njson.dump(result, sys.stdout)`;
  const input = JSON.stringify(items);
  return JSON.parse(
    execFileSync(pythonPath, ['-c', program], { input, encoding: 'utf8', maxBuffer: 1e8 }),
  ) as T;
}
