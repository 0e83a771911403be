"""13.5 dream_step: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _slope(features, image, *, border=2, of=None, training=False):
    """Return the loss and its slope; `of` makes a loss of the maps in place of the mean square.

    `border` is what is left out on each side, or (above and below, left and right).
    """
    import tensorflow as tf

    tape, batch = tf.GradientTape(), tf.constant(image[np.newaxis])
    with tape:
        tape.watch(batch)
        seen = features(batch, training=training)
        down, across = border if isinstance(border, tuple) else (border, border)
        seen = seen[:, down : seen.shape[1] - down, across : seen.shape[2] - across]
        loss = tf.reduce_mean(seen**2) if of is None else of(seen)
    return float(loss), np.asarray(tape.gradient(loss, batch))[0]


def _step(right, features, image, lr, *, size=None, cut=True, **other):
    """Return the step that is asked for, but for some parts; `size` is what g is divided by."""
    right(features, image, lr)
    loss, g = _slope(features, image, **other)
    divisor = max(np.abs(g).mean(), 1e-6) if size is None else size(g)
    new = image + np.float32(lr) * g / np.asarray(divisor, np.float32)
    return np.asarray(np.clip(new, 0, 1) if cut else new, np.float32), loss


@misconception
def goes_down(right, features, image, lr):
    """The activation fell: the step goes *up* the slope, so add the gradient."""
    _, loss = right(features, image, lr)
    return right(features, image, -lr)[0], loss


@misconception
def keeps_the_border(right, features, image, lr):
    """The border counts as well. Leave two places out on each side: maps[:, 2:-2, 2:-2]."""
    return _step(right, features, image, lr, border=0)


@misconception
def cuts_one_place_off(right, features, image, lr):
    """The border is one place wide. Two on each side are to be left out."""
    return _step(right, features, image, lr, border=1)


@misconception
def cuts_two_sides_alone(right, features, image, lr):
    """The border is left out on two sides alone, above and below or left and right: on all four,
    maps[:, 2:-2, 2:-2].
    """
    return _step(right, features, image, lr, border=(2, 0))


@misconception
def calls_it_as_in_training(right, features, image, lr):
    """The model was called as in training, so it drops what it sees, and each call answers
    otherwise: features(batch, training=False).
    """
    return _step(right, features, image, lr, training=True)


@misconception
def adds_the_squares_up(right, features, image, lr):
    """The squares were added up. The loss is their mean."""
    import tensorflow as tf

    return _step(right, features, image, lr, of=lambda seen: tf.reduce_sum(seen**2))


@misconception
def takes_the_mean_of_the_maps(right, features, image, lr):
    """The loss is the mean of the maps themselves. Take that of their squares."""
    import tensorflow as tf

    return _step(right, features, image, lr, of=tf.reduce_mean)


@misconception
def measures_behind_the_step(right, features, image, lr):
    """The loss was measured behind the step. It is the one before."""
    new, _ = right(features, image, lr)
    return new, _slope(features, new)[0]


@misconception
def does_not_divide(right, features, image, lr):
    """The gradient was not divided by the mean of |g|, so the step hangs on how much is seen."""
    return _step(right, features, image, lr, size=lambda g: 1.0)


@misconception
def divides_by_the_largest(right, features, image, lr):
    """The gradient was divided by its largest entry. Divide by the mean of |g|."""
    return _step(right, features, image, lr, size=lambda g: max(np.abs(g).max(), 1e-6))


@misconception
def divides_by_the_mean_of_g(right, features, image, lr):
    """The gradient was divided by its own mean, in which signs cancel out: the mean of |g|."""
    return _step(right, features, image, lr, size=lambda g: max(abs(g.mean()), 1e-6))


@misconception
def divides_by_the_root_of_squares(right, features, image, lr):
    """The gradient was divided by the root of the mean of its squares: by the mean of |g|."""
    return _step(right, features, image, lr, size=lambda g: max(np.sqrt(np.mean(g**2)), 1e-6))


@misconception
def divides_each_channel_by_itself(right, features, image, lr):
    """Each channel was divided by a mean of its own. There is one, over the whole image."""

    def size(g):
        return np.maximum(np.abs(g).mean(axis=(0, 1)), 1e-6)

    return _step(right, features, image, lr, size=size)


@misconception
def takes_the_signs(right, features, image, lr):
    """Only the signs of the gradient were taken: g divided by the mean of |g|."""
    return _step(right, features, image, lr, size=lambda g: np.maximum(np.abs(g), 1e-12))


@misconception
def does_not_cut_off(right, features, image, lr):
    """The image leaves 0 … 1: np.clip(…, 0, 1)."""
    return _step(right, features, image, lr, cut=False)


@misconception
def divides_by_0(right, features, image, lr):
    """Where the gradient is 0, it was divided by 0, and the image is NaN: max(mean |g|, 1e-6)."""
    with np.errstate(invalid="ignore"):
        return _step(right, features, image, lr, size=lambda g: np.abs(g).mean())


@misconception
def changes_the_image(right, features, image, lr):
    """The image that was given is another one now: make a new one."""
    new, loss = right(features, image, lr)
    image[...] = new
    return image, loss


@misconception
def makes_float64(right, features, image, lr):
    """The image became float64. It stays float32: make float32 of what it is multiplied with."""
    new, loss = right(features, image, lr)
    return new.astype(np.float64), loss
