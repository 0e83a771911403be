"""Roster, groups, deadlines: whose a hand-in is, who handed in nothing, what being late costs."""

import os
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from autograder.chapters import all_chapters, find_chapter
from autograder.errors import UsageError
from autograder.grading.remarks import Remark
from autograder.grading.results import Outcome, Result, State
from autograder.instructor.classes.collection import collect
from autograder.instructor.classes.concern import Concern
from autograder.instructor.classes.executor import Setting
from autograder.instructor.classes.grade import grade_class
from autograder.instructor.classes.names import read_name
from autograder.instructor.classes.slots import Slots
from autograder.instructor.classes.storage import read_result
from autograder.instructor.lms.scores import Marks
from autograder.instructor.people.comments import read_comments
from autograder.instructor.people.deadlines import read_deadlines
from autograder.instructor.people.enrolment import enrol
from autograder.instructor.people.roster import Roster
from autograder.instructor.people.rosterfile import read_roster
from autograder.instructor.people.tables import TableFiles, Tables, read_tables
from tests.engine.test_class_run import AUTOGRADER, CHAPTER, grade, hand_in, rows_of, run

ROSTER = """\
id,name,email,section,group,canvas_id
ada,Ada Lovelace,ada@example.org,A,red,1234
alan,Alan Turing,alan.t@example.org,A,red,77
grace,"Hopper, Grace",grace@example.org,B,,5
sean,Seán O'Brien,sob@example.org,B,,6
"""


def table(folder: Path, text: str, name: str = "roster.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding, newline="")
    return path


@pytest.fixture
def roster(tmp_path):
    return read_roster(table(tmp_path, ROSTER))


@pytest.mark.parametrize(
    ("name", "number", "found"),
    [
        ("ada", "", "ada"),
        ("Ada Lovelace", "", "ada"),
        ("Lovelace, Ada", "", "ada"),
        ("lovelaceada", "", "ada"),
        ("grace@example.org", "", "grace"),
        ("alan.t", "", "alan"),
        ("obrienseán", "", "sean"),
        ("somebody", "1234", "ada"),  # a number of the system's own decides
        ("1234", "", "ada"),
        ("ada", "77", None),  # the number is another one's: nobody is guessed
        ("Kim", "ada", None),  # an id of ours is no number of a system's
        ("Lovelace", "", None),
        ("", "", None),
    ],
)
def test_a_person_is_found_by_what_people_and_systems_write(roster, name, number, found):
    person = roster.find(name, number)
    assert (person and person.id) == found


def test_two_of_one_name_are_told_apart_by_number_and_never_guessed(tmp_path):
    people = read_roster(table(tmp_path, "id,name,moodle_id\na,Kim Lee,1\nb,Kim Lee,2\n"))
    assert people.find("Kim Lee") is None
    assert people.find("Kim Lee", "2").id == "b"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("﻿id;name;section\r\nada;Ada Lovelace;A\r\n", "utf-8"),  # Excel in half of Europe
        ("id\tname\tsection\nada\tAda Lovelace\tA\n", "utf-16"),
        ("ID number,First name,Surname,Section\nada,Ada,Lovelace,A\n", "utf-8"),  # Moodle
        (
            "Student,ID,SIS User ID,SIS Login ID,Section\n"
            '    Points Possible,,,,\n"Lovelace, Ada",9,ada,al,A\n',
            "utf-8",
        ),  # Canvas
    ],
)
def test_tables_as_programs_write_them(tmp_path, text, encoding):
    (person,) = read_roster(table(tmp_path, text, encoding=encoding)).people
    assert (person.name, person.section) == ("Ada Lovelace", "A")
    assert "ada" in (person.id, *person.numbers)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nAda\n", "no column `id`"),
        ("id,name\n,Ada\n", "line 2 has no id"),
        ("id,name\na,Ada\na,Alan\n", "line 3: the id a was there before"),
        ("", "has no students"),
        ("id,name\n", "has no students"),
        ("Matrikel,name\n1,Ada\n", "it has Matrikel, name"),
    ],
)
def test_a_roster_with_a_fault_names_it(tmp_path, text, said):
    with pytest.raises(UsageError, match=said):
        read_roster(table(tmp_path, text))


def test_a_roster_that_is_no_text_is_refused_in_words(tmp_path):
    (tmp_path / "roster.csv").write_bytes(b"id,name\na,\xff\xfa\n")
    with pytest.raises(UsageError, match="save it as «CSV UTF-8»"):
        read_roster(tmp_path / "roster.csv")
    with pytest.raises(UsageError, match="is the name right"):
        read_roster(tmp_path / "none.csv")


def test_groups_are_a_section_s_and_none_is_no_group(tmp_path):
    text = "id,section,group\na,A,1\nb,A,1\nc,B,1\nd,A,None\ne,A,None\n"
    people = read_roster(table(tmp_path, text))
    mates = {person.id: [each.id for each in people.mates(person)] for person in people.people}
    assert mates == {"a": ["a", "b"], "b": ["a", "b"], "c": ["c"], "d": ["d"], "e": ["e"]}


def test_canvas_own_export_gives_ids_and_numbers_and_no_test_student(tmp_path):
    text = "Student,ID,SIS User ID,SIS Login ID,Section\nLovelace Ada,9,,al,1\n"
    people = read_roster(table(tmp_path, f'{text}"Student, Test",99,,,1\n'))
    assert [(person.id, people.find("x", "9") == person) for person in people.people] == [
        ("al", True)
    ]


def flat(folder: Path, *names: str) -> Path:
    """Write hand-ins side by side, as a system names them, the later ones newer."""
    folder.mkdir()
    for number, name in enumerate(names):
        path = hand_in(folder.parent / "made", "somebody")
        path.rename(folder / name)
        os.utime(folder / name, (1_800_000_000 + 60 * number,) * 2)
    return folder


def test_hand_ins_are_those_of_the_roster_and_of_several_the_newest_counts(tmp_path, toys, roster):
    names = ("lovelaceada_1234_9999_shop.py", "grace.py", "hoppergrace_5_8888_shop.py", "gracy.py")
    found = collect(flat(tmp_path / "in", *names), all_chapters(toys), find_chapter(toys, CHAPTER))
    enrolment = enrol(found, Tables(roster))
    students = {entry.student: entry.origin for entry in found.entries}
    assert students["ada"] == students["alan"] == names[0]  # one group
    assert students["grace"] == names[2]
    assert "gracy" in students  # nothing is lost by a slip
    assert enrolment.strangers == {"gracy": "grace"}
    assert [person.id for person in enrolment.missing[CHAPTER]] == ["sean"]
    (older,) = found.passed_over
    assert older.path == "grace.py"
    assert f"is not newer than {names[2]}" in older.reason


def test_a_class_with_a_roster_is_graded_for_it(tmp_path, toys):
    submitted, out = flat(tmp_path / "in", "ada.py", "zoe.py"), tmp_path / "out"
    command = (submitted, "--chapter", CHAPTER, "--out", out)
    done = run(toys, *command, "--roster", table(tmp_path, ROSTER))
    assert done.returncode == 3, done.stderr
    assert "Not in the roster: zoe" in done.stdout
    assert f"Perhaps nothing of {CHAPTER}: grace, sean" in done.stdout  # zoe may be one of them
    rows = {row["student_id"]: row for row in rows_of(out / CHAPTER / "grades.csv")}
    assert rows["ada"]["score"] == rows["alan"]["score"] == rows["ada"]["max_score"]
    assert (rows["alan"]["last_name"], rows["alan"]["section"]) == ("Turing", "A")
    assert (rows["grace"]["score"], rows["grace"]["needs_review"]) == ("", "yes")  # zoe, perhaps
    assert rows["grace"]["max_score"] == rows["ada"]["max_score"]
    again = run(toys, *command)  # the roster was kept
    report = (out / "report.html").read_text()
    assert "Handed in nothing" not in report  # nobody is sure
    assert "Perhaps nothing of" in again.stdout
    assert "3 of them unchanged" in again.stdout


def test_what_is_the_same_is_graded_once(tmp_path, toys, monkeypatch):
    for student in ("a", "b", "c"):
        hand_in(tmp_path / "in", student)
    hand_in(tmp_path / "in", "d", text="def bill(amounts, prices): return 1\n")
    asked = []
    whole = Slots.grade

    def watched(slots, chapter, tasks):
        tasks = list(tasks)
        asked.extend(task.student for task in tasks)
        return whole(slots, chapter, tasks)

    monkeypatch.setattr(Slots, "grade", watched)
    found = grade(toys, tmp_path / "in", tmp_path / "out")
    assert asked == ["a", "d"]
    assert sorted(found) == ["a", "b", "c", "d"]
    assert found["a"].outcomes == found["c"].outcomes
    assert (tmp_path / "out" / CHAPTER / "c" / "feedback.html").exists()


# Deadlines ----------------------------------------------------------------------------------

DATES = """\
timezone = "Europe/Berlin"
late_days = 1

[ch01_shop]
due = 2026-10-24 23:59:00
penalty = 10
accepted_days = 4

[ch01_shop.extensions]
grace = "2026-10-30"

[ch02_later]
due = 2026-11-24T23:59:00Z
penalty = 50
"""
KNOWN = ("ch01_shop", "ch02_later")


def result(student: str, handed_in: str, chapter: str = "ch01_shop") -> Result:
    outcome = Outcome("test_a", "bill", "A line.", 10, State.PASSED)
    return Result(chapter, student, (outcome,), "none", handed_in=handed_in)


@pytest.mark.parametrize(
    ("student", "handed_in", "days", "share"),
    [
        ("ada", "2026-10-24T23:59:00+02:00", 0, 0.0),
        ("ada", "2026-10-24T23:59:01+02:00", 1, 0.0),  # the day of her own
        ("ada", "2026-10-25T23:59:00+01:00", 2, 0.1),  # the clocks go back: 25 hours
        ("ada", "2026-10-25T23:59:00", 2, 0.1),  # the same, as a system says it
        ("ada", "2026-13-45T99:99:99", 0, 0.0),  # no time at all fines nobody
        ("ada", "2026-10-28T22:00:00+01:00", 4, 0.3),
        ("ada", "2026-10-30T22:00:00+01:00", 6, 1.0),
        ("grace", "2026-10-30T23:00:00+01:00", 0, 0.0),
        ("ada", "", 0, 0.0),
    ],
)
def test_what_being_late_costs(tmp_path, student, handed_in, days, share):
    found = read_deadlines(table(tmp_path, DATES, "deadlines.toml"), KNOWN)
    late = found.of([result(student, handed_in)])["ch01_shop", student]
    assert (late.days, late.share) == (days, pytest.approx(share))


def test_own_late_days_are_spent_once_in_the_order_of_the_chapters(tmp_path):
    dates = read_deadlines(table(tmp_path, DATES, "deadlines.toml"), KNOWN)
    results = [
        result("ada", "2026-11-25T22:00:00+00:00", "ch02_later"),
        result("ada", "2026-10-25T12:00:00+01:00"),
    ]
    found = dates.of(results)
    assert found["ch01_shop", "ada"].share == 0.0
    assert found["ch02_later", "ada"].share == 0.5
    assert dates.of(results[:1])["ch02_later", "ada"].share == 0.0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[ch09_none]\ndue = 2026-10-31\n", "ch09_none is no chapter; there are ch01_shop"),
        ("[ch01_shop]\npenalty = 3\n", r"\[ch01_shop\] has no due"),
        ("[ch01_shop]\ndue = 'soon'\n", "ch01_shop.due is no time"),
        ("[ch01_shop]\ndue = 2026-10-31\npenalty = -1\n", "penalty is no number from 0 on"),
        ("[ch01_shop]\ndue = 2026-10-31\nlate = 1\n", "has no late; it has"),
        ("timezone = 'Berlin'\n", 'timezone "Berlin" is none'),
        ("ch01_shop = 1\n", "is no table"),
        ("[ch01_shop\n", "is no TOML"),
    ],
)
def test_deadlines_with_a_fault_name_it(tmp_path, text, said):
    with pytest.raises(UsageError, match=said):
        read_deadlines(table(tmp_path, text, "deadlines.toml"), KNOWN)


def test_late_points_are_taken_off_in_the_gradebook_alone(tmp_path, toys):
    late = hand_in(tmp_path / "in", "ada")
    moment = datetime.fromisoformat("2026-10-26T12:00:00+01:00").timestamp()
    os.utime(late, (moment, moment))
    dates = DATES.partition("[ch02_later]")[0].replace("late_days = 1", "")
    given = TableFiles(deadlines=table(tmp_path, dates, "deadlines.toml"))
    found = read_tables(tmp_path / "out", all_chapters(toys), given)
    ours = grade_class(toys, tmp_path / "in", tmp_path / "out", tables=found)
    (row,) = rows_of(tmp_path / "out" / CHAPTER / "grades.csv")
    (result,) = ours.results
    assert result.score == result.max_score
    assert float(row["raw_score"]) == result.score
    assert float(row["late_submission_penalty"]) == pytest.approx(0.2 * result.score)
    assert float(row["score"]) == pytest.approx(0.8 * result.score)
    assert row["duedate"] == "2026-10-24T23:59+02:00"
    assert (tmp_path / "out" / "deadlines.toml").read_text() == dates
    assert "<bdi>ada</bdi> (2 days, 20 %)" in (tmp_path / "out" / "report.html").read_text()


def dated(toys, folder, text):
    """Grade what lies in `folder`/in with deadlines; return what is in `folder`/out."""
    given = TableFiles(deadlines=table(folder, text, "deadlines.toml"))
    tables = read_tables(folder / "out", all_chapters(toys), given)
    grade_class(toys, folder / "in", folder / "out", tables=tables)
    return folder / "out"


def test_a_students_page_says_what_being_late_costs_and_that_it_does_no_more(tmp_path, toys):
    late = hand_in(tmp_path / "in", "ada")
    moment = datetime.fromisoformat("2026-10-26T12:00:00+01:00").timestamp()
    os.utime(late, (moment, moment))
    dates = "timezone = 'Europe/Berlin'\n[ch01_shop]\ndue = 2026-10-24\npenalty = 10\n"
    page = dated(toys, tmp_path, dates) / CHAPTER / "ada" / "feedback.html"
    (points,) = re.findall(r"That takes 20 % of the points: ([\d.]+) count", page.read_text())
    assert "Handed in 2 days late.</b>" in page.read_text()
    stored = read_result(page.with_name("results.json"))
    assert float(points) == pytest.approx(0.8 * stored.score)
    dated(toys, tmp_path, dates.replace("penalty = 10\n", ""))
    assert "2 days late.</b> That costs you nothing." in page.read_text()
    dated(toys, tmp_path, dates.replace("10-24", "10-27"))
    assert "late.</b>" not in page.read_text()
    assert read_result(page.with_name("results.json")).late is None


def test_late_days_that_an_earlier_chapter_takes_change_what_a_later_one_costs(tmp_path, toys):
    dates = """late_days = 1
        [ch01_shop]
        due = 2026-10-24 12:00:00Z
        penalty = 10
        [ch03_scaling]
        due = 2026-11-24 12:00:00Z
        penalty = 10
    """
    for chapter, day in (("ch03_scaling", "2026-11-25"), ("ch01_shop", "2026-10-25")):
        module = chapter.partition("_")[2]
        text = (toys / "solutions" / chapter / f"{module}.py").read_text()
        late = hand_in(tmp_path / "in", "ada", f"{module}.py", text, chapter)
        moment = datetime.fromisoformat(f"{day}T10:00:00+00:00").timestamp()
        os.utime(late, (moment, moment))
        out = dated(toys, tmp_path, dates)
        (row,) = rows_of(out / "ch03_scaling" / "grades.csv")
        page = (out / "ch03_scaling" / "ada" / "feedback.html").read_text()
        if chapter == "ch03_scaling":
            assert float(row["late_submission_penalty"] or 0) == 0
            assert "That costs you nothing" in page
            late.rename(tmp_path / "kept.py")
            late.parent.rmdir()
    assert float(row["late_submission_penalty"]) == pytest.approx(0.1 * float(row["raw_score"]))
    assert "1 day late.</b> That takes 10 % of the points" in page


def test_what_canvas_calls_late_is_in_the_report_and_costs_nothing_here(tmp_path, toys):
    names = ("lovelaceada_LATE_1234_9999_shop.py", "hoppergrace_5_8888_shop.py")
    dates = table(tmp_path, "[ch01_shop]\ndue = 2026-10-24\npenalty = 10\n", "deadlines.toml")
    done = run(toys, flat(tmp_path / "in", *names), "--chapter", CHAPTER, "--out", tmp_path / "out",
               "--deadlines", dates)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "off" not in done.stdout
    report = (tmp_path / "out" / "report.html").read_text()
    assert "<bdi>lovelaceada</bdi> (late, says the system, not how late" in report
    assert "<bdi>hoppergrace</bdi> (late" not in report
    rows = rows_of(tmp_path / "out" / CHAPTER / "grades.csv")
    assert [row["score"] == row["raw_score"] for row in rows] == [True, True]


def test_the_report_names_who_handed_in_nothing(tmp_path, toys):
    out, roster = tmp_path / "out", table(tmp_path, "id,name\nada,Ada Lovelace\nzoe,Zoe Zuse\n")
    done = run(toys, flat(tmp_path / "in", "ada.py"), "--chapter", CHAPTER, "--out", out,
               "--roster", roster)  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = (out / "report.html").read_text()
    assert re.search(r"Handed in nothing</b>\s*<ul class=.names.><li><bdi>Zoe Zuse</bdi>", report)
    (out / "report.html").unlink()
    again = subprocess.run([AUTOGRADER, "report", out], cwd=toys, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    assert (out / "report.html").read_text() == report


class Late:
    """An executor before whose first task a file is replaced; a result says what it was of."""

    setting = Setting()

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def grade(self, chapter, tasks):
        self.path.write_text("def bill(amounts, prices): return 2\n")
        for task in tasks:
            said = task.source.cells[0].text
            yield Result(chapter.name, task.student, (), "sandbox", task.digest, said)


def test_nobody_gets_the_result_of_a_file_that_was_the_same_and_is_another_now(tmp_path, toys):
    for student in ("ada", "ben", "cem"):
        path = hand_in(tmp_path / "in", student, text="def bill(amounts, prices): return 1\n")
    first = tmp_path / "in" / "ada" / path.relative_to(tmp_path / "in" / "cem")
    found = grade(toys, tmp_path / "in", tmp_path / "out", executor=Late(first))
    assert {name: result.summary.strip()[-1] for name, result in found.items()} == {
        "ada": "2", "ben": "1", "cem": "1",
    }  # fmt: skip
    assert found["ben"].digest == found["cem"].digest != found["ada"].digest


# Graded again -------------------------------------------------------------------------------


def test_exactly_those_whom_a_grader_or_a_mistake_concerned_are_graded_again(tmp_path, toys):
    for student in ("good", "other"):
        hand_in(tmp_path / "in", student)
    hand_in(tmp_path / "in", "bad", text="def bill(amounts, prices): return 1\n")
    first = grade(toys, tmp_path / "in", tmp_path / "out")
    lost = next(each for each in first["bad"].outcomes if each.state is State.FAILED)
    command = (tmp_path / "in", "--out", tmp_path / "out")
    again = run(toys, *command, "--grader", lost.grader)
    assert "1 submission graded." in again.stdout
    assert [row["student_id"] for row in rows_of(tmp_path / "out" / CHAPTER / "grades.csv")] == [
        *("bad", "good", "other")
    ]
    none = run(toys, *command, "--mistake", "no_such")
    assert none.returncode == 2
    assert "nobody in --out is concerned by no_such" in none.stderr


def test_the_report_says_what_has_changed_since_and_for_whom(tmp_path, toys):
    for student in ("ada", "alan"):
        hand_in(tmp_path / "in", student)
    grade(toys, tmp_path / "in", tmp_path / "before")
    hand_in(tmp_path / "in", "alan", text="def bill(amounts, prices): return 1\n")
    hand_in(tmp_path / "in", "grace")
    grade(toys, tmp_path / "in", tmp_path / "after")
    command = [AUTOGRADER, "report", tmp_path / "after", "--since", tmp_path / "before"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=toys, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "2 results changed, 1 for the better, 1 for the worse" in done.stdout
    rows = rows_of(tmp_path / "after" / "changes.csv")
    assert [row["student"] for row in rows] == ["alan", "grace"]
    assert rows[1]["before"] == ""
    assert float(rows[0]["before"]) > float(rows[0]["after"])
    assert "bill/test_" in rows[0]["graders"]


# Names as others give them ------------------------------------------------------------------


def test_repositories_side_by_side_are_named_by_a_pattern(tmp_path, toys):
    for repository in ("shop-ada", "shop-alan", "notes"):
        folder = tmp_path / "in" / repository / "exercises"
        hand_in(folder, "x").parent.rename(folder / CHAPTER)
        (tmp_path / "in" / repository / ".git").mkdir()
        (tmp_path / "in" / repository / "README.md").write_text("# Ours")
    done = run(
        toys, tmp_path / "in", "--pattern", "shop-(?P<student>.+)", "--out", tmp_path / "out"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = rows_of(tmp_path / "out" / CHAPTER / "grades.csv")
    assert [row["student_id"] for row in rows] == ["ada", "alan", "notes"]


def test_of_two_names_that_a_pattern_makes_one_the_newest_counts(tmp_path, toys):
    names = ("w1_ada_first.py", "w1_ada_second.py")
    found = collect(flat(tmp_path / "in", *names), all_chapters(toys), find_chapter(toys, CHAPTER))
    enrol(found, Tables(pattern=r"w1_(?P<student>[^_]+)_.+"))
    (entry,) = found.entries
    assert (entry.student, entry.origin) == ("ada", names[1])
    assert [each.path for each in found.passed_over] == [names[0]]


@pytest.mark.parametrize(("pattern", "said"), [("(", "no regular"), ("x-(.+)", "needs a group")])
def test_a_pattern_with_a_fault_is_refused_in_words(tmp_path, toys, pattern, said):
    hand_in(tmp_path / "in", "ada")
    done = run(toys, tmp_path / "in", "--pattern", pattern, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert said in done.stderr


# A stranger's tries -------------------------------------------------------------------------


def test_of_several_attempts_the_last_counts_whatever_its_file_is_called(tmp_path, toys):
    names = (
        "HW 1_ada_attempt_2026-11-30-10-30-00_shop.py",
        "HW 1_ada_attempt_2026-11-30-11-30-00_my_shop.py",
        "lovelacealan_LATE_1001_5678_shop.py",
        "lovelacealan_1001_5600_shop.py",
    )
    found = collect(flat(tmp_path / "in", *names), all_chapters(toys), find_chapter(toys, CHAPTER))
    entries = {entry.student: entry for entry in found.entries}
    assert entries["ada"].names == ("my_shop.py",)
    assert entries["ada"].moment("my_shop.py") == "2026-11-30T11:30:00"  # in the system's zone
    assert entries["lovelacealan"].origin == names[2]
    assert not any(entry.fault for entry in found.entries)
    assert {each.path for each in found.passed_over} == {names[0], names[3]}


def test_a_systems_time_has_the_zone_of_the_deadlines(tmp_path):
    dates = read_deadlines(table(tmp_path, DATES, "deadlines.toml"), KNOWN)
    found = dates.of([result("ada", "2026-10-24T23:59:30")])
    assert found["ch01_shop", "ada"].days == 1


def test_a_zip_of_a_folder_is_its_students(tmp_path, toys):
    source = hand_in(tmp_path / "made", "x").read_bytes()
    (tmp_path / "in").mkdir()
    for name in ("lovelaceada_1001_5600_hw.zip", "turingalan_1002_5601_hw.zip"):
        with zipfile.ZipFile(tmp_path / "in" / name, "w") as archive:
            archive.writestr("my work/shop.py", source)
    found = collect(tmp_path / "in", all_chapters(toys), find_chapter(toys, CHAPTER))
    assert [entry.student for entry in found.entries] == ["lovelaceada", "turingalan"]


def test_an_extension_for_nobody_is_refused_and_names_are_found(tmp_path, toys):
    place = tmp_path / "out"
    dates = DATES.partition("[ch02_later]")[0]
    people = table(tmp_path, ROSTER)
    given = TableFiles(people, table(tmp_path, dates, "d.toml"))
    read = read_tables(place, all_chapters(toys), given)
    assert "grace" in read.deadlines.chapters["ch01_shop"].extensions
    wrong = table(tmp_path, dates.replace("grace =", "gracy ="), "e.toml")
    with pytest.raises(UsageError, match="gracy, who is not in the roster: is grace meant"):
        read_tables(place, all_chapters(toys), TableFiles(people, wrong))


def test_who_handed_in_something_that_was_passed_over_did_not_hand_in_nothing(tmp_path, toys):
    hand_in(tmp_path / "in", "ada")
    (tmp_path / "in" / "sean").mkdir()
    (tmp_path / "in" / "sean" / "shop.py").write_text("")
    found = collect(tmp_path / "in", all_chapters(toys), None)
    missing = enrol(found, Tables(read_roster(table(tmp_path, ROSTER)))).missing[CHAPTER]
    assert [person.id for person in missing] == ["grace"]


def test_a_pattern_is_kept_and_a_result_of_an_earlier_name_counts_no_more(tmp_path, toys):
    hand_in(tmp_path / "in", "shop-ada")
    command = (tmp_path / "in", "--out", tmp_path / "out")
    run(toys, *command)
    pattern = ("--pattern", "shop-(?P<student>.+)")
    run(toys, *command, *pattern, "--roster", table(tmp_path, ROSTER))
    for _ in range(2):
        tables = read_tables(tmp_path / "out", all_chapters(toys))
        marks = Marks.stored(tmp_path / "out", tables)
        assert [each.student for each in marks.results] == ["ada", "alan"]
        run(toys, *command)


def test_one_file_of_a_group_adds_to_the_class_and_doubles_nobody(tmp_path, toys):
    for student in ("grace", "sean"):
        hand_in(tmp_path / "in", student)
    out = ("--chapter", CHAPTER, "--out", tmp_path / "out")
    run(toys, tmp_path / "in", *out, "--roster", table(tmp_path, ROSTER))
    late = hand_in(tmp_path / "late", "x").rename(tmp_path / "ada.py")
    done = run(toys, late, *out)
    assert "Handed in nothing" not in done.stdout
    rows = rows_of(tmp_path / "out" / CHAPTER / "grades.csv")
    assert sorted(row["student_id"] for row in rows) == ["ada", "alan", "grace", "sean"]
    assert all(row["score"] == row["max_score"] for row in rows)


def test_a_stranger_takes_nobodys_place(tmp_path, toys):
    names = ("ada_77_1000_shop.py", "lovelaceada_1234_1001_shop.py")
    found = collect(flat(tmp_path / "in", *names), all_chapters(toys), find_chapter(toys, CHAPTER))
    enrolment = enrol(found, Tables(read_roster(table(tmp_path, ROSTER))))
    assert sorted(entry.student for entry in found.entries) == ["ada", "ada (77)", "alan"]
    assert list(enrolment.strangers) == ["ada (77)"]


@pytest.mark.parametrize(
    ("name", "student", "number"),
    [
        ("Eve Mal_9_assignsubmission_file_x_77_assignsubmission_file_shop.py", "Eve Mal", "9"),
        ("maleve_12_345678_x_alan_attempt_2020-01-01-00-00-00_shop.py", "maleve", "12"),
    ],
)
def test_a_students_own_file_name_makes_nobody_somebody_else(name, student, number):
    said = read_name(name)
    assert (said.student, said.number, said.time) == (student, number, "")


@pytest.mark.parametrize("stamp", ["2020-01-01 00:00:00 UTC", "0001-01-01T00:00:00+14:00", "soon"])
def test_a_stamp_counts_where_nbgrader_has_collected_and_stops_nobody(tmp_path, toys, stamp):
    path = hand_in(tmp_path / "course" / "in", "ada")
    path.with_name("timestamp.txt").write_text(stamp)
    os.utime(path, (1_800_000_000,) * 2)

    def moment():
        (entry,) = collect(tmp_path / "course" / "in", all_chapters(toys), None).entries
        return entry.moment("shop.py")

    assert moment().startswith("2027-01-15")
    (tmp_path / "course" / "nbgrader_config.py").write_text("")
    assert moment().startswith("2020" if stamp.endswith("UTC") else "2027")


def test_names_of_mistakes_and_graders_are_taken_as_any_page_has_them():
    meant = Outcome("bill.test_a", "bill", "A line.", 1, State.FAILED, misconception="adds_it_up")
    for name in ("adds it up", "adds_it_up", "bill/adds_it_up"):
        assert Concern(mistakes=[name])._is_meant(meant)
    for name in ("test_a", "bill/test_a", "bill.test_a"):
        assert Concern(graders=[name])._is_meant(meant)
    assert not Concern(["adds"], ["a"])._is_meant(meant)


# What a person says -------------------------------------------------------------------------

COMMENTS = """\
student,exercise,points,text,state
Ada Lovelace,bill,7,"Half right; <b>nice</b> try",done
alan,,,"See me, please",
grace,bill,99,"Did the grader see my second file?",open
"""


def test_comments_and_points_by_hand_are_kept_over_regrades_and_shown(tmp_path, toys):
    for student in ("ada", "alan", "grace"):
        hand_in(tmp_path / "in", student)
    people = ROSTER.replace(",red,", ",,")
    said = COMMENTS.replace("alan,,", f"alan,{CHAPTER}/,")
    command = (tmp_path / "in", "--out", tmp_path / "out")
    done = run(
        toys, *command, "--roster", table(tmp_path, people),
        "--comments", table(tmp_path, said, "comments.csv"),
    )  # fmt: skip
    assert f"Asked to look again: grace, {CHAPTER}/bill: Did the grader" in done.stdout
    for _ in range(2):
        rows = {row["student_id"]: row for row in rows_of(tmp_path / "out/ch01_shop/grades.csv")}
        assert rows["ada"]["bill"] == "7"
        assert float(rows["ada"]["score"]) == float(rows["alan"]["score"]) - (
            float(rows["alan"]["bill"]) - 7
        )
        assert rows["grace"]["score"] == rows["alan"]["score"]  # asked, not answered
        page = (tmp_path / "out" / CHAPTER / "ada" / "feedback.html").read_text()
        assert "who gives 7 points by hand" in page
        assert "&lt;b&gt;nice&lt;/b&gt;" in page
        assert "See me, please" in (tmp_path / "out/ch01_shop/alan/feedback.html").read_text()
        run(toys, *command, "--force")
    kept = tmp_path / "out" / "comments.csv"
    kept.write_text(kept.read_text().replace(",7,", ",8,"))
    run(toys, *command)  # nothing is graded again, and the new points are there
    (row,) = (r for r in rows_of(tmp_path / "out/ch01_shop/grades.csv") if r["student_id"] == "ada")
    assert row["bill"] == "8"
    assert "gives 8 points" in (tmp_path / "out/ch01_shop/ada/feedback.html").read_text()


def test_points_by_hand_settle_what_a_grader_could_not():
    broken = Outcome("bill.test_a", "bill", "A line.", 10, State.BROKEN)
    fine = Outcome("tip.test_a", "tip", "A line.", 5, State.PASSED)
    found = Result("ch01_shop", "ada", (broken, fine), "none")
    assert found.needs_review
    assert not found.is_judged
    settled = replace(found, remarks=(Remark("bill", "Right.", 10),))
    assert (settled.score, settled.needs_review, settled.is_judged) == (15, False, True)
    refused = Result("ch01_shop", "ada", (), "none", refused=True, remarks=(Remark("", "", 3),))
    assert (refused.score, refused.needs_review, refused.is_judged) == (3, False, True)
    assert Result.from_json(settled.to_json()).remarks == settled.remarks


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",bill,1,x,", "line 2 names no student"),
        ("ada,tea,1,x,", "there is no exercise tea"),
        ("ada,,1,x,", "say which chapter is meant"),
        ("ada,bill,-1,x,", "-1 are no points"),
        ("ada,bill,nan,x,", "nan are no points"),
        ("ada,ch09_none/bill,1,x,", "ch09_none is no chapter"),
    ],
)
def test_a_comment_with_a_fault_names_its_line(tmp_path, row, said):
    path = table(tmp_path, f"student,exercise,points,text,state\n{row}\n", "comments.csv")
    with pytest.raises(UsageError, match=said):
        read_comments(path, {"ch01_shop": ["bill"], "ch02_till": ["till"]}, Roster())
    with pytest.raises(UsageError, match="no column `text`"):
        read_comments(table(tmp_path, "student\nada\n", "c.csv"), {}, Roster())


# Runs one after the other ---------------------------------------------------------------------


class Course:
    """A class with a roster, graded again and again into one folder."""

    def __init__(self, root: Path, folder: Path, roster: str = ROSTER) -> None:
        self.root, self.folder, self.out = root, folder, folder / "out"
        self.roster = table(folder, roster)

    def grade(self, submitted: str = "in", *arguments: object) -> str:
        command = (self.folder / submitted, "--chapter", CHAPTER, "--out", self.out)
        done = run(self.root, *command, "--roster", self.roster, *arguments)
        assert done.returncode in (0, 3), done.stdout + done.stderr
        return done.stdout

    @property
    def rows(self) -> dict[str, str]:
        """The score of each student in grades.csv; nobody is there twice."""
        found = rows_of(self.out / CHAPTER / "grades.csv")
        assert len({row["student_id"] for row in found}) == len(found)
        return {row["student_id"]: row["score"] for row in found}

    @property
    def exported(self) -> dict[str, str]:
        tables = read_tables(self.out, all_chapters(self.root))
        return dict(Marks.stored(self.out, tables).sheet(CHAPTER).scores)


@pytest.fixture
def course(tmp_path, toys):
    return Course(toys, tmp_path)


def test_a_part_of_a_class_makes_no_zero_of_what_was_not_sure(course):
    for student in ("alan", "gracy"):
        hand_in(course.folder / "in", student)
    course.grade()
    assert course.rows["sean"] == course.exported["sean"] == ""  # gracy may be anybody
    hand_in(course.folder / "late", "x").rename(course.folder / "ada.py")
    said = course.grade("ada.py")
    assert "Handed in nothing" not in said
    assert course.rows["sean"] == course.exported["sean"] == ""
    assert course.rows["ada"] == course.rows["alan"] == course.exported["alan"] == "100"


def test_without_a_class_list_one_late_file_loses_nobody(course):
    for student in ("grace", "sean"):
        hand_in(course.folder / "in", student)
    course.grade()
    (course.out / "class.json").unlink()
    hand_in(course.folder / "late", "x").rename(course.folder / "ada.py")
    course.grade("ada.py")
    assert {name: course.exported[name] for name in ("grace", "ada")} == {
        "grace": "100",
        "ada": "100",
    }


@pytest.mark.parametrize("said", ["{", '{"ch01_shop": {"students": "abc"}}', "[]", '{"a": 3}'])
def test_a_damaged_class_list_is_said_and_not_guessed(course, said):
    hand_in(course.folder / "in", "grace")
    course.grade()
    (course.out / "class.json").write_text(said)
    done = run(course.root, course.folder / "in", "--out", course.out)
    assert done.returncode == 2
    assert "class.json is damaged: delete it" in done.stderr


def test_a_hand_in_that_has_gone_is_named_and_makes_no_zero(course):
    for student in ("grace", "sean", "ada"):
        hand_in(course.folder / "in", student)
    course.grade()
    (course.folder / "in" / "sean").rename(course.folder / "elsewhere")
    for _ in range(2):  # and not at the second run either
        said = course.grade()
        assert f"No longer there, {CHAPTER}: sean" in said
        assert course.rows["sean"] == course.exported["sean"] == ""
        assert course.rows["grace"] == "100"


def test_a_mended_roster_moves_a_hand_in_and_nothing_has_gone(course):
    hand_in(course.folder / "in", "gracy")
    course.grade()
    table(course.folder, ROSTER.replace("grace,", "gracy,"))
    said = course.grade()
    assert "No longer there" not in said
    assert "Not in the roster" not in said
    assert (course.rows["gracy"], course.rows["sean"]) == ("100", "0")


def test_what_was_passed_over_is_its_owners_whatever_a_system_calls_them(course):
    hand_in(course.folder / "in", "grace")
    name = "Seán O'Brien_6_assignsubmission_file_"
    deep = course.folder / "in" / name / "hw" / "shop.py"
    deep.parent.mkdir(parents=True)
    deep.write_text("def bill(): pass")
    flat = course.folder / "flat"
    (course.folder / "in" / "grace" / CHAPTER / "shop.py").rename(
        course.folder / "in/grace/shop.py"
    )
    (course.folder / "in" / "grace" / CHAPTER).rmdir()
    assert not flat.exists()
    course.grade()
    assert course.rows["sean"] == ""  # and not 0
    assert course.rows["ada"] == "0"


def test_a_zip_beside_a_folder_with_a_zip_is_each_ones_own(tmp_path, toys):
    source = hand_in(tmp_path / "made", "x").read_bytes()
    (tmp_path / "in" / "ada").mkdir(parents=True)
    for name in ("alan.zip", "bob.zip", "ada/hw.zip"):
        with zipfile.ZipFile(tmp_path / "in" / name, "w") as archive:
            archive.writestr(f"work/{CHAPTER}/shop.py", source)
    found = collect(tmp_path / "in", all_chapters(toys), None)
    assert [entry.student for entry in found.entries] == ["ada", "alan", "bob"]


def test_names_of_today_are_used_for_what_was_graded_before_there_was_a_roster(course):
    hand_in(course.folder / "in", "Grace Hopper", text="def bill(amounts, prices): return 1\n")
    first = grade(course.root, course.folder / "in", course.out)
    lost = next(o for o in first["Grace Hopper"].outcomes if o.state is State.FAILED)
    said = course.grade("in", "--grader", lost.grader)
    assert "1 submission graded." in said
    assert course.exported["grace"]
    course.grade("in", "--student", "Grace Hopper")


def test_a_comment_that_is_nobodys_is_said(course):
    hand_in(course.folder / "in", "grace")
    table(course.folder, "student,exercise,points,text\ngracy,bill,3,Fine\n", "comments.csv")
    said = course.grade("in", "--comments", course.folder / "comments.csv")
    assert "Comment on nobody's hand-in: gracy" in said


def test_words_stand_on_a_page_of_a_file_that_did_not_run(course):
    hand_in(course.folder / "in", "grace", text="def bill(:\n")
    text = f"student,chapter,exercise,points,text\ngrace,{CHAPTER},bill,3,A colon too many\n"
    table(course.folder, text, "comments.csv")
    course.grade("in", "--comments", course.folder / "comments.csv")
    page = (course.out / CHAPTER / "grace" / "feedback.html").read_text()
    assert "A colon too many" in page
    assert "gives 3 points" in page
    assert course.rows["grace"] == "3"


def test_a_systems_time_has_the_zone_of_the_course_whatever_zone_a_due_date_has(tmp_path):
    text = 'timezone = "Europe/Berlin"\n[ch01_shop]\ndue = 2026-11-24T23:00:00Z\npenalty = 10\n'
    dates = read_deadlines(table(tmp_path, text, "deadlines.toml"), KNOWN)
    for moment, days in (("2026-11-24T23:59:00", 0), ("2026-11-25T00:01:00", 1)):
        assert dates.of([result("ada", moment)])["ch01_shop", "ada"].days == days
