import { describe, expect, test } from 'vitest';
import { type Circumstances, confidenceOf } from '../../src/proposals/confidence.ts';
import type { Suggestion } from '../../src/templates/index.ts';

const NOTHING: Circumstances = { reading: '', freshness: undefined, isRepeated: false, isLoosened: false, isTightened: false };
const LONG = `assert ${'x'.repeat(104)}`;
const SENTENCE = 'The expression is long: with a name of its own, the assert would be easy to read.';
const REPEATED = 'Nearly the same assert is proposed further up, in front of a change.';

const LOOSENED = 'It differs from run to run, so only the least of it is asserted.';
const TIGHTENED = 'The usual form cannot be written here: this one holds what was seen, exactly.';

describe('doubts take confidence', () => {
  test.each<[string, Suggestion['confidence'], string, Partial<Circumstances>, string, string[]]>([
    ['none', 'high', 'assert x', {}, 'high', []],
    ['a reading that is not sure', 'high', 'assert x', { reading: 'Cut.' }, 'medium', ['Cut.']],
    ['outputs of this code', 'high', 'assert x', { freshness: { fresh: true, why: '' } }, 'high', []],
    ['outputs of other code', 'high', 'assert x', { freshness: { fresh: false, why: 'Old.' } }, 'medium', ['Old.']],
    ['said before', 'high', 'assert x', { isRepeated: true }, 'low', [REPEATED]],
    ['more than asked for', 'high', 'assert x', { isTightened: true }, 'low', [TIGHTENED]],
    ['less than asked for', 'high', 'assert x', { isLoosened: true }, 'low', [LOOSENED]],
    ['a line of 110', 'high', LONG.slice(0, 110), {}, 'high', []],
    ['a line of 111', 'high', LONG, {}, 'low', [SENTENCE]],
    ['a long line among short ones', 'high', `assert (\n${LONG}\n)`, {}, 'low', [SENTENCE]],
    ['more than there are steps', 'medium', LONG, { reading: 'Cut.', isRepeated: true }, 'low', ['Cut.', REPEATED, SENTENCE]],
  ])('%s', (_, confidence, assert, circumstances, expected, doubts) => {
    const suggestion = { confidence, doubts: ['From the template.'] } as unknown as Suggestion;
    expect(confidenceOf(suggestion, assert, { ...NOTHING, ...circumstances })).toEqual({
      confidence: expected,
      doubts: ['From the template.', ...doubts],
    });
  });
});
