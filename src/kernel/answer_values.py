"""Runs inside the kernel, beside answers.py: the code of a cell or an answer as a tree, and values that are put back."""

import ast
import copy
import types

NOT_DATA = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type)


class Reversed(ast.NodeTransformer):
    """The same asserts with their comparisons the other way round."""

    OTHER = {
        ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
        ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    }  # fmt: skip

    def visit_Assert(self, node):
        if isinstance(node.test, ast.Compare):
            node.test.ops = [self.OTHER[type(operator)]() for operator in node.test.ops]
        elif isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not):
            node.test = node.test.operand
        else:
            node.test = ast.UnaryOp(ast.Not(), node.test)
        return node


def without_showing(tree):
    """The cell without what only shows: drawing is slow, and nobody looks."""
    kept = [node for node in tree.body if not is_showing(node)]
    return ast.fix_missing_locations(ast.Module(kept, []))


def is_showing(node):
    if not isinstance(node, ast.Expr):
        return False
    value = node.value
    if not isinstance(value, ast.Call):
        return True
    called = value.func
    return isinstance(called, ast.Name) and called.id in ("print", "display")


def names_read(tree):
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def names_bound(tree):
    """Names that statements of the cell bind, with whether a later binding reads them."""
    bound = {}
    for node in tree.body:
        stored = {it.id for it in ast.walk(node) if isinstance(it, ast.Name) and isinstance(it.ctx, ast.Store)}
        if stored:
            for name in names_read(node) - stored:
                if name in bound:
                    bound[name] = True
        bound.update({name: False for name in stored})
    return bound


def named_columns(table, columns):
    """Columns that the output is about, in front of one that is drawn by lot."""
    own = set(getattr(table, "columns", ()))
    return [*(column for column in columns if column in own), None]


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value and value != 0


def is_value(space, name):
    return name in space and not name.startswith("_") and not isinstance(space[name], NOT_DATA)


def copies(values):
    found = {}
    for name, value in values.items():
        try:
            found[name] = value.copy() if type(value).__module__.startswith("pandas.") else copy.deepcopy(value)
        except Exception:
            continue
    return found


def is_same(one, other):
    if type(one) is not type(other):
        return False
    if hasattr(one, "equals"):
        return bool(one.equals(other))
    if type(one).__module__ == "numpy":
        import numpy

        return one.shape == other.shape and bool(numpy.all((one == other) | ((one != one) & (other != other))))
    return not isinstance(one, (list, dict, set)) or one == other


def restore(space, saved):
    for name in [name for name in space if name not in saved]:
        del space[name]
    space.update(saved)
