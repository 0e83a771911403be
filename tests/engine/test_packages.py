"""Which exercises get a worker with Keras, and which files a worker then finds."""

import ast
import textwrap

import pytest

from autograder.chapters import find_chapter
from autograder.errors import IsolationError
from autograder.grading.connections import Connections
from autograder.grading.key import packages_of
from autograder.grading.packages import needed
from autograder.sandbox.walls import stage
from autograder.sandbox.worker.limits import KERAS, NUMPY, limits_for
from autograder.sandbox.worker.loading import Cell, Source


def packages(text, name="f"):
    """Return the packages of one exercise of a solution."""
    return needed(ast.parse(textwrap.dedent(text)), [name])[name]


IMPORTS = {
    "import keras": "keras.ops",
    "import keras as k": "k.ops",
    "import keras.layers": "keras.layers.Dense",
    "import keras.layers as kl": "kl.Dense",
    "import tensorflow as tf": "tf.constant",
    "import numpy as np, tensorflow": "tensorflow.constant",
    "from tensorflow import keras": "keras.Input",
    "from tensorflow.keras import layers": "layers.Dense",
    "from keras.layers import Dense": "Dense",
    "from keras.layers import Dense as D": "D",
}


@pytest.mark.parametrize(("line", "use"), IMPORTS.items(), ids=IMPORTS)
def test_an_exercise_that_uses_an_import_of_the_file_needs_keras(line, use):
    text = f"{line}\ndef f(x):\n    return {use}(x)\ndef g(x):\n    return x\n"
    assert needed(ast.parse(text), ["f", "g"]) == {"f": KERAS, "g": NUMPY}


@pytest.mark.parametrize("line", IMPORTS)
def test_an_import_in_the_function_counts(line):
    assert packages(f"def f(x):\n    if x:\n        {line}\n    return x\n") == KERAS


@pytest.mark.parametrize(
    "line", ["import numpy as name", "from kerastuner import name", "import keras", "name = 1"]
)
def test_other_imports_do_not_count(line):
    assert packages(f"{line}\ndef f(x):\n    return name(x)\n") == NUMPY


def test_what_a_helper_of_the_file_uses_counts():
    text = """
        import keras
        def f(x):
            return middle(x)
        def middle(x):
            return f(x) if x else last(x)
        def last(x):
            return keras.ops.relu(x)
        def alone(x):
            return alone(x - 1)
    """
    assert packages(text) == packages(text, "middle") == KERAS
    assert packages(text, "alone") == NUMPY


def test_what_a_helper_is_only_written_beside_does_not_count():
    text = "import keras\ndef helper():\n    return keras\ndef f(x):\n    return x.helper\n"
    assert packages(text) == NUMPY


def test_annotations_do_not_count():
    text = """
        from __future__ import annotations
        import keras
        def f(x, y=1) -> keras.Model:
            z: keras.Layer = x
            def inner(w: keras.Layer) -> keras.Layer:
                return w
            return inner(z)
    """
    assert packages(text) == NUMPY


@pytest.mark.parametrize(
    "given", ["x: keras.Model", "x, /, y: keras.Model", "*, x: keras.Model=None"]
)
def test_who_is_handed_a_model_needs_keras(given):
    text = f"from __future__ import annotations\nimport keras\ndef f({given}):\n    return x\n"
    assert packages(text) == KERAS


def test_a_default_or_decorator_of_the_file_counts():
    assert packages("import keras\ndef f(x=keras.backend.epsilon()):\n    return x\n") == KERAS
    text = "import tensorflow as tf\n@tf.function\ndef f(x):\n    return x\n"
    assert packages(text) == KERAS


def test_a_class_needs_what_its_bases_and_methods_use():
    text = """
        import keras
        class Sub(keras.layers.Layer):
            pass
        class Uses:
            rate: float = 0.5
            def __init__(self):
                self.inner = [keras.layers.Dense(1)]
        class Child(Uses):
            pass
        class Plain:
            model: keras.Model
            def forward(self, x):
                return x
    """
    names = ["Sub", "Uses", "Child", "Plain"]
    assert needed(ast.parse(textwrap.dedent(text)), names) == {
        "Sub": KERAS, "Uses": KERAS, "Child": KERAS, "Plain": NUMPY,
    }  # fmt: skip


def test_a_constant_of_the_file_that_uses_keras_counts():
    text = "import keras\nLAYER = keras.layers.Dense(3)\ndef f(x):\n    return LAYER(x)\n"
    assert packages(text) == KERAS


# The course's own chapters -------------------------------------------------------------------

OF_CHAPTERS = {
    "ch01_neuron": set(),
    "ch02_forward": set(),
    "ch03_backprop": {"fit_or_gate"},
    "ch04_keras_mnist": {
        *("build_mnist_model", "compile_model", "build_mlp_256", "fit_and_evaluate"),
    },
}


@pytest.mark.parametrize("name", OF_CHAPTERS)
def test_only_exercises_about_networks_start_keras(root, name):
    found = packages_of(find_chapter(root, name))
    assert {exercise for exercise, has in found.items() if has == KERAS} == OF_CHAPTERS[name]
    assert set(found) == set(find_chapter(root, name).exercises)


def test_a_learners_machine_without_the_solution_needs_no_packages(course):
    chapter = find_chapter(course, "ch04_keras_mnist")
    chapter.solution.unlink()
    assert packages_of(chapter) == {}


def test_a_worker_with_keras_may_use_more_of_everything():
    numpy, keras = limits_for(NUMPY), limits_for(KERAS)
    assert keras.memory > numpy.memory
    assert keras.processes > numpy.processes  # its threads count


# What is installed ---------------------------------------------------------------------------


def names(*packages):
    return {path.name for path in stage.installed(packages)}


def test_numpy_brings_nothing_but_itself():
    assert names("numpy") <= {"numpy", "numpy.libs"}


def test_keras_brings_all_that_it_depends_on():
    found = names(*KERAS)
    assert {"numpy", "tensorflow", "keras", "absl", "h5py", "google"} <= found
    assert not {"autograder", "course", "matplotlib", "_pytest", "pytest", "typer"} & found
    assert not [name for name in found if name.endswith((".dist-info", ".pth")) or name == "bin"]


def test_files_of_the_worker_are_there_and_inside_of_an_installation():
    for path in stage.installed(KERAS):
        assert path.exists()
        assert path.parent.name in ("site-packages", "dist-packages")


def test_a_package_that_is_missing_is_named_with_what_to_do():
    with pytest.raises(IsolationError, match=r"no-such-package is not installed: run `make setup`"):
        stage.installed(("numpy", "no-such-package"))


def test_a_dependency_for_another_system_is_passed_over(monkeypatch):
    wanted = ["no-such-package", "also-not; extra == 'gpu'", "numpy; sys_platform == 'nowhere'"]
    monkeypatch.setattr("importlib.metadata.Distribution.requires", wanted)
    assert names("packaging") == {"packaging"}


# What is said of a file that stopped ---------------------------------------------------------

STOPS = "import numpy as np\nimport keras\ndef f(x): return x\nkeras.Sequential()\n1 / 0\n"


def errors_of(text, exercises, launchers):
    """Return what stopped a file, as its notes say it, after asking for each exercise."""
    source = Source("net", (Cell("net.py", text),))
    connections = Connections(launchers, source, exercises)
    try:
        for exercise in exercises:
            connections.of(exercise).require("f")
        return [error.name for error in connections.errors]
    finally:
        connections.close()


def test_a_fault_of_a_file_that_imports_keras_is_told_where_numpy_is_alone(warm):
    assert errors_of(STOPS, {"f": NUMPY}, warm) == ["ZeroDivisionError"]


@pytest.mark.slow
def test_a_file_that_stops_only_for_want_of_keras_is_not_reproached(warm):
    honest = "import keras\ndef f(x): return x\nVERSION = keras.__version__.split('.')[0] + ''\n"
    honest += "assert VERSION == '3'\n"
    assert errors_of(honest, {"f": NUMPY, "g": KERAS}, warm) == []
    assert errors_of(STOPS, {"f": NUMPY, "g": KERAS}, warm) == ["ZeroDivisionError"]
