"""Runs groups of cells in one real kernel, each group from a clean start, in a folder of its own.

Reads [[source, ...], ...] from standard input; prints, for each cell, {"count": n, "outputs": [nbformat outputs]}.
"""

import json
import os
import sys
import tempfile

from jupyter_client.manager import start_new_kernel
from nbformat.v4 import output_from_msg

RESET = """
get_ipython().reset(new_session=False)
import os as _os, random as _random, sys as _sys, tempfile as _tempfile, warnings as _warnings
_os.chdir(_tempfile.mkdtemp(dir=_os.environ["CELLS_FOLDER"]))
_warnings.simplefilter("ignore")
_random.seed()
if "numpy" in _sys.modules:
    _sys.modules["numpy"].random.seed()
if "matplotlib.pyplot" in _sys.modules:
    _sys.modules["matplotlib.pyplot"].close("all")
del _os, _random, _sys, _tempfile, _warnings
"""
SHOWN = {"stream", "execute_result", "display_data", "error"}


def run(client, source):
    outputs = []

    def keep(message):
        if message["header"]["msg_type"] in SHOWN:
            outputs.append(output_from_msg(message))

    reply = client.execute_interactive(source, timeout=60, output_hook=keep, stop_on_error=False)
    return {"count": reply["content"]["execution_count"], "outputs": merged(outputs)}


def merged(outputs):
    """Pieces of one stream in a row are one output, as in a saved notebook."""
    found = []
    for output in outputs:
        last = found[-1] if found else None
        if last and output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
        else:
            found.append(output)
    return found


def main():
    groups = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CELLS_FOLDER"] = folder
        manager, client = start_new_kernel(kernel_name="python3", extra_arguments=["--HistoryManager.enabled=False"])
        try:
            answers = []
            for cells in groups:
                run(client, RESET)
                answers.append([run(client, cell) for cell in cells])
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    json.dump(answers, sys.stdout)


main()
