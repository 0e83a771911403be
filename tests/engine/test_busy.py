"""A busy machine costs nobody a point: time in which others run is not the submission's."""

import contextlib
import dataclasses
import os
import subprocess
import sys
import time

import pytest

from autograder.errors import GradingError, MachineError, WorkerTimeout
from autograder.grading.connection import Connection
from autograder.grading.failure import Failure
from autograder.sandbox import deadline
from autograder.sandbox.walls.forks import ZygoteLauncher
from autograder.sandbox.worker.limits import Limits
from autograder.sandbox.worker.loading import Cell, Source

LIMITS = Limits(call_seconds=0.5)
COMPUTES = """
import time
def f(seconds):
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass
    return seconds
"""
CONTENDS = """
import threading
def spin():
    while True: pass
def f(seconds):
    for _ in range(12): threading.Thread(target=spin).start()
    spin()
"""


@pytest.fixture(scope="module")
def one_core():
    """This process, and all that it starts, on one core: else ten loops might not keep it busy."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    yield
    os.sched_setaffinity(0, before)


@pytest.fixture(scope="module")
def launcher(one_core):
    with contextlib.closing(ZygoteLauncher("sandbox", limits=LIMITS)) as launcher:
        yield launcher


@pytest.fixture
def busy(one_core):
    """Ten loops that compete for the core."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(10)]
    yield
    for loop in loops:
        loop.kill()
        loop.wait()


def call(launcher, text, seconds, limit=0.5):
    """Return what f(seconds) answers, and how long that took."""
    with contextlib.closing(launcher.launch()) as worker:
        source = Source("neuron", (Cell("neuron.py", text),))
        worker.request("load", 60.0, source=source.to_json(), seed=0)
        start = time.monotonic()
        options = {"target": [None, "f"], "cases": [[[seconds]]], "options": {}}
        reply = worker.request("call", limit, **options)
        return reply.value[0]["value"], time.monotonic() - start


def test_an_answer_that_others_keep_waiting_is_waited_for(launcher, busy):
    value, took = call(launcher, COMPUTES, 0.4)
    assert value == 0.4
    assert took > 0.6  # longer than the limit, and nobody's fault


def test_one_that_computes_for_too_long_is_ended_on_a_busy_machine_too(launcher, busy):
    start = time.monotonic()
    with pytest.raises(WorkerTimeout):
        call(launcher, COMPUTES, 1e9)
    assert time.monotonic() - start < 60


def test_one_that_sleeps_is_not_kept_waiting_by_anybody(launcher):
    with pytest.raises(WorkerTimeout):
        call(launcher, "import time\ndef f(seconds): time.sleep(seconds)", 60)


def test_threads_of_its_own_that_wait_for_each_other_excuse_nothing(launcher):
    start = time.monotonic()
    with pytest.raises(WorkerTimeout):
        call(launcher, CONTENDS, 1e9)
    assert time.monotonic() - start < 20


def total(launcher, text, seconds, calls, limit):
    """Return the seconds that count of calls which are all in time, and what ended them."""
    launcher.limits = dataclasses.replace(LIMITS, call_seconds=30.0, total_seconds=limit)
    connection = Connection(launcher, Source("neuron", (Cell("neuron.py", text),)))
    said = ""
    try:
        for _ in range(calls):
            connection.ask("call", "f", target=[None, "f"], cases=[[[seconds]]], options={})
    except Failure as failure:
        said = str(failure)
    finally:
        connection.close()
        launcher.limits = LIMITS
    return connection.budget.spent, said


def test_many_calls_that_are_each_in_time_are_not_ended_for_what_others_take(launcher, busy):
    spent, said = total(launcher, COMPUTES, 0.1, calls=12, limit=4.0)
    assert spent < 4.0
    assert said == ""


def test_what_it_has_used_itself_counts_on_a_busy_machine_too(launcher, busy):
    spent, said = total(launcher, COMPUTES, 0.5, calls=20, limit=2.0)
    assert spent > 1.8
    assert said.startswith("The 2 s for one submission are used up.")


def test_one_call_that_takes_all_of_the_time_ends_it_on_a_busy_machine_too(launcher, busy):
    launcher.limits = dataclasses.replace(LIMITS, call_seconds=0.5, total_seconds=2.0)
    sleeps = "import time\ndef f(seconds): time.sleep(seconds)"
    connection = Connection(launcher, Source("neuron", (Cell("neuron.py", sleeps),)))
    connection.patience = 30.0
    try:
        with pytest.raises(Failure, match="did not return within"):
            connection.ask("call", "f", target=[None, "f"], cases=[[[60]]], options={})
        with pytest.raises(Failure, match="The 2 s for one submission are used up"):
            connection.ask("call", "f", target=[None, "f"], cases=[[[0]]], options={})
    finally:
        connection.close()
        launcher.limits = LIMITS


def test_a_machine_that_is_too_busy_to_judge_asks_for_a_person(launcher, busy, monkeypatch):
    monkeypatch.setattr(deadline, "LONGEST", (1.0, 0.2))
    with pytest.raises(GradingError, match="the machine was too busy") as caught:
        call(launcher, COMPUTES, 1e9)
    assert type(caught.value) is MachineError
