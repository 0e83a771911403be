"""Stubs, notebooks and the folder exercises/: made from small real chapters in a real folder."""

import ast
import json
import re
import shutil

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.authoring.build import build, planned, stale
from autograder.authoring.lessons import lesson_parts
from autograder.authoring.notebooks import make_notebook
from autograder.authoring.stubs import make_stub
from autograder.chapters import Chapter, all_chapters, find_root
from autograder.errors import CourseError, UsageError
from autograder.sandbox.worker.calls import signature
from tests.conftest import ROOT, in_turn, lesson_of, shows_keras

NAME = "ch07_toy"
FOLDER = f"exercises/{NAME}"

SOLUTION = '''\
"""A toy chapter."""

import math

import numpy as np

LIMIT = 3  # given, not written by learners


def halve(x: float, *, digits: int = 2) -> float:
    """Return half of x."""
    ### BEGIN SOLUTION
    secret = x / 2
    return round(secret, digits)
    ### END SOLUTION


# A comment between the two.
class Counter:
    """Counts."""

    def __init__(self, start=0):
        ### BEGIN SOLUTION
        self.secret = start
        ### END SOLUTION

    def add(self, n):
        """Add n."""
        if n > LIMIT:
            ### BEGIN SOLUTION
            self.secret += LIMIT
            return
            ### END SOLUTION
        ### BEGIN SOLUTION
        self.secret += n
        ### END SOLUTION
'''
LESSON = """\
# Chapter 7. A toy

About toys.
```not a fence```

```{code-cell}
:tags: [hide-input]
import numpy as np
print(np.ones(2))
```

## Halves

```python
## no heading, {{ nothing }} here
```

{{ halve ★★ }}

## Counting

{{ Counter }}

The end.
"""
CHECKS = '''\
"""Checks."""

import pytest


@pytest.mark.exercise("halve")
class TestHalve:
    """Exercise 7.1."""

    def test_three(self, function):
        """Half of 3 is 1.5."""
        assert function(3.0) == 1.5


@pytest.mark.exercise("Counter")
class TestCounter:
    """Exercise 7.2."""

    def test_start(self, function):
        """A counter begins."""
        assert function(3)
'''
GRADERS = '''\
from autograder.asserting import grader


@grader(2)
def test_one():
    """One."""


@grader(3.5)
def test_two():
    """Two."""
'''


@pytest.fixture
def root(tmp_path):
    (tmp_path / "exercises").mkdir()
    write_chapter(tmp_path)
    return tmp_path


@pytest.fixture
def chapter(root):
    return Chapter(root, NAME)


def write_chapter(root, name=NAME, solution=SOLUTION, lesson=LESSON):
    chapter = Chapter(root, name)
    texts = {chapter.solution: solution, chapter.lesson: lesson, chapter.checks: CHECKS}
    texts |= {chapter.graders / "halve.py": GRADERS, chapter.hints: "# Hints\n"}
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return chapter


def cells_of(chapter):
    return json.loads(make_notebook(chapter, make_stub(chapter), {}))["cells"]


def cell(chapter, name):
    return next("".join(c["source"]) for c in cells_of(chapter) if c["id"] == name)


# Stubs --------------------------------------------------------------------------------------


def test_a_stub_keeps_signature_and_docstring_and_raises_with_its_label(chapter):
    space = {}
    exec(make_stub(chapter), space)
    assert space["halve"].__doc__ == "Return half of x."
    assert str(signature(space["halve"])) == str(
        [["x", "POSITIONAL_OR_KEYWORD", None], ["digits", "KEYWORD_ONLY", "2"]]
    )
    with pytest.raises(NotImplementedError, match=r"^7\.1 halve$"):
        space["halve"](1.0)
    with pytest.raises(NotImplementedError, match=r"^7\.2 Counter$"):
        space["Counter"]()


def test_nothing_between_the_markers_survives(chapter):
    stub = make_stub(chapter)
    assert "secret" not in stub
    assert "SOLUTION" not in stub
    assert "round" not in stub


def test_everything_outside_the_markers_is_unchanged(chapter):
    kept = [line for line in make_stub(chapter).split("\n") if "NotImplementedError" not in line]
    lines, inside = [], False
    for line in SOLUTION.split("\n"):
        inside = inside or "BEGIN SOLUTION" in line
        if not inside:
            lines.append(line)
        inside = inside and "END SOLUTION" not in line
    assert kept == lines


def test_the_raise_stands_at_the_indent_of_its_marker(chapter):
    raises = [line for line in make_stub(chapter).split("\n") if "raise" in line]
    assert [len(line) - len(line.lstrip()) for line in raises] == [4, 8, 12, 8]


ONE = '''\
def f(x):
    """Double x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
'''
BEGIN, END = "    ### BEGIN SOLUTION\n", "    ### END SOLUTION\n"


@pytest.mark.parametrize(
    ("solution", "line", "says"),
    [
        (ONE.replace(END, ""), 3, "BEGIN SOLUTION without END SOLUTION"),
        (ONE.replace(BEGIN, ""), 4, "END SOLUTION without BEGIN SOLUTION"),
        (ONE.replace(BEGIN, BEGIN + BEGIN), 4, "BEGIN SOLUTION inside the one of line 3"),
        (ONE.replace("###", "##"), 3, "alone on its line"),
        (ONE.replace("BEGIN SOLUTION", "begin  solution"), 3, "alone on its line"),
        (ONE.replace("2 * x\n", "2 * x  ### END SOLUTION\n"), 4, "alone on its line"),
        ("### BEGIN SOLUTION\nX = 1\n### END SOLUTION\n" + ONE, 1, "outside of a function"),
        (ONE + "\n\n### BEGIN SOLUTION\nX = 1\n### END SOLUTION\n", 8, "outside of a function"),
        (ONE.replace(END, "\n\ndef g(x):\n    return x\n" + END), 9, "is not in the function"),
        (ONE.replace(END, "    " + END), 5, "at the indent of line 3"),
        (
            ONE.replace('    """Double x."""\n' + BEGIN, BEGIN + '    """Double x."""\n'),
            2,
            "before",
        ),
        (ONE.replace('    """Double x."""\n', ""), 1, "`f` has no docstring"),
        (ONE.replace("return 2 * x", "# nothing"), 3, "no code between"),
        (ONE.replace("2 * x", "(2 *").replace(END, END + "        x)\n"), 4, "cuts through"),
        (ONE + "\n\n" + ONE, 8, "`f` is defined for the second time"),
        (ONE.replace("2 * x", "2 *"), 4, "not Python"),
        (ONE.replace("def f", "def größe"), 1, "letters from a to z"),
        ("X = 1\n", 1, "no exercise"),
        ('class C:\n    x = 1\n\n    def f(self):\n        """Do."""\n', 1, "no exercise"),
        ("class C:\n" + ONE.replace("\n", "\n    ").replace("def", "    def", 1), 1, "`C` has no"),
    ],
)
def test_a_fault_in_a_solution_is_named_with_file_and_line(tmp_path, solution, line, says):
    chapter = write_chapter(tmp_path, solution=solution.rstrip(" "))
    with pytest.raises(CourseError) as caught:
        make_stub(chapter)
    assert str(caught.value).startswith(f"solutions/{NAME}/toy.py:{line}: ")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        "    return 2 * x",
        "    def inner():\n        return x\n    return 2 * inner()",
        "    for _ in range(1):\n        x = x + x\n    return x\n    # a last comment",
        "    match x:\n        case 0:\n            return 0\n    return 2 * x",
    ],
)
def test_any_body_can_be_a_solution(tmp_path, body):
    chapter = write_chapter(tmp_path, solution=ONE.replace("    return 2 * x", body))
    function = ast.parse(make_stub(chapter)).body[0]
    assert [type(node).__name__ for node in function.body] == ["Expr", "Raise"]


# Notebooks ----------------------------------------------------------------------------------


def test_a_notebook_is_valid_and_the_same_bytes_every_time(chapter):
    first = make_notebook(chapter, make_stub(chapter), {})
    nbformat.validate(nbformat.reads(first.decode(), as_version=4))
    assert first.endswith(b"}\n")
    again = Chapter(chapter.root, chapter.name)
    assert make_notebook(again, make_stub(again), {}) == first


def test_a_notebook_follows_the_lesson(chapter):
    ids = "title md-1 code-1 md-2 code-2 md-3 task-halve ex-halve check-halve md-4 task-Counter"
    assert [c["id"] for c in cells_of(chapter)] == [
        *ids.split(), "ex-Counter", "check-Counter", "md-5"]  # fmt: skip
    assert cell(chapter, "title").startswith("# Chapter 7. A toy\n")
    assert cell(chapter, "task-Counter") == "### Exercise 7.2 Counter"
    assert cell(chapter, "task-halve") == "### Exercise 7.1 halve ★★"
    assert cell(chapter, "check-halve") == 'check("halve")'
    assert "## no heading, {{ nothing }} here" in cell(chapter, "md-3")


def test_a_notebook_holds_no_outputs(chapter):
    code = [c for c in cells_of(chapter) if c["cell_type"] == "code"]
    assert all(c["outputs"] == [] and c["execution_count"] is None for c in code)


def test_the_first_code_cell_imports_what_stub_lesson_and_checks_need(chapter):
    text = cell(chapter, "code-1")
    wanted = "from autograder.learner import check, hint, quiz import math import numpy as np"
    assert text.split()[: len(wanted.split())] == wanted.split()
    assert text.count("import numpy") == 1
    assert text.endswith("print(np.ones(2))")


def test_what_the_stub_gives_has_a_cell_of_its_own(chapter):
    assert "is given" in cell(chapter, "md-2")
    assert cell(chapter, "code-2").startswith("LIMIT = 3")


def test_an_exercise_before_any_code_gets_a_cell_with_the_imports(tmp_path):
    lesson = "# Title\n\n{{ halve }}\n{{ Counter }}\n"
    chapter = write_chapter(tmp_path, lesson=lesson)
    assert [c["id"] for c in cells_of(chapter)][:5] == [
        "title",
        "code-1",
        "md-1",
        "code-2",
        "task-halve",
    ]
    assert "from autograder.learner import check, hint" in cell(chapter, "code-1")


def test_the_tags_of_a_code_cell_are_kept_and_its_options_are_no_code(chapter):
    (first,) = [c for c in cells_of(chapter) if c["id"] == "code-1"]
    assert first["metadata"] == {"tags": ["hide-input"]}
    assert ":tags:" not in cell(chapter, "code-1")


def test_the_stub_in_the_notebook_equals_the_stub_in_the_file(chapter):
    stub = make_stub(chapter)
    for node in ast.parse(stub).body:
        if getattr(node, "name", "") in chapter.exercises:
            assert cell(chapter, f"ex-{node.name}") == ast.get_source_segment(stub, node)


@pytest.mark.parametrize(
    ("lesson", "line", "says"),
    [
        (LESSON.replace("{{ halve ★★ }}", "{{ double }}"), 18, "names no exercise"),
        (LESSON + "\n{{ halve }}\n", 26, "is there already in line 18"),
        (
            LESSON.replace("{{ Counter }}", "{{ halve }}").replace(
                "{{ halve ★★ }}", "{{ Counter }}"
            ),
            18,
            "here toy.py has halve: give both the same order",
        ),
        (LESSON.replace("{{ Counter }}", ""), 24, "`{{ Counter }}` is missing"),
        (LESSON.replace("(2))\n```", "(2))"), 6, "never closed"),
        (LESSON + "\n```{code-cell}\n1 + 1\n", 26, "never closed"),
        (LESSON.replace("# Chapter", "Chapter", 1), 1, "begins with its title"),
    ],
)
def test_a_fault_in_a_lesson_is_named_with_file_and_line(tmp_path, lesson, line, says):
    chapter = write_chapter(tmp_path, lesson=lesson)
    with pytest.raises(CourseError) as caught:
        cells_of(chapter)
    assert str(caught.value).startswith(f"course/lessons/{NAME}.md:{line}: ")
    assert says in str(caught.value)


# The folder ---------------------------------------------------------------------------------


def test_build_writes_what_is_planned(root, chapter):
    build(root)
    plan = planned(chapter)
    assert {path.name for path in plan} == {
        *("toy.py", "toy.ipynb", "test_toy.py"),
        *("chapter.json", "mistakes.json"),
    }
    assert all(path.read_bytes() == data for path, data in plan.items())
    assert (root / FOLDER / "test_toy.py").read_text() == CHECKS


def test_the_contents_are_what_lesson_graders_and_solution_say(root):
    build(root)
    text = (root / FOLDER / "chapter.json").read_text()
    contents = json.loads(text)
    assert contents["title"] == "Chapter 7. A toy"
    assert list(contents["exercises"]) == ["halve", "Counter"]
    halve, counter = contents["exercises"].values()
    assert (halve["stars"], halve["points"]) == (2, 5.5)
    assert (counter["stars"], counter["points"]) == (0, 0)
    assert counter["signature"] == [["start", "POSITIONAL_OR_KEYWORD", "0"]]
    assert "".join(contents["stub"]) == (root / FOLDER / "toy.py").read_text()
    assert text.endswith("}\n")


def test_a_second_build_changes_nothing(root):
    first = build(root)
    before = {path: path.read_bytes() for path in first}
    assert build(root) == []
    assert stale(root) == []
    shutil.rmtree(root / "exercises")
    (root / "exercises").mkdir()
    build(root)
    assert {path: path.read_bytes() for path in before} == before


def test_a_changed_solution_makes_its_files_stale_until_the_next_build(root):
    build(root)
    write_chapter(root, solution=SOLUTION.replace("half of x", "one half of x"))
    assert f"{FOLDER}/toy.py is stale: run `make build`" in stale(root)
    assert f"{FOLDER}/toy.ipynb is stale: run `make build`" in stale(root)
    changed = build(root)
    assert root / FOLDER / "toy.py" in changed
    assert root / FOLDER / "test_toy.py" not in changed
    assert stale(root) == []


def test_a_deleted_file_is_reported_and_written_again(root):
    build(root)
    (root / FOLDER / "toy.ipynb").unlink()
    assert stale(root) == [f"{FOLDER}/toy.ipynb is missing: run `make build`"]
    assert build(root) == [root / FOLDER / "toy.ipynb"]


def test_the_folder_of_a_chapter_that_is_gone_is_stray_and_removed(root):
    gone = write_chapter(root, "ch08_gone")
    build(root)
    (gone.exercises_folder / "__pycache__").mkdir()
    shutil.rmtree(gone.solution.parent)
    assert "exercises/ch08_gone/gone.py is stray: run `make build`" in stale(root)
    build(root)
    assert not gone.exercises_folder.exists()
    assert stale(root) == []


def test_a_stray_file_that_was_never_built_is_kept_until_forced(root):
    build(root)
    notes = root / FOLDER / "notes.txt"
    notes.write_text("mine")
    way_out = "move it away, or run `autograder build --force`"
    assert stale(root) == [f"{FOLDER}/notes.txt is stray: {way_out}"]
    with pytest.raises(UsageError, match=r"notes\.txt is stray"):
        build(root)
    assert notes.read_text() == "mine"
    assert build(root, force=True) == [notes]
    assert not notes.exists()


def test_caches_checkpoints_and_dot_files_are_no_strays(root):
    build(root)
    for name in ("__pycache__/toy.pyc", ".ipynb_checkpoints/toy.ipynb", ".toy.swp"):
        path = root / FOLDER / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    assert stale(root) == []
    assert build(root) == []
    assert (root / FOLDER / ".ipynb_checkpoints/toy.ipynb").exists()


@pytest.mark.parametrize("name", ["toy.py", "toy.ipynb"])
def test_build_does_not_destroy_a_learners_work(root, name):
    build(root)
    work = root / FOLDER / name
    work.write_text("my answer")
    (root / FOLDER / "chapter.json").unlink()
    says = f"{FOLDER}/{name} was changed by hand: move it away, or run `autograder build --force`"
    assert says in stale(root)
    with pytest.raises(UsageError) as caught:
        build(root)
    assert str(caught.value) == says
    assert work.read_text() == "my answer"
    assert not (root / FOLDER / "chapter.json").exists()  # nothing was written at all
    build(root, force=True)
    assert stale(root) == []


def test_without_a_readable_record_a_file_that_differs_counts_as_work(root):
    build(root)
    (root / "exercises/.built.json").write_text("<<<<<<< not JSON")
    assert stale(root) == ["exercises/.built.json is stale: run `make build`"]
    (root / FOLDER / "toy.py").write_text("my answer")
    with pytest.raises(UsageError, match="changed by hand"):
        build(root)


def test_a_chapter_that_is_named_is_built_alone(root):
    write_chapter(root, "ch08_other")
    build(root)
    for name in ("toy", "other"):
        (root / f"exercises/ch0{7 + (name == 'other')}_{name}" / f"{name}.py").unlink()
    assert build(root, ["other"]) == [root / "exercises/ch08_other/other.py"]
    assert stale(root) == [f"{FOLDER}/toy.py is missing: run `make build`"]


def test_building_one_chapter_keeps_the_record_of_the_others(root):
    write_chapter(root, "ch08_other")
    build(root, ["toy"])
    build(root, ["other"])
    assert stale(root) == []
    build(root, ["toy"])
    write_chapter(root, "ch08_other", SOLUTION.replace("half of x", "one half of x"))
    assert root / "exercises/ch08_other/other.py" in build(root)


def test_a_fault_in_one_chapter_leaves_everything_as_it_is(root):
    build(root)
    write_chapter(root, solution=SOLUTION.replace("half of x", "one half of x"))
    write_chapter(root, "ch08_other", ONE.replace(END, ""))
    with pytest.raises(CourseError):
        build(root)
    assert "one half" not in (root / FOLDER / "toy.py").read_text()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('exercise("halve")', 'exercise("halv")', r'"halv", .* no exercise: did you mean halve\?'),
        ('exercise("Counter")', 'exercise("halve")', "has no check of Counter: write a class"),
        ("    def test_three", "    @pytest.mark.gat\n    def test_three", "did you mean gate"),
        ('@pytest.mark.exercise("halve")', "@pytest.mark.exercize('halve')", "did you mean exerc"),
        (
            "class TestHalve",
            "@pytest.mark.gate\nclass TestHalve",
            "TestHalve has the marker gate",
        ),
    ],
)
def test_a_fault_in_the_checks_is_named_with_the_file(root, chapter, old, new, says, monkeypatch):
    """Learners would read «0 of 2 exercises done» for ever, or a check would not be a gate."""
    monkeypatch.setattr(pytest.mark, "_config", None)  # as in `autograder`: no marker is unknown
    chapter.checks.write_text(CHECKS.replace(old, new))
    with pytest.raises(CourseError, match=says) as caught:
        build(root)
    assert str(chapter.checks) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_solutions_is_never_cleared(root):
    build(root)
    shutil.rmtree(root / "solutions")
    for call in (build, stale):
        with pytest.raises(UsageError, match="holds no chapter"):
            call(root)
    assert (root / FOLDER / "toy.py").exists()


def test_the_readme_names_the_three_ways_to_work(root):
    build(root)
    text = (root / "exercises/README.md").read_text()
    for way in (f"pytest {FOLDER}", f"autograder check {NAME}", f"{NAME}/toy.ipynb"):
        assert way in text
    assert "@" not in text


def test_the_exercises_of_this_repository_are_current():
    assert stale(find_root()) == []


def test_every_notebook_of_this_repository_is_valid():
    for path in (find_root() / "exercises").glob("ch*/*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))


# The pages of lessons run all their cells, with right answers: here is seen that none stops where
# nothing is written yet.
NOTEBOOKS = in_turn(all_chapters(ROOT), 5, "notebooks", lesson_of, shows_keras)


@pytest.mark.slow
@pytest.mark.parametrize("chapter", NOTEBOOKS)
def test_an_untouched_notebook_of_this_repository_runs_to_its_end(tmp_path, chapter):
    name = chapter.name
    (tmp_path / "course").mkdir()  # with exercises/ beside it: a learner's copy, without solutions
    shutil.copytree(find_root() / "exercises" / name, tmp_path / "exercises" / name)
    path = tmp_path / "exercises" / name / f"{name[5:]}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}})
    client.execute()  # raises at the first cell that does
    outputs = [output for c in notebook.cells for output in c.get("outputs", [])]
    assert outputs
    assert all(output.output_type != "error" for output in outputs)


@pytest.mark.slow
def test_the_first_cell_of_a_notebook_with_keras_says_nothing():
    pytest.importorskip("tensorflow")
    folder = ROOT / "exercises" / "ch04_keras_mnist"
    notebook = nbformat.read(folder / "keras_mnist.ipynb", as_version=4)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert "import keras" in first.source
    first.source += "\nkeras.layers.Dense(1)"
    notebook.cells = [first]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()
    assert [each.output_type for each in first.outputs] == ["execute_result"]


def test_readme_and_syllabus_tell_hours_and_stars_of_every_chapter():
    said, readme = (
        (ROOT / "exercises" / "syllabus.md").read_text(),
        (ROOT / "README.md").read_text(),
    )
    for chapter in all_chapters(ROOT):
        _, _, section = said.partition(f"#{lesson_parts(chapter)[0].text}\n")
        section = section.partition("\n## ")[0]
        assert re.match(r"\nAbout [a-z ]+ hours\.\n", section), chapter.name
        entries = chapter.contents["exercises"]
        assert all(f"| {chapter.label(name)} | " in section for name in entries)
        (row,) = re.findall(rf"^\| {chapter.number} .*", readme, re.MULTILINE)
        stars = [entry["stars"] for entry in entries.values()]
        counts = " ".join(f"{stars.count(n)} {'★' * n}" for n in (1, 2, 3) if n in stars)
        assert f" | {counts} | " in row
