"""9.1 extract_features: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; bad input is refused.


def _checked(base, images):
    """Refuse images of another shape."""
    if images.shape[1:] != base.input_shape[1:]:
        raise ValueError(f"extract_features: shape: {images.shape}")


@misconception
def shuffles_the_images(right, base, images, batch_size=64):
    """The features came back in another order: they no longer belong to the labels beside them.
    Give the images in the order in which they are.
    """
    _checked(base, images)
    order = np.roll(np.arange(len(images)), 3)
    order[[0, -1]] = order[[-1, 0]]
    return right(base, images[order], batch_size)


@misconception
def turns_the_order_round(right, base, images, batch_size=64):
    """The features came back from the last image to the first."""
    _checked(base, images)
    return right(base, images[::-1], batch_size)


@misconception
def drops_the_last_batch(right, base, images, batch_size=64):
    """The last images are missing, since they do not fill a batch. The last batch is shorter."""
    _checked(base, images)
    whole = len(images) // batch_size * batch_size
    return right(base, images[: whole or len(images)], batch_size)


@misconception
def leaves_the_last_batch_at_0(right, base, images, batch_size=64):
    """Of the last images the features are 0, since they do not fill a batch. The last batch is
    shorter, and is answered too.
    """
    found = right(base, images, batch_size)
    whole = len(images) // batch_size * batch_size
    if whole:
        found = found.copy()
        found[whole:] = 0
    return found


@misconception
def takes_the_first_batch_only(right, base, images, batch_size=64):
    """Only the first batch came back. Go on until all images are done, and join the parts."""
    _checked(base, images)
    return right(base, images[:batch_size], batch_size)


@misconception
def works_as_in_training(right, base, images, batch_size=64):
    """The base worked as in training: Dropout drops, and BatchNormalization takes the mean of the
    batch. base.predict, or base(images, training=False).
    """
    _checked(base, images)
    parts = range(0, len(images), batch_size)
    kept = base.get_weights()
    found = [np.asarray(base(images[i : i + batch_size], training=True)) for i in parts]
    base.set_weights(kept)
    return np.concatenate(found)


@misconception
def flattens(right, base, images, batch_size=64):
    """Maps came back as rows. The answer of the base is handed on as it is: do not flatten it."""
    found = right(base, images, batch_size)
    return found.reshape(len(found), -1)


@misconception
def prints_progress(right, base, images, batch_size=64):
    """Something is printed: verbose=0 in predict."""
    _checked(base, images)
    return base.predict(images, batch_size=batch_size, verbose=2)


@misconception
def changes_the_images(right, base, images, batch_size=64):
    """The images hold other numbers afterwards: /= changes what the caller has. They are used as
    they are.
    """
    found = right(base, images, batch_size)
    images /= 255
    return found


@misconception
def freezes_the_base(right, base, images, batch_size=64):
    """The base is frozen afterwards. To extract, nothing needs to be set; who trains it later finds
    it changed.
    """
    found = right(base, images, batch_size)
    base.trainable = False
    return found
