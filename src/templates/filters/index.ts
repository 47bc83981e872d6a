/**
 * The filters a template may use, a file for each thing they are about. Those that make code make *literals* only; those
 * that answer a question return plain data for conditions.
 */
import { CODE_FILTERS } from './code-filters.ts';
import { MODEL_FILTERS } from './model-filters.ts';
import { PICTURE_FILTERS } from './picture-filters.ts';
import { SHOWN_FILTERS } from './shown-filters.ts';
import { SOURCE_FILTERS } from './source-filters.ts';
import { TABLE_FILTERS } from './table-filters.ts';
import type { Filter } from './types.ts';
import { VALUE_FILTERS } from './value-filters.ts';

export type { Filter, FilterContext } from './types.ts';

export const FILTERS: Readonly<Record<string, Filter>> = {
  ...CODE_FILTERS,
  ...PICTURE_FILTERS,
  ...SHOWN_FILTERS,
  ...MODEL_FILTERS,
  ...SOURCE_FILTERS,
  ...TABLE_FILTERS,
  ...VALUE_FILTERS,
};
