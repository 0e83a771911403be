"""A run of `autograder grade` over some students, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.chapters import Chapter
from autograder.errors import GradingError
from autograder.grading.results import Result
from autograder.instructor.classes.collection import HandedIn
from autograder.instructor.classes.executor import Setting
from autograder.instructor.classes.grade import task_of
from autograder.instructor.classes.storage import folder_of, read_result


@dataclass(frozen=True)
class EngineRun:
    """What is graded, how, and where all that is known of it is kept."""

    chapter: Chapter
    submitted: Path  # the folder that holds the students' folders
    out: Path
    setting: Setting
    force: bool

    def grade(self, students: Sequence[str], say: Callable[[str], object]) -> dict[str, Result]:
        """Grade the submissions of some students; `say` gets each line that the engine prints.

        Raises:
            GradingError: if it was stopped, or left no result of a student.
        """
        self._run(students, say)
        found = {name: self.result_of(name) for name in students}
        if missing := [student for student, result in found.items() if result is None]:
            raise GradingError(f"there is no result for {', '.join(missing)}: run this again")
        return {student: result for student, result in found.items() if result}

    def result_of(self, student: str) -> Result | None:
        """Return what an earlier run has found, None where there is nothing."""
        folder = folder_of(self.out, self.chapter.name, student)
        return read_result(folder / "results.json")

    def has_changed(self, entry: HandedIn) -> bool:
        """Return whether a hand-in is no longer the one that was graded, or graders are others."""
        result = self.result_of(entry.student)
        return result is not None and (
            result.digest != task_of(entry, self.chapter, self.setting).digest
        )

    def _run(self, students: Sequence[str], say: Callable[[str], object]) -> None:
        last = ""
        with subprocess.Popen(
            [*self._command(), *(f"--student={student}" for student in students)],
            cwd=self.chapter.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        ) as process:
            assert process.stdout is not None
            for line in filter(None, map(str.rstrip, process.stdout)):
                say(line)
                last = line
        if process.returncode not in (0, 3):  # 3: graded, and a person must look at something
            raise GradingError(last.removeprefix("error: ") or "grading was stopped")

    def _command(self) -> list[str]:
        return [
            *(sys.executable, "-P", "-m", "autograder", "grade", str(self.submitted)),
            *("--chapter", self.chapter.name, "--out", str(self.out)),
            *("--isolation", self.setting.isolation, "--jobs", str(self.setting.jobs)),
            *self._limits(),
            *(["--force"] if self.force else []),
        ]

    def _limits(self) -> list[str]:
        limits = self.setting.limits
        options = {"--timeout": limits.get("call_seconds"), "--memory": limits.get("memory")}
        return [text for name, value in options.items() if value for text in (name, f"{value:g}")]
