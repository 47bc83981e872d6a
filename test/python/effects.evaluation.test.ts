import { describe, expect, it } from 'vitest';
import { evaluationOf } from '../../src/python/index.ts';
import { marked } from './effects-cases.ts';
import { EVALUATIONS } from './effects-evaluations.ts';

describe('evaluationOf', () => {
  it.each(EVALUATIONS)('$1 is $0', (kind, subject, before) => {
    const { code, names, expression } = marked([`${before}\n§${subject}`], subject);
    const found = evaluationOf(expression, code, names);
    expect(found.kind).toEqual(kind);
    expect(found.why === '').toEqual(kind === 'free');
  });
});
