"""The known wrong answer that explains what was seen of a submission."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.grading.misconceptions import (
    SINGLE,
    TOLERANCES,
    Answers,
    Misconception,
    Tolerance,
    can_be_replayed,
)
from autograder.grading.transcript import Call


def diagnose(
    calls: Iterable[Call],
    misconceptions: Sequence[Misconception],
    answers: Answers,
    own: Iterable[Call] | None = None,
) -> Misconception | None:
    """Return the misconception whose answers to `calls` equal the submission's, if there is one.

    It explains what is wrong in the calls `own` (all, if left out), and contradicts no other call
    of their kind: where the input is legal, or where it is to be refused. A beginner may well have
    a mistake in the values, and refuse nothing. Calls that hold objects of the submission cannot be
    replayed and are left out. Without the reference all calls are of one kind.
    """
    known = [entry for entry in misconceptions if entry.shows_in_answers]
    replayable = [call for call in calls if can_be_replayed(call)]
    failed = replayable if own is None else [call for call in own if can_be_replayed(call)]
    for tolerance in TOLERANCES if answers.reference else (*TOLERANCES, SINGLE):
        wrong = [call for call in failed if not answers.are_right(call, tolerance)]
        kinds = {answers.are_refusals(call) for call in wrong}
        judged = [call for call in replayable if answers.are_refusals(call) in kinds]
        if wrong and (found := _of_all(judged, known, answers, tolerance)):
            return found
        if answers.reference and (found := _of_some(wrong, judged, known, answers, tolerance)):
            return found
    return None


def _of_all(
    calls: Sequence[Call],
    known: Sequence[Misconception],
    answers: Answers,
    tolerance: Tolerance,
) -> Misconception | None:
    """Return the first misconception that answers all calls as the submission did."""
    for entry in known:
        if all(answers.agree(entry.function, call, tolerance) for call in calls):
            return entry
    return None


def _of_some(
    wrong: Sequence[Call],
    judged: Sequence[Call],
    known: Sequence[Misconception],
    answers: Answers,
    tolerance: Tolerance,
) -> Misconception | None:
    """Return the misconception behind a part of the calls, where none explains all of them.

    How an overflow is met is left out where values are wrong elsewhere, too, and what a division by
    0 has left: whoever divides by the wrong number may or may not have thought of a 0. Then what is
    asked with other words.
    """

    def tells(call: Call) -> bool:
        return not is_watched(call) and not answers.have_broken_down(call)

    plain = list(filter(tells, wrong))
    if not plain:
        return None
    judged = list(filter(tells, judged))
    found = _of_all(judged, known, answers, tolerance)
    return found or _of_one_word(plain, judged, known, answers, tolerance)


def _of_one_word(
    wrong: Sequence[Call],
    judged: Sequence[Call],
    known: Sequence[Misconception],
    answers: Answers,
    tolerance: Tolerance,
) -> Misconception | None:
    """Return the misconception behind the calls with one word, as of one kind of activation.

    With another word there may be another mistake, but what is right there must be right by the
    misconception too: it would speak of more than has happened.
    """
    words = words_in(wrong[0])
    alike = [call for call in judged if words_in(call) == words]
    others = [call for call in judged if words_in(call) != words]
    faulty = sum(not answers.are_right(call, tolerance) for call in alike)
    if not others or faulty < 2:
        return None
    if any(words_in(call) != words for call in wrong):
        return None
    judged = [*alike, *(call for call in others if answers.are_right(call, tolerance))]
    return _of_all(judged, known, answers, tolerance)


def is_watched(call: Call) -> bool:
    """Return whether an overflow in a call was to end it: values tell nothing of such a guard."""
    return call.options.get("overflow") == "raise"


def words_in(call: Call) -> tuple[str, ...]:
    """Return the strings among a call's arguments."""
    return tuple(value for value in (*call.args, *call.kwargs.values()) if isinstance(value, str))
