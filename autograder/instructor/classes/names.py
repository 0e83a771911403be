"""Whose file is it: what names of files and folders say of students."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

# As learning management systems name what they pack, and `autograder submit`. What the system says
# stands first and is taken first: a student's own file name comes last, whatever it looks like.
_PATTERNS = (
    # Moodle: "Ada Lovelace_1234_assignsubmission_file_", a folder, or before the file's name.
    r"(?P<student>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)",
    # As `submitters` calls the folders of Gradescope's export.
    r"(?P<student>.+)_(?P<number>[^_]*)_gradescope_\d+",
    # Canvas: "lovelaceada_LATE_1234_567890_neuron-1.py".
    r"(?P<student>[^_]+?)_(?P<late>LATE_)?(?P<number>\d+)_(?P<order>\d{3,})_(?P<file>.+)",
    # Blackboard: "Homework 1_ada_attempt_2026-11-30-10-15-00_neuron.py".
    # What stands before a user's name is the assignment's, which may have `_` in it, as that has.
    r"(?P<lead>.+?_(?P<student>[^_]+))_attempt_(?P<time>[\d-]{19})(?:_(?P<file>.+))?",
    # `autograder submit`, and what browsers add to the name of a second one.
    r"submission-(?P<student>.+)-ch\d\d_\w+?(?: ?\(\d+\)|-\d+)?\.zip",
)
_KNOWN = tuple(re.compile(pattern, re.DOTALL) for pattern in _PATTERNS)
_TURN = re.compile(r"(?: ?\((\d+)\)|-(\d+))$")


@dataclass(frozen=True)
class Named:
    """What the name of a file or a folder says."""

    student: str
    number: str = ""  # a learning management system's own, where two have one name
    file: str = ""  # what the student called it
    time: str = ""  # comes before what is later
    order: str = ""  # a system's number of the file: it grows
    lead: str = ""  # the student's name with the assignment's before it, where they cannot be told
    late: str = ""  # not empty where a system calls it late; it does not say how late

    @property
    def is_of_canvas(self) -> bool:
        """Whether Canvas has written the name."""
        return bool(self.order)

    @property
    def moment(self) -> str:
        """The time as ISO 8601 has it: 2026-11-30T10:15:00."""
        day, clock = self.time[:10], self.time[11:]
        return f"{day}T{clock.replace('-', ':')}" if clock else ""


def read_name(name: str, *, is_folder: bool = False) -> Named:
    """Return what a name says: the patterns of well-known systems, else the student's name alone.

    >>> read_name("Ada Lovelace_1234_assignsubmission_file_neuron.py").student
    'Ada Lovelace'
    >>> read_name("ada.py")
    Named(student='ada', number='', file='ada.py', time='')
    """
    for pattern in _KNOWN:
        if found := pattern.fullmatch(name):
            return Named(**{key: text or "" for key, text in found.groupdict().items()})
    return Named(name) if is_folder else Named(name.rpartition(".")[0] or name, file=name)


def told_apart(named: Sequence[Named]) -> list[Named]:
    """Return names of one folder, students without the assignment's name where it was before them.

    All that was handed in for an assignment begins with its name: what follows is the user's, also
    if `_` is in it.

    >>> leads = ("Homework 1_max_b", "Homework 1_eva_b")
    >>> names = [f"{lead}_attempt_2026-11-30-10-15-00_a.py" for lead in leads]
    >>> [each.student for each in told_apart([read_name(name) for name in names])]
    ['max_b', 'eva_b']
    """
    leads = {each.lead: each.lead.split("_") for each in named if each.lead}
    if len(leads) < 2:
        return list(named)
    places = zip(*(parts[:-1] for parts in leads.values()), strict=False)
    shared = len(list(itertools.takewhile(lambda words: len(set(words)) == 1, places)))
    return [
        replace(each, student="_".join(leads[each.lead][shared:])) if each.lead else each
        for each in named
    ]


def students_of(named: Iterable[Named]) -> Mapping[Named, str]:
    """Return the student whom each name stands for; numbers tell apart who have one name."""
    numbers: dict[str, set[str]] = defaultdict(set)
    listed = list(named)
    for each in listed:
        numbers[each.student].add(each.number)
    return {
        each: f"{each.student} {each.number}" if len(numbers[each.student]) > 1 else each.student
        for each in listed
    }


def turn(stem: str) -> int:
    """Return which of several hand-ins a name says that it is: 2 of "neuron (2)" or "neuron-2"."""
    found = _TURN.search(stem)
    return int(found[1] or found[2]) if found and len(found[0]) < 9 else 0


def without_turn(stem: str) -> str:
    """Return a name without the number of its turn."""
    return _TURN.sub("", stem)
