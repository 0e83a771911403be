"""The public checks of chapter 6: heads, classes, labels, folds, errors, refusals, manners."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
    generator,
    networks,
    remote,
    require,
    sequential,
)

HEADS = {
    "binary": (1, "sigmoid", "binary_crossentropy"),
    "multiclass": (7, "softmax", "categorical_crossentropy"),
    "multilabel": (7, "sigmoid", "binary_crossentropy"),
    "regression": (7, None, "mse"),
    "bounded_regression": (7, "sigmoid", "mse"),
}


@pytest.mark.exercise("choose_head")
class TestChooseHead:
    """Exercise 6.1."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A dict with the keys units, activation and loss; units is an int."""
        head = function("multilabel", 4)
        assert_type(head, dict, hint="return a dict")
        assert_equal(sorted(head), ["activation", "loss", "units"], hint="exactly these keys")
        assert_type(head["units"], int)

    @pytest.mark.parametrize("problem", HEADS)
    def test_each_problem(self, function, problem):
        """Each problem has the units, the activation and the loss of the table."""
        units, activation, loss = HEADS[problem]
        head = function(problem, units)
        for key, wanted in (("units", units), ("activation", activation), ("loss", loss)):
            message = f'{problem}: "{key}" is {head[key]!r}, not {wanted!r}.'
            require(head[key] == wanted, message, hint="look at the table in the docstring")

    def test_small_numbers(self, function):
        """Three classes are enough; one label and one number are legal."""
        assert_equal(function("multiclass", 3)["units"], 3, hint="3 is not below 3")
        for problem in ("multilabel", "regression", "bounded_regression"):
            assert_equal(function(problem, 1)["units"], 1, hint=f"{problem} with one output")

    def test_what_is_refused(self, function):
        """An unknown word, numbers below 1, 2 classes and 2 outputs of a binary problem."""
        for word in ("classification", "Binary", ""):
            hint = f"here the problem is {word!r}"
            assert_rejects(function, word, 1, says="problem", hint=hint)
        cases = [(problem, n) for problem in HEADS for n in (0, -1)]
        for problem, n in [*cases, ("binary", 2), ("multiclass", 2), ("multiclass", 1)]:
            hint = f"here it is {problem} with {n}"
            assert_rejects(function, problem, n, says="n_outputs", hint=hint)


ROWS, WORDS, CLASSES, HIDDEN = 150, 20, 5, 7
CUT = 120  # one batch an epoch, so that the order of the rows decides nothing
NETWORK = [
    (WORDS, 64),
    (64,),
    (64, HIDDEN),
    (HIDDEN,),
    (HIDDEN, CLASSES),
    (CLASSES,),
]


def texts(rows=ROWS):
    """Return multi-hot rows and their classes; class 3 is never there, 4 only in the test rows."""
    rng = np.random.default_rng(0)
    y = rng.integers(0, 3, rows)
    y[4 * rows // 5 :][::3] = 4
    own = np.arange(WORDS) % CLASSES == y[:, np.newaxis]
    return (rng.random((rows, WORDS)) < np.where(own, 0.7, 0.2)).astype(np.float32), y


def dense(*sizes, end=None, hidden="relu"):
    """Return the layers of a network of the course, for `sequential`."""
    layers = [("Input", {"shape": (sizes[0],)})]
    layers += [("Dense", {"units": units, "activation": hidden}) for units in sizes[1:-1]]
    return [*layers, ("Dense", {"units": sizes[-1], "activation": end})]


def twin(submission, epochs, seed):
    """Return the weights of a network of the course that is trained as asked."""
    X, y = texts()
    layers = dense(WORDS, 64, HIDDEN, CLASSES, end="softmax")
    compiled = {"optimizer": "adam", "loss": "sparse_categorical_crossentropy"}
    model = remote(submission, sequential(layers, compiled, seed))
    for _ in range(epochs):
        networks.fit(model, X[:CUT], y[:CUT], epochs=1, batch_size=128, seed=0)
    return networks.get_weights(model)


def train(function, *case, around=100):
    """Return a call of the learner's function, which trains without graphs: a few rows."""
    (call,) = function.map([case], seed=around, note_prints=True, eager=True)
    return call


@pytest.mark.exercise("train_topics")
class TestTrainTopics:
    """Exercise 6.2."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A dict of accuracy and baseline, floats, and a model D-64-hidden-5.

        Class 3 does not occur, class 4 is the last: five classes.
        """
        answer = train(function, *texts(), HIDDEN, 1).value
        assert_type(answer, dict, hint="return a dict")
        keys = ["accuracy", "baseline", "model"]
        assert_equal(sorted(answer), keys, hint="exactly these three keys")
        for key in ("accuracy", "baseline"):
            assert_type(answer[key], float, hint=f'"{key}": float(…)')
        networks.architecture(answer["model"])
        shapes = [array.shape for array in networks.get_weights(answer["model"])]
        hint = "Dense layers of 64, hidden and int(y.max()) + 1 units"
        require(shapes == NETWORK, f"The weights have the shapes {shapes}.", hint=hint)

    def test_what_it_learns(self, function, submission):
        """Three epochs on 120 rows leave the same weights as in a network of the course.

        accuracy is the share of the test rows that it has right; nothing is printed or changed.
        """
        X, y = texts()
        call = train(function, X, y, HIDDEN, 3, 4)
        model = call.value["model"]
        hint = "seed, then build; Adam, cross-entropy, and the first 4N // 5 rows for all epochs"
        pairs = zip(networks.get_weights(model), twin(submission, 3, 4), strict=True)
        same = all(a.shape == b.shape and np.quantile(abs(a - b), 0.9) < 1e-4 for a, b in pairs)
        require(same, "After 3 epochs with seed 4 the weights are other ones.", hint=hint)
        right = networks.predict(model, X[CUT:]).argmax(axis=1) == y[CUT:]
        hint = "of the test rows, X[4 * N // 5 :]"
        assert_close(call.value["accuracy"], float(right.mean()), atol=1e-6, hint=hint)
        require(not call.printed, "Something is printed.", hint="verbose=0, everywhere")
        require(not call.changed, "X or y holds other numbers now.", hint="work on copies")
        self.assert_network(model)

    def assert_network(self, model):
        """Weights set by hand: word 0 gets logits 2, 0, 0, 0, 0 and so 0.648782 for class 0."""
        arrays = [np.zeros(shape, np.float32) for shape in NETWORK]
        arrays[0][[0, 1, 2], [0, 0, 1]] = [1, -1, 1]
        arrays[2][[0, 1], [0, 0]] = [1, -1]
        arrays[4][0, 0] = 2
        networks.set_weights(model, arrays)
        rows = np.eye(WORDS, dtype=np.float32)[:3]
        wanted = np.full((3, 5), 0.2, np.float32)
        wanted[0] = [0.648782, *[0.087804] * 4]
        hint = "relu in both hidden layers, softmax in the last"
        assert_close(networks.predict(model, rows), wanted, atol=1e-5, hint=hint)

    def test_the_steps(self, function):
        """163 rows: 130 to train on, two batches of 128; two epochs make 4 steps. uint8 is fine."""
        X, y = texts(163)
        model = train(function, X, y.astype(np.uint8), HIDDEN, 2).value["model"]
        steps = networks.architecture(model).steps
        assert_equal(steps, 4, hint="batch_size=128, epochs=epochs")

    def test_the_baseline(self, function):
        """Of 15 rows the last three are the test; before them 1 and 2 occur five times each.

        Of equals the lower counts: one of the three test rows is of class 1, and 1/3 the baseline.
        """
        labels = np.array([2, 1, 0, 2, 1, 0, 1, 2, 2, 1, 2, 1, 2, 1, 2])
        answer = train(function, np.eye(15, dtype=np.float32), labels, 3, 1).value
        hint = "np.bincount(y[:cut]).argmax() is the commonest class of train"
        assert_close(answer["baseline"], 1 / 3, hint=hint)

    def test_no_hidden_units_are_refused(self, function):
        """hidden=0 and hidden=-3 are refused with a ValueError."""
        for hidden in (0, -3):
            assert_rejects(function, *texts(), hidden, 1, says="hidden", hint="hidden >= 1")


PROBS = np.array([[0.75, 0.25, 0.625], [0.375, 0.125, 0.25], [0.5, 1.0, 0.0]])


@pytest.mark.exercise("predict_labels")
class TestPredictLabels:
    """Exercise 6.3."""

    @pytest.mark.gate
    def test_labels_are_integers(self, function):
        """Three rows of three: multilabel gives (3, 3) integers, multiclass (3,)."""
        for problem, shape in (("multilabel", (3, 3)), ("multiclass", (3,))):
            labels = function(PROBS, problem)
            assert_type(labels, np.ndarray, hint="an array of integers")
            hint = f"{problem} of shape {shape}"
            require(labels.shape == shape, f"The shape is {labels.shape}.", hint=hint)
            message = f"The labels are {labels.dtype}, no integers."
            require(labels.dtype.kind in "iu", message, hint="(…).astype(int)")

    def test_several_labels_or_none(self, function):
        """Row 0 has two labels, row 1 none; 0.5 is not above 0.5, and 1 is."""
        labels = function(PROBS, "multilabel").astype(int)
        wanted = np.array([[1, 0, 1], [0, 0, 0], [0, 1, 0]])
        assert_close(labels, wanted, hint="each entry by itself: p > threshold")

    def test_another_threshold(self, function):
        """Above 0.25 there are more labels; 0.25 itself is not above it."""
        labels = function(PROBS, "multilabel", 0.25).astype(int)
        wanted = np.array([[1, 0, 1], [1, 0, 0], [1, 1, 0]])
        assert_close(labels, wanted, hint="p > threshold, not p > 0.5 and not >=")

    def test_binary(self, function):
        """binary: one probability a row, as (4,) or as a column; the shape stays."""
        p = np.array([0.75, 0.25, 0.5, 1.0])
        for probs in (p, p[:, np.newaxis]):
            wanted = np.array([1, 0, 0, 1]).reshape(probs.shape)
            labels = function(probs, "binary")
            assert_close(labels.astype(int), wanted, hint=f"here probs is {probs.shape}")
        assert_close(function(p, "binary", 0.75).astype(int), np.array([0, 0, 0, 1]))

    def test_multiclass(self, function):
        """The largest of each row, of equals the first; the threshold has no effect."""
        probs = np.array([[0.25, 0.5, 0.5], [0.125, 0.25, 0.375], [0.125, 0.0, 0.0]])
        for threshold in (0.5, 0.9, 0.1):
            labels = function(probs, "multiclass", threshold)
            assert_close(labels.astype(int), np.array([1, 2, 0]), hint="np.argmax, axis=1")

    def test_what_is_refused(self, function):
        """-0.25 and 1.25 are refused, and other words: "regression" too."""
        for problem in ("binary", "multilabel", "multiclass"):
            for value in (-0.25, 1.25):
                probs = PROBS.copy()
                probs[1, 2] = value
                hint = f"here a probability is {value}: {problem}"
                assert_rejects(function, probs, problem, says="range", hint=hint)
        for word in ("regression", "bounded_regression", "multi"):
            assert_rejects(function, PROBS, word, says="problem", hint=f"here it is {word!r}")

    def test_manners(self, function):
        """probs stays as it was."""
        assert_pure(function, [(PROBS, "multilabel"), (PROBS, "multiclass")])


def folds_of(function, n, k, seed=0):
    """Return the folds of n rows for a generator of this seed, once they have the right form."""
    folds = function(n, k, generator(seed))
    assert_type(folds, list, hint="a list of k pairs")
    for pair in folds:
        assert_type(pair, tuple, hint="each fold is a pair (train, validation)")
        assert_equal(len(pair), 2, hint="each fold is a pair (train, validation)")
        for rows in pair:
            assert_type(rows, np.ndarray, hint="arrays of row numbers")
            is_list = rows.ndim == 1 and rows.dtype.kind in "iu"
            require(is_list, "The row numbers are no 1-D array of integers.", hint="order[a:b]")
    return folds


@pytest.mark.exercise("k_fold_indices")
class TestKFoldIndices:
    """Exercise 6.4."""

    @pytest.mark.gate
    def test_k_pairs_come_back(self, function):
        """Seven rows, three folds: a list of three pairs of integer arrays."""
        assert_equal(len(folds_of(function, 7, 3)), 3, hint="one pair for each fold")

    def test_seven_rows_in_three_folds(self, function):
        """default_rng(0) draws 2 4 3 6 5 0 1: cut into 2 4 3 | 6 5 | 0 1."""
        folds = folds_of(function, 7, 3)
        wanted = [([0, 1, 5, 6], [2, 3, 4]), ([0, 1, 2, 3, 4], [5, 6]), ([2, 3, 4, 5, 6], [0, 1])]
        for (train_rows, validation), (learn, examine) in zip(folds, wanted, strict=True):
            hint = "order = rng.permutation(n), cut into parts of 3, 2 and 2"
            assert_equal(sorted(validation.tolist()), examine, hint=hint)
            assert_equal(sorted(train_rows.tolist()), learn, hint="all rows but these validate")

    @pytest.mark.parametrize(("n", "k"), [(10, 5), (11, 4), (5, 5), (9, 2), (14, 4)])
    def test_every_row_validates_once(self, function, n, k):
        """Every row validates once, and trains in all other folds; sizes differ by 1 at most."""
        folds = folds_of(function, n, k, seed=n)
        sizes = [len(validation) for _, validation in folds]
        wanted = [n // k + (i < n % k) for i in range(k)]
        assert_equal(sizes, wanted, hint=f"the first {n % k} parts have one row more")
        rows = np.concatenate([validation for _, validation in folds])
        hint = "cut one permutation into parts"
        assert_equal(sorted(rows.tolist()), list(range(n)), hint=hint)
        for pair in folds:
            both = sorted(np.concatenate(pair).tolist())
            assert_equal(both, list(range(n)), hint="a fold's training rows are all the others")

    def test_the_generator_decides(self, function):
        """One seed gives the same folds again, another seed other ones."""
        one, same, other = (folds_of(function, 30, 3, seed) for seed in (1, 1, 2))
        parts = [[sorted(v.tolist()) for _, v in folds] for folds in (one, same, other)]
        assert_equal(parts[0], parts[1], hint="draw from rng alone")
        require(parts[0] != parts[2], "Seeds 1 and 2 give the same folds.", hint="rng.permutation")

    def test_what_is_refused(self, function):
        """k of 1, 0 and -2 is refused, and 6 folds of 5 rows."""
        for n, k in ((5, 1), (5, 0), (5, -2), (5, 6)):
            hint = f"here n is {n} and k is {k}"
            assert_rejects(function, n, k, generator(0), says="k must be", hint=hint)


@pytest.mark.exercise("mean_absolute_error")
class TestMeanAbsoluteError:
    """Exercise 6.5."""

    @pytest.mark.gate
    def test_three_houses(self, function):
        """1, 2 and 4 were predicted as 2, 0 and 6: off by 1, 2 and 2, 1.666667 on average."""
        error = function(np.array([1.0, 2.0, 4.0]), np.array([2.0, 0.0, 6.0]))
        assert_type(error, float, hint="float(np.mean(…))")
        assert_close(error, 5 / 3, hint="np.abs, then np.mean")

    def test_columns(self, function):
        """The same with y as a column, p as a column, and both: always 1.666667."""
        y, p = np.array([1.0, 2.0, 4.0]), np.array([2.0, 0.0, 6.0])
        column = np.s_[:, np.newaxis]
        for one, other in ((y, p[column]), (y[column], p), (y[column], p[column])):
            hint = f"{one.shape} - {other.shape}: NumPy makes (3, 3) of a row and a column"
            assert_close(function(one, other), 5 / 3, hint=hint)

    def test_integers(self, function):
        """In uint8, int8 and int64 the numbers 1, 2, 4 and 2, 0, 6 give the same; so do -100, 100.

        100 - (-100) does not fit into int8.
        """
        for kind in (np.uint8, np.int8, np.int64):
            y, p = np.array([1, 2, 4], kind), np.array([2, 0, 6], kind)
            assert_close(function(y, p), 5 / 3, hint=f"here both are {np.dtype(kind)}")
            assert_close(function(y, p.astype(float)), 5 / 3)
        far = np.array([100, -100], np.int8)
        assert_close(function(far, -far), 200.0, hint="make floats before you subtract")

    def test_float32(self, function):
        """In float32 the numbers 1, 2, 4 and 2, 0, 6 give a float, too: 1.666667."""
        error = function(np.array([1, 2, 4], np.float32), np.array([2, 0, 6], np.float32))
        assert_type(error, float, hint="float(…) around the mean")
        assert_close(error, 5 / 3, rtol=1e-5)

    def test_different_numbers_of_rows_are_refused(self, function):
        """Three rows beside two, and beside one, are refused."""
        for p in (np.ones(2), np.ones((2, 1)), np.ones(1), np.ones((1, 1))):
            hint = f"here y is (3,) and p {p.shape}"
            assert_rejects(function, np.ones(3), p, says="shape", hint=hint)

    def test_manners(self, function):
        """y and p stay as they were."""
        assert_pure(function, [(np.array([1.0, 2.0]), np.array([[2.0], [0.0]]))])


def fold_parts(n, seed):
    """Return the rows that validate in each of two folds."""
    return np.array_split(np.random.default_rng(seed).permutation(n), 2)


def houses():
    """Return 20 rows of four columns with units of their own, and numbers to predict."""
    rng = np.random.default_rng(2)
    X = np.exp(rng.normal(0, 1, (20, 4))) * [1, 300, 0.02, 9] + [5, 2000, 0, 40]
    return X, rng.normal(0, 0.5, 20)


def scaled(X, validation):
    """Return the rows of a fold, standardised by its training rows."""
    learned = np.delete(X, validation, axis=0)
    rows = (X - learned.mean(axis=0)) / learned.std(axis=0)
    return np.delete(rows, validation, axis=0), rows[validation]


@pytest.mark.exercise("cross_validate")
class TestCrossValidate:
    """Exercise 6.6."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """Two folds of three rows give a list of two floats."""
        errors = train(function, np.zeros((3, 2)), np.ones(3), 2, 1).value
        assert_type(errors, list, hint="a list with one number for each fold")
        assert_equal(len(errors), 2, hint="one number for each fold")
        for error in errors:
            message = f"An error is a {type(error).__name__}, no float."
            require(type(error) is float, message, hint="float(…)")

    def test_nothing_but_a_bias_to_learn(self, function):
        """All columns are 0, so only the last bias moves: by about 0.001 in each step.

        20 of 40 rows are two batches, of 16 and 4, so an epoch is 2 steps, in each fold anew: a
        row of 7 is off by 6.998.
        """
        y = 7.0 + np.arange(40.0) ** 2
        errors = train(function, np.zeros((40, 3)), y, 2, 1, 5).value
        for error, rows in zip(errors, fold_parts(40, 5), strict=True):
            wanted = float(np.mean(y[rows] - 0.002))
            hint = (
                "in each fold: build, fit in batches of 16, then the mean of |y - p| over its rows"
            )
            assert_close(error, wanted, rtol=0, atol=4e-4, hint=hint)

    def test_the_errors_of_networks_of_the_course(self, function, submission):
        """The networks of two folds are off as far as networks of the course, trained alike.

        Nothing is printed, and X and y stay as they were.
        """
        X, y = houses()
        call = train(function, X, y, 2, 2, 5)
        require(not call.printed, "Something is printed.", hint="verbose=0, everywhere")
        require(not call.changed, "X or y holds other numbers now.", hint="work on copies")
        layers = dense(4, 64, 64, 1)
        for error, validation in zip(call.value, fold_parts(20, 5), strict=True):
            rows, held_out = scaled(X, validation)
            recipe = sequential(layers, {"optimizer": "adam", "loss": "mse"}, seed=5)
            model = remote(submission, recipe)
            learned = np.delete(y, validation)
            for _ in range(2):
                networks.fit(model, rows, learned, epochs=1, batch_size=16, seed=0)
            predictions = networks.predict(model, held_out)[:, 0]
            wanted = float(np.mean(np.abs(predictions - y[validation])))
            hint = "in each fold: standardize by its training rows, seed, build, fit, predict"
            assert_close(error, wanted, rtol=1e-3, hint=hint)

    def test_what_is_refused(self, function):
        """One fold, and 5 folds of 4 rows, are refused."""
        for k in (1, 0, 5):
            case = np.zeros((4, 2)), np.ones(4), k, 1
            assert_rejects(function, *case, says="k must be", hint="k_fold_indices says so")
