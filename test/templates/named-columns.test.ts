import { expect, test } from 'vitest';
import { areAssigned, areNamedByCode } from '../../src/templates/named-columns.ts';
import { notebookOf } from '../python/effects-cases.ts';

test.each([
  ['a list', "t = df[['a', 'b']]", true],
  ['a name for it', "wanted = ['a', 'b']\nt = df[wanted].copy()", true],
  ['rows of what a list picked', "t = df[['a', 'b']]\nt = t[t.a.notna()]", true],
  ['rows of a table', "t = load()\nt = t[t.a > 0]", false],
  ['a loader that is told the names', "t = load('x', header=['a', 'b'])", true],
  ['columns that are read', "t = pd.read_csv('x', usecols=['a', 'b'])", true],
  ['columns that are read, by a name', "wanted = ['a', 'b']\nt = pd.read_csv('x', usecols=wanted)", true],
  ['columns that are read, by their places', "t = pd.read_csv('x', usecols=[0, 1])", false],
  ['lines that are headers', "t = pd.read_csv('x', header=[0, 1])", false],
  ['dummies of named columns', "t = pd.get_dummies(df, columns=['a', 'b'])", false],
  ['a list behind all rows', "t = df.loc[:, ['a', 'b']]", true],
  ['part of what a list picked', "from sklearn.model_selection import train_test_split\nX = df[['a', 'b']]\nt, u = train_test_split(X)", true],
  ['part of all', "from sklearn.model_selection import train_test_split\nt, u = train_test_split(df)", false],
  ['rows by a condition, and a list', "t = df.loc[df.a > 0, ['a', 'b']]", true],
  ['rows by a condition, and a name for a list', "wanted = ['a', 'b']\nt = df.loc[df.a > 0, wanted]", true],
  ['rows by a condition, and one column', "t = df.loc[df.a > 0, 'a']", false],
  ['two lists', "t = df[['a'] + ['b']]", true],
  ['a list and one that is worked out', "rest = others(df)\nt = df[['a'] + rest]", false],
  ['a name for each of a list', "wanted = ['a', 'b']\nshares = [c + '_share' for c in wanted]\nt = df[shares]", true],
  ['a list with a name for a text in it', "target = 'y'\nt = df[['a', target]]", true],
  ['selected', "t = df.select('a', 'b').limit(10)", true],
  ['selected by a list', "t = df.filter('x > 1').select(['a', 'b'])", true],
  ['all that there are', "t = df.select('*')", false],
  ['named anew', "t = df.toDF('a', 'b').cache()", true],
  ['with a new name', "t = df.select(F.col('a').alias('b'))", true],
  ['worked out', "t = df.select(wanted(df))", false],
  ['by a pattern', "t = df.select(pl.col('^a.*$'))", false],
  ['groups of polars', "t = df.group_by('g').agg([pl.col('x').min().alias('least')]).sort('least')", true],
  ['and what is added to them', "import polars as pl\nt = pl.DataFrame(rows)\nt = t.with_columns([pl.col('a').round(1)])", true],
  ['added to a table', "t = df.with_columns(a=1)", false],
  ['a dictionary in a list', "row = {'a': 1}\nt = pd.DataFrame([row])", true],
  ['dictionaries in a list', "t = pd.DataFrame([{'a': 1}, {'a': 2}])", true],
  ['keywords of a dictionary', "t = pd.DataFrame(dict(a=x, b=y))", true],
  ['an ordered one', "from collections import OrderedDict\nt = pd.DataFrame(OrderedDict(a=x, b=y))", true],
  ['a copy of one from a dictionary', "t = pd.DataFrame({'a': x}).copy()", true],
  ['a dictionary with a name, copied', "d = {'a': x}\nu = pd.DataFrame(data=d)\nt = u.copy()", true],
  ['one from a dictionary itself, which has a template', "t = pd.DataFrame({'a': x})", false],
  ['what a function gives', "t = pd.DataFrame(rows(a=x))", false],
  ['rows in a list', "t = pd.DataFrame([row, other])", false],
  ['what a reader calls so', "t = spark.read.format('libsvm').load('x.txt')", true],
  ['another reader', "t = spark.read.format('csv').load('x.txt')", false],
  ['part of what was selected', "rows = df.select('a', 'b')\nt, u = rows.randomSplit([0.7, 0.3])", true],
  ['part of a table', "t, u = df.randomSplit([0.7, 0.3])", false],
  ['and further steps', "t = df[['a', 'b']].dropna().sort_values('a').reset_index(drop=True)", true],
  ['named results', "t = df.groupby('g').agg(n=('x', 'count'), m=('x', 'mean'))", true],
  ['one for each function', "t = df.groupby('g')['x'].agg(['mean', 'count']).reset_index()", true],
  ['in parentheses', "t = (df.groupby('g').agg(n=('x', 'count')))", true],
  ['functions by column', "t = df.groupby('g').agg({'x': 'mean'})", true],
  ['a table of rows', "t = pd.DataFrame(rows, columns=['a', 'b'])", true],
  ['of a mapping', "t = pd.DataFrame.from_dict(counts, orient='index', columns=['n']).sort_values('n')", true],
  ['columns that are worked out', 't = pd.DataFrame(rows, columns=wanted())', false],
  ['one function for all', "t = df.groupby('g').agg('mean')", false],
  ['a list that is worked out', 'wanted = [c for c in df if c]\nt = df[wanted]', false],
  ['a list with a name in it', "t = df[['a', target]]", false],
  ['numbers only', 't = df[[0, 1]]', false],
  ['rows', "t = df[df['a'] > 0]", false],
  ['a step that adds columns', "t = df[['a', 'b']].merge(other)", false],
  ['loaded', 't = load()', false],
  ['unpacked', "t = df.groupby('g').agg(**named)", false],
  ['not there', '', false],
])('%s: %s', (_, source, expected) => {
  const { code: notebook, names } = notebookOf([`import pandas as pd\n${source}`, 't']);
  expect(areNamedByCode('t', { at: { cell: 1, offset: 0 }, notebook, names })).toBe(expected);
});

test.each([
  ['names that are assigned', "t = load()\nt.columns = ['a', 'b']\nt = t.dropna()", true],
  ['a name for them', "wanted = ['a', 'b']\nt = load()\nt.columns = wanted", true],
  ['names that are worked out', 't = load()\nt.columns = [c.lower() for c in t.columns]', false],
  ['of another table', "t = load()\nu.columns = ['a', 'b']", false],
])('%s: %s', (_, source, expected) => {
  const { code: notebook, names } = notebookOf([source, 't']);
  expect(areAssigned('t', { at: { cell: 1, offset: 0 }, notebook, names })).toBe(expected);
});
