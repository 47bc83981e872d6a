import { type Doubted, holdDoubts, INFO, type Sure } from './cases.ts';

const TABLE = '   Age     Sex\n0   22    male\n1   38  female\n';
const POLARS = 'shape: (1, 2)\n┌─────┬──────┐\n│ age ┆ sex  │\n│ --- ┆ ---  │\n│ i64 ┆ str  │\n╞═════╪══════╡\n│ 22  ┆ male │\n└─────┴──────┘\n';
const SPARK = '+---+----+\n|age| sex|\n+---+----+\n| 22|male|\n+---+----+\n';
const READ = "import pandas as pd\ndf = pd.read_csv('data.csv')";
const INDEX = "Index(['Age', 'Sex'], dtype='object')";

const doubted: Doubted[] = [
  ['existence/table-columns', `${READ}\ndf.columns = ['Age', 'Sex']`, 'df.head()', TABLE, 'gives the names'],
  ['existence/table-columns', `${READ}\nkeys = ['Age']`, "df[keys + ['Sex']].head()", TABLE, 'picks the columns'],
  ['existence/table-columns', `${READ}\ndf['Age'].mean()\ndf['Sex'].unique()`, 'df.head()', TABLE, 'has asked for each'],
  ['existence/table-columns', READ, 'df.head()', '   Age\n0   22\n1   38\n', 'a single column'],
  ['existence/table-columns', READ, 'df.head()', '   V1  V2  V3  V4\n0   2   1   4   1\n1   3   5   6   2\n', 'numbered'],
  ['existence/table-columns', `${READ}\ndf = df.filter(items=['Age', 'Sex'])`, 'df', TABLE, 'the code itself names the columns'],
  ['existence/table-columns', 'import pandas as pd\nfrom sklearn.metrics import classification_report\nreport = classification_report(y, p, output_dict=True)\ndf = pd.DataFrame(report).transpose()', 'df', '          precision  recall\naccuracy        0.8     0.7\n', 'of its report'],
  ['existence/table-columns', 'model = fit()', 'model.summary_.head()', TABLE, 'what a fit leaves behind'],
  ['existence/table-columns', 'm = load()\nforecast = m.predict(future)', 'forecast.head()', '    trend    yhat\n0    22.1    21.0\n', 'of what it computes'],
  ['existence/table-columns', 'results = load()', 'results', '   Model  Accuracy\n0   tree      0.81\n1     nn      0.83\n', 'such a table of its results'],
  ['existence/table-columns', `${READ}\ndf = df.append(row)`, 'df', TABLE, 'put together in the code'],
  ['existence/other-frames', 'import polars as pl\nx = load()\ndf = pl.DataFrame(x)', 'df.head()', POLARS, 'the code itself names the columns'],
  ['existence/other-frames', "t = load()\ndf = t.select('age', 'sex')", 'df.show()', SPARK, 'the code itself names the columns'],
  ['existence/other-frames', "df = load()\ndf['age'].sum()\ndf['sex'].unique()", 'df.head()', POLARS, 'has asked for each'],
  ['existence/other-frames', "df = t.select('age', 'sex').limit(5)", 'df.head()', POLARS, 'the code itself names the columns'],
  ['existence/other-frames', 'summary = model.summary', 'summary.predictions.show()', SPARK, 'what a model sums up'],
  ['existence/other-frames', 'df = load()', 'df.dropna().head()', POLARS, 'a step without a name'],
  ['existence/column-names', `${READ}\ndf.columns = ['Age', 'Sex']`, 'df.columns', INDEX, 'gives the names'],
  ['existence/column-names', `${READ}\ndf['Age'].mean()\ndf['Sex'].unique()`, 'df.columns', INDEX, 'has asked for each'],
  ['existence/column-names', 'import pandas as pd\ngrid = search()\ndf = pd.DataFrame(grid.cv_results_)', 'df.columns', INDEX, 'the library and the grid'],
  ['existence/column-names', 'm = load()\nforecast = m.predict(future)', 'forecast.columns', INDEX, 'of what it computes'],
  ['existence/info-columns', READ, 'df.dropna().info()', INFO, 'a step or a part without a name'],
  ['existence/info-columns', `${READ}\ndf.columns = ['Age', 'Sex']`, 'df.info()', INFO, 'gives the names'],
  ['existence/info-columns', `${READ}\ndf['Age'].mean()\ndf['Sex'].unique()`, 'df.info()', INFO, 'has asked for each'],
  ['existence/info-columns', 'm = load()\nfuture = m.make_future_dataframe(periods=365)', 'future.info()', INFO, 'and fills them'],
  ['existence/mapping-keys', 'word_counts = load()', 'word_counts', "{'the': 5, 'cat': 1}", 'it counts something'],
  ['existence/mapping-keys', 'from sklearn.datasets import load_iris\niris = load_iris()', 'iris.keys()', "dict_keys(['data', 'target', 'frame'])", 'its data sets'],
  ['existence/mapping-keys', '', 'load_config()', "{'epochs': 5, 'rate': 0.1}", 'without being given a name'],
  ['existence/selected-rows', READ, "df[['Age', 'Sex']]", TABLE, 'the code itself names the columns'],
  ['existence/selected-rows', `${READ}\ndf = df[['Age', 'Sex']]`, 'df.dropna()', TABLE, 'the code itself names the columns'],
  ['existence/membership', 'letters = load()', "'a' in letters", 'True', 'an exercise in membership'],
];

const sure: Sure[] = [
  ['existence/table-columns', READ, 'df.head()', TABLE],
  ['existence/table-columns', `${READ}\ndf['Age'].mean()`, 'df.head()', TABLE],
  ['existence/table-columns', READ, 'df.head()', '   V1  V2  Age  Sex\n0   2   1    4    1\n1   3   5    6    2\n'],
  ['existence/table-columns', READ, "df[df['Age'] > 20].head()", TABLE],
  ['existence/table-columns', `${READ}\ndf = df.dropna()`, 'df.sort_values("Age")', TABLE],
  ['existence/table-columns', `${READ}\ndf = df.drop(columns='Name')`, 'df.tail()', TABLE],
  ['existence/other-frames', 'df = load()', 'df.head()', POLARS],
  ['existence/other-frames', 'df = load()', 'df.show()', SPARK],
  ['existence/other-frames', "df = load()\ndf['age'].sum()", 'df.head()', POLARS],
  ['existence/other-frames', "df = load()", "df.orderBy('age').show()", SPARK],
  ['existence/column-names', READ, 'df.columns', INDEX],
  ['existence/column-names', `${READ}\ndf['Age'].mean()`, 'df.columns', INDEX],
  ['existence/column-names', `${READ}\ndf = df.dropna()`, 'list(df.columns)', "['Age', 'Sex']"],
  ['existence/info-columns', READ, 'df.info()', INFO],
  ['existence/info-columns', `${READ}\ndf['Age'].mean()`, 'df.info()', INFO],
  ['existence/mapping-keys', 'config = load()', 'config', "{'epochs': 5, 'rate': 0.1}"],
  ['existence/mapping-keys', 'config = load()', 'config.keys()', "dict_keys(['epochs', 'rate'])"],
  ['existence/selected-rows', READ, "df[df['Age'] > 20]", TABLE],
  ['existence/selected-rows', READ, 'df.dropna()', TABLE],
  ['existence/membership', READ, "'Age' in df.columns", 'True'],
  ['existence/table-columns', READ, 'df.head()', '   Age  Sex\n0   22    1\n1   38    2\n'],
  ['existence/table-columns', 'm = load()\npart = m.drop_duplicates()', 'part.head()', TABLE],
  ['existence/table-columns', `${READ}\ndf.index = range(len(df))`, 'df.head()', TABLE],
  ['existence/other-frames', 'df = load()\ndf = df.dropna()', 'df.head()', POLARS],
  ['existence/column-names', 'm = load()\npart = m.dropna()', 'part.columns', INDEX],
  ['existence/info-columns', `${READ}\nfull = df.dropna()`, 'full.info()', INFO],
  ['existence/mapping-keys', 'country = load()', 'country', "{'name': 5, 'area': 1}"],
  ['existence/membership', `${READ}\nsexes = load()`, "df['Sex'].isin(sexes).all()", 'True'],
];

holdDoubts(['existence'], { doubted, sure, unreached: [] });
