"""The structure that the code promises: which room imports which, and what crosses to a worker."""

import ast
import functools
import statistics
import subprocess
import sys
from collections import Counter
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from autograder.cli.catalogue import SHELVES
from autograder.sandbox.walls.stage import worker_modules
from tests.conftest import ROOT

ENGINE = ROOT / "autograder"

# What each room may import of the engine, beside itself. `chapters`, `atomic` and `errors` are
# the floor that every room stands on.
FLOOR = {"errors", "atomic", "chapters", "solution"}
ALLOWED = {
    "errors": set(),
    "atomic": set(),
    "solution": {"errors"},
    "chapters": {"errors", "solution"},
    "addresses": {"chapters"},
    "folds": {"chapters"},
    "quizzes": {"chapters"},
    "quizpage": {"quizzes"},
    "sandbox": {"errors"},
    "grading": {"sandbox", *FLOOR},
    "asserting": {"grading", "sandbox", *FLOOR},
    "authoring": {
        "asserting",
        "grading",
        "sandbox",
        "addresses",
        "folds",
        "quizzes",
        "quizpage",
        *FLOOR,
    },
    "learner": {
        "asserting",
        "grading",
        "sandbox",
        "addresses",
        "folds",
        "quizzes",
        "quizpage",
        *FLOOR,
    },
    "instructor": {"addresses", "grading", "sandbox", *FLOOR},
    "__main__": {"cli"},
    "cli": {"learner", "instructor", "authoring", "grading", "sandbox", "quizzes", *FLOOR},
    "graders": {"asserting", "grading"},
}


@functools.cache
def parsed(path: Path) -> ast.Module:
    """Return a file's tree; many questions are asked of each."""
    return ast.parse(path.read_text())


def imports_of(path: Path) -> set[str]:
    """Return the dotted names that a file imports, wherever the import stands."""
    found = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room_of(name: str) -> str:
    return name.split(".")[1] if name.count(".") else ""


@pytest.mark.parametrize(
    "path", sorted(ENGINE.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_imports_run_downwards_only(path):
    room = path.relative_to(ENGINE).parts[0].removesuffix(".py")
    if room == "__init__":
        return
    used = {room_of(name) for name in imports_of(path) if name.startswith("autograder.")}
    used -= {room, "__version__"}
    assert used <= ALLOWED[room]


def test_imports_run_in_no_circle():
    """Wherever an import stands: one inside a function is no way round a circle."""
    paths = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in ENGINE.rglob("*.py")}
    found = {name: imports_of(path) for name, path in paths.items()}
    used = {
        name: {each if each in paths else each.rpartition(".")[0] for each in names} & paths.keys()
        for name, names in found.items()
    }
    while free := {name for name, needs in used.items() if not needs & used.keys()}:
        used = {name: needs for name, needs in used.items() if name not in free}
    assert sorted(used) == []


@pytest.mark.parametrize("module", worker_modules())
def test_the_workers_side_imports_nothing_but_the_standard_library_and_numpy(module):
    staged = {
        f"autograder.{name.removesuffix('.py').replace('/', '.')}" for name in worker_modules()
    }
    tree = parsed(ENGINE / module)
    at_the_top = {alias.name for node in tree.body
                  if isinstance(node, ast.Import) for alias in node.names}  # fmt: skip
    later = {"keras", "tensorboard"}  # which a NumPy worker never asks for
    assert not later & {name.partition(".")[0] for name in at_the_top}
    for name in imports_of(ENGINE / module):
        top = name.partition(".")[0]
        if top in later:
            continue
        if top == "autograder":
            assert any(name == part or name.startswith(f"{part}.") or part.startswith(f"{name}.")
                       for part in staged), name  # fmt: skip
        else:
            assert top in sys.stdlib_module_names or top == "numpy", name


def test_a_learner_needs_no_package_of_the_instructors():
    """The learner's commands and the pytest plugin work without the instructor's extra."""
    blocked = ("jinja2", "nbformat", "pyseccomp", "nbgrader", "autograder.instructor")
    code = f"""
import sys
for name in {blocked!r}:
    sys.modules[name] = None
import autograder.cli, autograder.learner, autograder.grading.plugin
from autograder.cli import app
from typer.testing import CliRunner
result = CliRunner().invoke(app, ["check", "ch01_neuron"])
assert result.exit_code == 1, result.output
assert "0 of 7 exercises done" in result.output, result.output
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_command_imports_numpy_when_it_needs_it_and_with_one_thread():
    """Half a second of waiting for `hint`; a second thread that waits for its turn elsewhere."""
    code = """
import os, sys
import autograder.cli
assert "numpy" not in sys.modules
sys.argv = ["autograder", "--version"]
try:
    autograder.cli.main()
except SystemExit:
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_help_is_read_from_the_commands_files_and_imports_none_of_them():
    code = """
import sys
from autograder.cli import app
from typer.testing import CliRunner
result = CliRunner().invoke(app, ["--help"])
assert result.exit_code == 0, result.output
assert "Check your own answers with the public checks." in result.output
assert not {"numpy", "autograder.cli.commands", "autograder.learner"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_every_command_is_listed_in_one_panel():
    listed = [name for shelf in SHELVES for name in shelf.commands]
    files = {path.stem for path in (ENGINE / "cli" / "commands").glob("*.py")} - {"__init__"}
    assert sorted(listed) == sorted(files)


@pytest.mark.parametrize("path", sorted((ENGINE / "cli").rglob("*.py")), ids=lambda p: p.stem)
def test_a_command_imports_what_it_needs_at_its_top(path):
    tree = parsed(path)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = [node for each in functions for node in ast.walk(each)]
    assert not [node.lineno for node in inside if isinstance(node, ast.Import | ast.ImportFrom)]


def tracked():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.splitlines()


def test_the_top_level_holds_the_course_and_the_usual_project_files():
    folders = {name.split("/")[0] for name in tracked() if "/" in name}
    assert folders == {
        *("course", "exercises", "solutions", "autograder", "tests"),
        *(".ci", ".github"),
    }


def test_no_file_of_the_project_names_a_registry_or_a_path_of_a_machine():
    words = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".", str(ROOT) + "/")
    for name in tracked():
        path = ROOT / name
        data = path.read_bytes() if path.exists() else b""
        assert not [word for word in words if word.encode() in data], name


def test_the_constraints_pin_exact_versions_and_name_no_host():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert len(pins) > 50
    assert all("==" in pin and "://" not in pin and "@" not in pin for pin in pins)


def test_what_is_pinned_can_be_installed_with_the_oldest_python_that_is_promised():
    """Debian 12 has 3.11.2: one pin that needs a newer one, and nothing can be installed there."""
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    for pin in (Requirement(line) for line in lines if not line.startswith("#")):
        try:
            needed = metadata.metadata(pin.name).get("Requires-Python") or ""
        except metadata.PackageNotFoundError:
            continue
        if "3.11.2" not in SpecifierSet(needed):
            assert pin.marker is not None, f"{pin} needs Python {needed}: give it a marker"


# Shape --------------------------------------------------------------------------------------

ROOMS = sorted(ENGINE.glob("graders/ch*/*.py"))
MODULES = [path for path in sorted(ENGINE.rglob("*.py")) if "graders" not in path.parts]
FIGURES = sorted((ROOT / "course" / "plots").rglob("*.py"))
COURSE = [*FIGURES, *sorted((ROOT / "course" / "datasets").glob("*.py"))]


@pytest.mark.parametrize("paths", [MODULES, FIGURES], ids=["engine", "figures"])
def test_a_module_has_a_name_of_its_own(paths):
    """A command's file is called as the command is, whatever else is; see `cli.catalogue`.

    A room is called as its exercise is, and each chapter has a `cases.py`.
    """
    names = [p.stem for p in paths if p.stem[0] != "_" and p.parent.name != "commands"]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_a_class_has_a_name_of_its_own():
    """In engine, graders and course: whoever looks for what a name says finds one thing."""
    trees = [parsed(path) for path in (*MODULES, *ROOMS, *COURSE)]
    classes = [n.name for tree in trees for n in tree.body if isinstance(n, ast.ClassDef)]
    public = Counter(name for name in classes if name[0] != "_")
    assert [name for name, times in public.items() if times > 1] == []


def functions_in(paths):
    """Return the functions of some files by their length in lines, the longest first."""
    found = [
        (node.end_lineno - node.lineno + 1, f"{path.stem}.{node.name}")
        for path in paths
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return sorted(found, reverse=True)


@pytest.mark.parametrize("paths", [MODULES, ROOMS], ids=["engine", "graders"])
def test_functions_are_short(paths):
    functions = functions_in(paths)
    lengths = [length for length, _ in functions]
    assert functions[0] <= (40, "~"), functions[:3]
    assert lengths[len(lengths) // 10] <= 20
    assert statistics.median(lengths) <= 7


BRANCHES = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.comprehension)
BRANCHES += (ast.ExceptHandler, ast.Assert, ast.match_case)


def complexity(function):
    """Return how many ways lead through a function, as McCabe counts them."""
    parts = list(ast.walk(function))
    words = sum(len(part.values) - 1 for part in parts if isinstance(part, ast.BoolOp))
    filters = sum(len(part.ifs) for part in parts if isinstance(part, ast.comprehension))
    return 1 + sum(isinstance(part, BRANCHES) for part in parts) + words + filters


def test_complexity_counts_what_branches():
    """One is the way straight through; the rest stands beside its line."""
    text = """
def example(a, *b):
    assert a  # 1
    with a:
        for each in b:  # 1
            while each and a and b:  # 3
                each = [x for x in b if x if a]  # 3
    try:
        a = 1 if b else 2  # 1
    except (TypeError, ValueError):  # 1
        match a:
            case 1:  # 1
                pass
    if a:  # 1
        pass
"""
    assert complexity(ast.parse(text)) == 1 + 12


@pytest.mark.parametrize("path", [*MODULES, *ROOMS], ids=lambda path: str(path.relative_to(ENGINE)))
def test_no_function_has_too_many_ways(path):
    functions = [
        node
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    counted = {node.name: complexity(node) for node in functions}
    assert {name: count for name, count in counted.items() if count > 20} == {}


@pytest.mark.parametrize(("paths", "most"), [(MODULES, 220), (ROOMS, 250)])
def test_a_file_has_one_job(paths, most):
    lines = {path: len(path.read_text().splitlines()) for path in paths}
    assert {path.name: count for path, count in lines.items() if count > most} == {}
