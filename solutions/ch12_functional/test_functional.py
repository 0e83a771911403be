"""The public checks of chapter 12: graphs, batch norm, callbacks, ensembles, Adam and clipping."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
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


def some(*shape, seed=9):
    """Return numbers of a shape."""
    return np.random.default_rng(seed).normal(size=shape)


SIZES = (20, 5, 3, 4)  # vocab, seq_len, n_numeric, n_sections
OUTPUTS = ("dependencies", "section")


def packages(count, seed=0):
    """Return packages that the model takes: the largest id and section are there."""
    rng = np.random.default_rng(seed)
    tokens = rng.integers(1, 20, (count, 5)).astype(np.int32)
    tokens[1::2, 3:], tokens[0, 0] = 0, 19
    numeric = 2 + 3 * rng.normal(size=(count, 3))
    dependencies = 1 + 0.3 * numeric[:, 0]
    section = (numeric[:, 1] > 2) + 2 * (numeric[:, 2] > 2)
    section[:4] = 0, 1, 2, 3
    return {"tokens": tokens, "numeric": numeric, "dependencies": dependencies, "section": section}


def course_model(submission, seed=0):
    """Return the model of packages as the course builds it."""
    layers = [
        ("Input", {"shape": (5,), "dtype": "int32", "name": "tokens"}, []),
        ("Input", {"shape": (3,), "name": "numeric"}, []),
        ("Embedding", {"input_dim": 20, "output_dim": 16, "mask_zero": True}, [0]),
        ("GlobalAveragePooling1D", {}, [2]),
        ("Concatenate", {}, [3, 1]),
        ("Dense", {"units": 64, "activation": "relu"}, [4]),
        ("Dense", {"units": 1, "name": "dependencies"}, [5]),
        ("Dense", {"units": 4, "activation": "softmax", "name": "section"}, [5]),
    ]
    compiled = {
        "optimizer": ("optimizers", "Adam", {"learning_rate": 0.003}),
        "loss": {"dependencies": "mse", "section": "sparse_categorical_crossentropy"},
        "metrics": {"dependencies": ["mae"], "section": ["accuracy"]},
    }
    return remote(submission, graph(layers, [6, 7], compiled=compiled, seed=seed))


def inputs_of(data, rows=slice(None)):
    """Return the inputs of packages, in the form that the model takes."""
    numeric = data["numeric"][rows].astype(np.float32)
    return {"tokens": data["tokens"][rows], "numeric": numeric}


def targets_of(data, rows=slice(None)):
    """Return the targets of packages."""
    numbers = data["dependencies"][rows].astype(np.float32)
    return {"dependencies": numbers, "section": data["section"][rows]}


@pytest.mark.exercise("build_package_model")
class TestBuildPackageModel:
    """Exercise 12.1."""

    @pytest.mark.gate
    def test_the_form_of_the_model(self, function):
        """It has the inputs tokens (int32) and numeric, the outputs dependencies and section."""
        found = networks.architecture(function(*SIZES))
        assert_equal(sorted(name for name, _ in found.inputs), ["numeric", "tokens"])
        assert_equal(dict(found.inputs)["tokens"], "int32", hint='dtype="int32" in keras.Input')
        hint = 'the names of the last two layers: Dense(1, name="dependencies")'
        assert_equal(sorted(found.outputs), ["dependencies", "section"], hint=hint)

    def test_docstring(self, function):
        """2,000 words of 16 numbers, 64 units and 12 sections: 34,125 parameters."""
        found = networks.architecture(function(2000, 16, 3, 12)).parameters
        hint = "2000 · 16, (16 + 3) · 64 + 64, 64 + 1, 64 · 12 + 12"
        assert_equal(found, 34125, hint=hint)

    def test_what_the_model_computes(self, function, submission):
        """With the same weights it answers what the course's does, in training as well."""
        model, other, data = function(*SIZES), course_model(submission), packages(12)
        rng = np.random.default_rng(3)
        drawn = [rng.normal(0, 0.4, each.shape) for each in networks.get_weights(other)]
        networks.set_weights(other, [array.astype(np.float32) for array in drawn])
        middle = np.median(graphs.outputs_of(other, inputs_of(data), OUTPUTS)["dependencies"])
        drawn[4] = drawn[4] - middle  # half of what is said of dependencies is below 0
        for each in (model, other):
            networks.set_weights(each, [array.astype(np.float32) for array in drawn])
        wanted = graphs.outputs_of(other, inputs_of(data), OUTPUTS)
        for training in (False, True):
            seen = graphs.outputs_of(model, inputs_of(data), OUTPUTS, training=training)
            for name, each in wanted.items():
                hint = f"{name}; zeros are left out of the mean, words before numbers, relu"
                assert_close(seen[name], each, rtol=1e-3, atol=1e-4, hint=hint)

    def test_how_it_is_compiled(self, function, submission):
        """Loss and metrics are those of the course's model, and two steps of Adam."""
        model, other, data = function(*SIZES), course_model(submission), packages(12)
        found = networks.architecture(model)
        require(found.compiled, "It is not compiled.", hint="model.compile(…)")
        networks.set_weights(model, networks.get_weights(other))
        wanted = networks.evaluate(other, inputs_of(data), targets_of(data))
        seen = networks.evaluate(model, inputs_of(data), targets_of(data))
        for name, value in wanted.items():
            require(name in seen, f"evaluate does not answer {name}.", hint="losses and metrics")
            assert_close(seen[name], value, rtol=1e-3, atol=1e-3, hint=name)
        for each in (model, other):
            for _ in range(2):
                networks.fit(
                    each, inputs_of(data), targets_of(data), epochs=1, batch_size=12, seed=0
                )
        pairs = zip(networks.get_weights(model), networks.get_weights(other), strict=True)
        for seen_w, wanted_w in pairs:
            assert_close(seen_w, wanted_w, rtol=0, atol=2e-4, hint="keras.optimizers.Adam(0.003)")

    def test_seed(self, function, submission):
        """Two models start with different weights, those of layers made in this order."""
        calls = [function.map([SIZES], seed=seed)[0] for seed in (1, 2)]
        one, other = (networks.get_weights(call.value)[1] for call in calls)
        require(not np.array_equal(one, other), "They start alike.", hint="set no seed in here")
        wanted = networks.get_weights(course_model(submission, 2))[1]
        hint = "one layer a line, in the order of 1 to 6"
        assert_close(other, wanted, rtol=0, atol=1e-6, hint=hint)

    def test_what_is_refused(self, function):
        """Each size is refused if it is 0 or below."""
        for place in range(4):
            for n in (0, -2):
                bad = [n if k == place else size for k, size in enumerate(SIZES)]
                assert_rejects(function, *bad, says="size", hint="each must be 1 or more")


SHAPES = [(4, 1), (6, 1), (4, 2), (3, 2)]  # filters and stride, on 8 × 6 × 4


def block_of(function, submission, filters, stride):
    """Return a model of a block on 8 × 6 × 4."""
    x = remote(submission, tensor(8, 6, 4))
    return graphs.between(x, function(x, filters, stride))


def course_block(submission, filters, stride):
    """Return the course's block."""
    same = {"padding": "same"}
    layers = [
        ("Input", {"shape": (8, 6, 4)}, []),
        ("Conv2D", {"filters": filters, "kernel_size": 3, "strides": stride, **same}, [0]),
        ("ReLU", {}, [1]),
        ("Conv2D", {"filters": filters, "kernel_size": 3, **same}, [2]),
    ]
    if stride != 1 or filters != 4:
        options = {"filters": filters, "kernel_size": 1, "strides": stride, **same}
        layers += [("Conv2D", options, [0]), ("Add", {}, [3, 4]), ("ReLU", {}, [5])]
    else:
        layers += [("Add", {}, [3, 0]), ("ReLU", {}, [4])]
    return remote(submission, graph(layers, [len(layers) - 1]))


@pytest.mark.exercise("residual_block")
class TestResidualBlock:
    """Exercise 12.2."""

    @pytest.mark.gate
    @pytest.mark.parametrize(("filters", "stride"), SHAPES)
    def test_the_shape_of_the_answer(self, function, submission, filters, stride):
        """The answer has `filters` channels, and the sides divided by the stride."""
        seen = networks.architecture(block_of(function, submission, filters, stride))
        wanted = (None, -(-8 // stride), -(-6 // stride), filters)
        assert_equal(seen.output_shape, wanted, hint='padding="same", and strides=stride')

    @pytest.mark.parametrize(("filters", "stride"), SHAPES)
    def test_the_same_as_the_course(self, function, submission, filters, stride):
        """With the same weights it answers what the course's block does."""
        model = block_of(function, submission, filters, stride)
        other = course_block(submission, filters, stride)
        weights = networks.get_weights(other)
        hint = "two convolutions of 3×3; one of 1×1 where the shapes would not fit, and only there"
        shapes = [sorted(w.shape for w in networks.get_weights(each)) for each in (model, other)]
        assert_equal(*shapes, hint=hint)
        rng = np.random.default_rng(4)
        drawn = [rng.normal(0, 0.4, w.shape).astype(np.float32) for w in weights]
        networks.set_weights(other, drawn)
        networks.set_weights(model, in_its_order(model, drawn, weights))
        X = some(3, 8, 6, 4).astype(np.float32)
        for training in (False, True):
            seen = networks.apply(model, X, training=training)
            wanted = networks.predict(other, X)
            hint = "relu(second convolution + shortcut), the first with relu and the stride"
            assert_close(seen, wanted, rtol=1e-3, atol=1e-4, hint=hint)

    def test_seed(self, function, submission):
        """Two blocks start with different weights."""
        one, other = (networks.get_weights(block_of(function, submission, 4, 1)) for _ in "ab")
        require(not np.array_equal(one[0], other[0]), "They start alike.", hint="set no seed")

    def test_what_is_refused(self, function, submission):
        """0 and -1 filters are refused."""
        x = remote(submission, tensor(8, 6, 4))
        for n in (0, -1):
            assert_rejects(function, x, n, says="filters", hint=f"here they are {n}")


def in_its_order(model, drawn, course):
    """Return weights in a model's order: the projection may stand before or behind the others."""
    ones = [k for k, w in enumerate(course) if w.shape[:2] == (1, 1) and w.ndim == 4]
    threes = [k for k, w in enumerate(course) if w.shape[:2] == (3, 3) and w.ndim == 4]
    left, found = {(1, 1): ones, (3, 3): threes}, []
    for array in networks.get_weights(model):
        if array.ndim == 4:
            place = left[array.shape[:2]].pop(0)
            found += [drawn[place], drawn[place + 1]]
    return found


def by_formula(X, gamma, beta, mean, var, momentum, training, eps=1e-3):
    """Return what the docstring says, column by column."""
    Y, new_mean, new_var = np.zeros(X.shape), np.array(mean), np.array(var)
    for j in range(X.shape[1]):
        mu, s2 = mean[j], var[j]
        if training:
            mu = sum(X[:, j]) / len(X)
            s2 = sum((x - mu) ** 2 for x in X[:, j]) / len(X)
            new_mean[j] = momentum * mean[j] + (1 - momentum) * mu
            new_var[j] = momentum * var[j] + (1 - momentum) * s2
        Y[:, j] = gamma[j] * (X[:, j] - mu) / (s2 + eps) ** 0.5 + beta[j]
    return Y, new_mean, new_var


def batch(n, d, training, seed=2):
    """Return one case for batch_norm."""
    rng = np.random.default_rng(seed)
    four = rng.uniform(0.5, 2, d), rng.normal(size=d), rng.normal(size=d), rng.uniform(0.2, 4, d)
    return 2 + 3 * rng.normal(size=(n, d)), *four, 0.8, training


@pytest.mark.exercise("batch_norm")
class TestBatchNorm:
    """Exercise 12.3."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """Four rows of three columns give (4, 3), (3,) and (3,)."""
        answer = function(*batch(4, 3, True))
        assert_type(answer, tuple, hint="return Y, new_mean, new_var")
        assert_equal(len(answer), 3)
        for part, shape in zip(answer, ((4, 3), (3,), (3,)), strict=True):
            assert_close(part, np.zeros(shape), atol=np.inf)

    def test_docstring(self, function):
        """Rows 1, 10 and 3, 30: -1 and 1 in training; the running ones move by a tenth."""
        X, one, zero = np.array([[1.0, 10.0], [3.0, 30.0]]), np.ones(2), np.zeros(2)
        answer = function(X, one, zero, zero, one, 0.9, True, 0.0)
        wanted = np.array([[-1.0, -1.0], [1.0, 1.0]]), np.array([0.2, 2.0]), np.array([1.0, 10.9])
        for name, seen, part in zip(("Y", "new_mean", "new_var"), answer, wanted, strict=True):
            assert_close(seen, part, hint=f"{name}; mu is 2 and 20, s2 is 1 and 100")
        Y = function(X, one, zero, np.array([1.0, 0.0]), 4 * one, 0.9, False, 0.0)[0]
        assert_close(Y, np.array([[0.0, 5.0], [1.0, 15.0]]), hint="mean and var as they are given")

    @pytest.mark.parametrize("training", [True, False])
    @pytest.mark.parametrize("size", [(6, 4), (3, 5), (1, 2), (3, 3)])
    def test_by_formula(self, function, size, training):
        """Several sizes, in training and in use."""
        case = batch(*size, training)
        names = ("Y", "new_mean", "new_var")
        for name, seen, part in zip(names, function(*case), by_formula(*case), strict=True):
            assert_close(seen, part, hint=f"{name}, with training={training}")

    def test_eps(self, function):
        """eps is added to the variance, under the root; equal rows become beta."""
        X = np.array([[3.0, 1.0], [3.0, 5.0]])
        case = X, np.ones(2), np.array([7.0, 0.0]), np.zeros(2), np.ones(2), 0.9, True
        assert_close(function(*case)[0], by_formula(*case)[0], hint="sqrt(s2 + eps)")
        wide = function(*case, eps=5.0)[0]
        assert_close(wide, by_formula(*case, eps=5.0)[0], hint="eps as it is given")

    def test_dtypes(self, function):
        """float32 stays float32, in all three; integers count as float64."""
        for training in (True, False):
            arrays = [np.abs(3 * each) for each in batch(4, 3, training)[:5]]
            for part in function(*(each.astype(np.float32) for each in arrays), 0.5, training):
                require(part.dtype == np.float32, f"float32 in gives {part.dtype} out.")
            whole = [each.astype(np.uint8) for each in arrays]
            wanted = by_formula(*(1.0 * each for each in whole), 0.5, training)
            for seen, part in zip(function(*whole, 0.5, training), wanted, strict=True):
                assert_close(seen, part, hint="integers count as float64")

    def test_what_is_refused(self, function):
        """A row alone, and a gamma, beta, mean or var that is not (D,), are refused."""
        X, *four, momentum, training = batch(4, 3, True)
        assert_rejects(function, X[0], *four, momentum, training, says="shape", hint="X is (3,)")
        for place in range(4):
            for wrong in (four[place][:1], four[place][:2], four[place][np.newaxis]):
                parts = [wrong if k == place else each for k, each in enumerate(four)]
                hint = f"here one is {wrong.shape}, and D is 3"
                assert_rejects(function, X, *parts, momentum, training, says="shape", hint=hint)

    def test_manners(self, function):
        """All arrays stay as they were, and the answers are none of them."""
        assert_pure(function, [batch(4, 3, True), batch(4, 3, False)])


KINDS = ("EarlyStopping", "ModelCheckpoint", "TensorBoard")


@pytest.mark.exercise("make_callbacks")
class TestMakeCallbacks:
    """Exercise 12.4."""

    @pytest.mark.gate
    def test_docstring(self, function, submission):
        """A list with one callback of each kind comes back."""
        place = remote(submission, folder("logs/kinds"))
        logs.by_class(function(place), KINDS, hint=f"a list: {', '.join(KINDS)}")

    def test_what_they_watch(self, function, submission):
        """Two of them watch val_loss; the patience is the one given."""
        place = remote(submission, folder("logs/watch"))
        found = logs.by_class(function(place, 5), KINDS, hint="a list of three")
        for name in KINDS[:2]:
            assert_equal(found[name].monitor, "val_loss", hint=name)
        assert_equal(found["EarlyStopping"].patience, 5, hint="patience=patience")

    def test_a_training(self, function, submission):
        """The watched loss rises behind the second epoch: the fourth is the last one.

        The weights are those of the second, in best.keras too, and events of four epochs are in the
        folder, which was not there before.
        """
        place = remote(submission, folder("logs/training"))
        callbacks = function(place, 2)
        require(not logs.files(place), "Something is written too early.", hint="fit writes it")
        zeros = {"units": 1, "use_bias": False, "kernel_initializer": "zeros"}
        sgd = ("optimizers", "SGD", {"learning_rate": 0.1})
        compiled = {"optimizer": sgd, "loss": "mse", "run_eagerly": True}
        layers = [("Input", {"shape": (1,)}), ("Dense", zeros)]
        model = remote(submission, sequential(layers, compiled))
        rows, watched = (
            (np.ones((4, 1), np.float32), np.full((4, 1), target, np.float32))
            for target in (1.0, 0.37)
        )
        epochs = logs.fit_watched(model, rows, watched, 9, callbacks)
        assert_equal(epochs, 4, hint="the weights are 0.2, 0.36, 0.488, 0.59; 0.37 is watched")
        best = np.array([[0.36]])
        hint = "restore_best_weights=True"
        assert_close(networks.get_weights(model)[0], best, rtol=1e-4, hint=hint)
        require("best.keras" in logs.files(place), "There is no best.keras.", hint="in log_dir")
        saved = logs.saved_weights(place, "best.keras")[0]
        assert_close(saved, best, rtol=1e-4, hint="save_best_only=True")
        steps = {step for tag, step in logs.events(place) if tag == "epoch_loss"}
        assert_equal(sorted(steps), [0, 1, 2, 3], hint="TensorBoard(log_dir)")
        places = {name.split("/")[0] for name in logs.files(place) if "tfevents" in name}
        assert_equal(sorted(places), ["train", "validation"], hint="log_dir, as it is given")

    def test_what_is_refused(self, function, submission):
        """A patience of 0 and -1 is refused."""
        place = remote(submission, folder("logs/refused"))
        for n in (0, -1):
            assert_rejects(function, place, n, says="patience", hint=f"here it is {n}")


@pytest.mark.exercise("ensemble_predict")
class TestEnsemblePredict:
    """Exercise 12.5."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """0.9 and 0.5 are 0.7 on average; with weights 3 and 1 they are 0.8."""
        one, other = np.array([[0.9, 0.1]]), np.array([[0.5, 0.5]])
        assert_close(function([one, other]), np.array([[0.7, 0.3]]), hint="their mean")
        seen = function([one, other], [3, 1])
        assert_close(seen, np.array([[0.8, 0.2]]), hint="0.75 and 0.25 of them")

    @pytest.mark.parametrize("weights", [None, [2.0, 0.5, 1.0], [0, 1, 0], [1, 1, 1], [30, 0, 10]])
    def test_three_networks(self, function, weights):
        """The weighted sum, entry by entry."""
        probs = [np.abs(some(4, 3, seed=k)) for k in range(3)]
        used = [1, 1, 1] if weights is None else weights
        wanted = sum(w * each for w, each in zip(used, probs, strict=True)) / sum(used)
        assert_close(function(probs, weights), wanted, hint=f"with the weights {weights}")

    def test_one_network(self, function):
        """A single network is its own mean."""
        probs = np.abs(some(3, 2))
        assert_close(function([probs], [5.0]), probs)

    def test_dtypes(self, function):
        """float32 stays float32, with weights too; integers count as float64."""
        probs = [np.abs(4 * some(3, 2, seed=k)) for k in range(2)]
        for weights in (None, [2.0, 1.0]):
            seen = function([each.astype(np.float32) for each in probs], weights)
            require(seen.dtype == np.float32, f"float32 in gives {seen.dtype} out.")
        whole = [np.array([[200, 7]], np.uint8), np.array([[100, 9]], np.uint8)]
        assert_close(function(whole), np.array([[150.0, 8.0]]), hint="integers count as float64")

    def test_what_is_refused(self, function):
        """No arrays, other shapes, and weights that are too few, below 0 or all 0 are refused."""
        one, other = np.ones((3, 2)), np.ones((3, 2))
        for probs in ([], [one, other[:1]], [one, other[:, :1]], [one, other.T]):
            assert_rejects(function, probs, says="shape", hint="all of the same shape")
        for weights in ([1], [1, 2, 3], [1, -1], [2, -1], [0, 0]):
            hint = f"here they are {weights}, for two arrays"
            assert_rejects(function, [one, other], weights, says="weight", hint=hint)

    def test_manners(self, function):
        """Arrays and weights stay as they were, and the answer is none of them."""
        probs = [np.abs(some(3, 2, seed=k)) for k in range(2)]
        assert_pure(function, [(probs, [2.0, 1.0]), (probs[:1], None)])


def trained(function, *case):
    """Return a call of an exercise, in which Keras runs step by step."""
    (call,) = function.map([case], seed=100, note_prints=True, eager=True)
    return call


def scaled(numeric, learned):
    """Return numbers, standardized by the first rows."""
    train = numeric[:learned]
    return (numeric - train.mean(axis=0)) / train.std(axis=0)


@pytest.mark.exercise("fit_packages")
class TestFitPackages:
    """Exercise 12.6."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A dict with accuracy and mae, floats, and a model of 1,925 parameters."""
        answer = trained(function, packages(20), 1).value
        assert_equal(sorted(answer), ["accuracy", "mae", "model"])
        for key in ("accuracy", "mae"):
            assert_type(answer[key], float, hint=f'"{key}": float(…)')
        found = networks.architecture(answer["model"]).parameters
        hint = "20 · 16 of the table, 20 · 64 of the hidden layer, 65 and 260 of the heads"
        assert_equal(found, 1925, hint=hint)

    def test_the_same_as_a_model_of_the_course(self, function, submission):
        """After 12 epochs on 25 of 32 rows it answers what a model of the course does.

        accuracy and mae are those of the other seven. Nothing is printed, and data stays as it was.
        """
        data = packages(32)
        call = trained(function, data, 12, 5)
        require(not call.printed, "Something is printed.", hint="verbose=0, everywhere")
        require(not call.changed, "data holds other numbers now.", hint="work on copies")
        found = networks.architecture(call.value["model"])
        require(not found.was_validated, "Rows were watched.", hint="only with log_dir")
        other, part = course_model(submission, seed=5), slice(0, 25)
        table = data | {"numeric": scaled(data["numeric"], 25)}
        networks.fit(
            other, inputs_of(table, part), targets_of(table, part), epochs=12, batch_size=32, seed=5
        )
        seen, wanted = (
            graphs.outputs_of(each, inputs_of(table), OUTPUTS)
            for each in (call.value["model"], other)
        )
        hint = "standardize by the first 25 rows, seed, build, fit these rows"
        for name, each in wanted.items():
            assert_close(seen[name], each, rtol=0, atol=4e-3, hint=f"{name}; {hint}")
        right = wanted["section"].argmax(axis=1)[25:] == data["section"][25:]
        assert_close(call.value["accuracy"], float(right.mean()), hint="of the last seven rows")
        off = np.abs(wanted["dependencies"][25:, 0] - data["dependencies"][25:])
        assert_close(call.value["mae"], float(off.mean()), rtol=0, atol=4e-3, hint="of these, too")

    def test_a_folder(self, function, submission):
        """With a folder 20 of 25 training rows are trained on, five are watched, files come."""
        data, place = packages(32), remote(submission, folder("logs/fit"))
        data["dependencies"][20:25] = -20 - data["dependencies"][:5]
        for name in ("tokens", "numeric"):
            data[name][20:25] = data[name][:5]
        model = trained(function, data, 7, 5, place).value["model"]
        found = networks.architecture(model)
        require(found.was_validated, "No rows were watched.", hint="validation_data in fit")
        files = logs.files(place)
        there = "best.keras" in files and any("tfevents" in name for name in files)
        require(there, "The files are not in log_dir.", hint="callbacks=make_callbacks(log_dir)")
        hint = "the watched loss rises from the first epoch on: the fourth is the last"
        assert_equal(found.steps, 4, hint=hint)
        other, part = course_model(submission, seed=5), slice(0, 20)
        table = data | {"numeric": scaled(data["numeric"], 20)}
        networks.fit(
            other, inputs_of(table, part), targets_of(table, part), epochs=1, batch_size=32, seed=5
        )
        seen, wanted = (
            graphs.outputs_of(each, inputs_of(table), OUTPUTS) for each in (model, other)
        )
        hint = "the first 20 rows, standardized by these; the best epoch is the first"
        for name, each in wanted.items():
            assert_close(seen[name], each, rtol=0, atol=2e-3, hint=f"{name}; {hint}")

    def test_steps(self, function):
        """Of 90 rows 72 are trained on, in three batches of 32; two epochs are 6 steps."""
        model = trained(function, packages(90), 2).value["model"]
        hint = "epochs=epochs, batch_size=32"
        assert_equal(networks.architecture(model).steps, 6, hint=hint)

    def test_sizes(self, function):
        """Where the largest id and section are in the test rows alone, the sizes are the same.

        So they are where smaller ones never occur.
        """
        late, gap = packages(20), packages(20)
        late["tokens"][0, 0], late["tokens"][19, 0] = 1, 19
        late["section"][late["section"] == 3], late["section"][19] = 0, 3
        gap["tokens"][gap["tokens"] == 7], gap["section"][gap["section"] == 1] = 8, 0
        hint = "int(tokens.max()) + 1 and int(section.max()) + 1, of all rows"
        for data in (late, gap):
            model = trained(function, data, 1).value["model"]
            assert_equal(networks.architecture(model).parameters, 1925, hint=hint)


def numbers(shape, seed=1):
    """Return w, g, m and v of one shape."""
    rng = np.random.default_rng(seed)
    w, g, m = rng.normal(size=(3, *shape))
    return w, 3 * g, m, rng.uniform(0.1, 2, shape)


def adam_by_entry(w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """Return what the docstring says, entry by entry."""
    w, m, v = np.array(w, float), np.array(m, float), np.array(v, float)
    for place in np.ndindex(w.shape):
        m[place] = beta1 * m[place] + (1 - beta1) * g[place]
        v[place] = beta2 * v[place] + (1 - beta2) * g[place] ** 2
        size = lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t)
        w[place] -= size * m[place] / (v[place] ** 0.5 + eps)
    return w, m, v


@pytest.mark.exercise("adam_step")
class TestAdamStep:
    """Exercise 12.7."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """The first step is 0.001 long, against the sign of the gradient, 0.5 or -20."""
        w, g, zeros = np.array([1.0, 1.0]), np.array([0.5, -20.0]), np.zeros(2)
        answer = function(w, g, zeros, zeros, 1)
        assert_type(answer, tuple, hint="return w, m, v")
        assert_equal(len(answer), 3)
        wanted = np.array([0.999, 1.001]), np.array([0.05, -2.0]), np.array([2.5e-4, 0.4])
        for name, seen, part in zip("wmv", answer, wanted, strict=True):
            assert_close(seen, part, atol=1e-6, hint=f"{name}; m and v first")

    @pytest.mark.parametrize("t", [1, 2, 50])
    @pytest.mark.parametrize("shape", [(4,), (3, 2), (1,), ()])
    def test_by_entry(self, function, shape, t):
        """Several shapes and steps."""
        case = (*numbers(shape), t)
        for name, seen, part in zip("wmv", function(*case), adam_by_entry(*case), strict=True):
            assert_close(seen, part, hint=f"{name}, at step {t}")

    @pytest.mark.parametrize(
        "settings", [(0.1,), (0.1, 0.5), (0.1, 0.9, 0.9), (0.1, 0.9, 0.99, 0.5)]
    )
    def test_settings(self, function, settings):
        """lr, beta1, beta2 and eps are what is given."""
        case = (*numbers((3, 2)), 3, *settings)
        for name, seen, part in zip("wmv", function(*case), adam_by_entry(*case), strict=True):
            assert_close(seen, part, hint=f"{name}; the settings are {settings}")

    def test_dtypes(self, function):
        """float32 stays float32, in all three; integers count as float64."""
        arrays = [np.abs(4 * each) for each in numbers((3, 2))]
        for part in function(*(each.astype(np.float32) for each in arrays), 2):
            require(part.dtype == np.float32, f"float32 in gives {part.dtype} out.")
        whole = [np.array([each], np.uint8) for each in (3, 16, 200, 9)]
        wanted = adam_by_entry(*(1.0 * each for each in whole), 2)
        for seen, part in zip(function(*whole, 2), wanted, strict=True):
            assert_close(seen, part, hint="in uint8, 16 ** 2 is 0")

    def test_what_is_refused(self, function):
        """Other shapes than that of w, and steps below 1, are refused."""
        w, g, m, v = numbers((4, 3))
        for place, given in ((1, g), (2, m), (3, v)):
            for wrong in (given[:1], given[0], given.T):
                case = [wrong if k == place else each for k, each in enumerate((w, g, m, v))]
                hint = f"here one is {wrong.shape}, and w {w.shape}"
                assert_rejects(function, *case, 1, says="shape", hint=hint)
        for t in (0, -1):
            assert_rejects(function, w, g, m, v, t, says="t must be", hint=f"here t is {t}")

    def test_manners(self, function):
        """All four arrays stay as they were, and the answers are none of them."""
        assert_pure(function, [(*numbers((3, 2)), 2)])


@pytest.mark.exercise("clip_by_global_norm")
class TestClipByGlobalNorm:
    """Exercise 12.8."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """3 and 4 have the length 5: 0.6 and 0.8 with a limit of 1, themselves with one of 9."""
        grads = [np.array([3.0]), np.array([[4.0]])]
        cases = [(grads, 1.0), (grads, 9.0), ([np.array([3.0, 4.0]), np.array([2.0])], 2.5)]
        one, nine, _ = function.map(cases)
        for call, limit, wanted in ((one, 1.0, (0.6, 0.8)), (nine, 9.0, (3.0, 4.0))):
            seen = call.value
            assert_type(seen, list, hint="a list, of one array for each")
            assert_equal(len(seen), 2)
            for each, given, value in zip(seen, grads, wanted, strict=True):
                hint = "limit / norm is 0.2" if limit == 1.0 else "they are not too long"
                assert_close(each, np.full(given.shape, value), hint=hint)

    @pytest.mark.parametrize("limit", [0.5, 2.0, 100.0])
    def test_many_arrays(self, function, limit):
        """One factor for all arrays, whatever their shapes."""
        grads = [some(3, 4), 5 * some(4, seed=1), 0.1 * some(2, 2, 2, seed=2)]
        norm = float(np.linalg.norm(np.concatenate([each.ravel() for each in grads])))
        factor = min(1.0, limit / norm)
        for seen, each in zip(function(grads, limit), grads, strict=True):
            assert_close(seen, factor * each, hint=f"the norm is {norm:.3f}, the limit {limit}")

    def test_at_the_limit(self, function):
        """As long as the limit is not too long; zeros and an empty list are left alone."""
        for grads in ([np.array([3.0]), np.array([4.0])], [np.zeros(3)], []):
            seen = function(grads, 5.0)
            assert_equal(len(seen), len(grads))
            for each, given in zip(seen, grads, strict=True):
                assert_close(each, given, hint="only if norm > limit")

    def test_dtypes(self, function):
        """float32 stays float32; integers count as float64."""
        for limit in (1.0, 1000.0):
            seen = function([some(3).astype(np.float32), some(2, 2).astype(np.float32)], limit)
            for each in seen:
                require(each.dtype == np.float32, f"float32 in gives {each.dtype} out.")
        (seen,) = function([np.array([200, 150], np.uint8)], 50.0)
        assert_close(seen, np.array([40.0, 30.0]), hint="200 ** 2 does not fit into uint8")

    def test_what_is_refused(self, function):
        """A limit of 0 and below is refused."""
        for limit in (0.0, -1.0):
            assert_rejects(function, [some(3)], limit, says="limit", hint=f"here it is {limit}")

    def test_manners(self, function):
        """The gradients stay as they were, and the answer is none of them."""
        assert_pure(function, [([some(3), some(2, 2)], 0.5), ([some(3), some(2, 2)], 50.0)])
