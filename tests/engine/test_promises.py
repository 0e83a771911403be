"""What a docstring promises is held against what graders ask of the solution."""

import numpy as np
import pytest

from autograder.authoring.promises import asked_of, broken_promises
from autograder.grading.failure import Raised
from autograder.grading.transcript import Call
from autograder.sandbox.worker.message import Recipe


def promising(text):
    def f(x, kind="relu", rng=None):
        return x

    f.__doc__ = text
    return f


def asked(*args, says="", options=None, **kwargs):
    raised = Raised("ValueError", ("ValueError",), says, None, None) if says else None
    return Call("f", args, kwargs, options or {}, raised=raised)


def faults(text, *calls):
    function = promising(text)
    return list(broken_promises(function, [asked_of(function, call) for call in calls]))


ONES, WHOLE = np.ones(2), np.arange(3)


@pytest.mark.parametrize(
    ("text", "asking", "way"),
    [
        ("x is not changed.", [asked(ONES, options={"locked": True})], "`pure`"),
        ("Does not change\n    x or w.", [asked([ONES], options={"locked": True})], "`pure`"),
        (
            "Integers of any kind count.",
            [asked(WHOLE.astype("u1")), asked([WHOLE.astype("i1")])],
            "`integers`",
        ),
        ("float32 stays float32", [asked(ONES.astype("f4"))], "`dtype`"),
        ("no Python loop over rows", [asked(ONES, options={"count": True})], "`vectorised`"),
        ("Finite for ±1e3.", [asked(1000 * ONES)], "`stable`"),
        (
            "Finite for ±1e3, in float32 too.",
            [asked(1000 * ONES), asked(np.float32([-1000.0]))],
            "`stable`",
        ),
        ("of any shape, 0-d included", [asked(np.array(1.0))], "a case without axes"),
        ("the same seed gives the same", [asked(ONES, rng=Recipe("rng", {}))], "`repeatable`"),
        ('ValueError (say "1-D") if', [asked(ONES, says="f: 1-D: it has")], "`refuses`"),
    ],
)
def test_a_promise_that_nothing_asks_is_named_with_the_way_to_ask_it(text, asking, way):
    plain = asked(ONES)
    assert all(fault.endswith(f": {way}") for fault in faults(text, plain))
    assert len(faults(text, plain)) >= 1
    assert faults(text, plain, *asking) == []
    assert faults("Return x.", plain) == []


def test_a_promise_is_asked_for_every_option_and_of_what_is_answered():
    locked = {"locked": True}
    some = [asked(ONES, kind, options=locked) for kind in ("relu", "tanh")]
    legal = [asked(ONES, "elu"), asked(ONES, "cube", says="kind")]
    text = "x is not changed."
    (fault,) = faults(text, *some, *legal)
    assert fault == "«not changed» is graded with locked arguments, but not for kind 'elu'"
    assert faults(text, *some, legal[1]) == []
    refused = asked(ONES, options=locked, says="shape")
    assert len(faults(text, refused)) == 1
