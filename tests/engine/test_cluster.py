"""A class graded by a real Dask scheduler and real workers, on this machine."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from distributed import Client

from autograder.chapters import find_chapter, read_text
from autograder.errors import GradingError, UsageError
from autograder.grading.runner import Task
from autograder.instructor.classes.executor import DIED_TWICE, Setting
from autograder.instructor.classes.grade import grade_class
from autograder.instructor.classes.slots import Slots
from autograder.instructor.cluster import belongings, staff
from autograder.instructor.cluster.dispatch import Cluster
from autograder.instructor.cluster.encryption import security_for
from autograder.instructor.cluster.parcel import Parcel
from autograder.instructor.executors import executor_for
from tests.conftest import ROOT
from tests.engine.test_class_run import CHAPTER, hand_in

HERE = ROOT / "autograder" / "instructor" / "cluster"
CLUSTER = "autograder.instructor.cluster"
DASK = Path(sys.executable).with_name("dask")
LOOPBACK = "127.0.0.1"


class Machines:
    """A scheduler and workers, each a process group of its own."""

    def __init__(self, folder: Path, host: str = LOOPBACK, tls: tuple[str, ...] = ()) -> None:
        self.folder, self.tls = folder, tls
        self.own = () if tls else ("--host", LOOPBACK)  # of a worker
        with socket.socket() as free:
            free.bind((host, 0))
            self.port = free.getsockname()[1]
        self.address = f"{'tls' if tls else 'tcp'}://{LOOPBACK}:{self.port}"
        self.started: list[subprocess.Popen[bytes]] = []
        protocol = ("--protocol", "tls") if tls else ()
        self.scheduler = self._start(
            "scheduler", "--host", host, "--port", str(self.port), *protocol
        )

    def worker(self, threads: int = 1, **environment: str) -> subprocess.Popen[bytes]:
        return self._start(
            *("worker", self.address, "--nthreads", str(threads), *self.own),
            *("--local-directory", str(self.folder / "workers")),
            **environment,
        )

    def _start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{len(self.started)}.log").open("w") as log:
            process = subprocess.Popen(
                [str(DASK), *command, "--no-dashboard", *self.tls],
                env=os.environ | environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self.started):
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def machines(tmp_path):
    found = Machines(tmp_path)
    yield found
    found.end()


@pytest.fixture
def submitted(tmp_path):
    """Ten hand-ins, one of them wrong; each has bytes of its own."""
    right = read_text(hand_in(tmp_path / "in", "ada"))
    for number in range(8):
        hand_in(tmp_path / "in", f"student{number}", text=f"{right}\n# {number}\n")
    hand_in(tmp_path / "in", "wrong", text=right.replace("total += amount", "total -= amount"))
    return tmp_path / "in"


def everything(out: Path) -> dict[str, object]:
    """Return all that a run has written, but for its times."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.suffix in (".json", ".csv"):
            text = re.sub(r'"(graded|seconds)": [^,]*', "", path.read_text())
            found[str(path.relative_to(out))] = text
    return found


def test_a_cluster_finds_what_the_slots_find_and_keeps_nothing(machines, toys, submitted, tmp_path):
    machines.worker(threads=2)
    machines.worker()
    chapter = find_chapter(toys, CHAPTER)
    said: list[str] = []
    there = grade_class(
        toys,
        submitted,
        tmp_path / "there",
        only=chapter,
        executor=Cluster(machines.address, Setting(), say=said.append),
    )
    here = grade_class(
        toys, submitted, tmp_path / "here", only=chapter, executor=Slots(Setting(jobs=2))
    )
    assert [r.student for r in there.results] == [r.student for r in here.results]
    assert len(there.results) == 10
    assert everything(tmp_path / "there") == everything(tmp_path / "here")
    assert [
        words for words in said if "waiting for one" not in words
    ] == []  # a busy machine is slow
    kept = [path for path in (tmp_path / "workers").rglob("*") if path.name.startswith("chapter-")]
    assert kept == []


def test_a_worker_that_is_killed_costs_nobody_a_point_and_one_that_joins_late_takes_part(
    machines, toys, submitted, tmp_path
):
    first = machines.worker()
    seen = []

    def killing(done, total, result):
        seen.append(result.student)
        if done == 2:
            machines.worker()
            kill(first)

    run = grade_class(
        toys,
        submitted,
        tmp_path / "out",
        executor=Cluster(machines.address, Setting()),
        progress=killing,
    )
    scores = {result.student: result.score for result in run.results}
    assert len(seen) == len(scores) == 10
    assert scores.pop("wrong") < 100
    assert set(scores.values()) == {100}


def test_a_worker_of_another_version_is_told_so_and_grades_nothing(
    machines, toys, submitted, tmp_path, monkeypatch
):
    other = tmp_path / "other"
    for part in ("autograder", "course"):
        ignored = shutil.ignore_patterns("__pycache__", "graders", "samples", "lessons")
        shutil.copytree(ROOT / part, other / part, ignore=ignored)
    changed = other / "autograder" / "folds.py"
    changed.write_text(f"{read_text(changed)}# another version\n")
    machines.worker(PYTHONPATH=str(other))
    said: list[str] = []

    def hear(words: str) -> None:
        said.append(words)
        if "takes no part" in words:  # then nobody waits any longer
            monkeypatch.setattr(staff, "PATIENCE", 6.0)

    with (
        pytest.raises(GradingError, match=r"no worker of tcp://127.* can grade this"),
        Cluster(machines.address, Setting(), say=hear) as cluster,
    ):
        list(cluster.grade(find_chapter(toys, CHAPTER), [Task("ada", None)]))
    first, second = sorted(said)
    assert first.startswith("no worker can grade this yet: waiting for one")
    assert "takes no part: it has another version of the course" in second
    monkeypatch.undo()
    machines.worker()
    run = grade_class(
        toys, submitted, tmp_path / "out", executor=Cluster(machines.address, Setting())
    )
    assert len(run.results) == 10


def test_what_differs_is_named():
    own = belongings.belongings()
    assert belongings.difference(own, own) == ""
    assert "numpy 1.0, not" in belongings.difference(dict(own) | {"numpy": "1.0"}, own)
    without = {name: version for name, version in own.items() if name != "keras"}
    assert "keras none, not" in belongings.difference(without, own)


def test_a_machine_without_a_sandbox_says_so(monkeypatch):
    assert belongings.fault_of_sandbox("sandbox") == ""
    monkeypatch.setenv("PATH", "/nowhere")
    assert "bubblewrap" in belongings.fault_of_sandbox("sandbox")


KILLER = """
import os
import signal

from autograder.asserting import grader


@grader()
def test_killer(submission):
    '''A fault.'''
    if submission.deadly(1) == 77:
        os.kill(os.getppid(), signal.SIGKILL)  # the worker, whose child grades
"""


def test_what_kills_its_worker_each_time_ends_under_review_and_the_rest_is_graded(
    machines, toy_course, tmp_path
):
    chapter = find_chapter(toy_course, CHAPTER)
    room = next(iter(chapter.rooms.values()))
    room.write_text(read_text(room) + KILLER)
    for student in ("ada", "bad", "cem", "dan", "eva"):
        text = read_text(chapter.solution)
        value = 77 if student == "bad" else 1
        text += f"\ndef deadly(x): return {value}  # {student}\n"
        hand_in(tmp_path / "in", student, text=text)
    machines.worker(threads=2)
    run = grade_class(
        toy_course, tmp_path / "in", tmp_path / "out", executor=Cluster(machines.address, Setting())
    )
    results = {result.student: result for result in run.results}
    bad = results.pop("bad")
    assert bad.needs_review
    assert bad.notes == (DIED_TWICE,)
    assert {name: result.score for name, result in results.items()} == dict.fromkeys(results, 100)
    assert len(results) == 4


def test_a_scheduler_that_goes_away_is_said_and_the_same_command_goes_on(
    machines, toys, submitted, tmp_path
):
    machines.worker()

    def killing(done, total, result):
        if done == 3:
            kill(machines.scheduler)

    with pytest.raises(GradingError, match=r"has gone away\. What is graded so far is kept"):
        grade_class(
            toys,
            submitted,
            tmp_path / "out",
            executor=Cluster(machines.address, Setting()),
            progress=killing,
        )
    kept = list((tmp_path / "out").rglob("results.json"))
    assert 3 <= len(kept) < 10
    run = grade_class(toys, submitted, tmp_path / "out", executor=Slots(Setting(jobs=2)))
    assert run.reused == len(kept)
    assert len(run.results) == 10


SPY = """
import os
import socket

def looks_around():
    try:
        socket.create_connection(("127.0.0.1", {port}), 2)
        return "spoke to the scheduler"
    except OSError:
        pass
    return "sees the files" if os.path.exists({folder!r}) else ""

seen = looks_around()
if seen:
    raise RuntimeError(seen)
"""


def test_a_submission_sees_neither_the_files_nor_the_network_of_its_worker(
    machines, toys, tmp_path
):
    machines.worker()
    spy = SPY.format(port=machines.port, folder=str(tmp_path / "workers"))
    right = read_text(find_chapter(toys, CHAPTER).solution)
    hand_in(tmp_path / "in", "spy", text=f"{right}\n{spy}")
    executor = Cluster(machines.address, Setting())
    (result,) = grade_class(toys, tmp_path / "in", tmp_path / "out", executor=executor).results
    assert (tmp_path / "workers").exists()
    assert (result.score, result.notes) == (100, ())


def test_a_parcel_holds_what_grades_a_chapter_and_only_its_owner_reads_it(shop, tmp_path):
    parcel = Parcel.of(shop)
    places = {place for place, _ in parcel.files}
    assert {".autograder/secret", "solutions/ch01_shop/shop.py"} <= places
    assert not any("lessons" in place or place.endswith(".ipynb") for place in places)
    assert parcel.unpack(tmp_path).root.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://192.0.2.7:8786", "is not encrypted"),
        ("tcp://grader.example.org:8786", "is not encrypted"),
        ("tcp://127.0.0.1", "has no host and port"),
        ("127.0.0.1:8786", "is no scheduler: write tls://"),
        ("http://127.0.0.1:8786", "is no scheduler: write tls://"),
        ("tls://192.0.2.7:8786", r"needs certificates, and ca\.pem is not there"),
    ],
)
def test_an_address_that_will_not_do_is_refused_before_anything_is_sent(address, words):
    with pytest.raises(UsageError, match=words):
        security_for(address, None)


def test_a_certificate_that_is_missing_is_named(tmp_path):
    (tmp_path / "ca.pem").touch()
    with pytest.raises(UsageError, match=r"/cert\.pem is not there: name the folder"):
        security_for("tls://192.0.2.7:8786", tmp_path)


def test_certificates_without_a_scheduler_and_a_cluster_without_dask_are_refused(
    tmp_path, monkeypatch
):
    with pytest.raises(UsageError, match="name it with --scheduler"):
        executor_for(Setting(), "", tmp_path, print)
    monkeypatch.setitem(sys.modules, "distributed", None)
    for name in [name for name in sys.modules if name.startswith(CLUSTER)]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(UsageError, match=r"needs the package distributed: pip install"):
        executor_for(Setting(), "tcp://127.0.0.1:8786", None, print)


def test_a_weaker_level_is_not_for_a_cluster():
    with pytest.raises(UsageError, match="grades in the sandbox only"):
        Cluster("tcp://127.0.0.1:8786", Setting("process"))


def test_a_worker_that_other_machines_reach_needs_tls_and_gets_no_graders(machines, shop, tmp_path):
    machines.own = ()
    machines.worker()
    with (
        pytest.raises(UsageError, match=r"worker tcp.*listens where other machines can give it"),
        Cluster(machines.address, Setting()) as cluster,
    ):
        list(cluster.grade(shop, [Task("ada", None)]))
    assert not list((tmp_path / "workers").rglob("chapter-*"))


def test_a_class_in_which_nothing_is_new_asks_for_no_cluster(shop):
    with Cluster("tcp://127.0.0.1:1", Setting()) as cluster:
        assert list(cluster.grade(shop, [])) == []


def test_a_worker_on_which_the_graders_cannot_be_unpacked_takes_no_part(
    machines, toys, submitted, tmp_path
):
    machines.worker()
    machines.worker()
    with Client(machines.address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    said: list[str] = []

    def full(done, total, result):
        if done == 3:  # the first chapter is done: where one worker keeps its files is no folder
            place = next((tmp_path / "workers").rglob("chapter-*")).parent
            shutil.rmtree(place)
            place.touch()

    for chapter in ("ch01_shop", "ch03_scaling"):
        text = read_text(find_chapter(toys, chapter).solution)
        for student in ("ada", "ben", "cem"):
            folder = tmp_path / "both" / student / chapter
            folder.mkdir(parents=True)
            (folder / f"{chapter[5:]}.py").write_text(f"{text}\n# {student}\n")
    run = grade_class(
        toys,
        tmp_path / "both",
        tmp_path / "out",
        executor=Cluster(machines.address, Setting(), say=said.append),
        progress=full,
    )
    assert [result.score for result in run.results] == [100] * 6
    assert any("the graders cannot be written there" in words for words in said)


def test_a_scheduler_that_other_machines_reach_needs_tls(shop, tmp_path):
    found = Machines(tmp_path, host="0.0.0.0")
    try:
        with (
            pytest.raises(UsageError, match=r"start it with --host 127\.0\.0\.1"),
            Cluster(found.address, Setting()) as cluster,
        ):
            list(cluster.grade(shop, [Task("ada", None)]))
    finally:
        found.end()


def test_nobody_at_the_address_is_said_in_a_sentence(monkeypatch, shop):
    monkeypatch.setattr(staff, "CONNECT", 1.0)
    with (
        pytest.raises(UsageError, match=r"nobody answers at tcp://127\.0\.0\.1:1 "),
        Cluster("tcp://127.0.0.1:1", Setting()) as cluster,
    ):
        list(cluster.grade(shop, [Task("ada", None)]))


def test_the_command_with_the_certificates_of_the_page(toys, submitted, tmp_path):
    (commands,) = re.findall(r"```sh\n(.*?)```", (HERE / "README.md").read_text(), re.DOTALL)
    done = subprocess.run(["sh", "-e", "-c", commands], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr
    tls = ("--tls-ca-file", "ca.pem", "--tls-cert", "cert.pem", "--tls-key", "key.pem")
    found = Machines(tmp_path, tls=tls)
    command = [
        *(sys.executable, "-P", "-m", "autograder", "grade", str(submitted), "--json"),
        *("--out", str(tmp_path / "out"), "--scheduler", found.address),
        *("--certificates", str(tmp_path)),
    ]
    try:
        found.worker()
        time.sleep(1)
        run = subprocess.run(command, cwd=toys, capture_output=True, text=True, timeout=120)
    finally:
        found.end()
    assert run.returncode == 0, run.stderr
    assert len(json.loads(run.stdout)) == 10


def test_the_image_of_a_worker_holds_what_it_needs_and_nothing_hidden():
    lines = (HERE / "Dockerfile").read_text().splitlines()
    sources = {name for line in lines if line.startswith("COPY") for name in line.split()[1:-1]}
    assert all((ROOT / name).exists() for name in sources)
    left_out = (HERE / "Dockerfile.dockerignore").read_text().split()
    for hidden in ("autograder/graders", "solutions", ".autograder", "course/samples"):
        assert hidden in left_out
    assert {"autograder", "course", "pyproject.toml", "constraints.txt"} <= sources
