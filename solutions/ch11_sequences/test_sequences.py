"""The public checks of chapter 11: states, gates, windows, a guess, and two networks."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
    networks,
    remote,
    require,
    sequential,
)


def weights(d, h, seed=0):
    """Return the weights of a simple recurrent layer."""
    rng = np.random.default_rng(seed)
    return rng.normal(0, 0.7, (d, h)), rng.normal(0, 0.7, (h, h)), rng.normal(0, 0.5, h)


def some(*shape, seed=9):
    """Return numbers of a shape."""
    return np.random.default_rng(seed).normal(size=shape)


def by_loops(X, Wx, Wh, b, h0=None):
    """Return what the loop of the docstring gives."""
    h = np.zeros((len(X), len(b))) if h0 is None else h0
    states = np.zeros((*X.shape[:2], len(b)))
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ Wx + h @ Wh + b)
        states[:, t] = h
    return states


@pytest.mark.exercise("simple_rnn_forward")
class TestSimpleRnnForward:
    """Exercise 11.1."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """Four sequences of five steps and two units give an array (4, 5, 2)."""
        states = function(some(4, 5, 3), *weights(3, 2))
        assert_close(states, np.zeros((4, 5, 2)), atol=np.inf, hint="all states: (N, T, H)")

    def test_docstring(self, function):
        """1, 0, -1 with the weights 0.5 and 0.8 and the bias 0.1: 0.53705, 0.485106, -0.011915."""
        X = np.array([[[1.0], [0.0], [-1.0]]])
        states = function(X, np.array([[0.5]]), np.array([[0.8]]), np.array([0.1]))
        wanted = np.array([[[0.53705], [0.485106], [-0.011915]]])
        hint = "tanh(0.5 + 0.1), then tanh(0.8 * 0.53705 + 0.1)"
        assert_close(states, wanted, atol=1e-6, hint=hint)

    @pytest.mark.parametrize("sizes", [(4, 5, 3, 2), (1, 3, 1, 3), (3, 1, 2, 4), (2, 4, 3, 3)])
    def test_against_the_loop(self, function, sizes):
        """Several sizes, without a first state and with one."""
        n, t, d, h = sizes
        X = some(n, t, d)
        assert_close(function(X, *weights(d, h)), by_loops(X, *weights(d, h)), hint="no h0")
        case = (X, *weights(d, h), some(n, h, seed=3))
        assert_close(function(*case), by_loops(*case), hint="h = h0 before the first step")

    def test_dtypes(self, function):
        """float32 stays float32, a first state too; integers count as float64."""
        case = [part.astype(np.float32) for part in (some(2, 3, 2), *weights(2, 3), some(2, 3))]
        for given in (case[:4], case):
            found = function(*given).dtype
            require(found == np.float32, f"float32 in gives {found} out.", hint="np.zeros: dtype")
        found = function((3 * case[0]).astype(np.int8), *case[1:]).dtype
        require(found == np.float64, f"int8 beside float32 gives {found}.", hint="float64 first")
        whole = [np.ones((1, 2, 1), np.uint8), np.full((1, 1), 2, np.int8), np.eye(1, dtype=int)]
        states = function(*whole, np.array([-3]))
        wanted = by_loops(*(1.0 * part for part in whole), np.array([-3.0]))
        assert_close(states, wanted, hint="integers count as float64")

    def test_what_is_refused(self, function):
        """Other shapes of X, Wh, b and h0 are refused, each by itself."""
        X, (Wx, Wh, b), h0 = some(4, 3, 2), weights(2, 3), some(4, 3)
        for case, hint in (
            ((X[:, :, :1], Wx, Wh, b), "X has 1 number at a step, Wx 2 rows"),
            ((X, Wx, Wh[:, :1], b), "Wh is (3, 1)"),
            ((X, Wx, Wh, b[:1]), "b is (1,)"),
            ((X, Wx, Wh, b, h0[:1]), "h0 is (1, 3)"),
            ((X, Wx, Wh, b, h0[0]), "h0 is (3,)"),
        ):
            assert_rejects(function, *case, says="shape", hint=f"here {hint}")

    def test_manners(self, function):
        """X, the weights and h0 stay as they were."""
        assert_pure(function, [(some(2, 3, 2), *weights(2, 3), some(2, 3, seed=1))])


def step_case(n, d, h, seed=0):
    """Return x, h, c, W, U, b of these sizes."""
    rng = np.random.default_rng(seed)
    state = rng.normal(size=(n, d)), rng.normal(0, 0.6, (n, h)), rng.normal(size=(n, h))
    gates = rng.normal(0, 0.7, (d, 4 * h)), rng.normal(0, 0.7, (h, 4 * h)), rng.normal(size=4 * h)
    return *state, *gates


def by_formula(x, h, c, W, U, b):
    """Return the step as the docstring has it."""
    z = x @ W + h @ U + b
    units = h.shape[1]
    i, f, g, o = (z[:, k * units : (k + 1) * units] for k in range(4))
    i, f, o = (1 / (1 + np.exp(-score)) for score in (i, f, o))
    memory = f * c + i * np.tanh(g)
    return o * np.tanh(memory), memory


@pytest.mark.exercise("lstm_step")
class TestLstmStep:
    """Exercise 11.2."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """Five rows and two units give a state and a memory, each (5, 2)."""
        answer = function(*step_case(5, 3, 2))
        assert_type(answer, tuple, hint="return h_next, c_next")
        assert_equal(len(answer), 2)
        for part in answer:
            assert_close(part, np.zeros((5, 2)), atol=np.inf, hint="(N, H)")

    def test_docstring(self, function):
        """Scores 0.5, 1, -1 and 2 and a memory of 2: the state 0.666351, the memory 0.988056."""
        state = np.array([[1.0]]), np.array([[0.5]]), np.array([[2.0]])
        W = np.array([[0.5, 1.0, -1.0, 2.0]])
        h_next, c_next = function(*state, W, np.zeros((1, 4)), np.zeros(4))
        hint = "0.731 * 2 - 0.622 * 0.762: keep a part, add a part of the candidate"
        assert_close(c_next, np.array([[0.988056]]), atol=1e-6, hint=hint)
        hint = "0.881 * tanh(0.988): from the new memory"
        assert_close(h_next, np.array([[0.666351]]), atol=1e-6, hint=hint)

    @pytest.mark.parametrize("sizes", [(5, 3, 2), (4, 1, 3), (1, 2, 4), (3, 3, 3)])
    def test_against_the_formula(self, function, sizes):
        """Several sizes: the gates stand side by side, H columns each."""
        case = step_case(*sizes)
        wanted = by_formula(*case)
        for name, seen, part in zip(("h_next", "c_next"), function(*case), wanted, strict=True):
            assert_close(seen, part, hint=f"{name}; input, forget, candidate, output")

    def test_dtypes(self, function):
        """float32 stays float32, in both; integers count as float64."""
        case = step_case(2, 3, 2)
        for part in function(*(each.astype(np.float32) for each in case)):
            require(part.dtype == np.float32, f"float32 in gives {part.dtype} out.")
        whole = [(3 * each).astype(int) for each in case]
        wanted = by_formula(*(1.0 * each for each in whole))
        for seen, part in zip(function(*whole), wanted, strict=True):
            assert_close(seen, part, hint="integers count as float64")

    def test_large_scores(self, function):
        """Where all gates have scores of 1000, they are open: c + tanh(z_g), and tanh of that."""
        x, h, c, W, U, b = step_case(2, 3, 4)
        b[:8] = b[12:] = 1000
        wanted = by_formula(x, h, c, W, U, b)
        for seen, part in zip(function(x, h, c, W, U, b), wanted, strict=True):
            assert_close(seen, part, hint="sigmoid(1000) is 1, and e^1000 is no number here")

    def test_what_is_refused(self, function):
        """W, U and b with other than 4H columns are refused."""
        x, h, c, W, U, b = step_case(2, 3, 4)
        for columns in (4, 12, 1):
            for case in (
                (W[:, :columns], U, b),
                (W, U[:, :columns], b),
                (W, U, b[:columns]),
                (W[:, :columns], U[:, :columns], b[:columns]),
            ):
                hint = f"here one or all have {columns} columns, and H is 4"
                assert_rejects(function, x, h, c, *case, says="gate", hint=hint)

    def test_manners(self, function):
        """All six arrays stay as they were."""
        assert_pure(function, [step_case(3, 2, 2)])


COUNT = np.arange(20.0)[:, np.newaxis] + [0, 100, 200]  # row i is i, 100 + i, 200 + i


def windows_by_loops(series, lookback, step, delay, start, end):
    """Return what the docstring says, window by window."""
    X, y = [], []
    for i in range(start + lookback, end - delay + 1):
        X.append([series[row] for row in range(i - lookback, i, step)])
        y.append(series[i + delay - 1, 0])
    return np.array(X), np.array(y)


@pytest.mark.exercise("make_windows")
class TestMakeWindows:
    """Exercise 11.3."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """20 rows, a lookback of 6, a step of 2 and a delay of 3 give X (12, 3, 3) and y (12,)."""
        answer = function(COUNT, 6, 2, 3, 0, 20)
        assert_type(answer, tuple, hint="return X, y")
        assert_equal(len(answer), 2)
        for part, shape in zip(answer, ((12, 3, 3), (12,)), strict=True):
            assert_close(part, np.zeros(shape), atol=np.inf, hint="count is 20 - 3 - 0 - 6 + 1")

    def test_docstring(self, function):
        """Six rows, a lookback of 3, a step of 2, a delay of 1: three windows."""
        series = np.array([[0, 10], [1, 11], [2, 12], [3, 13], [4, 14], [5, 15]])
        X, y = function(series, 3, 2, 1, 0, 6)
        wanted = np.array([[[0, 10], [2, 12]], [[1, 11], [3, 13]], [[2, 12], [4, 14]]])
        assert_close(X, wanted, hint="rows 0 and 2, then 1 and 3, then 2 and 4")
        assert_close(y, np.array([3, 4, 5]), hint="row i itself, the first behind the window")

    @pytest.mark.parametrize(
        "case",
        [
            (3, 1, 1, 0, 20),
            (4, 1, 3, 0, 20),
            (1, 1, 2, 0, 20),
            (7, 3, 2, 0, 20),
            (5, 5, 1, 2, 15),
            (4, 2, 2, 10, 20),
            (4, 3, 2, 3, 9),
        ],
    )
    def test_against_loops(self, function, case):
        """Many lookbacks, steps, delays and parts of the series."""
        lookback, step, delay, start, end = case
        hint = f"lookback {lookback}, step {step}, delay {delay}, start {start}, end {end}"
        for seen, wanted in zip(
            function(COUNT, *case), windows_by_loops(COUNT, *case), strict=True
        ):
            assert_close(seen, wanted, hint=hint)

    def test_dtype(self, function):
        """Windows and targets have the dtype of the series."""
        for kind in (np.float32, np.int64, np.uint8):
            for part in function(COUNT.astype(kind), 3, 1, 1, 0, 20):
                require(part.dtype == kind, f"{np.dtype(kind)} in gives {part.dtype} out.")

    def test_what_is_refused(self, function):
        """A step of 0, a start of -1, an end of 21, and no room for a window are refused."""
        for step in (0, -1):
            hint = f"here step is {step}"
            assert_rejects(function, COUNT, 3, step, 1, 0, 20, says="step", hint=hint)
        for start, end in ((-1, 20), (0, 21), (5, 10), (12, 4)):
            hint = f"lookback 4, delay 2, start {start}, end {end}, 20 rows"
            assert_rejects(function, COUNT, 4, 1, 2, start, end, says="range", hint=hint)
        X, _ = function(COUNT, 4, 1, 2, 5, 11)
        assert_equal(len(X), 1, hint="from 5 to 11 there is room for one window")

    def test_manners(self, function):
        """The series stays as it was."""
        assert_pure(function, [(COUNT.copy(), 4, 2, 1, 0, 20)])


@pytest.mark.exercise("naive_forecast_mae")
class TestNaiveForecastMae:
    """Exercise 11.4."""

    @pytest.mark.gate
    def test_a_number_comes_back(self, function):
        """A float comes back."""
        for kind in (np.float64, np.float32):
            case = some(4, 3, 2).astype(kind), some(4).astype(kind), 2.0
            assert_type(function(*case), float, hint="float(…)")

    def test_docstring(self, function):
        """Last values 2 and 5, targets 2.5 and 4: (0.5 + 1) / 2 times 10; with lag 2, 12.5."""
        X = np.array([[[1.0, 9.0], [2.0, 9.0]], [[3.0, 9.0], [5.0, 9.0]]])
        y = np.array([2.5, 4.0])
        assert_close(function(X, y, 10.0), 7.5, hint="X[:, -1, 0], the mean of |guess - y|")
        assert_close(function(X, y, 10.0, lag=2), 12.5, hint="X[:, -2, 0]")

    @pytest.mark.parametrize("lag", [1, 2, 3, 5])
    def test_lags(self, function, lag):
        """The guess is so many rows from the end, the first row too."""
        X, y = some(7, 5, 3), some(7, seed=1)
        wanted = float(np.abs(X[:, 5 - lag, 0] - y).mean() * 3.0)
        assert_close(function(X, y, 3.0, lag), wanted, hint=f"here lag is {lag} of 5 rows")

    def test_integers(self, function):
        """3 and 5 in uint8 are 2 apart."""
        X, y = np.array([[[3]], [[9]]], np.uint8), np.array([5, 9], np.uint8)
        assert_close(function(X, y, 1.0), 1.0, hint="make floats before you subtract")

    def test_what_is_refused(self, function):
        """Other shapes, and lags that are no row, are refused."""
        X, y = some(4, 3, 2), some(4)
        for one, other in ((X[:, :, 0], y), (X, y[:, np.newaxis]), (X, y[:1]), (X, y[:3])):
            hint = f"here X is {one.shape} and y {other.shape}"
            assert_rejects(function, one, other, 1.0, says="shape", hint=hint)
        for lag in (0, -1, 4):
            assert_rejects(function, X, y, 1.0, lag, says="lag", hint=f"here it is {lag} of 3")

    def test_manners(self, function):
        """X and y stay as they were."""
        assert_pure(function, [(some(4, 3, 2), some(4), 2.0)])


def trained(function, *case):
    """Return a call of an exercise, in which Keras runs step by step."""
    (call,) = function.map([case], seed=100, note_prints=True, eager=True)
    return call


def forecasts(count, seed=0):
    """Return windows and what comes after each."""
    X = some(count, 5, 3, seed=seed)
    return X, 0.6 * X[:, -1, 0] - 0.4 * X[:, 1, 2] + 0.2


def course_network(submission, layers, rate, loss, seed):
    """Return a network of the course, compiled as it should be."""
    compiled = {"optimizer": ("optimizers", "Adam", {"learning_rate": rate}), "loss": loss}
    return remote(submission, sequential(layers, compiled, seed))


FORECASTER = [("Input", {"shape": (5, 3)}), ("LSTM", {"units": 16}), ("Dense", {"units": 1})]


@pytest.mark.exercise("train_forecaster")
class TestTrainForecaster:
    """Exercise 11.5."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A model of 1,297 parameters comes back."""
        model = trained(function, forecasts(6), forecasts(3), 1).value
        hint = "4 · 16 · (3 + 16 + 1) of the LSTM, 16 + 1 of the last unit"
        assert_equal(networks.architecture(model).parameters, 1297, hint=hint)

    def test_the_same_as_a_network_of_the_course(self, function, submission):
        """After 6 epochs on 20 windows it answers what a network of the course does.

        Nothing is printed, the arrays stay as they were, and the history shows both losses.
        """
        train, val = forecasts(20), forecasts(7, seed=1)
        call = trained(function, train, val, 6, 5)
        require(not call.printed, "Something is printed.", hint="verbose=0")
        require(not call.changed, "An array holds other numbers now.", hint="work on copies")
        found = networks.architecture(call.value)
        message = "The history shows no loss of val."
        require(found.was_validated, message, hint="validation_data=val in fit")
        other = course_network(submission, FORECASTER, 0.003, "mse", 5)
        networks.fit(other, *train, epochs=6, batch_size=64, seed=5)
        seen, wanted = networks.predict(call.value, val[0]), networks.predict(other, val[0])
        hint = "seed, build, compile with Adam(0.003) and mse, fit all of train"
        assert_close(seen, wanted, rtol=0, atol=2e-3, hint=hint)

    def test_what_the_network_computes(self, function, submission):
        """With weights of another network it answers what that one does."""
        X, y = forecasts(12)
        model = trained(function, (X, y), (X, y), 1).value
        other = course_network(submission, FORECASTER, 0.003, "mse", 1)
        rng = np.random.default_rng(3)
        drawn = [rng.normal(0, 0.7, w.shape) for w in networks.get_weights(other)]
        for each in (model, other):
            networks.set_weights(each, [w.astype(np.float32) for w in drawn])
        seen, wanted = networks.predict(model, X), networks.predict(other, X)
        assert_close(seen, wanted, rtol=0, atol=1e-4, hint="LSTM(16), and Dense(1) without more")

    def test_steps(self, function):
        """150 windows are three batches of 64; two epochs are 6 steps."""
        model = trained(function, forecasts(150), forecasts(3), 2, 0).value
        steps = networks.architecture(model).steps
        assert_equal(steps, 6, hint="epochs=epochs, batch_size=64")


LENGTH, IDS = 6, 9
ORDER = [
    ("Input", {"shape": (LENGTH,)}),
    ("Embedding", {"input_dim": IDS, "output_dim": 16}),
    ("LSTM", {"units": 32}),
    ("Dense", {"units": 1, "activation": "sigmoid"}),
]


def rows(count, seed=0):
    """Return ids and classes: 1 where a 3 stands behind a 2."""
    rng = np.random.default_rng(seed)
    X, y = rng.integers(0, IDS - 1, (count, LENGTH)), np.arange(count) % 3 % 2
    X[y == 1, 2:4] = 2, 3
    X[-1, 0] = IDS - 1  # the largest id is in the test rows alone
    return X, y


@pytest.mark.exercise("train_order_model")
class TestTrainOrderModel:
    """Exercise 11.6."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A dict with accuracy and baseline, floats, and a network of 6,449 parameters."""
        answer = trained(function, *rows(20), 1).value
        assert_equal(sorted(answer), ["accuracy", "baseline", "model"])
        for key in ("accuracy", "baseline"):
            assert_type(answer[key], float, hint=f'"{key}": float(…)')
        found = networks.architecture(answer["model"]).parameters
        hint = "9 · 16 of the table, 4 · 32 · (16 + 32 + 1) of the LSTM, 32 + 1 of the last unit"
        assert_equal(found, 6449, hint=hint)

    def test_the_same_as_a_network_of_the_course(self, function, submission):
        """After 12 epochs on 26 of 33 rows it answers what a network of the course does.

        accuracy and baseline are those of the other seven. Nothing is printed, and the arrays stay
        as they were.
        """
        X, y = rows(33)
        y[29:31] = 1 - y[29:31]  # two test rows that it cannot have right
        call = trained(function, X, y, 12, 5)
        require(not call.printed, "Something is printed.", hint="verbose=0, everywhere")
        require(not call.changed, "An array holds other numbers now.", hint="work on copies")
        found = networks.architecture(call.value["model"])
        require(not found.was_validated, "fit got rows to validate with.", hint="fit(X, y, …)")
        other = course_network(submission, ORDER, 0.005, "binary_crossentropy", 5)
        networks.fit(other, X[:26], y[:26], epochs=12, batch_size=32, seed=5)
        seen, wanted = networks.predict(call.value["model"], X), networks.predict(other, X)
        hint = "seed, build, compile with Adam(0.005) and binary_crossentropy, fit X[:26], y[:26]"
        assert_close(seen, wanted, rtol=0, atol=2e-3, hint=hint)
        accuracy = float(np.mean((wanted[26:, 0] > 0.5) == y[26:]))
        assert_close(call.value["accuracy"], accuracy, hint="the share of X[26:] that is right")
        share = float(np.mean(y[26:] == 0))
        assert_close(
            call.value["baseline"], share, hint="most of y[:26] are 0: its share in y[26:]"
        )

    def test_what_the_network_computes(self, function, submission):
        """With weights of another network it answers what that one does, zeros in front too."""
        X, y = rows(20)
        X[:, :2], X[-1, 5] = 0, IDS - 1
        model = trained(function, X, y, 1).value["model"]
        other = course_network(submission, ORDER, 0.005, "binary_crossentropy", 1)
        rng = np.random.default_rng(3)
        drawn = [rng.normal(0, 0.5, w.shape) for w in networks.get_weights(other)]
        for each in (model, other):
            networks.set_weights(each, [w.astype(np.float32) for w in drawn])
        seen, wanted = networks.predict(model, X), networks.predict(other, X)
        hint = "Embedding without a mask, LSTM(32), and a sigmoid"
        assert_close(seen, wanted, rtol=0, atol=1e-4, hint=hint)

    def test_steps(self, function):
        """Of 90 rows 72 are trained on, in three batches of 32; two epochs are 6 steps."""
        X, y = rows(90)
        y = 1 - y  # most of them are 1 now
        answer = trained(function, X.astype(np.uint8), y.astype(np.uint8), 2, 0).value
        steps = networks.architecture(answer["model"]).steps
        assert_equal(steps, 6, hint="epochs=epochs, batch_size=32")
        hint = "most of y[:72] are 1: its share in y[72:]"
        require(answer["baseline"] > 0.5, "baseline is not the share of class 1.", hint=hint)

    def test_baseline(self, function):
        """Of 16 training rows 8 are of each class: 0 counts; it has 1 of 4 test rows."""
        y = np.array([1, 0] * 8 + [1, 1, 0, 1])
        answer = trained(function, rows(20)[0], y, 1).value
        assert_close(answer["baseline"], 0.25, hint="np.bincount(y[:cut]).argmax() is 0")

    def test_ids(self, function):
        """Where an id never occurs, the largest has a row of the table all the same."""
        X, y = rows(20)
        X[X == 4] = 0
        answer = trained(function, X, y, 1).value
        found = networks.architecture(answer["model"]).parameters
        assert_equal(found, 6449, hint="int(X.max()) + 1 rows")
