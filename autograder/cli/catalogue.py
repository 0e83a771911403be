"""Which commands there are, and how the one that is typed is found.

Each command is a file in `commands`. The file has the command's name, its docstring is the
command's help, and it imports all that the command needs. `autograder --help` reads the docstrings
and imports no command; otherwise the one that is typed is imported.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

MARKUP: Final = "markdown"
ENGINE = Path(__file__).parents[1]
FOLDER = ENGINE / "cli" / "commands"


@dataclass(frozen=True)
class Shelf:
    """Commands that `autograder --help` shows together: they drive one room of the engine."""

    title: str
    room: str
    commands: tuple[str, ...]


SHELVES = (
    Shelf(
        "Learner",
        "learner",
        (
            *("check", "watch", "next", "lesson", "hint", "quiz", "word", "progress"),
            *("solution", "reset", "undo", "submit", "graduate"),
        ),
    ),
    Shelf(
        "Instructor",
        "instructor",
        ("grade", "report", "export", "similar", "release", "doctor", "nbgrader"),
    ),
    Shelf("Author", "authoring", ("new", "build", "verify", "calibrate")),
)


# What learners who know other courses type; `--help` lists the commands alone.
ALSO = {"test": "check", "list": "progress"}


class Catalogue(TyperGroup):
    """A group that lists its commands by their help, and imports the one that is typed."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for shelf in SHELVES:
            if (ENGINE / shelf.room).is_dir():  # a learner's kit has the learner's room alone
                for name in shelf.commands:
                    self.add_command(listed(name, shelf.title))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the command that is typed, imported; Typer offers the nearest for a wrong one."""
        args = [ALSO.get(args[0], args[0]), *args[1:]]
        name, found, rest = super().resolve_command(ctx, args)
        return name, load(name) if name and found else None, rest

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the options, each switch without the type that its help would name."""
        return without_types(super().get_params(ctx))


def listed(name: str, panel: str) -> TyperCommand:
    """Return a command as it is listed: its name, its panel and its help, and nothing to run."""
    tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
    hidden = name == "solution" and not (ENGINE / "instructor").is_dir()  # a kit has none to show
    text = ast.get_docstring(tree)
    return TyperCommand(name, help=text, rich_help_panel=panel, hidden=hidden)


def load(name: str) -> Any:
    """Return a command as it is run; imports its module."""
    holder = typer.Typer(rich_markup_mode=MARKUP)
    holder.add_typer(import_module(f"{__package__}.commands.{name}").app)
    command = typer.main.get_group(holder).commands[name]
    for each in (command, *getattr(command, "commands", {}).values()):
        # Made once for a command, and kept by it: `--help` among them.
        without_types(each.get_params(typer.Context(each)))
    return command


def without_types(parameters: list[Any]) -> list[Any]:
    """Return the parameters of a command; a switch takes no value, so its help names no type."""
    for each in parameters:
        if getattr(each, "is_flag", False):
            each.metavar = ""
    return parameters
