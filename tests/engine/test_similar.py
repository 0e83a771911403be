"""Hand-ins that are alike are listed, both sides shown; the stub and what all write is nobody's."""

import csv
import subprocess
import sys

import pytest

from autograder.instructor.similarity.fingerprints import Fingerprints
from autograder.instructor.similarity.pairpage import similar_csv, similar_html
from autograder.instructor.similarity.pairs import alike
from tests.conftest import ROOT
from tests.engine.test_class_run import AUTOGRADER, CHAPTER, hand_in
from tests.engine.test_people import table

STUB = '''def bill(amounts, prices):
    """Return what a basket costs, and refuse baskets that do not fit."""
    raise NotImplementedError("1.1 bill")
'''
ODD = """def bill(amounts, prices):
    if not len(amounts) == len(prices):
        raise ValueError("shape of the two")
    total, place = 0.0, len(prices)
    while place > 0:
        place = place - 1
        total = total + prices[place] * amounts[place] * 1.0
    return round(total * 1000) / 1000.0
"""
RENAMED = """# all my own work
def bill(amounts, prices):
    if not len(amounts)==len(prices):   # check
        raise ValueError("no no no")
    s, k = 0.0, len(prices)

    while k > 0:
        k = k - 1
        s = s + prices[k] * amounts[k] * 1.0
    return round(s * 1000) / 1000.0
"""


def usual(number):
    """Return what everybody writes, and something of one's own."""
    return (
        "import numpy as np\n\n\ndef bill(amounts, prices):\n"
        "    if len(amounts) != len(prices):\n        raise ValueError('shape')\n"
        "    return float(np.dot(amounts, prices))\n"
        f"\n\nCHECKED = {[number * n + 1 for n in range(1 + number % 5)]}, {number}\n"
    )


def klass(**more):
    return {f"s{n:02}": usual(n) for n in range(30)} | more


def test_a_copy_with_other_names_blanks_and_comments_is_found_and_no_other():
    (pair,) = alike(CHAPTER, klass(ann=ODD, bob=RENAMED), [STUB])
    assert pair.students == ("ann", "bob")
    assert pair.share > 0.9
    assert not pair.is_identical
    assert {3, 4, 5, 6} <= pair.lines[0]
    assert 0 not in pair.lines[1]  # the comment above it


def test_the_same_is_said_to_be_the_same():
    (pair,) = alike(CHAPTER, klass(ann=ODD, bob=ODD), [STUB])
    assert pair.is_identical


def test_the_stub_and_what_a_group_shares_are_no_copies():
    texts = {f"s{n}": f"{STUB}\nNAME = {n}\n" for n in range(4)}
    assert alike(CHAPTER, texts, [STUB]) == []
    both = klass(ann=ODD, bob=ODD)
    assert alike(CHAPTER, both, may_share=lambda *pair: set(pair) == {"ann", "bob"}) == []


def test_the_list_is_the_same_in_every_process():
    code = (
        "from tests.engine.test_similar import *\n"
        "print([(p.students, round(p.share, 6)) for p in alike('c', klass(a=ODD, b=RENAMED))])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout
        for _ in range(2)
    }
    assert len(said) == 1


@pytest.mark.parametrize(
    "text", ["", "x", "\x00\udcff" * 50, "(" * 5000, "'" * 999, "é東🙂 = 1\n" * 40]
)
def test_no_text_stops_it(text):
    found = Fingerprints.of(text)
    assert found.lines_of(set(found.marks.tolist())) <= set(range(text.count("\n") + 1))
    alike(CHAPTER, klass(odd=text, other=text))


def test_names_and_code_are_text_on_the_page():
    bad = "<script>alert(1)</script>"
    (pair,) = alike(CHAPTER, klass(**{bad: ODD + f"# {bad}", "bob": RENAMED}))
    html = similar_html([pair], 32)
    assert bad not in html
    assert "&lt;script&gt;" in html
    assert "no verdict" in html
    assert similar_csv([pair]).splitlines()[1].startswith(CHAPTER)


def test_the_command_lists_pairs_but_those_of_one_group(tmp_path, toys):
    for name, text in klass(ann=ODD, bob=RENAMED, cid=ODD).items():
        hand_in(tmp_path / "in", name, text=text)
    command = [str(AUTOGRADER), "similar", str(tmp_path / "in"), "--out", str(tmp_path / "out")]

    def run():
        done = subprocess.run(command, capture_output=True, text=True, cwd=toys, timeout=60)
        assert done.returncode == 0, done.stderr
        rows = csv.DictReader((tmp_path / "out/similar.csv").read_text("utf-8-sig").splitlines())
        return done.stdout, {(row["student"], row["other"]) for row in rows}

    said, pairs = run()
    assert "33 hand-ins compared, 3 pairs alike" in said
    assert pairs == {("ann", "bob"), ("ann", "cid"), ("bob", "cid")}
    table(tmp_path / "out", "id,group\nann,red\nbob,red\ncid,\n")
    assert run()[1] == {("ann", "cid")}  # one hand-in is the group's
