"""12.7 adam_step: its graders."""

import numpy as np

from autograder.asserting import (
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

SHAPES = [(7,), (5, 3), (2, 3, 4), (1,), ()]
PARTS = ("w", "m", "v")


def case(rng, shape, t, **settings):
    """Return one case: m and v are some that steps before have left."""
    w, g = rng.normal(size=shape), rng.normal(0, 2, shape)
    m, v = rng.normal(0, 0.5, shape), rng.uniform(0.05, 3, shape)
    return (*map(np.asarray, (w, g, m, v)), t, *settings.values())


def first(rng, shape=(4, 3)):
    """Return a first step, with gradients that are not tiny."""
    g = rng.choice([-1.0, 1.0], shape) * rng.uniform(0.1, 50, shape)
    return rng.normal(size=shape), g, np.zeros(shape), np.zeros(shape), 1


test_form = form(
    1,
    "{name} returns three arrays.",
    lambda rng: [case(rng, (3, 2), t) for t in (1, 4)],
    like=lambda w, *more: {name: np.zeros((3, 2)) for name in PARTS},
    hint="return w, m, v",
)
test_values = values(
    3,
    "{name} computes both means and the step.",
    lambda rng: [case(rng, shape, t) for shape in SHAPES for t in (1, 2, 17, 400)],
    hint="m and v first, then the step with the new ones",
    rtol=1e-7,
)
test_settings = values(
    1,
    "{name} takes lr, beta1, beta2 and eps as they are given.",
    lambda rng: [
        case(rng, (4, 2), 3, lr=lr, beta1=beta1, beta2=beta2, eps=eps)
        for lr, beta1, beta2, eps in (
            (0.1, 0.9, 0.999, 1e-7),
            (0.01, 0.5, 0.999, 1e-7),
            (0.01, 0.9, 0.9, 1e-7),
            (0.01, 0.9, 0.99, 0.5),
            (0.02, 0.0, 0.95, 1e-3),
        )
    ],
    hint="lr, beta1, beta2 and eps are arguments",
)


@grader(2)
def test_first(function, rng):
    """The first step moves every weight by nearly lr, whatever the size of its gradient."""
    w, g, *rest = first(rng)
    for lr in (1e-3, 0.25):
        seen = named_parts(function(w, g, *rest, lr), PARTS)["w"]
        fits = is_near(seen, w - lr * np.sign(g), rtol=0.0, atol=1.1e-4 * lr)
        message = "The first step does not move every weight by lr against its gradient's sign."
        hint = "sqrt(1 - beta2**t) / (1 - beta1**t), and g squared in v"
        require(fits, message, hint=hint)


@grader(2)
def test_way(function, right, rng):
    """After many steps along a slope that changes, the weights are where Adam would have them."""
    w = seen_w = rng.normal(size=6)
    m = v = seen_m = seen_v = np.zeros(6)
    aim = rng.normal(size=6)
    for t in range(1, 13):
        w, m, v = right(w, 2 * (w - aim), m, v, t, 0.1)
        step = function(seen_w, 2 * (seen_w - aim), seen_m, seen_v, t, 0.1)
        seen_w, seen_m, seen_v = named_parts(step, PARTS).values()
        fits = is_near(seen_w, w, rtol=1e-6, atol=1e-8)
        message = f"Behind step {t} the weights are not where Adam would have them."
        require(fits, message, hint="each step gets the m and v of the one before, and its t")


test_vectorised = vectorised(
    0.5,
    lambda rng, n: case(rng, (n, 3), 5),
    of="entries",
    hint="NumPy computes with all entries at once",
)


@grader(0.5)
def test_dtype(function, right, rng):
    """float32 stays float32 in all three, integers of any kind count as float64."""
    arrays = [4 * np.abs(each) for each in case(rng, (3, 2), 4)[:4]]
    cases.require_kinds(function, right, arrays, (4,), PARTS)


test_integers = integers(
    0.5,
    lambda rng: [
        (
            np.array([5.0, -7.0, 100.0]),
            np.array([100.0, -20.0, 16.0]),
            *(np.array(each) for each in ([3.0, -90.0, 2.0], [100.0, 3.0, 9.0])),
            t,
            0.5,
        )
        for t in (1, 3)
    ],
    hint="make floats first: in int8, 16 ** 2 is 0",
)
test_pure = pure(0.5, lambda rng: [case(rng, (3, 4), 2), first(rng), case(rng, (5,), 90)])


def misshapen(rng):
    """Return cases in which g, m or v has another shape than w."""
    arrays, t = case(rng, (4, 3), 2)[:4], 2
    for place in (1, 2, 3):
        given = arrays[place]
        larger = np.concatenate([given, given]), np.tile(given, (5, 1, 1))
        for wrong in (given[:1], given[:, :1], given.T, given[0], given[:3], *larger):
            yield *(wrong if k == place else each for k, each in enumerate(arrays)), t
    w, *others = arrays
    yield w, *(each[:1] for each in others), t
    yield w, *(np.concatenate([each, each]) for each in others), t
    flat = [each[:, :1] for each in arrays]  # as many entries as its transposed, which NumPy adds
    for place in (1, 2, 3):
        yield *(each.T if k == place else each for k, each in enumerate(flat)), t


test_shape = refuses(
    0.5,
    "{name} refuses a g, an m or a v of another shape than w.",
    "shape",
    lambda rng: list(misshapen(rng)),
    hint="NumPy would stretch a (1, 3)",
)
test_t = refuses(
    0.5,
    "{name} refuses a step below 1.",
    "t must be",
    lambda rng: [(*case(rng, (3,), 1)[:4], t) for t in (0, -1, -10)],
    hint="t < 1; with t = 0, 1 - beta1**t is 0",
)
