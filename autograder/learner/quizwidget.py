"""The questions of a section as fields to answer in, where a notebook has ipywidgets."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

from autograder import quizpage
from autograder.learner.quizzing import LETTERS, is_right, nudge_of, number_in
from autograder.quizzes import CHOICE, NUMBER, Question, Quiz

NOTE = "No points: the answers are for you."
NO_NUMBER = "Type a number, such as 0.5."
# The labels of radio buttons have the height of one line, and a button drops below a longer one:
# here they wrap beside it, as a phone needs.
_STYLE = """<style>
.lesson-quiz .widget-radio, .lesson-quiz .widget-radio-box, .lesson-quiz .widget-radio-box label
{ width: auto; height: auto; }
.lesson-quiz .widget-radio-box label
{ display: flex; align-items: flex-start; white-space: normal; line-height: 1.4; margin: 3px 0; }
.lesson-quiz .widget-radio-box label input { order: -1; flex: none; margin-top: 0.1em; }
.lesson-quiz .widget-html-content { line-height: 1.5; }
</style>"""


def quiz_box(quiz: Quiz) -> Any:
    """Return a widget with the questions, each with a place for its answer.

    Raises:
        ImportError: if ipywidgets is not installed.
    """
    import ipywidgets as widgets

    title = f"<strong>Questions on {html.escape(quiz.title)}</strong><br>{NOTE}"
    parts = [
        part
        for number, question in enumerate(quiz.questions, 1)
        for part in _asked(widgets, number, question)
    ]
    layout = widgets.Layout(max_width="46em", width="100%")
    box = widgets.VBox([widgets.HTML(_STYLE + title), *parts], layout=layout)
    box.add_class("lesson-quiz")
    return box


def _asked(widgets: Any, number: int, question: Question) -> list[Any]:
    text = question.text.partition("\n\n")
    head = f"<strong>{number}.</strong> {quizpage.line(text[0])}"
    below = quizpage.paragraphs(text[2]) if text[2] else ""
    told = widgets.HTML("")
    asked = widgets.HTML(f'<div style="margin-top:.8em">{head}</div>{below}')
    fields = {CHOICE: _choices, NUMBER: _number}.get(question.kind, _open)
    return [asked, *fields(widgets, question, told), told]


def _choices(widgets: Any, question: Question, told: Any) -> list[Any]:
    options = [
        (f"{letter}  {each.text.replace('`', '')}", place)
        for place, (letter, each) in enumerate(zip(LETTERS, question.choices, strict=False))
    ]
    radio = widgets.RadioButtons(options=options, index=None, layout={"width": "100%"})

    def say(change: dict[str, Any]) -> None:
        if change["new"] is not None:
            told.value = quizpage.said_of(question.choices[change["new"]])

    radio.observe(say, names="value")
    return [radio]


def _number(widgets: Any, question: Question, told: Any) -> list[Any]:
    field = widgets.Text(placeholder="your number", continuous_update=False)
    field.layout.width = "12em"

    def say(*_: Any) -> None:
        number = number_in(field.value)
        if number is None:
            told.value = NO_NUMBER if field.value.strip() else ""
        elif is_right(question, number):
            told.value = f"<strong>{quizpage.RIGHT}</strong> {quizpage.line(question.answer)}"
        else:
            told.value = f"<strong>{quizpage.WRONG}</strong> {nudge_of(question, number)}"

    field.observe(say, names="value")
    row = [
        field,
        _button(widgets, "Check", say),
        _shows(widgets, question, told, "Show the answer"),
    ]
    return [widgets.HBox(row, layout={"flex_flow": "row wrap"})]


def _open(widgets: Any, question: Question, told: Any) -> list[Any]:
    return [_shows(widgets, question, told, quizpage.SHOW_ANSWER)]


def _shows(widgets: Any, question: Question, told: Any, title: str) -> Any:
    """Return a button that shows the answer, and hides it again."""

    def show(*_: Any) -> None:
        answer = quizpage.answer_html(question)
        told.value = "" if told.value == answer else answer

    return _button(widgets, title, show)


def _button(widgets: Any, title: str, act: Callable[..., None]) -> Any:
    button = widgets.Button(description=title, layout={"width": "auto", "align_self": "flex-start"})
    button.on_click(act)
    return button
