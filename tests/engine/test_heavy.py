"""TensorFlow is imported late and says nothing: tried in processes of their own."""

import subprocess
import sys
import textwrap

import pytest

from tests.conftest import ROOT


def said(text):
    """Run a program; return what it wrote to descriptors 1 and 2."""
    program = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{textwrap.dedent(text)}"
    command = [sys.executable, "-W", "default", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_an_import_costs_nothing_until_something_is_used():
    out, err = said("""
        from autograder.sandbox import heavy
        heavy.install()
        heavy.install()
        import keras
        import tensorflow as tf
        loaded = [n for n in sys.modules if n.split(".")[0] in ("keras", "tensorflow", "h5py")]
        print(sorted(loaded), sum(type(f).__name__ == "HeavyFinder" for f in sys.meta_path))
    """)
    assert (out, err) == ("['keras', 'tensorflow'] 1\n", "")


def test_other_packages_are_imported_as_ever():
    out, err = said("""
        from autograder.sandbox import heavy
        heavy.install()
        import json, numpy
        print(json.dumps(1), type(numpy).__name__, "_Lazy" in type(numpy).__name__)
        try:
            import kerastuner_that_is_not_there
        except ImportError as error:
            print(error.name)
    """)
    assert (out, err) == ("1 module False\nkerastuner_that_is_not_there\n", "")


BROKEN = """
    import os, tempfile
    from autograder.sandbox import heavy
    folder = tempfile.mkdtemp()
    os.mkdir(folder + "/keras")
    with open(folder + "/keras/__init__.py", "w") as file:
        file.write("import os, warnings\\nos.write(2, b'noise')\\nwarnings.warn('old')\\n")
        file.write("import a_part_that_is_missing\\n")
    sys.path.insert(0, folder)
    heavy.install()
    {use}
    os.write(2, b"after")
"""


@pytest.mark.parametrize(
    "use",
    [
        "import keras\n    try: keras.layers\n    except ImportError as error: print(error.name)",
        "try: from keras import layers\n    except ImportError as error: print(error.name)",
        "try: import keras.layers\n    except ImportError as error: print(error.name)",
    ],
)
def test_an_import_that_fails_raises_when_it_is_used_and_the_descriptor_is_back(use):
    out, err = said(BROKEN.format(use=use))
    assert out.strip() in ("a_part_that_is_missing", "keras.layers")
    assert err == "after"


def test_a_package_that_is_not_installed_raises_at_once():
    out, err = said("""
        from autograder.sandbox import heavy
        heavy.install()
        sys.path[:] = [p for p in sys.path if "site-packages" not in p]
        try:
            import keras
        except ImportError as error:
            print(type(error).__name__, error.name)
    """)
    assert (out, err) == ("ModuleNotFoundError keras\n", "")


def test_silence_is_lifted_after_the_block_and_keeps_the_filters_of_warnings():
    out, err = said("""
        import os, warnings
        from autograder.sandbox.heavy import silent
        before = list(warnings.filters)
        try:
            with silent():
                os.write(2, b"hidden")
                warnings.warn("hidden", UserWarning)
                1 / 0
        except ZeroDivisionError:
            print(warnings.filters == before, len(os.listdir("/proc/self/fd")))
        os.write(2, b"seen")
    """)
    assert out == "True 4\n"  # three, and the one that lists them
    assert err == "seen"


TRAINS = """
    import numpy as np
    def trained(width):
        model = keras.Sequential([keras.Input((width,)), keras.layers.Dense(1)])
        model.compile(optimizer="sgd", loss="mse")
        rng = np.random.default_rng(0)
        model.fit(rng.random((8, width)), rng.random((8, 1)), verbose=0)
        return model.predict(rng.random((3, width)), verbose=0).shape
    for width in range(1, 7):  # TensorFlow calls it retracing, from the fifth on
        assert trained(width) == (3, 1)
    print(keras.__name__, type(keras).__name__)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "start",
    [
        "from autograder.sandbox import heavy\n    heavy.install()\n    import keras",
        "from course import plots\n    import keras",
        "from course import plots\n    from tensorflow import keras",
    ],
    ids=["installed", "after the figures", "by way of tensorflow"],
)
def test_keras_is_silent_while_it_is_imported_and_trains(start):
    out, err = said(f"    {start}\n{TRAINS}")
    assert out.startswith("keras")
    assert err == ""


def test_collecting_a_chapters_graders_and_its_key_does_not_import_keras():
    out, err = said("""
        from autograder.chapters import all_chapters, find_root
        from autograder.grading.runner import points_of
        from autograder.grading.key import answer_key
        for chapter in (*all_chapters(find_root()), *all_chapters(find_root())):
            answer_key(chapter)
            points_of(chapter)
            answer_key.cache_clear()
        print([n for n in ("keras.src", "tensorflow.python") if n in sys.modules])
    """)
    assert (out, err) == ("[]\n", "")


def test_a_second_import_costs_nothing_either():
    out, err = said("""
        from autograder.sandbox import heavy
        heavy.install()
        import keras
        import tensorflow
        import keras
        import tensorflow as tf
        print(keras is sys.modules["keras"], "keras.src" in sys.modules, len(dir(keras)) > 20)
        print("keras.src" in sys.modules, type(keras).__name__, keras.__spec__.name)
    """)
    assert (out, err) == ("True False True\nTrue module keras\n", "")
