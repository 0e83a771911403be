"""The attacks on what differs where TensorFlow is: a /proc, threads, more memory, more packages."""

import os

import numpy as np
import pytest

from autograder.sandbox.worker.limits import KERAS

from .conftest import SUBMISSIONS, Attack

pytestmark = pytest.mark.slow

NUMBERS = "05 28 32 33 38 44 45 46 47 48 49 53 54 56 60 61 62 63 64 68 69 77".split()
OTHER_MODES = "05 28 32 44 47 53 54 56 60 61 62 63 77".split()
MODES = ("root", "user", "process") if os.geteuid() == 0 else ("user",)
CASES = [
    pytest.param(mode, Attack(path), id=f"{mode}-{path.stem}")
    for mode in MODES
    for path in sorted(SUBMISSIONS.glob("*.py"))
    if path.name[:2] in (NUMBERS if mode == MODES[0] else OTHER_MODES)
]


@pytest.mark.parametrize(("mode", "attack"), CASES)
def test_an_attack_gains_nothing_where_keras_is(arenas, mode, attack):
    arenas(mode, KERAS).require_held(attack)


TRAINS = """
import keras, numpy as np
def f(x, y):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(x, y, batch_size=5, verbose=0)
    return model.predict(x, verbose=0)
"""


@pytest.mark.parametrize("mode", MODES)
def test_what_is_closed_does_not_keep_a_network_from_training(arenas, mode):
    worker = arenas(mode, KERAS).launcher.launch()
    try:
        source = {"module": "net", "cells": [["net.py", TRAINS]]}
        assert worker.request("load", 30, source=source, seed=0).value["errors"] == []
        cases = [[[np.ones((20, 3)), np.ones((20, 1))], {}]]
        reply = worker.request("call", 60, target=[None, "f"], cases=cases, options={})
    finally:
        worker.close()
    assert reply.value[0]["value"].shape == (20, 1)
