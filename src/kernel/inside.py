"""Runs inside the kernel, beside the notebook's code, and leaves no name in its namespace.

Two things only: asserts of a cell are judged one by one instead of ending the cell at the first that fails, and
expressions are evaluated without touching what the notebook has. Everything goes back as JSON text.
"""

import ast
import builtins
import contextlib
import io
import json
import math
import numbers
import sys
import warnings

LONGEST = 2000
LONGEST_BUNDLE = 1_000_000
NAME = "__nbassert__"


class Json:
    """What IPython shows of a value is its repr; of this one it is JSON."""

    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return json.dumps(self.value)


class OutOfTime(BaseException):
    """Not an Exception, so that the code under evaluation does not catch it."""


def short(value):
    try:
        text = repr(value)
    except Exception as error:
        text = f"<no repr: {type(error).__name__}>"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def number(value):
    """The finite number that a value is, or None. NumPy's scalars count, arrays and booleans do not."""
    if isinstance(value, bool) or not (isinstance(value, numbers.Real) or getattr(value, "ndim", None) == 0):
        return None
    try:
        found = float(value)
    except Exception:
        return None
    return found if math.isfinite(found) else None


class Recorder:
    """What happened to the asserts of the cell that runs now. Indices count its asserts in source order, from 0."""

    def __init__(self, shell):
        self.shell = shell
        self.soft = False
        self.begin(False)

    def begin(self, soft):
        self.soft = soft
        self.count = 0
        self.records = {}
        self.operands = []
        self.last_traceback = getattr(sys, "last_traceback", None)
        return Json(None)

    def note(self, place, value):
        if place == 0:
            self.operands = []
        self.operands.append(value)
        return value

    def record(self, index, held):
        one = self.records.setdefault(index, {"index": index, "times": 0, "failed": 0, "failure": None, "numbers": None})
        one["times"] += 1
        operands, self.operands = self.operands, []
        if one["times"] == 1 and len(operands) == 2:
            pair = [number(value) for value in operands]
            one["numbers"] = pair if None not in pair else None
        if not held:
            one["failed"] += 1
            if one["failure"] is None:
                one["failure"] = self.failure(operands)

    def failure(self, operands):
        kind, error, traceback = sys.exc_info()
        try:
            message = str(error)
        except Exception:
            message = ""
        return {
            "name": kind.__name__,
            "message": message[:LONGEST],
            "operands": [short(value) for value in operands] if issubclass(kind, AssertionError) else [],
        }

    def drain(self):
        """Records since `begin`, and the line at which an error left the cell."""
        found = {"asserts": list(self.records.values()), "line": self.error_line()}
        self.begin(False)
        return Json(found)

    def error_line(self):
        traceback = getattr(sys, "last_traceback", None)
        error = getattr(sys, "last_value", None)
        if isinstance(error, SyntaxError) and (traceback is None or traceback is not self.last_traceback):
            return error.lineno
        if traceback is None or traceback is self.last_traceback:
            return None
        line = None
        while traceback is not None:
            frame = traceback.tb_frame
            if frame.f_globals is self.shell.user_ns and frame.f_code.co_name in ("<module>", "<cell line: 1>"):
                line = traceback.tb_lineno
            traceback = traceback.tb_next
        return line

    # --- the code of a cell on its way to the compiler

    def visit(self, tree):
        if self.soft and isinstance(getattr(tree, "body", None), list):
            tree.body = [self.statement(node) for node in tree.body]
            ast.fix_missing_locations(tree)
        return tree

    def statement(self, node):
        if isinstance(node, (ast.If, ast.For, ast.While)):
            node.body = [self.statement(child) for child in node.body]
            node.orelse = [self.statement(child) for child in node.orelse]
        if isinstance(node, ast.Assert) or is_assert_call(node):
            return self.guarded(node)
        return node

    def guarded(self, node):
        index = self.count
        self.count += 1
        if isinstance(node, ast.Assert):
            node.test = noted(node.test)
        frame = ast.parse(
            f"try:\n    pass\nexcept Exception:\n    {NAME}.record({index}, False)\nelse:\n    {NAME}.record({index}, True)"
        ).body[0]
        for child in ast.walk(frame):
            ast.copy_location(child, node)
        frame.body = [node]
        return frame


def is_assert_call(node):
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return False
    called = node.value.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name.startswith("assert_")


def noted(test):
    """The same test; the operands of its comparisons are remembered on their way."""
    if isinstance(test, ast.BoolOp):
        test.values = [noted(value) for value in test.values]
    elif isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test.operand = noted(test.operand)
    elif isinstance(test, ast.Compare):
        test.left = watched(0, test.left)
        test.comparators = [watched(place + 1, value) for place, value in enumerate(test.comparators)]
    return test


def watched(place, value):
    called = ast.Attribute(ast.Name(NAME, ast.Load()), "note", ast.Load())
    call = ast.Call(called, [ast.Constant(place), value], [])
    return ast.copy_location(call, value)


# --- evaluating on the side


def evaluate(shell, expressions, seconds):
    """Each expression by itself: a bundle as the notebook would show it, or the error as data."""
    return Json([evaluate_one(shell, expression, seconds) for expression in expressions])


def evaluate_one(shell, expression, seconds):
    states = random_states()
    quiet = io.StringIO()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
            warnings.simplefilter("ignore")
            with time_limit(seconds):
                # A copy: what the expression binds is gone with it.
                value = eval(compile(expression, "<probe>", "eval"), dict(shell.user_ns))
                data, _ = shell.display_formatter.format(value, include=("text/plain", "text/html"))
        kept = {mime: text for mime, text in data.items() if isinstance(text, str) and len(text) <= LONGEST_BUNDLE}
        return {"data": kept, "type": f"{type(value).__module__}.{type(value).__qualname__}", "number": number(value)}
    except OutOfTime:
        return {"error": {"name": "TimeoutError", "message": f"took longer than {seconds} s"}}
    except Exception as error:
        return {"error": {"name": type(error).__name__, "message": str(error)[:LONGEST]}}
    finally:
        for restore in states:
            restore()


def random_states():
    """How to put the global random number generators back."""
    found = []
    random = sys.modules.get("random")
    if random is not None:
        found.append(lambda state=random.getstate(): random.setstate(state))
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        found.append(lambda state=numpy.random.get_state(): numpy.random.set_state(state))
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "get_rng_state"):
        found.append(lambda state=torch.get_rng_state(): torch.set_rng_state(state))
    return found


@contextlib.contextmanager
def time_limit(seconds):
    import signal
    import threading

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limit_memory(megabytes):
    try:
        import resource
    except ImportError:
        return
    # On Linux the data limit counts what is really asked for; address space alone is used up by libraries that reserve.
    kind = resource.RLIMIT_DATA if sys.platform.startswith("linux") else resource.RLIMIT_AS
    try:
        resource.setrlimit(kind, (megabytes << 20, resource.getrlimit(kind)[1]))
    except (ValueError, OSError):
        pass


def keep_headless(shell):
    """Plots go into the cell's output whatever window a `%matplotlib` line asks for; nobody would close the window."""
    enable = shell.enable_matplotlib
    shell.enable_matplotlib = lambda gui=None: enable("inline")


def install(shell, memory):
    recorder = Recorder(shell)
    recorder.evaluate = lambda expressions, seconds: evaluate(shell, expressions, seconds)
    setattr(builtins, NAME, recorder)
    shell.ast_transformers.append(recorder)
    keep_headless(shell)
    if memory:
        limit_memory(memory)
