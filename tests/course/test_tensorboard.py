"""TensorBoard, started as lesson 12D says, shows a training that the callbacks of 12.4 watched."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import numpy as np
import pytest

from autograder.grading.modules import load_module
from tests.conftest import ROOT

# Keras says so of itself where NumPy is newer than it, when it saves a model.
QUIET = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
pytestmark = [pytest.mark.slow, QUIET]

SECONDS = 120.0  # far more than TensorBoard needs, on a machine that does other things


@pytest.fixture(scope="module")
def logs(tmp_path_factory):
    """A folder with what a small training has written, of the name `first`."""
    keras = pytest.importorskip("keras")
    pytest.importorskip("tensorboard")
    functional = load_module(ROOT / "solutions" / "ch12_functional" / "functional.py", "watched")
    folder = tmp_path_factory.mktemp("logs")
    x = np.arange(12.0).reshape(6, 2) / 12
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    callbacks = functional.make_callbacks(str(folder / "first"))
    watched = (x[4:], x[4:, :1])
    model.fit(x[:4], x[:4, :1], epochs=2, validation_data=watched, callbacks=callbacks, verbose=0)
    return folder


@pytest.fixture
def address(logs, tmp_path):
    """The address of a TensorBoard that reads the folder; it ends with the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tensorboard.main", "--logdir", str(logs)]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    said = tmp_path / "server.log"
    with said.open("wb") as log:  # a group of its own, to end its children too
        server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/", server, said)
        yield f"http://127.0.0.1:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def answer(url):
    """Return the status and the text that an address answers, asked past any proxy."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(url, timeout=10) as page:
        return page.status, page.read().decode()


def wait_for(url, server, said):
    """Wait until the server answers."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, said.read_text()
        with contextlib.suppress(OSError):
            return answer(url)
        time.sleep(0.2)
    raise AssertionError(f"TensorBoard did not start: {said.read_text()}")


def test_tensorboard_shows_the_training_that_was_watched(address):
    status, page = answer(f"{address}/")
    assert status == 200
    assert "<title>TensorBoard</title>" in page
    deadline, runs = time.monotonic() + SECONDS, []
    while not runs and time.monotonic() < deadline:  # it reads the folder when it has started
        status, text = answer(f"{address}/data/runs")
        assert status == 200
        runs = json.loads(text)
        time.sleep(0.2)
    assert sorted(runs) == ["first/train", "first/validation"]
