"""12.3 batch_norm: its graders."""

import numpy as np

from autograder.asserting import (
    assert_close,
    form,
    grader,
    integers,
    is_near,
    named_parts,
    pure,
    refuses,
    require,
    values,
    vectorised,
)

from . import cases

# (N, D): all different, then one of them 1, or equal. Columns differ in place and in spread.
SIZES = [(7, 5), (5, 3), (4, 1), (1, 3), (3, 3), (2, 4)]
PARTS = ("Y", "new_mean", "new_var")


def case(rng, n, d, training):
    """Return one case: what runs along has nothing to do with the batch."""
    X = rng.normal(rng.uniform(-4, 4, d), rng.uniform(0.3, 3, d), (n, d))
    scale, shift = rng.uniform(0.5, 2, d), rng.normal(size=d)
    running = rng.normal(0, 3, d), rng.uniform(0.2, 4, d)
    return X, scale, shift, *running, float(rng.uniform(0.6, 0.95)), training


def plain(rng, n, d, training, **other):
    """Return a case with a scale of 1 and a shift of 0, or another one."""
    X, _, _, mean, var, momentum, _ = case(rng, n, d, training)
    one, zero = other.get("gamma", np.ones(d)), other.get("beta", np.zeros(d))
    return X, one, zero, mean, var, momentum, training


test_form = form(
    1,
    "{name} returns three arrays.",
    lambda rng: [case(rng, 5, 3, training) for training in (True, False)],
    like=lambda X, *more: {"Y": np.zeros((5, 3)), "new_mean": np.zeros(3), "new_var": np.zeros(3)},
    hint="return Y, new_mean, new_var",
)


@grader(3)
def test_training(function, right, rng):
    """In training, Y has the mean beta and the spread gamma in each column of the batch."""
    for n, d in SIZES:
        given = case(rng, n, d, True)
        seen = named_parts(function(*given), PARTS)["Y"]
        fits = is_near(seen, right(*given)[0], rtol=1e-6, atol=1e-8)
        message = f"In training Y is wrong, for a batch of {n} rows and {d} columns."
        hint = "gamma * (X - mu) / sqrt(s2 + eps) + beta, with mu and s2 of this batch"
        require(fits, message, hint=hint)
    X, *rest = case(rng, 6, 3, True)
    far = (X + 1e6, *rest)
    message = "For columns far from 0, beside their spread, Y is wrong."
    hint = "s2 is the mean of (X - mu) ** 2: first subtract, then square"
    seen = named_parts(function(*far), PARTS)["Y"]
    require(np.allclose(seen, right(*far)[0], rtol=1e-6), message, hint=hint)


@grader(3)
def test_running(function, right, rng):
    """In training, the running mean and variance move a little towards those of the batch."""
    for n, d in SIZES:
        given = case(rng, n, d, True)
        wanted = dict(zip(PARTS, right(*given), strict=True))
        for name, seen in named_parts(function(*given), PARTS).items():
            fits = is_near(seen, wanted[name], rtol=1e-5, atol=1e-8)
            message = f"{name} is not the old one moved a little towards the batch's."
            hint = "momentum * old + (1 - momentum) * the batch's"
            require(fits or name == "Y", message, hint=hint)


@grader(3)
def test_use(function, right, rng):
    """In use, a row's answer does not hang on the other rows, and nothing runs along."""
    for n, d in SIZES:
        X, *rest = case(rng, n, d, False)
        whole = named_parts(function(X, *rest), PARTS)
        alone = named_parts(function(X[:1], *rest), PARTS)
        wanted = right(X, *rest)
        for seen, like in ((whole["Y"], wanted[0]), (alone["Y"], wanted[0][:1])):
            assert_close(seen, like, atol=np.inf)
        message = "In use, a row by itself is answered otherwise than among others."
        same = is_near(alone["Y"], whole["Y"][:1], rtol=1e-5, atol=1e-8)
        require(same, message, hint="with training=False, mean and var take the place of mu and s2")
        for name, value in zip(PARTS, wanted, strict=True):
            fits = is_near(whole[name], value, rtol=1e-5, atol=1e-8)
            require(fits, f"In use, {name} is wrong.", hint="mean and var as they are given")


test_eps = values(
    1,
    "{name} adds eps to the variance, under the root.",
    lambda rng: [
        (*plain(rng, 4, 2, training)[:5], 0.5, training, eps)
        for training in (True, False)
        for eps in (0.5, 4.0, 1e-3)
    ],
    hint="np.sqrt(s2 + eps)",
)
test_constant = values(
    1,
    "A column in which all rows are equal becomes beta.",
    lambda rng: [
        (np.full((n, 3), 2.5) * sizes, *case(rng, n, 3, True)[1:])
        for n in (1, 2, 5)
        for sizes in ([1, -4, 0], [1.1e6, -3.3e6, 7.7e5])
    ],
    hint="eps keeps the root from being 0",
)
test_vectorised = vectorised(
    0.5,
    lambda rng, n: case(rng, n, 3, True),
    hint="X.mean(axis=0) and X.var(axis=0), of all rows at once",
)


@grader(1)
def test_dtype(function, right, rng):
    """float32 stays float32 in all three, integers of any kind count as float64."""
    for training in (True, False):
        arrays = [3 * np.abs(each) for each in case(rng, 5, 3, training)[:5]]
        cases.require_kinds(function, right, arrays, (0.75, training), PARTS)


test_integers = integers(
    0.5,
    lambda rng: [
        (
            np.array([[100.0, 3.0], [120.0, -7.0], [-90.0, 2.0]]),
            *(np.array(each) for each in ([3.0, 5.0], [100.0, -2.0], [50.0, -30.0], [100.0, 90.0])),
            0.75,
            training,
        )
        for training in (True, False)
    ],
    hint="make floats first: in int8, 100 - (-90) is -66",
)
test_pure = pure(
    1, lambda rng: [case(rng, 4, 3, True), case(rng, 4, 3, False), case(rng, 1, 2, False)]
)


def misshapen(rng):
    """Return cases in which X has no two axes, or one of the others is not (D,)."""
    for training in (True, False):
        X, *four, momentum, _ = case(rng, 4, 3, training)
        for place in range(4):
            for wrong in (four[place][:1], four[place][:2], four[place][:, np.newaxis]):
                parts = [wrong if k == place else each for k, each in enumerate(four)]
                yield X, *parts, momentum, training
            parts = [np.tile(each, (4, 1)) if k == place else each for k, each in enumerate(four)]
            yield X, *parts, momentum, training
        yield X[0], *four, momentum, training
        yield X[np.newaxis], *four, momentum, training
        yield np.tile(X, (2, 1, 1)), *(np.tile(each, (4, 1)) for each in four), momentum, training
        yield np.tile(X[:3], (2, 1, 1)), *four, momentum, training
        yield X[0], *(np.asarray(each[0]) for each in four), momentum, training


test_shape = refuses(
    1,
    "{name} refuses an X that is no table, and a gamma, beta, mean or var that is not (D,).",
    "shape",
    lambda rng: list(misshapen(rng)),
    hint="X.ndim == 2, and each.shape == (D,) for the four: NumPy would stretch a (1,)",
)
