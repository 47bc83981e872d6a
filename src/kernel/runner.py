"""Runs one notebook's cells in a kernel, told by JSON lines on standard input, answering with JSON lines.

Commands, one at a time, each answered by one line:
  {"do": "start", "kernel": name | null, "cwd": folder, "environment": {...}, "memory": MB | null, "timeout": seconds}
  {"do": "run", "source": text, "soft": bool, "watch": bool, "fault": {...} | null, "timeout": seconds | null, "keep": bool}
  {"do": "evaluate", "expressions": [text], "timeout": seconds}
  {"do": "judge", "sources": [text], "fault": {...} | null, "timeout": seconds}
  {"do": "corrupt", "fault": {...}, "timeout": seconds}
  {"do": "answer", "call": "before" | "judge", "request": ..., "timeout": seconds}
  {"do": "reset", "timeout": seconds}
  {"do": "stop"}
  {"do": "doctor"}
`{"do": "interrupt"}` may come while a cell runs. The end of standard input ends everything, kernel included.
An answer is {"ok": ...} or {"error": {"kind", "message", ...}}. Only `jupyter_client` is needed; outputs are those of
the Jupyter protocol, which are those of nbformat 4.
"""

import json
import os
import queue
import signal
import sys
import tempfile
import threading
import time

# Several times what a reader would read; a cell that prints more is told so and its output cut.
MOST_OUTPUT = 4_000_000
IDLE_SECONDS = 10
STOP_SECONDS = 5
KEPT = {"stream", "display_data", "execute_result", "error", "update_display_data"}


class Refused(Exception):
    def __init__(self, kind, message, **more):
        super().__init__(message)
        self.data = {"kind": kind, "message": message, **more}


class Gone(Exception):
    """Nobody listens any more."""


class Commands:
    """Standard input, read beside the work, so that an interrupt and the end of it are seen at once."""

    def __init__(self, stream):
        self.lines = queue.Queue()
        self.interrupted = threading.Event()
        self.gone = threading.Event()
        threading.Thread(target=self.read, args=(stream,), daemon=True).start()

    def read(self, stream):
        for line in stream:
            command = json.loads(line)
            if command.get("do") == "interrupt":
                self.interrupted.set()
            else:
                self.lines.put(command)
        self.gone.set()
        self.lines.put(None)


class Output:
    """What one cell shows, as a list of nbformat outputs, cut when it is too much."""

    def __init__(self):
        self.items = []
        self.size = 0
        self.cut = False
        self.clear_first = False

    def add(self, kind, content):
        if kind == "clear_output":
            self.clear_first = bool(content.get("wait"))
            if not self.clear_first:
                self.clear()
            return
        if kind not in KEPT:
            return
        if self.clear_first:
            self.clear()
        if kind == "stream":
            self.stream(content["name"], content["text"])
        elif kind == "update_display_data":
            self.update(content)
        else:
            self.keep(self.item(kind, content))

    def clear(self):
        self.items, self.size, self.clear_first = [], 0, False

    def stream(self, name, text):
        text = text[: max(0, MOST_OUTPUT - self.size)] if self.size + len(text) > MOST_OUTPUT else text
        self.cut = self.cut or self.size >= MOST_OUTPUT or text == ""
        self.size += len(text)
        last = self.items[-1] if self.items else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["parts"].append(text)
        elif text:
            self.items.append({"output_type": "stream", "name": name, "parts": [text]})

    def keep(self, item):
        size = len(json.dumps(item))
        if self.size + size > MOST_OUTPUT * 4:
            self.cut = True
            return
        self.size += size if item["output_type"] != "error" else 0
        self.items.append(item)

    def item(self, kind, content):
        if kind == "error":
            return {"output_type": "error", "ename": content["ename"], "evalue": content["evalue"], "traceback": content["traceback"]}
        item = {"output_type": kind, "data": content["data"], "metadata": content.get("metadata", {})}
        if kind == "execute_result":
            item["execution_count"] = content.get("execution_count")
        display = content.get("transient", {}).get("display_id")
        return {**item, "display_id": display} if display else item

    def update(self, content):
        display = content.get("transient", {}).get("display_id")
        for item in self.items:
            if display and item.get("display_id") == display:
                item["data"], item["metadata"] = content["data"], content.get("metadata", {})

    def finished(self):
        done = []
        for item in self.items:
            item = {key: value for key, value in item.items() if key != "display_id"}
            if "parts" in item:
                item["text"] = "".join(item.pop("parts"))
            done.append(item)
        return done


class Session:
    def __init__(self, commands):
        self.commands = commands
        self.manager = None
        self.client = None
        self.log = None
        self.has_answers = False

    def start(self, kernel, cwd, environment, memory, timeout):
        manager = make_manager(kernel)
        self.log = tempfile.TemporaryFile()
        env = {**os.environ, **environment}
        try:
            manager.start_kernel(cwd=cwd, env=env, stdout=self.log, stderr=self.log)
        except FileNotFoundError as error:
            raise Refused("no-kernel", f"the kernel cannot be started: {error}") from None
        self.manager = manager
        self.client = manager.blocking_client()
        self.client.start_channels()
        self.wait_until_ready(timeout)
        self.install(memory, timeout)
        return {"pid": self.pid(), "kernel": manager.kernel_name}

    def pid(self):
        return getattr(self.manager.provisioner, "pid", None)

    def wait_until_ready(self, timeout):
        end = time.monotonic() + timeout
        while True:
            try:
                self.client.wait_for_ready(timeout=1)
                return
            except RuntimeError:
                if not self.manager.is_alive():
                    raise Refused("died", "the kernel died while it started", log=self.last_log()) from None
                if self.commands.gone.is_set() or self.commands.interrupted.is_set():
                    raise Gone from None
                if time.monotonic() > end:
                    raise Refused("no-kernel", f"the kernel was not ready after {timeout} s", log=self.last_log()) from None

    def install(self, memory, timeout):
        folder = os.path.dirname(os.path.abspath(__file__))
        with open(os.path.join(folder, "inside.py"), encoding="utf-8") as file:
            source = file.read()
        # In a namespace of its own: the notebook must not see a name that is not its own.
        code = f"(lambda space: (exec({source!r}, space), space['install'](get_ipython(), {memory!r}, {folder!r})))({{'__name__': '_nbassert'}})"
        reply, _ = self.execute(code, timeout, silent=True)
        if reply["status"] != "ok":
            message = f"{reply.get('ename')}: {reply.get('evalue')}"
            raise Refused("no-kernel", f"the kernel is no IPython kernel ({message})")

    def run(self, source, soft, watch, fault, timeout, keep):
        self.ask(f"__nbassert__.begin({bool(soft)}, {bool(watch)}, {fault!r})", timeout)
        started = time.monotonic()
        reply, output = self.execute(source, timeout)
        seconds = time.monotonic() - started
        found = self.ask("__nbassert__.drain()", None)
        failed = reply["status"] == "error"
        return {
            "count": reply.get("execution_count"),
            "seconds": seconds,
            "asserts": found["asserts"],
            "bindings": found["bindings"],
            "fault": found["fault"],
            "cut": output.cut,
            "outputs": output.finished() if keep else [],
            "error": error_of(reply, found["line"]) if failed else None,
        }

    def evaluate(self, expressions, timeout):
        limit = timeout * len(expressions) + IDLE_SECONDS
        return self.ask(f"__nbassert__.evaluate({expressions!r}, {timeout!r})", limit)

    def judge(self, sources, fault, timeout):
        limit = timeout * len(sources) + IDLE_SECONDS
        return self.ask(f"__nbassert__.judge({sources!r}, {fault!r}, {timeout!r})", limit)

    def reset(self, timeout):
        return self.ask("__nbassert__.reset()", timeout)

    def corrupt(self, fault, timeout):
        return self.ask(f"__nbassert__.put({fault!r})", timeout)

    def answer(self, call, request, timeout):
        """A call of answers.py, which is loaded when it is first needed, behind what it is written with."""
        if not self.has_answers:
            folder = os.path.dirname(os.path.abspath(__file__))
            sources = []
            for name in ("answer_values.py", "answer_variations.py", "answers.py"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    sources.append(file.read())
            space = "{'__name__': '_nbassert_answers'}"
            load = "[exec(source, space) for source in %r]" % (sources,)
            self.ask(f"(lambda space: ({load}, space['install'](__nbassert__))[1])({space})", timeout)
            self.has_answers = True
        return self.ask(f"__nbassert__.answers.{call}({request!r})", timeout)

    def ask(self, expression, timeout):
        """The value of an expression of inside.py, without a trace in history or namespace."""
        reply, _ = self.execute("", timeout, silent=True, user_expressions={"answer": expression})
        answer = reply.get("user_expressions", {}).get("answer", {})
        if answer.get("status") != "ok":
            raise Refused("lost", f"the kernel does not answer: {answer.get('evalue', 'no reason given')}")
        return json.loads(answer["data"]["text/plain"])

    def execute(self, code, timeout, **how):
        message = self.client.execute(code, allow_stdin=False, stop_on_error=False, store_history=not how.get("silent"), **how)
        output = Output()
        end = None if timeout is None else time.monotonic() + timeout
        reply, idle, waiting_since = None, False, None
        while reply is None or not idle:
            got = self.receive(message, output)
            idle = idle or got == "idle"
            if reply is None:
                reply = self.reply_to(message)
            if reply is not None and not idle:
                waiting_since = waiting_since or time.monotonic()
                # A kernel that prints a lot may lose the message that it is done.
                if time.monotonic() - waiting_since > IDLE_SECONDS:
                    break
            if got is None:
                self.watch(end, timeout)
        return reply["content"], output

    def receive(self, message, output):
        try:
            found = self.client.get_iopub_msg(timeout=0.05)
        except queue.Empty:
            return None
        if found["parent_header"].get("msg_id") != message:
            return "other"
        kind, content = found["msg_type"], found["content"]
        if kind == "status":
            return content["execution_state"]
        output.add(kind, content)
        if time.monotonic() % 1 < 0.05:
            self.stop_if_told()
        return kind

    def reply_to(self, message):
        try:
            while True:
                reply = self.client.get_shell_msg(timeout=0)
                if reply["parent_header"].get("msg_id") == message:
                    return reply
        except queue.Empty:
            return None

    def watch(self, end, timeout):
        self.stop_if_told()
        if not self.manager.is_alive():
            raise Refused("died", "the kernel died", log=self.last_log())
        if end is not None and time.monotonic() > end:
            raise Refused("timeout", f"it was not done after {timeout:g} s")

    def stop_if_told(self):
        if self.commands.gone.is_set():
            raise Gone
        if self.commands.interrupted.is_set():
            raise Refused("interrupted", "it was interrupted")

    def last_log(self):
        try:
            self.log.seek(0)
            return self.log.read()[-2000:].decode("utf-8", "replace")
        except (OSError, ValueError, AttributeError):
            return ""

    def stop(self):
        """Ends the kernel and whatever it started, by force where it does not listen."""
        manager, self.manager = self.manager, None
        if manager is None:
            return {}
        pid = getattr(manager.provisioner, "pid", None)
        try:
            self.client.stop_channels()
            manager.shutdown_kernel(now=True)
        except Exception:
            pass
        kill_group(pid)
        manager.cleanup_resources()
        return {}


def kill_group(pid):
    # The kernel leads a session of its own, so that its processes can be told from ours.
    if pid is None or not hasattr(os, "killpg"):
        return
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def error_of(reply, line):
    return {
        "name": reply.get("ename", ""),
        "message": str(reply.get("evalue", ""))[:2000],
        "line": line,
        "traceback": reply.get("traceback", [])[-4:],
    }


def make_manager(kernel):
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
    from jupyter_client.manager import KernelManager

    class OwnPython(KernelSpecManager):
        """The kernel of the Python that this runs in, installed as a kernel or not."""

        def get_kernel_spec(self, kernel_name):
            argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=argv, display_name="Python", language="python", interrupt_mode="signal")

    if kernel is None:
        require_ipykernel()
        return KernelManager(kernel_name="python3", kernel_spec_manager=OwnPython())
    manager = KernelManager(kernel_name=kernel)
    try:
        spec = manager.kernel_spec
    except NoSuchKernel:
        spec = None
    if spec is None:
        raise Refused("no-such-kernel", f"there is no kernel called {kernel!r}", kernels=kernel_names())
    if spec.language.lower() != "python":
        raise Refused("no-such-kernel", f"the kernel {kernel!r} runs {spec.language}, not Python", kernels=kernel_names())
    return manager


def require_ipykernel():
    if version("ipykernel") is None:
        raise Refused("no-ipykernel", "ipykernel is not installed", python=sys.executable)


def kernel_names():
    from jupyter_client.kernelspec import KernelSpecManager

    try:
        return sorted(KernelSpecManager().find_kernel_specs())
    except Exception:
        return []


def version(package):
    try:
        from importlib.metadata import version as installed

        return installed(package)
    except Exception:
        return None


def doctor():
    client = version("jupyter_client")
    return {
        "python": sys.executable,
        "version": ".".join(str(part) for part in sys.version_info[:3]),
        "jupyter_client": client,
        "ipykernel": version("ipykernel"),
        "kernels": kernel_names() if client else [],
    }


def answer(session, command):
    do = command.pop("do")
    if do == "doctor":
        return doctor()
    if do == "start":
        if version("jupyter_client") is None:
            raise Refused("no-jupyter", "jupyter_client is not installed", python=sys.executable)
        return session.start(**command)
    return {
        "run": session.run,
        "evaluate": session.evaluate,
        "judge": session.judge,
        "corrupt": session.corrupt,
        "answer": session.answer,
        "reset": session.reset,
        "stop": session.stop,
    }[do](**command)


def main():
    # The kernel inherits 1 and 2; what it writes there must not come between the answers.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    source = os.fdopen(os.dup(0), "r", encoding="utf-8")
    os.dup2(nowhere, 0)
    # Whoever started this decides what Ctrl-C means, and closes standard input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    commands = Commands(source)
    session = Session(commands)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: (session.stop(), os._exit(1)))
    try:
        while (command := commands.lines.get()) is not None:
            try:
                line = {"ok": answer(session, command)}
            except Refused as refused:
                line = {"error": refused.data}
            except Gone:
                break
            except Exception as error:
                line = {"error": {"kind": "defect", "message": f"{type(error).__name__}: {error}"}}
            out.write(json.dumps(line) + "\n")
            out.flush()
    except BrokenPipeError:
        pass
    finally:
        session.stop()
        os._exit(0)


if __name__ == "__main__":
    main()
