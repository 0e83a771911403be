"""Generated mutants of every chapter's right answers lose points, or a reason is written down.

`make verify` tries them all. Here are all that are written down as equivalent, and of the others
one in `STEP`, chosen by its text; what needs Keras is left out.
"""

import hashlib

import pytest

from autograder.authoring.mutation.equivalents import read_equivalents, unexplained
from autograder.authoring.mutation.hunt import Hunt
from autograder.chapters import all_chapters
from autograder.grading.key import packages_of
from autograder.sandbox.worker.limits import NUMPY
from tests.conftest import ROOT

STEP = 16


@pytest.mark.parametrize("chapter", all_chapters(ROOT), ids=lambda chapter: chapter.name)
def test_a_mutant_loses_points_or_is_written_down_with_its_reason(chapter):
    known = read_equivalents(chapter)
    written = {(each.before, each.after) for each in known}

    def is_tried(mutant):
        text = "".join((mutant.file, mutant.before, mutant.after))
        chosen = hashlib.sha256(text.encode()).digest()[0] % STEP == 0
        return chosen or (mutant.before, mutant.after) in written

    hunt, faults = Hunt(chapter, is_tried), []
    for exercise, packages in packages_of(chapter).items():
        if packages == NUMPY:
            hunted = hunt.of(exercise)
            own = [each for each in known if each.exercise == exercise]
            faults += [*hunted.faults, *unexplained(exercise, hunted, own)]
    assert faults == []
