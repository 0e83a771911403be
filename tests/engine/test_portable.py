"""The learner's side works where Linux is not: without the modules and calls that only it has."""

import ast
import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

# Read by Python when it starts: this process and its children have none of these.
ELSEWHERE = """
import os, signal, sys
for name in ("fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "syslog", "crypt"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "setsid", "killpg", "memfd_create", "pidfd_open", "O_TMPFILE",
             "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_DIRECTORY", "O_PATH"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGALRM", "SIGCHLD", "SIGHUP", "SIGSTOP", "setitimer", "alarm"):
    if hasattr(signal, name):
        delattr(signal, name)
import warnings
# Where text is read and written in another encoding unless one is named, it must be.
warnings.filterwarnings("error", category=EncodingWarning, module="autograder|course")
import select, socket
del select.poll, select.epoll, socket.AF_UNIX, socket.send_fds
"""
POSIX = {"fcntl", "pwd", "grp", "resource", "termios", "tty", "pty", "syslog", "crypt", "curses"}


@pytest.fixture
def elsewhere(kit, tmp_path):
    """Run Python with some arguments in the kit, as if this were another system."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(ELSEWHERE)
    path = os.pathsep.join([str(folder), str(kit)])
    environment = os.environ | {"PYTHONPATH": path, "COLUMNS": "100"}
    environment["PYTHONWARNDEFAULTENCODING"] = "1"

    def run(*arguments, encoding="utf-8", **options):
        command = [sys.executable, *map(str, arguments)]
        settings = environment | {"PYTHONIOENCODING": encoding}
        return subprocess.run(
            command, cwd=kit, env=settings, capture_output=True, encoding=encoding, **options
        )

    return run


def write_answer(kit, exercise, body):
    path = kit / "exercises/ch01_neuron/neuron.py"
    lines = path.read_text().split("\n")
    (number,) = [n for n, line in enumerate(lines) if f' {exercise}")' in line]
    lines[number] = body
    path.write_text("\n".join(lines))


def test_the_block_works(elsewhere):
    done = elsewhere("-c", "import fcntl")
    assert done.returncode == 1
    assert "fcntl" in done.stderr
    done = elsewhere("-c", "import autograder.sandbox.worker.zygote")
    assert done.returncode == 1  # the sandbox itself needs them


def test_the_kit_is_what_is_tested(elsewhere, kit):
    done = elsewhere("-c", "import autograder; print(autograder.__file__)")
    assert done.stdout.strip() == str(kit / "autograder" / "__init__.py")


def test_every_module_of_the_learners_side_can_be_imported(elsewhere, kit):
    rooms = ("learner", "cli", "grading")
    names = sorted(
        ".".join(path.relative_to(kit).with_suffix("").parts).removesuffix(".__init__")
        for room in rooms
        for path in (kit / "autograder" / room).rglob("*.py")
    )
    assert len(names) > 30
    done = elsewhere("-c", f"import importlib\nfor n in {names}: importlib.import_module(n)")
    assert done.returncode == 0, done.stderr
    done = elsewhere("-c", "import autograder.learner, course.datasets, course.plots")
    assert done.returncode == 0, done.stderr


def test_check_finds_what_is_not_written_and_what_is_right(elsewhere, kit):
    done = elsewhere("-m", "autograder", "check", "ch01_neuron")
    assert done.returncode == 1, done.stderr
    assert "`weighted_sum` is not written yet" in done.stdout
    write_answer(kit, "threshold_unit", "    return int(x @ w + b > 0)")
    done = elsewhere("-m", "autograder", "check", "ch01_neuron/threshold_unit")
    assert "5 of 7 checks pass" in done.stdout
    assert "Traceback" not in done.stderr


def test_plain_pytest_gives_the_same_verdict(elsewhere, kit):
    write_answer(kit, "threshold_unit", "    return int(x @ w + b > 0)")
    # Plugins of packages that only authors have ask for more than this system has.
    options = ("--disable-plugin-autoload", "-p", "autograder.grading.plugin")
    done = elsewhere("-m", "pytest", *options, "exercises/ch01_neuron")
    assert done.returncode == 1, done.stderr
    assert "`weighted_sum` is not written yet" in done.stdout
    assert "5 passed" in done.stdout


def test_a_console_that_has_no_check_marks_is_no_reason_to_stop(elsewhere):
    """Windows writes to files and pipes in an encoding of few characters."""
    for command in (["check", "ch01_neuron"], ["progress"], ["next"], ["hint", "sigmoid"]):
        done = elsewhere("-m", "autograder", *command, encoding="cp1252")
        assert "UnicodeEncodeError" not in done.stderr, command
        assert len(done.stdout) > 100


def test_check_in_a_notebook_sees_its_functions(elsewhere):
    code = (
        "import numpy as np\nfrom autograder.learner import check\n"
        "def sigmoid(z): return 1 / (1 + np.exp(-z))\nprint(repr(check('sigmoid')))"
    )
    done = elsewhere("-c", code)
    assert done.stdout.startswith("sigmoid: 3 of 6 checks pass"), done.stderr


def test_the_other_commands_run(elsewhere, kit):
    for command in (["progress"], ["next"], ["hint", "sigmoid"], ["--help"], ["watch", "--help"]):
        done = elsewhere("-m", "autograder", *command)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    write_answer(kit, "sigmoid", "    return 1 / (1 + np.exp(-z))")
    done = elsewhere("-m", "autograder", "reset", "sigmoid", "--yes")
    assert (
        'NotImplementedError("1.3 sigmoid")'
        in (kit / "exercises/ch01_neuron/neuron.py").read_text()
    ), done.stderr


def test_submit_packs_a_file_and_tries_it(elsewhere, kit):
    write_answer(kit, "threshold_unit", "    return int(x @ w + b > 0)")
    done = elsewhere("-m", "autograder", "submit", "ch01_neuron", "--student", "ada")
    assert done.returncode == 0, done.stderr
    assert (kit / "submission-ada-ch01_neuron.zip").exists()


def test_another_systems_isolation_is_refused_in_a_sentence(elsewhere):
    """The level is asked for by name; what it needs is only on Linux."""
    code = (
        "import sys; sys.platform = 'darwin'\nfrom autograder.sandbox.walls.isolation import *\n"
        "from autograder.errors import IsolationError\n"
        "try: make_launcher('sandbox')\nexcept IsolationError as error: print(error)"
    )
    assert "needs Linux" in elsewhere("-c", code).stdout


def test_no_module_of_the_learners_rooms_imports_a_posix_module_unguarded():
    """At the top of a file there is no guard; in a branch or a function there may be one."""
    for room in ("learner", "cli", "grading"):
        for path in (ROOT / "autograder" / room).rglob("*.py"):
            for node in ast.parse(path.read_text()).body:
                names = [a.name for a in getattr(node, "names", [])]
                names += [getattr(node, "module", "") or ""]
                assert not POSIX & set(names), path


def test_the_kits_settings_name_only_what_a_learner_needs(kit):
    text = (kit / "pyproject.toml").read_text()
    line = next(line for line in text.splitlines() if line.startswith("dependencies"))
    names = {name.partition(">")[0] for name in json.loads(line.partition("=")[2])}
    wanted = "lazy-loader markdown-it-py matplotlib numpy pytest rich typer"
    assert names == set(wanted.split())
    for name in ("pyseccomp", "nbgrader", "jinja2", "hypothesis"):
        assert name not in text
