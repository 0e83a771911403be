"""Grades and feedback as Canvas and Moodle take them: their own names, numbers and folders."""

import csv
import io
import os
import shutil
import subprocess
import zipfile

import pytest

from autograder.chapters import all_chapters, find_chapter
from autograder.errors import UsageError
from autograder.instructor.classes.grade import grade_class
from autograder.instructor.lms import canvas, moodle
from autograder.instructor.lms.scores import Marks
from autograder.instructor.people.tables import TableFiles, read_tables
from tests.engine.test_class_run import AUTOGRADER, CHAPTER, hand_in, rows_of
from tests.engine.test_people import ROSTER, table

FLAWED = "def bill(amounts, prices): return 1\n"
NAMES = {
    "Ada Lovelace_1234_assignsubmission_file_": None,
    "Grace Hopper_5_assignsubmission_file_": FLAWED,
}
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,ch01_shop (4711),Essay (12),Current Score\r\n"
    "    Points Possible,,,,,30,10,(read only)\r\n"
    '"Lovelace, Ada",1234,ada,al,A,,9,50\r\n'
    '"Hopper, Grace",5,grace,gh,B,,8,40\r\n'
    '"Turing, Alan",77,alan,at,A,,7,30\r\n'
    '"Student, Test",999,,,A,,,\r\n'
)
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback comments\n"
    "Participant 1234,Ada Lovelace,ada@example.org,Submitted,,30.00,\n"
    "Participant 5,Grace Hopper,g@example.org,Submitted,,30.00,\n"
    "Participant 8,Nobody Else,n@example.org,No submission,,30.00,\n"
)


@pytest.fixture(scope="module")
def out(tmp_path_factory, toys):
    """The out folder of a class whose hand-ins lie as Moodle packs them."""
    folder = tmp_path_factory.mktemp("class")
    for name, text in NAMES.items():
        made = hand_in(folder / "made", "x", text=text)
        place = folder / "in" / name / "shop.py"
        place.parent.mkdir(parents=True)
        shutil.move(made, place)
    tables = read_tables(folder / "out", all_chapters(toys), TableFiles(table(folder, ROSTER)))
    only = find_chapter(toys, CHAPTER)
    grade_class(toys, folder / "in", folder / "out", only=only, tables=tables)
    return folder / "out"


@pytest.fixture
def marks(out, toys):
    return Marks.stored(out, read_tables(out, all_chapters(toys)))


def rows_in(text):
    assert text.startswith("\ufeff")  # Excel knows UTF-8 by it
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_the_score_of_each_with_zero_for_who_handed_in_nothing(marks):
    scores = marks.sheet(CHAPTER).scores
    most = f"{marks.sheet(CHAPTER).most:g}"
    assert scores["ada"] == scores["alan"] == most  # a group
    assert scores["sean"] == "0"
    assert float(scores["grace"]) < float(most)


def test_a_table_for_canvas_from_the_roster(marks):
    rows = {row["SIS User ID"]: row for row in rows_in(canvas.canvas_table(marks))}
    assert list(rows[""])[:5] == list(canvas.HEAD)
    assert rows[""]["Student"] == "    Points Possible"
    assert rows[""][CHAPTER] == f"{marks.sheet(CHAPTER).most:g}"
    assert (rows["ada"]["Student"], rows["ada"]["ID"]) == ("Lovelace, Ada", "1234")
    assert rows["sean"][CHAPTER] == "0"


def test_canvas_own_table_is_filled_in_with_its_numbers(tmp_path, marks):
    text, missing = canvas.filled_in(marks, table(tmp_path, CANVAS))
    rows = {row["ID"]: row for row in rows_in(text)}
    column = "ch01_shop (4711)"
    assert list(rows["1234"]) == [*canvas.HEAD, column]  # nothing else is touched
    assert rows[""][column] == "30"
    assert rows["1234"][column] == rows["77"][column] == "30"  # out of Canvas's own points
    assert rows["999"][column] == ""  # Canvas's test student is nobody of ours
    assert missing == []
    _, missing = canvas.filled_in(marks, table(tmp_path, CANVAS.replace("grace", "x").replace(
        "Hopper, Grace", "Y, Z").replace(",5,", ",6000,")))  # fmt: skip
    assert missing == ["grace"]


def test_a_table_that_is_not_canvas_is_refused(tmp_path, marks):
    with pytest.raises(UsageError, match="no column called ch01_shop"):
        canvas.filled_in(marks, table(tmp_path, "Student,ID\nA,1\n"))
    with pytest.raises(UsageError, match="no column"):
        canvas.filled_in(marks, table(tmp_path, ""))


def test_a_table_for_moodles_import(marks):
    rows = {row["ID number"]: row for row in rows_in(moodle.moodle_table(marks))}
    assert rows["ada"]["Email address"] == "ada@example.org"
    assert rows["sean"][CHAPTER] == "0"


def test_moodles_worksheet_is_filled_in(tmp_path, marks):
    text, missing = moodle.worksheet(marks, table(tmp_path, WORKSHEET), CHAPTER)
    rows = {row["Identifier"]: row for row in rows_in(text)}
    assert rows["Participant 1234"]["Grade"] == "30"  # out of the worksheet's own maximum
    assert rows["Participant 5"]["Feedback comments"]
    assert rows["Participant 8"]["Grade"] == ""
    assert missing == ["alan"]  # the other of the group has no row
    with pytest.raises(UsageError, match="has no columns Identifier and Grade"):
        moodle.worksheet(marks, table(tmp_path, CANVAS), CHAPTER)


def test_feedback_lies_where_the_hand_in_lay(tmp_path, marks, out):
    path = tmp_path / "feedback.zip"
    assert moodle.feedback_zip(marks, out, CHAPTER, path) == (2, ["alan"])
    with zipfile.ZipFile(path) as archive:
        assert sorted(archive.namelist()) == [f"{name}/feedback.html" for name in NAMES]
        first = archive.read(f"{next(iter(NAMES))}/feedback.html").decode()
        assert "Feedback for <bdi>ada</bdi>" in first  # who handed in for the group


def test_a_file_beside_others_gets_a_page_of_its_name():
    assert moodle._place("lovelaceada_1234_99_shop.py") == "lovelaceada_1234_99_shop.html"
    assert moodle._place("ada.lovelace") == "ada.lovelace/feedback.html"


def test_the_command_writes_and_says_where(tmp_path, toys, out):
    def export(*arguments):
        command = [str(AUTOGRADER), "export", str(out), *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=toys, timeout=60)

    done = export("--to", "canvas", "--template", str(table(tmp_path, CANVAS)))
    assert done.returncode == 0, done.stderr
    assert "canvas.csv" in done.stdout.replace("\n", "")
    assert "2 pages of feedback" in export("--to", "feedback").stdout
    other = export("--to", "moodle", "--chapter", "ch02_none")
    assert other.returncode == 2
    assert "ch02_none" in other.stderr


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("soffice"),
    reason="LibreOffice is missing: apt-get install libreoffice-calc-nogui",
)
def test_libreoffice_reads_every_cell_as_it_was_written(tmp_path, marks):
    texts = {
        "canvas": canvas.canvas_table(marks),
        "canvas_own": canvas.filled_in(marks, table(tmp_path, CANVAS))[0],
        "moodle": moodle.moodle_table(marks),
        "worksheet": moodle.worksheet(marks, table(tmp_path, WORKSHEET), CHAPTER)[0],
    }
    paths = {name: tmp_path / f"{name}.csv" for name in texts}
    for name, path in paths.items():
        path.write_text(texts[name], encoding="utf-8", newline="")
    # 76: UTF-8, in and out; what is saved is what each cell shows.
    csv_filter = "Text - txt - csv (StarCalc):44,34,76"
    command = ["soffice", "--headless", f"--infilter={csv_filter}", "--convert-to"]
    target = [f"csv:{csv_filter}", "--outdir", str(tmp_path / "read")]
    environment = os.environ | {"HOME": str(tmp_path)}
    subprocess.run(
        [*command, *target, *map(str, paths.values())], check=True, timeout=120, env=environment
    )
    for name, text in texts.items():
        read = (tmp_path / "read" / f"{name}.csv").read_text(encoding="utf-8-sig")
        assert meant(read) == meant(text.removeprefix("\ufeff")), name


def meant(text: str) -> list[list[str | float]]:
    """Return the cells of a table as a spreadsheet takes them: 30.00 is the number 30."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    return [[float(c) if c.replace(".", "").isdigit() else c.strip() for c in row] for row in rows]


def test_a_section_is_nobodys_name_and_a_column_is_found_by_its_whole_name(tmp_path, marks):
    text = CANVAS.replace(",A,,", ",alan,,").replace("Essay (12)", "ch01_shop extra (12)")
    rows = {row["ID"]: row for row in rows_in(canvas.filled_in(marks, table(tmp_path, text))[0])}
    assert list(rows["999"])[-1] == "ch01_shop (4711)"
    assert rows["999"]["ch01_shop (4711)"] == ""  # in a section called as a student is
    named = canvas.filled_in(marks, table(tmp_path, CANVAS), "Essay")[0]
    assert {row["ID"]: row for row in rows_in(named)}["1234"]["Essay (12)"] == "10"


def test_what_is_locked_or_written_by_hand_stays(tmp_path, marks):
    text = WORKSHEET.replace("Feedback comments", "Grade can be changed,Feedback comments")
    text = text.replace(",30.00,", ",30.00,Yes,").replace(
        "Submitted,,30.00,Yes,", "Submitted,7,30.00,No,Mine", 1
    )
    text = text.replace("Submitted,,30.00,Yes,", "Submitted,,30.00,Yes,Seen")
    rows = {
        row["Identifier"]: row
        for row in rows_in(moodle.worksheet(marks, table(tmp_path, text), CHAPTER)[0])
    }
    assert rows["Participant 1234"]["Grade"] == "7"
    assert rows["Participant 1234"]["Feedback comments"] == "Mine"
    assert rows["Participant 5"]["Grade"]
    assert rows["Participant 5"]["Feedback comments"] == "Seen"


def test_while_a_hand_in_is_nobodys_nobody_gets_zero_for_it(tmp_path, toys):
    hand_in(tmp_path / "in", "gracy")
    tables = read_tables(tmp_path / "out", all_chapters(toys), TableFiles(table(tmp_path, ROSTER)))
    grade_class(toys, tmp_path / "in", tmp_path / "out", tables=tables)
    assert Marks.stored(tmp_path / "out", tables).sheet(CHAPTER).scores["sean"] == ""
    rows = rows_of(tmp_path / "out" / CHAPTER / "grades.csv")
    assert {row["student_id"]: row["score"] for row in rows}["sean"] == ""
    (tmp_path / "in" / "gracy").rename(tmp_path / "in" / "grace")  # mended: she is found
    grade_class(toys, tmp_path / "in", tmp_path / "out", tables=tables)
    scores = Marks.stored(tmp_path / "out", tables).sheet(CHAPTER).scores
    assert (scores["sean"], "gracy" in scores) == ("0", False)


def test_what_canvas_has_already_is_kept_where_we_have_nothing(tmp_path, marks):
    text = CANVAS.replace(",A,,9,50", ",A,EX,9,50").replace(",A,,,", ",A,5,,")
    text = text.replace(",B,,8,40", ",B,12,8,40")
    rows = {row["ID"]: row for row in rows_in(canvas.filled_in(marks, table(tmp_path, text))[0])}
    column = "ch01_shop (4711)"
    assert (rows["1234"][column], rows["999"][column]) == ("EX", "5")
    double = table(tmp_path, CANVAS.replace("Essay (12)", "ch01_shop (12)"), "double.csv")
    with pytest.raises(UsageError, match="have one name"):
        canvas.filled_in(marks, double)
    points = table(tmp_path, CANVAS.replace(",30,10,", ',"1,000.00",10,'), "points.csv")
    with pytest.raises(UsageError, match="is no number"):
        canvas.filled_in(marks, points)
