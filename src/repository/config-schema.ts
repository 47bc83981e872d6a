/** The form of a configuration. Loaded only when there is one. */
import { z } from 'zod';
import { CHECKS, CONFIDENCES, STRICTNESSES } from '../templates/index.ts';

const texts = z.array(z.string().min(1));

const settings = {
  strictness: z.enum(STRICTNESSES).optional().describe('Which form of an assert is offered first.'),
  'strictness-by-check': z
    .partialRecord(z.enum(CHECKS), z.enum(STRICTNESSES))
    .optional()
    .describe('The same for single kinds of check; wins over `strictness`.'),
  'min-confidence': z.enum(CONFIDENCES).optional().describe('Leaves out proposals below this confidence.'),
  check: z.array(z.enum(CHECKS)).optional().describe('Only these kinds of check.'),
  template: texts.optional().describe('Only these templates; `shape/*` means all of shape.'),
  placement: z.enum(['new-cell', 'inline']).optional().describe('Where asserts go.'),
  notes: z.enum(['none', 'short', 'full']).optional().describe('How much the note above an assert says.'),
  'cell-tags': texts.optional().describe('Further tags for inserted cells.'),
  redact: z
    .boolean()
    .optional()
    .describe('Keeps every literal from outputs out of asserts, notes and reports.'),
};

export const overrideSchema = z.strictObject({
  path: z
    .union([z.string().min(1), texts.min(1)])
    .describe('Which notebooks: patterns as in .gitignore, relative to the folder of the configuration.'),
  ...settings,
});

export const configSchema = z.strictObject({
  ...settings,
  'template-folders': texts
    .optional()
    .describe('Folders with templates of your own, relative to the folder of the configuration.'),
  include: texts.optional().describe('Only notebooks that one of these patterns matches.'),
  exclude: texts.optional().describe('No notebooks that one of these patterns matches.'),
  overrides: z
    .array(overrideSchema)
    .optional()
    .describe('Other settings for some notebooks; the last one that matches wins.'),
});

export type ConfigData = z.infer<typeof configSchema>;
export type SettingsData = Omit<z.infer<typeof overrideSchema>, 'path'>;

/** The keys that a configuration may have, for the nearest one. */
export const CONFIG_KEYS: readonly string[] = Object.keys(configSchema.shape);
export const OVERRIDE_KEYS: readonly string[] = Object.keys(overrideSchema.shape);
