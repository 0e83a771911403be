"""4.1 prepare_images: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_close,
    assert_type,
    assert_varies,
    grader,
    misconception,
    pure,
    refuses,
    require,
    shape_of,
    values,
)


def images_of(rng, rows, brightest=256):
    """Return random images of grey values below `brightest`, (rows, 28, 28) uint8."""
    return rng.integers(0, brightest, (rows, 28, 28)).astype(np.uint8)


def with_white(rng):
    """Return cases of 1, 2 and 7 images, a white pixel in each of their rows."""
    white = np.eye(28, dtype=np.uint8) * 255
    return [(np.maximum(images_of(rng, rows), white),) for rows in (1, 2, 7)]


@grader(1, gate=True)
def test_form(function, rng):
    """prepare_images returns images of the same shape, of a floating dtype."""
    images = images_of(rng, 3)
    x = function(images)
    channel = shape_of(x) in [(3, 28, 28, 1), (3, 1, 28, 28)]
    message = "The images got another axis."
    hint = "divide, and nothing else: the shape stays (N, 28, 28)"
    mistake = "adds_a_channel_axis"
    require(not channel, message, hint=hint, mistake=mistake)
    assert_close(x, np.zeros((3, 28, 28), np.float32), atol=np.inf)
    assert_varies(function, [(images_of(rng, 2),) for _ in range(3)])


test_values = values(4, "{name} divides every grey value by 255.", with_white)
test_dark = values(
    3,
    "A dark image stays dark, an image without light stays 0.",
    lambda rng: [
        (images_of(rng, 4, brightest=60),),
        (images_of(rng, 2, brightest=2),),
        (np.zeros((2, 28, 28), np.uint8),),
    ],
    hint="divide by 255 always, whatever the brightest pixel is",
)


@grader(1)
def test_single(function, rng):
    """The answer is float32."""
    x = function(images_of(rng, 2))
    assert_type(x, np.ndarray)
    message = f"Seen: an array of {x.dtype}. Expected: float32."
    require(x.dtype == np.float32, message, hint="images.astype(np.float32)")


test_pure = pure(
    1, lambda rng: [(images_of(rng, 3),)], line="{name} leaves the images as they were."
)
OTHERS = ("float32", "float64", "int64", "int8", "bool", "uint16")
test_dtype = refuses(
    1,
    "{name} refuses images that are not uint8.",
    "dtype",
    lambda rng: [(images_of(rng, 2, brightest=2).astype(kind),) for kind in OTHERS],
    hint="compare images.dtype with np.uint8",
)
test_axes = refuses(
    1,
    "{name} refuses what is not 3-D.",
    "shape",
    lambda rng: [
        (images_of(rng, 1)[0],),
        (images_of(rng, 2)[..., np.newaxis],),
        (images_of(rng, 1)[0, 0],),
        (np.array(7, np.uint8),),
    ],
    hint="look at images.ndim",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def adds_a_channel_axis(right, images):
    """The images got an axis for a colour channel. The dense network here takes (N, 28, 28)."""
    return right(images)[..., np.newaxis]


@misconception
def divides_by_the_brightest(right, images):
    """A dark image became bright: you divided by the brightest pixel of the batch.

    Divide by 255 always, or the same ink has another value in every batch.
    """
    right(images)
    return images.astype(np.float32) / max(int(images.max()), 1)


@misconception
def divides_only_what_is_bright(right, images):
    """A batch whose brightest pixel is 1 was left as it is, as if it had been divided before.

    The dtype tells: uint8 was not divided yet. Divide by 255 always.
    """
    x = right(images)
    return images.astype(np.float32) if images.max() <= 1 else x


@misconception
def does_not_scale(right, images):
    """The pixels are still 0 to 255.

    The start weights are made for inputs near 1: training on numbers this large is slow and rough.
    Divide by 255.
    """
    return (right(images) * 255).round()


@misconception
def divides_by_256(right, images):
    """White became a little less than 1: grey values run from 0 to 255, so divide by 255, not
    256.
    """
    right(images)
    return images.astype(np.float32) / 256


@misconception
def inverts_the_images(right, images):
    """Ink and paper changed places: 0 is paper and 255 is ink, and that is how it stays."""
    return 1 - right(images)


@misconception
def scales_to_minus_one(right, images):
    """Your numbers run from -1 to 1.

    That works with networks too, but here 0 to 1 is asked: divide by 255, and no more.
    """
    return 2 * right(images) - 1


@misconception
def standardises(right, images):
    """You normalised to mean 0 and spread 1. Here only the range changes: divide by 255."""
    x = right(images)
    return ((x - x.mean()) / (x.std() + np.float32(1e-7))).astype(np.float32)


@misconception
def divides_without_remainder(right, images):
    """Almost every pixel became 0: `//` divides without remainder, or an integer dtype cut the
    fraction off. Turn the images into float32 first, then divide with `/`.
    """
    right(images)
    return (images // 255).astype(np.float32)


@misconception(grader="test_single")
def stays_float64(right, images):
    """The answer is float64, twice the memory for nothing. Keras works in float32."""
    right(images)
    return images / 255
