"""The attacks on what differs where TensorFlow is: a /proc, threads, more memory, more packages."""

import dataclasses
import os

import numpy as np
import pytest

from autograder.grading.results import State
from autograder.sandbox.walls.stage import installed, readable_by_others
from autograder.sandbox.worker.limits import KERAS, limits_for

from .conftest import CANARY, SLACK, SUBMISSIONS, Attack, RecordingLauncher

pytestmark = pytest.mark.slow

# Attacks without end take the whole of a limit: shorter ones than those of grading.
LIMITS = dataclasses.replace(
    limits_for(KERAS), call_seconds=2.0, load_seconds=10.0, total_seconds=5.0, memory=1200
)
NUMBERS = "05 28 32 33 38 44 45 46 47 48 49 53 54 56 60 61 62 63 64 68 69 77".split()
OTHER_MODES = "05 28 32 44 47 53 54 56 60 61 62 63 77".split()


class KerasLauncher(RecordingLauncher):
    """Starts workers that have TensorFlow and Keras."""

    def __init__(self, limits, **options):
        super().__init__(packages=KERAS, limits=LIMITS, **options)


@pytest.fixture(scope="module")
def keras_arenas(make_arena):
    """Yield a function that returns the arena of a mode, started once."""
    started = {}

    def arena(mode):
        others_can = all(map(readable_by_others, installed(KERAS)))
        if mode != MODES[0] and not others_can:
            pytest.skip("other users cannot read .venv: clone where they can, not below /root")
        if mode not in started:
            started[mode] = make_arena(mode, KerasLauncher)
        return started[mode]

    yield arena
    for one in started.values():
        one.launcher.close()


MODES = ("root", "user", "process") if os.geteuid() == 0 else ("user",)
CASES = [
    pytest.param(mode, Attack(path), id=f"{mode}-{path.stem}")
    for mode in MODES
    for path in sorted(SUBMISSIONS.glob("*.py"))
    if path.name[:2] in (NUMBERS if mode == MODES[0] else OTHER_MODES)
]


@pytest.mark.parametrize(("mode", "attack"), CASES)
def test_an_attack_gains_nothing_where_keras_is(keras_arenas, mode, attack):
    arena = keras_arenas(mode)
    zygote = arena.launcher.process.pid
    report = arena.grade(attack.path)
    assert list(arena.signs(report)) == []
    assert report.points <= attack.most_points
    assert not [o for o in report.outcomes if o.state is State.BROKEN]
    # Two groups of graders, each with a load of its own.
    assert report.seconds < 2 * LIMITS.load_seconds + LIMITS.total_seconds + SLACK
    honest = arena.grade(CANARY)
    assert honest.points == 10, honest.shown
    assert arena.launcher.process.pid == zygote, "the attack ended the warm process"


TRAINS = """
import keras, numpy as np
def f(x, y):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(x, y, batch_size=5, verbose=0)
    return model.predict(x, verbose=0)
"""


@pytest.mark.parametrize("mode", MODES)
def test_what_is_closed_does_not_keep_a_network_from_training(keras_arenas, mode):
    worker = keras_arenas(mode).launcher.launch()
    try:
        source = {"module": "net", "cells": [["net.py", TRAINS]]}
        assert worker.request("load", 30, source=source, seed=0).value["errors"] == []
        cases = [[[np.ones((20, 3)), np.ones((20, 1))], {}]]
        reply = worker.request("call", 60, target=[None, "f"], cases=cases, options={})
    finally:
        worker.close()
    assert reply.value[0]["value"].shape == (20, 1)


class WholeProc(KerasLauncher):
    """Gives workers a /proc that shows all of the machine."""

    def _start(self):
        file = self.stage.boot / "autograder/sandbox/worker/confinement.py"
        text = file.read_text()
        assert text.count('"subset=pid"') == 1
        file.write_text(text.replace('"subset=pid"', '""'))
        super()._start()


def test_a_whole_proc_would_tell_of_the_machine(make_arena):
    arena = make_arena(MODES[0], WholeProc)
    try:
        (path,) = SUBMISSIONS.glob("77_*.py")
        signs = "\n".join(arena.signs(arena.grade(path)))
    finally:
        arena.launcher.close()
    assert "LEAK entries" in signs
    assert "LEAK of the machine cmdline" in signs
