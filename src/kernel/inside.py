"""Runs inside the kernel, beside the notebook's code, and leaves no name in its namespace.

Asserts of a cell are judged one by one instead of ending the cell at the first that fails, expressions and asserts are
evaluated without touching what the notebook has, and where it is asked for, data is corrupted (faults.py). Everything
goes back as JSON text.
"""

import ast
import builtins
import contextlib
import io
import json
import math
import numbers
import os
import sys
import types
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

    def __init__(self, shell, folder):
        self.shell = shell
        self.folder = folder
        self.cwd = os.getcwd()
        self.faults_module = None
        self.begin(False)

    def begin(self, soft, watch=False, fault=None):
        self.soft = soft
        self.count = 0
        self.records = {}
        self.operands = []
        self.watch = watch
        self.fault = fault
        self.statements = 0
        self.bindings = []
        self.fault_result = None
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
        found = {
            "asserts": list(self.records.values()),
            "line": self.error_line(),
            "bindings": self.bindings,
            "fault": self.fault_result,
        }
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
        if isinstance(getattr(tree, "body", None), list):
            if self.soft:
                tree.body = [self.statement(node) for node in tree.body]
            if self.watch or self.fault:
                tree.body = [
                    child for at, node in enumerate(tree.body) for child in self.with_binding(node, tree.body[at + 1 :])
                ]
            ast.fix_missing_locations(tree)
        return tree

    def with_binding(self, node, following):
        """A statement that binds names, and behind it a look at what it bound, or the fault that is put there."""
        names = bound_names(node)
        if not names:
            return [node]
        index = self.statements
        self.statements += 1
        if self.watch:
            names = [name for name in names if not is_overwritten(name, following)]
            call = f"{NAME}.bound({index}, {node.lineno}, {names!r})"
        elif self.fault["statement"] == index:
            call = f"{NAME}.corrupt()"
        else:
            return [node]
        added = ast.parse(call).body[0]
        for child in ast.walk(added):
            ast.copy_location(child, node)
        return [node, added]

    # --- data

    def bound(self, statement, line, names):
        faults, space = self.faults(), self.shell.user_ns
        found = {name: space[name] for name in names if name in space and faults.is_data(space[name])}
        data = [name for name, value in found.items() if faults.is_place(name, value, found.values())]
        if data:
            self.bindings.append(
                {
                    "statement": statement,
                    "line": line,
                    "names": data,
                    "objects": {name: faults.described(space[name]) for name in data},
                    "kinds": faults.applicable(space, data),
                }
            )

    def corrupt(self, fault=None):
        """Puts the fault into the namespace: the one given, or the one that the cell runs with."""
        fresh, what = self.faults().corrupted(self.shell.user_ns, fault or self.fault)
        self.shell.user_ns.update(fresh or {})
        self.fault_result = {"applied": fresh is not None, "what": what}

    def put(self, fault):
        self.corrupt(fault)
        return Json(self.fault_result)

    def reset(self):
        """As in a fresh kernel, but that modules stay imported: no names, no figures, other random numbers."""
        self.shell.reset(new_session=True)
        os.chdir(self.cwd)
        for name, seed in (("random", "seed"), ("numpy.random", "seed"), ("torch", "seed")):
            if name in sys.modules:
                getattr(sys.modules[name], seed)()
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
        return Json(None)

    def faults(self):
        """The module faults.py; not in `sys.modules`, where the notebook would see it."""
        if self.faults_module is None:
            self.faults_module = types.ModuleType("_nbassert_faults")
            with open(os.path.join(self.folder, "faults.py"), encoding="utf-8") as file:
                exec(compile(file.read(), "faults.py", "exec"), self.faults_module.__dict__)
        return self.faults_module

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


def bound_names(node):
    """Plain names that an assignment binds, in order."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    found = []
    for target in targets:
        items = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
        found += [item.id for item in items if isinstance(item, ast.Name)]
    return found


def is_overwritten(name, following):
    """Whether the statements that follow in the cell bind a name anew before one of them reads it: a fault would be lost."""
    for node in following:
        found = [it for it in ast.walk(node) if isinstance(it, ast.Name) and it.id == name]
        if any(not isinstance(it.ctx, ast.Store) for it in found) or (found and name not in bound_names(node)):
            return False
        if found:
            return True
    return False


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
    with same_luck():
        return Json([evaluate_one(shell, expression, seconds) for expression in expressions])


def evaluate_one(shell, expression, seconds):
    def work():
        # A copy: what the expression binds is gone with it.
        value = eval(compile(expression, "<probe>", "eval"), dict(shell.user_ns))
        data = shown(shell, value)
        kept = {mime: text for mime, text in data.items() if isinstance(text, str) and len(text) <= LONGEST_BUNDLE}
        return {"data": kept, "type": f"{type(value).__module__}.{type(value).__qualname__}", "number": number(value)}

    return aside(work, seconds)


def shown(shell, value):
    """The bundle of a value. What a probe answers is plain, and its repr says the same as the slower printer of IPython."""
    if type(value) in (dict, list, tuple, str, int, float, bool, type(None)):
        return {"text/plain": repr(value)}
    with nothing_cut():
        return shell.display_formatter.format(value, include=("text/plain", "text/html"))[0]


@contextlib.contextmanager
def nothing_cut():
    """Tables and arrays of a size that a reader can use are shown whole."""
    pandas, numpy = sys.modules.get("pandas"), sys.modules.get("numpy")
    with contextlib.ExitStack() as stack:
        if pandas is not None:
            stack.enter_context(
                pandas.option_context("display.max_columns", 1000, "display.max_rows", 500, "display.width", 100_000)
            )
        if numpy is not None:
            stack.enter_context(numpy.printoptions(threshold=10_000))
        yield


def judge(recorder, sources, fault, seconds):
    """Statements, each source by itself, on what the notebook has or on what the fault makes of it."""
    space, what = dict(recorder.shell.user_ns), None
    if fault is not None:
        fresh, what = recorder.faults().corrupted(space, fault)
        if fresh is None:
            return Json({"applied": False, "what": what, "verdicts": []})
        space.update(fresh)

    def work(source):
        exec(compile(source, "<assert>", "exec"), dict(space))
        return {"error": None}

    with same_luck():
        verdicts = [aside(lambda: work(source), seconds) for source in sources]
    return Json({"applied": True, "what": what, "verdicts": verdicts})


def aside(work, seconds):
    """What `work` returns, or its error as data. What it prints is dropped."""
    quiet = io.StringIO()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
            warnings.simplefilter("ignore")
            with time_limit(seconds):
                return work()
    except OutOfTime:
        return {"error": {"name": "TimeoutError", "message": f"took longer than {seconds} s"}}
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return {"error": {"name": type(error).__name__, "message": str(error)[:LONGEST]}}


@contextlib.contextmanager
def same_luck():
    """The global random number generators go on as if nothing had been drawn in between."""
    states = random_states()
    try:
        yield
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


def install(shell, memory, folder):
    """`folder`: where faults.py is."""
    recorder = Recorder(shell, folder)
    recorder.evaluate = lambda expressions, seconds: evaluate(shell, expressions, seconds)
    recorder.judge = lambda sources, fault, seconds: judge(recorder, sources, fault, seconds)
    setattr(builtins, NAME, recorder)
    shell.ast_transformers.append(recorder)
    keep_headless(shell)
    if memory:
        limit_memory(memory)
