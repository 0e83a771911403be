"""Sets up the course in .venv, and checks your answers or opens the notebooks.

Usage: `python start.py check` or `python start.py notebook` (on Windows `py start.py check`).
What is set up already is not set up again: the second time it takes no time.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
# What each command installs, and what it runs.
COMMANDS = {
    "check": ("", ["-m", "autograder", "check"]),
    "notebook": ("notebook", ["-m", "jupyterlab", "exercises/start.ipynb"]),
    "keras": ("keras", ["-c", "print('TensorFlow is installed.')"]),
}

PACKAGES = {  # what an extra installs, in words
    "": "the packages of the course",
    "notebook": "JupyterLab and the packages of the course",
    "keras": "TensorFlow and Keras: 0.6 GB to fetch, 2 GB on the disk, a few minutes",
}


def main() -> int:
    """Run the command that was named; return its exit code."""
    command, *rest = sys.argv[1:] or ["check"]
    if command not in COMMANDS:
        return fail(f"there is no {command!r}: type one of {', '.join(COMMANDS)}")
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        found = ".".join(map(str, sys.version_info[:2]))
        return fail(f"this is Python {found}: the course needs 3.11, 3.12 or 3.13")
    extra, arguments = COMMANDS[command]
    if not (set_up() and install(extra)):
        return 2
    try:
        return subprocess.run([PYTHON, *arguments, *rest], cwd=ROOT).returncode
    except KeyboardInterrupt:
        return 130


def set_up() -> bool:
    """Make .venv, if it is not there or the course has been moved since; return success."""
    made_in = VENV / "made-in.txt"
    if PYTHON.exists() and made_in.exists() and made_in.read_text("utf-8") == str(ROOT):
        return True
    say("Setting up .venv, once. This takes a minute or two …")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True)
    if done.returncode:
        version = ".".join(map(str, sys.version_info[:2]))
        fail(
            "Python could not make an environment. On Debian and Ubuntu install it with "
            f"`sudo apt install python{version}-venv`, then run this again"
        )
        return False
    made_in.write_text(str(ROOT), "utf-8")
    return True


def install(extra: str) -> bool:
    """Install the packages of the course and of `extra`, unless they are; return success."""
    settings = (ROOT / "pyproject.toml").read_bytes() + (ROOT / "constraints.txt").read_bytes()
    mark = VENV / f"installed-{extra or 'course'}-{hashlib.sha256(settings).hexdigest()[:12]}.txt"
    if mark.exists():
        return True
    say(f"Installing {PACKAGES[extra]} …")
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    if extra != "keras":  # of a large download pip shows how far it is
        pip.append("--quiet")
    what = f".[{extra}]" if extra else "."
    done = subprocess.run([*pip, "--constraint", "constraints.txt", "--editable", what], cwd=ROOT)
    if done.returncode:
        fail("the packages could not be installed: are you online? Run the same command again")
        return False
    mark.touch()
    return True


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def fail(text: str) -> int:
    """Print what went wrong; return the exit code for it."""
    print(f"error: {text}.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
