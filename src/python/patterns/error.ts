/** Wrong pattern: `offset` (from 0) is where in the pattern, `expected` what would be right. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  readonly offset: number;
  readonly expected: string;
  constructor(message: string, offset: number, expected: string) {
    super(message);
    this.offset = offset;
    this.expected = expected;
  }
}
