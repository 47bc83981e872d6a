"""Runs inside the kernel, beside inside.py and faults.py: judges an answer (Python with asserts) on what a cell left behind.

An answer is run on the values as they are, on healthy variations of them (must hold), and on corrupted ones (should
fail). A value that the cell was given is changed in front of it, and the cell is run again; one that the cell made
itself is changed behind it. Everything is put back. While an answer runs, it may not touch files, processes, network. What
is not defined here comes from answer_values.py, which runner.py puts into the same namespace first.
"""

import ast
import contextlib
import copy
import hashlib
import os
import pickle
import sys
import types

# Of a number that was computed further up, where no data is at hand that could be corrupted.
NUMBER_FAULTS = {"number-halved": 0.5, "number-doubled": 2}
TOUCHING = {
    "os.remove": "deletes a file",
    "os.rmdir": "deletes a folder",
    "shutil.rmtree": "deletes a folder",
    "os.rename": "renames a file",
    "shutil.move": "renames a file",
    "os.truncate": "writes a file",
    "os.mkdir": "makes a folder",
    "os.symlink": "makes a link",
    "os.link": "makes a link",
    "os.chmod": "changes the rights of a file",
    "os.chown": "changes the owner of a file",
    "subprocess.Popen": "starts a process",
    "os.system": "starts a process",
    "os.exec": "starts a process",
    "os.fork": "starts a process",
    "os.posix_spawn": "starts a process",
    "os.kill": "ends a process",
    "socket.connect": "opens a connection",
}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Touched(PermissionError):
    """An OSError, so that libraries that only try to write (caches) go on without."""


class Guard:
    """Refuses what an answer has no business with. A fence against accidents, no prison: a process of its own is that."""

    def __init__(self):
        self.active = False
        self.touched = []
        sys.addaudithook(self.audit)

    def audit(self, event, arguments):
        if not self.active:
            return
        what = TOUCHING.get(event)
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
            what = "writes a file"
        if what is not None:
            self.touched.append(what)
            raise Touched(f"an answer may not do this: it {what}")

    @contextlib.contextmanager
    def up(self):
        self.touched = []
        self.active = True
        try:
            yield self.touched
        finally:
            self.active = False


class Judge:
    def __init__(self, shell, inside, faults):
        self.shell = shell
        self.inside = inside
        self.faults = faults
        self.guard = Guard()
        self.cell = None
        self.given = {}
        self.carried = {}
        sys.dont_write_bytecode = True

    # --- in front of the cell, and behind it

    def before(self, source):
        """Remembers what the cell is given."""
        self.cell = self.parsed(source)
        read = names_read(self.cell) if self.cell else set()
        self.given = copies({name: self.shell.user_ns[name] for name in read if is_value(self.shell.user_ns, name)})
        return self.inside.Json(None)

    def judge(self, request):
        """
        {"answer", "subject": expression | None, "names": of the subject, "columns": named in it, "kinds": of fault, "healthy": kinds, "seeds": n,
        "most": faults that change what is shown, "only": ids of variations | None for all, "seconds": for each run} -> what the answer does in each state.
        """
        space = self.shell.user_ns
        saved = dict(space)
        found = {"clean": None, "reversed": None, "changes": [], "variations": []}
        try:
            code = self.parsed(request["answer"], raises=True)
        except SyntaxError as error:
            return self.inside.Json({**found, "clean": {"kind": "syntax", "line": error.lineno, "message": str(error.msg)}})
        try:
            clean, changed, bound = self.run(code, request["seconds"])
            found["clean"], found["changes"] = clean, changed
            self.carried.update({name: value for name, value in bound.items() if name not in saved})
            if clean["kind"] == "failed":
                found["reversed"] = self.run(Reversed().visit(copy.deepcopy(code)), request["seconds"])[0]
            if clean["kind"] == "held":
                found["variations"] = self.vary(code, request, saved)
        finally:
            restore(space, saved)
            close_figures()
        return self.inside.Json(found)

    def parsed(self, source, raises=False):
        try:
            return ast.parse(self.shell.transform_cell(source))
        except SyntaxError:
            if raises:
                raise
            return None

    # --- one run of an answer

    def run(self, code, seconds):
        """Outcome, names whose values it changed, and names it bound. The namespace is as it was afterwards."""
        space = self.shell.user_ns
        saved = dict(space)
        for name, value in self.carried.items():
            space.setdefault(name, value)
        given = copies({name: space[name] for name in names_read(code) if is_value(space, name)})
        space.update(given)
        try:
            outcome = self.execute(code, seconds)
            changed = sorted(name for name in given if name in saved and not is_same(given[name], saved[name]))
            bound = {name: value for name, value in space.items() if saved.get(name) is not value}
            return outcome, changed, bound
        finally:
            restore(space, saved)

    def execute(self, code, seconds):
        with self.quiet(), self.guard.up() as touched:
            outcome = self.outcome(compile(ast.fix_missing_locations(code), "<answer>", "exec"), seconds)
        return {"kind": "touched", "message": touched[0]} if touched else outcome

    def outcome(self, compiled, seconds):
        try:
            with self.inside.time_limit(seconds):
                exec(compiled, self.shell.user_ns)
            return {"kind": "held"}
        except AssertionError as error:
            return {"kind": "failed", "message": text_of(error)}
        except self.inside.OutOfTime:
            return {"kind": "endless"}
        except MemoryError:
            return {"kind": "memory"}
        except BaseException as error:
            return {"kind": "raised", "name": type(error).__name__, "message": text_of(error)}

    @contextlib.contextmanager
    def quiet(self):
        from IPython.utils.capture import capture_output

        states = self.inside.random_states()
        import warnings

        with warnings.catch_warnings(), capture_output():
            warnings.simplefilter("ignore")
            try:
                yield
            finally:
                for back in states:
                    back()

    # --- variations

    def vary(self, code, request, saved):
        space = self.shell.user_ns
        wanted = request["only"]
        shown = self.fingerprint(request)
        results, described = [], set()
        for variation in self.variations(request):
            if wanted is not None and variation["id"] not in wanted:
                continue
            if sum(one["changes"] and not one["healthy"] for one in results) >= request["most"]:
                break
            what = self.apply(variation, request["seconds"])
            # Two seeds may come to the same.
            if what is not None and what not in described:
                described.add(what)
                changes = shown is None or self.fingerprint(request) != shown
                is_judged = changes or variation["healthy"]
                outcome = self.run(code, request["seconds"])[0] if is_judged else None
                kept = {key: variation[key] for key in ("id", "kind", "healthy")}
                results.append({**kept, "what": what, "changes": changes, "outcome": outcome})
            restore(space, saved)
        return results

    def variations(self, request):
        """Every state that may be tried, the healthy ones first, then what is nearest to the subject."""
        about, space = set(request["names"]), self.shell.user_ns
        given = {name: value for name, value in self.given.items() if self.faults.is_data(value)}
        bound = names_bound(self.cell) if self.cell else {}
        # What the cell made is changed behind it only where nothing else in the cell was made from it.
        free = [name for name, is_used in bound.items() if name in about and name in space and not is_used]
        made = {name: space[name] for name in free if self.faults.is_data(space[name])}
        if not given and not made:
            given = {name: value for name, value in self.given.items() if name in about and is_number(value)}
        for kind in request["healthy"]:
            names, when = (given, "before") if given else (made, "after")
            if names:
                yield {"id": kind, "kind": kind, "names": sorted(names), "when": when, "seed": 0, "healthy": True}
        for seed in range(request["seeds"]):
            for when, names in (("after", made), ("before", given)):
                for name in sorted(names, key=lambda name: (name not in about, name)):
                    kinds = NUMBER_FAULTS if is_number(names[name]) else request["kinds"]
                    for column in named_columns(names[name], request["columns"]):
                        for kind in kinds:
                            one = {"kind": kind, "names": [name], "when": when, "seed": seed, "healthy": False}
                            yield {"id": f"{kind}:{name}:{column or ''}:{when}:{seed}", "column": column, **one}
            if len(given) > 1:
                for kind in request["kinds"]:
                    one = {"kind": kind, "names": sorted(given), "when": "before", "seed": seed, "healthy": False}
                    yield {"id": f"{kind}:::before:{seed}", **one}

    def apply(self, variation, seconds):
        """Puts the namespace into the varied state, and says what is wrong there; None where that cannot be."""
        space = self.shell.user_ns
        is_before = variation["when"] == "before"
        values = copies(self.given) if is_before else {}
        with self.quiet():
            fresh, what = self.corrupted({**space, **values}, variation)
            if fresh is None:
                return None
            space.update({**values, **fresh})
            if not is_before:
                return what
            try:
                with self.inside.time_limit(seconds):
                    exec(compile(without_showing(self.cell), "<cell>", "exec"), space)
            except (Exception, self.inside.OutOfTime):
                # The notebook itself stops there: no assert is needed to notice that.
                return None
        return what

    def corrupted(self, space, variation):
        kind, name = variation["kind"], variation["names"][0]
        if kind in NUMBER_FAULTS:
            factor = NUMBER_FAULTS[kind]
            return {name: space[name] * factor}, f"`{name}` is {factor:g} times as large"
        if kind == "rows-gone":
            return {name: self.faults.taken(space[name], [])}, f"`{name}` without any row"
        if kind in ("unknown-value", "negative-value"):
            return self.wrong_values(space, variation)
        return self.faults.corrupted(space, variation)

    def wrong_values(self, space, variation):
        """Some values of a column that cannot be: a label that nobody knows, a negative amount."""
        import numpy

        faults, is_label = self.faults, variation["kind"] == "unknown-value"
        random = numpy.random.RandomState(variation["seed"])

        def wanted(values, _):
            if is_label:
                return values.dtype.kind not in "biufcmM" and len(set(values)) <= faults.MOST_CLASSES
            return values.dtype.kind in "iuf" and len(values) > 0 and float(numpy.nanmin(values)) >= 0

        def change(table, at, label):
            values = numpy.array(faults.values_at(table, at), dtype=object if is_label else None)
            rows = faults.picked(random, len(values), faults.OUTLIER_SHARE)
            values[rows] = "?" if is_label else -1 - values[rows]
            what = "an unknown label" if is_label else "negative"
            return faults.replaced(table, at, values), f"{len(rows)} of {len(values)} values of {{}} {what}"

        try:
            return faults.in_table({name: space[name] for name in variation["names"]}, wanted, variation.get("column"), random, change)
        except faults.NotApplicable as error:
            return None, str(error)

    def fingerprint(self, request):
        """Tells two values of what is shown apart; None where evaluating it once more is not to be risked."""
        if request["subject"] is None:
            return None
        try:
            with self.quiet(), self.inside.time_limit(request["seconds"]):
                value = eval(compile(request["subject"], "<subject>", "eval"), dict(self.shell.user_ns))
                return hashlib.sha256(pickle.dumps(value)).hexdigest()
        except (Exception, self.inside.OutOfTime) as error:
            return f"{type(error).__name__}: {error}"


def close_figures():
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


def text_of(error):
    try:
        return str(error)[:500]
    except Exception:
        return ""


def install(recorder):
    """Puts a judge beside what inside.py keeps."""
    inside = types.SimpleNamespace(**type(recorder).__init__.__globals__)
    recorder.answers = Judge(recorder.shell, inside, recorder.faults())
    return inside.Json(None)
