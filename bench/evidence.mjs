import { loadBuiltin, propose, readNotebook } from '../dist/index.js';
import { cpuOf } from './measure.mjs';

const SIZES = [1, 10, 100];
/** How many lines of output the smallest has. */
const LINES = 1000;

/** Outputs of one kind, `times` as long. */
const KINDS = {
  'printed lines': (times) => [
    'for i in range(n):\n    print("step", i, "loss:", loss)',
    stream(Array.from({ length: LINES * times }, (_, at) => `step ${at} loss: 0.${at}\n`)),
  ],
  'a nested list': (times) => [
    'x',
    result(
      `[${Array(LINES * times)
        .fill('[1, 2.5]')
        .join(', ')}]`,
    ),
  ],
  'an HTML table': (times) => ['df', table(LINES * times)],
};

/** CPU for 10 × and 100 × the output, in units of growth: 1 is linear, and a square would be 10. */
export async function evidence() {
  const library = await loadBuiltin();
  return Object.entries(KINDS).flatMap(([kind, make]) => {
    const cpu = SIZES.map((times) => {
      const text = notebook(make(times));
      return cpuOf(() => propose(readNotebook(text), library), 3);
    });
    return [1, 2].map((at) => ({
      what: `${kind}: ${SIZES[at]}× / ${SIZES[at - 1]}×, a step`,
      value: cpu[at] / Math.max(cpu[at - 1], 1) / 10,
      limit: 2,
      unit: '×',
    }));
  });
}

function stream(lines) {
  return { output_type: 'stream', name: 'stdout', text: lines };
}

function result(text, more = {}) {
  return {
    output_type: 'execute_result',
    execution_count: 1,
    metadata: {},
    data: { 'text/plain': text, ...more },
  };
}

function table(rows) {
  const body = Array.from({ length: rows }, (_, at) => `<tr><th>${at}</th><td>${at}.5</td></tr>`).join('\n');
  const html = `<table><thead><tr><th></th><th>a</th></tr></thead><tbody>${body}</tbody></table>`;
  return result('...', { 'text/html': html });
}

function notebook([source, output]) {
  const cell = { cell_type: 'code', execution_count: 1, metadata: {}, outputs: [output], source };
  return JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 4 });
}
