"""A bar is met or missed as its evidence says, and calibration measures that evidence."""

import math
import re
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.asserting.thresholds import (
    SEEDS,
    Threshold,
    assert_reaches,
    calibrating,
    false_fail_rate,
)
from autograder.authoring.calibrate import SEEDS as ENOUGH
from autograder.authoring.calibrate import Measured, calibrate
from autograder.cli.commands.calibrate import evidence
from autograder.errors import CourseError
from autograder.grading.failure import Failure

BAR = Threshold(0.9, mean=0.95, deviation=0.01, seeds=20, baseline=0.1)
LOSS = Threshold(0.5, mean=0.25, deviation=0.05, seeds=20, baseline=0.7, higher_is_better=False)


@pytest.mark.parametrize(
    ("value", "is_met"),
    [(0.9, True), (0.95, True), (math.inf, True), (0.8999, False), (-math.inf, False)],
)
def test_a_bar_is_met_at_the_bar_and_above(value, is_met):
    assert BAR.is_met_by(value) is is_met


@pytest.mark.parametrize(
    ("value", "is_met"), [(0.5, True), (0.1, True), (0.51, False), (math.inf, False)]
)
def test_a_bar_of_a_loss_is_met_at_the_bar_and_below(value, is_met):
    assert LOSS.is_met_by(value) is is_met


@pytest.mark.parametrize("threshold", [BAR, LOSS])
def test_not_a_number_meets_no_bar(threshold):
    assert not threshold.is_met_by(math.nan)


def test_the_rate_of_false_fails_is_that_of_two_misses():
    assert false_fail_rate(0.9, 0.9, 0.01) == pytest.approx(0.25)
    one_below = 0.158655
    assert false_fail_rate(0.89, 0.9, 0.01) == pytest.approx(one_below**2, rel=1e-3)
    assert BAR.false_fail_rate < 1e-12
    assert false_fail_rate(0.5, 0.4, 0.1, higher_is_better=False) == pytest.approx(
        one_below**2, rel=1e-3
    )
    assert LOSS.false_fail_rate < 1e-9


@pytest.mark.parametrize(
    ("bar", "mean", "higher", "rate"),
    [
        *((0.9, 0.95, True, 0.0), (0.9, 0.85, True, 1.0), (0.9, 0.9, True, 0.0)),
        *((0.9, 0.85, False, 0.0), (0.9, 0.95, False, 1.0), (0.9, 0.9, False, 0.0)),
    ],
)
def test_without_any_spread_all_pass_or_all_fail(bar, mean, higher, rate):
    assert false_fail_rate(bar, mean, 0.0, higher_is_better=higher) == rate


# assert_reaches ------------------------------------------------------------------------------


def measuring(*values):
    """Return a measurement that yields these values, and the list of the seeds it was asked."""
    asked = []

    def measure(seed):
        asked.append(seed)
        return values[len(asked) - 1]

    return measure, asked


def test_one_training_is_enough_where_it_reaches_the_bar():
    measure, asked = measuring(0.93)
    assert_reaches(measure, BAR, what="accuracy")
    assert asked == [0]


def test_a_near_miss_is_trained_once_more():
    measure, asked = measuring(0.89, 0.91)
    assert_reaches(measure, BAR, what="accuracy")
    assert tuple(asked) == SEEDS


def test_two_misses_fail_with_two_decimals_and_no_more():
    measure, asked = measuring(0.891234567, 0.871234567)
    with pytest.raises(Failure) as caught:
        assert_reaches(
            measure, BAR, what="accuracy on new digits", hint="train longer",
            mistake=lambda best: "guesses" if best < 0.2 else f"best was {best}",
        )  # fmt: skip
    failure = caught.value
    assert failure.message == (
        "Accuracy on new digits: 0.89 at best in 2 trainings; at least 0.90 is asked, "
        "0.95 is usual."
    )
    assert "Hint: train longer" in failure.text(public=False)
    assert "0.8712" in failure.detail  # the instructor's
    assert "0.8712" not in failure.text(public=False)
    assert failure.mistake == "best was 0.891234567"
    assert tuple(asked) == SEEDS


def test_the_best_loss_is_the_smallest():
    measure, _ = measuring(0.75, 0.625)
    with pytest.raises(Failure, match=r"Loss: 0\.6\d at best in 2 trainings; at most 0\.50 is"):
        assert_reaches(measure, LOSS, what="loss")
    measure, _ = measuring(0.75, 0.25)
    assert_reaches(measure, LOSS, what="loss")


@pytest.mark.parametrize(
    ("threshold", "values", "best"),
    [
        *((BAR, (math.nan, 0.3), "0.30"), (BAR, (0.3, math.nan), "0.30")),
        *((LOSS, (math.nan, 0.9), "0.90"), (LOSS, (0.9, math.nan), "0.90")),
        *((BAR, (math.nan, math.nan), "NaN"), (LOSS, (math.nan, math.nan), "NaN")),
    ],
)
def test_a_training_that_ends_in_nan_fails_and_hides_no_other(threshold, values, best):
    measure, _ = measuring(*values)
    with pytest.raises(Failure) as caught:
        assert_reaches(measure, threshold, what="number")
    assert caught.value.message.startswith(f"Number: {best} at best")


@pytest.mark.parametrize(
    ("threshold", "value", "shown"), [(BAR, 0.8996, "0.89"), (LOSS, 0.5004, "0.51")]
)
def test_a_near_miss_is_not_rounded_to_the_bar(threshold, value, shown):
    measure, _ = measuring(value, value)
    with pytest.raises(Failure) as caught:
        assert_reaches(measure, threshold, what="number")
    assert caught.value.message.startswith(f"Number: {shown} at best")


def test_without_a_mistake_named_there_is_none():
    measure, _ = measuring(0.1, 0.1)
    with pytest.raises(Failure) as caught:
        assert_reaches(measure, BAR, what="accuracy")
    assert caught.value.mistake == ""


# Calibration ---------------------------------------------------------------------------------


def test_while_calibrating_all_seeds_are_measured_and_nobody_fails():
    measure, asked = measuring(0.1, 0.2, 0.3)
    with calibrating([4, 5, 6]) as calibration:
        assert_reaches(measure, BAR, what="accuracy")
    assert asked == [4, 5, 6]
    assert calibration.values == [0.1, 0.2, 0.3]
    assert calibration.threshold is BAR


def test_after_calibrating_misses_fail_again_also_after_an_error():
    with pytest.raises(ZeroDivisionError), calibrating([1]):
        assert_reaches(lambda seed: 1 / 0, BAR, what="accuracy")
    with pytest.raises(Failure):
        assert_reaches(lambda seed: 0.1, BAR, what="accuracy")


def measured(values, threshold=BAR):
    return Measured("test_learns", tuple(values), threshold, seconds=1.0)


def test_a_calibration_finds_mean_and_deviation_of_what_was_measured():
    found = measured([0.94, 0.95, 0.96] * 7).found
    assert (found.bar, found.mean, found.seeds, found.baseline) == (0.9, 0.95, 21, 0.1)
    assert found.deviation == pytest.approx(0.0084, abs=1e-4)


def test_a_sound_bar_has_no_fault():
    assert measured([0.94, 0.95, 0.96] * 7).fault == ""


def test_a_bar_that_honest_answers_miss_is_a_fault():
    assert "of honest answers would miss the bar 0.9" in measured([0.88, 0.9, 0.95] * 7).fault


def test_a_bar_that_a_guess_reaches_is_a_fault():
    low = Threshold(0.9, mean=0.95, deviation=0.01, seeds=20, baseline=0.92)
    assert "a guess reaches the bar" in measured([0.94, 0.95, 0.96] * 7, low).fault


def test_evidence_that_moved_or_is_thin_is_a_fault():
    moved = Threshold(0.9, mean=0.99, deviation=0.01, seeds=20, baseline=0.1)
    assert "evidence" in measured([0.94, 0.95, 0.96] * 7, moved).fault
    thin = Threshold(0.9, mean=0.95, deviation=0.01, seeds=ENOUGH - 1, baseline=0.1)
    assert "evidence" in measured([0.94, 0.95, 0.96] * 7, thin).fault


def test_a_mean_within_its_own_uncertainty_is_no_fault():
    near = Threshold(0.9, mean=0.952, deviation=0.01, seeds=20, baseline=0.1)
    assert measured([0.94, 0.95, 0.96] * 7, near).fault == ""


def test_a_chapter_without_a_threshold_cannot_be_calibrated(shop):
    with pytest.raises(CourseError, match="no grader that uses assert_reaches"):
        calibrate(shop, None, range(2))


def test_the_line_to_write_says_which_side_is_better():
    lines = "\n".join(evidence(measured([0.2, 0.25, 0.3] * 7, LOSS)))
    (line,) = re.findall(r"Threshold\(.*\)", lines)
    assert eval(line, {"Threshold": Threshold}) == measured([0.2, 0.25, 0.3] * 7, LOSS).found


@pytest.mark.slow
def test_the_command_prints_the_evidence_of_each_threshold(tiny):
    command = [str(Path(sys.executable).with_name("autograder")), "calibrate", "ch02_tiny"]
    done = subprocess.run(
        [*command, "--seeds", "2"], capture_output=True, text=True, cwd=tiny.root, timeout=300
    )
    assert done.stderr == ""
    title = r"^(\w+\.test_\w+)  mean (0\.\d{4}), standard deviation"
    graders = re.findall(title, done.stdout, re.M)
    assert graders == [("train_line.test_learns", graders[0][1])]
    lines = re.findall(r"^    (Threshold\(.*\))$", done.stdout, re.M)
    assert len(lines) == len(graders)
    for (_, mean), line in zip(graders, lines, strict=True):
        threshold = eval(line, {"Threshold": Threshold})
        assert (threshold.mean, threshold.seeds) == (float(mean), 2)
        assert threshold.is_met_by(threshold.mean)
        assert not threshold.is_met_by(threshold.baseline)
    assert done.returncode == ("✗" in done.stdout)
