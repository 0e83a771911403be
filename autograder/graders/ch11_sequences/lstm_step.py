"""11.2 lstm_step: its graders."""

import numpy as np

from autograder.asserting import (
    dtype_of,
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

# (N, D, H): all different, then one and another of them 1, or equal.
SIZES = [(5, 3, 2), (4, 1, 3), (1, 2, 4), (3, 3, 3), (2, 4, 1)]
PARTS = ("h_next", "c_next")


def case(rng, n, d, h):
    """Return one case (x, h, c, W, U, b)."""
    state = rng.normal(size=(n, d)), rng.normal(0, 0.6, (n, h)), rng.normal(size=(n, h))
    weights = rng.normal(0, 0.7, (d, 4 * h)), rng.normal(0, 0.7, (h, 4 * h))
    return *state, *weights, rng.normal(0, 0.5, 4 * h)


def only(rng, *, memory=1.0, gates=(), state=1.0):
    """Return a case in which only some gates have scores that are not 0."""
    x, h, c, W, U, b = case(rng, 4, 3, 2)
    mask = np.repeat([1.0 if gate in gates else 0.0 for gate in "ifgo"], 2)
    return x, state * h, memory * c, W * mask, U * mask, b * mask


test_form = form(
    1,
    "{name} returns a state and a memory.",
    lambda rng: [case(rng, 5, 3, 2) for _ in range(3)],
    like=lambda x, h, c, W, U, b: {"h_next": np.zeros((5, 2)), "c_next": np.zeros((5, 2))},
    hint="return h_next, c_next: the state first",
)
test_values = values(
    6,
    "{name} computes the four gates, the memory and the state.",
    lambda rng: [case(rng, *sizes) for sizes in SIZES],
    hint="z = x @ W + h @ U + b, then input, forget, candidate, output",
)


@grader(3)
def test_memory(function, right, rng):
    """c_next keeps a part of the memory, by the forget gate, and adds what the others let in."""
    for given, message in (
        (only(rng, gates="f"), "With a candidate of 0, c_next is not the forget gate times c."),
        (
            only(rng, gates="ig", memory=0.0),
            "Without a memory, c_next is not i times the candidate.",
        ),
        (only(rng, gates="g"), "Where i and f are 0.5, c_next is not half of c + tanh(z_g)."),
    ):
        seen = named_parts(function(*given), PARTS)["c_next"]
        fits = is_near(seen, right(*given)[1], rtol=1e-6, atol=1e-8)
        require(fits, message, hint="c_next = f * c + i * g")


@grader(3)
def test_state(function, right, rng):
    """h_next is the output gate times tanh of the new memory."""
    for given, message in (
        (only(rng, gates="o"), "With a candidate of 0, h_next is not o * tanh of half the memory."),
        (only(rng, gates="g"), "Where o is 0.5, h_next is not half of tanh of the new memory."),
    ):
        seen = named_parts(function(*given), PARTS)["h_next"]
        fits = is_near(seen, right(*given)[0], rtol=1e-6, atol=1e-8)
        require(fits, message, hint="h_next = o * np.tanh(c_next): c_next first")


@grader(3)
def test_parts(function, right, rng):
    """Input, state and bias each have their effect on the scores."""
    x, h, c, W, U, b = case(rng, 4, 3, 2)
    for name, given in {
        "x @ W": (x, h, c, W, 0 * U, 0 * b),
        "h @ U": (x, h, c, 0 * W, U, 0 * b),
        "b": (x, h, c, 0 * W, 0 * U, b),
    }.items():
        seen, wanted = named_parts(function(*given), PARTS), right(*given)
        pairs = zip(seen.values(), wanted, strict=True)
        fits = all(is_near(a, o, rtol=1e-6, atol=1e-8) for a, o in pairs)
        message = f"Where {name} is all of the scores, the step is not right."
        require(fits, message, hint="z = x @ W + h @ U + b")


test_vectorised = vectorised(
    2,
    lambda rng, n: case(rng, n, 3, 2),
    hint="all rows at once: (N, D) @ (D, 4H)",
)


@grader(0.5)
def test_mixed(function, right, rng):
    """Where one of the six holds integers and the others float32, it counts as float64."""
    for place in range(6):
        parts = [2 * part for part in case(rng, 3, 4, 2)]
        kinds = [np.int8 if part == place else np.float32 for part in range(6)]
        given = [part.astype(kind) for part, kind in zip(parts, kinds, strict=True)]
        seen, wanted = named_parts(function(*given), PARTS), right(*given)
        for (name, part), value in zip(seen.items(), wanted, strict=True):
            found = dtype_of(part)
            message = f"int8 beside float32 gives a {name} of {found}; expected {value.dtype}."
            hint = "make floats of integers in each argument"
            require(found == value.dtype, message, hint=hint)
            fits = is_near(part, value, rtol=1e-4, atol=1e-5)
            require(fits, f"With int8 beside float32, {name} is wrong.", hint=hint)


@grader(1.5)
def test_dtype(function, right, rng):
    """float32 stays float32, in state and memory, and integers become float64."""
    given = case(rng, 3, 2, 2)
    for scores in given[3:]:
        scores[..., :2] = scores[..., 4:] = 0  # whatever is drawn, no gate but one is quite open
    given[5][4:6] = 1
    for kind, wanted in (("float32", np.float32), ("int64", np.float64), ("uint8", np.float64)):
        cast = [np.abs(3 * part).astype(kind) for part in given]
        parts = named_parts(function(*cast), PARTS)
        for (name, seen), value in zip(parts.items(), right(*cast), strict=True):
            found = dtype_of(seen)
            message = f"{kind} in gives a {name} of {found}; expected {np.dtype(wanted)}."
            mistake = "makes_float64" if kind == "float32" and found == np.float64 else ""
            hint = "np.zeros and np.empty make float64 unless you say otherwise"
            require(found == wanted, message, hint=hint, mistake=mistake)
            fits = is_near(seen, value, rtol=1e-3, atol=1e-5)
            require(fits, f"With {kind}, {name} is wrong.", hint="make floats first")


@grader(1)
def test_large(function, right, rng):
    """Gates with scores far from 0 are quite open or quite shut: state and memory are numbers."""
    for kind in ("float64", "float32"):
        x, h, c, *weights, b = case(rng, 4, 3, 2)
        for sign in rng.permutation([1, -1]):
            b[:4] = b[6:] = 1000 * sign  # all but the candidate
            given = [part.astype(kind) for part in (x, h, c, *weights, b)]
            parts = named_parts(function(*given), PARTS)
            for (name, seen), wanted in zip(parts.items(), right(*given), strict=True):
                hint = "e^1000 is no number that a float can hold: divide by 1 + e^-z"
                message = f"Where all gates have scores near {1000 * sign}, {name} is not a number."
                is_float = getattr(dtype_of(seen), "kind", "") == "f"
                require(not is_float or np.isfinite(seen).all(), message, hint=hint)
                fits = is_near(seen, wanted, rtol=1e-5, atol=1e-5)
                message = f"Where all gates have scores near {1000 * sign}, {name} is wrong."
                require(fits, message, hint="sigmoid is 0 or 1 there")


def whole(rng):
    """Return a case of whole numbers whose products fit into no byte; scores stay small."""
    x, h = np.array([[60.0, 60.0], [90.0, 91.0]]), np.array([[30.0], [60.0]])
    W, U = np.array([[3.0, 1.0, 2.0, 0.0], [3.0, 1.0, 2.0, 0.0]]), np.array([[1.0, 0.0, 2.0, 1.0]])
    return [(x / [[30], [45]], h, np.array([[2.0], [9.0]]), W, U / [[1, 1, 1, 1]], np.zeros(4))]


test_integers = integers(1, whole, hint="make floats first: in int8, 3 * 60 is -76")
test_pure = pure(1, lambda rng: [case(rng, 3, 2, 4), case(rng, 2, 3, 3)])


def misshapen(rng):
    """Return cases in which one of W, U and b has another number of columns."""
    x, h, c, *weights = case(rng, 3, 2, 4)
    wide = case(rng, 3, 2, 6)[3:]
    U = np.concatenate([wide[1]] * 2)[:4]  # 4 rows, 24 columns
    for columns in (4, 12, 15, 3, 1, 17, 20):
        others = [each[..., :columns] for each in (wide[0], U, wide[2])]
        for place in range(3):
            yield x, h, c, *(others[k] if k == place else weights[k] for k in range(3))
        yield x, h, c, *others


test_gate = refuses(
    2,
    "{name} refuses W, U or b whose last axis is not 4H, each by itself and all alike.",
    "gate",
    lambda rng: list(misshapen(rng)),
    hint="4 * h.shape[1]; NumPy would stretch a b with one entry",
)
