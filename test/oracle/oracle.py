#!/usr/bin/env python3
"""Ground truth for feedback detection, from CPython's own parser and IPython's own cell transformer.

usage: oracle.py FOLDER > oracle.ndjson      one line a feedback statement:
  {"notebook", "cell", "kind": "assert"|"print"|"display"|"last", "line", "end_line", "source", "depth", "has_result"}
Cells are numbered over all cells of the notebook, lines from 1 in the cell's own source.
Cells that do not parse after IPython's transformation are written with kind "unparsable".
Needs IPython in the Python that runs it.
"""
import ast
import json
import os
import sys
import warnings

from IPython.core.inputtransformer2 import TransformerManager

warnings.simplefilter("ignore")


def cells_of(nb):
    if "worksheets" in nb:
        for ws in nb["worksheets"]:
            yield from ws["cells"]
    else:
        yield from nb["cells"]

def text(x):
    return "".join(x) if isinstance(x, list) else (x or "")

def depth_of(tree):
    depth = {}
    def walk(node, d):
        depth[node] = d
        inner = d + isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda))
        for c in ast.iter_child_nodes(node):
            walk(c, inner)
    walk(tree, 0)
    return depth

def is_assert_call(node):
    f = node.func
    names = []
    for n in ast.walk(f):
        if isinstance(n, ast.Name):
            names.append(n.id)
        if isinstance(n, ast.Attribute):
            names.append(n.attr)
    return "assert" in "".join(names)

def main(root):
    stats = dict(notebooks=0, bad_json=0, not_python=0, code_cells=0, bad_cells=0)
    for d, _, files in sorted(os.walk(root)):
        for f in sorted(files):
            if not f.endswith(".ipynb"): continue
            path = os.path.join(d, f)
            rel = os.path.relpath(path, root)
            try:
                nb = json.load(open(path, encoding="utf-8-sig"))
                cells = list(cells_of(nb))
            except Exception as e:
                stats["bad_json"] += 1
                print(f"bad notebook {rel}: {e}", file=sys.stderr)
                continue
            lang = (nb.get("metadata", {}).get("kernelspec", {}) or {}).get("language") or (nb.get("metadata", {}).get("language_info", {}) or {}).get("name") or "python"
            if "python" not in lang.lower():
                stats["not_python"] += 1
                continue
            stats["notebooks"] += 1
            for i, cell in enumerate(cells):
                if cell.get("cell_type") != "code": continue
                src = text(cell.get("source", cell.get("input")))
                if not src.strip(): continue
                stats["code_cells"] += 1
                try:
                    transformed = TransformerManager().transform_cell(src)
                    tree = ast.parse(transformed)
                except Exception:
                    stats["bad_cells"] += 1
                    print(json.dumps({"notebook": rel, "cell": i, "kind": "unparsable"}))
                    continue
                depth = depth_of(tree)
                outs = cell.get("outputs") or []
                has_result = any(o.get("output_type") in ("execute_result", "pyout") for o in outs)
                def emit(kind, node, **kw):
                    print(json.dumps({"notebook": rel, "cell": i, "kind": kind, "line": node.lineno, "end_line": node.end_lineno,
                                      "source": ast.unparse(node), "depth": depth[node], **kw}))
                for node in ast.walk(tree):
                    if isinstance(node, ast.Assert): emit("assert", node)
                    elif isinstance(node, ast.Call):
                        if isinstance(node.func, ast.Name) and node.func.id == "print": emit("print", node)
                        elif isinstance(node.func, ast.Name) and node.func.id == "display": emit("display", node)
                        elif is_assert_call(node): emit("assert-call", node)
                if tree.body and isinstance(tree.body[-1], ast.Expr):
                    last = tree.body[-1]
                    emit("last", last, has_result=has_result, n_body=len(tree.body),
                         suppressed=transformed.rstrip().endswith(";"), expr=type(last.value).__name__)
    print(json.dumps(stats), file=sys.stderr)

if __name__ == "__main__":
    main(sys.argv[1])
