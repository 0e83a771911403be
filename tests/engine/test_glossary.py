"""`autograder word`: what a word of the course means."""

import re
import subprocess
import sys

import pytest

from autograder.errors import UsageError
from autograder.learner.glossary import meaning, words
from tests.conftest import ROOT


def test_every_word_is_explained_in_its_place_and_says_where_it_is_taught():
    known = words(ROOT)
    assert list(known) == sorted(known, key=str.lower)
    for name, said in known.items():
        is_taught = re.search(r"\(chapters? \d.*\)$", said)
        other = re.fullmatch(r"See (.+)\.", said)
        assert is_taught or (other and other[1] in known), name


@pytest.mark.parametrize(
    ("typed", "name"),
    [("logit", "logit"), ("Logits", "logit"), ("adam", "Adam"), ("biases", "bias")],
)
def test_a_word_is_found_in_any_form(typed, name):
    assert meaning(ROOT, typed)[0] == name


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("softmaxx", "did you mean softmax?"),
        ("dense", "did you mean dense layer?"),
        ("unit", "did you mean dead unit or threshold unit?"),
        ("quark", "all words are in course/glossary.md"),
    ],
)
def test_a_word_that_is_not_explained_names_the_nearest(typed, says):
    with pytest.raises(UsageError, match=re.escape(says)):
        meaning(ROOT, typed)


@pytest.mark.parametrize("typed", [["mini-batch"], ["Dense", "layer"]])
def test_the_command_prints_the_meaning(typed):
    command = [sys.executable, "-m", "autograder", "word", *typed]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] in ("batch", "dense layer")
    assert "(chapter" in done.stdout
