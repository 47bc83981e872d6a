"""What is true of a Python value, as JSON: for comparison with what was read from its output."""

import collections
import datetime
import decimal
import math

import numpy as np
import pandas as pd


def plain(value):
    """A label or cell as JSON: numbers and text as they are, anything else as `str`."""
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else str(float(value))
    return str(value)


def real(value):
    """A value in full, tagged, for comparison with one read."""
    if value is None or value is pd.NA:
        return {"type": "none"}
    if value is pd.NaT:
        return {"type": "nat"}
    if isinstance(value, (bool, np.bool_)):
        return {"type": "bool", "value": bool(value)}
    if isinstance(value, (int, np.integer)) and not isinstance(value, np.timedelta64):
        return {"type": "int", "value": str(int(value))}
    if isinstance(value, (float, np.floating)):
        return {"type": "float", "value": repr(float(value))}
    if isinstance(value, (complex, np.complexfloating)):
        return {"type": "complex", "real": float(value.real), "imag": float(value.imag)}
    if isinstance(value, str):
        return {"type": "str", "value": str(value)}
    if isinstance(value, (list, tuple, set, frozenset, dict, collections.deque, *VIEWS)):
        return nested(value)
    if isinstance(value, (np.ndarray, pd.Series, pd.DataFrame, pd.Index, type)) or of_library(value) is not None:
        return {"type": "facts", "facts": facts(value)}
    return {"type": "other", "value": str(value)}


VIEWS = (type({}.keys()), type({}.values()), type({}.items()), range)


def items_of(value):
    """As `repr` orders them."""
    return value.most_common() if isinstance(value, collections.Counter) else value.items()


def nested(value):
    if isinstance(value, dict):
        return {"type": "dict", "entries": [[real(k), real(v)] for k, v in items_of(value)]}
    items = sorted(value, key=repr) if isinstance(value, (set, frozenset)) else value
    return {"type": type(value).__name__, "items": [real(item) for item in items]}


def module_of(value):
    return type(value).__module__.split(".")[0]


def tensor(value, shape, dtype, numpy):
    """torch, TensorFlow and JAX; `numpy` is None where there are no values."""
    return {
        "kind": "array",
        "shape": list(shape),
        "dtype": dtype,
        "values": None if numpy is None else [real(item) for item in numpy.ravel()],
    }


def of_library(value):
    """Facts of the values of libraries that need not be installed; None for all others."""
    name, kind = module_of(value), type(value).__name__
    if name == "torch":
        if kind in ("Tensor", "Parameter"):
            numpy = value.detach().cpu().to_dense()
            numpy = numpy.float().numpy() if value.dtype.is_floating_point else numpy.numpy()
            return tensor(value, value.shape, str(value.dtype), numpy)
        if kind == "dtype":
            return {"kind": "dtype", "name": str(value)}
    if hasattr(value, "named_modules") and not isinstance(value, type):
        inside = [[path, type(module).__name__] for path, module in value.named_modules(remove_duplicate=False) if path]
        return {"kind": "module", "class": kind, "layers": inside}
    if name == "torch" and kind == "Size":
        return {"kind": "nested", "value": {"type": "Size", "items": [real(item) for item in value]}}
    if kind == "TensorShape":
        return {"kind": "nested", "value": {"type": "TensorShape", "items": [real(item) for item in value.as_list()]}}
    if name in ("keras", "tf_keras"):
        return of_keras(value, kind)
    if name == "tensorflow" and hasattr(value, "shape") and hasattr(value, "dtype"):
        numpy = np.asarray(value.numpy()) if hasattr(value, "numpy") else None
        return tensor(value, value.shape, value.dtype.name, numpy)
    if name == "tensorflow" and kind == "DType":
        return {"kind": "dtype", "name": f"tf.{value.name}"}
    if name in ("jax", "jaxlib") and hasattr(value, "shape"):
        return tensor(value, value.shape, str(value.dtype), np.asarray(value))
    if name == "polars" and kind == "DataFrame":
        return {
            "kind": "table",
            "shape": list(value.shape),
            "columns": value.columns,
            "index": [],
            "indexNames": [],
            "rows": [[real(cell) for cell in row] for row in value.iter_rows()],
        }
    if name == "polars" and kind == "Series":
        return {
            "kind": "series",
            "length": len(value),
            "name": value.name,
            "dtype": str(value.dtype),
            "index": list(range(len(value))),
            "indexNames": [None],
            "values": [real(item) for item in value],
        }
    if name == "pyspark" and kind == "Row":
        return {"kind": "object", "class": "Row", "parameters": {key: real(item) for key, item in value.asDict().items()}}
    if name == "pyspark" and kind == "DataFrame":
        rows = value.collect()
        return {
            "kind": "table",
            "shape": [len(rows), len(value.columns)],
            "columns": value.columns,
            "index": [],
            "indexNames": [],
            "rows": [[real(cell) for cell in row] for row in rows],
        }
    if name == "scipy" and hasattr(value, "nnz"):
        return {"kind": "array", "shape": list(value.shape), "dtype": str(value.dtype), "values": None}
    if name == "statsmodels" and hasattr(value, "_results"):
        return regression(value._results)
    if hasattr(value, "get_params") and hasattr(value, "fit"):
        given = value.get_params(deep=False)
        known = {"kind": "object", "class": kind, "parameters": {key: real(item) for key, item in given.items()}}
        log = rounds_of(value, name)
        return {**known, "log": log} if log else known
    if name == "pandas" and kind == "Styler":
        return facts(value.data)
    return None


def of_keras(value, kind):
    """A model by its layers, what it learned by its metrics; None for anything else."""
    if kind == "History":
        return {"kind": "object", "class": kind, "parameters": {}, "log": value.history}
    if hasattr(value, "layers") and hasattr(value, "count_params") and value.built:
        count = lambda weights: int(sum(np.prod(weight.shape) for weight in weights))
        layers = [[layer.name, type(layer).__name__, layer.count_params()] for layer in value.layers]
        trainable = count(value.trainable_weights)
        return {
            "kind": "object",
            "class": kind,
            "parameters": {},
            "model": {"name": value.name, "layers": layers, "total": value.count_params(), "trainable": trainable},
        }
    if hasattr(value, "numpy") and hasattr(value, "shape"):
        return tensor(value, value.shape, str(getattr(value.dtype, "name", value.dtype)), np.asarray(value.numpy()))
    return None


def rounds_of(value, name):
    """What a booster printed, each round, under the names that it prints."""
    if name == "xgboost" and hasattr(value, "evals_result_"):
        joined, found = "-", value.evals_result()
    elif name == "lightgbm" and getattr(value, "evals_result_", None):
        joined, found = "'s ", value.evals_result_
    else:
        return None
    return {data + joined + metric: list(map(float, values)) for data, metrics in found.items() for metric, values in metrics.items()}


def regression(results):
    """What a summary of statsmodels is about; `kernel/seen.py` notes the results at the summary."""
    parts = (results.model.exog_names, np.asarray(results.params), np.asarray(results.pvalues))
    coefficients = [[name, float(value), float(p)] for name, value, p in zip(*parts)]
    return {"kind": "regression", "observations": float(results.nobs), "coefficients": coefficients}


def of_column(column):
    return {"name": str(column.name), "nonNull": int(column.notna().sum()), "dtype": str(column.dtype)}


def facts(value):
    other = of_library(value)
    if other is not None:
        return other
    if isinstance(value, pd.DataFrame):
        return {
            "kind": "table",
            "info": [of_column(value.iloc[:, at]) for at in range(value.shape[1])],
            "shape": list(value.shape),
            "columns": [plain(label) for label in value.columns],
            "columnsName": None if value.columns.nlevels > 1 else value.columns.name and str(value.columns.name),
            "index": [plain(label) for label in value.index],
            "indexNames": [name if name is None else str(name) for name in value.index.names],
            "rows": [[real(cell) for cell in row] for row in value.itertuples(index=False, name=None)],
        }
    if isinstance(value, pd.Series):
        return {
            "kind": "series",
            "length": len(value),
            "name": None if value.name is None else str(value.name),
            "dtype": str(value.dtype),
            "index": [plain(label) for label in value.index],
            "indexNames": [name if name is None else str(name) for name in value.index.names],
            "values": [real(item) for item in value],
        }
    if isinstance(value, pd.Index):
        return {
            "kind": "index",
            "length": len(value),
            "dtype": None if isinstance(value, pd.MultiIndex) else str(value.dtype),
            "name": value.name and str(value.name),
            "names": [name if name is None else str(name) for name in value.names],
            "items": [real(item) for item in value],
        }
    if isinstance(value, np.ndarray):
        return {
            "kind": "array",
            "shape": list(value.shape),
            "dtype": str(value.dtype),
            "values": [real(item) for item in value.ravel()],
        }
    if isinstance(value, np.dtype):
        return {"kind": "dtype", "name": str(value)}
    if isinstance(value, type):
        return {"kind": "type", "name": value.__qualname__ if value.__module__ == "builtins" else f"{value.__module__}.{value.__qualname__}"}
    if isinstance(value, pd.api.extensions.ExtensionArray):
        return {"kind": "nested", "value": {"type": "array", "items": [real(item) for item in value]}}
    if isinstance(value, (list, tuple, set, frozenset, dict, collections.deque, *VIEWS)):
        return {"kind": "nested", "value": nested(value)}
    found = real(value)
    if found["type"] == "other" and not isinstance(value, KNOWN):
        return {"kind": "object", "class": type(value).__name__, "parameters": {}, "text": str(value)[:2000]}
    return {"kind": "scalar", "value": found}


KNOWN = (decimal.Decimal, datetime.date, datetime.time, datetime.timedelta, np.generic, pd.Period, pd.Interval, bytes)
