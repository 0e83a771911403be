"""The questions of a section as HTML whose folds need neither a script nor a kernel."""

from __future__ import annotations

import html

from markdown_it import MarkdownIt

from autograder.quizzes import NUMBER, OPEN, Option, Question, Quiz

RIGHT, WRONG = "✓ Right.", "✗ No."
SHOW_NUMBER, SHOW_ANSWER = "Show the answer", "Show an answer to compare with"
NOTE = "No points: answer for yourself, then unfold."
_MARKDOWN = MarkdownIt("commonmark", {"html": False})
# Colours and fonts are the page's own, light or dark.
_FOLD = "margin:.3em 0;padding-left:.8em;border-left:3px solid rgba(128,128,128,.5)"


def quiz_html(quiz: Quiz, note: str = NOTE) -> str:
    """Return a section's questions; each choice is a fold that says whether it is right."""
    items = "".join(
        f'<li style="margin:.8em 0">{paragraphs(each.text)}{_answers(each)}</li>'
        for each in quiz.questions
    )
    title = f"<strong>Questions on {html.escape(quiz.title)}</strong>"
    return (
        '<div style="max-width:46em;line-height:1.5;overflow-wrap:anywhere">'
        f'{title}<br>{note}<ol style="padding-left:1.6em">{items}</ol></div>'
    )


def paragraphs(text: str) -> str:
    """Return Markdown as HTML; the keyboard reaches what is wider than the page."""
    block = '<pre tabindex="0" style="overflow-x:auto">'
    return str(_MARKDOWN.render(text)).replace("<pre>", block)


def line(text: str) -> str:
    """Return a line of Markdown as HTML, without a paragraph around it."""
    return str(_MARKDOWN.renderInline(text))


def said_of(choice: Option) -> str:
    """Return whether a choice is right, and why."""
    return f"<strong>{RIGHT if choice.right else WRONG}</strong> {line(choice.reason)}"


def answer_html(question: Question) -> str:
    """Return the answer of a question without choices."""
    number = f"<strong>{question.shown}</strong>: " if question.kind == NUMBER else ""
    return paragraphs(question.answer) if not number else f"<p>{number}{line(question.answer)}</p>"


def _answers(question: Question) -> str:
    if question.choices:
        return "".join(_fold(line(each.text), said_of(each)) for each in question.choices)
    title = SHOW_ANSWER if question.kind == OPEN else SHOW_NUMBER
    return _fold(title, answer_html(question))


def _fold(title: str, inside: str) -> str:
    summary = f'<summary style="cursor:pointer">{title}</summary>'
    return f'<details style="{_FOLD}">{summary}<div style="margin:.3em 0">{inside}</div></details>'
