import { execFileSync } from 'node:child_process';
import { pythonPath } from '../python.ts';

const SCRIPT = `
import ast, json, sys, warnings
warnings.simplefilter("ignore")
from IPython.core.inputtransformer2 import TransformerManager
for line in sys.stdin:
    try:
        transformed = TransformerManager().transform_cell(json.loads(line))
        tree = ast.parse(transformed)
        print(json.dumps([type(node).__name__ for node in tree.body]))
    except Exception:
        print("null")
`;

/** What CPython makes of each cell after IPython's transformer: the kinds of its statements, or null when it refuses. */
export function cpythonStatements(cells: readonly string[]): (string[] | null)[] {
  const input = cells.map((cell) => `${JSON.stringify(cell)}\n`).join('');
  const output = execFileSync(pythonPath, ['-c', SCRIPT], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as string[] | null);
}
