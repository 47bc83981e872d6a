import { type Doubted, holdDoubts, INFO, type Sure } from './cases.ts';

const LOG = (losses: readonly number[]) =>
  losses.map((loss, at) => `Epoch ${at + 1}/3\n32/32 [==============================] - 1s 2ms/step - loss: ${loss}\n`).join('');
const KERAS = 'from tensorflow import keras\nmodel, X, y = build()';
const SUMMARY = `Model: "sequential"
_________________________________________________________________
 Layer (type)                Output Shape              Param #
=================================================================
 dense (Dense)               (None, 128)               100480
=================================================================
Total params: 100,480
Trainable params: 100,480
Non-trainable params: 0
_________________________________________________________________
`;
const EDGES = 'array([ 0.  ,  0.25,  0.75,  1.  ])';
const ROWS = '[[0.2 0.8]\n [0.5 0.5]\n [0.9 0.1]]\n';
const DISTANCES = '[[0. 3. 4.]\n [3. 0. 5.]\n [4. 5. 0.]]\n';
const READ = "import pandas as pd\ndf = pd.read_csv('data.csv')";
const TIPS = "import seaborn as sns\ndf = sns.load_dataset('tips')";

const doubted: Doubted[] = [
  ['mathematical-property/increasing-edges', 'import numpy as np\nbins = np.array([0, 0.25, 0.75, 1])', 'bins', EDGES, 'writes them'],
  ['mathematical-property/increasing-edges', 'import numpy as np\nx = load()\ncounts, edges = np.histogram(x)', 'edges', EDGES, 'no other order'],
  ['mathematical-property/rows-sum-to-one', 'model, X = load()\nproba = model.predict_proba(X)', 'print(proba)', ROWS, 'gives nothing else'],
  ['mathematical-property/rows-sum-to-one', "from sklearn.metrics import confusion_matrix\ny, p = load()\ncm = confusion_matrix(y, p, normalize='true')", 'print(cm)', ROWS, 'makes shares'],
  ['mathematical-property/symmetric-matrix', 'import numpy as np\nfrom sklearn.metrics import pairwise_distances\nX = load()\ndistances = pairwise_distances(X)', 'print(distances)', DISTANCES, "the library's own function"],
  ['model-training/training-log', KERAS, 'model.fit(X[:100], y[:100], epochs=3)', LOG([0.69, 0.5, 0.4]), 'a rehearsal'],
  ['model-training/training-log', KERAS, 'model.fit(X, y, epochs=3)', LOG([0.69, 0.6, 0.55]), 'by less than a third'],
  ['model-training/coefficients', 'from sklearn.cluster import KMeans\nX = load()\nkm = KMeans(3, random_state=0).fit(X)', 'print(km.cluster_centers_)', '[[1.5 2.5]\n [0.5 3.5]\n [2.5 1.5]]\n', 'the code says, or chance'],
  ['network-architecture/model-summary', 'tuner = search()\nmodel = tuner.get_best_models()[0]', 'model.summary()', SUMMARY, 'a search found it'],
  ['spot-check/number', READ, "df['tip'].skew()", '1.4654510370979401', 'replaced by a newer one'],
  ['type/object-type', 'model = load()', 'type(model)', 'sklearn.svm._classes.SVC', 'no name for the class'],
  ['type/object-type', `${READ}\ny = df['tip'].to_numpy()\nimport numpy as np`, 'type(y)', 'numpy.ndarray', 'no other type'],
  ['type/object-type', `${READ}\ny = df['tip']`, 'type(y)', 'pandas.core.series.Series', 'picked by its name'],
  ['type/object-type', `${READ}\ny = df.tip`, 'type(y)', 'pandas.core.series.Series', 'an attribute'],
  ['type/object-type', 'x = [1, 2, 3]', 'type(x)', 'list', 'the code itself makes the data'],
  ['type/table-info', READ, 'df.dropna().info()', INFO, 'a step or a part without a name'],
];

const sure: Sure[] = [
  ['mathematical-property/increasing-edges', 'bins = load()', 'bins', EDGES],
  ['mathematical-property/rows-sum-to-one', 'transition = load()', 'print(transition)', ROWS],
  ['mathematical-property/symmetric-matrix', 'import numpy as np\ndistances = load()', 'print(distances)', DISTANCES],
  ['model-training/training-log', KERAS, 'model.fit(X, y, epochs=3)', LOG([0.69, 0.5, 0.4])],
  ['model-training/coefficients', 'from sklearn.linear_model import LinearRegression\nX, y = load()\nlinreg = LinearRegression().fit(X, y)', 'print(linreg.coef_)', '[ 0.046  0.179 -0.123]\n'],
  ['network-architecture/model-summary', 'model = build()', 'model.summary()', SUMMARY],
  ['spot-check/number', TIPS, "df['tip'].skew()", '1.4654510370979401'],
  ['type/object-type', 'x = load()', 'type(x)', 'list'],
  ['type/object-type', `${READ}\nX = df[chosen()]`, 'print(type(X))', "<class 'pandas.core.frame.DataFrame'>\n"],
  ['type/table-info', READ, 'df.info()', INFO],
  ['model-training/training-log', KERAS, 'model.fit(X[:1000], y[:1000], epochs=3)', LOG([0.69, 0.5, 0.4])],
  ['spot-check/number', TIPS, "df['tip'].kurt()", '3.6454510370979401'],
  ['type/table-info', `${READ}\ndf = df.dropna()`, 'df.info()', INFO],
];

holdDoubts(
  ['mathematical-property', 'model-training', 'network-architecture', 'resource', 'spot-check', 'type', 'batch-size'],
  {
    doubted,
    sure,
    unreached: [],
  },
);
