"""The face of `course.plots`: which lesson draws which figure, and what its import costs."""

import ast
import base64
import re
import subprocess
import sys

import numpy as np
import pytest

from autograder.chapters import all_chapters
from course import plots
from course.plots.alt import alt_of, described, png_of, shown
from course.plots.ch01_neuron.curves import KINDS, TABLE, curve
from tests.conftest import ROOT

LESSONS = {path.stem: path.read_text() for path in (ROOT / "course" / "lessons").glob("*.md")}
FACE = ast.parse((ROOT / "course" / "plots" / "__init__.pyi").read_text())
PLACES = {  # figure -> the module that it is drawn in, from `course.plots` on
    alias.name: node.module
    for node in FACE.body
    if isinstance(node, ast.ImportFrom) and node.module
    for alias in node.names
}


def lessons_with(figure: str) -> list[str]:
    return [lesson for lesson, text in LESSONS.items() if re.search(rf"plots\.{figure}\b", text)]


@pytest.mark.parametrize("figure", PLACES)
def test_a_figure_stands_in_the_folder_of_the_one_lesson_that_draws_it(figure):
    room = PLACES[figure].rpartition(".")[0]
    assert lessons_with(figure) == [room] if room else len(lessons_with(figure)) > 1


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_figure_that_a_lesson_draws_can_be_drawn(lesson):
    wanted = set(re.findall(r"\bplots\.([a-z]\w*)", LESSONS[lesson]))
    assert wanted <= set(plots.__all__)
    assert all(callable(getattr(plots, name)) for name in wanted)


def test_every_folder_of_figures_is_called_as_a_chapter():
    chapters = {chapter.name for chapter in all_chapters(ROOT)}
    folders = {path.parent.name for path in (ROOT / "course" / "plots").glob("*/*.py")}
    assert folders <= chapters


def test_a_lesson_waits_for_matplotlib_only_where_it_draws():
    code = "import sys, course.plots as p; print('matplotlib' in sys.modules, len(p.__all__))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"False {len(PLACES)}\n"


def figures_in(folder):
    """Return, for each function of a folder that draws, whether it ends in `described(…)`."""
    functions = [
        node
        for path in folder.glob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and "drawn" in map(ast.unparse, node.decorator_list)
    ]
    return {
        each.name: all(
            ast.unparse(node.value).startswith("described(")
            for node in ast.walk(each)
            if isinstance(node, ast.Return)
        )
        for each in functions
    }


@pytest.mark.parametrize("lesson", LESSONS)
def test_all_figures_of_a_lesson_say_in_words_what_they_show(lesson):
    said = figures_in(ROOT / "course" / "plots" / lesson)
    assert said
    assert all(said.values()), said


def test_the_curves_of_the_activations_go_through_the_points_of_their_table():
    for number, kind in enumerate(KINDS):
        for column, what in ((1 + 2 * number, "value"), (2 + 2 * number, "slope")):
            z, heights = curve(kind, what)
            assert np.all(np.diff(z) >= 0)
            known = {(round(a, 9), round(b, 9)) for a, b in zip(z, heights, strict=True)}
            assert {(a, b) for a, b in TABLE[:, [0, column]].round(9).tolist()} <= known


def test_a_notebook_shows_a_figure_with_its_text(monkeypatch):
    figure = described(plots.ai_discs(), 'Three discs, "one in another" & no more')
    bundles = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: bundles.append(data))
    figure._ipython_display_()
    assert bundles == [shown(figure)]
    assert bundles[0]["text/plain"] == alt_of(figure)
    html = bundles[0]["text/html"]
    assert 'alt="Three discs, &quot;one in another&quot; &amp; no more"' in html
    assert base64.b64decode(html.split('"')[1].partition(",")[2]) == png_of(figure)
