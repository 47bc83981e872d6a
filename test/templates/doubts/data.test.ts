import { type Doubted, holdDoubts, type Sure } from './cases.ts';

const READ = "import pandas as pd\ndf = pd.read_csv('data.csv')";
const TIPS = "import seaborn as sns\ndf = sns.load_dataset('tips')";
const LETTERS = [...'ABCDEFGHIJKLM'];
const MANY = `array([${LETTERS.map((it) => `'${it}'`).join(', ')}], dtype=object)`;
const counts = (labels: readonly string[], values: readonly number[]) =>
  `${labels.map((it, at) => `${it.padEnd(8)}${String(values[at] ?? 40).padStart(4)}`).join('\n')}\nName: Deck, dtype: int64\n`;
const info = (columns: readonly (readonly [string, number])[]) => `<class 'pandas.core.frame.DataFrame'>
RangeIndex: 891 entries, 0 to 890
Data columns (total ${columns.length} columns):
 #   Column  Non-Null Count  Dtype
---  ------  --------------  -----
${columns.map(([name, present], at) => ` ${at}   ${name}       ${present} non-null    float64`).join('\n')}
dtypes: float64(${columns.length})
memory usage: 14.0+ KB
`;
const LABELS = 'array([0, 1, 1, 0, 2, 0, 1, 2, 0, 0])';
const HOLES = 'a    5\nb    0\nc    0\nd    0\ndtype: int64\n';
const GROUPS = 'Sex\nfemale    0.742038\nmale      0.188908\nName: Survived, dtype: float64\n';
const GROUP_TABLE = '          Age   Fare\nSex                 \nfemale  27.91  44.48\nmale    30.73  25.52\n';
const SPLIT = "import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\nfrom sklearn.model_selection import train_test_split\ndf = pd.read_csv('titanic.csv')\nX = df[['Age']]\ny = df['Survived']\n";
const CALL = 'X_train, X_test, y_train, y_test = train_test_split(X, y)';
const APART = { probed: "{'by': 'names', 'rows': 450, 'apart': 0.41}" };
const WHOLE = { probed: "{'by': 'index', 'dimensions': [2, 1], 'same': True}" };
const IRIS = 'from sklearn.datasets import load_iris\nX, y = load_iris(return_X_y=True)\n';
const IRIS_SPLIT = `import pandas as pd\n${IRIS}from sklearn.model_selection import train_test_split\n`;
const FOLDS = `import matplotlib.pyplot as plt\n${IRIS}from sklearn.linear_model import LogisticRegression\nfrom sklearn.model_selection import cross_val_score\nscores = cross_val_score(LogisticRegression(), X, y)`;
const VALUES = { probed: "{'parts': 1, 'shape': [150], 'whole': False, 'least': [0.1], 'greatest': [7.9], 'upper': [5.8]}" };
const SHARED = { probed: "{'by': 'index', 'shared': 0, 'distinct': True}" };

const doubted: Doubted[] = [
  ['data-validation/boolean-result', 'a = load()', 'len(a) == 5', 'True', 'an exercise in comparing'],
  ['data-validation/boolean-result', READ, "df['a'][:3].equals(df[:3]['a'])", 'True', 'from the same object'],
  ['data-validation/boolean-result', 'a = 3\nb = 4', 'a < b', 'True', 'the code alone decides it'],
  ['data-validation/boolean-result', 'from scipy import stats\na, b = load()\nr = stats.ttest_ind(a, b)', 'r.pvalue < 0.05', 'True', 'the verdict of a test'],
  ['data-validation/categories', `${READ}\ndf['Deck'] = df['Cabin'].str[0]`, "df['Deck'].value_counts()", counts(['A', 'B'], []), 'makes the column'],
  ['data-validation/categories', READ, "df[df['Age'] > 60]['Deck'].value_counts()", counts(['A', 'B'], [40, 30]), 'some of the rows only'],
  ['data-validation/categories', READ, 'df[df.Age.isnull()].Deck.value_counts()', counts(['A', 'B'], [40, 30]), 'some of the rows only'],
  ['data-validation/categories', READ, "df.loc[df['Age'] > 60, 'Deck'].value_counts()", counts(['A', 'B'], [40, 30]), 'some of the rows only'],
  ['data-validation/categories', READ, "df['Deck'].value_counts()", counts(LETTERS, []), 'with many categories'],
  ['data-validation/categories', READ, "df['Deck'].value_counts()", counts(LETTERS, [40, 4]), 'so rare that others'],
  ['data-validation/categories', READ, "df['Deck'].value_counts()", counts(['A', 'B'], [40, 2]), 'only once or twice'],
  ['data-validation/categories', 'decks = load()', 'decks.value_counts()', counts(['a b', 'c d', 'e f', 'g h', 'i j'], []), 'numbers may count something'],
  ['data-validation/class-labels', 'y_pred = load()', 'y_pred', 'array([0, 1, 1, 0])', 'may not show all classes'],
  ['data-validation/class-labels', 'y_pred = load()', 'y_pred[:10]', LABELS, 'picked to be shown'],
  ['data-validation/class-labels', 'km = load()', 'km.labels_', LABELS, 'by how many there are'],
  ['data-validation/class-labels', 'import numpy as np\np = load()\npred = np.where(p > 0.5, 1, 0)', 'pred', 'array([0, 1, 1, 0, 1, 0, 1, 1, 0, 0])', 'no other labels'],
  ['data-validation/unique-values', `${READ}\ndf['Deck'] = df['Cabin'].str[0]`, "df['Deck'].unique()", "array(['A', 'B'], dtype=object)", 'makes the column'],
  ['data-validation/unique-values', READ, "df['Deck'].unique()", MANY, 'with many values'],
  ['data-validation/unique-values', READ, "df['Deck'].unique()", 'array([1, 2, 3, 4, 5])', 'numbers may count something'],
  ['data-validation/unique-count', READ, "df['Deck'].nunique()", '21', 'not only one'],
  ['data-validation/unique-count', `${READ}\ndf['Deck'] = df['Cabin'].str[0]`, "df['Deck'].nunique()", '8', 'makes the column'],
  ['data-validation/unique-count', READ, "df['user_id'].nunique()", '8', 'come and go'],
  ['data-validation/probability-values', 'model, X = load()\ny_prob = model.predict_proba(X)[:, 1]', 'y_prob', 'array([0.13, 0.87, 0.55])', 'gives nothing else'],
  ['data-validation/probability-values', 'y_prob = load()', 'y_prob[:3]', 'array([0.13, 0.87, 0.55])', 'a part or an intermediate step'],
  ['data-validation/tensor-values', "import torch\nlabels, X = load()\nlabels['a'] = X['a'] > 5", "torch.unique(labels['a'])", 'tensor([0, 1])', 'makes the values'],
  ['data-validation/tensor-values', 'import torch\nlabels = load()', 'torch.unique(labels)', `tensor([${LETTERS.map((_, at) => at).join(', ')}])`, 'with many values'],
  ['data-validation/mask-selects-some', 'x = load()', 'x > 3', 'array([ True, False,  True])', 'may pick anything'],
  ['missing-value/info-counts', READ, 'df.info()', info([['a', 5], ['b', 5], ['c', 891]]), 'most columns have holes'],
  ['missing-value/info-counts', READ, 'df.info()', info([['a', 5], ['b', 5], ['c', 5], ['d', 891]]), 'hardly a column'],
  ['missing-value/info-counts', READ, "df.drop(columns='x').info()", info([['a', 5], ['b', 891], ['c', 891]]), 'a step or a part'],
  ['missing-value/info-counts', `${READ}\nfull = df.dropna()`, 'full.info()', info([['a', 891], ['b', 891]]), 'dropna leaves none'],
  ['missing-value/info-counts', 'm = load()\nfuture = m.make_future_dataframe(periods=365)', 'future.info()', info([['a', 891], ['b', 891]]), 'and fills them'],
  ['missing-value/null-counts', READ, 'df.isnull().sum()', 'a    5\nb    5\nc    0\ndtype: int64\n', 'most columns have holes'],
  ['missing-value/null-counts', READ, 'df.isnull().sum()', 'a    5\nb    5\nc    5\nd    0\ndtype: int64\n', 'hardly a column'],
  ['missing-value/null-counts', READ, 'df.dropna().isnull().sum()', 'a    0\nb    0\ndtype: int64\n', 'dropna leaves none'],
  ['missing-value/null-shares', `${READ}\nfull = df.dropna()`, 'full.isnull().mean()', 'a    0.0\nb    0.0\ndtype: float64\n', 'dropna leaves none'],
  ['data-distribution/value-range', READ, "df['a'].dropna().min()", '0.5', 'a selection or a step'],
  ['data-distribution/value-range', `${READ}\nn = df['a'].str.len()`, 'n.min()', '3', 'is never negative'],
  ['data-distribution/value-range', 'sc, data = load()\nrdd = sc.parallelize(data)', 'rdd.min()', '3', 'makes the values'],
  ['data-distribution/statistic-band', 'x = load()', 'x.mean()', '29.69911764705882', 'nothing says how far'],
  ['data-distribution/statistic-band', "import numpy as np\nnp.random.seed(0)\nx = np.random.normal(size=100)", 'x.mean()', '0.05980802', 'of one draw'],
  ['data-distribution/group-means', `${READ}\ndf['Sex'] = df['s'].str.lower()`, "df.groupby('Sex')['Survived'].mean()", GROUPS, 'makes the column that groups'],
  ['data-distribution/group-table', `${READ}\ndf['Sex'] = df['s'].str.lower()`, "df.groupby('Sex').mean()", GROUP_TABLE, 'makes the column that groups'],
  ['data-distribution/split-averages', SPLIT, CALL, APART, 'nothing shows it here'],
  ['data-distribution/split-averages', `${IRIS_SPLIT}${CALL}`, 'X_test.shape', APART, 'does so by chance'],
  ['data-leakage/parts-make-whole', SPLIT, CALL, WHOLE, 'nothing shows it here'],
  ['data-leakage/parts-make-whole', `${IRIS_SPLIT}${CALL}`, 'X_test.shape', WHOLE, 'loses no row'],
  ['data-validation/whole-values', IRIS, 'X[:2]', VALUES, 'the code itself says how many rows'],
  ['data-validation/whole-values', `${IRIS_SPLIT}${CALL}`, 'y_test', VALUES, 'the code itself says how many rows'],
  ['data-validation/whole-values', FOLDS, 'scores', VALUES, 'by the mean of their scores'],
  ['data-validation/whole-values', FOLDS, 'plt.plot(scores)', VALUES, 'by the mean of their scores'],
  ['data-leakage/scored-part', SPLIT, CALL, SHARED, 'nothing is judged by it here'],
  ['data-relationship/significant-test', 'import numpy as np\nfrom scipy import stats\na = np.random.rand(9)\nb = load()', 'stats.ttest_ind(a, b)', 'TtestResult(statistic=-7.13, pvalue=2.1e-11, df=148.0)', 'no seed holds'],
];

const sure: Sure[] = [
  ['data-validation/boolean-result', 'a, b = load()', 'a.shape == b.shape', 'True'],
  ['data-validation/boolean-result', READ, "(df['a'] >= df['b']).all()", 'True'],
  ['data-validation/boolean-result', READ, "df['id'].is_unique", 'True'],
  ['data-validation/boolean-result', READ, 'df.index.is_unique', 'True'],
  ['data-validation/categories', READ, "df['Sex'].value_counts()", counts(['male', 'female'], [577, 314])],
  ['data-validation/categories', READ, "df['Deck'].value_counts()", counts(LETTERS.slice(1), [])],
  ['data-validation/categories', READ, "df['Sex'].value_counts()", counts(['male', 'female'], [577, 3])],
  ['data-validation/class-labels', 'y_pred = load()', 'y_pred', LABELS],
  ['data-validation/class-labels', 'model, X = load()', 'model.predict(X)', LABELS],
  ['data-validation/unique-values', READ, "df['Deck'].unique()", "array(['A', 'B', 'C', 'D', 'E'], dtype=object)"],
  ['data-validation/unique-values', READ, "df['Pclass'].unique()", 'array([1, 2, 3])'],
  ['data-validation/unique-count', READ, "df['Deck'].nunique()", '8'],
  ['data-validation/unique-count', READ, "len(df['Deck'].unique())", '20'],
  ['data-validation/probability-values', 'y_prob = load()', 'y_prob', 'array([0.13, 0.87, 0.55])'],
  ['data-validation/tensor-values', 'import torch\nlabels = load()', 'torch.unique(labels)', 'tensor([0, 1, 2])'],
  ['data-validation/mask-selects-some', 'mask = load()', 'mask', 'array([ True, False,  True])'],
  ['missing-value/info-counts', READ, 'df.info()', info([['a', 5], ['b', 891], ['c', 891]])],
  ['missing-value/info-counts', `${READ}\ndf = df.drop(columns='x')`, 'df.info()', info([['a', 891], ['b', 891]])],
  ['missing-value/null-counts', READ, 'df.isnull().sum()', HOLES],
  ['missing-value/null-counts', READ, 'df.isna().any()', 'a     True\nb    False\nc    False\ndtype: bool\n'],
  ['missing-value/null-shares', READ, 'df.isnull().mean()', 'a    0.1\nb    0.0\ndtype: float64\n'],
  ['data-distribution/value-range', READ, "df['a'].min()", '0.5'],
  ['data-distribution/value-range', 'import numpy as np\na = load()', 'np.max(a)', '1.0'],
  ['data-distribution/statistic-band', READ, "df['Age'].mean()", '29.69911764705882'],
  ['data-distribution/statistic-band', TIPS, "df['tip'].median()", '2.9'],
  ['data-distribution/group-means', READ, "df.groupby('Sex')['Survived'].mean()", GROUPS],
  ['data-distribution/group-table', READ, "df.groupby('Sex').mean()", GROUP_TABLE],
  ['data-distribution/split-averages', `${SPLIT}${CALL}`, 'X_test.shape', APART],
  ['data-leakage/parts-make-whole', `${SPLIT}${CALL}`, 'X_test.shape', WHOLE],
  ['data-validation/whole-values', "import numpy as np\nX = np.loadtxt('a.txt')", 'X[:2]', VALUES],
  ['data-validation/whole-values', `${IRIS}large = X[X[:, 0] > 5][:, 0]`, 'large[:2]', VALUES],
  ['data-validation/whole-values', "import numpy as np\nscores = np.loadtxt('scores.txt')", 'scores', VALUES],
  ['data-leakage/scored-part', `${SPLIT}${CALL}\nmodel = LogisticRegression().fit(X_train, y_train)`, 'model.score(X_test, y_test)', SHARED],
  ['data-relationship/significant-test', 'from scipy import stats\na, b = load()', 'stats.ttest_ind(a, b)', 'TtestResult(statistic=-7.13, pvalue=2.1e-11, df=148.0)'],
  ['data-validation/boolean-result', READ, "df['a'].equals(other['a'])", 'True'],
  ['data-validation/boolean-result', 'a, b = load()', 'len(a) == len(b)', 'True'],
  ['data-validation/categories', READ, "df['Sex'].value_counts(normalize=True)", counts(['male', 'female'], [0.6, 0.4]).replace('count', 'share')],
  ['data-validation/categories', `${READ}\ndf['Deck'] = df['Cabin'].str[0]`, "df['Sex'].value_counts()", counts(['male', 'female'], [577, 314])],
  ['data-validation/unique-values', `${READ}\ndf['Deck'] = df['Cabin'].str[0]`, "df['Sex'].unique()", "array(['A', 'B'], dtype=object)"],
  ['data-validation/unique-values', READ, "df['Pclass'].unique()", 'array([1, 2, 3, 4])'],
  ['data-validation/unique-count', `${READ}\ndf['Deck'] = df['Cabin'].str[0]`, "df['Sex'].nunique()", '2'],
  ['data-validation/tensor-values', 'import torch\nlabels = load()', 'torch.unique(labels)', `tensor([${LETTERS.slice(1).map((_, at) => at).join(', ')}])`],
  ['data-validation/mask-selects-some', 'x = load()\nmask = x > 3', 'mask', 'array([ True, False,  True])'],
  ['missing-value/info-counts', READ, 'df.info()', info([['a', 5], ['b', 5], ['c', 891], ['d', 891]])],
  ['missing-value/null-counts', READ, 'df.isnull().sum()', 'a    5\nb    5\nc    0\nd    0\ndtype: int64\n'],
  ['missing-value/null-shares', READ, 'df.isna().sum() / len(df)', 'a    0.1\nb    0.0\ndtype: float64\n'],
  ['data-distribution/value-range', `${READ}\nages = df['a']`, 'ages.min()', '0.5'],
  ['data-distribution/group-means', `${READ}\ndf['Age'] = df['s'].abs()`, "df.groupby('Sex')['Survived'].mean()", GROUPS],
  ['data-distribution/group-table', `${READ}\ndf['Old'] = df['Age'] > 60`, "df.groupby('Sex').mean()", GROUP_TABLE],
];

holdDoubts(['data-validation', 'missing-value', 'data-distribution', 'data-leakage', 'data-relationship'], { doubted, sure, unreached: [
    // That it gets a name is no business of an example.
    'data-validation/boolean-result: it is costly to work out, and the name that it gets does not say what holds',
  ] });
