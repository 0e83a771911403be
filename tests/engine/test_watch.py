"""`autograder watch`: a save, the verdict, the next exercise; whatever the learner's code does."""

import codecs
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import types
from pathlib import Path

import pytest

from autograder.chapters import find_chapter
from autograder.learner import warm
from autograder.learner.controls import KEYS
from autograder.learner.exercises import find_exercise
from autograder.learner.keys import WindowsKeys
from autograder.learner.progress import read_progress
from autograder.learner.workfile import WorkFile, read_work
from tests.conftest import ROOT
from tests.engine.test_progress import line_of, put

COMMAND = [sys.executable, "-m", "autograder"]


def neuron(learner: Path) -> Path:
    return learner / "exercises" / "ch01_neuron" / "neuron.py"


PATIENCE = 60  # seconds; a busy machine is no failure
RIGHT = """\
if x.ndim != 1 or w.ndim != 1:
        raise ValueError("1-D")
    if len(x) != len(w):
        raise ValueError("shape")
    return float((1.0 * x) @ w + b)"""
posix = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")


@pytest.fixture
def learner(tmp_path):
    """A learner's copy: exercises and lessons of two chapters, no solution, no grader."""
    for part in ("exercises/ch01_neuron", "exercises/ch02_forward", "course/lessons"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def stub(label: str) -> str:
    return f'raise NotImplementedError("{label}")'


class Watching:
    """A running `autograder watch --plain`."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.seen: list[str] = []
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [*COMMAND, "watch", "--plain", *arguments],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        with self.process.stdout:
            for line in self.process.stdout:
                self.lines.put(line)

    def wait(self, wanted: str) -> list[str]:
        """Return the lines up to the one that holds `wanted`."""
        found = []
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                found.append(self.lines.get(timeout=0.2).rstrip())
            except queue.Empty:
                assert self.process.poll() is None, "\n".join(found)
                continue
            if wanted in found[-1]:
                return found
        raise AssertionError(f"{wanted!r} was not said, but\n" + "\n".join(found))

    def end(self) -> int:
        """End its input; return the exit code."""
        self.process.stdin.close()
        return self.process.wait(PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.reader.join()


def test_a_right_answer_is_told_and_the_next_exercise_is_shown(learner):
    with Watching(learner) as watch:
        watch.wait("Next: weighted_sum, not written yet.")
        put(neuron(learner), stub("1.1 weighted_sum"), RIGHT)
        watch.wait("✓ weighted_sum  8 of 8 checks pass")
        between = watch.wait("Next: threshold_unit, not written yet.")
        assert not [line for line in between if "✗" in line]
        watch.wait("ch01_neuron: 1 of 7 exercises done, 1 of 14 in the course")
        assert watch.end() == 0
    assert read_progress(learner).checked["ch01_neuron/weighted_sum"].done


def test_a_wrong_answer_is_explained_in_the_words_of_check(learner):
    put(neuron(learner), stub("1.1 weighted_sum"), "return x * w")
    done = subprocess.run(
        [*COMMAND, "check", "1/weighted_sum"], cwd=learner, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    said = done.stdout.partition("\n\n")[0].splitlines()
    assert said[0] == "✗ weighted_sum  0 of 8 checks pass"
    assert len(said) > 5
    with Watching(learner) as watch:
        assert watch.wait(said[-1])[-len(said) :] == said


def test_a_warning_is_told_though_every_check_passes(learner):
    body = f"np.exp(1000.0)\n    {RIGHT}"
    with Watching(learner) as watch:
        watch.wait("Write it in")
        put(neuron(learner), stub("1.1 weighted_sum"), body)
        told = watch.wait("overflow encountered in exp: a number became too large to store")
        assert told[-2] == "✓ weighted_sum  8 of 8 checks pass"
        assert told[-1].startswith("  Warning (neuron.py, line ")


def test_an_endless_loop_is_told_and_the_next_save_is_answered(learner, monkeypatch):
    monkeypatch.setattr(warm, "CHECK_SECONDS", 1.0)
    exercise = find_exercise(learner, "weighted_sum")
    work = read_work(exercise.chapter)
    process = warm.WarmProcess(learner)
    try:
        for body, wanted in [
            ("while True: pass", "did not return within 1 s: is there an endless loop?"),
            ("while True: print('x')", "did not return within 1 s"),
            ("import os; os._exit(7)", "ended Python (exit code 7) before it answered."),
            ("import sys; sys.exit()", "`weighted_sum` raised"),
            ("return input()", "EOF when reading a line"),
        ]:
            text = work.text.replace(stub("1.1 weighted_sum"), body)
            answer = ask(process, exercise, WorkFile(work.path, text))
            messages = [outcome.message for outcome in answer.outcomes]
            assert wanted in "\n".join([answer.fault, *messages]), body
            assert not answer.passed
        text = work.text.replace(stub("1.1 weighted_sum"), RIGHT)
        assert ask(process, exercise, WorkFile(work.path, text)).passed
    finally:
        process.close()


def ask(process, exercise, work):
    process.ask(exercise, work)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if isinstance(answer := process.poll(0.1), warm.Answer):
            return answer
    raise AssertionError("no answer")


def test_a_save_during_an_endless_loop_does_not_wait_for_its_end(learner):
    with Watching(learner) as watch:
        watch.wait("Write it in")
        put(neuron(learner), stub("1.1 weighted_sum"), "while True: pass")
        watch.wait("checking weighted_sum …")
        put(neuron(learner), "while True: pass", RIGHT)
        between = watch.wait("✓ weighted_sum  8 of 8 checks pass")
        assert not [line for line in between if "endless" in line]


def test_what_the_learner_prints_is_shown_and_harms_nothing(learner):
    body = 'print("[bold]x[/]", x.shape)\n    import os; os.write(1, b"{}\\n")\n    return 1'
    with Watching(learner) as watch:
        watch.wait("Write it in")
        put(neuron(learner), stub("1.1 weighted_sum"), body)
        watch.wait("It printed:")
        assert watch.wait("x")[-1] == "      [bold]x[/] (2,)"


def test_a_half_written_file_names_its_line_and_takes_nothing_back(learner):
    put(neuron(learner), stub("1.1 weighted_sum"), RIGHT)
    with Watching(learner) as watch:
        watch.wait("Next: threshold_unit")
        put(neuron(learner), stub("1.2 threshold_unit"), "return (1 +")
        line = line_of(neuron(learner), "return (1 +")
        watch.wait(f"neuron.py, line {line}: this is not valid Python: '(' was never closed.")
        watch.wait(f"exercises/ch01_neuron/neuron.py:{line}")
        watch.wait("1 of 7 exercises done")
        put(neuron(learner), "return (1 +", "return 1")
        watch.wait("✗ threshold_unit  3 of 7 checks pass")


def test_editors_that_rename_delete_or_truncate_a_file_are_understood(learner):
    path = neuron(learner)
    draft = path.with_name(".neuron.py.swp")
    with Watching(learner) as watch:
        watch.wait("Write it in")
        text = path.read_text()
        draft.write_text(text.replace(stub("1.1 weighted_sum"), "return 'abc'"))
        os.replace(draft, path)
        watch.wait("Seen: a str of length 3.")
        path.unlink()
        time.sleep(0.3)
        path.write_text(text.replace(stub("1.1 weighted_sum"), "return 'abcd'"))
        watch.wait("Seen: a str of length 4.")
        path.write_text("")
        time.sleep(0.3)
        path.write_text(text.replace(stub("1.1 weighted_sum"), RIGHT))
        lines = watch.wait("✓ weighted_sum  8 of 8 checks pass")
        assert not [line for line in lines if "does not define" in line]
        path.rename(draft)
        watch.wait("neuron.py is not there: `autograder reset ch01_neuron --file` puts it back")
        draft.rename(path)
        put(path, stub("1.2 threshold_unit"), "return 1")
        watch.wait("✗ threshold_unit")


def test_the_exercise_that_changed_is_shown_even_if_another_was_current(learner):
    with Watching(learner, "1") as watch:
        watch.wait("Next: weighted_sum")
        put(neuron(learner), stub("1.3 sigmoid"), "return 1 / (1 + np.exp(z))")
        watch.wait("✗ sigmoid")
        watch.wait("1.3 sigmoid ★★")
        forward = learner / "exercises/ch02_forward/forward.py"
        put(forward, stub("2.3 softmax"), "return z")
        watch.wait("✗ softmax")
        watch.wait("ch02_forward: 0 of 7 exercises done")


def test_an_answer_that_another_one_breaks_is_named(learner):
    put(neuron(learner), stub("1.1 weighted_sum"), RIGHT)
    threshold = "if np.ndim(x) != 1:\n        raise ValueError('1-D')\n    "
    put(
        neuron(learner),
        stub("1.2 threshold_unit"),
        f"{threshold}return int(weighted_sum(x, w, b) > 0)",
    )
    with Watching(learner) as watch:
        watch.wait("Next: sigmoid")
        put(neuron(learner), "return float((1.0 * x) @ w + b)", "return float((1.0 * x) @ w - b)")
        watch.wait("✗ weighted_sum  7 of 8 checks pass")
        watch.wait("threshold_unit passed before and fails now.")
        put(neuron(learner), "return float((1.0 * x) @ w - b)", "return float((1.0 * x) @ w + b)")
        watch.wait("✓ threshold_unit  7 of 7 checks pass")


def test_the_end_of_the_input_and_ctrl_c_both_end_it_with_success(learner):
    with Watching(learner) as watch:
        watch.wait("Write it in")
        assert watch.end() == 0
        watch_out = watch.wait("`autograder watch` goes on here.")
        assert "0 of 14 exercises done, 0 of 200 points." in watch_out[-1]
    if os.name != "nt":
        with Watching(learner) as watch:
            watch.wait("Write it in")
            watch.process.send_signal(signal.SIGINT)
            assert watch.process.wait(PATIENCE) == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at a process in /proc")
def test_a_killed_watcher_leaves_no_endless_loop_behind(learner):
    number = learner / "pid"
    body = f"import os; open({str(number)!r}, 'w').write(str(os.getpid()))\n    while True: pass"
    with Watching(learner) as watch:
        watch.wait("Write it in")
        put(neuron(learner), stub("1.1 weighted_sum"), body)
        watch.wait("checking weighted_sum …")
        end = time.monotonic() + PATIENCE
        while not number.exists():
            assert time.monotonic() < end
            time.sleep(0.1)
        pid = int(number.read_text())
        watch.process.kill()
    end = time.monotonic() + PATIENCE
    while alive(pid):
        assert time.monotonic() < end
        time.sleep(0.1)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


LAST_LINE = " · ".join(f"{key} {word}" for key, word in KEYS.items())


class Terminal:
    """A running `autograder watch` in a pseudo-terminal."""

    def __init__(self, folder: Path, rows: int = 40, columns: int = 100) -> None:
        import pty
        import termios

        self.ours, self.theirs = pty.openpty()
        termios.tcsetwinsize(self.theirs, (rows, columns))
        self.before = termios.tcgetattr(self.theirs)
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
        for size in ("LINES", "COLUMNS"):  # a worker of pytest-xdist has them, and they would win
            environment.pop(size, None)
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), self.theirs)
        self.process = subprocess.Popen(
            [*COMMAND, "watch"], cwd=folder, env=environment, start_new_session=True, **streams
        )
        self.text = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")()  # a read may end within a character

    def press(self, key: str, wanted: str) -> str:
        """Press a key, and return the screen once it shows `wanted`."""
        self.text = ""
        self.type(key)
        return self.wait(wanted)

    def type(self, key: str) -> None:
        os.write(self.ours, key.encode())

    def wait(self, wanted: str) -> str:
        import select

        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if select.select([self.ours], [], [], 0.2)[0]:
                self.text += self.decoder.decode(os.read(self.ours, 65536))
            _, cleared, screen = self.text.rpartition("\x1b[2J")
            screen = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen).replace("\r", "")
            if cleared and wanted in screen and LAST_LINE in screen:  # drawn to its end
                return screen
        raise AssertionError(f"{wanted!r} is not on the screen:\n{screen}")

    def restored(self) -> bool:
        """Return whether the terminal has its settings back."""
        import termios

        return termios.tcgetattr(self.theirs) == self.before

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.kill()
        self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)


@posix
def test_every_key_does_what_the_last_line_of_the_screen_says(learner):
    path = neuron(learner)
    put(path, stub("1.1 weighted_sum"), "return x * w  # mine")
    with Terminal(learner) as terminal:
        screen = terminal.wait("q quit")
        screen = terminal.wait("Expected: a float.")
        assert "Chapter 1. The neuron" in screen
        assert "1.1 weighted_sum ★ 10 points, up to 10 min" in screen
        assert "0 of 14" in screen
        assert not terminal.restored()
        assert "Nudge" in terminal.press("h", "2 more hints: press h again")
        screen = terminal.press("h", "1 more hint: press h again")
        assert screen.index("Nudge") < screen.index("Concept")
        assert "That was the last hint." in terminal.press("h", "Worked step")
        screen = terminal.press("l", "0 of 8 checks pass\n  · 1.2 threshold_unit")
        assert "Nudge" not in screen
        terminal.press("n", "1.2 threshold_unit ★ 10 points")
        terminal.type("\x1b[A")  # an arrow key is none of them
        terminal.press("n", "1.3 sigmoid ★★ 15 points")
        put(path, "# mine", "# still mine")
        screen = terminal.press("r", "· 1.7 perceptron_train")
        terminal.press("n", "1.4 activate ★★")
        for label in ("1.5 ", "1.6 ", "1.7 ", "2.1 "):
            terminal.press("n", label)
        put(path, "return x * w", "return x * w + b")
        terminal.wait("1.1 weighted_sum ★ 10 points")
        assert "y yes" in terminal.press("x", "Put the stub of weighted_sum back?")
        terminal.press("k", "Nothing was changed.")
        terminal.press("x", "Put the stub of weighted_sum back?")
        terminal.press(
            "y", "The stub of weighted_sum is back. Your file is kept as neuron.py.bak-1."
        )
        terminal.wait("not written yet")
        terminal.press("q", "`autograder watch` goes on here.")
        assert terminal.process.wait(PATIENCE) == 0
        assert terminal.restored()
    assert stub("1.1 weighted_sum") in path.read_text()
    assert "still mine" in path.with_name("neuron.py.bak-1").read_text()


@posix
def test_a_slow_verdict_does_not_undo_the_step_to_another_exercise(learner):
    put(neuron(learner), stub("1.1 weighted_sum"), "import time; time.sleep(2); return 'slow'")
    with Terminal(learner) as terminal:
        terminal.wait("checking weighted_sum …")
        terminal.press("n", "1.2 threshold_unit")
        terminal.wait("Next: threshold_unit, not written yet.")
        screen = terminal.press("l", "✗ 1.1 weighted_sum")
        assert "1.2 threshold_unit ★ 10 points" in screen


@posix
@pytest.mark.parametrize("way", ["\x03", "\x04", signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_gets_its_settings_back_on_every_way_out(learner, way):
    with Terminal(learner) as terminal:
        terminal.wait("not written yet")
        assert not terminal.restored()
        if isinstance(way, str):
            terminal.type(way)
            if way == "\x03":  # there is no controlling terminal that would turn it into a signal
                terminal.process.send_signal(signal.SIGINT)
        else:
            terminal.process.send_signal(way)
        assert terminal.process.wait(PATIENCE) == 0
        assert terminal.restored()


def test_keys_of_the_windows_console_scroll_or_count_as_none(monkeypatch):
    typed = list("h\xe0H\xe0;q")
    console = types.SimpleNamespace(kbhit=lambda: bool(typed), getwch=lambda: typed.pop(0))
    monkeypatch.setitem(sys.modules, "msvcrt", console)
    with WindowsKeys() as keys:
        assert keys.pressed() == "h↑q"
        assert keys.pressed() == ""
        typed += "\x03"
        with pytest.raises(KeyboardInterrupt):
            keys.pressed()


def test_tensorflow_is_loaded_when_an_exercise_that_needs_it_comes(tmp_path):
    """The package is made up here: what counts is that the waiting is explained."""
    for part in ("exercises/ch04_keras_mnist", "course/lessons"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    packages = tmp_path / "packages"
    for name in ("keras", "tensorflow"):
        (packages / name).mkdir(parents=True)
        (packages / name / "__init__.py").write_text(
            "__version__ = '0'\nclass utils:\n    set_random_seed = print\n"
        )
    chapter = find_chapter(tmp_path, "4")
    path = chapter.exercises_folder / "keras_mnist.py"
    reference = find_chapter(ROOT, "4").reference
    right = reference.hidden(reference.regions[0]).replace("\n", "\n    ")
    put(path, stub("4.1 prepare_images"), right)
    said = watched(tmp_path, packages)
    assert "✓ prepare_images" in said
    assert "loading" not in said
    put(path, stub("4.2 build_mnist_model"), "return keras.Sequential()")
    assert "loading TensorFlow … (some seconds, once)" in watched(tmp_path, packages)


def watched(folder, packages):
    """Return what `watch` says of all that is written, and nothing of what is not."""
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{packages}"}
    done = subprocess.run(
        [*COMMAND, "watch", "4"], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@posix
def test_after_a_repair_no_verdict_of_the_broken_file_stands(learner):
    path = neuron(learner)
    put(path, stub("1.1 weighted_sum"), RIGHT)
    with Terminal(learner) as terminal:
        terminal.wait("Next: threshold_unit")
        put(path, stub("1.2 threshold_unit"), "return int(weighted_sum(x, w, b) > 0")
        terminal.wait("this is not valid Python")
        terminal.press("n", "✗ sigmoid")
        put(path, "> 0", "> 0)")
        screen = terminal.wait("Next: sigmoid, not written yet.")
        assert "✓ threshold_unit" in screen
        assert "not valid Python" not in screen


@posix
def test_in_24_rows_nothing_is_lost_and_everything_can_be_scrolled_to(learner):
    put(neuron(learner), stub("1.1 weighted_sum"), "return x * w")
    with Terminal(learner, 24, 80) as terminal:
        assert "✗ weighted_sum" in terminal.wait("Expected: a float.")
        for left in ("2 more hints", "1 more hint", "That was the last hint."):
            screen = terminal.press("h", left)
            assert len(screen.split("\n")) <= 24
        assert "✗ weighted_sum" not in screen
        assert "rows above (↑, b)" in screen
        terminal.press("b", "rows below (↓, space)")
        screen = terminal.press("b", "checks pass")  # the hints are longer than two screens
        assert "✗ weighted_sum  0 of 8 checks pass" in screen
        screen = terminal.press("\x1b[B", "rows above")  # the arrow down
        assert "rows below" in screen
        assert "1.1 weighted_sum ★ 10 points" in screen
        assert len(screen.split("\n")) <= 24


@posix
def test_a_warning_stays_until_a_clean_answer_or_until_it_is_taken_away(learner):
    path = neuron(learner)
    with Terminal(learner) as terminal:
        terminal.wait("Next: weighted_sum")
        put(path, stub("1.1 weighted_sum"), f"np.exp(1000.0)\n    {RIGHT}")
        terminal.wait("weighted_sum passes, with a warning")
        put(path, stub("1.2 threshold_unit"), "return 1")
        assert "overflow encountered in exp" in terminal.wait("✗ threshold_unit")
        assert "overflow" in terminal.press("l", "· 1.7 perceptron_train")
        assert "overflow" not in terminal.press("w", "· 1.7 perceptron_train")
        put(path, "np.exp(1000.0)", "np.exp(1001.0)")
        terminal.wait("weighted_sum passes, with a warning")
        put(path, "np.exp(1001.0)", "np.exp(1.0)")
        assert "overflow" not in terminal.wait("✓ weighted_sum")


@posix
def test_the_end_of_a_chapter_is_an_end(learner):
    path = neuron(learner)
    with Terminal(learner) as terminal:
        terminal.wait("Next: weighted_sum")
        path.write_text((ROOT / "solutions/ch01_neuron/neuron.py").read_text())
        screen = terminal.wait("The neuron: every exercise is done.")
        for words in (
            "What you can do now", "neuron.ipynb draws figures", "`autograder quiz ch01_neuron`",
            "`autograder submit ch01_neuron`", "Go on: Chapter 2. Forward propagation",
        ):  # fmt: skip
            assert words in screen
        assert "dense_forward, not written yet" not in screen
        terminal.press("n", "Next: dense_forward, not written yet.")


def test_the_questions_of_a_section_are_offered_when_its_last_exercise_passes(learner):
    with Watching(learner) as watch:
        watch.wait("`autograder quiz 1C` asks about section 1C.")
        put(neuron(learner), stub("1.1 weighted_sum"), RIGHT)
        watch.wait("Section 1C is done: `autograder quiz 1C`")
