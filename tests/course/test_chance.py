"""A right training of a rare draw is none that went back to an earlier epoch."""

import copy
import dataclasses

import numpy as np
import pytest

from autograder.asserting import descent
from autograder.graders.ch04_keras_mnist import cases
from autograder.graders.ch04_keras_mnist.fit_and_evaluate import test_steps as judge_steps

SETTING = (cases.RATE, cases.EPOCHS, cases.BATCH, 0.2)


def descended(start, rows, rng):
    """Return a training on all rows, the last ones too, as a grader sees it: right, by descent."""
    scores, biases = descent.sgd(start, rows, rng, SETTING)
    weights = [*(array.copy() for array in start[:-1]), biases]
    weights[0][cases.OWN] += 1  # each row lights a pixel of its own, whose weights move
    answer = {"train_loss": list(scores[:, 0])}
    steps = cases.EPOCHS * -(-cases.ROWS // cases.BATCH)
    return cases.MnistTraining(rows, rows, answer, False, "", [], steps, start, weights)


@pytest.mark.parametrize("draw", [251, 1129])  # 2 of the 5 in 1,500 that were judged wrongly
def test_rows_that_pull_apart_do_not_look_like_an_earlier_epoch(draw):
    rng = np.random.default_rng(draw)
    start = cases.first_weights(rng)
    rows = cases.rows_to_train(rng, start)
    later = copy.deepcopy(rng)
    cases.simulated(later, descended(start, rows, copy.deepcopy(rng)))  # as the grader does first
    judge_steps(descended(start, rows, later), rng)


def test_who_goes_back_an_epoch_is_seen_where_the_rows_agree():
    rng = np.random.default_rng(251)
    start = cases.first_weights(rng)
    rows = cases.rows_to_train(rng, start)
    trained = descended(start, rows, copy.deepcopy(rng))
    trained.weights[0][cases.OWN][-3:] = start[0][cases.OWN][-3:]  # the last 10 % stand aside
    trained.weights[-1][:] = start[-1] + (trained.weights[-1] - start[-1]) / 3
    trained = dataclasses.replace(trained, steps=6)  # 27 rows in batches of 14
    with pytest.raises(AssertionError, match="not those after the last epoch"):
        judge_steps(trained, rng)
