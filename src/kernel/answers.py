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


class Judge(Variations):
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

        import warnings

        with self.inside.same_luck(), warnings.catch_warnings(), capture_output():
            warnings.simplefilter("ignore")
            yield

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
