import { starMember } from '../names/stars.ts';

/** Which dotted names mean the same thing, and what the first word of a dotted name in a pattern stands for. */

/** Names that everybody gives to these modules. */
export const ALIASES: ReadonlyMap<string, string> = new Map([
  ['np', 'numpy'],
  ['pd', 'pandas'],
  ['plt', 'matplotlib.pyplot'],
  ['mpl', 'matplotlib'],
  ['sns', 'seaborn'],
  ['tf', 'tensorflow'],
  ['sm', 'statsmodels.api'],
  ['smf', 'statsmodels.formula.api'],
  ['xgb', 'xgboost'],
  ['lgb', 'lightgbm'],
  ['px', 'plotly.express'],
  ['nx', 'networkx'],
]);

/** Packages that a pattern may write in full. */
export const PACKAGES: ReadonlySet<string> = new Set(
  (
    'numpy pandas polars matplotlib pylab seaborn sklearn scipy statsmodels tensorflow keras torch torchvision ' +
    'xgboost lightgbm catboost nltk spacy gensim plotly cv2 PIL skimage imblearn missingno networkx ' +
    'math os sys time datetime random re json pathlib collections itertools functools glob pickle joblib ' +
    'statistics platform subprocess shutil warnings unittest IPython requests importlib copy timeit psutil'
  ).split(' '),
);

/**
 * Modules that show the members of another one. Only pairs that hold the same objects: `numpy.ma.sum` is not
 * `numpy.sum`, so being inside a package proves nothing by itself.
 */
const MODULES: ReadonlyMap<string, string> = new Map([
  ['display', 'IPython.display.display'],
  ['IPython.core.display', 'IPython.display'],
  ['IPython.core.display_functions', 'IPython.display'],
  ['matplotlib.pylab', 'pylab'],
  ['tensorflow.keras', 'keras'],
  ['tensorflow.python.keras', 'keras'],
  ['tensorflow.contrib.keras', 'keras'],
  ['tensorflow.compat.v2', 'tensorflow'],
  ['tensorflow.compat.v2.keras', 'keras'],
  ['sklearn.cross_validation', 'sklearn.model_selection'],
  ['sklearn.grid_search', 'sklearn.model_selection'],
  ['sklearn.learning_curve', 'sklearn.model_selection'],
  ...['classification', 'ranking', 'regression', 'scorer', 'pairwise'].map(
    (name) => [`sklearn.metrics.${name}`, 'sklearn.metrics'] as const,
  ),
  ...['split', 'search', 'validation'].map(
    (name) => [`sklearn.model_selection.${name}`, 'sklearn.model_selection'] as const,
  ),
  ['pandas.core.frame', 'pandas'],
  ['pandas.core.series', 'pandas'],
  ['pandas.core.api', 'pandas'],
  ['pandas.core.reshape.api', 'pandas'],
  ['pandas.core.reshape.pivot', 'pandas'],
  ['pandas.core.reshape.merge', 'pandas'],
  ['pandas.core.reshape.concat', 'pandas'],
  ['pandas.io.parsers', 'pandas'],
  ['pandas.util.testing', 'pandas.testing'],
  ['pandas.tools.plotting', 'pandas.plotting'],
  ['numpy.core', 'numpy'],
  ['numpy.core.numeric', 'numpy'],
  ['numpy.core.fromnumeric', 'numpy'],
  ['numpy.core.multiarray', 'numpy'],
  ['numpy.lib.arraysetops', 'numpy'],
  ['numpy.lib.function_base', 'numpy'],
  ['numpy.testing.utils', 'numpy.testing'],
  ...['axisgrid', 'categorical', 'distributions', 'matrix', 'regression', 'relational'].map(
    (name) => [`seaborn.${name}`, 'seaborn'] as const,
  ),
]);

const meanings = new Map<string, string>();
const MOST_MEANINGS = 10_000;

/**
 * One dotted name for all that reach the same member: private submodules are left out
 * (`sklearn.metrics._classification.f1_score`), modules that show another one's members are replaced by it.
 * The last name always stays. Equal results mean the same member.
 */
export function memberOf(dotted: string): string {
  let meaning = meanings.get(dotted);
  if (meaning === undefined) {
    if (meanings.size >= MOST_MEANINGS) meanings.clear();
    meaning = readMember(dotted);
    meanings.set(dotted, meaning);
  }
  return meaning;
}

function readMember(dotted: string): string {
  const parts = dotted.split('.');
  const words = parts.filter(
    (word, index) =>
      index === 0 || index === parts.length - 1 || !word.startsWith('_') || word.startsWith('__'),
  );
  const pylab = words[0] === 'pylab' || (words[0] === 'matplotlib' && words[1] === 'pylab');
  const shown = pylab ? starMember('pylab', words.at(-1)!) : null;
  if (shown !== null && words.length === (words[0] === 'pylab' ? 2 : 3)) return shown;
  for (let length = words.length; length > 0; length--) {
    const module = MODULES.get(words.slice(0, length).join('.'));
    if (module !== undefined && (length < words.length || module.endsWith(`.${words.at(-1)}`)))
      return [module, ...words.slice(length)].join('.');
  }
  return words.join('.');
}
