"""Runs one of Keras's loaders, for as long as the network gives it enough."""

import os
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 3.0  # seconds that the network has for each ENOUGH bytes, the first ones included
ENOUGH = 100_000  # 11 MB at this pace take six minutes: slower lines are better off offline
STARTUP = 120.0  # seconds that a slow computer has to import Keras, before the network matters

# What the child process runs: it notes that Keras is there, then lets Keras's loader work.
LOADER = """
import importlib
import sys
from pathlib import Path
loader = importlib.import_module(f"keras.datasets.{sys.argv[1]}")
Path(sys.argv[2]).touch()
getattr(loader, sys.argv[4])(*sys.argv[3:4] if sys.argv[3] else ())
"""


def run_loader(
    name: str, part: Path, started: Path, function: str = "load_data", *, is_home: bool = False
) -> None:
    """Let a function of `keras.datasets.<name>` write the file `part` of Keras's cache.

    A loader that names its files itself has the folder `part` for Keras's home (`is_home`).
    It works in a child process, as nothing else can be stopped while it waits for a name server
    or for a silent host. The file `started` says that Keras is imported.

    Raises:
        OSError: if there is no Keras, or no answer, or one that comes too slowly.
    """
    # -P: a keras.py in the learner's folder is not the Keras that is meant.
    file = "" if is_home else part.name
    command = [sys.executable, "-P", "-c", LOADER, name, str(started), file, function]
    environment = os.environ | ({"KERAS_HOME": str(part)} if is_home else {})
    nowhere = subprocess.DEVNULL
    child = subprocess.Popen(
        command, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=environment
    )
    try:
        _watch(child, part, started)
    finally:
        child.kill()
        child.wait()
    if child.returncode != 0:
        raise OSError("the download failed" if started.exists() else "Keras cannot be imported")


def _watch(child: subprocess.Popen[bytes], part: Path, started: Path) -> None:
    """Wait for the child's end; raise TimeoutError as soon as the network is too slow."""
    counted, deadline = -ENOUGH, time.monotonic() + STARTUP
    while child.poll() is None:
        arrived = _size(part) if started.exists() else -ENOUGH
        if arrived >= counted + ENOUGH:
            counted, deadline = arrived, time.monotonic() + PATIENCE
        elif time.monotonic() > deadline:
            raise TimeoutError("the network is away or too slow")
        time.sleep(0.02)


def _size(path: Path) -> int:
    """Return how many bytes a file has, or all files of a folder; 0 while there is none."""
    try:
        if path.is_dir():
            return sum(_size(each) for each in path.iterdir())
        return path.stat().st_size
    except OSError:
        return 0
