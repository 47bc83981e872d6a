/**
 * The form of a template file: for checking, for editors, and for the types in `data.ts`. Loaded only when YAML is read.
 * Keys stand in all files in the order in which they stand here.
 */
import { z } from 'zod';
import { CHECKS, CONFIDENCES } from './vocabulary.ts';

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

export const limitSchema = z.strictObject({
  kind: oneOrMore(z.enum(EXPRESSION_KINDS)).optional().describe('Kind of expression'),
  value: oneOrMore(z.enum(EXPRESSION_KINDS))
    .optional()
    .describe('Kind of what it is defined as, when it is a name with one visible definition'),
  words: words.optional().describe('Words that its name in the code must hold'),
  'not-words': words.optional().describe('Words that its name in the code must not hold'),
  from: oneOrMore(z.string().regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'a dotted name without a call: sklearn.svm.SVC'))
    .optional()
    .describe('It, or the definition it is unpacked from, is the result of one of these'),
  text: oneOrMore(text).optional().describe('It is exactly one of these, as written'),
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
  where: z.record(z.string(), limitSchema).optional().describe('Limits on metavariables, by name without $'),
  words: words
    .optional()
    .describe('Words or phrases of the label beside the value, or of its name; lower case'),
  'not-words': words.optional(),
  mechanism: z
    .array(z.enum(['last-cell', 'print', 'display', 'printing-call', 'plot', 'silent']))
    .min(1)
    .optional(),
});
const match: z.ZodType<import('./data.ts').MatchData> = z.union([text, matchObject]);

export const thatSchema = z.strictObject({
  that: text,
  when: condition.optional(),
  actual: text.optional(),
  message: text.optional(),
});
export const variantSchema = z.union([text, z.array(z.union([text, thatSchema])).min(1)]);

const output = z.union([
  z.string(),
  z.strictObject({
    stdout: z.string().optional(),
    result: z.string().optional(),
    html: z.string().optional(),
  }),
]);

export const exampleSchema = z
  .strictObject({
    name: text,
    before: text.optional(),
    cell: text,
    output: output.optional().describe('Text: standard output for prints, otherwise the result'),
    elsewhere: z
      .array(z.strictObject({ cell: text, output: output.optional(), below: z.boolean().optional() }))
      .min(1)
      .optional()
      .describe('Other cells that ran: in front of the cell, or below it'),
    said: z.array(text).optional().describe('Facts that are said already, as `facts` of templates call them'),
    probed: text.optional().describe("What a kernel answered to the template's probe, as repr gives it"),
    asserts: z
      .strictObject({ strict: text.optional(), balanced: text.optional(), lenient: text.optional() })
      .optional(),
    confidence: z.enum(CONFIDENCES).optional().describe('What it comes to with the doubts of the template'),
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
    .array(
      z
        .strictObject({
          when: condition.optional(),
          match: match.optional().describe('Code that the subject is, or is visibly defined as'),
          because: text,
          steps: z.literal(2).optional().describe('How many steps of confidence it takes; default 1'),
        })
        .refine((it) => (it.when === undefined) !== (it.match === undefined), {
          message: 'one of when, match',
        }),
    )
    .min(1)
    .optional(),
  match,
  through: z
    .boolean()
    .optional()
    .describe('Whether a variable also matches through its definition; default true'),
  fallback: z
    .union([z.boolean(), z.literal('last')])
    .optional()
    .describe(
      'Proposes only where no other template has something to say about the subject, with `last` no other fallback either; default false',
    ),
  evidence: z.strictObject({
    kind: oneOrMore(z.enum(EVIDENCE_KINDS)),
    when: oneOrMore(condition).optional(),
    elsewhere: z
      .array(z.strictObject({ pattern: oneOrMore(text), kind: oneOrMore(z.enum(EVIDENCE_KINDS)) }))
      .min(1)
      .optional()
      .describe(
        'Statements that say something about the same, unchanged object, for feedback that shows no value (a plot); metavariables of `match` mean the same here',
      ),
  }),
  facts: z.array(text).min(1),
  assume: text,
  assert: z
    .strictObject({
      strict: variantSchema.optional(),
      held: variantSchema
        .optional()
        .describe(
          'The balanced assert where the value is the same on every run and its data does not refresh by itself: a fixed data set, a file that the code names',
        ),
      balanced: variantSchema.optional(),
      lenient: variantSchema.optional(),
    })
    .refine((value) => Object.values(value).some((it) => it !== undefined), {
      message: 'at least one strictness',
    }),
  actual: text.optional(),
  message: text.optional(),
  note: text,
  'any-draw': z
    .literal(true)
    .optional()
    .describe('What it asserts of something random holds whichever rows are drawn, and needs no second look; default false'),
  'made-data': z
    .literal(true)
    .optional()
    .describe('It is worth as much of data that the code itself makes or draws, as a relation or a proof is; default false'),
  unseen: z
    .strictObject({ assume: text, that: text, actual: text, message: text })
    .optional()
    .describe('What can be asserted without any output; needs no literal, and its confidence is low'),
  probe: text
    .optional()
    .describe(
      'A Python expression without side effects that a kernel evaluates where no output says anything; a dict of named numbers and texts comes back as evidence of kind `mapping`',
    ),
  examples: z.array(exampleSchema).min(1),
});

/** Keys of a template file, in the one order in which all files have them. */
export const KEY_ORDER: readonly string[] = Object.keys(templateSchema.shape);

/** JSON Schema (draft 2020-12) of a template file, as `templates/schema.json` holds it. */
export function templateJsonSchema(): unknown {
  return {
    ...z.toJSONSchema(templateSchema, { io: 'input' }),
    title: 'nbassert template',
    description:
      'One file templates/<check>/<name>.yaml: a code pattern, the evidence it needs, the assumption, the assert and the note.',
  };
}
