import { describe, expect, it } from 'vitest';
import { firstChange } from '../../src/python/index.ts';
import { marked } from './effects-cases.ts';
import { CHANGES } from './effects-changes.ts';

describe('firstChange, to the end of the notebook', () => {
  it.each(CHANGES)('$why', ({ cells, subject, change }) => {
    const { code, names, expression, sources } = marked(cells, subject);
    const after = { cell: expression.cell.index, offset: expression.node.to };
    const before = { cell: sources.length, offset: 0 };
    const found = firstChange(expression, { after, before }, code, names);
    expect(found?.why.replace(/ in cell (\d+), line (\d+)$/, ' @$1:$2') ?? null).toEqual(change);
  });
});
