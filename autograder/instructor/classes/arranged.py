"""What came in, as it was arranged: the files of each place, and what has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from autograder.grading.intake import SUFFIXES
from autograder.instructor.classes.members import Member

NOT_LOOKED_AT = "lies deeper than the file that is graded, and was not looked at"


@dataclass(frozen=True)
class PassedOver:
    """Something that came in and is no hand-in: of whom, what, and why with the next step."""

    student: str  # empty if it is nobody's
    path: str
    reason: str
    is_doubt: bool = True  # whether it may be what somebody handed in

    def __str__(self) -> str:
        of = f"{self.student}: " if self.student else ""
        return f"{of}{self.path} {self.reason}"


@dataclass
class Arranged:
    """The files of each (student, chapter) by their names, and what has no place."""

    places: dict[tuple[str, str], dict[str, list[Member]]] = field(default_factory=dict)
    passed_over: dict[PassedOver, None] = field(default_factory=dict)  # each once, in order
    blocked: set[tuple[str, str]] = field(default_factory=set)  # no folder, but a file or a link
    deeper: int = 0  # how many lie where a class one folder further down would have them
    within: list[tuple[tuple[str, str], Member]] = field(default_factory=list)  # below a place

    def put(self, student: str, chapter: str, name: str, member: Member, origin: str = "") -> None:
        """Give a file its place; without a name the place alone is there."""
        files = self.places.setdefault((student, chapter), {})
        member = replace(member, origin=member.origin or origin or student)
        if name:
            files.setdefault(name, []).append(member)

    def pass_over(self, student: str, member: Member, reason: str, *, doubt: bool = True) -> None:
        """Note what has no place."""
        self.passed_over[PassedOver(student, "/".join(member.steps), reason, doubt)] = None

    def pass_over_within(self) -> None:
        """Note what lies in folders of a place, where a file lies beside them that is taken."""
        for place, member in self.within:
            beside = self.places[place].items()
            if any(name.endswith(SUFFIXES) and not m[0].is_folder for name, m in beside):
                self.pass_over(place[0], member, NOT_LOOKED_AT, doubt=False)


def is_work(steps: Sequence[str]) -> bool:
    """Return whether a file could be somebody's work: not what programs keep for themselves."""
    return steps[-1].endswith(SUFFIXES) and not any(s.startswith((".", "__")) for s in steps)
