#!/usr/bin/env python3
"""Hold `nbassert scan --format ndjson` against the oracle, statement by statement.

usage: compare-feedback.py ORACLE.ndjson SCAN.ndjson [--root PREFIX] [--show N]

Both were made over the same folder. PREFIX is what the scan's notebook paths carry in front of the oracle's
(the folder as it was named on the command line). Statements are compared by notebook, cell, kind and
normalised source (through IPython, so that `%time x` is its call), so line numbers may differ where IPython joins lines. Cells with a cell magic and cells
that CPython cannot parse are left out. A bare string constant at the end of a cell says nothing about the data: those are left out and counted.
Prints recall and precision a mechanism, and the first N misses and extras. Exits 1 below --least.
"""
import argparse
import ast
import collections
import json
import sys

from IPython.core.inputtransformer2 import TransformerManager

p = argparse.ArgumentParser()
p.add_argument("oracle"), p.add_argument("scan")
p.add_argument("--root", default=""), p.add_argument("--show", type=int, default=10)
p.add_argument("--least", type=float, default=0.0)
a = p.parse_args()
ANY_DISPLAY = {"last-cell", "display", "plot", "printing-call", "print", "assert-call"}

def norm(src):
    try:
        return ast.unparse(ast.parse(TransformerManager().transform_cell(src.strip().rstrip(";").strip())))
    except Exception:
        return " ".join(src.split())

want, left_out = collections.defaultdict(collections.Counter), set()
last_any = collections.Counter()
constants, worst = 0, 1.0
for line in open(a.oracle):
    r = json.loads(line)
    cell = (r["notebook"], r["cell"])
    if r["kind"] == "unparsable" or "run_cell_magic" in r.get("source", ""):
        left_out.add(cell)
    elif r["kind"] == "last":
        key = (*cell, norm(r["source"]))
        last_any[key] += 1
        if r["has_result"] and not r["suppressed"] and r["expr"] == "Constant" and r["source"][:1] in "'\"":
            constants += 1
        elif r["has_result"] and not r["suppressed"]:
            want["last-cell"][key] += 1
    else:
        want[r["kind"]][(*cell, norm(r["source"]))] += 1

got = collections.defaultdict(collections.Counter)
for line in open(a.scan):
    r = json.loads(line)
    if r.get("type") != "feedback":
        continue
    nb = r["notebook"]
    nb = nb[len(a.root):].lstrip("/") if a.root and nb.startswith(a.root) else nb
    if (nb, r["cell"]) in left_out:
        continue
    key = (nb, r["cell"], norm(r["source"]))
    got[r["mechanism"]][key] += 1
    if r["mechanism"] in ANY_DISPLAY:
        got["any"][key] += 1

print(f"{'mechanism':12} {'oracle':>8} {'found':>8} {'missed':>8} {'extra':>8}  recall  precision")
for kind in ("assert", "assert-call", "print", "display", "last-cell"):
    w = collections.Counter({k: v for k, v in want[kind].items() if k[:2] not in left_out})
    g = got[kind]
    missed = w - (got["any"] if kind == "last-cell" else g)
    extra = g - (last_any if kind == "last-cell" else w)
    nw, ng = sum(w.values()), sum(g.values())
    m, e = sum(missed.values()), sum(extra.values())
    print(f"{kind:12} {nw:8} {ng:8} {m:8} {e:8}  {1 - m / max(nw, 1):6.4f}  {1 - e / max(ng, 1):6.4f}")
    worst = min(worst, 1 - m / max(nw, 1), 1 - e / max(ng, 1))
    for name, bag in (("missed", missed), ("extra", extra)):
        for key in list(bag)[: a.show]:
            print(f"    {name}: {key[0]} cell {key[1]}: {key[2][:100]!r}")
print(f"bare strings at the end of a cell, left out: {constants}")
sys.exit(worst < a.least)
