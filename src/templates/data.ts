/**
 * What stands in a template file, as plain data. `schema.ts` says it once, for checks and types alike; only types are
 * imported here, so that a bundle of checked templates loads without it.
 */
import type { z } from 'zod';
import type { exampleSchema, limitSchema, templateSchema, thatSchema, variantSchema } from './schema.ts';

/** What an expression bound to a metavariable has to be. All of those given have to hold. */
export type LimitData = z.infer<typeof limitSchema>;

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

export type ThatData = z.infer<typeof thatSchema>;
export type VariantData = z.infer<typeof variantSchema>;
export type ExampleData = z.infer<typeof exampleSchema>;
export type ExampleOutput = Exclude<ExampleData['output'], string | undefined>;
export type TemplateData = z.infer<typeof templateSchema>;
export type UnseenData = NonNullable<TemplateData['unseen']>;
