"""Keras models in a real worker: what the course asks of them, and what they may not do to it."""

import dataclasses
import textwrap
from types import SimpleNamespace

import numpy as np
import pytest

from autograder.asserting import (
    branched,
    chained,
    dense,
    feedings,
    folder,
    graph,
    graphs,
    logs,
    networks,
    remote,
    require,
    sequential,
    tensor,
)
from autograder.chapters import find_chapter
from autograder.grading.connections import Connections
from autograder.grading.examination import Examination
from autograder.grading.failure import Failure
from autograder.grading.grader import Grader, Terms
from autograder.grading.key import Key
from autograder.grading.proxy import RemoteObject
from autograder.grading.results import State
from autograder.grading.runner import Task, run_graders
from autograder.sandbox.worker.limits import KERAS, NUMPY
from autograder.sandbox.worker.loading import Cell, Source
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

LAYERS = [
    ("Input", {"shape": (4,)}),
    ("Dense", {"units": 5, "activation": "relu"}),
    ("Dropout", {"rate": 0.5}),
    ("Dense", {"units": 3}),
]
COMPILED = {
    "optimizer": ("optimizers", "SGD", {"learning_rate": 0.25}),
    "loss": ("losses", "SparseCategoricalCrossentropy", {"from_logits": True}),
    "metrics": ["accuracy"],
}


class Launchers:
    """One launcher with Keras for every exercise, NumPy workers for none."""

    level = "sandbox"

    def __init__(self, keras):
        self.keras = keras

    def of(self, packages):
        return self.keras


@pytest.fixture(scope="module")
def launchers(warm):
    return Launchers(warm.of(KERAS))


@pytest.fixture
def limits(launchers, monkeypatch):
    """Return a function that changes limits of the workers of one test."""

    def change(**changed):
        made = dataclasses.replace(launchers.keras.limits, **changed)
        monkeypatch.setattr(launchers.keras, "limits", made)
        if launchers.keras.spare:  # forked with the limits from before
            launchers.keras.spare.close()
            launchers.keras.spare = None

    yield change
    if launchers.keras.spare:
        launchers.keras.spare.close()
        launchers.keras.spare = None


def examine(launchers, text):
    """Return an examination of one file."""
    source = Source("net", (Cell("net.py", "import keras\n" + textwrap.dedent(text)),))
    return Examination(Connections(launchers, source, {"f": KERAS}), Key({}))


def grade(launchers, text, *asks, **options):
    """Return how graders of the exercise f end, each a function of the submission."""
    terms = Terms(points=1, **options)
    graders = [Grader(ask.__name__, "f", ask.__name__, ask, terms=terms) for ask in asks]
    return examine(launchers, text).run_all(graders)


@pytest.fixture
def submission(launchers):
    """Return a function that loads a text and returns the submission."""
    opened = []

    def use(text="def f(x): return x"):
        examination = examine(launchers, text)
        examination.begin(Grader("test", "f", "test", print))
        opened.append(examination.connections)
        return examination.submission

    yield use
    for connections in opened:
        connections.close()


def data(rows=12, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(rows, 4)).astype(np.float32), rng.integers(0, 3, rows)


def logits(x, weights):
    W1, b1, W2, b2 = weights
    return np.maximum(x @ W1 + b1, 0) @ W2 + b2


# A call without graphs -----------------------------------------------------------------------


PROBED = """
    import tensorflow as tf
    seen = []

    class Probe(keras.layers.Layer):
        def call(self, x):
            seen.append(tf.inside_function())
            return x

    def f(x):
        model = keras.Sequential([keras.Input((4,)), Probe(), keras.layers.Dense(1)])
        model.compile("sgd", "mse")
        seen.clear()  # of what the building has seen
        model.fit(x, x[:, :1], epochs=2, batch_size=6, verbose=0)
        return len(seen), any(seen)
"""


def test_a_training_in_an_eager_call_makes_no_graph_and_the_next_one_does(submission):
    f, (x, _) = submission(PROBED).f, data()
    steps = 4  # two epochs of two batches
    for eager in (True, False, True):
        (call,) = f.map([(x,)], eager=eager)
        count, in_a_graph = call.value
        assert in_a_graph is not eager
        assert (count == steps) is eager  # a graph is made once for all steps


# The course's own model ----------------------------------------------------------------------


def test_a_model_of_the_course_is_described(submission):
    model = remote(submission(), sequential(LAYERS, COMPILED, seed=3))
    found = networks.architecture(model)
    assert found.parameters == 4 * 5 + 5 + 5 * 3 + 3
    assert (found.input_shape, found.output_shape) == ((None, 4), (None, 3))
    assert [layer.kind for layer in found.layers] == ["Dense", "Dropout", "Dense"]
    assert [(d.units, d.activation) for d in found.of_kind("Dense")] == [(5, "relu"), (3, "linear")]
    assert [layer.rate for layer in found.of_kind("Dropout")] == [0.5]
    assert found.of_kind("Conv2D") == ()
    assert (found.compiled, found.optimizer, found.learning_rate) == (True, "SGD", 0.25)
    assert (found.loss, found.from_logits) == ("SparseCategoricalCrossentropy", True)
    assert found.steps == 0
    bare = networks.architecture(remote(submission(), sequential(LAYERS)))
    assert (bare.compiled, bare.optimizer, bare.loss, bare.steps) == (False, None, None, None)


def test_a_model_of_the_functional_form_says_what_a_training_moves(submission):
    named = [*LAYERS[:1], ("Dense", {"units": 5, "activation": "relu", "name": "low"}), *LAYERS[2:]]
    model = remote(submission(), chained(named))
    found = networks.architecture(model)
    low, *others = [layer.name for layer in found.layers if layer.trainable]
    assert (low, len(others), found.trainable) == ("low", 1, 4)
    networks.set_trainable(model, False)
    frozen = networks.architecture(model)
    assert (frozen.trainable, any(layer.trainable for layer in frozen.layers)) == (0, False)
    networks.set_trainable(model, True)
    assert networks.architecture(model).trainable == 4


def test_two_layers_stand_side_by_side_and_get_the_same(submission):
    sides = [("Dense", {"units": 2, "name": side}) for side in ("left", "right")]
    model = remote(submission(), branched([*LAYERS[:2], *sides, ("Dense", {"units": 1})]))
    W, b, V, c, U, d, last, e = weights = networks.get_weights(model)
    assert [array.shape for array in weights[-2:]] == [(4, 1), (1,)]
    x = np.random.default_rng(0).normal(size=(3, 4)).astype(np.float32)
    below = np.maximum(x @ W + b, 0)
    wanted = np.concatenate([below @ V + c, below @ U + d], axis=1) @ last + e
    assert np.allclose(networks.predict(model, x), wanted, atol=1e-5)


def test_dense_layers_by_hand_answer_as_keras_does(submission):
    begun = dense.start(submission(), (4, 5, 3), seed=7)
    assert [array.shape for array in begun] == dense.shapes_of(4, 5, 3)
    model = remote(submission(), sequential([*LAYERS[:2], LAYERS[3]], seed=7))
    assert all(map(np.array_equal, networks.get_weights(model), begun))
    x = np.random.default_rng(1).normal(size=(6, 4)).astype(np.float32)
    assert dense.is_same(networks.predict(model, x), dense.outputs_of(begun, x))


def test_outputs_weights_loss_and_training_of_a_model_can_be_had(submission):
    model = remote(submission(), sequential(LAYERS, COMPILED, seed=3))
    weights = networks.get_weights(model)
    assert [w.shape for w in weights] == [(4, 5), (5,), (5, 3), (3,)]
    x, y = data(300)
    wanted = logits(x, weights)
    assert np.allclose(networks.predict(model, x), wanted, atol=1e-5)
    assert np.allclose(networks.apply(model, x), wanted, atol=1e-5)
    assert not np.allclose(networks.apply(model, x, training=True), wanted, atol=1e-5)

    changed = [w + 0.5 for w in weights]
    networks.set_weights(model, changed)
    assert all(map(np.array_equal, networks.get_weights(model), changed))

    z = logits(x, changed).astype(np.float64)
    loss = np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(300), y])
    said = networks.evaluate(model, x, y)
    assert said["loss"] == pytest.approx(loss, abs=1e-4)
    assert said["accuracy"] == pytest.approx(np.mean(z.argmax(axis=1) == y), abs=1e-4)

    losses = networks.fit(model, x, y, epochs=3, batch_size=100, seed=1)
    assert len(losses) == 3
    assert networks.architecture(model).steps == 9
    assert not np.array_equal(networks.get_weights(model)[0], changed[0])


def test_start_weights_come_from_the_seed_of_the_recipe(submission):
    given = submission()
    first, again, other = (
        networks.get_weights(remote(given, sequential(LAYERS, seed=seed))) for seed in (1, 1, 2)
    )
    assert all(map(np.array_equal, first, again))
    assert not np.array_equal(first[0], other[0])


def test_weights_of_other_shapes_are_refused_in_words(submission):
    model = remote(submission(), sequential(LAYERS))
    with pytest.raises(Failure, match="gets other weights"):
        networks.set_weights(model, [np.zeros((2, 2))])
    with pytest.raises(Failure, match="Keras stops with an error when the model is trained"):
        networks.fit(model, *data(), epochs=1, batch_size=4, seed=0)  # not compiled
    compiled = remote(submission(), sequential(LAYERS, COMPILED))
    with pytest.raises(Failure, match="Keras stops with an error when the model is called"):
        networks.predict(compiled, np.zeros((3, 7), np.float32))


def test_a_model_watched_tells_what_it_was_fed_with(submission):
    given = submission("""
        def f(model, x, y):
            model.fit(x, y, 8, 2, validation_data=(x + 1, y), verbose=0, shuffle=False)
            model.evaluate(x=x + 2, y=y, verbose=0)
            return model.predict(x[:1], verbose=0)
    """)
    model = remote(given, sequential(LAYERS, COMPILED))
    feedings.watch(model)
    x, y = data()
    x[:, 0] = 0.0
    given.f(model, x, y)
    fit, evaluate, predict = feedings.watched(model)
    assert [f.method for f in (fit, evaluate, predict)] == ["fit", "evaluate", "predict"]
    assert (fit.marks, fit.validation_marks) == ((0.0,), (1.0,))
    assert fit.options == {"batch_size": 8, "epochs": 2, "verbose": 0, "shuffle": False}
    assert (evaluate.marks, evaluate.validation_marks, predict.marks) == ((2.0,), (), (0.0,))


def test_what_a_callback_feeds_is_noted_as_within_fit(submission):
    given = submission("""
        import keras

        def f(model, x, y):
            def look(epoch, logs):
                model.evaluate(x + 2, y, verbose=0)
            seen = keras.callbacks.LambdaCallback(on_epoch_end=look)
            model.fit(x, y, validation_split=0.5, epochs=1, verbose=0, callbacks=[seen])
    """)
    model = remote(given, sequential(LAYERS, COMPILED))
    feedings.watch(model)
    x, y = data()
    x[:, 0] = 0.0
    given.f(model, x, y)
    fit, evaluate = feedings.watched(model)  # Keras's own evaluation is none
    assert (fit.method, fit.within, fit.marks) == ("fit", "", (0.0,))
    assert (evaluate.method, evaluate.within, evaluate.marks) == ("evaluate", "fit", (2.0,))


def test_a_model_that_was_not_watched_tells_nothing_in_words(submission):
    with pytest.raises(Failure, match="when the model is read"):
        feedings.watched(remote(submission(), sequential(LAYERS)))


# A learner's own model -----------------------------------------------------------------------

FUNCTIONAL = """
def f(units=5):
    inside = keras.Sequential([keras.Input((4,)), keras.layers.Dense(units)], name="inside")
    x = keras.Input((4,))
    h = keras.layers.Activation("relu")(inside(x))
    out = keras.layers.Dense(3, name="out")(keras.layers.Dropout(0.5)(h))
    return keras.Model(x, out)
"""


def test_the_functional_form_is_as_good_and_layers_within_layers_are_seen(submission):
    model = submission(FUNCTIONAL).f()
    assert isinstance(model, RemoteObject)
    found = networks.architecture(model)
    assert found.parameters == 43
    assert [layer.kind for layer in found.layers] == ["Dense", "Activation", "Dropout", "Dense"]
    assert found.of_kind("Activation")[0].activation == "relu"
    assert not found.compiled
    x, _ = data()
    assert np.allclose(
        networks.predict(model, x), logits(x, networks.get_weights(model)), atol=1e-5
    )


def test_a_class_of_the_learners_own_is_described_as_far_as_it_can_be(submission):
    model = submission("""
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.a, self.b = keras.layers.Dense(5, "relu"), keras.layers.Dense(3)
            def call(self, x, training=False):
                return self.b(self.a(x))
        def f():
            return Net()
    """).f()
    before = networks.architecture(model)
    assert (before.parameters, before.input_shape) == (None, None)
    x, _ = data()
    assert networks.predict(model, x).shape == (12, 3)
    assert networks.architecture(model).parameters == 43
    assert np.allclose(
        networks.predict(model, x), logits(x, networks.get_weights(model)), atol=1e-5
    )


# Seeds ---------------------------------------------------------------------------------------

TRAINS = """
import numpy as np
def f(x, y):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(5, "relu"),
                              keras.layers.Dropout(0.5), keras.layers.Dense(3)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss)
    model.fit(x, y, epochs=2, batch_size=4, verbose=0)
    return [np.asarray(w) for w in model.get_weights()] + [np.random.random(3)]
"""


def test_a_seed_repeats_a_training_bit_for_bit_in_another_worker_too(submission):
    one, other = submission(TRAINS), submission(TRAINS)

    def trained(which, seed):
        (call,) = which.f.map([data()], seed=seed)
        return [array.tobytes() for array in call.value]

    first = trained(one, 7)
    assert trained(one, 7) == first
    assert trained(other, 7) == first
    assert not set(trained(one, 8)[::2]) & set(first[::2])


def test_the_course_s_training_is_repeated_by_its_seed(submission):
    ends = []
    for seed in (4, 4, 5):
        model = remote(submission(), sequential(LAYERS, COMPILED, seed=1))
        networks.fit(model, *data(40), epochs=2, batch_size=8, seed=seed)
        ends.append(networks.get_weights(model)[0].tobytes())
    assert ends[0] == ends[1] != ends[2]


# Odd models never break a grader ------------------------------------------------------------

PLAIN = """
import os, sys, numpy as np
def made(kind=keras.Sequential):
    model = kind([keras.Input((4,)), keras.layers.Dense(5, "relu"),
                  keras.layers.Dropout(0.5), keras.layers.Dense(3)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("sgd", loss, metrics=["accuracy"])
    return model
class Bytes:
    def __array__(self, *args, **kwargs): raise RuntimeError("LEAK")
"""


def of_class(body):
    """Return a submission whose model is of a class with this body."""
    body = textwrap.indent(textwrap.dedent(body).strip(), " " * 4)
    return f"class Net(keras.Sequential):\n{body}\ndef f(): return made(Net)"


ODD = {
    "nothing": "def f(): pass",
    "a number": "def f(): return 3.0",
    "a text": "def f(): return 'LEAK'",
    "an array": "def f(): return np.ones(3)",
    "a list of models": "def f(): return [made()]",
    "the class": "def f(): return keras.Sequential",
    "a layer": "def f(): return keras.layers.Dense(3)",
    "an object": "def f(): return object()",
    "a function": "def f(): return lambda *a, **k: a[0]",
    "empty": "def f(): return keras.Sequential()",
    "no input": "def f(): return keras.Sequential([keras.layers.Dense(3)])",
    "another input": "def f(): return keras.Sequential([keras.Input((9,)), keras.layers.Dense(3)])",
    "one column too few": "def f():\n m = made(); m.pop(); return m",
    "NaN": "def f():\n m = made(); m.set_weights([w * np.nan for w in m.get_weights()]); return m",
    "infinity": "def f():\n m = made(); m.set_weights([w + np.inf for w in m.get_weights()])\n"
    " return m",
    "sums rows": of_class("def call(self, x, **k): return keras.ops.sum(x)"),
    "integers": of_class("def call(self, x, **k): return keras.ops.cast(x, 'int32')"),
    "texts": of_class("def call(self, x, **k): return ['LEAK'] * len(x)"),
    "a dict": of_class("def call(self, x, **k): return {'a': x}"),
    "two outputs": of_class("def call(self, x, **k): return x, x"),
    "outputs nothing": of_class("def call(self, x, **k): return None"),
    "half precision": of_class("def call(self, x, **k): return keras.ops.cast(x, 'bfloat16')"),
    "outputs an object": of_class("def __call__(self, *a, **k): return Bytes()"),
    "is no call": of_class("__call__ = 3"),
    "raises when called": of_class("def __call__(self, *a, **k): raise RuntimeError('LEAK')"),
    "exits when called": of_class("def __call__(self, *a, **k): sys.exit('LEAK')"),
    "ends when called": of_class("def __call__(self, *a, **k): os._exit(3)"),
    "lies about its size": of_class("def count_params(self): return 101_770"),
    "counts a text": of_class("def count_params(self): return 'LEAK'"),
    "counts more than fits": of_class("def count_params(self): return 10**400"),
    "counts never": of_class("def count_params(self): raise RuntimeError('LEAK')"),
    "exits in count_params": of_class("def count_params(self): raise SystemExit"),
    "hides its layers": of_class("layers = property(lambda self: 1 / 0)"),
    "has layers of nothing": of_class("layers = property(lambda self: [None, 3, 'LEAK', self])"),
    "has no end of layers": of_class(
        "layers = property(lambda self: [type('Dense', (), {})()] * 99_999)"
    ),
    "has no list of layers": of_class("layers = 3"),
    "has odd layers": of_class("""
        layers = property(lambda self: [type("LEAK" * 99, (), dict(
            units=float("nan"), rate=Bytes(), activation=len, count_params=lambda s: [1]))()])
    """),
    "hides its weights": of_class("def get_weights(self): raise RuntimeError('LEAK')"),
    "has no weights": of_class("def get_weights(self): return None"),
    "has weights of nothing": of_class("def get_weights(self): return [None, 'LEAK']"),
    "has objects for weights": of_class("def get_weights(self): return [Bytes()]"),
    "has weights of objects": of_class(
        "def get_weights(self): return [np.array([None, 1], dtype=object)]"
    ),
    "takes no weights": of_class("def set_weights(self, w): raise RuntimeError('LEAK')"),
    "evaluates to a number": of_class("def evaluate(self, *a, **k): return 0.5"),
    "evaluates to nothing": of_class("def evaluate(self, *a, **k): return {}"),
    "evaluates to texts": of_class("def evaluate(self, *a, **k): return {'loss': 'LEAK'}"),
    "evaluates to NaN": of_class("def evaluate(self, *a, **k): return {'loss': float('nan')}"),
    "has no history": of_class("def fit(self, *a, **k): return None"),
    "has odd losses": of_class("""
        def fit(self, *a, **k):
            return type("H", (), {"history": {"loss": ["nan", 3, None]}})
    """),
    "has an odd shape": of_class("output_shape = property(lambda self: ('LEAK', 10**30, None))"),
    "has an odd optimizer": of_class("""
        optimizer = property(lambda self: type("LEAK", (), {
            "learning_rate": "fast", "iterations": None}), lambda self, value: None)
    """),
    "has an odd loss": of_class("loss = property(lambda s: Bytes(), lambda s, v: None)"),
    "is compiled by its word": of_class("compiled = property(lambda s: 'yes', lambda s, v: None)"),
    "is built by nobody's word": of_class("built = property(lambda s: 1 / 0, lambda s, v: None)"),
    "says it is another class": of_class("__class__ = property(lambda self: dict)"),
}

NO_MODELS = [
    *("nothing", "a number", "a text", "an array", "a list of models", "the class", "a layer"),
    *("an object", "a function"),
]


def describes(submission):
    found = networks.architecture(submission.f())
    for layer in found.layers:
        require(isinstance(layer.kind, str), "A layer has a kind.")
    require(found.parameters is None or found.parameters + 1 > 0, "A number of parameters.")
    require(sum(size or 0 for size in found.output_shape or ()) >= 0, "A shape.")
    require((found.learning_rate or 0.0) <= 1 and (found.steps or 0) >= 0, "An optimizer.")


def predicts(submission):
    model = submission.f()
    networks.architecture(model)
    x, _ = data()
    require(bool((networks.predict(model, x) < 1e9).all()), "Numbers.")
    require(bool((networks.apply(model, x, training=True) < 1e9).all()), "Numbers.")


def rebuilds(submission):
    model = submission.f()
    networks.architecture(model)
    weights = networks.get_weights(model)
    require([w.shape for w in weights] == [(4, 5), (5,), (5, 3), (3,)], "Other weights.")
    networks.set_weights(model, weights)
    x, _ = data()
    require(networks.predict(model, x).shape == (12, 3), "Other outputs.")
    require(np.allclose(networks.predict(model, x), logits(x, weights), atol=1e-4), "Wrong.")


def evaluates(submission):
    model = submission.f()
    networks.architecture(model)
    said = networks.evaluate(model, *data())
    require(said["loss"] > 0, "A loss.")


def trains(submission):
    model = submission.f()
    networks.architecture(model)
    feedings.watch(model)
    losses = networks.fit(model, *data(), epochs=2, batch_size=4, seed=0)
    require(sum(losses) > 0, "Losses.")
    for feeding in feedings.watched(model):
        require(feeding.options.get("verbose", "auto") in (0, "auto"), "Words.")
        require(0.5 not in feeding.marks, "A mark.")


ASKS = (describes, predicts, rebuilds, evaluates, trains)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_model_never_breaks_a_grader_and_is_told_in_words(launchers, text):
    outcomes = grade(launchers, PLAIN + text, *ASKS)
    assert [o.detail for o in outcomes if o.state is State.BROKEN] == []
    for outcome in outcomes:
        assert not [word for word in WORDS if word in outcome.message], outcome.message


WORDS = ("LEAK", "Traceback", "tensorflow", "/python", "/site", "0x", "WireError", "handle")


@pytest.mark.parametrize("text", [ODD[name] for name in NO_MODELS], ids=NO_MODELS)
def test_what_is_no_model_is_called_so(launchers, text):
    (outcome,) = grade(launchers, PLAIN + text, describes)
    assert outcome.state is State.FAILED
    assert "Keras model" in outcome.message


def test_an_honest_model_passes_what_odd_ones_are_asked(launchers):
    outcomes = grade(launchers, PLAIN + "def f(): return made()", *ASKS)
    assert [(o.message, o.state) for o in outcomes] == [("", State.PASSED)] * 5


# The worker's word on everything --------------------------------------------------------------

FORGED = """
from autograder.sandbox.worker import models
def f(): return made()
class Odd: pass
def lie(value):
    for name in list(models.TOOLS):
        models.TOOLS[name] = lambda *a, value=value: value
"""
LIES = [
    *("None", "3", "'LEAK'", "[]", "{}", "[None]", "[[1.0]]", "Odd()", "np.zeros((12, 3, 2))"),
    *("np.zeros(12)", "np.array('LEAK')", "np.zeros((12, 0))", "[np.zeros(3)] * 4", "(1, 2)"),
    "{'is_model': True}",
    "{'is_model': True, 'layers': [3, None, {}, {'class': 3, 'units': 'LEAK', 'rate': [1]}]}",
    "{'is_model': True, 'layers': {'a': 1}, 'optimizer': [], 'loss': 3, 'parameters': True}",
    "{'is_model': True, 'output_shape': [None, 'LEAK', np.zeros(3)], 'compiled': np.ones(2)}",
    "{'is_model': 1, 'loss': 1.0}",
    "{'loss': 1.0, 'accuracy': 3}",
    "{'accuracy': 1.0}",
    "[{'method': 3, 'options': {'verbose': np.zeros(3)}, 'marks': ['LEAK'], 'x': Odd()}]",
    "[{'method': 'fit', 'options': {'verbose': [np.zeros(3)]}, 'marks': [np.zeros(2), 1]}]",
    "[{'options': 3, 'marks': {'a': 1}, 'validation_marks': 2.0}]",
]


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_of_the_worker_about_a_model_never_breaks_a_grader(launchers, lie):
    outcomes = grade(launchers, f"{PLAIN}{FORGED}\nlie({lie})", *ASKS)
    assert [o.detail for o in outcomes if o.state is State.BROKEN] == []
    assert not [o.message for o in outcomes if "LEAK" in o.message]

    def uses(submission):
        model = remote(submission, sequential(LAYERS, COMPILED))
        for tool in (describes, trains, evaluates):
            tool(SimpleNamespace(f=lambda: model))

    def reads(submission):
        model = remote(submission, sequential(LAYERS, COMPILED))
        for feeding in feedings.watched(model):
            require(feeding.options.get("verbose") not in (0, "0"), "Loud.")
            require(feeding.options.get("shuffle", True) is not False, "No shuffling.")
            require(feeding.method in ("fit", "evaluate", ""), "A method.")

    outcomes = grade(launchers, f"{PLAIN}{FORGED}\nlie({lie})", uses, reads)
    assert [o.detail for o in outcomes if o.state is State.BROKEN] == []


# Time and memory -----------------------------------------------------------------------------

ENDLESS = """
import numpy as np
def f(x):
    if x == 0:
        return 0.5
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    model.compile("sgd", "mse")
    model.fit(np.zeros((8, 4)), np.zeros((8, 3)), epochs=10**9, verbose=0)
"""


def test_a_training_without_end_is_stopped_and_the_next_grader_goes_on(launchers, limits):
    limits(call_seconds=2.0)

    def endless(submission):
        submission.f(1)

    def other(submission):
        require(submission.f(0) == 0.5, "The other.")

    # What a time limit blocks is the exercise's own: here the next grader is of another one.
    graders = [Grader("endless", "f", "", endless), Grader("other", "g", "", other)]
    stopped, next_one = examine(launchers, ENDLESS).run_all(graders)
    assert stopped.message.startswith("`f` did not return within 2 s")
    assert next_one.state is State.PASSED, next_one.detail


def test_a_grader_may_give_its_calls_more_time(launchers, limits):
    limits(call_seconds=0.5)
    sleeps = "import time\ndef f():\n    time.sleep(1.5)\n    return 1"

    def asks(submission):
        require(submission.f() == 1, "One.")

    (short,) = grade(launchers, sleeps, asks)
    assert "did not return within 0.5 s" in short.message
    (long,) = grade(launchers, sleeps, asks, seconds=30)
    assert long.state is State.PASSED


def test_more_time_is_for_one_grader_and_never_beyond_the_total(launchers, limits):
    limits(call_seconds=0.5, total_seconds=12.0)  # loading counts, too, on a busy machine
    sleeps = "import time\ndef f(s): time.sleep(s)"
    graders = [
        Grader("long", "f", "", lambda submission: submission.f(20), terms=Terms(seconds=30.0)),
        Grader("short", "g", "", lambda submission: submission.f(0)),
    ]
    late, over = examine(launchers, sleeps).run_all(graders)
    assert "did not return within" in late.message
    assert "are used up" in over.message


MEMORY = {
    "arrays": "[np.ones(1 << 24) for _ in range(99)]",
    "tensors": "[keras.ops.ones((1 << 24,)) for _ in range(99)]",
    "a layer": "keras.layers.Dense(1 << 15).build((None, 1 << 15))",
}


@pytest.mark.parametrize("use", MEMORY.values(), ids=MEMORY)
def test_too_much_memory_is_a_failure_in_words_and_the_next_grader_goes_on(launchers, use):
    text = f"import numpy as np\ndef f(x):\n    if x: kept = {use}\n    return 0.5"

    def much(submission):
        submission.f(1)

    def little(submission):
        require(submission.f(0) == 0.5, "Half.")

    too_much, next_one = grade(launchers, text, much, little)
    assert too_much.state is State.FAILED
    assert too_much.message.startswith("`f` ")
    assert not [word for word in WORDS if word in too_much.message]
    assert next_one.state is State.PASSED


# What TensorFlow says, and what a submission changes ------------------------------------------


def test_what_tensorflow_says_is_in_no_message(launchers):
    text = """
        import tensorflow as tf
        def f(x):
            tf.print("LEAK of tf.print")
            tf.get_logger().warning("LEAK of the logger")
            for width in range(1, 8):
                model = keras.Sequential([keras.layers.Dense(1, input_shape=(width,))])
                model.predict(x[:, :1].repeat(width, 1))
            return keras.layers.Dense(3)(x[:, :2]) @ x
    """

    def asks(submission):
        submission.f(data()[0])

    (outcome,) = grade(launchers, text, asks)
    assert outcome.state is State.FAILED
    assert outcome.message.splitlines()[0].startswith("`f` raised ")
    assert "LEAK" not in outcome.message
    assert "retracing" not in outcome.detail  # the instructor's page


PATCHES = {
    "predict": "keras.Model.predict = lambda self, x, **k: BEST(x)",
    "call": "keras.Model.__call__ = lambda self, x, *a, **k: BEST(x)",
    "asarray": "import numpy as np\nnp.asarray = lambda x, *a, **k: BEST(np.zeros((500, 4)))",
    "seed": "keras.utils.set_random_seed = lambda seed: None",
    "argmax": "import numpy as np\nnp.argmax = lambda *a, **k: 1\nnp.mean = lambda *a, **k: 1.0",
    "tools": "from autograder.sandbox import models\n"
    "models.TOOLS['predict'] = lambda m, x: BEST(x)\n"
    "models.TOOLS['evaluate'] = lambda m, x, y: {'loss': 0.0, 'accuracy': 1.0}",
    "labels": "import gc, sys\nSEEN = [o for o in gc.get_objects() if hasattr(o, 'shape')]",
    "evaluate": "keras.Model.evaluate = lambda self, *a, **k: {'loss': 0.0, 'accuracy': 1.0}",
}
BEST = """
def BEST(x):
    '''The best constant guess.'''
    import numpy
    out = numpy.zeros((len(x), 3), dtype=numpy.float32)
    out[:, 0] = 1.0
    return out
def f(): return made()
"""


@pytest.mark.parametrize("patch", PATCHES.values(), ids=PATCHES)
def test_patched_keras_reaches_no_more_than_a_guess(launchers, patch):
    rng = np.random.default_rng(1)
    x = rng.normal(size=(500, 4)).astype(np.float32)
    labels = rng.integers(0, 3, 500)  # nothing of them is in x
    seen = []

    def measures(submission):
        model = submission.f()
        networks.architecture(model)
        predicted = networks.predict(model, x)
        require(predicted.shape == (500, 3), "Other outputs.")
        seen.append(float(np.mean(np.argmax(predicted, axis=1) == labels)))

    (outcome,) = grade(launchers, f"{PLAIN}{BEST}{patch}", measures)
    assert outcome.state is not State.BROKEN, outcome.detail
    assert all(share < 0.45 for share in seen)


# A chapter's own graders ----------------------------------------------------------------------

HOSTILE = {
    "outputs without columns": "keras.Model.__call__ = lambda self, x, *a, **k: x[:, 0, 0]",
    "outputs without rows": "keras.Model.__call__ = lambda self, x, *a, **k: x[:0]",
    "no loss": "keras.Model.evaluate = lambda self, *a, **k: {}",
    "a loss of NaN": "keras.Model.evaluate = lambda self, *a, **k: {'loss': float('nan')}",
    "no training": "keras.Model.fit = lambda self, *a, **k: type('H', (), {'history': {}})",
    "lying tools": "from autograder.sandbox import models\nimport random\nmodels.TOOLS.update({"
    "'get_weights': lambda m: [np.zeros(3)], 'watched': lambda m: "
    "[{'method': 'fit', 'options': {'verbose': np.zeros(3), 'shuffle': [np.zeros(2)]}}]})",
}


@pytest.mark.parametrize("patch", HOSTILE.values(), ids=HOSTILE)
def test_graders_of_the_chapter_on_keras_do_not_break_on_patched_keras(launchers, patch):
    chapter = find_chapter(ROOT, "ch04_keras_mnist")
    text = f"{chapter.solution.read_text()}\n{patch}\n"
    source = Source(chapter.module, (Cell("keras_mnist.py", text),))

    def wanted(task, grader):
        return grader.exercise not in NUMPY_EXERCISES and not grader.is_long

    found = []
    run_graders(chapter, launchers, [Task("hostile", source)], found.append, wanted=wanted)
    broken = [(o.grader, o.detail[-300:]) for o in found[0].outcomes if o.state is State.BROKEN]
    assert broken == []


NUMPY_EXERCISES = ("prepare_images", "one_hot", "inverted_dropout")


# Nothing of one submission reaches the next ---------------------------------------------------


def test_every_worker_starts_with_an_untouched_keras(launchers, submission):
    first = submission("""
        import keras, tensorflow as tf
        keras.Model.predict = None
        keras.backend.set_floatx("float64")
        keras.utils.set_random_seed(3)
        def f():
            return keras.backend.floatx()
    """)
    assert first.f() == "float64"
    second = submission("""
        def f():
            return [keras.backend.floatx(), callable(keras.Model.predict)]
    """)
    assert second.f() == ["float32", True]


def test_a_worker_with_numpy_alone_has_no_keras():
    assert "keras" not in NUMPY


# Models that are graphs, and folders ----------------------------------------------------------

TWO_BY_TWO = """
import keras
a, b = keras.Input((2,), name="a"), keras.Input((3,), dtype="int32", name="b")
both = keras.layers.Concatenate()([a, b])
one = keras.layers.Dense(1, name="one")(both)
two = keras.layers.Dense(2, name="two")(both)
def in_lists(): return keras.Model([a, b], [one, two])
def in_dicts(): return keras.Model({"b": b, "a": a}, {"two": two, "one": one})
"""


@pytest.mark.parametrize("form", ["in_lists", "in_dicts"])
def test_several_inputs_and_outputs_come_and_go_by_name(submission, form):
    model = getattr(submission(TWO_BY_TWO), form)()
    found = networks.architecture(model)
    assert sorted(found.inputs) == [("a", "float32"), ("b", "int32")]
    assert sorted(found.outputs) == ["one", "two"]
    inputs = {"b": np.arange(12).reshape(4, 3), "a": np.ones((4, 2), np.float32)}
    W1, b1, W2, b2 = networks.get_weights(model)
    W1, b1, W2, b2 = (W1, b1, W2, b2) if W1.shape[1] == 1 else (W2, b2, W1, b1)
    both = np.concatenate([inputs["a"], inputs["b"]], axis=1)
    seen = graphs.outputs_of(model, inputs, ["one", "two"])
    with pytest.raises(Failure, match="are not one and three"):
        graphs.outputs_of(model, inputs, ["one", "three"])
    np.testing.assert_allclose(seen["one"], both @ W1 + b1, rtol=1e-5)
    np.testing.assert_allclose(seen["two"], both @ W2 + b2, rtol=1e-5)


def test_a_graph_of_the_course_is_seeded_and_can_be_trained_by_name(submission):
    layers = [
        ("Input", {"shape": (2,), "name": "a"}, []),
        ("Input", {"shape": (2,), "name": "b"}, []),
        ("Concatenate", {}, [0, 1]),
        ("Dense", {"units": 1, "name": "one"}, [2]),
        ("Dense", {"units": 1, "name": "two"}, [2]),
    ]
    sgd = ("optimizers", "SGD", {"learning_rate": 0.1})
    compiled = {"optimizer": sgd, "loss": {"one": "mse", "two": "mse"}}
    there = submission()
    models = [remote(there, graph(layers, [3, 4], compiled=compiled, seed=7)) for _ in "ab"]
    starts = [networks.get_weights(model) for model in models]
    assert all(np.array_equal(*pair) for pair in zip(*starts, strict=True))
    rng = np.random.default_rng(0)
    inputs = {name: rng.normal(size=(6, 2)).astype(np.float32) for name in "ab"}
    targets = {"one": np.zeros(6, np.float32), "two": np.ones(6, np.float32)}
    before = networks.evaluate(models[0], inputs, targets)["loss"]
    networks.fit(models[0], inputs, targets, epochs=5, batch_size=6, seed=0)
    assert networks.evaluate(models[0], inputs, targets)["loss"] < before


def test_what_lies_between_two_tensors_is_a_model(submission):
    there = submission(
        "import keras\ndef f(x): return keras.layers.Dense(3)(x)\ndef g(x): return 3"
    )
    x = remote(there, tensor(5))
    assert networks.architecture(graphs.between(x, there.f(x))).parameters == 18
    with pytest.raises(Failure, match="Expected: a symbolic tensor"):
        graphs.between(x, there.g(x))
    with pytest.raises(Failure, match="made of the tensors"):
        graphs.between(remote(there, tensor(5)), there.f(x))


def test_what_callbacks_write_is_seen_in_a_folder_of_its_own(submission):
    there = submission(
        """
        import keras
        def f(place):
            stop = keras.callbacks.EarlyStopping("val_loss", patience=1)
            save = keras.callbacks.ModelCheckpoint(f"{place}/it.keras")
            return [keras.callbacks.TensorBoard(place), stop, save]
        """
    )
    place = remote(there, folder("a/b"))
    names = ("EarlyStopping", "ModelCheckpoint", "TensorBoard")
    callbacks = logs.by_class(there.f(place), names, "three")
    assert logs.files(place) == []
    assert callbacks["EarlyStopping"].patience == 1
    sgd = ("optimizers", "SGD", {"learning_rate": 0.1})
    layers = [("Input", {"shape": (1,)}), ("Dense", {"units": 1, "kernel_initializer": "zeros"})]
    model = remote(there, sequential(layers, {"optimizer": sgd, "loss": "mse"}))
    one, none = np.ones((4, 1), np.float32), np.zeros((4, 1), np.float32)
    epochs = logs.fit_watched(model, (one, one), (one, none), 5, list(callbacks.values()))
    assert epochs == 2  # the watched loss rises from the first step on
    assert "it.keras" in logs.files(place)
    saved, now = logs.saved_weights(place, "it.keras"), networks.get_weights(model)
    assert all(np.array_equal(*pair) for pair in zip(saved, now, strict=True))
    steps = sorted(step for tag, step in logs.events(place) if tag == "epoch_loss")
    assert steps == [0, 0, 1, 1]
    assert logs.files(remote(there, folder("a/b"))) == []  # another one
    for things in ([], 3, [3]):
        with pytest.raises(Failure, match="no list"):
            logs.by_class(things, names, "three")
    three = list(callbacks.values())
    logs.require_one_of_each(three, names, "three")
    for things, says in (
        (three[1:], "There is no"),
        ([*three, three[0]], "There are 4"),
        (tuple(three), "a tuple. Expected: a list"),
    ):
        with pytest.raises(Failure, match=says):
            logs.require_one_of_each(things, names, "three")
