"""The pytest plugin: public checks with their fixtures, and exercises' rooms as files of tests.

Loaded in every pytest run (entry point `pytest11`), so it imports little until a test uses it.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder.grading.examinations import EXAMINATIONS, examination_of, told

if TYPE_CHECKING:
    from autograder.grading.grader import Grader

CHECK = pytest.StashKey["Grader | None"]()


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
    """Declare the markers."""
    lines = (
        "exercise(name): the exercise that the checks of a class belong to",
        "gate: while this check fails, the later ones of its exercise are not run",
    )
    for line in lines:
        config.addinivalue_line("markers", line)
    config.stash[EXAMINATIONS] = {}


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the workers that were started."""
    for examination in config.stash.get(EXAMINATIONS, {}).values():
        examination.connections.close()
        examination.connections.launchers.close()


# Rooms --------------------------------------------------------------------------------------


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the rooms of a chapter where its folder is tested; one that is named comes below."""
    is_named = parent.session.isinitpath(file_path)
    return None if is_named else pytest_pycollect_makemodule(file_path, parent)


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makemodule(module_path: Path, parent: Any) -> pytest.Module | None:
    """Take a room for what it is where it is named on the command line."""
    if not _is_room(module_path):
        return None
    from autograder.grading.roomfile import RoomFile

    return RoomFile.from_parent(parent, path=module_path)


def _is_room(path: Path) -> bool:
    """Return whether a file is an exercise's: `autograder/graders/chNN_topic/<exercise>.py`."""
    from autograder.chapters import NAME, is_room

    places = (path.parent.parent.name, path.parent.parent.parent.name)
    is_file = path.suffix == ".py" and is_room(path) and bool(NAME.fullmatch(path.parent.name))
    return is_file and places == ("graders", "autograder")


# Checks -------------------------------------------------------------------------------------


@pytest.fixture
def submission(request: pytest.FixtureRequest) -> Any:
    """The learner's module; its functions may run in another process."""
    return examination_of(request.node).submission


@pytest.fixture
def function(request: pytest.FixtureRequest) -> Any:
    """The learner's function (or class) of the exercise that the check belongs to."""
    check = check_of(request.node)
    if check is None:
        pytest.fail("`function` needs a class marked with @pytest.mark.exercise(…)", pytrace=False)
    return getattr(examination_of(request.node).submission, check.exercise)


def check_of(item: Any) -> Grader | None:
    """Return the check that a pytest item is, or None for other tests."""
    if CHECK not in item.stash:
        item.stash[CHECK] = _check(item) if getattr(item, "cls", None) else None
    check: Grader | None = item.stash[CHECK]
    return check


def _check(item: Any) -> Grader | None:
    from autograder.grading.collect import graders_of, marked_exercise, terms_of_check

    exercise = marked_exercise(item.cls)
    if not exercise:
        return None
    name = f"{item.cls.__name__}.{item.originalname}"
    terms = terms_of_check(item.obj)
    found = graders_of(item.path, exercise, name, item.obj, terms)
    case = getattr(item, "callspec", None)
    return next(each for each in found if each.given == (case.params if case else {}))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, Any, Any]:
    """Before a check: is the exercise's function there, in the right form?"""
    if check := check_of(item):
        examination_of(item).begin(check)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Judge the check; where it failed, the report is the learner's message and no traceback."""
    error = call.excinfo.value if call.excinfo else None
    check = check_of(item)
    if check is None or isinstance(error, pytest.exit.Exception):
        return (yield)
    if _says_all(error):
        # pytest would parse the check's source for a traceback that nobody is shown.
        item.repr_failure = lambda excinfo, style=None: str(excinfo.value)  # type: ignore[method-assign]
    try:
        report = yield
    finally:
        item.__dict__.pop("repr_failure", None)
    if call.when == "call" or (call.when == "setup" and error):
        _judge(report, item, check, error)
    return report


def _says_all(error: BaseException | None) -> bool:
    """Return whether an exception says all that a reader needs, without a traceback."""
    from autograder.grading.failure import Failure, SubmissionRaised
    from autograder.grading.verdicts import NotRun

    return isinstance(error, Failure | SubmissionRaised | NotRun)


def _judge(
    report: pytest.TestReport, item: pytest.Item, check: Grader, error: BaseException | None
) -> None:
    """Put the outcome into a report, and our own text where the check failed."""
    from autograder.grading.results import State

    outcome = examination_of(item).judge(check, error)
    if outcome.state is State.NOT_RUN:
        report.outcome = "skipped"
        path, line, _ = report.location
        report.longrepr = (path, line or 0, outcome.message)
    elif outcome.state is State.FAILED and _says_all(error):
        report.longrepr = told(outcome)
