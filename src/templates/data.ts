/**
 * What stands in a template file, as plain data. `schema.ts` holds the same as a zod schema that checks files and gives
 * the JSON Schema; a type test keeps the two equal. This file has no imports that cost start-up time.
 */

/** Keys of a template file, in the one order in which all files have them. */
export const KEY_ORDER = [
  'id',
  'check',
  'summary',
  'why',
  'confidence',
  'doubt',
  'match',
  'through',
  'fallback',
  'evidence',
  'facts',
  'assume',
  'assert',
  'actual',
  'message',
  'note',
  'probe',
  'examples',
] as const;

/** What an expression bound to a metavariable has to be. All of those given have to hold. */
export interface LimitData {
  /** Kind of expression. */
  readonly kind?: string | readonly string[] | undefined;
  /** The same for what it is defined as, when it is a name with one visible definition. */
  readonly value?: string | readonly string[] | undefined;
  /** Words that its name in the code must, or must not, hold. */
  readonly words?: readonly string[] | undefined;
  readonly 'not-words'?: readonly string[] | undefined;
  /** Its definition, or the definition it is unpacked from, is a call of one of these. */
  readonly from?: string | readonly string[] | undefined;
  /** It is exactly one of these, as written. */
  readonly text?: string | readonly string[] | undefined;
}

/** All of those given have to hold for the same expression. */
export interface MatchObject {
  readonly pattern?: string | undefined;
  readonly any?: readonly MatchData[] | undefined;
  readonly all?: readonly MatchData[] | undefined;
  readonly not?: readonly MatchData[] | undefined;
  /** Two values shown in one cell, in either order: the patterns of both. */
  readonly pair?: readonly [string, string] | undefined;
  readonly where?: Readonly<Record<string, LimitData>> | undefined;
  readonly words?: readonly string[] | undefined;
  readonly 'not-words'?: readonly string[] | undefined;
  readonly mechanism?: readonly string[] | undefined;
}
export type MatchData = string | MatchObject;

export interface ThatData {
  readonly that: string;
  readonly when?: string | undefined;
  readonly actual?: string | undefined;
  readonly message?: string | undefined;
}
export type VariantData = string | readonly (string | ThatData)[];

export interface ExampleOutput {
  /** Text of the standard output. */
  readonly stdout?: string | undefined;
  /** `text/plain` and `text/html` of the cell's result. */
  readonly result?: string | undefined;
  readonly html?: string | undefined;
}

export interface ExampleData {
  /** The reason why this example is here. */
  readonly name: string;
  /** Code of cells in front, which ran and showed nothing. */
  readonly before?: string | undefined;
  readonly cell: string;
  /** Text: standard output for prints and printing calls, otherwise the result. */
  readonly output?: string | ExampleOutput | undefined;
  /** Exactly these variants come out; text as written into the notebook. */
  readonly asserts?:
    | {
        readonly strict?: string | undefined;
        readonly balanced?: string | undefined;
        readonly lenient?: string | undefined;
      }
    | undefined;
  /** Nothing comes out, and this is why. */
  readonly refuses?: string | undefined;
  /** Nothing comes out although something should. */
  readonly 'known-miss'?: string | undefined;
}

export interface TemplateData {
  readonly id: string;
  readonly check: string;
  readonly summary: string;
  readonly why: string;
  readonly confidence: 'low' | 'medium' | 'high';
  /** Conditions, each of which lowers the confidence by a step, with the reason a reader sees. */
  readonly doubt?: readonly { readonly when: string; readonly because: string }[] | undefined;
  readonly match: MatchData;
  /** Whether a variable also matches through its one visible definition; default true. */
  readonly through?: boolean | undefined;
  /** Proposes only where no other template has something to say about the subject; default false. */
  readonly fallback?: boolean | undefined;
  readonly evidence: {
    readonly kind: string | readonly string[];
    readonly when?: string | readonly string[] | undefined;
  };
  readonly facts: readonly string[];
  readonly assume: string;
  readonly assert: {
    readonly strict?: VariantData | undefined;
    readonly balanced?: VariantData | undefined;
    readonly lenient?: VariantData | undefined;
  };
  readonly actual?: string | undefined;
  readonly message?: string | undefined;
  readonly note: string;
  readonly probe?: string | undefined;
  readonly examples: readonly ExampleData[];
}
