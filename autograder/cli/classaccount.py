"""What `grade` prints of a class: the table, what became of all that came in, who needs a look."""

from __future__ import annotations

import statistics
from collections import defaultdict
from pathlib import Path

from rich.console import Console

from autograder.cli.classtable import class_table
from autograder.cli.style import duration, plural, safe
from autograder.instructor.classes.grade import ClassRun
from autograder.instructor.classes.gradebook import PASSED_OVER
from autograder.instructor.people.enrolment import Enrolment
from autograder.instructor.people.tables import Tables

SHOWN = 12  # things passed over that are named in the terminal
SLOWEST, SLOW_SECONDS = 3, 10.0  # how many slow ones are named, and what is never slow


def show_class(console: Console, run: ClassRun, out: Path, isolation: str, tables: Tables) -> None:
    """Print all that is known of a class after a run."""
    console.print(class_table(run.results))
    reused = (
        f", {run.reused} of them unchanged since an earlier run (--force grades them again)"
        if run.reused
        else ""
    )
    console.print(f"\n{plural(len(run.results), 'submission')} graded{reused}{_pace(run)}.")
    _show_slow(console, run)
    if run.needs_review:
        console.print(f"{_accounts(run)}.")
    if isolation != "sandbox":
        console.print(f"[yellow]Graded with the weaker isolation level `{isolation}`.[/]")
    _show_passed_over(console, run)
    _show_enrolment(console, run.enrolment)
    _show_late(console, run)
    _show_requests(console, run, tables)
    review = [result.student for result in run.results if result.needs_review]
    if review:
        console.print(f"[yellow]Needs review: {safe(', '.join(review))}[/]")
    console.print(f"Report: {safe(str(out / 'report.html'))}")


def _pace(run: ClassRun) -> str:
    """Return how long all that was graded anew has taken, and each of it."""
    fresh = len(run.results) - run.reused
    if fresh < 2:
        return ""
    return f"; {duration(run.seconds)}, one every {duration(run.seconds / fresh)}"


def _show_slow(console: Console, run: ClassRun) -> None:
    """Name those that took much longer than others of their chapter: what are they about?"""
    by_chapter: dict[str, list[float]] = defaultdict(list)
    for each in run.results:
        by_chapter[each.chapter].append(each.seconds)
    usual = {name: statistics.median(seconds) for name, seconds in by_chapter.items()}
    slow = [r for r in run.results if r.seconds > max(SLOW_SECONDS, 5 * usual[r.chapter])]
    slow.sort(key=lambda result: -result.seconds)
    for each in slow[:SLOWEST]:
        took = f"{duration(each.seconds)}, others {duration(usual[each.chapter])}"
        console.print(f"Took long: {safe(each.student)}, {each.chapter}, {took}", soft_wrap=True)


def _accounts(run: ClassRun) -> str:
    """Return how many things came in, and what became of them: the parts make up the whole."""
    review = sum(result.needs_review for result in run.results)
    parts = [f"{len(run.results) - review} graded", f"{review} for a person to look at"]
    parts.append(f"{len(run.passed_over)} passed over")
    whole = plural(len(run.results) + len(run.passed_over), "thing")
    return f"{whole} came in: {', '.join(parts)}"


def _show_requests(console: Console, run: ClassRun, tables: Tables) -> None:
    """Say whose hand-in has gone, which comments count nowhere, and who asks to look again."""
    for chapter, names in sorted(run.gone.items()):
        if names:
            listed = safe(", ".join(sorted(names)[:SHOWN]))
            console.print(f"[yellow]No longer there, {chapter}: {listed}[/]", soft_wrap=True)
    for each in run.unheard[:SHOWN]:
        console.print(f"[yellow]Comment on nobody's hand-in: {safe(each.student)}[/]")
    for each in tables.requests[:SHOWN]:
        about = "/".join(filter(None, (each.chapter, each.remark.exercise)))
        words = f"{safe(each.student)}, {safe(about)}: {safe(each.remark.text)}"
        console.print(f"[yellow]Asked to look again: {words}[/]", soft_wrap=True)


def _show_late(console: Console, run: ClassRun) -> None:
    """Say whose points the deadlines take, and by what clock."""
    graded = {(result.chapter, result.student) for result in run.results}
    late = {place: each for place, each in run.late.items() if each.share and place in graded}
    for (chapter, student), each in list(late.items())[:SHOWN]:
        off = f"{100 * each.share:.0f} % off"
        console.print(f"Late: {safe(student)}, {chapter}, {plural(each.days, 'day')}: {off}")
    if late:
        console.print(
            f"{plural(len(late), 'hand-in')} late, by the time that the system or the file says: "
            "grades.csv has what is left, the results have all points.",
            soft_wrap=True,
        )


def _show_enrolment(console: Console, enrolment: Enrolment) -> None:
    """Say who is not in the roster, and who in it handed in nothing."""
    for name, nearest in list(enrolment.strangers.items())[:SHOWN]:
        meant = f": is {safe(nearest)} meant?" if nearest else ""
        console.print(f"[yellow]Not in the roster: {safe(name)}{meant}[/]")
    if (more := len(enrolment.strangers) - SHOWN) > 0:
        console.print(f"[yellow]Not in the roster: {plural(more, 'other name')}[/]")
    for words, found in (
        ("Handed in nothing of", enrolment.missing),
        ("Perhaps nothing of", enrolment.unsure),
    ):
        for chapter, people in sorted(found.items()):
            if people:
                names = ", ".join(person.id for person in people[:SHOWN])
                rest = f" and {len(people) - SHOWN} more" if len(people) > SHOWN else ""
                console.print(f"{words} {chapter}: {safe(names)}{rest}", soft_wrap=True)


def _show_passed_over(console: Console, run: ClassRun) -> None:
    """Say what came in and is no hand-in: a line for each, or where all of them are listed."""
    for each in run.passed_over[:SHOWN]:
        console.print(f"[yellow]Passed over: {safe(str(each))}[/]")
    if more := len(run.passed_over[SHOWN:]):
        where = safe(str(run.listed / PASSED_OVER))
        console.print(f"[yellow]Passed over: {plural(more, 'other thing')}, listed in {where}[/]")
