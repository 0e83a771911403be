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
from autograder.instructor.classes.grade import read_result


@dataclass(frozen=True)
class EngineRun:
    """What is graded, how, and where all that is known of it is kept."""

    chapter: Chapter
    submitted: Path  # the folder that holds the students' folders
    out: Path
    isolation: str
    jobs: int
    force: bool

    def grade(self, students: Sequence[str], say: Callable[[str], object]) -> dict[str, Result]:
        """Grade the submissions of some students; `say` gets each line that the engine prints.

        Raises:
            GradingError: if it was stopped, or left no result of a student.
        """
        self._run(students, say)
        folder = self.out / self.chapter.name
        found = {name: read_result(folder / name / "results.json") for name in students}
        if missing := [student for student, result in found.items() if result is None]:
            raise GradingError(f"there is no result for {', '.join(missing)}: run this again")
        return {student: result for student, result in found.items() if result}

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
            *("--isolation", self.isolation, "--jobs", str(self.jobs)),
            *(["--force"] if self.force else []),
        ]
