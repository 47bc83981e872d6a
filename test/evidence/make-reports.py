"""Prints reports of real libraries with the values they show, as one JSON object on standard output."""

import contextlib
import io
import json
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
rng = np.random.default_rng(0)


def printed(call):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        call()
    return out.getvalue()


def info():
    frame = pd.DataFrame(
        {"Id": range(50), "Cabin Class": ["a", None] * 25, "Age (years)": [1.5, np.nan] * 25, "ok": [True] * 50}
    )
    columns = [[name, int(frame[name].notna().sum()), str(frame[name].dtype)] for name in frame.columns]
    wide = pd.DataFrame(np.zeros((5, 150)))
    return {
        "full": {"text": printed(frame.info), "rows": 50, "columns": columns},
        "short": {"text": printed(wide.info), "rows": 5, "count": 150},
        "uncounted": {"text": printed(lambda: frame.info(show_counts=False)), "columns": [[c[0], None, c[2]] for c in columns]},
    }


def classification():
    real = rng.integers(0, 3, 200)
    guess = np.where(rng.random(200) < 0.7, real, rng.integers(0, 3, 200))
    names = ["setosa", "versi color", "virginica"]
    shown = []
    for options in ({}, {"target_names": names}, {"digits": 4}):
        text = classification_report(real, guess, **options)
        shown.append({"text": text, "facts": classification_report(real, guess, output_dict=True, **options)})
    return shown


def regression():
    import statsmodels.api as sm

    x = sm.add_constant(pd.DataFrame({"age": rng.normal(size=80), "fare paid": rng.normal(size=80)}))
    y = x["age"] * 2 + rng.normal(size=80)
    fitted = sm.OLS(y, x).fit()
    summary = fitted.summary()
    return {
        "repr": repr(summary),
        "str": str(summary),
        "table": {"text/plain": repr(summary.tables[1]), "text/html": summary.tables[1]._repr_html_()},
        "r2": float(fitted.rsquared),
        "n": int(fitted.nobs),
        "names": list(fitted.params.index),
        "coef": [float(value) for value in fitted.params],
        "errors": [float(value) for value in fitted.bse],
    }


def estimators():
    return [repr(LogisticRegression(C=0.5, max_iter=200)), repr(make_pipeline(StandardScaler(), LogisticRegression()))]


json.dump(
    {"info": info(), "classification": classification(), "regression": regression(), "estimators": estimators()},
    sys.stdout,
)
