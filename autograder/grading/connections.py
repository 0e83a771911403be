"""The lines to one submission: what each exercise needs in its worker decides which it gets."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.grading.budget import Budget, FirstTexts
from autograder.grading.connection import Connection
from autograder.grading.failure import Raised
from autograder.grading.given import NOTHING, Given
from autograder.sandbox.walls.isolation import Launchers
from autograder.sandbox.walls.launcher import Launcher
from autograder.sandbox.worker.limits import NUMPY
from autograder.sandbox.worker.loading import Source


class Connections:
    """The lines to one submission: one for each set of packages and right functions.

    `packages` names the set of an exercise; what it does not name needs NumPy alone.
    """

    def __init__(
        self,
        launchers: Launchers,
        source: Source,
        packages: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.launchers = launchers
        self.source = source
        self.packages = packages or {}
        self._open: dict[tuple[tuple[str, ...], Given], Connection] = {}
        self._budgets: dict[Launcher, Budget] = {}
        self._first = FirstTexts()

    def of(self, exercise: str, given: Given = NOTHING) -> Connection:
        """Return the line for an exercise, with right versions of others if any are given."""
        needs = self.packages.get(exercise, NUMPY), given
        if needs not in self._open:
            self._open[needs] = self._line(*needs)
        return self._open[needs]

    def _line(self, packages: tuple[str, ...], given: Given) -> Connection:
        """Return a line; at level `none` one launcher has all packages, and one line will do."""
        launcher = self.launchers.of(packages)
        for known in self._open.values():
            if known.launcher is launcher and known.given == given:
                return known
        budget = self._budgets.setdefault(launcher, Budget(first=self._first))
        return Connection(launcher, self.source, given, budget)

    @property
    def errors(self) -> list[Raised]:
        """What stopped a cell of the file, as it was seen where most packages are."""
        found = {len(packages): line for (packages, _), line in self._open.items()}
        fullest = found[max(found)] if found else None
        return [*fullest.errors, *fullest.excused] if fullest else []

    def close(self) -> None:
        """End the workers."""
        for connection in self._open.values():
            connection.close()
