/** Where data comes from, as far as the code tells: what refreshes by itself may be held less tightly than what does not. */

/**
 * `code`: made by the code alone. `drawn`: from a generator of random numbers. `fixed`: from a data set that never changes.
 * `file`: from a file that the code names, which changes when somebody replaces it. `open`: from anywhere else, or not known.
 */
export type DataOrigin = 'code' | 'drawn' | 'fixed' | 'file' | 'open';

const RANK = { code: 0, drawn: 1, fixed: 2, file: 3, open: 4 } as const;

/** Where something made of two values comes from: from where the less settled one does. */
export function lessSettled(a: DataOrigin, b: DataOrigin): DataOrigin {
  return RANK[b] > RANK[a] ? b : a;
}

const TABLE: readonly (readonly [RegExp, DataOrigin])[] = [
  [/^sklearn\.datasets\.make_/, 'drawn'],
  // Data sets that come with a library, or that it fetches in one published version.
  [/^sklearn\.datasets\.(load_(?!files|svmlight)|fetch_)/, 'fixed'],
  [/^(seaborn\.load_dataset|statsmodels\.(api\.)?datasets\.|torchvision\.datasets\.(?!ImageFolder|DatasetFolder)[A-Z])/, 'fixed'],
  [/(^|\.)keras\.datasets\.\w+\.load_data$/, 'fixed'],
  [/^(numpy\.random|random|tensorflow\.random)\./, 'drawn'],
  // Tensors; not layers and models, which may be loaded.
  [/^tensorflow\.(constant|zeros|zeros_like|ones|ones_like|range|eye|fill|linspace|reshape|transpose|expand_dims|squeeze|concat|stack|cast|matmul|tensordot|one_hot|convert_to_tensor|math|linalg|reduce_\w+)\b/, 'code'],
  [/^pandas\.read_(csv|table|excel|json|parquet|pickle|feather|hdf|fwf|stata|sas|spss|orc|xml)$/, 'file'],
  [/^(numpy\.(load|loadtxt|genfromtxt|fromfile|memmap)|scipy\.io\.(loadmat|wavfile\.read)|scipy\.(misc|ndimage)\.imread|joblib\.load|sklearn\.datasets\.load_(files|svmlight)\w*|open)$/, 'file'],
  [/^(matplotlib\.(image|pyplot)\.imread|cv2\.imread|PIL\.Image\.open|skimage\.io\.imread|zipfile\.ZipFile|tarfile\.open)$/, 'file'],
  [/^(json|pickle)\.loads?$/, 'code'],
  [/^pandas\.(read_|io\.)|^pandas\.(HDFStore|ExcelFile)$/, 'open'],
  [/\bload\w*$|^torch\.(hub|utils)\b|^torchvision\.|^(eval|exec|globals|locals|input|__import__)$/, 'open'],
  // Libraries that calculate with what they are given.
  [/^(numpy|pandas|scipy|sklearn|math|cmath|statistics|itertools|functools|collections|operator|string|re|copy|json|pickle|csv|datetime|decimal|fractions|os\.(path|getcwd|sep)|pathlib|matplotlib|seaborn|xgboost|lightgbm|catboost|statsmodels|mlxtend|imblearn|torch|io)\b/, 'code'],
];

/** Where the value of a function of a library comes from, whatever it is given. Names without a dot are built in. */
export function originOf(canonical: string): DataOrigin {
  const known = TABLE.find(([pattern]) => pattern.test(canonical));
  return known?.[1] ?? (canonical.includes('.') ? 'open' : 'code');
}
