"""What was seen of the calls of a submission."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from autograder.grading.failure import Raised, SubmissionRaised, exception_for


@dataclass(frozen=True)
class Call:
    """What was seen of one call of a function of the submission."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    options: dict[str, Any]
    returned: Any = None
    raised: Raised | None = None
    changed: tuple[int, ...] = ()  # positions of arguments that the call changed in place
    shared: tuple[int, ...] = ()  # positions of arguments whose memory the value shares
    global_random: bool = False  # it was given a generator, and moved the global state
    elapsed: float = 0.0  # seconds in the learner's function, by the worker's clock
    warned: tuple[str, ...] = ()  # the classes of the warnings, if they were noted
    printed: bool = False  # it printed something, if that was noted
    events: int = 0  # bytecodes executed in the learner's own file, if they were counted

    @property
    def value(self) -> Any:
        """The value returned, or the exception raised."""
        if self.raised is not None:
            raise self.error
        return self.returned

    @property
    def error(self) -> SubmissionRaised:
        """The exception that the submission raised, to be raised here."""
        assert self.raised is not None
        return exception_for(self.function, self.raised)


@dataclass
class Transcript:
    """What happened while one grader ran: every call, and what the submission printed."""

    calls: list[Call] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
