"""Where NumPy is alone, a file that imports Keras loads all the same, and Keras is no answer."""

import functools
import inspect
import linecache
import sys
import textwrap
import types

import numpy as np
import pytest

from autograder.sandbox.worker import stand_ins
from autograder.sandbox.worker.calls import Options, perform
from autograder.sandbox.worker.loading import Cell, Source, load
from autograder.sandbox.worker.stand_ins import InertFinder, without_keras

HEAVY = ("keras", "tensorflow")


def is_heavy(name):
    return name.partition(".")[0] in HEAVY


@pytest.fixture(autouse=True)
def clean():
    """Forget what a test imports, and the learner's module; what was there before comes back.

    In place: Python's import looks into the first dict that was ever called sys.modules.
    """
    before = {name: sys.modules.pop(name) for name in list(sys.modules) if is_heavy(name)}
    yield
    for name in [name for name in sys.modules if is_heavy(name)]:
        del sys.modules[name]
    sys.modules.pop("neuron", None)
    sys.modules.update(before)


@pytest.fixture
def numpy_worker(monkeypatch):
    """Find stand-ins as a worker that has NumPy alone does."""
    # First of all, since Keras is installed here: nobody else is asked for it.
    monkeypatch.setattr(sys, "meta_path", [InertFinder(), *sys.meta_path])


def loaded(*texts):
    cells = [Cell(f"cell {i}", textwrap.dedent(text)) for i, text in enumerate(texts)]
    return load(Source("neuron", tuple(cells)))


def called(function, *args, **options):
    (seen,) = perform(function, [(args, {})], Options(**options), frozenset({"cell 0"}))
    return seen


LINES = {
    "import": "import keras, tensorflow as tf",
    "from": "from keras.layers import Dense, Dropout\nlayer = Dense(3)(Dropout(0.2))",
    "deep": "import keras.layers.core.dense as d\nfrom tensorflow.keras.models import Sequential",
    "model": "import keras\nm = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])\n"
    "m.compile('adam', loss='mse')\nm.fit(1, 2, epochs=3).history['loss']",
    "subclass": "import keras\nclass Net(keras.Model):\n    def __init__(self):\n        pass\n"
    "    def call(self, x):\n        return x\nNet()",
    "subclass of two": "import keras\nclass A: pass\nclass B(A, keras.layers.Layer): pass",
    "subclass of subclass": "import keras\nclass A(keras.Model): pass\nclass B(A): pass\nB()",
    "decorator": "import tensorflow as tf\n@tf.function\ndef g(x):\n    return x",
    "decorator with arguments": "import keras\n@keras.saving.register_keras_serializable('x')\n"
    "class L(keras.layers.Layer): pass",
    "version": "import keras, tensorflow as tf\nassert keras.__version__ >= '3'\n"
    "assert tf.__version__ > '2' and tf.keras.__version__\n"
    "assert int(keras.__version__.split('.')[0]) >= 3",
    "with": "import tensorflow as tf\nwith tf.device('/cpu:0'), tf.GradientTape() as tape:\n    1",
    "unpacked": "import keras\n(x, y), (u, v) = keras.datasets.mnist.load_data()",
    "annotation": "import keras\ndef g(model: keras.Model = None) -> keras.Model: pass",
}


@pytest.mark.usefixtures("numpy_worker")
@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_a_file_that_uses_keras_at_its_top_loads(text):
    found = loaded(f"{text}\ndef f(x):\n    return x + 1\n")
    assert found.errors == ()
    assert found.module.f(1) == 2


FAULTS = {
    "arithmetic": "y = keras.datasets.mnist.load_data()[0] / 255.0",
    "comparison": "ok = keras.backend.epsilon() < 1",
    "int": "n = int(keras.backend.epsilon())",
    "array": "a = np.asarray(keras.ops.zeros(3)) + 1",
    "assertion": "assert len(keras.layers.Dense(3).weights) == 2",
    "index": "xs = [1, 2][keras.ops.argmax(3)]",
    "format": "print(f'{keras.backend.epsilon():.3f}')",
    "exit": "import sys; sys.exit(keras.backend.epsilon() / 2)",
    "loop": "for layer in keras.Sequential().layers:\n    layer + 1",
}


@pytest.mark.usefixtures("numpy_worker")
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_a_stand_in_cannot_do_costs_no_later_function(fault):
    found = loaded(f"import keras\nimport numpy as np\n{fault}\ndef f(x):\n    return x + 1\n")
    assert found.errors == ()
    assert found.module.f(1) == 2


@pytest.mark.usefixtures("numpy_worker")
def test_a_cell_without_keras_is_taken_statement_by_statement_too():
    found = loaded("import keras\nx = keras.backend.epsilon()", "y = x / 2", "y + 1\na = 1")
    assert found.errors == ()
    assert found.module.a == 1


@pytest.mark.usefixtures("numpy_worker")
def test_a_syntax_error_is_reported_beside_stand_ins():
    found = loaded("import keras\nx = keras.backend.epsilon() / 2", "def f(:\n    pass")
    assert [(error["type"], error["file"]) for error in found.errors] == [("SyntaxError", "cell 1")]


@pytest.mark.usefixtures("numpy_worker")
def test_a_fault_of_the_files_own_is_reported_where_keras_is_not_imported():
    (error,) = loaded("import numpy as np\nnp.zeros(3) + np.zeros(4)\ndef f(): pass").errors
    assert (error["type"], error["line"]) == ("ValueError", 2)


@pytest.mark.usefixtures("numpy_worker")
def test_a_magic_line_does_not_stop_the_statements_of_a_cell():
    found = loaded("%matplotlib inline\nimport keras\nkeras.ops.ones(2) / 3\ndef f(): return 1")
    assert found.errors == ()
    assert found.module.f() == 1


# A stand-in is never an answer ---------------------------------------------------------------

ANSWERS = {
    "itself": "keras.ops.relu(x)",
    "in numpy": "np.maximum(keras.ops.relu(x), 0)",
    "as an array": "np.asarray(keras.ops.relu(x))",
    "through from": "Dense(3)(x)",
}


@pytest.mark.usefixtures("numpy_worker")
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_made_with_keras_says_to_use_numpy(answer):
    text = "import keras\nimport numpy as np\nfrom keras.layers import Dense\n"
    function = loaded(f"{text}def f(x):\n    return {answer}\n").module.f
    error = called(function, np.ones(3))["error"]
    assert "ModuleNotFoundError" in error["mro"]
    assert error["message"] == "keras is not there in this exercise: use NumPy"


@pytest.mark.usefixtures("numpy_worker")
def test_the_package_that_is_named_is_the_one_that_was_imported():
    function = loaded("import tensorflow as tf\ndef f(x):\n    return tf.nn.relu(x)\n").module.f
    assert called(function, 1)["error"]["message"].startswith("tensorflow is not there")


# The option `without_keras`, where Keras is installed ----------------------------------------


def dense(x):
    """Stands for something of Keras that a learner's file imported by name."""
    return x


dense.__module__ = "keras.src.layers.core.dense"


@pytest.fixture
def real(monkeypatch):
    """A learner's module in a process that has imported Keras: here, modules of that name."""
    made = {name: types.ModuleType(name) for name in ("keras", "keras.layers", "tensorflow")}
    made["keras"].relu = made["tensorflow"].relu = lambda x: x
    for name, module in made.items():
        monkeypatch.setitem(sys.modules, name, module)
    module = types.ModuleType("neuron")
    module.Dense, module.np = dense, np
    exec(
        "import keras\nimport tensorflow as tf\n"
        "def f(x): return keras.relu(x)\n"
        "def g(x): return tf.relu(x)\n"
        "def h(x): return Dense(x)\n"
        "def late(x):\n    import keras.layers\n    from tensorflow import nn\n"
        "    return nn.relu(x)\n"
        "def fails(x): raise SystemExit\n"
        "def plain(x): return x + 1\n",
        module.__dict__,
    )
    return module


def state_of(module):
    heavy = {name: value for name, value in sys.modules.items() if is_heavy(name)}
    return dict(module.__dict__), heavy


@pytest.mark.parametrize("name", ["f", "g", "h"])
def test_an_exercise_for_numpy_does_not_find_the_keras_of_its_file(real, name):
    before = state_of(real)
    assert called(getattr(real, name), 3.0).get("value") is not None
    error = called(getattr(real, name), 3.0, without_keras=True)["error"]
    assert "ModuleNotFoundError" in error["mro"]
    assert "use NumPy" in error["message"]
    assert state_of(real) == before


@pytest.mark.usefixtures("numpy_worker")
def test_an_import_within_the_function_finds_no_keras_either(real):
    before = state_of(real)
    error = called(real.late, 3.0, without_keras=True)["error"]
    assert "ModuleNotFoundError" in error["mro"]
    assert state_of(real) == before


def test_a_function_without_keras_works_as_ever(real):
    assert called(real.plain, 1, without_keras=True)["value"] == 2


def test_all_is_put_back_after_an_exception(real):
    before = state_of(real)
    assert "SystemExit" in called(real.fails, 1, without_keras=True)["error"]["mro"]
    assert state_of(real) == before
    with pytest.raises(ZeroDivisionError), without_keras(real.f):
        real.np = 1 / (real.np is np and isinstance(real.keras, stand_ins.Inert) and 0)
    assert state_of(real) == before


def test_all_is_put_back_also_when_the_function_removes_the_stand_ins(real):
    before = state_of(real)
    with without_keras(real.f):
        for name in list(sys.modules):
            if is_heavy(name):
                del sys.modules[name]
    assert state_of(real) == before


def test_what_is_imported_while_hidden_is_not_left(real):
    before = state_of(real)
    with without_keras(real.f):
        sys.modules["keras.extra"] = types.ModuleType("keras.extra")
    assert state_of(real) == before


def test_nothing_is_left_where_keras_was_never_imported():
    with without_keras(len), without_keras(test_nothing_is_left_where_keras_was_never_imported):
        assert "keras" in sys.modules
    assert not list(filter(is_heavy, sys.modules))


def test_arithmetic_with_what_is_missing_says_that_it_is_missing(numpy_worker):
    module = loaded(
        "import tensorflow as tf\ndef f(x):\n    return tf.cast(x, tf.int8) / 2.0\n"
    ).module
    assert "use NumPy" in called(module.f, np.ones(2))["error"]["message"]


def test_a_call_tells_whether_it_prints():
    for printing in (True, False):
        seen = called(lambda x: print(x, end="") if x else None, printing, note_prints=True)
        assert seen["printed"] is printing


def test_a_builtin_or_an_object_can_be_called_without_keras():
    assert called(len, [1, 2], without_keras=True)["value"] == 2
    assert called(np.sum, [1, 2], without_keras=True)["value"] == 3


def test_a_wrapped_function_is_found_under_its_wrapper(real):
    wrapped = functools.wraps(real.f)(lambda x: real.f(x))
    assert "use NumPy" in called(wrapped, 3.0, without_keras=True)["error"]["message"]


# Source that can be read ---------------------------------------------------------------------


def test_the_source_of_a_submission_can_be_read():
    text = "import math\n\ndef f(x):\n    return x + 1\n"
    module = loaded(text).module
    assert inspect.getsource(module.f) == "def f(x):\n    return x + 1\n"
    linecache.checkcache()  # as traceback and pdb do: there is no file of that name
    assert inspect.getsource(module.f) == "def f(x):\n    return x + 1\n"


def test_the_source_of_each_cell_is_its_own():
    module = loaded("def f():\n    return 1\n", "%time 1\ndef g():\n    return 2\n").module
    assert inspect.getsource(module.f).endswith("return 1\n")
    assert inspect.getsource(module.g).endswith("return 2\n")
