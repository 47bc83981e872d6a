import { describe, expect, it } from 'vitest';
import { printSkeleton } from '../../../src/evidence/unprint/skeleton/skeleton.ts';
import type { SlotType } from '../../../src/evidence/unprint/skeleton/slots.ts';
import { findFeedback } from '../../../src/feedback/index.ts';
import { parseCell } from '../../../src/python/index.ts';

/** The skeleton of the one print of a source: literals as they are, slots as `‹source:type›`. */
function skeleton(source: string): unknown {
  const cell = parseCell(source, 0);
  const call = findFeedback(cell).find(({ mechanism }) => mechanism === 'print')!.expression.node;
  const printed = printSkeleton(call, cell.code, new Map());
  if (typeof printed === 'string') return printed;
  return printed.map((piece) => {
    if (typeof piece === 'string') return piece;
    const span = piece.spans.at(-1);
    return `‹${span ? source.slice(span.from, span.to) : ''}:${piece.type satisfies SlotType}›`;
  });
}

describe('printSkeleton', () => {
  it.each<[string, unknown]>([
    ['print()', ['\n']],
    ['print("a")', ['a\n']],
    ['print("a", 1, True, None, 0.5)', ['a 1 True None 0.5\n']],
    ['print(1e3)', ['‹1e3:number›', '\n']],
    ['print(x)', ['‹x:any›', '\n']],
    ['print("a", x, "b")', ['a ', '‹x:any›', ' b\n']],
    ['print(x, y, sep="")', ['‹x:any›', '‹y:any›', '\n']],
    ['print(x, end="")', ['‹x:any›']],
    ['print("-" * 3)', ['---\n']],
    ['print("-" * n)', ['‹"-" * n:repeat›', '\n']],
    ['print("a" "b" + str((x)) + "c")', ['ab', '‹x:any›', 'c\n']],
    [
      'print(len(x), x.shape, x.shape[0], type(x), x in y)',
      [
        '‹len(x):int›',
        ' ',
        '‹x.shape:tuple›',
        ' ',
        '‹x.shape[0]:int›',
        ' ',
        '‹type(x):type›',
        ' ',
        '‹x in y:bool›',
        '\n',
      ],
    ],
    ['print(f"{{a}} {x:.2f}|{y!r}|{z}")', ['{a} ', '‹x:number›', '|', '‹y:any›', '|', '‹z:any›', '\n']],
    ['print(f"{x = }")', ['x = ', '‹x:any›', '\n']],
    ['print(rf"\\d{x}")', ['\\d', '‹x:any›', '\n']],
    ['print("%s 100%% %d" % (a, b))', ['‹a:any›', ' 100% ', '‹b:int›', '\n']],
    ['print("%(k)s" % {"k": v})', ['‹v:any›', '\n']],
    ['print("%s %s" % t)', ['‹"%s %s" % t:any›', '\n']],
    ['print("%*d" % (w, x))', ['‹"%*d" % (w, x):any›', '\n']],
    ['print("{} {k:.1%} {0}".format(a, k=b))', ['‹a:any›', ' ', '‹b:number›', ' ', '‹a:any›', '\n']],
    ['print(format(a, ".1%"))', ['‹a:number›', '\n']],
    ['print(format(a))', ['‹a:any›', '\n']],
    ['print("p: " + "{:.1f}".format(a * 100) + "%")', ['p: ', '‹a * 100:number›', '%\n']],
    ['print("{0.name}".format(a))', ['‹:any›', '\n']],
    ['print("{".format(a))', ['‹"{".format(a):any›', '\n']],
    ['print("\\u00e9\\t\\x41")', ['é\tA\n']],
    ['print(*xs)', ['‹xs:any›', '\n']],
    ['print(x, **options)', 'unknown'],
    ['print(x, sep=s)', 'unknown'],
    ['print("\\r", x)', 'unknown'],
    ['print(x, file=log)', 'nothing'],
    ['print(a + b)', ['‹a + b:any›', '\n']],
  ])('%s', (source, expected) => {
    expect(skeleton(source)).toEqual(expected);
  });
});
