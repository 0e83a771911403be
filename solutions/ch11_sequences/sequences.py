"""Chapter 11: Recurrent networks and time series.

A recurrent layer reads a sequence step by step, and carries a *state* from one step to the next.
Sequences are (N, T, D): N of them, T steps each, D numbers at every step. Four of the exercises are
to be written with NumPy alone. `import keras` up here may stay, but Keras is not there when they
are graded: use nothing of it in them. np.float64 counts as a `float`.
"""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import keras
import numpy as np


def simple_rnn_forward(
    X: np.ndarray, Wx: np.ndarray, Wh: np.ndarray, b: np.ndarray, h0: np.ndarray | None = None
) -> np.ndarray:
    """Return the states of a simple recurrent layer, those behind every step.

    X (N, T, D); Wx (D, H), the weights of what comes in; Wh (H, H), the weights of the state
    before; b (H,); h0 (N, H), the state before the first step, where None stands for zeros
    -> (N, T, H), at place t the state behind step t. As a loop:

        h = h0
        for t = 0 … T - 1: h = tanh(X[:, t] @ Wx + h @ Wh + b), the answer's [:, t] is h

    Graded: NumPy alone, no Python loop over the sequences (one over the steps is fine); float32
    stays float32, and integers of any kind count as float64, in each argument: an X of int8 beside
    weights of float32 makes the answer float64; X, Wx, Wh, b and h0 are not changed.

    >>> X = np.array([[[1.0], [0.0], [-1.0]]])
    >>> simple_rnn_forward(X, np.array([[0.5]]), np.array([[0.8]]), np.array([0.1])).round(6)
    array([[[ 0.53705 ],
            [ 0.485106],
            [-0.011915]]])

    ValueError (say "shape") if X has not D numbers at a step, if Wh is not (H, H), b not (H,), or
    h0 not (N, H); D and H are those of Wx.
    """
    ### BEGIN SOLUTION
    (count, steps, _), (inputs, units) = X.shape, Wx.shape
    state = np.zeros((count, units)) if h0 is None else h0
    seen = (X.shape[2], Wh.shape, b.shape, state.shape)
    if seen != (inputs, (units, units), (units,), (count, units)):
        raise ValueError(
            f"simple_rnn_forward: shape: {X.shape}, Wx {Wx.shape}, the rest {seen[1:]}"
        )
    X, Wx, Wh, b = 1.0 * X, 1.0 * Wx, 1.0 * Wh, 1.0 * b
    kind = np.result_type(X, Wx, Wh, b, *(() if h0 is None else (1.0 * h0,)))
    states = np.empty((count, steps, units), kind)
    state = state.astype(kind)
    for step in range(steps):
        state = np.tanh(X[:, step] @ Wx + state @ Wh + b)
        states[:, step] = state
    return states
    ### END SOLUTION


def lstm_step(
    x: np.ndarray, h: np.ndarray, c: np.ndarray, W: np.ndarray, U: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Compute one step of an LSTM; return `(h_next, c_next)`.

    x (N, D), what comes in; h (N, H), the state before; c (N, H), the memory before; W (D, 4H),
    U (H, 4H) and b (4H,), the weights of the three gates and of the candidate side by side
        -> h_next and c_next, each (N, H)
    1. The scores of all four at once: z = x @ W + h @ U + b, (N, 4H). Its columns are, in this
       order and H of each: input, forget, candidate, output; z_i, z_f, z_g and z_o.
    2. i = sigmoid(z_i), f = sigmoid(z_f), g = tanh(z_g), o = sigmoid(z_o), with
       sigmoid(z) = 1 / (1 + e^-z).
    3. c_next = f * c + i * g: keep a part of the memory, and add a part of the candidate.
    4. h_next = o * tanh(c_next), from the memory as it is *now*.
    Graded: NumPy alone, no Python loop over the rows; scores of ±1e3 give numbers, no nan (a
    warning of NumPy does no harm); float32 stays float32, and integers of any kind count as
    float64, in each argument; x, h, c, W, U and b are not changed.

    >>> x, h, c = np.array([[1.0]]), np.array([[0.5]]), np.array([[2.0]])
    >>> W, U, b = np.array([[0.5, 1.0, -1.0, 2.0]]), np.zeros((1, 4)), np.zeros(4)
    >>> h_next, c_next = lstm_step(x, h, c, W, U, b)
    >>> h_next.round(6), c_next.round(6)
    (array([[0.666351]]), array([[0.988056]]))

    ValueError (say "gate") if the last axis of W, of U or of b is not 4H; H is that of h. Other
    shapes need no check.
    """
    ### BEGIN SOLUTION
    units = h.shape[1]
    for name, weights in (("W", W), ("U", U), ("b", b)):
        if weights.shape[-1] != 4 * units:
            raise ValueError(f"lstm_step: gate: {name} has {weights.shape[-1]}, not 4 * {units}")
    z = 1.0 * x @ (1.0 * W) + 1.0 * h @ (1.0 * U) + 1.0 * b
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=1)
    with np.errstate(over="ignore"):
        i, f, o = (1 / (1 + np.exp(-score)) for score in (z_i, z_f, z_o))
    c_next = f * (1.0 * c) + i * np.tanh(z_g)
    return o * np.tanh(c_next), c_next
    ### END SOLUTION


def make_windows(
    series: np.ndarray, lookback: int, step: int, delay: int, start: int, end: int
) -> tuple[np.ndarray, np.ndarray]:
    """Cut a series into windows and what comes after each; return `(X, y)`.

    series (rows, columns), a row for each time; column 0 is what is to be foretold. Only the rows
    from `start` on and before `end` are looked at, as in series[start:end]; i is a row of the whole
    series. For every i from start + lookback to end - delay, both included, there is one window, in
    this order:
        X: the rows i - lookback, i - lookback + step, i - lookback + 2 * step, … before i,
           with all columns
        y: column 0 of the row i + delay - 1
    So the window has no row from i on, and a delay of 1 asks for row i itself.
    X (count, ceil(lookback / step), columns) and y (count,), of the dtype of series, where count is
    end - delay - start - lookback + 1; a copy, not a view. lookback and delay are 1 or
    more; you need not check it.
    Graded: NumPy alone; series is not changed.

    >>> series = np.array([[0, 10], [1, 11], [2, 12], [3, 13], [4, 14], [5, 15]])
    >>> X, y = make_windows(series, 3, 2, 1, 0, 6)
    >>> X[0], X[2], y
    (array([[ 0, 10],
           [ 2, 12]]), array([[ 2, 12],
           [ 4, 14]]), array([3, 4, 5]))

    ValueError (say "step") if step is below 1.
    ValueError (say "range") if start is below 0, if end is more than there are rows, or if there is
    no room for a single window.
    """
    ### BEGIN SOLUTION
    if step < 1:
        raise ValueError(f"make_windows: step: must be 1 or more ({step})")
    count = end - delay - start - lookback + 1
    if start < 0 or end > len(series) or count < 1:
        raise ValueError(f"make_windows: range: {start} to {end} of {len(series)} rows: {count}")
    first = start + np.arange(count)
    places = first[:, np.newaxis] + np.arange(0, lookback, step)
    return series[places], series[first + lookback + delay - 1, 0]
    ### END SOLUTION


def naive_forecast_mae(X: np.ndarray, y: np.ndarray, std: float, lag: int = 1) -> float:
    """Return how far off a guess without any learning is: a past value, taken as the forecast.

    X (N, T, D) windows and y (N,) what came after them, as `make_windows` gives them; y and column
    0 of X were divided by a standard deviation `std` before. The guess for a window is column 0 of
    its `lag`-th row from the end: with lag 1 the last row. The answer, a `float`, is the mean of
    |guess - y|, times std: in the unit in which the series was measured.
    Graded: NumPy alone; integers of any kind count as floats; X and y are not changed.

    >>> X = np.array([[[1.0, 9.0], [2.0, 9.0]], [[3.0, 9.0], [5.0, 9.0]]])
    >>> naive_forecast_mae(X, np.array([2.5, 4.0]), 10.0)
    7.5
    >>> naive_forecast_mae(X, np.array([2.5, 4.0]), 10.0, lag=2)
    12.5

    ValueError (say "shape") if X has not three axes, or y is not (N,).
    ValueError (say "lag") if lag is below 1 or above T.
    """
    ### BEGIN SOLUTION
    if X.ndim != 3 or y.shape != (len(X),):
        raise ValueError(f"naive_forecast_mae: shape: X {X.shape}, y {y.shape}")
    if not 1 <= lag <= X.shape[1]:
        raise ValueError(f"naive_forecast_mae: lag: must be 1 to {X.shape[1]} ({lag})")
    guess = 1.0 * X[:, -lag, 0]
    return float(np.mean(np.abs(guess - 1.0 * y)) * std)
    ### END SOLUTION


def train_forecaster(
    train: tuple[np.ndarray, np.ndarray],
    val: tuple[np.ndarray, np.ndarray],
    epochs: int = 8,
    seed: int = 0,
) -> keras.Model:
    """Train an LSTM to foretell one number from a window; return the model, trained and compiled.

    train and val are each `(X, y)`: X (N, T, D) windows, y (N,) what came after each, floats,
    scaled already: not to be scaled any more.
    1. `keras.utils.set_random_seed(seed)`, then make the layers one after the other, the first one
       first (each draws its seed when it is made): LSTM with 16 units, its other
       arguments as Keras has them; Dense with 1 unit and no activation. Nothing else that computes
       (`keras.Input` does not).
    2. Compile it with Adam at learning rate 0.003 and the mean squared error.
    3. Fit it on all windows of train for `epochs` epochs in batches of 64, shuffled as fit does it,
       silently. val goes into fit as validation data, so that the model's history shows both
       losses. It is only watched: nothing is learned from it, no epoch is left out for it (no
       early stopping), and no earlier weights come back.
    Graded: the network, its steps, and what it has learned from which windows; nothing is printed;
    the arrays are not changed; the same seed gives the same network, another seed another one; how
    well it foretells weather that you do not see.

    >>> X, y = np.random.default_rng(0).normal(size=(12, 5, 3)), np.arange(12.0) / 12
    >>> model = train_forecaster((X, y), (X[:4], y[:4]), epochs=1)
    >>> model.count_params(), sorted(model.history.history)
    (1297, ['loss', 'val_loss'])
    """
    ### BEGIN SOLUTION
    X, y = train
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [keras.Input(X.shape[1:]), keras.layers.LSTM(16), keras.layers.Dense(1)]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    model.fit(X, y, epochs=epochs, batch_size=64, validation_data=val, verbose=0)
    return model
    ### END SOLUTION


def train_order_model(
    X: np.ndarray, y: np.ndarray, epochs: int = 12, seed: int = 0
) -> dict[str, float | keras.Model]:
    """Train a network that reads ids one after the other, and measure it on rows set aside.

    X (N, L) ids from 0, of any integer dtype; y (N,), 0 or 1, of any integer dtype. The rows arrive
    shuffled.
    1. The first 4N // 5 rows are for training, the rest for the test.
    2. There are V ids, 1 more than the largest in X, test rows included, whether each of them
       occurs or not.
    3. `keras.utils.set_random_seed(seed)`, then make the layers one after the other, the first one
       first (each draws its seed when it is made): Embedding with V rows of 16 numbers;
       LSTM with 32 units, which answers its last state; Dense with 1 unit, sigmoid. Nothing else
       that computes (an activation may be a layer of its own), no penalty, no mask: 0 is read as
       any other id.
    4. Compile it with Adam at learning rate 0.005 and the binary cross-entropy. Fit it on all
       training rows for `epochs` epochs in batches of 32, shuffled as fit does it, silently. The
       weights after the last epoch count.
    5. Measure once, after the last epoch, on the test rows. They are for nothing else but V.
    Returns a dict with exactly these keys: "accuracy", a `float`, the share of the test rows that
    the network has right (it says 1 where it answers more than 0.5); "baseline", a `float`, the
    share of the test rows that are of the class that is the more frequent one among the *training*
    rows, class 0 if both are equally frequent; "model", the trained network.
    Graded: the network, its steps, and what it has learned from which rows; nothing is printed; X
    and y are not changed; the same seed gives the same network, another seed another one; how well
    it does on rows that you do not see.

    >>> X, y = np.arange(40).reshape(10, 4) % 7, np.array([1, 0, 1, 1, 0, 1, 0, 1, 1, 0])
    >>> result = train_order_model(X, y, epochs=1)
    >>> sorted(result), result["baseline"], result["model"].count_params()
    (['accuracy', 'baseline', 'model'], 0.5, 6417)
    """
    ### BEGIN SOLUTION
    cut, ids = 4 * len(X) // 5, int(X.max()) + 1
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input(X.shape[1:]),
            keras.layers.Embedding(ids, 16),
            keras.layers.LSTM(32),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
    model.fit(X[:cut], y[:cut], epochs=epochs, batch_size=32, verbose=0)
    right = (model.predict(X[cut:], verbose=0)[:, 0] > 0.5) == y[cut:]
    commonest = np.bincount(y[:cut]).argmax()
    return {
        "accuracy": float(right.mean()),
        "baseline": float(np.mean(y[cut:] == commonest)),
        "model": model,
    }
    ### END SOLUTION
