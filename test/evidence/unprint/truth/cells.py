"""Writes cells that print, runs them, and says what each printed expression really was.

Usage: cells.py COUNT SEED. One JSON object a line: the source of a cell, its stdout, and for each print (by its order in the
source) and expression the list of values it had when it ran, as `str`, and as a number where it is one.
"""
import contextlib
import io
import json
import random
import re
import sys

import numpy as np
import pandas as pd

SETUP = """
import math
from pprint import pprint
import numpy as np
import pandas as pd
df = pd.DataFrame({'a': [1, 2, 3], 'b b': [0.5, float('nan'), 2.25], 'c': ['x', 'y z', 'w']})
s = df['a']
arr = np.array([[1, 2], [3, 4]])
vec = np.linspace(0, 1, 5)
acc = 0.8765432
big = 1234567.891
n = 42
neg = -3.5
name = 'Random Forest'
word = 'tree'
empty = ''
flag = True
none = None
items = ['x', 'y']
nested = {'k': [1, (2, 3)], 'm': {'a b': 'c, d'}}
pair = (3, 4)
lines = 'first\\nsecond'
small = 1.5e-07
"""

SCALARS = ['acc', 'n', 'neg', 'len(df)', 'big', 'small', 'math.sqrt(n)', 'n * 2', 'acc / 2', 'df.shape[0]', 'flag', 'n > 3',
           "df['a'].sum()", "df['b b'].mean()", 'float(neg)', 'round(acc, 2)', 'vec.max()', 'none', 'int(big)', 'arr.ndim']
WORDS = ['name', 'word', 'name.upper()', "'-'.join(items)", 'type(df)', 'type(n)', 'df.dtypes["a"]', 'empty']
LARGE = ['df', 's', 'arr', 'vec', 'df.head(2)', 'df.describe()', 'df.isnull().sum()', 'nested', 'items', 'pair', 'df.shape',
         'arr.shape', 'list(df.columns)', 'df.columns', 'lines', 'df["c"].value_counts()', 'df.dtypes', 'set([1])', 'range(3)']
LABELS = ['Accuracy', 'Accuracy:', 'a =', 'Mean (%)', '[x]', '{}', 'R^2', '.*', '\\d+', '50%', '---', 'Größe', '数', 'n', '1', '0.5',
          'Total:\\t', 'shape', '(', 'b', "it's", '\\\\', '', ':', 'None', '=>', '1.0 ', '🙂']
SPECS = ['.2f', '.1%', ',', '.3g', 'e', '>12', '10.3f', '.0f', ',.2f', '<12', '^12', '.4']
NUMBERS = ['acc', 'n', 'neg', 'big', 'small', 'math.sqrt(n)', 'len(df)']

rng = random.Random(0)


def quoted(text, wrap="'"):
    return wrap + text.replace(wrap, '\\' + wrap) + wrap


def braces(text):
    return text.replace('{', '{{').replace('}', '}}')


def expression():
    return rng.choice(rng.choice([SCALARS, SCALARS, WORDS, LARGE]))


def mark(expr):
    return '\u2039' + expr + '\u203a'


def label():
    return rng.choice(LABELS)


def one_print(pool=None):
    pick = (lambda: rng.choice(pool)) if pool else expression
    kind = rng.randrange(14)
    text = label()
    if kind <= 2:
        return f'print({quoted(text)}, {mark(pick())})'
    if kind == 3:
        return f'print({mark(pick())})'
    if kind == 4:
        return f'print({quoted(text)}, {mark(pick())}, {quoted(label())}, {mark(pick())})'
    if kind == 5:
        return 'print(f"""' + braces(text).replace('"', '') + ' {' + mark(pick()) + '}""")'
    if kind == 6:
        return 'print(f"""' + braces(text).replace('"', '') + ': {' + mark(rng.choice(NUMBERS)) + ':' + rng.choice(SPECS) + '} end""")'
    if kind == 7:
        fields = text.replace('%', '%%')
        return f'print({quoted(fields + " %.3f|%d")} % ({mark(rng.choice(NUMBERS))}, {mark("n")}))'
    if kind == 8:
        return f'print({quoted(braces(text) + " {:.2f} {}")}.format({mark(rng.choice(NUMBERS))}, {mark(pick())}))'
    if kind == 9:
        return f'print({quoted(text)} + str({mark(pick())}))'
    if kind == 10:
        return f'print({mark(pick())}, {mark(pick())}, sep={quoted(rng.choice([", ", " | ", " ", "-"]))})'
    if kind == 11:
        return f'print({quoted(text)}, {mark(pick())}, end={quoted(rng.choice([" ", "", chr(92) + "n" + chr(92) + "n"]))})'
    if kind == 12:
        return 'print(f"""{' + mark(pick()) + '!r} and {' + mark(rng.choice(SCALARS)) + '}""")'
    return f'print({quoted(text)}, {mark(rng.choice(LARGE))}, sep="\\n")'


def indented(lines):
    return ['    ' + line for line in lines]


def statement():
    kind = rng.randrange(12)
    if kind <= 5:
        return [one_print()]
    if kind == 6:
        return [f'if {rng.choice(["flag", "not flag", "n > 100"])}:'] + indented([one_print()]) + ['else:'] + indented([one_print()])
    if kind == 7:
        return ["for i, w in enumerate(['a', 'b b', '3']):", "    print(i, w, " + mark('n + i') + ')']
    if kind == 8:
        return ['for v in [0.5, 1.25, 3]:', f'    print({quoted(label())}, v, {mark("v * 2")})']
    if kind == 9:
        return ["for k, v in {'x': 1, 'y': 2}.items():", '    print(f"{k}: {' + mark('v + acc') + ':.2f}")']
    if kind == 10:
        return ['def show(value, title):', f'    print(title, {mark("value")})', 'show(acc, "first")', 'show(len(df), name)']
    return ['print()', 'print("=" * 20)', one_print(SCALARS)]


def describe(value, text):
    real = None
    if isinstance(value, (bool, np.bool_)):
        real = bool(value)
    elif isinstance(value, (int, float, np.integer, np.floating)):
        real = None if value != value else float(value)
    return {'text': text, 'type': type(value).__name__, 'number': real}


def run(cell):
    """Runs a cell whose printed expressions are marked; gives what a reader sees of it."""
    parts = re.split('(\u2039.*?\u203a)', cell)
    plain, instrumented, where = '', '', []
    for part in parts:
        if part.startswith('\u2039'):
            expr = part[1:-1]
            where.append((plain.count('print('), expr))
            plain += expr
            instrumented += f'_w({len(where) - 1}, {expr})'
        else:
            plain += part
            instrumented += part
    log = {}

    def watch(number, value):
        log.setdefault(number, []).append(describe(value, str(value)))
        return value

    out = io.StringIO()
    scope = {}
    exec(SETUP, scope)
    with contextlib.redirect_stdout(out):
        exec(plain, dict(scope))
    with contextlib.redirect_stdout(io.StringIO()):
        exec(instrumented, {**scope, '_w': watch})
    values = [{'print': p - 1, 'expression': e, 'values': log.get(i, [])} for i, (p, e) in enumerate(where)]
    return {'source': plain, 'stdout': out.getvalue(), 'values': values}


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    rng.seed(seed)
    for _ in range(count):
        lines = [line for _ in range(rng.randint(1, 4)) for line in statement()]
        try:
            print(json.dumps(run('\n'.join(lines))))
        except (TypeError, ValueError):
            # A label next to a value that it cannot be added to, or a format that the value does not know.
            pass


main()
