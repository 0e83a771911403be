"""The line to one submission: a worker that has loaded it, and a sentence for each way to fail."""

from __future__ import annotations

import dataclasses
import difflib
import re
from pathlib import Path, PurePath
from typing import Any

from autograder.errors import WireError, WorkerDied, WorkerError, WorkerTimeout
from autograder.grading.budget import Budget
from autograder.grading.endings import ended, load_error_text
from autograder.grading.failure import Failure, Raised, exception_for
from autograder.grading.given import NOTHING, Given
from autograder.grading.remedies import remedy
from autograder.grading.transcript import Transcript
from autograder.sandbox.client import Reply, Worker
from autograder.sandbox.walls.launcher import Launcher
from autograder.sandbox.worker.loading import Source

# Of what a file draws while it is loaded. Nobody writes this number: to seed with it anew, as with
# 0, would leave the state as it is, and pass for not touching it.
LOAD_SEED = 1_779_033_703


class Connection:
    """Holds a worker that has loaded one submission.

    A worker that dies or hangs is replaced at the next request. Loading that failed is not tried
    again, and all requests together get `total_seconds`.
    """

    def __init__(
        self,
        launcher: Launcher,
        source: Source,
        given: Given = NOTHING,
        budget: Budget | None = None,
    ) -> None:
        self.launcher = launcher
        self.source = source
        self.given = given
        self.budget = budget or Budget()
        self.worker: Worker | None = None
        self.names: dict[str, bool] = {}  # what the file defines, and whether it can be called
        self.errors: list[Raised] = []  # what stopped a cell of the file
        self.excused: list[Raised] = []  # the same where Keras was missing, which may be why
        self.patience = 0.0  # seconds that a call may take, where that is more than usual
        self.transcript = Transcript()

    @property
    def file(self) -> str:
        """The name of the file handed in."""
        cells = self.source.cells
        return (
            Path(cells[0].name).name.partition(" cell ")[0] if cells else f"{self.source.module}.py"
        )

    def close(self) -> None:
        """End the worker; the next request is answered by a fresh one."""
        if self.worker:
            self.worker.close()
            self.worker = None

    def load(self) -> Worker:
        """Return a worker that has loaded the submission.

        Raises:
            Failure: if the file's top level hangs or ends the process.
        """
        if self.budget.unusable:
            raise self.budget.unusable
        if self.worker is None:
            self.worker = self.launcher.launch()
            limits = self.launcher.limits
            try:  # loading counts, too, or dying at each call would be free
                with self.budget.clock(self.worker, limits.total_seconds):
                    self._load(self.worker, limits.load_seconds)
            except Failure as failure:
                self.budget.unusable = failure
                raise
        return self.worker

    def _contents_to_load(self) -> dict[str, Any]:
        given = {"names": list(self.given.names), "text": self.given.text}
        return {"source": self.source.to_message(), "seed": LOAD_SEED, "given": given}

    def _load(self, worker: Worker, seconds: float) -> None:
        try:
            reply = worker.request("load", seconds, **self._contents_to_load())
            self.names, errors, excused = _contents(reply)
            self.errors = [self._told(self.raised(error)) for error in errors]
            self.excused = [self._told(self.raised(error)) for error in excused]
        except WorkerTimeout:
            message = (
                f"{self.file} was still running after {seconds:g} s: no function was called yet."
            )
            hint = "only definitions belong at the top level; what runs there delays everything"
            raise Failure(message, hint=hint, blocks=True) from None
        except WorkerDied as error:
            message = f"{self.file} could not be run to its end: {error}."
            hint = "remove exit() and the like"
            raise Failure(message, detail=error.detail, hint=hint, blocks=True) from None
        except WireError as error:
            raise Failure(f"{self.file} could not be read: {error}.", blocks=True) from None
        self._note(reply)

    def _told(self, error: Raised) -> Raised:
        """Return an error of loading the file, without a text that it did not have at first.

        A submission that was called has seen hidden inputs; what it kept of them across its own
        end (in the time of its death, in the page cache) must not come back as a learner's text.
        """
        first = self.budget.first
        if not first.called:
            first.texts.add(error.message)
        if self.launcher.level == "none" or error.message in first.texts:
            return error
        name = error.builtin.__name__
        return dataclasses.replace(error, name=name, message="", kept_back=error.message)

    def require(self, name: str) -> bool:
        """Return whether `name`, which the file must define, can be called.

        Raises:
            Failure: if the file does not define it.
        """
        self.load()
        if name in self.names:
            return self.names[name]
        message = f"{self.file} does not define `{name}`."
        for error in [*self.errors, *self.excused][:1]:
            text = load_error_text(error, self._line_of(error))
            hint = remedy(error.builtin.__name__, error.message)
            if error.is_a("SyntaxError") and len(self.source.cells) == 1:  # nothing of it was run
                raise Failure(text, blocks=True)
            raise Failure(f"{text}\n{message}", hint=hint, blocks=True)
        texts = "\n".join(cell.text for cell in self.source.cells)
        known = re.findall(r"^(?:def|class)\s+(\w+)", texts, re.MULTILINE)
        near = difflib.get_close_matches(name, known, 1)
        like = f"is `{near[0]}` meant to be it?" if near else "is it spelt as in the exercise?"
        raise Failure(message, hint=like, blocks=True)

    def _line_of(self, error: Raised) -> str:
        """Return the line of the file where an error arose, "" where that is not known."""
        cells = (cell for cell in self.source.cells if PurePath(cell.name).name == error.file)
        texts = [cell.text for cell in cells]
        lines = texts[0].split("\n") if texts and error.line else []
        return lines[error.line - 1] if error.line and error.line <= len(lines) else ""

    def ask(self, operation: str, label: str, **arguments: Any) -> Any:
        """Return the value of a reply.

        Raises:
            Failure: if the worker ends, hangs or answers nonsense.
            SubmissionRaised: if the operation itself raised.
        """
        worker = self.load()
        self.budget.first.called |= operation == "call"
        limits = self.launcher.limits
        longest = max(limits.call_seconds, self.patience)
        seconds = self.budget.left(worker, limits.total_seconds, longest)
        try:
            with self.budget.clock(worker, limits.total_seconds):
                reply = worker.request(operation, seconds, **arguments)
        except WorkerError as error:
            self.close()
            if isinstance(error, WorkerTimeout) and seconds < longest:
                over = self.budget.end(limits.total_seconds)
                if seconds < limits.call_seconds:
                    raise over from None
            raise ended(label, error, seconds) from None
        self._note(reply)
        if not reply.done:
            raise exception_for(label, self.raised(reply.value))
        return reply.value

    def raised(self, data: Any) -> Raised:
        """Return what a reply says of an exception; a place that is not in the file is left out.

        A line number of a worker's own choice could carry a hidden input to the learner.
        """
        before = [*self.errors, *self.excused][:1]
        found = dataclasses.replace(Raised.read(data), before="".join(map(load_error_text, before)))
        if self.launcher.level == "none":  # the learner's own machine: nothing is hidden
            return found
        found = dataclasses.replace(found, via=None)  # one line is enough of what could carry data
        lengths = {cell.name: cell.text.count("\n") + 1 for cell in self.source.cells}
        if found.line is not None and 1 <= found.line <= lengths.get(found.file or "", 0):
            return found
        return dataclasses.replace(found, file=None, line=None)

    def _note(self, reply: Reply) -> None:
        self.budget.count(reply.size, self.launcher.limits.answers)
        self.transcript.printed += [text for text in (reply.stdout, reply.stderr) if text]


def _contents(reply: Reply) -> tuple[dict[str, bool], list[Any], list[Any]]:
    value = reply.value
    fields = {"errors": list, "excused": list, "names": dict}
    if not reply.done or not isinstance(value, dict) or set(value) != set(fields):
        raise WireError("it did not say what the file defines")
    if not all(isinstance(value[name], kind) for name, kind in fields.items()):
        raise WireError("it did not say what the file defines")
    callable_names = {name: can_call is True for name, can_call in value["names"].items()}
    return callable_names, value["errors"], value["excused"]
