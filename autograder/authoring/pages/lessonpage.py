"""A chapter's lesson as one page: prose, figures, formulas, exercises, and questions in folds."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.addresses import typed
from autograder.authoring.lessons import Part, lesson_parts, title_of
from autograder.authoring.pages.drawings import Drawn
from autograder.authoring.pages.markup import SCROLLS, LessonMarkup, code_html, picture_html
from autograder.authoring.pages.runthrough import LessonCells, Shown
from autograder.authoring.questions import lesson_quizzes
from autograder.authoring.stubs import make_stub, take_apart
from autograder.chapters import SECTION, Chapter, all_chapters
from autograder.grading.runner import points_of
from autograder.quizpage import quiz_html
from course.plots.moving import script, wrapped

TEMPLATES = Path(__file__).parents[1] / "templates"
STARS = {1: "up to 10 minutes", 2: "up to 25 minutes", 3: "up to 45 minutes"}
_NUMBER = re.compile(rf"{SECTION}(?= )")


def lesson_html(chapter: Chapter, made_from: str = "") -> str:
    """Return the page of a chapter's lesson; `made_from` is noted in it.

    Raises:
        CourseError: if the lesson has a fault or one of its cells stops; names file and line.
    """
    title, *parts = lesson_parts(chapter)
    page = _Page(chapter, parts)
    lesson = "".join(page.pieces())
    values = {
        "title": html.escape(title.text.removeprefix("# ")),
        "made-from": made_from,
        "style": (TEMPLATES / "lesson.css").read_text(encoding="utf-8"),
        "contents": _contents(parts),
        "lesson": lesson,
        "scripts": "",
        "allowed": "",
        "neighbours": _neighbours(chapter),
    }
    if 'class="moving"' in lesson:
        values["scripts"] = f"<script>{script()}</script>\n"
        digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
        values["allowed"] = f"; script-src 'sha256-{digest}'"  # this one script and no other
    # In one pass, so that nothing in a lesson is taken for a place to fill.
    template = (TEMPLATES / "lesson.html").read_text(encoding="utf-8")
    return re.sub(r"@([a-z-]+)@", lambda place: values[place[1]], template)


class _Page:
    def __init__(self, chapter: Chapter, parts: Sequence[Part]) -> None:
        self.chapter = chapter
        self.parts = parts
        self.markup = LessonMarkup(chapter.lesson.parent)
        self.cells = LessonCells(chapter)
        self.tasks = take_apart(make_stub(chapter), chapter.exercises).exercises
        self.points = points_of(chapter)
        self.quizzes = {quiz.section: quiz for quiz in lesson_quizzes(chapter, parts)}

    def pieces(self) -> Iterator[str]:
        """Yield the parts of the lesson as HTML; a section holds what stands under its heading."""
        is_open = False
        for number, part in enumerate(self.parts):
            if title := title_of(part):
                yield "</section>\n" if is_open else ""
                yield f'<section id="{_id(title, number)}">\n'
                is_open = True
            yield self._piece(part)
        yield "</section>\n" if is_open else ""

    def _piece(self, part: Part) -> str:
        if part.kind == "exercise":
            return self._exercise(part)
        if part.kind == "quiz":
            return f'<div class="quiz">{quiz_html(self.quizzes[part.section])}</div>\n'
        return self._code(part) if part.kind == "code" else self.markup.render(part.text)

    def _code(self, part: Part) -> str:
        """Return a cell and what it shows; of one that only draws a figure, the figure."""
        shown = self.cells.run(part)
        used = [name for name in self.chapter.exercises if re.search(rf"\b{name}\b", part.text)]
        only_draws = re.fullmatch(r"plots\.\w+\([^\n]*\)", part.text.strip()) and not used
        code = "" if only_draws else code_html(part.text)
        return code + "".join(_shown(each, used) for each in shown)

    def _exercise(self, part: Part) -> str:
        """Return the place of an exercise: its name, what it earns, where it is written."""
        name, folder = part.text, f"exercises/{self.chapter.name}/{self.chapter.module}"
        about = [f"{'★' * part.stars} {STARS[part.stars]}"] if part.stars else []
        if points := self.points.get(name):
            about.append(f"{points:g} points")
        command = typed(self.chapter, name)
        commands = f"autograder check {command}\nautograder hint {command}"
        return (
            f'<div class="exercise" id="{name}"><h3>Exercise <code>{name}</code></h3>\n'
            f"<p>{' · '.join(about)}</p>\n"
            f"<p>Write it in <code>{folder}.py</code> or <code>{folder}.ipynb</code>. Then:</p>\n"
            f"<pre {SCROLLS}><code>{commands}</code></pre>\n"
            f"<details><summary>The task</summary>{code_html(self.tasks[name])}</details></div>\n"
        )


def _shown(shown: Shown, used: Sequence[str]) -> str:
    """Return what a cell shows; `used` are the exercises that it needs."""
    note = ""
    if used:
        names = " and ".join(f"<code>{name}</code>" for name in used)
        note = f"<figcaption>With a right {names}.</figcaption>"
    if isinstance(shown, Drawn):
        inside = wrapped(shown.figure, picture_html(shown.png, shown.alt, shown.width))
        return f'<figure><div class="scroll" {SCROLLS}>{inside}</div>{note}</figure>\n'
    printed = f'<pre class="printed" {SCROLLS}>{html.escape(shown)}</pre>'
    return f"<figure>{printed}{note}</figure>\n" if note else f"{printed}\n"


def _id(title: str, number: int) -> str:
    """Return how a section is called: by its number, as in `2C`, else by its place."""
    found = _NUMBER.match(title)
    return found[0] if found else f"part-{number}"


def _contents(parts: Sequence[Part]) -> str:
    """Return a list of links to the sections."""
    line = LessonMarkup(Path()).line
    titles = [(title, number) for number, part in enumerate(parts) if (title := title_of(part))]
    return "".join(f'<li><a href="#{_id(t, n)}">{line(t)}</a></li>\n' for t, n in titles)


def _neighbours(chapter: Chapter) -> str:
    """Return links to the lessons before and after."""
    chapters = all_chapters(chapter.root)
    here = chapters.index(chapter)
    near = [
        *zip(["Before"], chapters[:here][-1:], strict=False),
        *zip(["Next"], chapters[here + 1 :], strict=False),
    ]
    links = [f'<a href="{each.name}.html">{word}: chapter {each.number}</a>' for word, each in near]
    return " · ".join(links)
