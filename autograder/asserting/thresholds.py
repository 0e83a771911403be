"""What a trained network must reach, with the evidence that an honest answer reaches it.

A threshold is written beside its grader with what `autograder calibrate` measured: the reference's
mean and standard deviation over many seeds, and what a guess would reach.
"""

from __future__ import annotations

import contextlib
import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field

from autograder.grading.failure import Failure

SEEDS = (0, 1)  # a near miss is trained once more before it costs points


@dataclass(frozen=True)
class Threshold:
    """The bar that a measured number must reach, and the evidence for it."""

    bar: float
    mean: float  # of the reference solution, over `seeds` seeds
    deviation: float  # the sample's standard deviation
    seeds: int
    baseline: float  # what the best constant guess reaches
    higher_is_better: bool = True

    def is_met_by(self, value: float) -> bool:
        """Return whether a measured number reaches the bar."""
        if math.isnan(value):
            return False
        return value >= self.bar if self.higher_is_better else value <= self.bar

    @property
    def false_fail_rate(self) -> float:
        """The share of honest answers that miss the bar with every seed tried.

        Taking measured numbers for normally distributed, and two seeds for independent.
        """
        return false_fail_rate(
            self.bar, self.mean, self.deviation, higher_is_better=self.higher_is_better
        )


def false_fail_rate(
    bar: float, mean: float, deviation: float, *, higher_is_better: bool = True
) -> float:
    """Return the probability of missing the bar with each of `SEEDS`."""
    if deviation == 0:
        return 0.0 if (mean >= bar) == higher_is_better or mean == bar else 1.0
    below = statistics.NormalDist(mean, deviation).cdf(bar)
    return (below if higher_is_better else 1 - below) ** len(SEEDS)


@dataclass
class Calibration:
    """Collects measurements instead of judging them, while `calibrating` is active."""

    seeds: Sequence[int]
    values: list[float] = field(default_factory=list)
    threshold: Threshold | None = None


_calibration: ContextVar[Calibration | None] = ContextVar("calibration", default=None)


@contextlib.contextmanager
def calibrating(seeds: Sequence[int]) -> Iterator[Calibration]:
    """Let `assert_reaches` measure with every one of `seeds` in the block, and fail nobody."""
    calibration = Calibration(seeds)
    token = _calibration.set(calibration)
    try:
        yield calibration
    finally:
        _calibration.reset(token)


def assert_reaches(
    measure: Callable[[int], float],
    threshold: Threshold,
    *,
    what: str,
    hint: str = "",
    mistake: Callable[[float], str] = lambda best: "",
) -> None:
    """Ask for a number that reaches the threshold, with seed 0 or else with seed 1.

    `measure(seed)` trains and returns the number; `what` names it in the message: "accuracy on
    held-out digits". `mistake(best)` names the misconception that so low a number shows.
    """
    if calibration := _calibration.get():
        calibration.threshold = threshold
        calibration.values += [measure(seed) for seed in calibration.seeds]
        return
    seen: list[float] = []
    for seed in SEEDS:
        seen.append(measure(seed))
        if threshold.is_met_by(seen[-1]):
            return
    best = _best(seen, threshold)
    side = "at least" if threshold.higher_is_better else "at most"
    message = (
        f"{what[0].upper()}{what[1:]}: {_shown(best, threshold)} at best in {len(SEEDS)} "
        f"trainings; {side} {threshold.bar:.2f} is asked, {threshold.mean:.2f} is usual."
    )
    detail = f"Seeds {SEEDS}: {', '.join(f'{value:.4f}' for value in seen)}."
    raise Failure(message, detail=detail, hint=hint, mistake=mistake(best))


def _best(seen: Sequence[float], threshold: Threshold) -> float:
    numbers = [value for value in seen if not math.isnan(value)]
    choose = max if threshold.higher_is_better else min
    return choose(numbers, default=math.nan)


def _shown(missed: float, threshold: Threshold) -> str:
    """Return a number that misses the bar with two decimals, with which it misses it too."""
    if math.isnan(missed):
        return "NaN"
    rounded = round(missed, 2)
    if threshold.is_met_by(rounded):  # 0.8996 is not 0.90
        rounded += -0.01 if threshold.higher_is_better else 0.01
    return f"{rounded:.2f}"
