import type { SyntaxNode } from '@lezer/common';
import type { Names } from '../names.ts';
import type { PythonCell } from '../types.ts';
import type { Family } from './deeds.ts';
import { type Argument, keyword, textOf } from './tree.ts';

/** What is known about functions that draw random numbers or seed their generators. */

const ALL: readonly Family[] = ['random', 'numpy', 'torch', 'tensorflow'];

/** The generators that a call starts from a known state; none for any other function. */
export function seedFamilies(canonical: string): readonly Family[] {
  if (canonical === 'numpy.random.seed') return ['numpy'];
  if (canonical === 'random.seed') return ['random'];
  if (canonical === 'torch.manual_seed' || canonical === 'torch.random.manual_seed') return ['torch'];
  if (/^tensorflow\.(compat\.v1\.)?(random\.)?set_(random_)?seed$/.test(canonical)) return ['tensorflow'];
  if (/(^|\.)keras\.utils\.set_random_seed$/.test(canonical)) return ['random', 'numpy', 'tensorflow'];
  return /^(pytorch_lightning|lightning|transformers|accelerate|fastai)\b.*\b(seed_everything|set_seed)$/.test(
    canonical,
  )
    ? ALL
    : [];
}

/** Whether a call names the state that its random numbers start from. `names` tells of `SEED` that it is `None`. */
export function hasSeed(cell: PythonCell, args: readonly Argument[], names: Names | null): boolean {
  const seed = keyword(args, 'random_state') ?? keyword(args, 'seed') ?? keyword(args, 'generator');
  return seed !== null && !isNone(cell, seed, names);
}

/** Whether an expression is `None`, or a name that is visibly bound to it. */
export function isNone(cell: PythonCell, node: SyntaxNode, names: Names | null): boolean {
  const text = textOf(cell, node);
  if (node.name !== 'VariableName') return text === 'None';
  return names?.definition(text, { cell: cell.index, offset: node.from })?.node.name === 'None';
}

/** Functions that draw random numbers, whatever they are given. */
export function drawsAlways(canonical: string): boolean {
  if (
    /^numpy\.random\.(default_rng|RandomState|Generator|SeedSequence|PCG64|MT19937|get_state|seed)$/.test(
      canonical,
    )
  )
    return false;
  if (/^random\.(Random|SystemRandom|getstate|seed|setstate)$/.test(canonical)) return false;
  if (/^tensorflow\.(compat\.v1\.)?(truncated_normal|random_(normal|uniform|gamma|shuffle|poisson|crop)|multinomial)$/.test(canonical)) return true;
  if (/^(numpy\.random|random|secrets|tensorflow\.random)\.(?!set_seed|stateless_|Generator)/.test(canonical))
    return true;
  return /^torch\.(rand|randn|randint|randperm|normal|bernoulli|multinomial|poisson|rand_like|randn_like|randint_like)$/.test(
    canonical,
  );
}

const UNSEEDED =
  /^sklearn\.(model_selection\.(train_test_split|permutation_test_score)|utils\.(shuffle|resample|extmath\.randomized_svd)|datasets\.make_(?!friedman0)\w+|inspection\.permutation_importance|feature_selection\.mutual_info_(classif|regression)|cluster\.(k_means|kmeans_plusplus|spectral_clustering|affinity_propagation)|decomposition\.(fastica|dict_learning\w*|non_negative_factorization|randomized_svd)|covariance\.fast_mcd|manifold\.smacof)$/;

/** Functions that draw unless they are told where to start. */
export function drawsUnseeded(canonical: string): boolean {
  return UNSEEDED.test(canonical);
}

/** Layers and models, whose constructors draw their first weights. */
export function drawsWeights(canonical: string): boolean {
  if (/^tensorflow\.(compat\.v1\.)?(get_variable$|layers\.|contrib\.layers\.)/.test(canonical)) return true;
  return /^(torch\.nn\.(?!functional|init|utils|Parameter$|ModuleList$|Flatten$|ReLU$)[A-Z]|(tensorflow\.)?keras\.(layers|models|Sequential|Model)\b)/.test(
    canonical,
  );
}

/** Whose generator a drawing function uses. */
export function familyOf(canonical: string): Family {
  if (/^(torch|torchvision|pytorch_lightning)\b/.test(canonical)) return 'torch';
  if (/^(tensorflow|keras)\b/.test(canonical)) return 'tensorflow';
  return canonical.startsWith('random.') ? 'random' : 'numpy';
}

/** Estimators, splitters and samplers that draw unless `random_state` is given. */
const RANDOM_CLASSES =
  /\.(RandomForest(Classifier|Regressor)|ExtraTrees?(Classifier|Regressor)|DecisionTree(Classifier|Regressor)|GradientBoosting(Classifier|Regressor)|AdaBoost(Classifier|Regressor)|Bagging(Classifier|Regressor)|IsolationForest|RandomTreesEmbedding|SGD(Classifier|Regressor|OneClassSVM)|Perceptron|PassiveAggressive(Classifier|Regressor)|MLP(Classifier|Regressor)|BernoulliRBM|KMeans|MiniBatchKMeans|BisectingKMeans|SpectralClustering|SpectralBiclustering|SpectralCoclustering|GaussianMixture|BayesianGaussianMixture|TSNE|MDS|SpectralEmbedding|LocallyLinearEmbedding|UMAP|TruncatedSVD|FastICA|NMF|MiniBatchNMF|MiniBatchSparsePCA|SparsePCA|DictionaryLearning|MiniBatchDictionaryLearning|LatentDirichletAllocation|FactorAnalysis|RandomizedSearchCV|HalvingRandomSearchCV|ShuffleSplit|StratifiedShuffleSplit|GroupShuffleSplit|RepeatedKFold|RepeatedStratifiedKFold|RANSACRegressor|TheilSenRegressor|EllipticEnvelope|MinCovDet|OutputCodeClassifier|AffinityPropagation|QuantileTransformer|TargetEncoder|PolynomialCountSketch|SkewedChi2Sampler|GaussianRandomProjection|SparseRandomProjection|RBFSampler|Nystroem|SMOTE\w*|ADASYN|BorderlineSMOTE|RandomOverSampler|RandomUnderSampler|NearMiss|IterativeImputer)$/;

/** Classes that draw only with a certain argument. */
const RANDOM_WITH: readonly (readonly [name: RegExp, argument: string, value: RegExp])[] = [
  [/\.(Stratified|Group|StratifiedGroup)?KFold$/, 'shuffle', /^(?!False)/],
  [/\.LogisticRegression(CV)?$/, 'solver', /saga?|liblinear/],
  [/\.(SVC|NuSVC)$/, 'probability', /^(?!False)/],
  [/\.PCA$/, 'svd_solver', /randomized|arpack/],
  [/\.(Lasso|ElasticNet)(CV)?$/, 'selection', /random/],
  [/\.DummyClassifier$/, 'strategy', /stratified|uniform/],
  [/\.DataLoader$/, 'shuffle', /^(?!False)/],
  [/\.Ridge(Classifier)?$/, 'solver', /saga?/],
  [/\.GaussianProcess(Classifier|Regressor)$/, 'n_restarts_optimizer', /^[1-9]/],
  [/\.(Classifier|Regressor)Chain$/, 'order', /random/],
];

/** Classes that draw unless a certain argument keeps them from it: they descend in random order, or set rows aside. */
const RANDOM_UNLESS: readonly (readonly [name: RegExp, argument: string, value: RegExp])[] = [
  [/\.LinearSV[CR]$/, 'dual', /^False$/],
  [/\.HistGradientBoosting(Classifier|Regressor)$/, 'early_stopping', /^False$/],
];

/** Whether a constructor gives something that will draw, when no seed is named. */
export function drawsWhenUsed(cell: PythonCell, canonical: string, args: readonly Argument[]): boolean {
  if (canonical.startsWith('torchvision.transforms.Random')) return true;
  if (/^torch\.(nn\.functional\.dropout|utils\.data\.random_split)$/.test(canonical)) return true;
  if (/^(numpy\.random\.(default_rng|RandomState)|random\.Random)$/.test(canonical)) return true;
  if (RANDOM_CLASSES.test(canonical)) return true;
  const isGiven = (argument: string, value: RegExp) => {
    const given = keyword(args, argument);
    return given !== null && value.test(textOf(cell, given));
  };
  return (
    RANDOM_WITH.some(([name, argument, value]) => name.test(canonical) && isGiven(argument, value)) ||
    RANDOM_UNLESS.some(([name, argument, value]) => name.test(canonical) && !isGiven(argument, value))
  );
}
