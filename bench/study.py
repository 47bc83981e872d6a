"""The statements of one notebook by one CPython process with pandas: what a study does that starts a process a notebook."""

import ast
import json
import sys

import pandas as pd


def statements(path):
    with open(path, encoding="utf-8") as file:
        notebook = json.load(file)
    for index, cell in enumerate(notebook.get("cells", [])):
        if cell["cell_type"] != "code":
            continue
        source = "".join(cell["source"])
        try:
            tree = ast.parse("\n".join("" if line.lstrip().startswith(("%", "!")) else line for line in source.split("\n")))
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Assert):
                yield path, index, node.lineno, "assert", ast.unparse(node)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                yield path, index, node.lineno, "print", ast.unparse(node)
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
            yield path, index, tree.body[-1].lineno, "last-cell", ast.unparse(tree.body[-1])


columns = ["notebook", "cell", "line", "mechanism", "source"]
pd.DataFrame(statements(sys.argv[1]), columns=columns).to_csv(sys.stdout, index=False)
