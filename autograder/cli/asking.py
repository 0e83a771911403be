"""A quiz in the terminal: one question after the other, each answered, tried again or revealed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from autograder.cli.style import plural
from autograder.learner.quizzing import LETTERS, choice_in, is_right, nudge_of, number_in
from autograder.quizzes import CHOICE, NUMBER, OPEN, Question, Quiz

RIGHT, WRONG = "[green]✓ Right.[/]", "[red]✗ No.[/]"
AGAIN = "Try again, or Enter for the answer"

_CODE = re.compile(r"`([^`]+)`")
_BOLD, _ITALIC = re.compile(r"\*\*(\S.*?)\*\*"), re.compile(r"\*(\S[^*\n]*)\*")

Judged = tuple[bool, str]  # whether it is right, and what to say


class Stopped(Exception):
    """The learner has typed q, or there is nothing more to read."""


@dataclass
class Tally:
    """How a session went so far."""

    asked: int = 0  # those with one right answer
    right: int = 0  # at the first try
    compared: int = 0  # the open ones

    def __str__(self) -> str:
        """Return it in a line."""
        parts = [f"{self.right} of {self.asked} right at the first try"] if self.asked else []
        if self.compared:
            parts.append(f"{plural(self.compared, 'answer')} compared")
        return f"{', '.join(parts) or 'Nothing answered'}. No points, only understanding."


class Asking:
    """One session of questions on a console."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.tally = Tally()

    def ask_all(self, quiz: Quiz) -> None:
        """Ask the questions of a section.

        Raises:
            Stopped: if the learner has enough.
        """
        count = plural(len(quiz.questions), "question")
        self.console.print(f"[bold]{quiz.title}[/]  {count}; q stops", soft_wrap=True)
        for number, question in enumerate(quiz.questions, 1):
            self.console.print()
            self._print(f"[bold]{number}.[/]", question.text, indent=0)
            self._ask(question)
        self.console.print()

    def _ask(self, question: Question) -> None:
        for letter, choice in zip(LETTERS, question.choices, strict=False):
            self._print(f"[bold]{letter}[/]", choice.text)
        if question.kind == OPEN:
            self._read("Think, or write it down; Enter shows an answer")
            self._print("An answer:", question.answer)
            self.tally.compared += 1
        elif question.kind == CHOICE:
            letters = ", ".join(LETTERS[: len(question.choices)])
            self._until_right(question, f"Your choice ({letters})", _choice)
        elif question.kind == NUMBER:
            self._until_right(question, "Your number", _number)

    def _until_right(
        self, question: Question, prompt: str, judge: Callable[[Question, str], Judged | None]
    ) -> None:
        """Ask until the answer is right or Enter alone asks for it; the first try counts."""
        tries, typed = 0, self._read(prompt)
        while typed:
            judged = judge(question, typed)
            if judged is None:
                typed = self._read(f"{prompt}, please; Enter alone shows the answer")
                continue
            right, why = judged
            tries += 1
            if tries == 1:  # who stops after it has been asked as well
                self.tally.asked += 1
                self.tally.right += right
            self._print(RIGHT if right else WRONG, why)
            if right:
                break
            typed = self._read(AGAIN)
        if not typed:
            self._print("The answer is", answer_of(question))
        if not tries:
            self.tally.asked += 1

    def _read(self, prompt: str) -> str:
        try:
            typed = self.console.input(f"   [dim]{prompt}:[/] ").strip()
        except EOFError:
            self.console.print()
            raise Stopped from None
        if not self.console.is_terminal:
            self.console.print()  # nobody's Enter has ended the line
        if typed.lower() in ("q", "quit"):
            raise Stopped
        return typed

    def _print(self, head: str, text: str, indent: int = 3) -> None:
        """Print Markdown behind its head; on a terminal, long lines go on below the first word."""
        line = f"{head} {_inline(text)}"
        if self.console.is_terminal:
            self.console.print(Padding(line, (0, 0, 0, indent)))
        else:
            self.console.print(f"{' ' * indent}{line}", soft_wrap=True)


def _inline(text: str) -> str:
    """Return Markdown with the console's own marks for `code`, **bold** and *italic*."""
    pieces = _CODE.split(text)  # what stands between two backticks is every second one
    marked = [_ITALIC.sub(r"[italic]\1[/]", _BOLD.sub(r"[bold]\1[/]", escape(p))) for p in pieces]
    marked[1::2] = [f"[cyan]{escape(piece)}[/]" for piece in pieces[1::2]]
    return "".join(marked)


def _choice(question: Question, typed: str) -> Judged | None:
    place = choice_in(question, typed)
    if place is None:
        return None
    return question.choices[place].right, question.choices[place].reason


def _number(question: Question, typed: str) -> Judged | None:
    number = number_in(typed)
    if number is None:
        return None
    right = is_right(question, number)
    return right, question.answer if right else nudge_of(question, number)


def answer_of(question: Question) -> str:
    """Return the right answer and its reason."""
    if question.kind == NUMBER:
        return f"{question.shown}: {question.answer}"
    place, choice = next((i, c) for i, c in enumerate(question.choices) if c.right)
    return f"{LETTERS[place]}: {choice.reason}"
