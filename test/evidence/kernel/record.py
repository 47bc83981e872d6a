"""Runs notebooks in a real kernel and says what marked expressions were.

Reads JSON on standard input: a list of notebooks, each with its `sources` (null for cells that are no code), `marks`
(for each cell a list of [number, from, to], in UTF-16 units of its source) and the `folder` it runs in. Prints, for each,
the `cells` with the outputs of their own source and `seen`: pairs of number and facts, in order of evaluation.
"""

import ast
import json
import os
import sys
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from IPython.core.inputtransformer2 import TransformerManager
from nbclient import NotebookClient

warnings.simplefilter("ignore")
HERE = Path(__file__).resolve().parent


def marked(source, marks):
    """The source with `__seen__(number,(…))` around each marked expression that bears it."""
    marks = [mark for mark in marks if parses(wrapped(source, [mark]))]
    together = wrapped(source, marks)
    return together if parses(together) else source


def wrapped(source, marks):
    units = source.encode("utf-16-le")
    inserts = []
    for number, start, end in marks:
        inserts.append((start, 1, -end, f"__seen__({number},("))
        inserts.append((end, 0, -start, "))"))
    for at, _, _, text in sorted(inserts, key=lambda insert: insert[:3], reverse=True):
        units = units[: 2 * at] + text.encode("utf-16-le") + units[2 * at :]
    return units.decode("utf-16-le")


def parses(source):
    try:
        ast.parse(TransformerManager().transform_cell(source))
        return True
    except (SyntaxError, ValueError):
        return False


def run(notebook):
    cells = [nbformat.v4.new_code_cell(source) for source in notebook["sources"] if source is not None]
    book = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(book, timeout=600, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": notebook["folder"]}})
    with tempfile.NamedTemporaryFile("r", suffix=".jsonl") as log:
        setup = f"import sys; sys.path[:0] = {[str(HERE), str(HERE.parent)]!r}\nimport seen; seen.install({log.name!r})\ndel sys, seen"
        with client.setup_kernel():
            done = client.execute_cell(nbformat.v4.new_code_cell(setup), 0, store_history=False)
            if done.outputs:
                raise RuntimeError(done.outputs)
            position = 0
            for source, marks in zip(notebook["sources"], notebook["marks"]):
                if source is None:
                    continue
                cell = cells[position]
                cell.source = marked(source, marks)
                client.execute_cell(cell, position)
                cell.source = source
                cell.metadata = nbformat.NotebookNode()
                position += 1
        seen = [json.loads(line) for line in log.read().splitlines()]
    ran = iter(json.loads(nbformat.writes(book))["cells"])
    return {"cells": [None if source is None else next(ran) for source in notebook["sources"]], "seen": seen}


os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
with ThreadPoolExecutor(2) as pool:
    json.dump(list(pool.map(run, json.load(sys.stdin))), sys.stdout)
