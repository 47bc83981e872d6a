"""Runs inside the kernel: notes what marked expressions were, each time they were evaluated.

`install(path)` puts `__seen__(number, value)` among the builtins. It returns the value, so that the code around it does
what it did before, and appends one JSON line to `path`: the number and the facts. A time that IPython prints is noted
with its text in place of the number.
"""

import builtins
import importlib.util
import json

from facts import facts

REPORTS = {}


def install(path):
    file = open(path, "a", buffering=1)

    def seen(number, value):
        file.write(json.dumps([number, facts_of(value)]) + "\n")
        return value

    def shown(text, span):
        file.write(json.dumps([text, span]) + "\n")

    builtins.__seen__ = seen
    watch_times(shown)
    for name, watch in {"sklearn.metrics": watch_reports, "statsmodels.api": watch_summaries}.items():
        if importlib.util.find_spec(name.split(".")[0]) is not None:
            watch()


def facts_of(value):
    try:
        if isinstance(value, str) and value in REPORTS:
            return {"kind": "classification", "report": REPORTS[value]}
        return facts(value)
    except Exception as error:
        return {"kind": "unknown", "why": repr(error)}


def watch_times(shown):
    """`Wall time: 12.3 ms` was rounded."""
    from IPython.core.magics import execution

    format_time = execution._format_time

    def watched(span, *args, **kwargs):
        text = format_time(span, *args, **kwargs)
        shown(text, span)
        return text

    execution._format_time = watched


def watch_reports():
    """The text of a classification report does not say what it was made of: the same call as a dict does."""
    import sklearn.metrics

    report = sklearn.metrics.classification_report

    def watched(*args, **kwargs):
        text = report(*args, **kwargs)
        if isinstance(text, str):
            REPORTS[text] = {key: plain(item) for key, item in report(*args, **{**kwargs, "output_dict": True}).items()}
        return text

    sklearn.metrics.classification_report = watched


def plain(item):
    return {key: float(value) for key, value in item.items()} if isinstance(item, dict) else float(item)


def watch_summaries():
    """The summary of a regression notes whose it is."""
    import statsmodels.api
    from statsmodels.base.model import Results

    def watch(kind):
        summary = kind.__dict__.get("summary")
        if summary is not None:

            def watched(self, *args, **kwargs):
                made = summary(self, *args, **kwargs)
                made._results = self
                return made

            kind.summary = watched
        for below in kind.__subclasses__():
            watch(below)

    watch(Results)
