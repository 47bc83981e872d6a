/** Filters that answer what models, their scores and reports say; see models.ts. */
import {
  clearEffects,
  coefficientOf,
  explainedShare,
  fittedAttribute,
  lossesFall,
  moduleClasses,
  moduleParameters,
  namedMetrics,
  pValue,
  rarestSupport,
  weakestClass,
} from './models.ts';
import { Code } from '../code.ts';
import { wordsOfText } from '../words.ts';
import { bare } from '../questions.ts';
import type { Filter } from './types.ts';

/** Names of scores by the word that stands for them in code and labels. */
const METRICS: ReadonlyMap<string, string> = new Map([
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['sensitivity', 'sensitivity'],
  ['specificity', 'specificity'],
  ['f1', 'F1 score'],
  ['f1score', 'F1 score'],
  ['fbeta', 'F-beta score'],
  ['jaccard', 'Jaccard score'],
]);

export const MODEL_FILTERS: Readonly<Record<string, Filter>> = {
  /** `{{ subject | metric_name: words }}`: what a score is called, by its code or else by the words around it. */
  metric_name: (_context, subject, words) => {
    const own = Code.is(subject) ? wordsOfText(subject.shown) : [];
    const around = Array.isArray(words) ? words.map(String) : [];
    const known = [...own, ...around].find((word) => METRICS.has(word));
    return bare(METRICS.get(known ?? '') ?? 'score');
  },
  scores_in: (_context, value) => namedMetrics(value, 'scores').map((it) => it.name),
  /** The first of the scores, of the errors: `name`, `value`; null when there is none. */
  first_score: (_context, value) => namedMetrics(value, 'scores')[0] ?? null,
  first_error: (_context, value) => namedMetrics(value, 'errors')[0] ?? null,
  /** Whether the first of the scores lies below one half: it may be no better than chance. */
  is_at_chance: (_context, value) => (namedMetrics(value, 'scores')[0]?.value ?? 1) < 0.5,
  errors_in: (_context, value) => namedMetrics(value, 'errors').map((it) => it.name),
  /** The class of a classification report that is found least often; see models.ts. */
  weakest_class: (_context, value) => weakestClass(value),
  /** How many rows the rarest class of a report has. */
  rarest_support: (_context, value) => rarestSupport(value),
  /** What components explain together; whether a history's loss falls; which numbers are above 0. See models.ts. */
  explained: (_context, value) => explainedShare(value),
  losses_fall: (_context, value) => lossesFall(value),
  /** `evidence | clear_effects: 'positive'`: coefficients of a regression that are surely not zero. */
  clear_effects: (_context, value, direction) => clearEffects(value, direction),
  /** Whether some terms of a regression are levels of a category, which the data gives: `C(sex)[T.male]`. */
  have_levels: (_context, names) => Array.isArray(names) && names.some((name) => typeof name === 'string' && /\[.+\]$/.test(name)),
  /** p-value and coefficient of a test's result; null when it has none. */
  p_value: (_context, value) => pValue(value),
  coefficient: (_context, value) => coefficientOf(value),
  /** An attribute that an estimator of this class has once it is fitted; null when not known. */
  fitted_attribute: (_context, name) => fittedAttribute(String(name)),
  /** Classes of the layers in a PyTorch module, and its number of parameters; null when it cannot be told. */
  module_classes: (_context, value) => moduleClasses(value),
  module_parameters: (_context, value) => moduleParameters(value),
};
