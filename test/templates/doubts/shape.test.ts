import { type Doubted, holdDoubts, type Sure } from './cases.ts';

const INFO = `<class 'pandas.core.frame.DataFrame'>
RangeIndex: 244 entries, 0 to 243
Data columns (total 1 columns):
 #   Column  Non-Null Count  Dtype
---  ------  --------------  -----
 0   tip     244 non-null    float64
dtypes: float64(1)
memory usage: 2.0 KB
`;
const CUT = '     total_bill   tip\n0         16.99  1.01\n..          ...   ...\n243       18.78  3.00\n\n[244 rows x 2 columns]\n';
const READ = "import pandas as pd\ndf = pd.read_csv('data.csv')";
const TIPS = "import seaborn as sns\ndf = sns.load_dataset('tips')";
const SPLIT = 'from sklearn.model_selection import train_test_split\nX, y = load()\nX_train, X_test, y_train, y_test = train_test_split(X, y)';

const doubted: Doubted[] = [
  ['shape/table-shape', READ, 'df.dropna().shape', '(712, 12)', 'a selection or a step'],
  ['shape/table-shape', 'import numpy as np\na = np.zeros((3, 4))', 'a.shape', '(3, 4)', 'says the shape'],
  ['shape/table-shape', 'from numpy.random import randn\na = randn(3, 4)', 'a.shape', '(3, 4)', 'says the shape'],
  ['shape/table-shape', 'word_emb = load()', 'word_emb.shape', '(500, 64)', 'a matrix rather than a table'],
  ['shape/table-shape', 'embeddings = load()', 'embeddings.shape', '(500, 64)', 'a matrix rather than a table'],
  ['shape/table-shape', 'weights = load()', 'weights.shape', '(500, 64)', 'follow from its model'],
  ['shape/table-shape', 'img = load()', 'img.shape', '(480, 640)', 'looks like one image'],
  ['shape/table-shape', "import cv2\na = cv2.imread('a.png', 0)", 'a.shape', '(480, 640)', 'it is one image'],
  ['shape/table-shape', 'from keras.utils import to_categorical\ny = load()\nY = to_categorical(y, 10)', 'Y.shape', '(60000, 10)', 'how many columns there are'],
  ['shape/table-shape', 'vectorizer, texts = load()\nX = vectorizer.fit_transform(texts)', 'X.shape', '(500, 9123)', 'a vocabulary'],
  ['shape/table-shape', 'pca, X = load()\nZ = pca.fit_transform(X)', 'Z.shape', '(500, 2)', 'to how many columns it reduces'],
  ['shape/table-shape', `${READ}\npart = df[:100]`, 'part.shape', '(100, 12)', 'how many rows it takes'],
  ['shape/table-shape', 'from sklearn.metrics import pairwise_distances\nX = load()\nD = pairwise_distances(X)', 'D.shape', '(500, 500)', 'a matrix of pairs'],
  ['shape/row-count', READ, 'len(df.dropna())', '712', 'a selection or a step'],
  ['shape/row-count', `${READ}\ny = model.predict(df)`, 'len(y)', '712', 'one prediction for each row'],
  ['shape/row-count', 'names = [1, 2, 3]', 'len(names)', '3', 'says the length'],
  ['shape/row-count', 'clusters = load()', 'len(clusters)', '5', 'how many clusters there are'],
  ['shape/row-count', 'results = load()', 'len(results.params)', '5', 'the terms of a formula'],
  ['shape/row-count', 'features = load()', 'len(features)', '5', 'names of columns'],
  ['shape/row-count', 'x = load()', 'len(x)', '5', 'how it could come out empty'],
  ['shape/row-count', 'import numpy as np\nx = np.random.rand(100)\nx = x[x > 0.5]', 'len(x)', '53', 'is luck'],
  ['shape/row-count', 'x = load()\npart = x[:100]', 'len(part)', '100', 'how many it takes'],
  ['shape/row-count', 'x = load()\nn = 100\npart = x[:n]', 'len(part)', '100', 'how many it takes'],
  ['shape/row-count', "import pandas as pd\nx = pd.read_csv('rides.csv', nrows=5000)", 'len(x)', '5000', 'how many it takes'],
  ['shape/row-count', "import pandas as pd\nx = pd.read_csv('rides.csv', nrows=5000).drop(columns='key')", 'x.shape[0]', '5000', 'how many it takes'],
  ['shape/vector-shape', 'y = load()\nn = 2\npart = y[y.argsort()[:n]]', 'part.shape', '(2,)', 'how many it takes'],
  ['shape/vector-shape', `${READ}\ny = df['y']`, 'y.shape', '(12,)', 'of so few entries'],
  ['shape/vector-shape', 'y = load()', 'y.shape', '(891,)', 'how long it is'],
  ['shape/vector-shape', `${READ}\ny = model.predict(df)`, 'y.shape', '(712,)', 'one prediction for each row'],
  ['shape/vector-shape', 'weights = load()', 'weights.shape', '(64,)', 'follows from its model'],
  ['shape/vector-shape', 'import numpy as np\na = np.arange(30)', 'a.shape', '(30,)', 'says the shape'],
  ['shape/vector-shape', `${READ}\nrow = df.iloc[0]`, 'row.shape', '(12,)', 'the columns of its table'],
  ['shape/vector-shape', 'y = load()\npart = y[:100]', 'part.shape', '(100,)', 'how many it takes'],
  ['shape/column-count', 'img = load()', 'img.shape[1]', '640', 'looks like one image'],
  ['shape/column-count', 'import numpy as np\na = np.zeros((3, 4))', 'a.shape[1]', '4', 'how many there are'],
  ['shape/column-count', READ, 'len(df.dropna(axis=1).columns)', '7', 'a selection or a step'],
  ['shape/column-count', `${READ}\ndf = df[['Age', 'Sex']]`, 'len(df.columns)', '2', 'names the columns'],
  ['shape/column-count', 'vectorizer, texts = load()\nX = vectorizer.fit_transform(texts)', 'X.shape[1]', '9123', 'a vocabulary'],
  ['shape/array-shape', 'a = load()', 'a.shape', '(1, 300, 5)', 'of one series or image'],
  ['shape/array-shape', 'trace = load()', 'trace.shape', '(4, 1000, 5)', 'the sampler was told'],
  ['shape/array-shape', 'import numpy as np\na = np.zeros((2, 3, 4))', 'a.shape', '(2, 3, 4)', 'says the shape'],
  ['shape/element-count', 'df = load()', 'df.count()', '891', 'how it could come out empty'],
  ['shape/element-count', "import numpy as np\na = np.fromfile('a.bin', count=10)", 'a.size', '10', 'how many there are'],
  ['shape/element-count', 'grid = search()', 'grid.best_estimator_.coef_.size', '10', 'a search finds best'],
  ['shape/features-fit-target', SPLIT, 'print(X_train.shape, y_train.shape)', '(712, 8) (712,)\n', 'nothing stands between'],
  ['shape/features-fit-target', 'import numpy as np\nX = np.zeros((10, 2))\ny = np.zeros(10)', 'print(X.shape, y.shape)', '(10, 2) (10,)\n', 'makes both'],
  ['shape/info-rows', TIPS, 'df.dropna().info()', INFO, 'a selection'],
  ['shape/info-rows', READ, 'df.info()', INFO, 'replaced by a newer one'],
  ['shape/parts-have-same-columns', SPLIT, 'print(X_train.shape, X_test.shape)', '(712, 8) (179, 8)\n', 'nothing stands between'],
  ['shape/parts-have-same-columns', 'images_train, texts_test = load()', 'images_train.shape, texts_test.shape', '((712, 8), (179, 8))', 'of different things'],
  ['shape/image-shape', 'photo = load()', 'photo[10:].shape', '(480, 640, 3)', 'a selection or a step'],
  ['shape/image-shape', 'photo = load()\nrgb = photo[:, :, :3]', 'rgb.shape', '(480, 640, 3)', 'how many channels it takes'],
  ['shape/dimensions', 'import numpy as np\na = np.zeros((3, 4))', 'a.ndim', '2', 'how many there are'],
  ['shape/equal-lengths', SPLIT, 'len(X_train), len(y_train)', '(712, 712)', 'nothing stands between'],
  ['shape/shown-table', READ, 'df', CUT, 'replaced by a newer one'],
];

const sure: Sure[] = [
  ['shape/image-shape', 'photo = load()', 'photo.shape', '(480, 640, 3)'],
  ['shape/table-shape', READ, 'df.shape', '(891, 12)'],
  ['shape/table-shape', 'X = load()', 'X.shape', '(891, 12)'],
  ['shape/table-shape', `${READ}\ndf = df.dropna()`, 'df.shape', '(712, 12)'],
  ['shape/table-shape', 'import numpy as np\na = load()', 'np.shape(a)', '(712, 12)'],
  ['shape/table-shape', 'scaler, X = load()\nX = scaler.fit_transform(X)', 'X.shape', '(712, 12)'],
  ['shape/row-count', READ, 'len(df)', '891'],
  ['shape/row-count', READ, 'df.shape[0]', '891'],
  ['shape/row-count', "import pandas as pd\nx = pd.read_csv('rides.csv', sep=';').drop(columns='key')", 'len(x)', '5000'],
  ['shape/row-count', TIPS, 'len(df)', '244'],
  ['shape/row-count', `${READ}\ndf = df.dropna()`, 'len(df)', '712'],
  ['shape/vector-shape', `${READ}\ny = df['y']`, 'y.shape', '(891,)'],
  ['shape/vector-shape', "import seaborn as sns\ny = sns.load_dataset('tips')['tip']", 'y.shape', '(244,)'],
  ['shape/column-count', READ, 'len(df.columns)', '12'],
  ['shape/column-count', 'X = load()', 'X.shape[1]', '30'],
  ['shape/array-shape', 'X_train = load()', 'X_train.shape', '(60000, 28, 28)'],
  ['shape/array-shape', 'X_train = load()', 'X_train.shape', '(60000, 28, 28, 3)'],
  ['shape/element-count', READ, "df['Age'].count()", '714'],
  ['shape/element-count', READ, "df['Age'].size", '891'],
  ['shape/features-fit-target', 'X, y = load()', 'print(X.shape, y.shape)', '(891, 8) (891,)\n'],
  ['shape/features-fit-target', `${READ}\nX = df.drop(columns='y')\ny = df['y']`, 'X.shape, y.shape', '((891, 8), (891,))'],
  ['shape/info-rows', TIPS, 'df.info()', INFO],
  ['shape/parts-have-same-columns', 'X_train, X_test = split(X)', 'X_train.shape, X_test.shape', '((712, 8), (179, 8))'],
  ['shape/dimensions', 'a = load()', 'a.ndim', '3'],
  ['shape/equal-lengths', 'X, y = load()', 'len(X), len(y)', '(891, 891)'],
  ['shape/shown-table', TIPS, 'df', CUT],
  ['shape/table-shape', 'tfidf, X = load()\nX = X[X > 0]', 'X.shape', '(500, 40)'],
  ['shape/table-shape', `${READ}\nimages = df`, 'images.shape', '(891, 12)'],
  ['shape/table-shape', `${READ}\nweighted = df`, 'weighted.shape', '(891, 12)'],
  ['shape/row-count', `${READ}\ntrain_features = df.dropna()`, "print('train rows', len(train_features))", 'train rows 712\n'],
  ['shape/row-count', `${READ}\npart = df[df['Age'] > 20]`, 'len(part)', '712'],
  ['shape/row-count', 'x = load()\npart = [it for it in x if it]', 'len(part)', '7'],
  ['shape/vector-shape', `${READ}\ny = df['y']`, 'y.shape', '(20,)'],
  ['shape/column-count', `${READ}\ndf = df.dropna()`, 'df.shape[1]', '12'],
  ['shape/array-shape', 'X = load()', 'X.shape', '(2, 300, 5)'],
  ['shape/element-count', `${READ}\npart = df[df['Age'] > 20]`, "part['Age'].size", '712'],
  ['shape/parts-have-same-columns', 'images_train, images_test = load()', 'images_train.shape, images_test.shape', '((712, 8), (179, 8))'],
  ['shape/dimensions', READ, 'df.values.ndim', '2'],
];

holdDoubts(['shape'], { doubted, sure, unreached: [] });
