"""The pytest plugin: the marker `exercise`, the fixtures, and failures that speak to a learner.

Loaded in every pytest run (entry point `pytest11`), so it imports little until a test uses it.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from autograder.grading.examination import Examination, Grader

EXAMINATIONS = pytest.StashKey[dict[Path, "Examination"]]()
GRADER = pytest.StashKey["Grader | None"]()
NEEDS = pytest.StashKey["tuple[dict[str, Any], list[str]] | None"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that choose what is tested, and where it runs."""
    group = parser.getgroup("autograder")
    group.addoption("--submission", metavar="FILE", help="the .py or .ipynb file to test")
    group.addoption(
        "--isolation",
        choices=["sandbox", "process", "none"],
        help="where it runs: graders default to sandbox, checks of your own file to none",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line(
        "markers",
        "exercise(name, points=0, gate=False, fresh=False, seconds=0): the exercise that a test "
        "belongs to; while a gate fails, the exercise's later tests are not run; fresh asks for a "
        "new worker, seconds for more time per call than usual.",
    )
    config.stash[EXAMINATIONS] = {}


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the workers that were started."""
    for examination in config.stash.get(EXAMINATIONS, {}).values():
        examination.connections.close()
        examination.connections.launchers.close()


@pytest.fixture
def submission(request: pytest.FixtureRequest) -> Any:
    """The learner's module; its functions may run in another process."""
    return examination_of(request.node).submission


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> Any:
    """The solutions module, in this process: hidden graders only."""
    key = examination_of(request.node).key
    if key.reference is None:
        pytest.fail("only hidden graders have a reference solution", pytrace=False)
    return key.reference


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> Any:
    """A generator seeded from the course secret and the grader's name."""
    return _rng_of(request.node)


def _rng_of(item: Any) -> Any:
    from autograder.grading.secret import rng_for, tried_secret

    folder = item.path.parent
    return rng_for(tried_secret() or _secret(folder), folder.name, item.name)


@functools.lru_cache
def _secret(folder: Path) -> bytes:
    from autograder.chapters import find_root
    from autograder.grading.secret import course_secret

    return course_secret(find_root(folder))


def examination_of(item: Any) -> Examination:
    """Return the examination that a test belongs to; made at the first test of its folder."""
    from autograder.errors import AutograderError
    from autograder.grading.setup import examination_for

    folder = item.path.parent
    known = item.config.stash[EXAMINATIONS]
    if folder not in known:
        options = item.config.option
        try:
            known[folder] = examination_for(folder, options.submission, options.isolation)
        except AutograderError as error:
            pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)
    return known[folder]


def direct_arguments(item: Any, examination: Examination) -> dict[str, Any] | None:
    """Return the arguments of a test that needs our own fixtures alone, or None for another."""
    if NEEDS not in item.stash:
        item.stash[NEEDS] = _needs(item)
    if item.stash[NEEDS] is None:
        return None
    given, own = item.stash[NEEDS]
    return given | {name: OWN_FIXTURES[name](item, examination) for name in own}


def _needs(item: Any) -> tuple[dict[str, Any], list[str]] | None:
    """Return a test's parameters and which of our fixtures it names; None if it needs others."""
    case = getattr(item, "callspec", None)
    given: dict[str, Any] = dict(case.params) if case else {}
    wanted = inspect.signature(item.obj).parameters
    if set(item.fixturenames) - set(given) - set(OWN_FIXTURES) - {"request"} or "request" in wanted:
        return None
    return given, [name for name in wanted if name not in given]


OWN_FIXTURES: dict[str, Callable[[Any, Examination], Any]] = {
    "submission": lambda item, examination: examination.submission,
    "reference": lambda item, examination: examination.key.reference,
    "rng": lambda item, examination: _rng_of(item),
}


def grader_of(item: Any) -> Grader | None:
    """Return what the `exercise` marker of a test says, or None for other tests."""
    from autograder.grading.examination import Grader

    if GRADER not in item.stash:
        marker = item.get_closest_marker("exercise")
        item.stash[GRADER] = marker and Grader(
            name=item.name, line=_line(item), **_marker_arguments(*marker.args, **marker.kwargs)
        )
    return item.stash[GRADER]


def _line(item: Any) -> str:
    """Return the first line of a test's docstring, with its parameters filled in."""
    line = (item.obj.__doc__ or item.name).strip().partition("\n")[0]
    case = getattr(item, "callspec", None)
    return line.format(**case.params) if case else line


def _marker_arguments(
    name: str,
    points: float = 0.0,
    gate: bool = False,
    fresh: bool = False,
    seconds: float = 0.0,
) -> dict[str, Any]:
    return {
        "exercise": name,
        "points": points,
        "gate": gate,
        "fresh": fresh,
        "seconds": seconds,
    }


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """Before a test of an exercise: is the exercise's function there, in the right form?"""
    grader = grader_of(pyfuncitem) if "submission" in pyfuncitem.fixturenames else None
    if grader:
        examination_of(pyfuncitem).begin(grader)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Judge the test; where it failed, the report is the learner's message and no traceback."""
    from autograder.grading.report import is_ours, judged

    if call.excinfo and is_ours(call.excinfo.value):
        # pytest would parse the grader's source for a traceback that nobody is shown.
        item.repr_failure = lambda excinfo, style=None: str(excinfo.value)  # type: ignore[method-assign]
    try:
        report = yield
    finally:
        item.__dict__.pop("repr_failure", None)
    over = call.when == "call" or (call.when == "setup" and call.excinfo)
    if not over or "submission" not in getattr(item, "fixturenames", ()):
        return report
    grader = grader_of(item)
    if grader and not (call.excinfo and isinstance(call.excinfo.value, pytest.exit.Exception)):
        return judged(report, examination_of(item), grader, call.excinfo)
    return report
