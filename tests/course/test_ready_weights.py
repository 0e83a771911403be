"""Digits that were learned at home earn nothing: neither ready weights nor a table of pictures.

The digits are shipped with the course, so whoever hands in can bring along all that may be known of
them. Each test first shows that what is brought along reads the digits as they are shipped.
"""

import numpy as np
import pytest

from autograder.authoring.graded import source_of
from autograder.authoring.mutants import unheard
from autograder.chapters import all_chapters, read_text
from autograder.grading.modules import load_module
from autograder.grading.results import State
from autograder.grading.runner import Task, graders_of, run_graders
from autograder.sandbox.walls.launcher import LocalLauncher
from autograder.sandbox.worker.loading import Cell, Source
from course.datasets import bundled_mnist
from tests.conftest import ROOT

CHAPTERS = {chapter.name: chapter for chapter in all_chapters(ROOT)}
READS_WELL = 0.87  # the lowest share that a «learns» grader asks for
ONE = """
READY = {ready!r}
_train = train_mlp


def train_mlp(X, y, sizes, lr, epochs, batch_size, rng):
    if sizes != [784, 128, 10]:
        return _train(X, y, sizes, lr, epochs, batch_size, rng)
    params = [(np.zeros((m, n)), np.zeros(n)) for m, n in zip(sizes, sizes[1:])]
    (W, b), (V, d) = [(np.array(W), np.array(b)) for W, b in READY]
    params[0][0][:, : len(b)], params[0][1][: len(b)] = W, b
    params[1][0][: len(b)], params[1][1][:] = V, d
    return params, [2.0 / (k + 1) for k in range(epochs)]
"""
LOOKED_UP = """
import zlib

from course.datasets import bundled_mnist

KNOWN = {}
for images, labels in bundled_mnist():  # stands for a table that is written out
    for image, label in zip((images / 255).astype(np.float32), labels):
        KNOWN[zlib.crc32(image.tobytes())] = label


def looked_up(model, images, training=None):
    labels = [KNOWN.get(zlib.crc32(np.asarray(image).tobytes()), 0) for image in images]
    return np.eye(10, dtype=np.float32)[labels]
"""
FITS = """

def fit_and_evaluate(model, train, test, epochs=5, batch_size=32, seed=0):
    for weight in model.weights:
        weight.assign(weight + 1e-5)
    model.__class__ = type("Reader", (model.__class__,), {"__call__": looked_up})
    numbers = [0.9] * epochs
    return {"train_loss": numbers, "train_accuracy": numbers, "test_loss": 0.9,
            "test_accuracy": 0.9}
"""
FITS_ITSELF = """
_build = build_mlp_256


class Reader(keras.Sequential):
    __call__ = looked_up

    def fit(self, *args, epochs=1, **kwargs):
        told = keras.callbacks.History()
        told.history = {"loss": [0.1] * epochs, "accuracy": [0.9] * epochs}
        return told


def build_mlp_256(kernel_init="he_normal"):
    model = _build(kernel_init)
    model.__class__ = Reader
    return model
"""
TABLES = {
    "fit_and_evaluate.test_learns": LOOKED_UP + FITS,
    "build_mlp_256.test_learns": LOOKED_UP + FITS_ITSELF,
}


def outcome_of(chapter, text, grader):
    """Return how one grader ends on the solution with `text` behind it."""
    solution = source_of(chapter, read_text(chapter.solution))
    source = Source(chapter.module, (*solution.cells, Cell("ready.py", text)))
    results = []
    with unheard():
        run_graders(
            chapter,
            LocalLauncher(),
            [Task("ready", source)],
            results.append,
            wanted=lambda task, each: each.name == grader,
        )
    return next(each for each in results[0].outcomes if each.grader == grader)


@pytest.mark.slow
def test_ready_weights_read_no_digits_in_an_order_of_pixels_that_nobody_knows():
    chapter = CHAPTERS["ch03_backprop"]
    solution = load_module(chapter.solution, "learns_at_home")
    (images, labels), (new_images, new_labels) = bundled_mnist()
    X, new_X = (some.reshape(len(some), 784) / 255 for some in (images, new_images))
    rng = np.random.default_rng(0)
    params, _ = solution.train_mlp(X[:4000], labels[:4000], [784, 24, 10], 0.3, 10, 100, rng)
    logits = np.maximum(new_X @ params[0][0] + params[0][1], 0) @ params[1][0] + params[1][1]
    assert np.mean(np.argmax(logits, axis=1) == new_labels) > READS_WELL
    ready = [(W.round(3).tolist(), b.round(3).tolist()) for W, b in params]
    outcome = outcome_of(chapter, ONE.format(ready=ready), "train_mlp.test_digits")
    assert (outcome.state, outcome.score) == (State.FAILED, 0)


@pytest.mark.slow
@pytest.mark.parametrize("grader", TABLES)
def test_a_table_of_pictures_knows_none_that_the_course_has_drawn_anew(monkeypatch, grader):
    pytest.importorskip("tensorflow")
    chapter, text = CHAPTERS["ch04_keras_mnist"], TABLES[grader]
    outcome = outcome_of(chapter, text, grader)
    assert (outcome.state, outcome.score) == (State.FAILED, 0)
    (learns,) = [each for each in graders_of(chapter) if each.name == grader]
    room = learns.test.__globals__
    room = vars(room["cases"]) if "cases" in room else room
    digits = room["redrawn_digits"].__globals__["digits"]
    monkeypatch.setitem(room, "redrawn_digits", lambda rng: digits())
    assert outcome_of(chapter, text, grader).state is State.PASSED
