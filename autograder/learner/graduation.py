"""The end of chapters 1 to 3: a learner's own functions in one file, which reads digits."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.atomic import write_atomic
from autograder.chapters import Chapter, all_chapters
from autograder.errors import SubmissionError, UsageError
from autograder.learner.gathered import Excerpt, Gathered, gather
from autograder.learner.submit import Candidate, candidates

TEMPLATE = Path(__file__).with_name("templates") / "network.txt"
NETWORK, DIGITS, RESULTS = "network.py", "digits.npz", "results.npz"
SECONDS = 1800.0  # for a training that takes five; with loops over rows in it, minutes
# What is taken of each chapter; a name that a chapter before has is not taken once more.
WANTED: dict[int, tuple[str, ...]] = {
    1: ("activate", "activation_derivative"),
    2: ("dense_forward", "softmax", "init_params"),
    3: ("softmax_cross_entropy", "dense_backward", "activation_backward", "backprop", "train_mlp"),
}
IMPORT = "import numpy as np"
GIVEN = {"forward_pass"}  # by the template


@dataclass(frozen=True)
class Graduation:
    """A network that was trained: where its file is, how long its parts are, what came of it."""

    folder: Path
    lines: tuple[int, ...]  # of each chapter
    results: Mapping[str, np.ndarray]


def graduate(root: Path, folder: Path) -> Graduation:
    """Put the functions together, let the file learn, and return what came of it.

    Raises:
        UsageError: if one of the functions is not written yet.
        SubmissionError: if the file stops with an error, or takes too long.
    """
    gathered = gather_functions(root)
    digits = root / "course" / "data" / "mnist_10k.npz"
    write_atomic(folder / DIGITS, digits.read_bytes())
    write_atomic(folder / NETWORK, network_text(gathered))
    _run(folder)
    with np.load(folder / RESULTS, allow_pickle=False) as archive:
        results = dict(archive)
    (folder / RESULTS).unlink()
    return Graduation(folder, gathered.lines, results)


def gather_functions(root: Path) -> Gathered:
    """Return a learner's own functions of chapters 1 to 3.

    Raises:
        UsageError: if some of them are not written yet; names all, and where the first is.
    """
    parts, before, missing = [], set(GIVEN), dict[str, list[str]]()
    for chapter in all_chapters(root):
        wanted = WANTED.get(chapter.number, ())
        if wanted:
            title, others = chapter.contents["title"], set(chapter.contents["exercises"])
            work = _work(chapter, wanted)
            if left := [name for name in wanted if name in work.unwritten]:
                missing[f"{chapter.name}/{work.name}"] = left
            text = work.work.text
            parts.append(Excerpt(title, text, wanted, frozenset(before), others - set(wanted)))
            before |= set(wanted)
    if missing:
        listed = "".join(f"\n  {place}: {', '.join(names)}" for place, names in missing.items())
        raise UsageError(
            f"your network needs functions of yours that are not written yet:{listed}\n"
            f"The first one: `autograder next {next(iter(missing.values()))[0]}`"
        )
    return gather(parts, _around())


def _work(chapter: Chapter, wanted: tuple[str, ...]) -> Candidate:
    """Return what a learner wrote in: of file and notebook the one that has more of the wanted."""
    found = candidates(chapter)
    if not found:
        raise UsageError(f"{chapter.exercises_folder} holds neither a file nor a notebook")
    best = min(found, key=lambda each: len(set(wanted) & set(each.unwritten)))
    for each in found:
        if set(wanted) & set(best.unwritten) and (fault := each.work.fault):
            where = f"{each.name}, line {fault.lineno}"
            raise UsageError(f"{where}: this is not valid Python: {fault.msg}")
    return best


def _around() -> str:
    """Return the text that the functions are put into."""
    text = TEMPLATE.read_text(encoding="utf-8")
    return text.replace("@imports@", IMPORT).replace("@functions@", "")


def network_text(gathered: Gathered) -> str:
    """Return the file."""
    imports = [line for line in gathered.imports.split("\n") if line not in ("", IMPORT)]
    text = TEMPLATE.read_text(encoding="utf-8")
    text = text.replace("@imports@", "\n".join([*imports, IMPORT]))
    return text.replace("@functions@", gathered.text)


def _run(folder: Path) -> None:
    """Run the file; what it prints is seen as it comes."""
    command = [sys.executable, NETWORK, DIGITS, RESULTS]
    try:
        done = subprocess.run(
            command, cwd=folder, stderr=subprocess.PIPE, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        message = f"{folder / NETWORK} was still running after {SECONDS:g} s"
        raise SubmissionError(f"{message}: is there an endless loop?") from None
    if done.returncode or not (folder / RESULTS).exists():
        last = done.stderr.strip().split("\n")[-1] or "Python ended before the file did"
        raise SubmissionError(
            f"{folder / NETWORK} stopped: {last}\n"
            f"Run it yourself to see where: python {folder / NETWORK}. The functions in it are "
            "yours: mend the one that it names in its chapter, then `autograder graduate` again."
        )
