"""What students and instructors read: feedback, class report, gradebook and its statistics."""

import base64
import csv
import hashlib
import io
import json
import subprocess
import sys
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.chapters import Chapter
from autograder.grading.results import Outcome, Result, State
from autograder.instructor.classes.gradebook import NBGRADER_COLUMNS, grades_csv, write_grades
from autograder.instructor.report.class_page import render_report
from autograder.instructor.report.feedback import render_feedback
from autograder.instructor.report.guide import Guide
from autograder.instructor.report.page import TEMPLATES
from autograder.instructor.report.scoretable import depth_of, feedback_link
from autograder.instructor.report.statistics import (
    count_misconceptions,
    discrimination,
    mean,
    quantile,
    score_classes,
    summarise_graders,
    summarise_scores,
)

CHAPTER = "ch01_neuron"
CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
SCRIPT = (TEMPLATES / "report.js").read_text(encoding="utf-8")
DIGEST = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "' onmouseover='alert(1)",
    "</style></title><svg onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% include 'style.css' %}",
    "]]><!-- & &lt;script&gt;",
    "one\ntwo\r\nthree\rfour",
    "abc\u202egnp.exe\u2066\u200f",
    "\x1b[31mred\x1b[0m\x07\x9b",
    "a\x00b\ud800\udcff",
    "=cmd|' /C calc'!A0",
    "$x^2$ @0@ @1@ \\frac 陳小明 \U0001f600",
]


def outcome(state=State.PASSED, *, grader="test_a", exercise="softmax", points=2.0, **others):
    line = others.pop("line", f"{exercise} passes {grader}.")
    return Outcome(grader, exercise, line, points, state, **others)


def result(*outcomes, student="ada", **others):
    return Result(
        **{"chapter": CHAPTER, "isolation": "sandbox", **others}, student=student, outcomes=outcomes
    )


def with_text(text):
    """A result whose every text is `text`, with outcomes of all states."""
    outcomes = [
        Outcome(text, f"{text}{i % 2}", text, 2.0, state, f"{text}{i}", text, f"{text}{i}")
        for i, state in enumerate(State)
    ]
    diagnosed = Outcome(text, text, text, 2.0, State.FAILED, text, text, text)
    outcomes += [diagnosed, replace(diagnosed, grader=f"{text}2")]
    return Result(text, text, tuple(outcomes), text, "", text, (text,), True)


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


class Page(HTMLParser):
    """The tags, attributes and text of an HTML page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.texts = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        if self.tags[-1:] not in (["style"], ["script"]):
            self.texts.append(data)

    @property
    def text(self):
        return "".join(self.texts)


def assert_inert(html, csp=CSP):
    """The page loads nothing, runs nothing, and holds no invisible characters."""
    page = Page(html)
    assert not {"script", "iframe", "object", "embed", "link", "base", "form"} & set(page.tags)
    assert ("meta", "content", csp) in page.attributes
    for _, name, value in page.attributes:
        assert not name.startswith("on")
        if name.split(":")[-1] in {"src", "href", "action", "srcset"}:
            assert ":" not in value
            assert not value.startswith("//")
    assert "http:" not in html
    assert "https:" not in html
    assert {c for c in html if unicodedata.category(c) in {"Cc", "Cs"}} <= {"\n"}
    assert not set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    ) & set(html)
    html.encode("utf-8")


def assert_report_is_inert(html):
    """The report runs its own short script, which the policy knows by its digest, and no other."""
    own = f"<script>{SCRIPT}</script>"
    assert html.count(own) == 1
    assert_inert(html.replace(own, ""), f"{CSP}; script-src 'sha256-{DIGEST}'")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_adds_no_tag_to_the_feedback(text):
    html = render_feedback(with_text(text))
    assert_inert(html)
    assert Page(html).tags == Page(render_feedback(with_text("harmless"))).tags


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_adds_no_tag_to_the_report(text):
    def page(text):
        hostile = with_text(text)
        taken = replace(hostile, refused=False, student=f"{text}2")
        return render_report([hostile, taken], {(text, f"{text}1", f"{text}1"): text})

    assert_report_is_inert(page(text))
    assert Page(page(text)).tags == Page(page("harmless")).tags


@given(st.text(alphabet=st.characters(exclude_characters="`"), min_size=1))
@settings(max_examples=100, deadline=None)
def test_no_text_whatever_adds_a_tag_to_the_feedback(text):
    page, harmless = (render_feedback(result(outcome(message=m), student=m)) for m in (text, "a"))
    assert Page(page).tags == Page(harmless).tags


def test_hostile_text_is_shown_as_it_is_written():
    html = render_feedback(result(outcome(State.FAILED, message="x < 3 & <b>y</b>")))
    assert "x < 3 & <b>y</b>" in Page(html).text


def test_control_characters_become_replacement_characters():
    assert "\ufffd[31mred" in Page(render_feedback(result(outcome(message="\x1b[31mred")))).text


def test_direction_changes_are_spelt_out():
    assert "abc⟨U+202E⟩gnp" in Page(render_feedback(result(outcome(), student="abc\u202egnp"))).text


def test_messages_keep_their_line_breaks_and_backticks_become_code():
    page = Page(render_feedback(result(outcome(State.FAILED, message="Seen: `inf`.\nNext: <b>."))))
    assert "Seen: inf.\nNext: <b>." in page.text
    assert "code" in page.tags


def test_what_is_for_the_instructor_stays_out_of_the_feedback():
    secret = outcome(
        State.BROKEN, grader="test_hidden", line="softmax is right.", detail="expected 0.2447"
    )
    html = render_feedback(result(secret, notes=("looks copied",), digest="d1g3st"))
    for text in ("test_hidden", "0.2447", "looks copied", "d1g3st"):
        assert text not in html
    assert "not graded" in html


def test_what_is_for_the_instructor_stands_in_the_report():
    secret = outcome(State.BROKEN, grader="test_hidden", detail="WorkerDied: <signal 9>")
    text = Page(render_report([result(secret, notes=("the worker died",))])).text
    for expected in ("test_hidden", "WorkerDied: <signal 9>", "the worker died", "1 broken grader"):
        assert expected in text


@pytest.mark.parametrize(
    ("state", "mark", "words"),
    [
        (State.PASSED, "✓", "passed"),
        (State.FAILED, "✗", "failed"),
        (State.NOT_RUN, "–", "not run"),
        (State.BROKEN, "!", "not graded"),
    ],
)
def test_every_state_is_told_by_mark_and_word(state, mark, words):
    told = " ".join(Page(render_feedback(result(outcome(state)))).text.split())
    score = {State.PASSED: "2", State.BROKEN: "?"}.get(state, "0")
    assert f"{mark}softmax passes test_a. {words} {score} of 2" in told


def test_neighbours_with_one_message_show_it_once():
    reason = "Not run, because softmax does not exist."
    outcomes = [outcome(State.NOT_RUN, grader=f"test_{i}", message=reason) for i in range(7)]
    text = Page(render_feedback(result(*outcomes))).text
    assert text.count(reason) == 1
    assert "All 7 for the same reason" in text
    assert all(f"softmax passes test_{i}." in text for i in range(7))


def test_a_message_met_again_later_points_to_the_first():
    same = {"state": State.FAILED, "message": "Seen: shape (7, 1)."}
    other = outcome(State.FAILED, grader="test_b", message="Seen: NaN.")
    outcomes = [outcome(**same), other, outcome(**same, grader="test_c")]
    text = Page(render_feedback(result(*outcomes))).text
    assert text.count("Seen: shape (7, 1).") == 1
    assert "For the same reason as «softmax passes test_a.»" in text


def test_a_message_is_folded_within_one_exercise_only():
    same = {"state": State.FAILED, "message": "Seen: shape (7, 1)."}
    text = Page(render_feedback(result(outcome(**same), outcome(**same, exercise="relu")))).text
    assert text.count("Seen: shape (7, 1).") == 2


def test_a_diagnosis_is_shown_once_per_exercise():
    cause = "You normalised over the samples."
    outcomes = [
        outcome(
            State.FAILED,
            grader=f"test_{i}",
            misconception="samples",
            message=f"Seen: {i}.",
            diagnosis=cause,
        )
        for i in range(3)
    ]
    text = Page(render_feedback(result(*outcomes))).text
    assert text.count(cause) == 1
    assert "What probably happened" in text
    assert all(f"Seen: {i}." in text for i in range(3))


def test_a_diagnosis_of_one_grader_stays_in_its_message():
    only = outcome(State.FAILED, misconception="samples", message="Seen: 1.\nOver the samples.")
    assert "Seen: 1.\nOver the samples." in Page(render_feedback(result(only))).text


@pytest.mark.parametrize(
    ("isolation", "words"), [("none", "without isolation"), ("process", "without the sandbox")]
)
def test_weaker_isolation_is_told(isolation, words):
    assert words in render_feedback(result(outcome(), isolation=isolation))
    assert words not in render_feedback(result(outcome()))


def test_a_result_without_outcomes_has_a_page():
    html = render_feedback(result(summary="neuron.py is a link.", refused=True))
    assert_inert(html)
    assert "neuron.py is a link." in html
    assert "not final" not in html


def test_an_empty_class_has_a_report():
    assert_report_is_inert(render_report([]))
    assert "No submissions yet." in render_report([])


def test_a_chapter_where_nothing_was_graded_has_a_report():
    text = Page(render_report([result(refused=True, notes=("a link",))])).text
    assert "file refused" in text
    assert "a link" in text


def test_the_report_links_to_each_feedback():
    who = result(outcome(), student="o'brien & #1?x")
    assert feedback_link(who) == "ch01_neuron/o%27brien%20%26%20%231%3Fx/feedback.html"
    assert ("a", "href", feedback_link(who)) in Page(render_report([who])).attributes


def test_a_link_finds_folder_names_that_are_not_utf8():
    assert feedback_link(result(student="\udcff")) == "ch01_neuron/%FF/feedback.html"


def test_the_report_says_who_holds_which_misconception_and_what_they_read():
    wrong = outcome(State.FAILED, misconception="samples")
    key = (CHAPTER, "softmax", "samples")
    page = render_report(
        [result(wrong, student=name) for name in ("bo", "al")], {key: "Use axis 1."}
    )
    assert "Use axis 1." in page
    assert "softmax: samples" in page
    assert count_misconceptions([result(wrong)])[0].students == ("ada",)


def small_class(size=6):
    return [
        result(
            outcome(
                State.PASSED if i % 3 else State.FAILED, misconception=None if i % 3 else "samples"
            ),
            outcome(State.PASSED if i % 2 else State.NOT_RUN, exercise="relu", grader="test_b"),
            student=f"student {i}",
        )
        for i in range(size)
    ]


def test_the_same_class_gives_the_same_bytes():
    assert render_report(small_class()) == render_report(small_class()[::-1])
    assert render_feedback(small_class()[0]) == render_feedback(small_class()[0])


def test_no_id_stands_twice_in_the_report():
    attributes = Page(render_report(small_class())).attributes
    ids = [value for _, name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    targets = [
        value[1:] for _, name, value in attributes if name.endswith("href") and value[0] == "#"
    ]
    assert set(targets) <= set(ids)


def test_a_report_needs_no_matplotlib():
    name = "autograder.instructor.report.class_page"
    code = f"import sys, {name}; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_gradebook_begins_with_the_columns_of_nbgrader():
    header = grades_csv([result(outcome())]).splitlines()[0]
    assert header == ",".join([*NBGRADER_COLUMNS, "needs_review", "isolation", "softmax"])
    assert header.startswith(
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,"
    )
    assert (
        grades_csv([result(outcome())], exercise_columns=False).splitlines()[0] + ",softmax"
        == header
    )


def test_the_gradebook_holds_scores_without_needless_decimals():
    outcomes = [outcome(points=10.0), outcome(points=2.5, exercise="relu"), outcome(State.FAILED)]
    (row,) = rows(grades_csv([result(*outcomes)]))
    assert (row["raw_score"], row["score"], row["max_score"]) == ("12.5", "12.5", "14.5")
    assert (row["softmax"], row["relu"], row["needs_review"]) == ("10", "2.5", "no")
    assert row["duedate"] == row["email"] == row["late_submission_penalty"] == ""


def test_binary_dust_stays_out_of_the_gradebook():
    (row,) = rows(grades_csv([result(*[outcome(points=0.1)] * 3)]))
    assert row["score"] == "0.3"


def test_a_broken_grader_leaves_the_score_empty():
    outcomes = [outcome(State.BROKEN), outcome(exercise="relu")]
    (row,) = rows(grades_csv([result(*outcomes)]))
    assert row["raw_score"] == row["score"] == row["softmax"] == ""
    assert (row["relu"], row["max_score"], row["needs_review"]) == ("2", "4", "yes")


def test_a_submission_that_was_never_graded_has_no_score():
    (row,) = rows(grades_csv([result(refused=True)]))
    assert row["raw_score"] == row["score"] == row["max_score"] == ""
    assert row["needs_review"] == "yes"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    text = f'{start}cmd,"x"\n\''
    bad = result(outcome(exercise=text), student=text, chapter=text, isolation=text)
    header, cells = csv.reader(io.StringIO(grades_csv([bad]), newline=""))
    assert header[-1] == f"'{text}"
    row = dict(zip(header, cells, strict=True))
    assert row["assignment"] == row["student_id"] == row["isolation"] == f"'{text}"


@given(st.lists(st.text(), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_every_student_id_is_read_back_as_written(names):
    read = [row["student_id"] for row in rows(grades_csv([result(student=n) for n in names]))]
    assert [
        r if r == n else r.removeprefix("'") for r, n in zip(read, sorted(names), strict=True)
    ] == sorted(names)


def test_exercises_of_one_name_have_a_column_each():
    score = outcome(exercise="score")
    read = rows(grades_csv([result(score), result(score, chapter="ch02_forward")]))
    assert [row["ch01_neuron/score"] for row in read] == ["2", ""]
    assert [row["ch02_forward/score"] for row in read] == ["", "2"]


def test_the_gradebook_file_holds_the_text_and_leaves_no_draft(tmp_path):
    path = tmp_path / "grades.csv"
    write_grades([result(outcome(), student="müller")], path)
    write_grades([result(outcome(), student="陳")], path)
    assert path.read_bytes().decode() == grades_csv([result(outcome(), student="陳")])
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_is_not_utf8_can_be_written(tmp_path):
    write_grades([result(outcome(), student="\udcff")], tmp_path / "grades.csv")
    assert "\\udcff" in (tmp_path / "grades.csv").read_text(encoding="utf-8")


def test_quartiles_of_four_scores():
    summary = summarise_scores([4.0, 1.0, 3.0, 2.0])
    assert (summary.lower, summary.median, summary.upper) == (1.75, 2.5, 3.25)
    assert (summary.count, summary.mean) == (4, 2.5)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.9, 1.0])
def test_quantiles_agree_with_numpy(share):
    values = [3.0, 9.5, 0.25, 7.0, 7.0, 1.0, 12.0]
    assert quantile(values, share) == pytest.approx(np.quantile(values, share))


def test_no_scores_have_no_mean_and_no_quartiles():
    summary = summarise_scores([])
    assert (summary.count, summary.mean, summary.lower, summary.median) == (0, None, None, None)
    assert mean([]) is None


def test_discrimination_by_hand():
    # M1 = 3.5, M0 = 1.5, s = sqrt(5) / 2, sqrt(p q) = 1/2
    found = discrimination([True, True, False, False], [4.0, 3.0, 2.0, 1.0])
    assert found == pytest.approx(2 / 5**0.5)


def test_discrimination_is_the_correlation_with_the_rest():
    passed = [True, False, True, True, False, True, False]
    rest = [3.0, 4.0, 8.5, 2.0, 0.0, 7.0, 5.0]
    assert discrimination(passed, rest) == pytest.approx(np.corrcoef(passed, rest)[0, 1])


@pytest.mark.parametrize(
    ("passed", "rest"),
    [
        ([], []),
        ([True], [1.0]),
        ([True, False], [2.0, 1.0]),
        ([True, True, True], [1.0, 2.0, 3.0]),
        ([False, False, False], [1.0, 2.0, 3.0]),
        ([True, False, True], [0.3, 0.1 + 0.2, 0.3]),
    ],
)
def test_discrimination_is_undefined_for_few_students_or_no_variance(passed, rest):
    assert discrimination(passed, rest) is None


def test_a_grader_is_not_correlated_with_itself():
    # Only test_a differs: with its own points in the total it would correlate perfectly.
    students = [
        result(outcome(s), outcome(grader="test_b"))
        for s in (State.PASSED, State.FAILED, State.PASSED)
    ]
    assert [summary.discrimination for summary in summarise_graders(students)] == [None, None]


def test_pass_rates_count_neither_broken_graders_nor_refused_files():
    states = (State.PASSED, State.FAILED, State.NOT_RUN, State.BROKEN)
    students = [result(outcome(state)) for state in states]
    refused = result(outcome(State.NOT_RUN), refused=True)
    (summary,) = summarise_graders([*students, refused])
    assert summary.pass_rate == pytest.approx(1 / 3)
    assert [summary.counts[state] for state in State] == [1, 1, 1, 1]


def test_a_class_is_summarised_in_one_pass(monkeypatch):
    asked = []
    score = Result.score.fget
    monkeypatch.setattr(Result, "score", property(lambda own: asked.append(1) or score(own)))
    many = [outcome(grader=f"test_{number}") for number in range(9)]
    assert len(summarise_graders([result(*many) for _ in range(5)])) == 9
    assert len(asked) == 5


def test_graders_stand_worst_first():
    students = [result(outcome(), outcome(State.FAILED, grader="test_b"))]
    assert [summary.grader for summary in summarise_graders(students)] == ["test_b", "test_a"]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_small_classes_have_a_report(size):
    assert_report_is_inert(render_report(small_class(size)))
    assert f"{size} submission" in render_report(small_class(size))


def test_scores_with_a_broken_grader_stay_out_of_the_mean():
    full, unknown = result(outcome()), result(outcome(State.BROKEN), student="bo")
    text = Page(render_report([full, unknown])).text
    assert "count the 1 score that stands" in text
    assert "no score yet" in text


def test_a_score_of_zero_needs_a_look():
    assert "score 0" in Page(render_report([result(outcome(State.FAILED))])).text


# What a student reads first ----------------------------------------------------------------------

GUIDE = Guide(
    *(CHAPTER, "Chapter 1. The neuron"),
    sections={"softmax": "1.2 Shares"},
    names={"softmax": "softmax", "relu": "ch01_neuron/relu"},
)


def told(html):
    return " ".join(Page(html).text.split())


def test_what_to_repair_stands_on_top_with_the_section_and_the_next_command():
    wrong = outcome(State.FAILED, exercise="softmax", message="Seen: shape (7, 1).")
    text = told(render_feedback(result(outcome(exercise="relu"), wrong), GUIDE))
    first, line, section, passed = map(
        text.index, ("Repair this first", "Seen: shape", "section 1.2 Shares", "What passed: 1")
    )
    assert first < line < section < passed
    for command in ("autograder lesson 1.2", "autograder hint softmax", "autograder check softmax"):
        assert section < text.index(command) < passed


def test_of_several_exercises_the_first_is_to_be_repaired_first():
    wrong = [outcome(State.FAILED, exercise=name) for name in ("relu", "softmax")]
    text = told(render_feedback(result(*wrong), GUIDE))
    words = ("Repair this first", "check ch01_neuron/relu", "Then", "check softmax")
    places = [text.index(word) for word in words]
    assert places == sorted(places)


def test_what_passed_is_folded_unless_all_passed():
    both = [outcome(), outcome(State.FAILED, exercise="relu")]
    assert '<details class="fold">' in render_feedback(result(*both))
    assert '<details class="fold" open>' in render_feedback(result(outcome()))


def test_a_file_that_is_no_python_is_told_once_with_its_line():
    fault = "neuron.py, line 67: this is not valid Python: expected ':'."
    message = f"{fault}\n    elif kind == 'relu'"
    outcomes = [
        outcome(
            State.NOT_RUN if i % 3 else State.FAILED,
            exercise=f"exercise_{i // 3}",
            grader=f"test_{i}",
            message=f"Not run. {message}" if i % 3 else message,
        )
        for i in range(12)
    ]
    stopped = result(*outcomes, summary=f"0 of 12 tests passed. {fault}", notes=(fault,))
    text = told(render_feedback(stopped, GUIDE))
    assert text.count("line 67") == 1
    assert text.count("elif kind == 'relu'") == 1
    assert "autograder check ch01_neuron" in text
    assert all(f"exercise_{i}" in text for i in range(4))
    assert "24 points wait for it" in text


def test_a_cell_that_failed_leaves_the_other_exercises_their_cards():
    fault = "neuron.ipynb cell 4, line 8: it stopped there with ValueError: shape"
    stopped = [outcome(State.FAILED, exercise=name, message=fault) for name in ("relu", "elu")]
    other = outcome(State.FAILED, message="Seen: NaN.")
    text = told(render_feedback(result(other, *stopped, notes=(fault,)), GUIDE))
    assert text.count(fault) == 1
    assert text.index(fault) < text.index("Then") < text.index("Seen: NaN.")


def test_a_gate_without_points_shows_none():
    text = told(render_feedback(result(outcome(points=0.0), outcome(grader="test_b"))))
    assert "0 of 0" not in text
    assert "✓softmax passes test_a. passed ✓softmax passes test_b. passed 2 of 2" in text


def test_a_reason_that_stands_above_is_not_told_again_to_what_was_not_run():
    reason = "`softmax` is not written yet."
    outcomes = [
        outcome(State.FAILED, message=f"{reason}\nHint: replace the line."),
        outcome(State.NOT_RUN, grader="test_b", message=f"Not run. {reason}"),
    ]
    assert told(render_feedback(result(*outcomes))).count("is not written yet") == 1


def test_the_feedback_says_when_it_was_graded():
    html = render_feedback(result(outcome(), graded="2026-11-30T09:05+00:00"))
    assert "graded on 30 November 2026, 09:05" in told(html)
    assert "graded on" not in told(render_feedback(result(outcome())))


def test_the_moment_of_grading_is_stored_and_is_no_part_of_a_result():
    first = result(outcome(), graded="2026-11-30T09:05+00:00")
    assert Result.from_json(first.to_json()).graded == first.graded
    assert first == result(outcome(), graded="2027-01-01T00:00+00:00")
    older = first.to_json()
    del older["extra_data"]["graded"]
    assert Result.from_json(older).graded == ""


def test_a_guide_knows_titles_sections_and_what_to_type(chapter):
    guide = Guide.of(chapter)
    assert guide.short == "Chapter 1"
    assert guide.sections["sigmoid"].startswith("1E ")
    assert guide.names["sigmoid"] == "sigmoid"


def test_an_exercise_of_two_chapters_is_typed_with_its_chapter(tmp_path):
    for name in ("ch01_a", "ch02_b"):
        folder = tmp_path / "exercises" / name
        folder.mkdir(parents=True)
        contents = {"title": "A", "exercises": {"same": {}, f"only_{name}": {}}}
        (folder / "chapter.json").write_text(json.dumps(contents))
    names = Guide.of(Chapter(tmp_path, "ch01_a")).names
    assert names == {"same": "ch01_a/same", "only_ch01_a": "only_ch01_a"}
    assert Guide.of(Chapter(tmp_path, "ch03_c")).title == "ch03_c"


# What an instructor reads first ------------------------------------------------------------------


def test_students_stand_before_the_chapters_and_graders_are_folded():
    html = render_report(small_class(), guides={CHAPTER: GUIDE})
    places = [html.index(f">{h}<") for h in ("Students", "Who needs a look", "Chapters")]
    places += [html.index('<section id="chapter-1">'), html.index("<summary><h3>Graders")]
    assert places == sorted(places)
    assert html.count('<details class="fold"><summary><h3>Graders') == 1


def test_a_chapter_is_called_by_its_title_and_its_folder_is_no_heading():
    html = render_report(small_class(), guides={CHAPTER: GUIDE})
    assert "<h2>Chapter 1. The neuron</h2>" in html
    assert CHAPTER not in Page(html).text


def test_the_table_of_students_sums_over_the_chapters():
    second = replace(GUIDE, chapter="ch02_forward", title="Chapter 2. Forward")
    ada = [result(outcome()), result(outcome(points=3.5), chapter="ch02_forward")]
    bo = result(outcome(State.FAILED), student="bo")
    html = render_report([*ada, bo], guides={CHAPTER: GUIDE, "ch02_forward": second})
    text = told(html.partition("Who needs")[0].replace("</t", " </t"))
    assert "Total of 5.5 Chapter 1 Chapter 2" in text
    assert "ada 5.5 2 3.5" in text
    assert "bo 0 0 –" in text


def test_a_cell_leads_to_the_exercise_in_the_feedback():
    who = result(outcome(exercise="soft max"), student="o'brien")
    link = f"{feedback_link(who)}#soft%20max"
    assert ("a", "href", link) in Page(render_report([who])).attributes
    assert ("article", "id", "soft max") in Page(render_feedback(who)).attributes


def test_the_numbers_behind_the_drawing_stand_in_a_table():
    students = [result(outcome(points=10.0), outcome(State.FAILED, points=10.0)), result(outcome())]
    text = told(render_report(students).replace("</t", " </t"))
    assert "0 to below 2 0" in text
    assert "18 to 20 0" in text
    assert sum(each.count for each in score_classes([0, 5, 20, 20], 20)) == 4
    assert score_classes([], 20) == score_classes([1.0], 0) == []


def test_why_a_student_needs_a_look_is_said_once():
    fault = "neuron.py, line 67: this is not valid Python."
    broken = result(outcome(State.FAILED, message=f"{fault}\n    elif"), notes=(fault, "a link"))
    text = told(render_report([broken]).partition("Chapters")[0])
    assert text.count(fault) == 1
    assert "a link" in text


@pytest.mark.parametrize(
    ("score", "depth"), [(0, 0), (0.1, 1), (4, 2), (9.9, 3), (10, 4), (12, 4), (-1, 0)]
)
def test_nothing_and_all_have_depths_of_their_own(score, depth):
    assert depth_of(score, 10) == depth
    assert depth_of(score, 0) is None


def test_discrimination_looks_at_those_on_whom_a_grader_was_run():
    # Without the three files that are no Python, test_a tells nobody apart.
    ran = [
        result(outcome(), outcome(s, grader="test_b"), outcome(t, grader="test_c"))
        for s, t in ((State.PASSED, State.FAILED), (State.FAILED, State.PASSED))
    ] * 2
    names = ("test_a", "test_b", "test_c")
    stopped = result(*[outcome(State.NOT_RUN, grader=name) for name in names])
    found = {s.grader: s.discrimination for s in summarise_graders([*ran, *[stopped] * 3])}
    assert found["test_a"] is None
    assert found["test_b"] == pytest.approx(-1)
