"""The worker's side in this very process: loading, calling, and what is told about it."""

import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from autograder.sandbox.client import LocalWorker
from autograder.sandbox.worker import wire
from autograder.sandbox.worker.calls import Options, perform, signature
from autograder.sandbox.worker.events import EventCounter
from autograder.sandbox.worker.failures import MAX_TEXT, describe
from autograder.sandbox.worker.loading import Cell, Source, load, without_magics
from autograder.sandbox.worker.stand_ins import InertFinder
from autograder.sandbox.worker.wire import Handle, Recipe

FILE = "neuron.py"
FILES = frozenset({FILE})


def loaded(*cells):
    """Return what is left of a notebook with these cells; a single one is a file."""
    names = [FILE] if len(cells) == 1 else [f"neuron.ipynb cell {i}" for i in range(1, 99)]
    named = zip(names, map(textwrap.dedent, cells), strict=False)
    return load(Source("neuron", tuple(Cell(name, text) for name, text in named)))


@pytest.fixture
def worker():
    """Return a function that loads a text into a worker and returns a function to call it with."""
    local = LocalWorker()

    def use(text):
        source = Source("neuron", (Cell(FILE, textwrap.dedent(text)),))
        reply = local.request("load", 1.0, source=source.to_json(), seed=0)
        assert reply.value["errors"] == []
        return call

    def call(*args, name="f", **options):
        (seen,) = cases([args], name, **options)
        return seen

    def cases(listed, name="f", **options):
        packed = [[list(args), {}] for args in listed]
        return local.request("call", 1.0, target=[None, name], cases=packed, options=options).value

    call.cases, call.ask = cases, local.request
    yield use
    sys.modules.pop("neuron", None)


# Loading -----------------------------------------------------------------------------------


def test_cells_run_in_order_in_one_module():
    module = loaded("a = 1", "b = a + 1", "c = a + b").module
    assert (module.a, module.b, module.c) == (1, 2, 3)
    assert sys.modules["neuron"] is module
    assert module.__name__ == "neuron"


def test_a_failing_line_stops_no_other():
    found = loaded("a = 1", "a = 2\n1 / 0\na = 3", "def (:", "raise SystemExit", "b = a")
    assert found.module.b == 3
    assert [error["type"] for error in found.errors] == [
        *("ZeroDivisionError", "SyntaxError", "SystemExit")
    ]
    assert [(error["file"], error["line"]) for error in found.errors] == [
        ("neuron.ipynb cell 2", 2),
        ("neuron.ipynb cell 3", 1),
        ("neuron.ipynb cell 4", 1),
    ]


def test_a_line_before_one_that_fails_runs_once():
    found = loaded("""
        import sys
        sys.counted = getattr(sys, "counted", 0) + 1
        import no_such_package
        def f():
            return sys.counted
        sys.counted = f() + 1
    """)
    try:
        assert found.module.f() == 2
    finally:
        del sys.counted


def test_what_is_no_python_runs_not_at_all():
    found = loaded("""
        a = 1
        return a
    """)
    assert not hasattr(found.module, "a")
    assert [error["type"] for error in found.errors] == ["SyntaxError"]


def test_an_error_is_placed_in_the_learners_own_line():
    (error,) = loaded("import json\n\ndef g():\n    json.loads('{')\n\ng()\n").errors
    assert (error["file"], error["line"]) == (FILE, 4)
    assert "ValueError" in error["mro"]


@pytest.mark.parametrize(
    "line",
    [
        *("%matplotlib inline", "!pip install numpy", "?print", "files = !ls", "t = %timeit 1"),
        *("np.dot?", "np.dot??", "    %time x = 1"),
    ],
)
def test_a_magic_line_does_not_cost_its_cell(line):
    text = f"if True:\n    pass\n{line}\n" if line.startswith(" ") else f"{line}\n"
    found = loaded(text + "a = 1\n")
    assert found.errors == ()
    assert found.module.a == 1


def test_a_magic_that_goes_on_in_the_next_line_costs_neither():
    found = loaded("!pip install numpy \\\n    --quiet\nx = !ls \\\n  -l\na = 1\n1 / 0\n")
    assert found.module.a == 1
    (error,) = found.errors
    assert (error["type"], error["line"]) == ("ZeroDivisionError", 6)


def test_await_may_stand_outside_of_functions_as_in_every_notebook():
    text = "import asyncio\nawait asyncio.sleep(0)\ndef f():\n    return await g()\na = 1\n"
    found = load(Source("net", (Cell("net.ipynb cell 3", text.replace("return await g()", "1")),)))
    assert (found.errors, found.module.a) == ((), 1)
    (error,) = load(Source("net", (Cell("net.ipynb cell 3", text),))).errors
    assert error["type"] == "SyntaxError"
    (error,) = load(Source("net", (Cell("net.py", "await f()"),))).errors
    assert error["type"] == "SyntaxError"


def test_a_notebooks_export_asks_for_magics_and_nothing_happens():
    lines = (
        "get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().system('ls')\na = 1"
    )
    found = loaded(lines)
    assert (found.errors, found.module.a) == ((), 1)


def test_a_notebooks_cell_may_ask_for_the_shell_it_is_in():
    found = loaded("get_ipython().run_line_magic('matplotlib', 'inline')\na = 1", "b = 2")
    assert (found.errors, found.module.a, found.module.b) == ((), 1, 2)


@pytest.mark.usefixtures("inert_imports")
def test_a_mounted_drive_costs_nothing():
    text = "from google.colab import drive\ndrive.mount('/content/drive')\nimport numpy\na = 1\n"
    found = loaded(text)
    assert (found.errors, found.module.a) == ((), 1)


def test_a_notebooks_export_of_a_timed_cell_defines_its_functions():
    cell = "def f():\\n    return 1\\n\\n%matplotlib inline\\na = f()\\n"
    found = loaded(f"b = 2\nget_ipython().run_cell_magic('time', '', '{cell}')\n")
    assert (found.errors, found.module.f(), found.module.a) == ((), 1, 1)
    found = loaded(f"get_ipython().run_cell_magic('bash', '', '{cell}')\nb = 2\n")
    assert (found.errors, found.module.b, hasattr(found.module, "f")) == ((), 2, False)
    (error,) = loaded("b = 2\nget_ipython().run_cell_magic('time', '', 'a = 1/0')\n").errors
    assert (error["type"], error["line"]) == ("ZeroDivisionError", 2)


def test_a_long_sum_in_a_line_costs_no_cell():
    """Python compiles it; to write it as text again would nest too deeply."""
    found = loaded(f"{' + '.join(['1'] * 900)}\na = 1\n")
    assert (found.errors, found.module.a) == ((), 1)


def test_a_cell_that_is_python_keeps_its_percent_signs():
    text = "a = 7\nb = (a\n% 4)\ns = '''\n%matplotlib\n!ls\n'''\n"
    module = loaded(text).module
    assert (module.b, module.s) == (3, "\n%matplotlib\n!ls\n")


def test_what_every_notebook_can_call_is_no_error_in_its_cells():
    cell = Cell("net.ipynb cell 3", "display(3, 'text', metadata={})\nshown = True\n")
    loaded = load(Source("net", (cell,)))
    assert loaded.errors == ()
    assert loaded.module.shown
    (error,) = load(Source("net", (Cell("net.py", cell.text),))).errors
    assert error["type"] == "NameError"


def test_what_a_lesson_only_shows_is_not_run_when_a_submission_is_loaded():
    shows = """
with plots.attempt():
    from math import tau
    def halved(x): return x / 2
    forever()
with plots.attempt(): forever()
with open(__file__) as file: text = 1
"""
    start = "import contextlib, types\ndef forever():\n    1 / 0\n"
    start += "plots = types.SimpleNamespace(attempt=contextlib.nullcontext)\n"
    loaded = load(Source("net", (Cell("net.ipynb cell 1", start), Cell("cell 2", shows))))
    (error,) = loaded.errors
    assert (error["type"], error["line"]) == ("FileNotFoundError", 7)  # the one that is no show
    assert loaded.module.halved(3) == 1.5
    assert loaded.module.tau > 6


def test_lines_keep_their_numbers_when_magics_go():
    (error,) = loaded("%matplotlib inline\n!ls\n1 / 0\n").errors
    assert error["line"] == 3


@pytest.mark.parametrize("magic", ["bash", "html", "javascript", "writefile numpy.py", "latex"])
def test_a_cell_in_another_language_is_dropped(magic):
    assert without_magics(f"%%{magic}\nimport this\n") == ""


@pytest.mark.parametrize("magic", ["time", "timeit", "capture out"])
def test_a_cell_that_is_timed_still_defines_its_functions(magic):
    assert loaded(f"%%{magic}\ndef f():\n    return 1\n").module.f() == 1


@pytest.fixture
def inert_imports(monkeypatch):
    """Find plotting packages as the zygote does: as inert ones."""
    monkeypatch.setattr(sys, "meta_path", [InertFinder()])
    for name in list(sys.modules):
        if name.partition(".")[0] in ("seaborn", "tqdm", "fastprogress"):
            monkeypatch.delitem(sys.modules, name)  # another test has imported the real one


BARS = """
from tqdm import tqdm, trange
from tqdm.auto import tqdm as auto
import tqdm as whole
from tqdm.notebook import tqdm as in_notebook
from fastprogress import progress_bar
a = [n for n in tqdm([1, 2])] + [n for n in trange(1, 3)] + list(auto(iterable=[5]))
for n in whole.tqdm(range(2), desc="epoch"): a.append(n)
with in_notebook(total=3) as bar:
    bar.update(1); bar.set_description("x")
bar = tqdm(range(3)); bar.set_postfix(loss=1.0); a += list(bar); bar.close()
a += list(progress_bar([7]))
"""


@pytest.mark.usefixtures("inert_imports")
def test_a_progress_bar_gives_what_it_was_given():
    found = loaded(BARS)
    assert (found.errors, found.module.a) == ((), [1, 2, 1, 2, 5, 0, 1, 0, 1, 2, 7])


@pytest.mark.usefixtures("inert_imports")
def test_plotting_does_nothing_and_costs_nothing():
    found = loaded("""
        import seaborn as sns
        import seaborn.objects.deep
        from seaborn import axes, colours
        fig, ax = axes.subplots()
        ax.plot([1, 2])[0].set(lw=2)
        with sns.axes_style("dark"):
            pass
        a = 1
    """)
    assert found.errors == ()
    assert found.module.a == 1


def test_only_decoration_is_found_inert():
    for name in ("scipy", "torch", "numpyx", "coursework", "os"):
        assert InertFinder().find_spec(name) is None


def test_the_names_of_a_file_are_told_with_whether_they_can_be_called():
    local = LocalWorker()
    source = Source("neuron", (Cell(FILE, "a = 1\n_b = 2\ndef f(): pass\nclass C: pass\n1/0"),))
    value = local.request("load", 1.0, source=source.to_json(), seed=0).value
    assert value["names"] == {"a": False, "f": True, "C": True}
    assert value["errors"][0]["line"] == 5


# Exceptions as data ------------------------------------------------------------------------


def raised(text):
    (error,) = loaded(text).errors
    return error


def test_an_exception_whose_text_raises_is_described():
    error = raised("""
        class E(BaseException):
            def __str__(self):
                raise KeyboardInterrupt
            __repr__ = __str__
        raise E
    """)
    assert (error["type"], error["message"]) == ("E", "(no text)")


def test_an_exception_with_a_huge_text_is_cut():
    error = raised("raise ValueError('x' * 5_000_000)")
    assert error["message"] == "x" * MAX_TEXT


def test_an_exception_whose_text_is_no_text_is_described():
    error = raised("""
        class S(str):
            def __getitem__(self, key):
                return 10**6
            def encode(self, *args):
                return self
        class E(Exception):
            def __str__(self):
                return S("hello")
        raise E
    """)
    assert wire.decode(wire.encode(error)) == error


def test_a_metaclass_cannot_change_what_an_exception_is():
    error = raised("""
        class M(type):
            __mro__ = property(lambda cls: 1 / 0)
            __name__ = property(lambda cls: [1])
        class E(ValueError, metaclass=M):
            pass
        raise E("hello")
    """)
    assert "ValueError" in error["mro"]
    assert error["message"] == "hello"


def test_half_characters_and_control_codes_in_a_text_can_be_sent():
    error = raised("raise ValueError('\\ud800 \\x1b[2J \\0 <script>')")
    assert wire.decode(wire.encode(error))["message"] == "? \x1b[2J \0 <script>"


def test_a_syntax_error_is_placed_where_python_says():
    error = raised("a = 1\nb = (\n")
    assert (error["type"], error["file"], error["line"]) == ("SyntaxError", FILE, 2)


def test_a_key_error_names_its_key():
    assert raised("{}['width']")["message"] == "'width'"


def test_an_error_of_nobodys_file_has_no_place():
    with pytest.raises(ValueError, match="invalid") as caught:
        int("x")
    assert describe(caught.value, FILES)["file"] is None


# Calls -------------------------------------------------------------------------------------


def test_a_call_returns_the_value_and_what_was_seen(worker):
    seen = worker("def f(x): return x + 1")(np.arange(3))
    assert seen["value"].tolist() == [1, 2, 3]
    assert set(seen) == {"value", "elapsed"}


def test_one_case_that_raises_stops_no_other(worker):
    seen = worker("def f(x): return 1 / x").cases([[1], [0], [2]])
    assert [s.get("value", s.get("error", {}).get("type")) for s in seen] == [
        *(1.0, "ZeroDivisionError", 0.5)
    ]


@pytest.mark.parametrize(
    "ending", ["sys.exit(0)", "raise KeyboardInterrupt", "raise GeneratorExit"]
)
def test_a_call_that_wants_to_end_python_is_an_error(worker, ending):
    seen = worker(f"import sys\ndef f(): {ending}")()
    assert "BaseException" in seen["error"]["mro"]
    assert seen["error"]["line"] == 2


def test_changed_arguments_are_seen_also_inside_of_containers(worker):
    call = worker("""
        def f(a, b, c, d, e):
            a[0] = 9
            b["W"][0] = 9
            c.append(1)
            d[0][0] += 0
            e += 1
            return None
    """)
    array = np.zeros(3)
    seen = call(array, {"W": array}, [1], [array], 1)
    assert seen["changed"] == [0, 1, 2]


def test_a_change_of_shape_or_dtype_is_a_change(worker):
    call = worker("def f(a, b): a.shape = (3, 1); b.dtype = 'i8'")
    assert call(np.zeros(3), np.zeros(3))["changed"] == [0, 1]


def test_a_value_that_shares_memory_is_seen(worker):
    call = worker("def f(a, b): return [a[1:], b.copy()]")
    assert call(np.zeros(3), np.zeros(3))["shared"] == [0]


def test_locked_arguments_cannot_be_written(worker):
    call = worker("def f(a): a[0] += 1")
    assert call(np.zeros(3), locked=True)["error"]["type"] == "ValueError"
    assert "error" not in call(np.zeros(3))


def test_overflow_raises_where_the_grader_asks(worker):
    call = worker("import numpy as np\ndef f(x): return np.exp(x)")
    assert call(np.array([1e4]), overflow="raise")["error"]["type"] == "FloatingPointError"
    assert call(np.array([1e4]))["value"].tolist() == [np.inf]
    assert call(np.array([-1e4]), overflow="raise")["value"].tolist() == [0.0]


@pytest.mark.parametrize(
    ("body", "is_librarys"),
    [
        ("raise ValueError('no')", False),
        ("raise [][0]", True),
        ("return np.ones(3) @ np.ones(4)", True),
        ("return np.linalg.inv(np.ones(3))", True),
        ("return g(x)\ndef g(x): raise KeyError(x)", False),
        ("try: return 1 / 0\n    except ZeroDivisionError: raise", True),
    ],
)
def test_an_error_of_a_package_is_told_from_one_that_the_submission_raises(body, is_librarys):
    space = {"np": np}
    exec(f"def f(x):\n    {body}", space)
    with pytest.raises((ValueError, LookupError, ArithmeticError)) as caught:
        space["f"](1)
    assert describe(caught.value, frozenset())["library"] is is_librarys


def test_a_warning_is_never_an_error(worker):
    call = worker("import warnings\ndef f(): warnings.warn('old', DeprecationWarning); return 1")
    assert call()["value"] == 1


VECTORISED = "def f(x): return (x * x).sum()"
LOOP = "def f(x):\n    s = 0.0\n    for v in x:\n        s += v * v\n    return s\n"
COMPREHENSION = "def f(x): return sum([v * v for v in x])"
LOOP_ELSEWHERE = "def g(v): return v * v\ndef f(x): return sum(map(g, x))"


def events(call, size):
    return call(np.ones(size), count=True)["events"]


def test_a_vectorised_function_runs_as_many_events_for_any_size(worker):
    call = worker(VECTORISED)
    assert events(call, 5) == events(call, 500) > 0


@pytest.mark.parametrize("text", [LOOP, COMPREHENSION, LOOP_ELSEWHERE])
def test_a_loop_runs_more_events_for_more_entries(worker, text):
    call = worker(text)
    assert events(call, 500) > 50 * events(call, 5)


LOOP_OF_ANOTHER_NAME = (
    "exec(compile('def g(x):\\n    return sum([v for v in x])', 'elsewhere.py', 'exec'))\n"
    "def f(x): return g(x)\n"
)
LOOP_IN_A_THREAD = (
    "import threading\ndef f(x):\n    seen = []\n"
    "    thread = threading.Thread(target=lambda: seen.append(sum([v for v in x])))\n"
    "    thread.start()\n    thread.join()\n    return seen[0]\n"
)


@pytest.mark.parametrize("text", [LOOP_OF_ANOTHER_NAME, LOOP_IN_A_THREAD])
def test_a_loop_counts_under_another_name_and_in_a_thread(worker, text):
    call = worker(text)
    assert events(call, 500) > 10 * events(call, 5)


def test_nothing_is_counted_where_the_counter_was_switched_off(worker):
    call = worker("import sys\ndef f(x):\n    sys.settrace(None)\n    return sum([v for v in x])")
    assert events(call, 5) == 0


def test_an_answer_is_taken_as_it_is_when_it_is_given():
    kept = np.zeros(2)

    def f(x):
        kept[:] = x
        return {"all": [kept]}

    seen = perform(f, [((1.0,), {}), ((2.0,), {})], Options(), FILES)
    assert [each["value"]["all"][0].tolist() for each in seen] == [[1.0, 1.0], [2.0, 2.0]]


def test_the_tracer_from_before_is_put_back():
    def tracer(frame, event, arg):
        return None

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        with pytest.raises(ValueError, match="inside"), EventCounter(FILES):
            raise ValueError("inside")
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)


def test_a_signature_is_names_kinds_and_defaults():
    def f(x, /, w: int, *rest, b=0.5, **more):
        pass

    assert signature(f) == [
        ["x", "POSITIONAL_ONLY", None],
        ["w", "POSITIONAL_OR_KEYWORD", None],
        ["rest", "VAR_POSITIONAL", None],
        ["b", "KEYWORD_ONLY", "0.5"],
        ["more", "VAR_KEYWORD", None],
    ]


# Objects that stay, arguments that are made --------------------------------------------------

NET = """
class Net:
    def __init__(self, width):
        self.width = width
        self.inner = [self]
    def forward(self, x):
        return x * self.width
def same(a, b):
    return a is b
"""


def test_an_object_stays_and_is_called_through_its_handle(worker):
    call = worker(NET)
    net = call(3, name="Net")["value"]
    assert type(net) is Handle
    assert net.type == "Net"
    ask = call.ask
    (seen,) = ask(
        "call", 1.0, target=[net, "forward"], cases=[[[np.ones(2)], {}]], options={}
    ).value
    assert seen["value"].tolist() == [3.0, 3.0]
    assert ask("read", 1.0, target=[net, "width"]).value == 3
    assert ask("read", 1.0, target=[net, "inner"]).value == [net]


def test_a_handle_sent_back_is_the_same_object(worker):
    call = worker(NET)
    one, other = call(3, name="Net")["value"], call(3, name="Net")["value"]
    assert call(one, one, name="same")["value"] is True
    assert call(one, [other], name="same")["value"] is False
    assert one != other


def test_a_handle_nobody_gave_is_an_error_of_the_request(worker):
    call = worker(NET)
    assert not call.ask("read", 1.0, target=[Handle(99, "Net"), "width"]).done


def test_a_recipe_makes_the_generator_of_its_seed(worker):
    call = worker("def f(rng, more): return rng.normal(size=3), more['rng'].normal(size=3)")
    seen = call(Recipe("rng", {"seed": 7}), {"rng": Recipe("rng", {"seed": 7})})["value"]
    expected = np.random.default_rng(7).normal(size=3)
    assert all((part == expected).all() for part in seen)


def test_numpy_scalars_arrive_as_what_they_are(worker):
    call = worker("def f(x): return type(x).__name__")
    assert call(np.float32(1))["value"] == "float32"
    assert call(1.0)["value"] == "float"


def test_the_random_state_is_the_same_after_every_load(worker):
    text = "import random, numpy as np\na = [random.random(), np.random.rand()]\ndef f(): return a"
    assert worker(text)()["value"] == worker(text)()["value"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("def f(): return [0] * 150_000", "too many"),
        ("def f():\n    a = []\n    a.append(a)\n    return a", "nested"),
        ("import numpy as np\ndef f(): return np.zeros(1 << 27, 'u1')", "larger"),
    ],
)
def test_a_value_that_cannot_cross_is_an_error_of_that_call_only(worker, text, word):
    call = worker(text + "\ndef g(): return 1\n")
    assert word in call()["error"]["message"]
    assert call(name="g")["value"] == 1


def test_values_too_large_together_are_errors_and_the_worker_lives_on(worker):
    call = worker("import numpy as np\ndef f(): return np.zeros(5 << 20)\ndef g(): return 1\n")
    assert ["error" in seen for seen in call.cases([[], []])] == [True, True]
    assert call(name="g")["value"] == 1


def test_a_constant_that_cannot_cross_is_an_error_of_the_request(worker):
    call = worker("import numpy as np\na = np.zeros(1 << 24)\ndef f(): return 1\n")
    reply = call.ask("read", 1.0, target=[None, "a"])
    assert (reply.done, reply.value["type"]) == (False, "WireError")
    assert call()["value"] == 1


def test_an_object_that_cannot_be_looked_at_is_an_error_of_the_request(worker):
    call = worker("""
        class Hostile:
            def __getattribute__(self, name):
                raise RuntimeError(name)
        h = Hostile()
        def f(): return h
        def g(): return 1
    """)
    assert not call.ask("read", 1.0, target=[None, "h"]).done
    assert "error" in call()
    assert call(name="g")["value"] == 1


# Capture -----------------------------------------------------------------------------------

CAPTURE = """
import os, sys
sys.path.insert(0, {root!r})
from autograder.sandbox.worker.capture import Capture
out = os.dup(1)
capture = Capture({folder!r}, limit=100)
def tell():
    os.write(out, repr(capture.take()).encode() + b"\\n")
{text}
"""


def captured(text, folder):
    """Return what `take` said, each time that the text called `tell`."""
    root = os.path.dirname(os.path.dirname(__file__))
    program = CAPTURE.format(root=root, folder=str(folder), text=textwrap.dedent(text))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True
    )
    return [eval(line) for line in done.stdout.splitlines()]


def test_output_is_taken_once_per_request(tmp_path):
    said = captured(
        """
        print("one"); print("oops", file=sys.stderr); tell()
        tell()
        print("two", end=""); tell()
        os.system("echo three"); os.write(2, b"four"); tell()
        """,
        tmp_path,
    )
    assert said == [["one\n", "oops\n"], ["", ""], ["two", ""], ["three\n", "four"]]


def test_output_is_cut_and_the_rest_forgotten(tmp_path):
    said = captured(
        """
        for _ in range(1000): print("x" * 999)
        tell()
        os.write(1, b"y" * 5000); tell()
        print("z"); tell()
        """,
        tmp_path,
    )
    assert said == [["x" * 100, ""], ["y" * 100, ""], ["z\n", ""]]


def test_output_that_is_no_text_or_goes_nowhere_does_no_harm(tmp_path):
    said = captured(
        """
        os.write(1, b"\\xff\\xfe"); print("\\ud800"); tell()
        sys.stdout.close(); tell()
        os.closerange(0, out); tell()
        """,
        tmp_path,
    )
    assert said == [["\ufffd\ufffd?\n", ""], ["", ""], ["", ""]]
    assert list(tmp_path.iterdir()) == []
