"""What nbformat, IPython and CPython say about notebooks before and after a rewrite. One JSON object a line.

check.py ASSERTS.json TREE...   each TREE holds before/ and after/ with the same paths
"""

import ast
import json
import sys
import warnings
from collections import Counter
from pathlib import Path

import nbformat
from IPython.core.inputtransformer2 import TransformerManager

warnings.simplefilter("ignore")
counts = Counter()


def fail(what, path, detail):
    print(json.dumps({"what": what, "path": str(path), "detail": detail}))


def problem_of(file):
    """What nbformat finds wrong with a file, or None."""
    try:
        notebook = nbformat.read(file, as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        return None
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:300]}"


def code_cells(file):
    notebook = json.loads(Path(file).read_text("utf-8-sig"))
    sheets = notebook.get("worksheets") or [notebook]
    for cell in (cell for sheet in sheets for cell in sheet.get("cells", [])):
        if cell.get("cell_type") == "code":
            source = cell.get("input" if "worksheets" in notebook else "source", "")
            yield cell, source if isinstance(source, str) else "".join(source)


def compiles(source):
    try:
        text = TransformerManager().transform_cell(source)
        compile(text, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def check_asserts(path):
    for item in json.loads(Path(path).read_text("utf-8")):
        counts["assert texts compiled"] += 1
        try:
            tree = ast.parse(item["text"])
            if not any(isinstance(statement, ast.Assert) for statement in tree.body):
                fail("no assert in the text", item["path"], f"{item['key']}: {item['text'][:300]}")
            compile(tree, "<assert>", "exec")
        except Exception as error:
            fail("does not compile", item["path"], f"{item['key']} {item['strictness']}: {error}: {item['text'][:300]}")


def check_tree(tree):
    for after in sorted(Path(tree, "after").rglob("*.ipynb")):
        path = after.relative_to(Path(tree, "after"))
        before = Path(tree, "before", path)
        counts["validated with nbformat"] += 1
        problem = problem_of(after)
        if problem is not None and problem_of(before) is None:
            fail("nbformat refuses what is written", path, problem)
        broken = {source for _, source in code_cells(before) if compiles(source) is not None}
        for cell, source in code_cells(after):
            if "nbassert" not in cell.get("metadata", {}):
                continue
            counts["written cells compiled"] += 1
            problem = compiles(source)
            if problem is not None:
                fail("a written cell does not compile", path, f"{Path(tree).name}: {problem}: {source[:400]}")
        counts["cells that did not compile before"] += len(broken)


check_asserts(sys.argv[1])
for tree in sys.argv[2:]:
    check_tree(tree)
print(json.dumps({"what": "counts", "counts": counts}))
