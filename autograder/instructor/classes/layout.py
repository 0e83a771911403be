"""Where each file belongs: one layout for all that came in, and what lies outside of it.

    <prefix>/<student>/<chapter>/<file>             a class folder, nbgrader's, or a zip of either
    <prefix>/<student>/exercises/<chapter>/<file>   whole kits
    <prefix>/<student>/<file>                       one chapter, as Moodle packs it
    <prefix>/<student>.py                           one chapter, as files side by side

The prefix is worked out once. What does not lie exactly there is passed over by its name: no
file can take another student's place.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from autograder.grading.intake import SUFFIXES
from autograder.instructor.classes.arranged import Arranged, PassedOver, is_work
from autograder.instructor.classes.kits import KIT, is_own_work, kits_in
from autograder.instructor.classes.members import Member
from autograder.instructor.classes.names import read_name, students_of, told_apart, without_turn

TOO_DEEP = "lies deeper than <student>/<chapter>/<file>: hand in the file itself"


def by_chapter(members: Sequence[Member], known: Iterable[str], *, is_nested: bool) -> Arranged:
    """Arrange files by the folder of a chapter that they lie in.

    With `is_nested` there may be one prefix before all students.
    """
    arranged, chapters, members = Arranged(), set(known), _leaves(members)
    placed = [m for m in members if not m.fault]
    found = {id(m): place for m in placed if (place := _place(m.steps, chapters))}
    heads = [m.steps[: found[id(m)][0]] for m in members if id(m) in found]
    prefix = common(heads) if is_nested else ()
    for member in members:
        if member.steps[: len(prefix)] == prefix:
            _put_by_chapter(arranged, member, len(prefix), found.get(id(member)))
        elif not member.is_folder:
            arranged.pass_over("", member, f"does not lie in {'/'.join(prefix)}")
    arranged.pass_over_within()
    kits = kits_in(members, len(prefix)) & {student for student, _ in arranged.places}
    arranged.passed_over = {
        each: None
        for each in arranged.passed_over
        if each.student not in kits or is_own_work(each.path)
    }
    return arranged


def common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the steps that all paths begin with."""
    if not paths:
        return ()
    pairs = zip(min(paths), max(paths), strict=False)
    return tuple(one for one, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _place(steps: tuple[str, ...], known: set[str]) -> tuple[int, int] | None:
    """Return where in a path student and chapter are named, from the left; None if nowhere."""
    for number, step in enumerate(steps):
        if step in known and number:
            in_kit = number > 1 and steps[number - 1] == KIT
            return number - 1 - in_kit, number
    return None


def _put_by_chapter(
    arranged: Arranged, member: Member, depth: int, place: tuple[int, int] | None
) -> None:
    steps = member.steps
    if len(steps) <= depth:
        return
    student = steps[depth]
    if member.fault:
        arranged.pass_over(student if len(steps) > depth + 1 else "", member, f"is {member.fault}")
    elif place is None:
        _pass_over_unknown(arranged, member, depth)
    elif place[0] != depth:
        arranged.deeper += place[0] == depth + 1
        if not member.is_folder:
            arranged.pass_over(student, member, TOO_DEEP)
    else:
        _put_in_chapter(arranged, student, steps[place[1] :], member)


def _put_in_chapter(
    arranged: Arranged, student: str, steps: tuple[str, ...], member: Member
) -> None:
    """Give a file its place by what lies directly in the chapter's folder, or the folder itself."""
    chapter, *rest = steps
    if rest:
        # A folder stands for all that is in it; a zip need not name it.
        part = replace(member, is_folder=True) if len(rest) > 1 else member
        known = arranged.places.get((student, chapter), {}).get(rest[0], [])
        if not (part.is_folder and known and known[0].is_folder):
            arranged.put(student, chapter, rest[0], part)
        if len(rest) > 1 and is_work(rest):
            arranged.within.append(((student, chapter), member))
    else:
        arranged.put(student, chapter, "", member)
        if not member.is_folder:
            arranged.blocked.add((student, chapter))


def _pass_over_unknown(arranged: Arranged, member: Member, depth: int) -> None:
    """Pass over what is in no chapter's folder; of an unknown folder one line is enough."""
    steps = member.steps
    if len(steps) == depth + 1:
        idle = "is an empty folder: nothing was handed in"
        arranged.pass_over("", member, idle if member.is_folder else "is not a student's folder")
        return
    is_file = len(steps) == depth + 2 and not member.is_folder
    what = PassedOver(
        steps[depth],
        "/".join(steps[: depth + 2]),
        "is in no chapter's folder" if is_file else "is no chapter of this course",
    )
    arranged.passed_over[what] = None


def _leaves(members: Sequence[Member]) -> list[Member]:
    """Return the files, and the folders that nothing lies in."""
    inner = {m.steps[:depth] for m in members for depth in range(1, len(m.steps))}
    return [m for m in members if not (m.is_folder and m.steps in inner)]


# One chapter, named by whoever grades ---------------------------------------------------------


def by_student(members: Sequence[Member], chapter: str, module: str, title: str) -> Arranged:
    """Arrange files of one chapter that lie in a folder for each student, or side by side.

    Files that have the chapter's own name lie in a student's folder: `title` then may be theirs.
    """
    files = [_Below((title, *m.steps), m) for m in members if not m.is_folder]
    graded = [each for each in files if each.steps[-1].endswith(SUFFIXES)]
    prefix = common([each.steps[:-1] for each in graded])
    beside = [each.steps[-1] for each in graded if len(each.steps) == len(prefix) + 1]
    folders = {each.steps[len(prefix)] for each in graded if len(each.steps) > len(prefix) + 1}
    if beside and all(_is_own(name, module) for name in beside):
        return _arranged(files, len(prefix) - 1, chapter, in_folders=True)
    return _arranged(files, len(prefix), chapter, in_folders=len(beside) < len(folders))


@dataclass(frozen=True)
class _Below:
    """A member, and its steps below the folder that all lies in."""

    steps: tuple[str, ...]
    member: Member


def _is_own(name: str, module: str) -> bool:
    return without_turn(name.rpartition(".")[0]) == module


def _arranged(files: Sequence[_Below], depth: int, chapter: str, *, in_folders: bool) -> Arranged:
    """Arrange files below a prefix of `depth` steps."""
    arranged = Arranged()
    wanted = depth + 1 + in_folders
    placed = [each for each in files if len(each.steps) == wanted and not each.member.fault]
    read = told_apart([read_name(e.steps[depth], is_folder=in_folders) for e in placed])
    named = dict(zip(placed, read, strict=True))
    students = students_of(named.values())
    for each in files:
        name = each.steps[-1]
        owner = each.steps[depth] if len(each.steps) > depth + 1 else ""
        if each.member.fault:
            arranged.pass_over(owner, each.member, f"is {each.member.fault}")
        elif each not in named:
            arranged.pass_over(owner, each.member, _misplaced(in_folders))
        elif in_folders or name.endswith(SUFFIXES):
            said, origin = named[each], each.steps[depth]
            attempt, order = said.time or each.member.attempt, int(said.order or each.member.order)
            member = replace(each.member, attempt=attempt, order=order)
            arranged.put(students[said], chapter, said.file or name, member, origin)
        else:
            arranged.pass_over("", each.member, "is neither a .py file nor a notebook (.ipynb)")
    return arranged


def _misplaced(in_folders: bool) -> str:
    where = "<student>/<file>" if in_folders else "<student>.py"
    return f"does not lie where the others do, at {where}: hand in the file itself"
