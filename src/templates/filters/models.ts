/** What filters ask of evidence about models: scores, estimators, networks. Plain data in, plain data out. */
import type { Evidence, Report } from '../../evidence/index.ts';
import { elementsOf, isEvidence } from '../literals.ts';
import { plain } from '../questions.ts';
import { holdsPhrase, phrases, spaced, wordsOfText } from '../words.ts';

/** The numbers of a collection, of evidence or plain; null when one is no finite number, or there are none. */
export function numbersOf(value: unknown): number[] | null {
  const items = isEvidence(value) && value.kind === 'series' ? value.values : elementsOf(value);
  const numbers = items.map((item) => plain(item));
  return numbers.length > 0 && numbers.every((it): it is number => Number.isFinite(it)) ? numbers : null;
}

export function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
}

/** Standard deviation as `numpy.std` takes it: of the numbers themselves, not of a sample. */
export function spreadOf(numbers: readonly number[]): number {
  const mean = meanOf(numbers);
  return Math.sqrt(meanOf(numbers.map((it) => (it - mean) ** 2)));
}

/** How many times the second largest number the largest is. */
export function leadOf(numbers: readonly number[]): number {
  const [first = 0, second = 0] = [...numbers].sort((a, b) => b - a);
  return second > 0 ? first / second : Number.POSITIVE_INFINITY;
}

const SCORES = phrases([
  ...['accuracy', 'acc', 'precision', 'recall', 'f1', 'auc', 'roc', 'score', 'r2', 'jaccard', 'sensitivity'],
  ...['specificity', 'r 2', 'r squared'],
]);
const ERRORS = phrases([
  ...['rmse', 'mse', 'mae', 'mape', 'rmsle', 'msle', 'rmsd', 'loss', 'logloss', 'error'],
  ...['absolute error', 'squared error'],
]);
const NEITHER = phrases(['std', 'neg', 'negative', 'time', 'rank', 'params', 'support']);

export interface NamedNumber {
  readonly name: string;
  readonly value: number;
  readonly precision: number;
}

/** Scores that people give in percent as often as in shares. */
const IN_PERCENT = phrases(['acc', 'accuracy']);

/** The entries of a mapping from names to numbers that are scores (up to 1, better high) or errors (better low), by their names. */
export function namedMetrics(value: unknown, kind: 'scores' | 'errors'): NamedNumber[] {
  if (!isEvidence(value) || value.kind !== 'mapping' || value.truncated) return [];
  return value.entries.flatMap(([key, item]) => {
    const name = plain(key);
    if (typeof name !== 'string' || item.kind !== 'scalar' || typeof item.value !== 'number') return [];
    const words = spaced(wordsOfText(name));
    if (holdsPhrase(words, NEITHER) || !Number.isFinite(item.value) || item.value <= 0.05) return [];
    const isError = holdsPhrase(words, ERRORS);
    const most = holdsPhrase(words, IN_PERCENT) ? 100 : 1;
    const isScore = !isError && holdsPhrase(words, SCORES) && item.value <= most;
    const wanted = kind === 'errors' ? isError : isScore;
    return wanted ? [{ name, value: item.value, precision: item.precision }] : [];
  });
}

const FITTED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    classes_:
      'LogisticRegression LogisticRegressionCV SVC NuSVC LinearSVC GaussianNB MultinomialNB BernoulliNB ComplementNB ' +
      'CategoricalNB LinearDiscriminantAnalysis QuadraticDiscriminantAnalysis Perceptron LabelEncoder LabelBinarizer ' +
      'MultiLabelBinarizer SGDClassifier RidgeClassifier KNeighborsClassifier DecisionTreeClassifier ' +
      'RandomForestClassifier ExtraTreesClassifier GradientBoostingClassifier HistGradientBoostingClassifier ' +
      'AdaBoostClassifier BaggingClassifier VotingClassifier StackingClassifier MLPClassifier ' +
      'PassiveAggressiveClassifier GaussianProcessClassifier RadiusNeighborsClassifier NearestCentroid ' +
      'CalibratedClassifierCV OneVsRestClassifier OneVsOneClassifier DummyClassifier XGBClassifier LGBMClassifier',
    coef_:
      'LinearRegression Ridge RidgeCV Lasso LassoCV LassoLars ElasticNet ElasticNetCV SGDRegressor BayesianRidge ' +
      'HuberRegressor TweedieRegressor PoissonRegressor GammaRegressor LinearSVR Lars OrthogonalMatchingPursuit',
    estimators_:
      'RandomForestRegressor ExtraTreesRegressor GradientBoostingRegressor AdaBoostRegressor BaggingRegressor ' +
      'IsolationForest VotingRegressor StackingRegressor',
    tree_: 'DecisionTreeRegressor ExtraTreeRegressor',
    support_: 'SVR NuSVR OneClassSVM RFE RFECV',
    coefs_: 'MLPRegressor',
    cluster_centers_: 'KMeans MiniBatchKMeans MeanShift AffinityPropagation BisectingKMeans',
    labels_: 'DBSCAN AgglomerativeClustering OPTICS SpectralClustering Birch HDBSCAN',
    means_: 'GaussianMixture BayesianGaussianMixture',
    components_:
      'PCA TruncatedSVD NMF FastICA IncrementalPCA SparsePCA FactorAnalysis LatentDirichletAllocation',
    embedding_: 'TSNE MDS Isomap LocallyLinearEmbedding SpectralEmbedding',
    scale_: 'StandardScaler RobustScaler MaxAbsScaler',
    data_min_: 'MinMaxScaler',
    categories_: 'OneHotEncoder OrdinalEncoder',
    statistics_: 'SimpleImputer',
    vocabulary_: 'CountVectorizer TfidfVectorizer DictVectorizer',
    idf_: 'TfidfTransformer',
    transformers_: 'ColumnTransformer',
    best_params_: 'GridSearchCV RandomizedSearchCV HalvingGridSearchCV HalvingRandomSearchCV',
  }).flatMap(([attribute, classes]) => classes.split(' ').map((name) => [name, attribute] as const)),
);

/** An attribute that an estimator of this class has when it was fitted, and not before; null for unknown classes. */
export function fittedAttribute(name: string): string | null {
  return FITTED.get(name) ?? null;
}

interface ModuleLayer {
  readonly class: string;
  readonly parameters: Readonly<Record<string, Evidence>>;
}

function layersOf(value: unknown): readonly ModuleLayer[] | null {
  if (!isEvidence(value) || value.kind !== 'report' || value.report !== 'module') return null;
  return (value as Report).fields.layers as readonly ModuleLayer[];
}

/** Class names of all modules inside a PyTorch module, as `named_modules` goes through them; null for anything else. */
export function moduleClasses(value: unknown): string[] | null {
  return layersOf(value)?.map((layer) => layer.class) ?? null;
}

/** Layers without parameters. */
const WITHOUT =
  /^(Sequential|ModuleList|ModuleDict|ReLU6?|LeakyReLU|ELU|SELU|GELU|SiLU|Tanh|Sigmoid|Softmax|LogSoftmax|Hardtanh|Softplus|Identity|Flatten|Unflatten|Dropout[123]?d?|AlphaDropout|(Adaptive)?(Max|Avg)Pool[123]d|Upsample|ZeroPad2d|PixelShuffle|CrossEntropyLoss|NLLLoss|MSELoss)$/;

/**
 * The number of parameters of a PyTorch module, from what its repr says; null as soon as one layer is of a class whose
 * count cannot be told. Classes of the notebook's own count for nothing themselves only when they hold other layers.
 */
export function moduleParameters(value: unknown): number | null {
  const layers = layersOf(value);
  if (layers === null) return null;
  let total = 0;
  for (const layer of layers) {
    const count = parametersOf(layer);
    if (count === null) return null;
    total += count;
  }
  return total;
}

function parametersOf({ class: name, parameters }: ModuleLayer): number | null {
  const number = (key: string | number): number | null => {
    const item = parameters[key];
    return item?.kind === 'scalar' && typeof item.value === 'number' ? item.value : null;
  };
  if (WITHOUT.test(name)) return 0;
  const bias = flagOf(parameters.bias);
  if (name === 'Linear')
    return product([number('in_features'), number('out_features')], bias, number('out_features'));
  const convolution = /^Conv([123])d$/.exec(name);
  if (convolution !== null) {
    const kernel = kernelOf(parameters.kernel_size);
    const groups = number('groups') ?? 1;
    const weights = product([number(0), number(1), kernel], bias, number(1));
    if (weights === null || groups !== 1) return null;
    return weights;
  }
  if (/^BatchNorm[123]d$/.test(name)) {
    const features = number(0);
    if (features === null || flagOf(parameters.affine) === null) return null;
    return flagOf(parameters.affine) === true ? 2 * features : 0;
  }
  if (name === 'Embedding') return product([number(0), number(1)], false, 0);
  return null;
}

function flagOf(item: Evidence | undefined): boolean | null {
  if (item === undefined) return true;
  return item.kind === 'scalar' && typeof item.value === 'boolean' ? item.value : null;
}

function kernelOf(item: Evidence | undefined): number | null {
  if (item?.kind === 'scalar' && typeof item.value === 'number') return item.value;
  const sides = item?.kind === 'sequence' ? numbersOf(item) : null;
  return sides?.reduce((area, side) => area * side, 1) ?? null;
}

function product(
  factors: readonly (number | null)[],
  bias: boolean | null,
  outputs: number | null,
): number | null {
  if (bias === null || outputs === null) return null;
  const weights = factors.reduce<number | null>(
    (all, it) => (all === null || it === null ? null : all * it),
    1,
  );
  return weights === null ? null : weights + (bias ? outputs : 0);
}

interface ClassScores {
  readonly label: string;
  readonly recall: number;
  readonly support: number;
}

/** Fewer rows of a class say nothing about it. */
const FEWEST_ROWS = 20;

/** The class of a classification report that is found least often; null when one has few rows, or it is nearly never found. */
export function weakestClass(value: unknown): ClassScores | null {
  if (!isEvidence(value) || value.kind !== 'report' || value.report !== 'classification') return null;
  const classes = value.fields.classes as readonly ClassScores[];
  const [weakest] = [...classes].sort((a, b) => a.recall - b.recall);
  if (weakest === undefined || classes.some((it) => it.support < FEWEST_ROWS)) return null;
  return weakest.recall > 0.2 ? weakest : null;
}

/** The number of rows of the rarest class of a classification report; null for anything else. */
export function rarestSupport(value: unknown): number | null {
  if (!isEvidence(value) || value.kind !== 'report' || value.report !== 'classification') return null;
  const supports = (value.fields.classes as readonly ClassScores[]).map(({ support }) => support);
  return supports.length === 0 ? null : Math.min(...supports);
}

/** Share of the variance that components explain together: of ratios, of their running sum, or of the sum; null for anything else. */
export function explainedShare(value: unknown): number | null {
  if (isEvidence(value) && value.kind === 'scalar')
    return typeof value.value === 'number' ? value.value : null;
  if (!isEvidence(value) || value.kind !== 'array' || value.values === null || value.shape?.length !== 1)
    return null;
  const ratios = numbersOf(value.values) ?? [];
  // Ratios fall; a running sum rises.
  const rises = ratios.length > 1 && ratios.every((it, at) => at === 0 || it >= (ratios[at - 1] ?? 0));
  return rises ? (ratios.at(-1) ?? null) : ratios.reduce((sum, it) => sum + it, 0);
}

/** Whether a mapping holds a curve `loss` that ends lower than it began. */
export function lossesFall(value: unknown): boolean {
  if (!isEvidence(value) || value.kind !== 'mapping') return false;
  const curve = value.entries.find(([key]) => plain(key) === 'loss')?.[1];
  if (curve?.kind !== 'sequence' || curve.truncated) return false;
  const numbers = numbersOf(curve.items) ?? [];
  return numbers.length > 1 && Number(numbers.at(-1)) < Number(numbers[0]);
}

/** For each number whether it is above 0; empty as soon as one is too near to zero to say. */
export function signsOf(numbers: readonly number[]): boolean[] {
  const largest = Math.max(...numbers.map(Math.abs));
  return numbers.every((it) => Math.abs(it) > largest / 1000) ? numbers.map((it) => it > 0) : [];
}

interface Effect {
  readonly name: string;
  readonly values: Readonly<Record<string, { readonly value: number }>>;
}

/** What statsmodels calls the columns of an array, whose parameters then have no names to be asked for. */
const GIVEN_NAME = /^(const|x\d+)$/;

/**
 * Intercepts, and parameters of a time series or of a variance, which are no effects: a lag's sign is nothing one expects, a variance is positive always. Of a
 * model fitted to an array they have no names to be asked for either.
 */
const NO_EFFECT = /^(Intercept$|const$|(ar|ma)\.|L\d+\.|sigma2?$|sqrt\.|var\.|cov\.|error\.|intercept\.|loading\.|alpha(\[\d+\])?$|beta\[\d+\]$|omega$|gamma\[\d+\]$|nu$|scale$|.* (Var|Cov)$)/;

/** Names of the coefficients of a regression summary that are clearly not zero: p printed as 0.000, in one or either direction. */
export function clearEffects(value: unknown, direction: unknown): string[] {
  if (!isEvidence(value) || value.kind !== 'report' || value.report !== 'regression-summary') return [];
  const all = (value as Report).fields.coefficients as readonly Effect[];
  const effects = all.filter(({ name }) => !NO_EFFECT.test(name));
  if (effects.every(({ name }) => GIVEN_NAME.test(name))) return [];
  return effects
    .filter(({ values }) => {
      const p = (values['P>|t|'] ?? values['P>|z|'])?.value;
      const size = values.coef?.value ?? 0;
      const wanted = direction === 'positive' ? size > 0 : direction === 'negative' ? size < 0 : size !== 0;
      return p !== undefined && p < 0.001 && wanted;
    })
    .map(({ name }) => name)
    .slice(0, 12);
}

/** The number at a place of a test's result: a pair, or an object that names it. */
function resultOf(value: unknown, place: 0 | 1, names: readonly string[]): number | null {
  const item =
    isEvidence(value) && value.kind === 'object'
      ? names.map((name) => value.parameters[name]).find((it) => it !== undefined)
      : isEvidence(value) && value.kind === 'sequence' && value.items.length === 2
        ? value.items[place]
        : undefined;
  const number = item === undefined ? null : plain(item);
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

export function pValue(value: unknown): number | null {
  return resultOf(value, 1, ['pvalue']);
}

export function coefficientOf(value: unknown): number | null {
  return resultOf(value, 0, ['statistic', 'correlation']);
}

/** How many different things were counted at least once: by place, by label, or as a pair of labels and counts; null when not known. */
export function occurring(value: unknown): number | null {
  if (!isEvidence(value)) return null;
  if (value.kind === 'mapping') return value.truncated ? null : value.entries.length;
  if (value.kind === 'series') return value.truncated ? null : value.index.length;
  if (value.kind === 'sequence') return value.items.length === 2 ? occurring(value.items[1]) : null;
  if (value.kind !== 'array' || value.values === null) return null;
  return value.values.filter((it) => Number(it) > 0).length;
}
