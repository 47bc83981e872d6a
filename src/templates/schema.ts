/** The form of a template file, for checking and for editors. Loaded only when YAML is read. */
import { z } from 'zod';
import { CHECKS, CONFIDENCES } from './types.ts';

const EVIDENCE_KINDS = [
  'scalar',
  'sequence',
  'mapping',
  'table',
  'series',
  'array',
  'dtype',
  'type',
  'object',
  'report',
  'figure',
  'text',
] as const;
const EXPRESSION_KINDS = [
  'name',
  'attribute',
  'subscript',
  'call',
  'string',
  'number',
  'comparison',
  'operation',
  'dictionary',
] as const;

const text = z.string().min(1);
const condition = text.describe('A Liquid expression: evidence.items.size == 2');
const words = z.array(text).min(1);
const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

const limit = z.strictObject({
  kind: oneOrMore(z.enum(EXPRESSION_KINDS)).optional(),
  value: oneOrMore(z.enum(EXPRESSION_KINDS)).optional(),
  words: words.optional(),
  'not-words': words.optional(),
  from: oneOrMore(text).optional(),
  text: oneOrMore(text).optional(),
});

const matchObject = z.strictObject({
  pattern: text.optional().describe('Python with metavariables: $X one expression, $...ARGS any arguments'),
  get any() {
    return z.array(match).min(1).optional();
  },
  get all() {
    return z.array(match).min(1).optional();
  },
  get not() {
    return z.array(match).min(1).optional();
  },
  pair: z.tuple([text, text]).optional().describe('Two values shown in one cell, in either order'),
  where: z.record(z.string(), limit).optional().describe('Limits on metavariables, by name without $'),
  words: words
    .optional()
    .describe('Words or phrases of the label beside the value, or of its name; lower case'),
  'not-words': words.optional(),
  mechanism: z
    .array(z.enum(['last-cell', 'print', 'display', 'printing-call', 'plot']))
    .min(1)
    .optional(),
});
const match: z.ZodType<import('./data.ts').MatchData> = z.union([text, matchObject]);

const that = z.strictObject({
  that: text,
  when: condition.optional(),
  actual: text.optional(),
  message: text.optional(),
});
const variant = z.union([text, z.array(z.union([text, that])).min(1)]);

const example = z
  .strictObject({
    name: text,
    before: text.optional(),
    cell: text,
    output: z
      .union([
        z.string(),
        z.strictObject({
          stdout: z.string().optional(),
          result: z.string().optional(),
          html: z.string().optional(),
        }),
      ])
      .optional(),
    asserts: z
      .strictObject({ strict: text.optional(), balanced: text.optional(), lenient: text.optional() })
      .optional(),
    refuses: text.optional(),
    'known-miss': text.optional(),
  })
  .refine(
    (value) =>
      [value.asserts, value.refuses, value['known-miss']].filter((it) => it !== undefined).length === 1,
    {
      message: 'one of asserts, refuses, known-miss',
    },
  );

export const templateSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z-]{0,40}\/[a-z0-9][a-z0-9-]{0,60}$/, 'check/name in lower case with hyphens'),
  check: z.enum(CHECKS),
  summary: z.string().min(1).max(120),
  why: z
    .string()
    .min(40)
    .describe(
      'The lesson: what the look checks, what a healthy re-run may change, what must not be asserted',
    ),
  confidence: z.enum(CONFIDENCES),
  doubt: z
    .array(z.strictObject({ when: condition, because: text }))
    .min(1)
    .optional(),
  match,
  through: z
    .boolean()
    .optional()
    .describe('Whether a variable also matches through its definition; default true'),
  fallback: z
    .boolean()
    .optional()
    .describe('Proposes only where no other template has something to say about the subject; default false'),
  evidence: z.strictObject({
    kind: oneOrMore(z.enum(EVIDENCE_KINDS)),
    when: oneOrMore(condition).optional(),
  }),
  facts: z.array(text).min(1),
  assume: text,
  assert: z
    .strictObject({ strict: variant.optional(), balanced: variant.optional(), lenient: variant.optional() })
    .refine((value) => Object.values(value).some((it) => it !== undefined), {
      message: 'at least one strictness',
    }),
  actual: text.optional(),
  message: text.optional(),
  note: text,
  probe: text.optional(),
  examples: z.array(example).min(1),
});

/** JSON Schema (draft 2020-12) of a template file, as `templates/schema.json` holds it. */
export function templateJsonSchema(): unknown {
  return {
    ...z.toJSONSchema(templateSchema, { io: 'input' }),
    title: 'nbassert template',
    description:
      'One file templates/<check>/<name>.yaml: a code pattern, the evidence it needs, the assumption, the assert and the note.',
  };
}
