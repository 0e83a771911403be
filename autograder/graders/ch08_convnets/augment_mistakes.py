"""8.6 augment: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

from .augment import rolled, stretched

# Each is right where its mistake has no effect; `right` refuses bad input.


def _moved(image, down, right):
    """Return a picture, moved, with zeros where it was."""
    height, width = image.shape
    room = max(abs(down), abs(right))
    padded = np.pad(image, room)
    return padded[room - down : room - down + height, room - right : room - right + width]


def _all(right, images, rng, max_shift, pairs, move=_moved):
    """Return all pictures moved; bad input is refused."""
    right(images[:1], np.random.default_rng(0), max_shift)
    moved = [move(image, down, to) for image, (down, to) in zip(images, pairs, strict=True)]
    return np.array(moved, dtype=images.dtype).reshape(images.shape)


def _pairs(images, rng, most):
    """Return a shift for each picture, as they are to be drawn."""
    return rng.integers(-max(most, 0), max(most, 0) + 1, (len(images), 2)).tolist()


@misconception
def rolls_around(right, images, rng, max_shift=2):
    """Pixels that leave at one edge come in at the other: np.roll turns the picture round. Zeros
    come in.
    """
    return _all(right, images, rng, max_shift, _pairs(images, rng, max_shift), rolled)


@misconception
def repeats_the_edge(right, images, rng, max_shift=2):
    """At the edge that a picture leaves, its border is repeated. Zeros come in."""
    return _all(right, images, rng, max_shift, _pairs(images, rng, max_shift), stretched)


@misconception
def moves_all_alike(right, images, rng, max_shift=2):
    """All pictures were moved by the same shift. Draw two numbers for each picture."""
    pair = _pairs(images[:1], rng, max_shift)
    return _all(right, images, rng, max_shift, pair * len(images))


@misconception
def moves_along_the_diagonal(right, images, rng, max_shift=2):
    """Every picture moves as far down as to the right: one number was used for both. Draw two."""
    pairs = [(down, down) for down, _ in _pairs(images, rng, max_shift)]
    return _all(right, images, rng, max_shift, pairs)


@misconception
def moves_in_one_direction(right, images, rng, max_shift=2):
    """Pictures move along one side only. Each moves down (or up) *and* to the right (or left)."""
    pairs = [(0, to) for _, to in _pairs(images, rng, max_shift)]
    return _all(right, images, rng, max_shift, pairs)


@misconception
def leaves_out_the_upper_end(right, images, rng, max_shift=2):
    """The largest shift never occurs: rng.integers leaves its upper end out. max_shift + 1."""
    if max_shift <= 0:
        return right(images, rng, max_shift)
    pairs = rng.integers(-max_shift, max_shift, (len(images), 2)).tolist()
    return _all(right, images, rng, max_shift, pairs)


@misconception
def rounds_what_it_draws(right, images, rng, max_shift=2):
    """The largest shifts come half as often as the others, as where a number from -max_shift to
    max_shift with a fraction is drawn, then rounded. rng.integers draws whole numbers.
    """
    drawn = np.rint(rng.uniform(-abs(max_shift), abs(max_shift), (len(images), 2)))
    return _all(right, images, rng, max_shift, drawn.astype(int).tolist())


@misconception
def moves_one_way_only(right, images, rng, max_shift=2):
    """Pictures move down and to the right only. Shifts go from -max_shift, up and to the left."""
    if max_shift <= 0:
        return right(images, rng, max_shift)
    pairs = rng.integers(0, max_shift + 1, (len(images), 2)).tolist()
    return _all(right, images, rng, max_shift, pairs)


@misconception(grader="test_repeatable")
def draws_from_another_source(right, images, rng, max_shift=2):
    """The shifts do not come from rng: with the same seed, other pictures came back. Draw from the
    generator that is given.
    """
    return right(images, np.random.default_rng(), max_shift)


@misconception
def fixes_the_seed(right, images, rng, max_shift=2):
    """The shifts are the same whatever generator is given: one of your own, with a fixed seed, was
    used. Draw from rng.
    """
    return right(images, np.random.default_rng(0), max_shift)


@misconception
def answers_float64(right, images, rng, max_shift=2):
    """The answer is float64, whatever was given: np.zeros makes it so. np.zeros_like(images) has
    the dtype of the pictures.
    """
    return right(images, rng, max_shift).astype(np.float64)


@misconception
def ignores_max_shift(right, images, rng, max_shift=2):
    """Pictures move by up to 2 pixels, whatever max_shift is. It says how far."""
    return right(images, rng, 2 if max_shift >= 0 else max_shift)


@misconception
def hands_the_pictures_back(right, images, rng, max_shift=2):
    """With max_shift 0 the given array itself came back. A change to one is a change to the other:
    return a copy.
    """
    return images if max_shift == 0 else right(images, rng, max_shift)


@misconception
def moves_the_given_pictures(right, images, rng, max_shift=2):
    """The given pictures were moved themselves, and are gone. Work on a new array."""
    images[:] = right(images, rng, max_shift)
    return images.copy()


@misconception
def accepts_a_negative_shift(right, images, rng, max_shift=2):
    """A max_shift below 0 was taken as if its sign were not there. Refuse it."""
    return right(images, rng, abs(max_shift))
