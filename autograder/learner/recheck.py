"""Brings what is remembered up to date: checks what was changed since, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from autograder.chapters import Chapter
from autograder.errors import UsageError
from autograder.learner.exercises import Exercise
from autograder.learner.progress import changing, read_progress
from autograder.learner.standing import Stand, Standing, standings
from autograder.learner.warm import Answer, Loading, WarmProcess
from autograder.learner.workfile import WorkFile, read_work


def recheck(root: Path, say: Callable[[str], None]) -> list[Standing]:
    """Return where every exercise stands, after the checks of those that were changed.

    `say` is told what takes time, and which files cannot be checked.
    """
    progress = read_progress(root)
    found = standings(root, progress)
    works = _sound_works(dict.fromkeys(each.exercise.chapter for each in found), say)
    changed = [each.exercise for each in found if each.stand is Stand.CHANGED]
    changed = [each for each in changed if each.chapter in works]
    for answer in _answers(root, changed, works, say):
        progress.note(answer.exercise, answer.work, answer.outcomes)
        with changing(root) as kept:
            kept.note(answer.exercise, answer.work, answer.outcomes)
    return standings(root, progress)


def _sound_works(
    chapters: Iterable[Chapter], say: Callable[[str], None]
) -> dict[Chapter, WorkFile]:
    """Return the learner's files that are Python; the others are named."""
    works = {}
    for chapter in chapters:
        try:
            work = read_work(chapter)
        except UsageError as error:
            say(str(error))
            continue
        if fault := work.fault:
            place = f"{work.path}:{fault.lineno or 1}"
            say(f"{place}: this is not valid Python: {fault.msg}. Its exercises were not checked.")
        else:
            works[chapter] = work
    return works


def _answers(
    root: Path, asked: list[Exercise], works: dict[Chapter, WorkFile], say: Callable[[str], None]
) -> Iterator[Answer]:
    """Yield the answer of a checker for each exercise; none is started where nothing is asked."""
    if not asked:
        return
    process = WarmProcess(root)
    try:
        for exercise in asked:
            process.ask(exercise, works[exercise.chapter])
            while process.busy:
                message = process.poll(0.1)
                if isinstance(message, Loading):
                    say(f"loading {message.what} …")
                elif message:
                    yield message
    finally:
        process.close()
