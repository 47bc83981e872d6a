"""Builds real values and prints, as JSON, how IPython shows each and what is true of it.

One JSON list on standard output. Each item: `source` (the expression), `repr` (text/plain of the display formatter),
`str` (what print shows; null when it is the same value under another text form we do not ask for), `html` (or null),
and `facts`, whose `kind` says which evidence the reader should give.
"""

import collections
import datetime
import decimal
import json
import math
import sys
import warnings

import numpy as np
import pandas as pd
from facts import facts
from IPython.core.interactiveshell import InteractiveShell

warnings.filterwarnings("ignore")
SHELL = InteractiveShell.instance()
NAMESPACE = {"np": np, "pd": pd, "math": math, "collections": collections, "datetime": datetime, "decimal": decimal}


def show(source, what=None):
    value = eval(source, NAMESPACE)
    data, _ = SHELL.display_formatter.format(value)
    return {
        "source": source,
        "repr": data.get("text/plain"),
        "str": str(value),
        "html": data.get("text/html"),
        "facts": facts(value) if what is None else what,
    }


def prepare():
    rng = np.random.default_rng(0)
    titanic = pd.DataFrame(
        {
            "PassengerId": range(1, 101),
            "Survived": rng.integers(0, 2, 100),
            "Pclass": rng.integers(1, 4, 100),
            "Name": [f"Person, Mr. Number {i} of a Long Name (the {i}th)" for i in range(100)],
            "Sex": rng.choice(["male", "female"], 100),
            "Age": np.where(rng.random(100) < 0.2, np.nan, rng.normal(30, 12, 100).round(1)),
            "Fare": rng.gamma(2, 16, 100),
            "Cabin Class": rng.choice(["A", "B b", None], 100),
        }
    )
    wide = pd.DataFrame(rng.normal(size=(6, 40)), columns=[f"feature_{i}" for i in range(40)])
    long = pd.DataFrame({"x": np.arange(500), "y": rng.normal(size=500) * 1e6, "z": rng.choice(["a", "bb"], 500)})
    multi = pd.DataFrame(
        rng.normal(size=(4, 4)).round(3),
        index=pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["first", "second"]),
        columns=pd.MultiIndex.from_product([["x", "y"], ["u", "v"]]),
    )
    dates = pd.date_range("2020-01-01", periods=8, freq="D")
    NAMESPACE.update(titanic=titanic, wide=wide, long=long, multi=multi, dates=dates, rng=rng)


SCALARS = """
0 | 891 | -5 | 10**30 | 0.83 | 1.0 | 1e-05 | 1.5e300 | 1/3 | float('nan') | float('inf') | -float('inf') | True | False | 3+4j | -1j
'male' | 'it\\'s "quoted"' | 'two\\nlines' | 'tab\\tand \\\\ slash' | 'Ünïcode ☃ 😀' | '' | b'raw' | '\\x00\\x1b[0m'
np.float64(0.8379) | np.float32(0.1) | np.float16(0.1) | np.int64(7) | np.uint8(255) | np.bool_(True) | np.str_('a') | np.complex128(1+2j)
np.float64('nan') | np.float64('inf') | np.float64(1e-12) | np.datetime64('2015-07-04') | np.timedelta64(4, 'h')
pd.Timestamp('2020-01-02 03:04:05') | pd.Timestamp('2020-01-02', tz='UTC') | pd.Timedelta('1 days 02:00:00') | pd.NaT
decimal.Decimal('1.50') | datetime.date(2020, 1, 2) | datetime.datetime(2020, 1, 2, 3, 4, 5) | datetime.datetime(2020, 1, 2, 3, 4, 5, 678)
"""
NESTED = """
(891, 12) | (5,) | () | [] | {} | set() | [1, 2, 3] | [0.1, float('nan'), float('inf'), None, True] | {'a': 1, 'b': [1, (2, 3)]}
{1, 2, 3} | frozenset({'x'}) | [[1, 2], [3, 4]] | [[]] | [5] | [[5]] | ['a', 'b'] | ['it\\'s', "say \\"x\\"", 'both \\' and "'] | ('a',)
{'k': {'l': {'m': [{'n': ()}]}}} | list(range(40)) | list(range(2000)) | {i: i * i for i in range(30)} | {i: i for i in range(1500)}
[np.float64(0.83), np.int64(3)] | {'acc': np.float64(0.25)} | [pd.Timestamp('2020-01-01')] | [decimal.Decimal('0.1')]
(0.5, 'x', None, False, 2+1j) | [-1, -2.5, +3] | [1e-10, 1e22] | {None: 1, True: 2} | {(1, 2): 'a'} | [b'x', 'y'] | [['a b', 'c'], ['d', 'e, f']]
['x' * 100, 'y' * 100] | {'long': 'word ' * 40} | [{'a': 1}, {'b': 2}] | ((80, 4), (20, 4), (80,), (20,)) | (np.float64(1.5), np.float64(2.5))
"""
ARRAYS = """
np.arange(5) | np.arange(6).reshape(2, 3) | np.arange(24).reshape(2, 3, 4) | np.zeros(3) | np.ones((2, 2)) | np.array([0.5, 0.25, 1 / 3])
np.array([1e-10, 1.0, 1e10]) | np.array([1.5, np.nan, np.inf, -np.inf]) | np.array([True, False]) | np.array(['a', 'bc']) | np.array([1, 2], dtype=np.int8)
np.array([0.1, 0.2], dtype=np.float32) | np.array([1 + 2j, 3.5 - 1j]) | np.array([], dtype=float) | np.zeros((0, 3)) | np.zeros((2, 0)) | np.array(5) | np.array(0.5)
np.arange(2000) | np.zeros((100, 50)) | np.arange(900) | np.array([[1.5], [2.25]]) | np.array([[1]]) | np.array([7]) | np.array([0.5])
np.array([(1, 2.0), (3, 4.5)], dtype=[('a', '<i4'), ('b', '<f8')]) | np.array(['2020-01-01', '2020-01-02'], dtype='datetime64[D]')
np.array([1, 'a', None], dtype=object) | np.array([[1, 2], [3]], dtype=object) | np.array([10**18, -10**18]) | np.array([2**63], dtype=np.uint64)
np.array(['it\\'s', 'a b']) | np.array([-1.5, 2]) | np.array([1e-5]) | np.array([123456.789, 0.001]) | np.array([1e300, 1e-300]) | np.random.default_rng(1).normal(size=(3, 3))
np.random.default_rng(1).normal(size=30) * 1000 | np.array([[3, 0], [1, 12]]) | np.linspace(0, 1, 11) | np.array([0, 1, 2], dtype=np.uint8) | np.eye(3, dtype=bool)
np.array(['x'] * 40) | np.array(['long string number ' + str(i) for i in range(9)]) | np.array([pd.Timestamp('2020-01-01')]) | np.array([datetime.date(2020, 1, 1)])
"""
INDEXES = """
titanic.columns | titanic.index | pd.Index([3, 1, 2]) | pd.Index([0.5, 1.5], name='f') | pd.Index(['a', 'b'], name='letters') | dates | pd.Index([], dtype=object)
pd.CategoricalIndex(['a', 'b', 'a']) | multi.index | multi.columns | wide.columns | long.index | pd.Index(range(300)) * 2 | pd.Index([True, False])
pd.Index(['a', 1, None], dtype=object) | pd.timedelta_range('1 days', periods=3) | pd.date_range('2020-01-01', periods=200) | pd.Index([f'name {i}' for i in range(150)])
pd.date_range('2020-01-01', periods=3, tz='UTC') | pd.RangeIndex(2, 20, 3, name='r') | pd.Index([1/3, 2/3])
"""
SERIES = """
titanic.Age | titanic.Age.head() | titanic.Sex | titanic.Sex.head(3) | titanic.Name.head(3) | titanic['Cabin Class'].head(12) | titanic.isnull().sum() | titanic.dtypes
titanic.Sex.value_counts() | titanic.Sex.value_counts(normalize=True) | titanic.Pclass.value_counts() | titanic.groupby('Sex').Age.mean() | titanic.groupby(['Sex', 'Pclass']).size()
titanic.groupby(['Sex', 'Pclass']).Fare.mean() | titanic.Age.describe() | titanic.Age.isnull() | pd.Series([1, 2, 3]) | pd.Series([1.5, np.nan]) | pd.Series([], dtype=float)
pd.Series([], dtype=float, name='e') | pd.Series(dates) | pd.Series(range(8), index=dates) | pd.Series(range(3), index=pd.to_datetime(['2020-01-01', '2021-03-04', '2019-12-31']))
pd.Series(['a', 'b', 'a'], dtype='category') | pd.Series([1, 2, 1], dtype='category') | pd.Series(['x', 'y'], name='n', index=['New York', 'Rio de Janeiro']) | long.y | long.x | long.z
pd.Series([1e-10, 1.0]) | pd.Series([1e10, 0.1]) | pd.Series([True, False, True]) | pd.Series([1, 'a', None, 2.5]) | pd.Series([True, None]) | pd.Series([1, None], dtype='Int64')
pd.Series(['a', None], dtype='string') | pd.Series(pd.to_timedelta(['1 days', '2 days 03:00:00'])) | pd.Series({'a': 1, 'b': 2}, name='a, Length: 3') | pd.Series({'😀': 1, 'bb': 2})
titanic.iloc[0] | titanic.iloc[3] | pd.Series([1.0, 2.0, 3.0]) | pd.Series([-1.5, 22.25, 333.125]) | pd.Series([1, 2], index=['', 'x']) | pd.Series(['', 'text']) | pd.Series(['a   b', 'c'])
pd.Series(['one    two', 'six    ten']) | pd.Series([3, 4], index=[10, 20]) | pd.Series([3, 4], index=['10', '20']) | pd.Series([1, 2], index=[0.25, 0.5]) | titanic.Fare.quantile([0.25, 0.5, 0.75])
pd.Series(range(100), index=pd.MultiIndex.from_product([range(10), list('abcdefghij')])) | titanic.nunique() | titanic.corr(numeric_only=True).Age | titanic.Age.value_counts(bins=3) | titanic.select_dtypes('number').mean()
pd.Series([float('inf'), 1.0]) | pd.Series([[1, 2], [3]]) | pd.Series(['x' * 80, 'y']) | pd.Series(['nan', 'None', 'a']) | pd.Series(['5', '6']) | pd.Series([5, 6], dtype=object) | titanic.Sex.map({'male': 0, 'female': 1}).head()
"""
FRAMES = """
titanic.head() | titanic | titanic.tail(3) | titanic.describe() | titanic.describe(include='all') | wide | wide.head(2) | long | long.head() | multi | multi.reset_index()
titanic.corr(numeric_only=True) | pd.crosstab(titanic.Sex, titanic.Pclass) | pd.crosstab(titanic.Sex, titanic.Survived, margins=True) | titanic.pivot_table(index='Sex', columns='Pclass', values='Age')
titanic.groupby('Sex')[['Age', 'Fare']].mean() | titanic.groupby(['Sex', 'Pclass'])[['Age', 'Fare']].mean() | titanic.groupby('Sex').agg({'Age': ['mean', 'max'], 'Fare': ['min']}) | titanic.sample(4, random_state=1)
titanic.set_index('Name').head(3) | titanic[['Age']].head() | titanic[['Name']].head() | titanic.isnull().head() | titanic.dtypes.to_frame() | pd.DataFrame() | pd.DataFrame(columns=['a', 'b']) | titanic[titanic.Age > 1000]
pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']}) | pd.DataFrame({'aaaaaaaaaaaa': [1], 'bbbbbbbbbbbbbb': ['x']}) | pd.DataFrame({'a b': ['New York', 'Old Town'], 'c': [-1.5, 2]}) | pd.DataFrame([[1, 2], [3, 4]])
pd.DataFrame({'neg': [-1.0, -2.0], 'neg2': [-1, -2]}) | pd.DataFrame({'x': [1]}, index=['row one']) | pd.DataFrame({'x': [1, 2]}, index=['New York', 'Old Town']) | pd.DataFrame({'a': [1e-10, 1]}) | pd.DataFrame({'d': dates, 'v': range(8)})
pd.DataFrame({'v': range(8)}, index=dates) | pd.DataFrame({'t': ['a  b', 'c  d'], 'u': ['e f', 'g h']}) | pd.DataFrame({'html': ['<b>x</b>', '&amp; y'], 'n': ['a\\nb', 'c']}) | pd.DataFrame({'😀': ['😀', 'b'], 'y': [1, 2]})
pd.DataFrame({'...': ['...', 'x'], 'y': ['...', 1]}) | pd.DataFrame({'y': [2020, 2021]}, index=pd.Index([5, 7], name='year')) | pd.DataFrame(np.arange(6).reshape(2, 3), columns=['2012', '2013', '2014']) | titanic.T.iloc[:, :4]
pd.DataFrame(np.zeros((100, 30))) | pd.DataFrame({'cat': pd.Categorical(['a', 'b'])}) | pd.DataFrame({'x' * 60: ['y' * 60], 'z': [1]}) | titanic.melt(id_vars='PassengerId').head() | pd.DataFrame({'n': [None, 'x'], 'f': [np.nan, 1]})
pd.DataFrame(np.ones((3, 2)), index=pd.MultiIndex.from_tuples([('a', 1), ('a', 2), ('b', 1)])) | pd.DataFrame({'a': [np.nan]}) | pd.DataFrame({'a': [np.nan, np.nan], 'b': [np.inf, -np.inf]}) | pd.DataFrame({'e': ['', 'x'], 'f': [1, 2]}) | pd.DataFrame({'': [1, 2], 'f': [1, 2]}) | multi.T | multi.unstack() | pd.concat([multi] * 30)
pd.DataFrame({'name': ['n'] * 3}, index=pd.Index(['a', 'b', 'c'], name='a very long index name')) | titanic.groupby('Sex').Age.describe() | titanic.groupby('Pclass').Age.agg(['mean', 'std']).round(2) | wide.describe() | wide.corr()
"""
TYPES = """
int | str | pd.DataFrame | np.ndarray | np.float64 | collections.OrderedDict | np.dtype('float64') | np.dtype('O') | np.dtype('<U5') | np.dtype([('a', '<i4'), ('b', '<f8')]) | titanic.Age.dtype | type(None)
"""


def lines(block):
    return [part.strip() for line in block.strip().split("\n") for part in line.split(" | ")]


def main():
    prepare()
    shown = [show(source) for block in (SCALARS, NESTED, ARRAYS, INDEXES, SERIES, FRAMES, TYPES) for source in lines(block)]
    json.dump(shown, sys.stdout)


main()
