import { describe, expect, it } from 'vitest';
import { align } from '../../../src/evidence/unprint/alignment/align.ts';
import { buildAutomaton } from '../../../src/evidence/unprint/alignment/automaton.ts';
import type { Emission } from '../../../src/evidence/unprint/emission.ts';
import { type Piece, type SlotType, slot } from '../../../src/evidence/unprint/skeleton/slots.ts';
import { read, stdout, texts } from '../helpers.ts';

const write = (...pieces: Piece[]): Emission => ({
  kind: 'write',
  pieces,
  write: { from: 0, to: 0, cell: 0, bindings: [] },
});
const any = slot('any', []);
const of = (type: SlotType) => slot(type, []);

/** What is certain of a text, as pieces of it; or how it does not fit. */
function placed(emission: Emission, text: string): unknown {
  const { fits, placed: found } = align(buildAutomaton(emission)!, text);
  return fits === 'yes' ? found.map(({ from, to }) => text.slice(from, to)) : fits;
}

describe('align', () => {
  it.each<[string, Emission, string, unknown]>([
    ['a slot to the end', write('a ', any, '\n'), 'a b\nc\n', ['b\nc']],
    ['literal that is not there', write('a ', any, '\n'), 'b 1\n', 'no'],
    ['two ways', write(any, ' ', any, '\n'), '1 2 3\n', []],
    ['the one that is certain of three', write('x', of('int'), any, ' ', any), 'x7a b c', ['7']],
    ['numbers side by side', write(of('number'), ' ', of('number'), '\n'), '-1.5e3 nan\n', ['-1.5e3', 'nan']],
    ['a number that is none', write(of('number'), '\n'), '1.2.3\n', 'no'],
    ['shape', write(of('tuple'), '\n'), '(3, 4)\n', ['(3, 4)']],
    ['a round each', { kind: 'repeat', body: write('n ', of('int'), '\n') }, 'n 1\nn 22\n', ['1', '22']],
    ['rounds without a border', { kind: 'repeat', body: write(of('int')) }, '123', []],
    [
      'brackets close',
      write(of('complete'), ' ', of('complete'), '\n'),
      "[1, '] ['] {2: (3)}\n",
      ["[1, '] [']", '{2: (3)}'],
    ],
    ['brackets that do not', write(of('complete'), '\n'), '[1, 2\n', 'no'],
    ['nothing written', { kind: 'choice', options: [write('a'), { kind: 'sequence', parts: [] }] }, '', []],
  ])('%s', (_name, emission, text, expected) => {
    expect(placed(emission, text)).toEqual(expected);
  });
});

describe('large outputs', () => {
  const source = "for i in xs:\n    print('step', i, 'loss:', loss)\nprint('done', n)";
  const log = (lines: number) =>
    `${Array.from({ length: lines }, (_, i) => `step ${i} loss: ${i / 8}\n`).join('')}done 5\n`;
  const seconds = (text: string): number => {
    const began = performance.now();
    read(source, [stdout(text)]);
    return (performance.now() - began) / 1000;
  };

  it('reads 100 000 lines in time that grows with their number only', () => {
    seconds(log(1000));
    const [short, long] = [log(10_000), log(100_000)].map(seconds) as [number, number];
    expect(texts(read(source, [stdout(log(100_000))])[1]!)).toEqual(['5']);
    expect(long).toBeLessThan(40 * Math.max(short, 0.05));
  });

  it.each<[string, string]>([
    ['one endless line', 'x '.repeat(3_000_000)],
    ['open brackets', '['.repeat(2_000_000)],
    ['blank lines', '\n'.repeat(2_000_000)],
    ['almost the label', 'ste'.repeat(1_000_000)],
    ['50 MB', 'step 1 loss: 2\n'.repeat(3_500_000)],
  ])('refuses or reads in seconds: %s', (_name, text) => {
    expect(seconds(text)).toBeLessThan(20);
    const began = performance.now();
    read('print(a, b)\nprint(c)\nif d:\n    print(e, f)', [stdout(text)]);
    expect((performance.now() - began) / 1000).toBeLessThan(20);
  });
});
