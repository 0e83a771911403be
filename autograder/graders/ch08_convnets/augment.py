"""8.6 augment: its graders."""

import numpy as np

from autograder.asserting import (
    assert_type,
    drawn_generator,
    generator,
    grader,
    observation,
    refuses,
    repeatable,
    require,
)

N, SIDES, M = 1200, (9, 8), 2  # enough pictures to count 25 shifts by
FAR = 6  # deviations: none is that far off by chance


def full(rng, n, sides=SIDES):
    """Return pictures without a 0 in them, and whose pixels are all different."""
    count = int(np.prod(sides))
    return np.stack([1.0 + rng.permutation(count) for _ in range(n)]).reshape(n, *sides)


def shifted(image, down, right):
    """Return a picture, moved: what is moved over an edge is gone, and zeros come in."""
    moved, (height, width) = np.zeros_like(image), image.shape
    rows, columns = np.arange(height) - down, np.arange(width) - right
    inside = np.ix_((rows >= 0) & (rows < height), (columns >= 0) & (columns < width))
    source = np.ix_(
        rows[(rows >= 0) & (rows < height)], columns[(columns >= 0) & (columns < width)]
    )
    moved[inside] = image[source]
    return moved


def rolled(image, down, right):
    """Return a picture, moved around: what leaves at one edge comes in at the other."""
    return np.roll(image, (down, right), axis=(0, 1))


def stretched(image, down, right):
    """Return a picture, moved: the pixels of its edge are repeated."""
    rows, columns = (
        np.clip(np.arange(side) - step, 0, side - 1)
        for side, step in zip(image.shape, (down, right), strict=True)
    )
    return image[np.ix_(rows, columns)]


def find(image, seen, most, way=shifted):
    """Return the shift that makes what is seen of a picture, None if there is none."""
    steps = range(-most, most + 1)
    shifts = ((down, right) for down in steps for right in steps)
    return next((each for each in shifts if np.array_equal(way(image, *each), seen)), None)


def shifts_of(image, moved, most):
    """Return the shift that makes each of many pictures of the one, None where there is none."""
    steps = range(-most, most + 1)
    known = {shifted(image, down, to).tobytes(): (down, to) for down in steps for to in steps}
    return [known.get(each.astype(image.dtype).tobytes()) for each in moved]


def other_way(images, moved, most):
    """Return the mistake that moves pictures as they were moved, "" if none is known."""
    some = list(zip(images[:20], moved[:20], strict=True))
    ways = {"rolls_around": rolled, "repeats_the_edge": stretched}
    fits = (name for name, way in ways.items() if all(find(*each, most, way) for each in some))
    return next(fits, "")


def as_pictures(value, images):
    """Return the answer, once it is an array of the shape that was given."""
    assert_type(value, np.ndarray, hint="return the moved pictures")
    hint = "every picture keeps its place and its size"
    require(value.shape == images.shape, "The answer has another shape.", hint=hint)
    return value


@observation
def shifts(function, rng):
    """Return many equal pictures, the answer, and the shift (down, right) of each that has one."""
    images = np.repeat(full(rng, 1), N, axis=0)
    (call,) = function.map([(images, drawn_generator(rng), M)])
    value = call.value
    known = isinstance(value, np.ndarray) and value.shape == images.shape
    return images, value, shifts_of(images[0], value, M + 1) if known else []


@grader(1, gate=True)
def test_form(shifts):
    """augment returns as many pictures of the shape that was given, and changes them."""
    images, value, _ = shifts
    as_pictures(value, images)
    message = "All pictures come back as they were."
    require(not np.array_equal(value, images), message, hint="draw shifts, and move by them")


@grader(1)
def test_dtype(function, rng):
    """The pictures keep their dtype: float32, uint8, int64."""
    for kind in ("float32", "uint8", "int64"):
        small = full(rng, 3).astype(kind)
        value = as_pictures(function(small, drawn_generator(rng)), small)
        message = f"{kind} in gives {value.dtype} out; expected {kind}."
        hint, mistake = "np.zeros_like(images) has the dtype, too", ""
        if value.dtype == np.float64:
            mistake = "answers_float64"
        require(value.dtype == kind, message, hint=hint, mistake=mistake)


@grader(3)
def test_moves(function, rng):
    """Every picture is moved as a whole: zeros come in, and what leaves is gone."""
    for most, sides in ((1, (5, 7)), (2, (7, 5)), (3, (6, 9))):
        images = full(rng, 30, sides)
        value = as_pictures(function(images, drawn_generator(rng), most), images)
        for image, seen in zip(images, value, strict=True):
            message = "A picture is not its old self, moved by whole pixels."
            if find(image, seen, most) is None:
                mistake = other_way([image], [seen], most)
                far = find(image, seen, most + 1)
                message = "A picture is moved by more than max_shift." if far else message
                hint = "zeros of the same shape, and a part of the picture in them"
                require(False, message, hint=hint, mistake=mistake)


def all_shifts(shifts):
    """Return the shifts (N, 2), once every picture has one."""
    images, value, found = shifts
    moved = np.array([each for each in found if each is not None]).reshape(-1, 2)
    message = "A picture is not its old self, moved by at most max_shift."
    hint = "shift by whole pixels, and fill with zeros"
    mistake = "" if len(moved) == N else other_way(images, value, M)
    require(len(moved) == N, message, hint=hint, mistake=mistake)
    return moved


@grader(3)
def test_even(shifts):
    """Every shift from -max_shift to max_shift is as likely as another, down and to the right."""
    moved = all_shifts(shifts)
    hint = "rng.integers(-max_shift, max_shift + 1): the upper end is left out, so add 1"
    largest, smallest = moved.max(axis=0), moved.min(axis=0)
    ends = np.all(smallest == -M) and np.all(largest < M)
    mistake = "leaves_out_the_upper_end" if ends else ""
    mistake = "moves_one_way_only" if np.all(smallest == 0) else mistake
    mistake = "moves_in_one_direction" if np.sum(largest == smallest) == 1 else mistake
    mistake = "moves_all_alike" if np.all(largest == smallest) else mistake
    message = "Some shift from -max_shift to max_shift does not occur."
    whole = np.all(smallest == -M) and np.all(largest == M)
    require(whole, message, hint=hint, mistake=mistake)
    for axis, name in enumerate(("down", "to the right")):
        shares = np.bincount(moved[:, axis] + M, minlength=2 * M + 1) / N
        limit = FAR * np.sqrt(0.2 * 0.8 / N)
        message = f"Shifts {name} are not equally likely."
        rounded = np.abs(shares - np.array([1, 2, 2, 2, 1]) / 8).max() < limit
        mistake, hint = "rounds_what_it_draws" if rounded else "", "rng.integers draws evenly"
        require(np.abs(shares - 0.2).max() < limit, message, hint=hint, mistake=mistake)


@grader(2)
def test_own(shifts):
    """Each picture has a shift of its own, and down has nothing to do with right."""
    moved = all_shifts(shifts)
    message = "All pictures are moved alike."
    alike = bool(np.all(moved == moved[0]))
    mistake = "moves_all_alike" if alike else ""
    require(not alike, message, hint="draw inside the loop, or len(images) pairs", mistake=mistake)
    both = np.zeros((2 * M + 1, 2 * M + 1))
    np.add.at(both, tuple(moved.T + M), 1 / N)
    message = "Down and right are not drawn each by itself."
    diagonal = np.all(moved[:, 0] == moved[:, 1])
    mistake = "moves_along_the_diagonal" if diagonal else ""
    alone = both.sum(axis=1, keepdims=True) * both.sum(axis=0)
    apart = np.abs(both - alone).max() < FAR * np.sqrt(0.04 * 0.96 / N)
    require(apart, message, hint="two numbers for each picture", mistake=mistake)
    same = float(np.mean(np.all(moved[1:] == moved[:-1], axis=1)))
    message = "The shift of a picture depends on that of the picture before."
    likely = float(np.sum(both**2))  # as often as two draws from the same shifts agree
    require(abs(same - likely) < FAR * np.sqrt(0.04 * 0.96 / N), message, hint="draw for each anew")


@grader(1)
def test_default(function, rng):
    """Without a max_shift, shifts go up to 2 pixels."""
    images = np.repeat(full(rng, 1), 300, axis=0)
    value = as_pictures(function(images, drawn_generator(rng)), images)
    found = set(shifts_of(images[0], value, 4))
    mistake = other_way(images, value, 4) if None in found else ""
    require(not mistake, "A picture is not its old self, moved.", mistake=mistake)
    message = "Without a max_shift, pictures are not moved by up to 2 pixels."
    steps = {step for each in found - {None} for step in each}
    ends = steps == {-2, -1, 0, 1}
    mistake = "leaves_out_the_upper_end" if ends else ""
    hint = "max_shift: int = 2"
    require(steps == set(range(-2, 3)), message, hint=hint, mistake=mistake)


@grader(1)
def test_none(function, rng):
    """A max_shift of 0 gives a copy."""
    images = full(rng, 4)
    value = as_pictures(function(images, drawn_generator(rng), 0), images)
    message = "With max_shift 0 the pictures are moved, or changed."
    require(np.array_equal(value, images), message, hint="shifts from 0 to 0")


test_repeatable = repeatable(
    1,
    "The same seed gives the same pictures, and chance comes from rng alone.",
    lambda chance: (full(np.random.default_rng(0), 20), chance),
    hint="draw from rng: np.random.randint is another source",
)


@grader(1)
def test_pure(function, rng):
    """augment leaves the pictures as they were, and shares no memory with them."""
    given = [(full(rng, 4), drawn_generator(rng)), (full(rng, 4), drawn_generator(rng), 0)]
    for call in function.map(given, locked=True):
        written = call.raised is not None and "read-only" in call.raised.message
        message, hint = "The given pictures are written into.", "fill a new array"
        mistake = "moves_the_given_pictures" if written else ""
        require(not written and not call.changed, message, hint=hint, mistake=mistake)
        as_pictures(call.value, given[0][0])
        message = "The answer shares its memory with the pictures that were given."
        mistake = "hands_the_pictures_back" if call.shared else ""
        require(not call.shared, message, hint="a copy, for max_shift 0 too", mistake=mistake)


test_negative = refuses(
    1,
    "{name} refuses a max_shift below 0.",
    "max_shift",
    lambda rng: [(full(rng, 2), generator(0), most) for most in (-1, -3)],
    hint="check max_shift >= 0 before anything is drawn",
)
