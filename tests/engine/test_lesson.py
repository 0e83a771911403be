"""A lesson as a page: what stands in it, when it is made, where a learner opens it."""

import base64
import os
import re
import shutil
import socket
import subprocess
import sys
import time

import matplotlib.pyplot as plt
import pytest

from autograder.authoring.build import build
from autograder.authoring.lessons import Part, lesson_parts
from autograder.authoring.pages import publishing
from autograder.authoring.pages.drawings import alt_text, drawn
from autograder.authoring.pages.lessonpage import lesson_html
from autograder.authoring.pages.markup import LessonMarkup, code_html
from autograder.authoring.pages.runthrough import LessonCells
from autograder.chapters import Chapter, all_chapters, find_chapter
from autograder.errors import CourseError, UsageError
from autograder.instructor.kit.contents import kit_files
from autograder.instructor.kit.hidden import Hidden
from autograder.instructor.kit.leaks import scan
from autograder.learner.reading import address_of, is_made_here, make_page, place_of
from tests.conftest import ROOT, in_turn, lesson_of, shows_keras
from tests.engine.test_build import NAME, SOLUTION, write_chapter

QUIZ = """
## 7.1 Halves

Of $x$ the half is $$\\frac{x}{2}$$

{{ halve ★★ }}

```{code-cell}
with plots.attempt():
    print(halve(3.0))
```

```{quiz}
? What is a half of 3?
= halve(3.0)
  `3 / 2`.
```

## The end

{{ Counter }}
"""
HEAD = "# Chapter 7. A <toy>\n\n```{code-cell}\nfrom course import plots\n```\n"
PICTURE = "```{code-cell}\nplots.ai_discs()\n```\n"
CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@pytest.fixture
def chapter(tmp_path) -> Chapter:
    return write_chapter(tmp_path, lesson=HEAD + PICTURE + QUIZ)


@pytest.fixture(scope="module")
def html(tmp_path_factory) -> str:
    """The page of the toy lesson."""
    return lesson_html(write_chapter(tmp_path_factory.mktemp("toy"), lesson=HEAD + PICTURE + QUIZ))


@pytest.fixture
def run(tmp_path):
    """Run the text of one cell of a toy lesson; the halves are those of the solution."""
    toy = write_chapter(tmp_path, lesson=HEAD + QUIZ)
    cells = LessonCells(toy)
    return lambda text, line=5: cells.run(Part("code", text, line))


@pytest.fixture
def figure():
    made = plt.figure(figsize=(5, 2))
    yield made
    plt.close(made)


# What stands in it -----------------------------------------------------------------------------


def test_a_page_loads_nothing_and_runs_nothing(html):
    assert f'content="{CSP}"' in html
    assert not re.search(r"<(script|link|iframe|object|embed|form)\b", html)
    assert not re.search(r'(src|href)="(?!data:image/png|#|\.|ch\d\d_)', html)


def test_a_page_has_title_sections_formulas_figures_exercises_and_questions(html):
    assert "<h1>Chapter 7. A &lt;toy&gt;</h1>" in html
    assert '<li><a href="#7.1">7.1 Halves</a></li>' in html
    assert '<section id="7.1">' in html
    assert html.count("<section") == html.count("</section>") == 2
    assert html.count("<math") == 2
    assert html.count('<img src="data:image/png;base64,') == 1
    assert "Questions on 7.1 Halves" in html
    assert "<details" in html.partition("Questions on")[2]


def test_the_place_of_an_exercise_has_name_stars_points_file_and_commands(html):
    place = html.partition('id="halve"')[2].partition("</details>")[0]
    for words in (
        *("<code>halve</code>", "★★ up to 25 minutes", "5.5 points"),
        *(f"exercises/{NAME}/toy.py", "autograder check halve\nautograder hint halve"),
    ):
        assert words in place
    assert "NotImplementedError" in place
    assert "secret" not in place


def test_nothing_of_a_solution_stands_in_a_page(html):
    assert "secret" in SOLUTION
    assert "secret" not in html


def test_what_needs_an_exercise_shows_what_a_right_one_gives(html):
    assert ">1.5</pre><figcaption>With a right <code>halve</code>.</figcaption>" in html


def test_a_cell_that_only_draws_shows_the_figure_without_its_code(html):
    text = re.sub(r"<[^>]+>", "", html)
    assert "ai_discs" not in text
    assert "plots.attempt" in text


def test_the_same_lesson_gives_the_same_bytes(chapter, html):
    assert lesson_html(chapter) == html


def test_formulas_become_mathml_and_functions_keep_their_distance():
    markup = LessonMarkup(ROOT)
    assert '<mi>ln</mi><mspace width="0.17em"/><mn>10</mn>' in markup.line(r"$\ln 10$")
    assert "mspace" not in markup.line(r"$\max(0, z)$")
    assert 'display="block"' in markup.render("$$\na^2\n$$")
    assert 'class="long"' in markup.line(f"${'a + ' * 20}b$")


def test_no_formula_of_the_course_is_left_as_it_is_written():
    for chapter in all_chapters(ROOT):
        markup = LessonMarkup(chapter.lesson.parent)
        for part in lesson_parts(chapter):
            text = markup.render(part.text) if part.kind == "md" else ""
            bare = re.sub(r"<code.*?</code>|<math.*?</math>", "", text, flags=re.DOTALL)
            assert "$" not in bare, f"{chapter.name}: {bare}"
            assert not re.search(r"\\[a-z]+", bare), f"{chapter.name}: {bare}"


def test_a_stored_picture_becomes_part_of_the_page(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    text = LessonMarkup(tmp_path).render('![A "house"](a.png)')
    assert base64.b64encode(b"\x89PNG").decode() in text
    assert 'alt="A &quot;house&quot;"' in text


def test_markup_in_a_lesson_is_text_and_code_is_escaped():
    assert "<b>" not in LessonMarkup(ROOT).render("a <b>bold</b> word")
    assert "&lt;b&gt;" in code_html("x = '<b>'")
    assert "a &lt; b" in code_html("a < b", "no-such-language")


# Cells and figures -----------------------------------------------------------------------------


def test_a_cell_shows_what_it_prints_and_its_last_value(run):
    assert run("x = 2\nprint(x)\nx + 1") == ["2\n3"]
    assert run("x = 5") == []
    assert run("None") == []


def test_cells_share_their_names_and_have_right_answers(run):
    run("half = halve(9.0)")
    assert run("half") == ["4.5"]


def test_a_figure_stands_where_it_was_shown(run):
    before, picture, after = run("print(1)\ndisplay(plots.ai_discs())\nprint(2)".replace(
        "print(1)", "from course import plots\nprint(1)"))  # fmt: skip
    assert (before, after) == ("1", "2")
    assert picture.png.startswith(b"\x89PNG")
    assert 300 < picture.width < 1000


def test_what_goes_to_standard_error_is_shown_too(run):
    assert run("import sys\nprint('careful', file=sys.stderr)") == ["careful"]


def test_a_cell_that_stops_names_the_lessons_line(run):
    with pytest.raises(CourseError, match=rf"lessons/{NAME}\.md:13: .*ZeroDivisionError: "):
        run("x = 1\nx = 2\n1 / 0", line=10)
    with pytest.raises(CourseError, match="SyntaxError"):
        run("x = ")


def test_a_figure_tells_what_it_shows(figure):
    figure.subplots().set_title("Losses")
    assert alt_text(figure, "") == "Losses."
    purpose = alt_text(figure, "plots.exam_bars()")
    assert purpose == "Stack weight × mark for both exams beside the pass line at 50. Losses."
    figure.set_label("The loss falls from 2.3 to 0.1.")
    assert alt_text(figure, "plots.exam_bars()") == "The loss falls from 2.3 to 0.1."


def test_a_picture_has_few_bytes_and_the_same_each_time(figure):
    figure.subplots().plot([1, 2, 3])
    assert drawn(figure, "") == drawn(figure, "")
    assert len(drawn(figure, "").png) < 20_000


# When it is made -------------------------------------------------------------------------------


def test_a_page_is_made_once_and_again_when_its_lesson_has_changed(chapter):
    root, told = chapter.root, []
    assert publishing.publish(root, tell=told.append) == [chapter.page]
    assert publishing.publish(root, tell=told.append) == []
    chapter.lesson.write_text(HEAD + QUIZ.replace("The end", "The very end"), encoding="utf-8")
    assert publishing.publish(root, tell=told.append) == [chapter.page]
    assert "The very end" in chapter.page.read_text(encoding="utf-8")
    assert told == [chapter, chapter]


def test_a_figure_makes_the_page_of_its_own_lesson_anew(chapter):
    plots = chapter.root / "course" / "plots"
    before = publishing.digest_of(chapter)
    for name in ("ch08_later", chapter.name):
        assert publishing.digest_of(chapter) == before
        (plots / name).mkdir(parents=True, exist_ok=True)
        (plots / name / "drawn.py").write_text("def drawn(): ...\n")
    assert publishing.digest_of(chapter) != before


def test_the_page_of_a_chapter_that_is_no_more_goes(chapter):
    other = chapter.page.with_name("ch09_gone.html")
    other.parent.mkdir()
    other.write_text("old")
    mine = other.with_name("notes.html")
    mine.write_text("mine")
    publishing.publish(chapter.root)
    assert not other.exists()
    assert mine.exists()


def test_a_kit_holds_the_pages_that_are_made(tmp_path):
    for part in ("autograder", "course", "exercises", "solutions"):
        ignored = shutil.ignore_patterns("__pycache__", "samples")
        shutil.copytree(ROOT / part, tmp_path / part, ignore=ignored)
    for name in ("LICENSE", "constraints.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    chapter = find_chapter(tmp_path, "1")
    chapter.page.parent.mkdir()
    chapter.page.write_text("<title>A page</title>")
    files = kit_files(tmp_path)
    assert [name for name in files if name.startswith("lessons/")] == ["lessons/ch01_neuron.html"]
    assert "autograder/cli/commands/lesson.py" in files
    assert "autograder/learner/reading.py" in files
    assert not [name for name in files if "authoring" in name]


def test_the_leak_scan_passes_over_pictures_and_over_nothing_that_is_called_one():
    hidden = Hidden(lines={"secret=answer+answers[0]": "a solution"})
    png = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"secret = answer + answers[0]").decode()
    page = f'<img src="data:image/png;base64,{png}">'
    assert scan([("lessons/a.html", page.encode())], hidden) == []
    assert scan([("lessons/a.html", b"<p>\nsecret = answer + answers[0]</p>")], hidden)
    bare = page.replace(png, "secret0000000000=answer+answers[0]")
    other = Hidden(lines={"secret0000000000=answer+": "a solution"})
    assert scan([("lessons/a.html", bare.encode())], other)


# Where a learner opens it ----------------------------------------------------------------------


@pytest.fixture
def built(chapter):
    (chapter.root / "exercises").mkdir()
    build(chapter.root)
    return chapter


@pytest.mark.parametrize(
    ("what", "place"),
    [("", "halve"), ("7", ""), ("ch07", ""), (NAME, ""), ("7.1", "7.1"), ("Counter", "Counter")],
)
def test_a_lesson_is_named_by_chapter_section_or_exercise(built, what, place):
    found, where = place_of(built.root, what)
    assert (found.name, where) == (NAME, place)


@pytest.mark.parametrize(("what", "place"), [("7B", "7B"), ("7b", "7B"), ("7.2", "Counter")])
def test_sections_with_letters_and_exercises_by_number_are_places(built, what, place):
    text = built.lesson.read_text(encoding="utf-8").replace("## The end", "## 7B The end")
    built.lesson.write_text(text, encoding="utf-8")
    build(built.root)
    found, where = place_of(built.root, what)
    assert (found.name, where) == (NAME, place)
    publishing.publish(built.root)
    assert address_of(built, place).endswith(f"#{place}")


def test_what_the_readme_says_of_lessons_opens_a_place_of_this_course():
    """Sections as README names them, and each exercise of the course by its number."""
    named = re.findall(r"autograder lesson (\w+)", (ROOT / "README.md").read_text())
    assert "1B" in named
    for what in named:
        assert place_of(ROOT, what)[1] == what
    for chapter in all_chapters(ROOT):
        for name in chapter.exercises:
            assert place_of(ROOT, chapter.label(name).partition(" ")[0]) == (chapter, name)


def test_a_name_that_means_nothing_is_answered_with_the_nearest(built):
    with pytest.raises(UsageError, match="did you mean halve"):
        place_of(built.root, "halv")
    with pytest.raises(UsageError, match="no chapter is called 'ch08'"):
        place_of(built.root, "ch08")
    with pytest.raises(UsageError, match="no chapter is called '8'"):
        place_of(built.root, "8")


def test_the_address_of_a_section(chapter):
    publishing.publish(chapter.root)
    assert address_of(chapter, "7.1") == f"{chapter.page.as_uri()}#7.1"
    with pytest.raises(UsageError, match="has no section 7\\.9"):
        address_of(chapter, "7.9")
    chapter.page.unlink()
    with pytest.raises(CourseError, match="comes with the learner's kit"):
        address_of(chapter, "")


def test_where_the_solutions_are_the_page_is_made_at_the_first_lesson(built):
    assert is_made_here(built)
    make_page(built)
    assert "7.1 Halves" in built.page.read_text(encoding="utf-8")
    built.lesson.write_text(HEAD + "```{code-cell}\n1 / 0\n```\n" + QUIZ, encoding="utf-8")
    with pytest.raises(CourseError, match=r"could not be made: .*ZeroDivisionError"):
        make_page(built)


def lesson(kit, *arguments):
    """Run the command in a kit, with a browser that writes down what it is asked to open."""
    script = kit / "browser.py"
    opened = kit / "opened.txt"
    script.write_text(f"import sys\nopen({str(opened)!r}, 'w').write(sys.argv[1])\n")
    browser = f"{sys.executable} {script} %s"
    environment = os.environ | {"PYTHONPATH": str(kit), "BROWSER": browser, "COLUMNS": "100"}
    command = [sys.executable, "-m", "autograder", "lesson", *arguments]
    done = subprocess.run(command, cwd=kit, env=environment, capture_output=True, text=True)
    for _ in range(50):
        if done.returncode or (opened.exists() and opened.read_text()):
            break
        time.sleep(0.1)
    return done, opened.read_text() if opened.exists() else ""


def test_in_a_kit_the_command_opens_the_page_that_is_there(built, tmp_path_factory):
    publishing.publish(built.root)
    kit = tmp_path_factory.mktemp("kit")
    for part in ("exercises", "lessons"):
        shutil.copytree(built.root / part, kit / part)
    shutil.copytree(ROOT / "course", kit / "course", ignore=shutil.ignore_patterns("samples"))
    ignored = shutil.ignore_patterns("__pycache__", "graders", "instructor", "authoring")
    shutil.copytree(ROOT / "autograder", kit / "autograder", ignore=ignored)
    done, opened = lesson(kit, "7.1")
    assert (done.returncode, done.stdout.strip()) == (0, f"lessons/{NAME}.html"), done.stderr
    assert opened == f"{(kit / 'lessons' / NAME).as_uri()}.html#7.1"
    for number in ("7.9", "7Z"):
        done, _ = lesson(kit, number)
        assert (done.returncode, done.stderr.strip().count("\n")) == (2, 0)
        assert f"has no section {number}" in done.stderr


def test_a_number_of_an_exercise_needs_no_solution(built):
    shutil.rmtree(built.root / "solutions")
    assert place_of(built.root, "7.1") == (built, "7.1")
    text = built.lesson.read_text(encoding="utf-8")
    built.lesson.write_text(text.replace("## 7.1", "## 7A"), encoding="utf-8")
    assert place_of(built.root, "7.1") == (built, "halve")


@pytest.fixture
def asked(monkeypatch):
    """Who was asked for over a network, which is refused: a fault that a loader might swallow."""
    addresses = []

    def refuse(address):
        addresses.append(address)
        raise ConnectionRefusedError(f"a lesson asks the network for {address}")

    def connecting(name):
        connect = getattr(socket.socket, name)

        def connect_here(self, address):
            return connect(self, address) if self.family == socket.AF_UNIX else refuse(address)

        return connect_here

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, connecting(name))
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **named: refuse(host))
    return addresses


def test_what_a_cell_asks_the_network_for_is_refused_and_noted(built, asked):
    cell = """import contextlib, socket, urllib.request
place = "127.0.0.1", 9
with socket.socket() as line:
    for ask in (
        lambda: urllib.request.urlopen("http://example.org"),
        lambda: socket.create_connection(place),
        lambda: line.connect(place),
        lambda: line.connect_ex(place),
    ):
        with contextlib.suppress(OSError):
            ask()
"""
    LessonCells(built).run(Part("code", cell, 1))
    assert asked == ["example.org", "127.0.0.1", ("127.0.0.1", 9), ("127.0.0.1", 9)]
    with socket.socket(socket.AF_UNIX) as line, pytest.raises(FileNotFoundError):
        line.connect(str(built.root / "nobody"))


# Every release of a kit makes all of them, and a test of the build runs their cells as notebooks.
LESSONS = in_turn(all_chapters(ROOT), 12, "pages", lesson_of, shows_keras)


# Keras says so of itself where NumPy is newer than it, when it loads a model.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
@pytest.mark.slow
@pytest.mark.parametrize("chapter", LESSONS)
def test_every_lesson_of_the_course_becomes_a_page(chapter, asked):
    """Its cells run, each figure says what it shows, and the file stays small enough to send.

    They ask no network for anything. Nothing is written: what is in `lessons/` goes into a kit, and
    another test makes one meanwhile.
    """
    text = lesson_html(chapter)
    assert not asked
    alts = re.findall(r'<img [^>]*alt="([^"]*)"', text)
    assert alts
    assert all(len(alt) > 20 for alt in alts)
    assert "is not written yet" not in text
    assert "is not there yet" not in text
    assert len(text) < 1_500_000
