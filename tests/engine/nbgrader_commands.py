"""nbgrader's commands as they are typed, in a process that has imported nbgrader already.

To import it takes longer than most commands: a server does it once, and forks a process for each
call. Nothing is shared between calls but the imported modules.
"""

import contextlib
import multiprocessing
import os
import sys
import tempfile
from pathlib import Path

from jupyter_core.application import NoStart
from nbgrader.apps import NbGraderApp

BIN = Path(sys.executable).parent
# Without our settings nbgrader must find what it calls by a bare name.
ENVIRONMENT = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
SECONDS = 300

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload([__name__])


def nbgrader(folder: Path, *commands: str, fails: bool = False) -> str:
    """Run nbgrader commands one after the other and return all that they printed."""
    with tempfile.TemporaryDirectory() as place:
        printed = Path(place) / "printed"
        process = SERVER.Process(target=_run, args=(folder, commands, printed))
        process.start()
        process.join(SECONDS)
        process.kill()
        process.join()
        text = printed.read_text(errors="replace")
    assert bool(process.exitcode) == fails, text
    return text


def _run(folder: Path, commands: tuple[str, ...], printed: Path) -> None:
    os.chdir(folder)
    os.environ.update(ENVIRONMENT)
    for descriptor in (1, 2):
        os.dup2(os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_APPEND), descriptor)
    for command in commands:
        app = NbGraderApp()
        app.initialize(command.split())
        with contextlib.suppress(NoStart):  # it is the command that starts
            app.start()
        type(app.subapp).clear_instance()
