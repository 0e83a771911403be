"""13.4 octave_shapes: its graders, and the mistakes that they know."""

from autograder.asserting import assert_type, grader, misconception, refuses, require, values


def cases(rng):
    """Return shapes, numbers of octaves and scales."""
    sides = rng.integers(30, 400, (6, 2))
    scales = (1.4, 1.5, 1.25, 2.0, 1.7, 1.1)
    return [
        ((int(h), int(w)), n, scale)
        for (h, w), n, scale in zip(sides, (3, 4, 5, 2, 6, 3), scales, strict=True)
    ]


@grader(1, gate=True)
def test_form(function, rng):
    """octave_shapes returns a list of pairs of built-in ints."""
    for case in cases(rng)[:2]:
        seen = function(*case)
        assert_type(seen, list, hint="a list of pairs")
        require(len(seen) == case[1], f"{len(seen)} shapes came back, not {case[1]}.")
        for each in seen:
            pair = isinstance(each, tuple) and [type(side) for side in each] == [int, int]
            require(pair, "A shape is no pair of built-in ints.", hint="(int(…), int(…))")


test_values = values(
    5,
    "{name} divides each side by scale**k, and cuts off what is behind the point.",
    cases,
    hint="int(side / scale**k), k from octaves - 1 down to 0",
)
test_default = values(
    1,
    "Without a scale it is 1.4.",
    lambda rng: [((int(h), int(w)), 4) for h, w in rng.integers(50, 300, (3, 2))],
    hint="scale: float = 1.4",
)
test_one = values(
    1,
    "One octave is the shape itself; a side may become small.",
    lambda rng: [((7, 5), 1), ((9, 40), 4, 1.9), ((3, 2), 3, 1.3)],
    hint="scale**0 is 1",
)
test_octaves = refuses(
    1,
    "{name} refuses fewer than one octave.",
    "octaves",
    lambda rng: [((64, 64), n) for n in (0, -1, -4)],
    hint="octaves < 1",
)
test_scale = refuses(
    1,
    "{name} refuses a scale of 1 and below.",
    "scale",
    lambda rng: [((64, 64), 3, scale) for scale in (1.0, 1, 0.5, 0.0, -1.4)],
    hint="scale <= 1",
)


@misconception
def begins_with_the_large_one(right, shape, octaves, scale=1.4):
    """The shapes stand the wrong way round: the smallest one first."""
    return right(shape, octaves, scale)[::-1]


@misconception
def rounds_to_the_nearest(right, shape, octaves, scale=1.4):
    """The sides were rounded. int cuts off what is behind the point."""
    right(shape, octaves, scale)
    factors = [scale**k for k in range(octaves)][::-1]
    return [(round(shape[0] / f), round(shape[1] / f)) for f in factors]


@misconception
def cuts_off_each_time(right, shape, octaves, scale=1.4):
    """Each shape was made of the one before, so what is cut off adds up: divide the shape itself by
    scale**k.
    """
    right(shape, octaves, scale)
    found = [tuple(shape)]
    for _ in range(octaves - 1):
        found.append((int(found[-1][0] / scale), int(found[-1][1] / scale)))
    return found[::-1]


@misconception
def leaves_the_shape_out(right, shape, octaves, scale=1.4):
    """The last one is not the shape itself: k goes down to 0."""
    return right(shape, octaves + 1, scale)[:-1]


@misconception
def multiplies_the_scale(right, shape, octaves, scale=1.4):
    """The sides were divided by scale times k. It is scale to the power of k."""
    right(shape, octaves, scale)
    factors = [scale * k if k else 1.0 for k in range(octaves)][::-1]
    return [(int(shape[0] / f), int(shape[1] / f)) for f in factors]


@misconception
def grows_beyond_the_shape(right, shape, octaves, scale=1.4):
    """The shapes grow beyond the picture: it is the largest, so divide."""
    right(shape, octaves, scale)
    return [(int(shape[0] * scale**k), int(shape[1] * scale**k)) for k in range(octaves)]


@misconception
def exchanges_the_sides(right, shape, octaves, scale=1.4):
    """Height and width are exchanged."""
    return [(w, h) for h, w in right(shape, octaves, scale)]


@misconception
def ignores_the_scale(right, shape, octaves, scale=1.4):
    """The scale is 1.4, whatever is given: take the argument."""
    right(shape, octaves, scale)
    return right(shape, octaves)
