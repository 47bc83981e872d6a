"""Seeded faults in the live data of a kernel, and healthy variations of it. Loaded into the kernel by inside.py when asked.

A fault takes the objects that one statement bound (`X, y`), and gives corrupted copies; the objects themselves stay as
they are. Everything random comes from the seed alone: the generators of the notebook are not touched.
The kinds are listed, with what each is about, in faults/kinds.ts.
"""

import re
import sys

# How much of the data a fault is in. A fifth of the rows is what NBTest (arXiv 2509.13656) uses, so that figures compare.
SHARE = 0.2
OUTLIER_SHARE = 0.05
OUTLIER_FACTORS = (10, 15)
UNIT_FACTORS = (0.001, 0.01, 100, 1000)
LEAKED_SHARE = 0.5
# Up to so many different labels are classes; more are a quantity.
MOST_CLASSES = 30
LABEL = re.compile(
    r"(^|_)(y(?!_pred|_hat|_score|_prob)|label|labels|target|targets|class|classes|outcome|survived|species|diagnosis|churn|quality)(_|$)", re.I
)
# Shorter objects are results rather than data.
FEWEST_ROWS = 10
# A fault is tried on so many rows, to see whether it makes sense at a place.
TRIED_ROWS = 200
HELD_OUT = ("test", "valid", "val", "dev")


class NotApplicable(Exception):
    """The fault makes no sense for these objects; why."""


# --- what counts as data


def is_frame(value):
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.DataFrame)


def is_series(value):
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.Series)


def is_array(value):
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray) and value.ndim > 0


def is_bunch(value):
    """What the loaders of scikit-learn give: a dictionary that holds `data` and `target`."""
    return isinstance(value, dict) and type(value).__name__ == "Bunch" and "data" in value


def is_data(value):
    return is_frame(value) or is_series(value) or is_array(value) or is_bunch(value)


def is_place(name, value, companions):
    """Whether a fault of data makes sense there: a table, labels, or what was bound together with a table. Not scores."""
    if rows_of(value) < FEWEST_ROWS:
        return False
    return is_table(value) or LABEL.search(name) is not None or any(is_table(other) for other in companions)


def is_table(value):
    return is_frame(value) or is_bunch(value) or (is_array(value) and value.ndim > 1)


def rows_of(value):
    return len(value["data"]) if is_bunch(value) else len(value)


def described(value):
    """What a fault can be planned from: the kind of object, its rows, its columns by name where they have names."""
    table = value["data"] if is_bunch(value) else value
    columns = [str(name) for name in table.columns][:200] if is_frame(table) else []
    return {"type": type(value).__name__, "rows": rows_of(value), "columns": columns}


# --- rows


def taken(value, rows):
    """The rows at these positions. Labels that only number the rows are numbered anew, as those of a file would be."""
    if is_bunch(value):
        count = rows_of(value)
        fresh = type(value)(**value)
        for key in value:
            part = value[key]
            if (is_frame(part) or is_series(part) or is_array(part)) and len(part) == count and key != "feature_names":
                fresh[key] = taken(part, rows)
        return fresh
    if is_array(value):
        return value[list(rows)]
    fresh = value.iloc[list(rows)]
    return fresh.reset_index(drop=True) if is_numbering(value.index) else fresh


def is_numbering(index):
    return type(index).__name__ == "RangeIndex" and index.start == 0 and index.step == 1


def row_groups(data):
    """Objects whose rows belong together: those of one length. The longest first, of several the first bound."""
    groups = {}
    for name, value in data.items():
        groups.setdefault(rows_of(value), []).append(name)
    return [names for _, names in sorted(groups.items(), key=lambda group: -group[0])]


def with_rows(data, least, choose):
    names = row_groups(data)[0]
    count = rows_of(data[names[0]])
    if count < least:
        raise NotApplicable("too few rows")
    rows = choose(count)
    return {name: taken(data[name], rows) for name in names}, count


def rows_dropped(data, random):
    def choose(count):
        return sorted(random.permutation(count)[max(1, round(count * SHARE)) :])

    fresh, count = with_rows(data, 5, choose)
    return fresh, f"{max(1, round(count * SHARE))} of {count} rows dropped"


def rows_repeated(data, random):
    def choose(count):
        again = random.permutation(count)[: max(1, round(count * SHARE))]
        return [*range(count), *again]

    fresh, count = with_rows(data, 5, choose)
    return fresh, f"{max(1, round(count * SHARE))} of {count} rows repeated at the end"


def rows_reordered(data, random):
    fresh, count = with_rows(data, 2, lambda count: list(random.permutation(count)))
    return fresh, f"{count} rows in another order"


def rows_resampled(data, random):
    """About as many rows of the same kind, as the next batch would bring: a few are left out and a few come twice."""

    def choose(count):
        few = max(1, round(count * 0.02))
        return sorted([*random.permutation(count)[few:], *random.permutation(count)[: 2 * few]])

    fresh, count = with_rows(data, 20, choose)
    return fresh, f"{max(1, round(count * 0.02))} rows more than {count}"


# --- columns


def in_table(data, wanted, column, random, change, refused="no such column"):
    """Changes one column of one object: the one that was named, or one drawn from those that `wanted` accepts."""
    places = []
    for name, value in data.items():
        table = value["data"] if is_bunch(value) else value
        for at, label in enumerate(columns_of(table)):
            if (column is None or str(label) == column) and wanted(values_at(table, at), table):
                places.append((name, at, label))
    if not places:
        raise NotApplicable(refused)
    name, at, label = places[random.randint(len(places))]
    value = data[name]
    table = value["data"] if is_bunch(value) else value
    fresh, what = change(table, at, label)
    if is_bunch(value):
        fresh = type(value)(**{**value, "data": fresh})
    shown = f"`{name}`" if label is None else f"`{label}` of `{name}`" if is_frame(table) else f"column {at} of `{name}`"
    return {name: fresh}, what.replace("{}", shown)


def columns_of(table):
    if is_frame(table):
        return list(table.columns)
    if is_series(table):
        return [None]
    if is_array(table):
        return [None] if table.ndim == 1 else list(range(table.shape[1])) if table.ndim == 2 else []
    return []


def values_at(table, at):
    if is_frame(table):
        return table.iloc[:, at]
    return table[:, at] if is_array(table) and table.ndim == 2 else table


def replaced(table, at, values):
    """A copy in which one column has other values, of whatever type they are."""
    if is_series(table):
        return type(table)(values, index=table.index, name=table.name)
    if is_frame(table):
        columns = [table.iloc[:, place] for place in range(table.shape[1])]
        columns[at] = sys.modules["pandas"].Series(values, index=table.index, name=table.columns[at])
        fresh = sys.modules["pandas"].concat(columns, axis=1)
        fresh.columns = table.columns
        return fresh
    numpy = sys.modules["numpy"]
    values = numpy.asarray(values)
    if table.ndim == 1:
        return values
    fresh = table.astype(numpy.result_type(table, values) if values.dtype.kind in "biufc" else object)
    fresh[:, at] = values
    return fresh


def is_number_column(values, table):
    kind = getattr(values.dtype, "kind", "O")
    return kind in "iuf" and len(values) >= 5 and not is_constant(values)


def is_constant(values):
    numpy = sys.modules["numpy"]
    array = numpy.asarray(values)
    try:
        return len(array) == 0 or bool((array == array[0]).all())
    except Exception:
        return True


def any_column(values, table):
    return len(values) >= 5


def varying_column(values, table):
    return len(values) >= 5 and not is_constant(values)


def picked(random, count, share):
    return random.permutation(count)[: max(1, round(count * share))]


def nulls(data, random, column=None):
    def change(table, at, label):
        numpy = sys.modules["numpy"]
        values = values_at(table, at)
        rows = picked(random, len(values), SHARE)
        if is_array(table):
            fresh = numpy.array(values, dtype=float)
            fresh[rows] = numpy.nan
        else:
            mask = numpy.zeros(len(values), dtype=bool)
            mask[rows] = True
            fresh = values.mask(mask).to_numpy() if values.dtype.kind in "biufMm" else values.astype(object).mask(mask, None)
            fresh = getattr(fresh, "to_numpy", lambda: fresh)()
        return replaced(table, at, fresh), f"{len(rows)} of {len(values)} values of {{}} missing"

    return in_table(data, can_miss, column, random, change)


def can_miss(values, table):
    return len(values) >= 5 and not (is_array(table) and table.dtype.kind not in "biuf")


def outliers(data, random, column=None):
    def change(table, at, label):
        numpy = sys.modules["numpy"]
        values = numpy.array(values_at(table, at), dtype=float)
        rows = picked(random, len(values), OUTLIER_SHARE)
        reach = numpy.nanmax(numpy.abs(values))
        values[rows] = reach * random.uniform(*OUTLIER_FACTORS, size=len(rows))
        values = as_before(values_at(table, at), values)
        return replaced(table, at, values), f"{len(rows)} of {len(values)} values of {{}} far outside"

    return in_table(data, is_number_column, column, random, change, "no column of numbers")


def as_before(before, values):
    """Whole numbers stay whole where they fit, as a file would hold them."""
    numpy = sys.modules["numpy"]
    if before.dtype.kind in "iu" and numpy.isfinite(values).all():
        return numpy.round(values).astype("int64")
    return values


def unit_change(data, random, column=None):
    def change(table, at, label):
        numpy = sys.modules["numpy"]
        factor = UNIT_FACTORS[random.randint(len(UNIT_FACTORS))]
        values = numpy.asarray(values_at(table, at)).astype(float) * factor
        return replaced(table, at, values), f"{{}} in another unit (× {factor:g})"

    return in_table(data, is_number_column, column, random, change, "no column of numbers")


def column_dropped(data, random, column=None):
    def change(table, at, label):
        keep = [place for place in range(len(columns_of(table))) if place != at]
        return (table.iloc[:, keep] if is_frame(table) else table[:, keep]), "{} dropped"

    return in_table(tables(data), any_column, column, random, change)


def tables(data):
    found = {}
    for name, value in data.items():
        table = value["data"] if is_bunch(value) else value
        if len(columns_of(table)) > 1:
            found[name] = value
    if not found:
        raise NotApplicable("no table with columns")
    return found


def column_renamed(data, random, column=None):
    def change(table, at, label):
        fresh = table.copy(deep=False)
        labels = list(table.columns)
        labels[at] = f"{label}_1" if isinstance(label, str) else f"{label}.1"
        fresh.columns = labels
        return fresh, f"{{}} called `{labels[at]}`"

    frames = {name: value for name, value in data.items() if is_frame(value["data"] if is_bunch(value) else value)}
    return in_table(frames, any_column, column, random, change, "no table with named columns")


def column_retyped(data, random, column=None):
    def change(table, at, label):
        values = values_at(table, at)
        numpy = sys.modules["numpy"]
        texts = numpy.array([str(value) for value in values.tolist()], dtype=object)
        return replaced(table, at, texts), "{} read as text"

    return in_table(data, is_typed_number_column, column, random, change, "no column of numbers with a type of its own")


def is_typed_number_column(values, table):
    return is_number_column(values, table) and not (is_array(table) and table.ndim == 2)


def column_shuffled(data, random, column=None):
    def change(table, at, label):
        values = values_at(table, at)
        order = random.permutation(len(values))
        fresh = values[order] if is_array(table) else values.iloc[order].array
        return replaced(table, at, fresh), "values of {} in another order than the rows"

    return in_table(data, varying_column, column, random, change, "no column that varies")


# --- labels and splits


def label_noise(data, random, column=None):
    numpy = sys.modules["numpy"]
    for name, value in data.items():
        labels, put = labels_of(name, value, column)
        if labels is None or len(labels) < 5 or is_constant(labels):
            continue
        rows = picked(random, len(labels), SHARE)
        fresh = numpy.array(labels)
        distinct = sorted(set(fresh.tolist()), key=str) if fresh.dtype.kind != "f" or len(set(fresh.tolist())) <= MOST_CLASSES else None
        if distinct is not None and len(distinct) <= MOST_CLASSES:
            for row in rows:
                others = [label for label in distinct if label != fresh[row]]
                fresh[row] = others[random.randint(len(others))]
        else:
            fresh[rows] = fresh[rows][random.permutation(len(rows))]
        return {name: put(fresh)}, f"{len(rows)} of {len(fresh)} labels wrong"
    raise NotApplicable("nothing that looks like labels")


def labels_of(name, value, column):
    """Labels in an object, and how to put others there."""
    if is_bunch(value):
        if "target" not in value:
            return None, None
        target = value["target"]
        return target, lambda fresh: type(value)(**{**value, "target": replaced(target, 0, fresh)})
    if is_frame(value):
        found = [at for at, label in enumerate(value.columns) if (str(label) == column if column else LABEL.search(str(label)))]
        return (value.iloc[:, found[-1]], lambda fresh: replaced(value, found[-1], fresh)) if found else (None, None)
    one = is_series(value) or value.ndim == 1
    named = LABEL.search(name) or (is_series(value) and LABEL.search(str(value.name)))
    return (value, lambda fresh: replaced(value, 0, fresh)) if one and named else (None, None)


def leakage(data, random):
    """Rows of the training data stand in the held-out data, features and labels alike."""
    pairs = []
    for name in data:
        for word in HELD_OUT:
            other = re.sub("train", word, name, flags=re.I)
            if other != name and other in data:
                pairs.append((name, other))
                break
    if not pairs:
        raise NotApplicable("no training and held-out data")
    train, test = (rows_of(data[name]) for name in pairs[0])
    count = min(round(test * LEAKED_SHARE), train)
    if count < 1 or any((rows_of(data[a]), rows_of(data[b])) != (train, test) for a, b in pairs):
        raise NotApplicable("training and held-out data do not belong together")
    leaked, kept = random.permutation(train)[:count], random.permutation(test)[count:]
    fresh = {}
    for name, other in pairs:
        fresh[other] = joined(plain_rows(data[other], kept), plain_rows(data[name], leaked))
    return fresh, f"{count} of {test} rows of {', '.join(f'`{other}`' for _, other in pairs)} come from the training data"


def plain_rows(value, rows):
    return value[rows] if is_array(value) else value.iloc[rows]


def joined(one, other):
    if is_array(one):
        return sys.modules["numpy"].concatenate([one, other])
    return sys.modules["pandas"].concat([one, other])


FAULTS = {
    "rows-dropped": rows_dropped,
    "rows-repeated": rows_repeated,
    "nulls": nulls,
    "outliers": outliers,
    "unit-change": unit_change,
    "column-dropped": column_dropped,
    "column-renamed": column_renamed,
    "column-retyped": column_retyped,
    "column-shuffled": column_shuffled,
    "label-noise": label_noise,
    "leakage": leakage,
    "rows-reordered": rows_reordered,
    "rows-resampled": rows_resampled,
}
WITHOUT_COLUMN = {"rows-dropped", "rows-repeated", "leakage", "rows-reordered", "rows-resampled"}


def corrupted(space, fault):
    """What the fault makes of the named objects of a namespace: `({name: copy}, what)`, or (None, why it cannot)."""
    data = {name: space[name] for name in fault["names"] if name in space and is_data(space[name])}
    if not data:
        return None, "no data of that name"
    import numpy

    random = numpy.random.RandomState(fault["seed"])
    how = {} if fault["kind"] in WITHOUT_COLUMN else {"column": fault.get("column")}
    try:
        return FAULTS[fault["kind"]](data, random, **how)
    except NotApplicable as error:
        return None, str(error)
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"


def applicable(space, names):
    """The kinds of fault that these objects can have: each is tried, on the first rows."""
    few = {name: taken(space[name], range(min(rows_of(space[name]), TRIED_ROWS))) for name in names}
    return [kind for kind in FAULTS if corrupted(few, {"kind": kind, "names": names, "seed": 0})[0] is not None]
