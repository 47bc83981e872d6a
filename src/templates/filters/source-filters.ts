/** Filters that answer what an expression of the notebook is, from its text and from what the notebook does with it. */
import { Code } from '../code.ts';
import { isEvidence } from '../literals.ts';
import { areOwnSizes } from '../own-sizes.ts';
import { isOfOneThing, isOfTrainingPart, isPersonal, isPValue, isScaled, signSaysNothing, partOf, plain } from '../questions.ts';
import { wordsOfText } from '../words.ts';
import { nameOfClass } from './code-filters.ts';
import type { Filter } from './types.ts';

export const SOURCE_FILTERS: Readonly<Record<string, Filter>> = {
  /** Whether the notebook has a name for it. */
  is_reachable: (context, dotted) => nameOfClass(context, String(dotted)) !== null,
  /** Whether two names speak of the same part of a split: `X_train` and `y_train`. */
  same_part: (_context, value, other) => partOf(value) === partOf(other),
  /** `A | one_thing: B`: whether two names differ in the part of a split only. */
  one_thing: (_context, value, other) => Code.is(value) && Code.is(other) && isOfOneThing(value.shown, other.shown),
  /** `subject | of_training_part: words`: whether its code and the words around it speak of the training part and of no other. */
  of_training_part: (_context, value, words) =>
    isOfTrainingPart([Code.is(value) ? value.shown : '', ...(Array.isArray(words) ? words.map(String) : [])]),
  /**
   * `subject | is_of_dummy: words`: whether an expression, or the words around it, name a dummy or a baseline: a model that looks at
   * no feature, or is there to be beaten. Predictions that are all the same are one: `np.zeros(len(y))`.
   */
  is_of_dummy: (context, value, words) =>
    Code.is(value) &&
    ([value.shown, context.definitionOf(value.shown), ...(Array.isArray(words) ? words.map(String) : [])].flatMap(wordsOfText).some((word) => DUMMIES.has(word)) ||
      /[ (.](?:zeros|ones|full)(?:_like)?\(/.test(value.shown)),
  /** Whether an expression ends in a call of one of the named functions or methods. */
  calls: (_context, value, ...names) =>
    Code.is(value) && names.some((name) => endsInCall(value.shown, String(name))),
  /** `subject | shows_year: evidence, words`: whether it is a number like a year, and its code or the words around it speak of years. */
  shows_year: (_context, value, shown, words) => {
    const number = plain(shown);
    if (typeof number !== 'number' || !Number.isInteger(number) || number < 1800 || number > 2100) return false;
    const said = [...(Code.is(value) ? wordsOfText(value.shown) : []), ...(Array.isArray(words) ? words.map(String) : [])];
    return said.includes('year') || said.includes('years');
  },
  /** `subject | is_error_rate: evidence, words`: whether a number is a share of errors, `1 - accuracy`, a zero-one loss or called a rate. */
  is_error_rate: (_context, value, shown, words) => {
    const share = plain(shown);
    const isRate = Code.is(value) && (/^1(\.0*)? - [\p{L}_]/u.test(value.shown) || (Array.isArray(words) && (words.includes('rate') || / zero one loss /.test(` ${words.join(' ')} `))));
    return isRate && typeof share === 'number' && share > 0 && share < 1;
  },
  /** Whether a condition compares with a constant only, as exercises do. */
  is_trial: (_context, value) =>
    Code.is(value) && /(==|!=|<|>|<=|>=)\s*(-?[\d.]+|'[^']*'|"[^"]*"|True|False|None)$/.test(value.shown),
  /** Whether an expression is a name or an attribute: something the author gave a name. */
  is_named: (_context, value) => Code.is(value) && /^[\p{L}_][\p{L}\d_.]*$/u.test(value.shown),
  /** Whether an expression is an attribute that a fit leaves behind, by its last letter: `model.cumulative_hazard_`. */
  is_fitted_attribute: (_context, value) => Code.is(value) && /\.[\p{L}\d_]*[\p{L}\d]_$/u.test(value.shown),
  /**
   * `evidence | labels_open: S`: whether an output leaves open what its labels are: the number 1 or the text '1', one level or several.
   * Labels of one column have one level, however many blanks are in them.
   */
  labels_open: (_context, value, column) => {
    if (!isEvidence(value) || (value.kind !== 'series' && value.kind !== 'table') || value.doubtfulLabels?.includes('index') !== true) return false;
    const isOne = Code.is(column) && /^[\p{L}_][\p{L}\d_]*\[(?:'[^']*'|"[^"]*")\]$/u.test(column.shown);
    return !isOne || value.index?.every((it) => typeof it === 'string' && / /.test(it) && !/^[-+.\d]/.test(it)) !== true;
  },
  /** Whether an expression asks for a literal in a plain name, as exercises do. */
  is_literal_test: (_context, value) =>
    Code.is(value) && /^(?:-?[\d.]+|'[^']*'|"[^"]*") (?:not )?in [\p{L}_][\p{L}\d_]*$/u.test(value.shown),
  /** Whether an expression is a name, an attribute, or a column picked from one by its name. */
  is_column: (_context, value) =>
    Code.is(value) &&
    /^[\p{L}_][\p{L}\d_.]*(?:\[(?:'[^']*'|"[^"]*")\])?(?:\.(?:head|tail)\(\d*\))?$/u.test(value.shown),
  /** The text of a plain string literal in the code; null for anything else. */
  quoted_text: (_context, value) =>
    Code.is(value) ? (/^(['"])([^'"\\]*)\1$/.exec(value.shown)?.[2] ?? null) : null,
  /** `{{ subject | assigned_name }}`: the name that its statement gives the subject; null when there is none. */
  assigned_name: (context) => {
    const name = context.assignedName();
    return name === null ? null : Code.trusted(name, true);
  },
  /** Whether an expression was shown as a table further up, and is still the same. */
  is_table: (context, value) => Code.is(value) && context.isShownAsTable(value.shown),
  /** `A | cut_with: B`: whether two names are nothing but rows that the code cut out of one table. */
  cut_with: (context, value, other) => Code.is(value) && Code.is(other) && context.areCutFromOne(value.shown, other.shown),
  /** Whether the values of a column are those that the code gives it: bins with labels, choices, clusters. */
  given_by_code: (context, value) => Code.is(value) && context.areGiven(value.shown),
  /** The same of the first of some arguments, `pd.crosstab(df['band'], …)`, and of what a table is grouped by: `Y | groups_given_by_code: A`. */
  first_given_by_code: (context, value) => Code.is(value) && context.areGiven(firstOf(value.shown)),
  groups_given_by_code: (context, value, given) =>
    Code.is(value) && Code.is(given) && context.areGiven(`${value.shown}[${firstOf(given.shown)}]`),
  /** `A | sizes_of_one: B`: whether both are the same size of one object, whatever it holds: `m.T.shape` and `m.shape[::-1]`. */
  sizes_of_one: (_context, value, other) => Code.is(value) && Code.is(other) && areOwnSizes(value.shown, other.shown),
  /** Whether two expressions begin with the same name: `df['a'][:3]` and `df[:3]['a']`. */
  same_root: (_context, value, other) => Code.is(value) && Code.is(other) && rootOf(value.shown) === rootOf(other.shown),
  /** `X | column_given_by_code: K, C`: whether the values of `X['k']` or `X.c` are those that the code gives it. */
  column_given_by_code: (context, value, key, name) =>
    Code.is(value) && ((Code.is(key) && context.areGiven(`${value.shown}[${key.shown}]`)) || (Code.is(name) && context.areGiven(`${value.shown}.${name.shown}`))),
  /** Whether the code itself makes a column, `df['bin'] = …`. */
  is_assigned: (context, value) => Code.is(value) && context.isAssigned(value.shown),
  /** `X | assigns_column: C`: whether the code itself makes the column. */
  assigns_column: (context, value, column) =>
    Code.is(value) && Code.is(column) && context.isAssigned(`${value.shown}[${column.shown}]`),
  /** `M | first_metric`: what a Keras model was compiled to measure beside its loss, as the code names it; null when it does not. */
  first_metric: (context, value) => (Code.is(value) ? context.firstMetric(value.shown) : null),
  /** Whether the code picks or names the columns where it makes the table. */
  columns_named_by_code: (context, value) => Code.is(value) && context.areNamedByCode(value.shown),
  /** Whether an expression is a list of columns that the code names: `features + ['price']`. */
  lists_columns: (context, value) => Code.is(value) && context.isListOfColumns(value.shown),
  /** `X | asked_for: columns`: whether the code above has asked a table for each of some columns, `df['a']`, and would have failed without. */
  asked_for: (context, value, columns) => Code.is(value) && Array.isArray(columns) && context.areAskedFor(value.shown, columns.map(String)),
  /** `X | may_be_empty: words`: whether the code, or the words around it, say that it was chosen from something else, so that nothing may be left. */
  may_be_empty: (context, value, words) =>
    Code.is(value) && (context.mayBeEmpty(value.shown) || (Array.isArray(words) && words.some((word) => CHOSEN.has(String(word))))),
  /** Whether the code itself says that it has rows, as that of a part of a split. */
  has_sure_rows: (context, value) => Code.is(value) && context.hasSureRows(value.shown),
  /** `X | is_said: 'shape', 'row count'`: whether one of these is said of it already, so that it need not be said once more. */
  is_said: (context, value, ...what) => Code.is(value) && what.some((it) => context.isSaid(`${String(it)} of ${value.shown}`)),
  /** Whether the code assigns the columns of a table. */
  columns_assigned: (context, value) => Code.is(value) && context.areAssigned(value.shown),
  /** `X | says_scaled: words`: whether its code or the words around it say that it was scaled. */
  says_scaled: (_context, value, words) => isScaled([Code.is(value) ? value.shown : '', ...(Array.isArray(words) ? words.map(String) : [])]),
  /** Whether the notebook treats an expression as an array of three or more dimensions. */
  has_third_size: (context, value) => Code.is(value) && context.hasThirdSize(value.shown),
  /** Whether one of the words is in what the notebook appends to a list: `S | gathers: 'rmse', 'loss'`. */
  gathers: (context, value, ...words) =>
    Code.is(value) && context.wordsAddedTo(value.shown).some((word) => words.includes(word)),
  /** Whether it says nothing that a quantity of that name is not negative: a logarithm, a latitude may be, a deviation cannot. */
  sign_says_nothing: (_context, value) => signSaysNothing(Code.is(value) ? value.shown : String(value)),
  /** Whether a name speaks of results that the notebook itself writes down: `eval_results`, `metrics_df`. */
  is_of_results: (_context, value) => Code.is(value) && wordsOfText(value.shown).some((word) => RESULTS.has(word)),
  /** Whether a name speaks of an intercept. */
  calls_intercept: (_context, value) => Code.is(value) && wordsOfText(value.shown).includes('intercept'),
  /** Whether a text or name speaks of a time, of which there will be later ones. */
  is_time: (_context, value) => wordsOfText(Code.is(value) ? value.shown : String(value)).some((word) => TIMES.has(word)),
  /** Whether a name speaks of one picture: `grey_img`, `image_chw`; not of a set of them, `test_img`. */
  is_one_image: (_context, value) => {
    const said = Code.is(value) ? wordsOfText(value.shown) : [];
    return said.some((word) => IMAGE.has(word)) && partOf(value) === '' && !said.includes('batch');
  },
  /** Whether a name that has a `p` in it is that of a p-value. */
  is_p_value: (_context, value) => Code.is(value) && isPValue(value.shown),
  /** Whether a training takes a handful of rows by their number, `fit(x[:10], y[:10])`: a rehearsal. */
  takes_few_rows: (_context, value) => Code.is(value) && /\bfit\w*\(.*\[:\s*\d{1,3}\s*[,\]]/s.test(value.shown),
  /** Whether words (of a subject, or text) speak of persons or row keys. */
  personal: (_context, value) => isPersonal(Code.is(value) ? value.shown : String(value)),
};

const RESULTS = new Set(['result', 'results', 'metric', 'metrics', 'score', 'scores', 'eval', 'evaluation', 'comparison']);

const TIMES = new Set(['year', 'years', 'yr', 'date', 'dates', 'timestamp', 'yearmonth']);

const IMAGE = new Set(['image', 'img', 'photo', 'picture', 'chw', 'hwc', 'gray', 'grey', 'grayscale', 'greyscale']);

/** What a model is compared with that has learned nothing. */
const DUMMIES = new Set(['dummy', 'baseline', 'naive', 'persistence', 'majority']);

/** Words of what was chosen from something larger. */
const CHOSEN = new Set(
  'filtered filter cleaned cleaning clean kept keep left remaining remain remains selected matched matching merged joined valid dropped found after'.split(' '),
);

function rootOf(source: string): string {
  return /^[\p{L}_][\p{L}\d_]*/u.exec(source)?.[0] ?? source;
}

/** The first of some arguments, as far as no bracket stands in it but those of a subscript. */
function firstOf(given: string): string {
  const comma = given.indexOf(',');
  return (comma < 0 ? given : given.slice(0, comma)).replace(/^\[/, '').replace(/^(['"][^'"]*['"])\]$/, '$1').trim();
}

function endsInCall(source: string, name: string): boolean {
  return source.startsWith(`${name}(`) || source.includes(`.${name}(`);
}
