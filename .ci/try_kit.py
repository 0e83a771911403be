"""Tries a learner's kit as a learner would, on whatever system this is.

Usage: `python .ci/try_kit.py KIT.zip`. It unpacks the kit into a folder whose name has a space,
checks it with nothing written, writes one right and one wrong answer, and hands in. It needs
nothing but Python.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

CHAPTER, MODULE = "ch01_neuron", "neuron"
RIGHT_LINES = """\
    if np.isnan(z).any():
        raise ValueError("z holds a nan")
    z = 1.0 * np.asarray(z)
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))"""
RIGHT = ("sigmoid", RIGHT_LINES)
WRONG = ("threshold_unit", "    return int(x @ w + b > 0)")


def main() -> int:
    """Try the kit that is named; return 0 where it did all that it promises."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        kit = Path(folder) / "a kit"
        with zipfile.ZipFile(sys.argv[1]) as archive:
            archive.extractall(kit)
        (kit,) = kit.iterdir()  # the zip has one folder
        start = [sys.executable, "start.py", "check"]
        expect(kit, start, 1, "Nothing is written yet")
        write(kit, *RIGHT)
        write(kit, *WRONG)
        expect(kit, [*start, f"{CHAPTER}/{RIGHT[0]}"], 0, RIGHT[0])
        expect(kit, [*start, f"{CHAPTER}/{WRONG[0]}"], 1, "checks pass")
        command = [programs(kit) / "python", "-m", "autograder"]
        for words in (["progress"], ["next"], ["hint", WRONG[0]]):
            expect(kit, [*command, *words], 0, "")
        expect(kit, [*command, "submit", CHAPTER, "--student", "ada"], 0, "")
        packed = kit / f"submission-ada-{CHAPTER}.zip"
        if not packed.exists():
            sys.exit(f"{packed.name} was not written")
    print("The kit works here.")
    return 0


def programs(kit: Path) -> Path:
    """Return where the kit's environment has its programs."""
    return kit / ".venv" / ("Scripts" if os.name == "nt" else "bin")


def write(kit: Path, exercise: str, body: str) -> None:
    """Put a line where the stub of an exercise raises."""
    path = kit / "exercises" / CHAPTER / f"{MODULE}.py"
    lines = path.read_text("utf-8").split("\n")
    (place,) = [n for n, line in enumerate(lines) if line.endswith(f' {exercise}")')]
    lines[place] = body
    path.write_text("\n".join(lines), "utf-8")


def expect(kit: Path, command: list[str | Path], code: int, text: str) -> None:
    """Run a command in the kit; stop unless it ends with this code and says this text."""
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    done = subprocess.run(
        command, cwd=kit, env=environment, capture_output=True, encoding="utf-8", errors="replace"
    )
    said = done.stdout + done.stderr
    words = " ".join(map(str, command[1:]))
    print(f"$ {words}\n{said}".encode("ascii", "replace").decode(), flush=True)
    if done.returncode != code or text not in said or "Traceback" in said:
        sys.exit(f"`{words}` ended with {done.returncode}; {code} and {text!r} were expected")


if __name__ == "__main__":
    sys.exit(main())
