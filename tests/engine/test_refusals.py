"""Bad input that is accepted tells which mistake was made."""

from types import SimpleNamespace

import pytest

from autograder.asserting.refusals import assert_rejects_all
from autograder.grading.failure import Failure


class Answer:
    """A call as a worker answers it: a ValueError with this text, or a value for None."""

    def __init__(self, text):
        self.raised = None if text is None else SimpleNamespace(message=text)
        self.text = text

    @property
    def value(self):
        if self.text is not None:
            raise ValueError(self.text)
        return 0


class Answers:
    """A function that answers the calls of one exchange."""

    __name__ = "mean"

    def __init__(self, *texts):
        self.texts = texts

    def map(self, cases):
        return [Answer(text) for text in self.texts]


CASES = [(0,), (-1,), (9,)]
KNOWN = {"counts_from_the_end": [1], "accepts_all": [0, 1, 2]}


@pytest.mark.parametrize(
    ("texts", "mistake"),
    [
        (("k", None, "k"), "counts_from_the_end"),
        ((None, None, None), "accepts_all"),
        ((None, "k", "k"), ""),
    ],
)
def test_what_is_accepted_names_the_mistake(texts, mistake):
    with pytest.raises(Failure) as failure:
        assert_rejects_all(Answers(*texts), CASES, says="k", known=KNOWN)
    assert failure.value.mistake == mistake
    assert "accepts bad input" in failure.value.message


def test_a_wrong_word_is_no_known_mistake():
    with pytest.raises(Failure) as failure:
        assert_rejects_all(Answers("k", "n", "k"), CASES, says="k", known=KNOWN)
    assert failure.value.mistake == ""
    assert "does not hold the word" in failure.value.message


def test_what_refuses_all_passes():
    assert_rejects_all(Answers("k", "k", "k"), CASES, says="k", known=KNOWN)
