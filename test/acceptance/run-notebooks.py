"""Validates notebooks with nbformat and runs each to its end in a kernel of its own, two at a time.

run-notebooks.py WORKING-FOLDER FILE...   prints one JSON object: file -> {"cells": ran, "problem": text or null}
A cell that carries the tag `raises-exception` may raise; what was inserted into a notebook never carries it.
"""

import json
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor

import nbformat
from nbclient import NotebookClient

warnings.simplefilter("ignore")


def judge(folder, file):
    try:
        nbformat.validate(nbformat.read(file, as_version=nbformat.NO_CONVERT))
        notebook = nbformat.read(file, as_version=4)
        client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}})
        client.execute()
        ran = sum(cell.cell_type == "code" and cell.execution_count is not None for cell in notebook.cells)
        return file, {"cells": ran, "problem": failed_assert(notebook)}
    except Exception as error:
        return file, {"cells": 0, "problem": f"{type(error).__name__}: {error}"}


def failed_assert(notebook):
    """Also where a cell may raise, an assert may not."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error" and output.ename == "AssertionError":
                return f"AssertionError: {output.evalue}\n{cell.source}"
    return None


folder, *files = sys.argv[1:]
with ThreadPoolExecutor(2) as pool:
    print(json.dumps(dict(pool.map(lambda file: judge(folder, file), files))))
