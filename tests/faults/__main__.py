"""Kills a process of a class run at random moments, and lets the next run go on.

    python -m tests.faults [--moments 200] [--seed N]

The command itself, a slot, what it has started (a warm process, its guard) or a worker is killed,
in turn. Then the command is run again, and what lies in its folder must be what an undisturbed run
writes: every result but for the minute it was graded at, and grades.csv. The process ends with 1
where it is not.
"""

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.build import build
from autograder.instructor.classes import slotprocess
from autograder.sandbox.worker import zygote
from autograder.sandbox.worker.processes import descendants
from tests.engine.conftest import TOYS, copied

AUTOGRADER = Path(sys.executable).with_name("autograder")
KINDS = ("command", "slot", "warm", "worker")


@dataclass(frozen=True)
class ClassRun:
    """A class to grade, and how."""

    course: Path
    submitted: Path

    def start(self, out: Path) -> subprocess.Popen[bytes]:
        """Begin to grade it."""
        command = [str(AUTOGRADER), "grade", str(self.submitted)]
        return subprocess.Popen(
            [*command, "--out", str(out), "--jobs", "2"],
            cwd=self.course,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def whole(self, out: Path) -> float:
        """Grade it undisturbed; return the seconds that it took."""
        start = time.monotonic()
        code = self.start(out).wait()
        assert code in (0, 3), f"an undisturbed run ended with {code}"
        return time.monotonic() - start

    def disturbed(self, out: Path, kind: str, moment: float) -> bool:
        """Grade it, kill a process of a kind as soon as there is one after a moment, and grade it
        again.

        Returns whether there was one to kill.
        """
        process = self.start(out)
        time.sleep(moment)
        while not (pid := one_of(kind, process.pid)) and process.poll() is None:
            time.sleep(0.01)
        if pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
        self.whole(out)
        return bool(pid)


def toy_class(folder: Path) -> ClassRun:
    """Write a class of twelve for the toy course: right answers, wrong ones and what cannot run."""
    course = copied(TOYS, folder / "course", "ch02_tiny*")
    (course / "exercises").mkdir()
    build(course)
    right = (TOYS / "solutions/ch01_shop/shop.py").read_text()
    wrong = f"{right}\n\ndef bill(amounts, prices, fee=0.0):\n    return 0.0\n"
    texts = (right, wrong, "import no_such_module\n", "def split(prices):\n    return 1\n")
    for number, text in enumerate(3 * texts):
        path = folder / "submitted" / f"student_{number}" / "ch01_shop" / "shop.py"
        path.parent.mkdir(parents=True)
        path.write_text(f"import time\ntime.sleep(0.1)\n{text}")
    return ClassRun(course, folder / "submitted")


def one_of(kind: str, command: int) -> int:
    """Return a process of a run, one of several by chance; 0 if there is none now."""
    below = list(descendants(command))
    slots = [pid for pid in below if slotprocess.__name__ in words_of(pid)]
    warm = [pid for pid in below if re.search(rf"{zygote.__name__}|bwrap", words_of(pid))]
    parents = {parent_of(pid) for pid in warm}
    workers = [pid for pid in warm if pid not in parents]
    found = {"command": [command], "slot": slots, "warm": warm, "worker": workers}[kind]
    return random.choice(found) if found else 0


def words_of(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
    return ""


def parent_of(pid: int) -> int:
    with contextlib.suppress(OSError, IndexError, ValueError):
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
        return int(text.rpartition(")")[2].split()[1])
    return 0


def contents(out: Path) -> dict[str, object]:
    """Return what a run has left that must not depend on how it came about."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.name == "results.json":
            result = json.loads(path.read_text(encoding="utf-8"))
            found[name] = {key: value for key, value in result.items() if key != "execution_time"}
            _without_minute(found[name])
        elif path.name == "grades.csv":
            found[name] = path.read_text(encoding="utf-8")
        elif path.is_file() and not path.name.endswith(".lock"):
            found[name] = "is there"
    return found


def _without_minute(result: object) -> None:
    """Take out when a result was graded, wherever its schema keeps that."""
    if isinstance(result, dict):
        result.pop("graded", None)
        result.pop("seconds", None)
        for value in result.values():
            _without_minute(value)


def differences(seen: dict[str, object], wanted: dict[str, object]) -> list[str]:
    """Return the names of what is missing, too much or other."""
    return [
        name for name in sorted(seen.keys() | wanted.keys()) if seen.get(name) != wanted.get(name)
    ]


def main() -> int:
    """Disturb a class as often as asked, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--moments", type=int, default=200)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**9)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        # Workers have users of their own, who must get into what they need.
        os.chmod(folder, 0o755)
        wrong = disturb(toy_class(Path(folder)), Path(folder), options.moments)
    print(f"{wrong} ended otherwise; seed {options.seed}")
    return int(wrong > 0)


def disturb(run: ClassRun, folder: Path, moments: int) -> int:
    """Return how many of the runs that were disturbed ended otherwise than an undisturbed one."""
    killed: Counter[str] = Counter()
    wrong = 0
    seconds = run.whole(folder / "whole")
    wanted = contents(folder / "whole")
    for number in range(moments):
        kind, moment = KINDS[number % len(KINDS)], random.uniform(0.1, seconds)
        killed[kind] += run.disturbed(folder / "out", kind, moment)
        if other := differences(contents(folder / "out"), wanted):
            wrong += 1
            print(f"{kind} killed after {moment:.2f} s: {', '.join(other[:5])}", flush=True)
        shutil.rmtree(folder / "out")
    print(f"{moments} moments in runs of {seconds:.1f} s, killed: {dict(killed)}", flush=True)
    return wrong


if __name__ == "__main__":
    raise SystemExit(main())
