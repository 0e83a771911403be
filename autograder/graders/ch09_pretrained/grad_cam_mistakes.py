"""9.5 grad_cam: the mistakes that its graders know."""

import keras
import numpy as np
import tensorflow as tf

from autograder.asserting import misconception

# Each is right where its mistake has no effect; bad input is refused.


def _parts(model, image, score, layer):
    """Return the maps (h, w, K) of a layer, and the slope of `score(answer)` in them."""
    inside = keras.Model(model.inputs[0], [model.get_layer(layer).output, model.outputs[0]])
    images = tf.convert_to_tensor(image[np.newaxis])
    with tf.GradientTape() as notes:
        notes.watch(images)
        maps, answer = inside(images, training=False)
        value = score(answer)
    return np.asarray(maps)[0], np.asarray(notes.gradient(value, maps))[0]


def _run(right, model, image, class_index, layer, *, score=None, weigh=None, finish=None):
    """Do all that is asked for but for some parts; bad input is refused."""
    right(model, image, class_index, layer)
    score = score or (lambda answer: answer[:, class_index])
    maps, slopes = _parts(model, image, score, layer)
    heat = (weigh or (lambda maps, slopes: maps @ slopes.mean(axis=(0, 1))))(maps, slopes)
    return (finish or _scaled)(heat).astype(np.float32)


def _scaled(heat):
    heat = np.maximum(heat, 0)
    return heat / heat.max() if heat.max() > 0 else heat


@misconception
def keeps_negative_evidence(right, model, image, class_index, layer):
    """What speaks against the class is in the map, below 0. It is cut off: ReLU."""

    def finish(heat):
        return heat / heat.max() if heat.max() > 0 else 0 * heat

    return _run(right, model, image, class_index, layer, finish=finish)


@misconception
def takes_the_size_of_the_evidence(right, model, image, class_index, layer):
    """What speaks against the class counts as if it spoke for it: np.abs. Below 0 it becomes 0."""

    def finish(heat):
        return np.abs(heat) / np.abs(heat).max() if heat.max() > 0 else 0 * heat

    return _run(right, model, image, class_index, layer, finish=finish)


@misconception
def does_not_scale(right, model, image, class_index, layer):
    """The largest entry of the map is not 1: divide by it."""
    return _run(right, model, image, class_index, layer, finish=lambda heat: np.maximum(heat, 0))


@misconception
def divides_by_the_sum(right, model, image, class_index, layer):
    """The map adds up to 1. Its largest entry is to be 1: divide by that one."""

    def finish(heat):
        heat = np.maximum(heat, 0)
        return heat / heat.sum() if heat.sum() > 0 else heat

    return _run(right, model, image, class_index, layer, finish=finish)


@misconception
def scales_from_smallest_to_largest(right, model, image, class_index, layer):
    """The map was moved until its smallest entry is 0, so that what speaks against the class shows
    as heat. Cut off below 0, then divide by the largest.
    """

    def finish(heat):
        return (heat - heat.min()) / np.ptp(heat) if heat.max() > 0 else 0 * heat

    return _run(right, model, image, class_index, layer, finish=finish)


@misconception
def takes_the_slope_of_the_loss(right, model, image, class_index, layer):
    """The map shows what speaks *against* the class: the gradient is that of a loss, which falls
    where s rises. Take that of s itself.
    """

    def score(answer):
        return -answer[:, class_index]

    return _run(right, model, image, class_index, layer, score=score)


@misconception
def keeps_a_mean_for_each_column(right, model, image, class_index, layer):
    """Each column of a map has a weight of its own: the mean was taken over one axis of the places
    alone. Of (h, w, K) it goes over axes 0 and 1, of (1, h, w, K) over 1 and 2.
    """

    def weigh(maps, slopes):
        return np.sum(maps * slopes.mean(axis=0), axis=-1)

    return _run(right, model, image, class_index, layer, weigh=weigh)


@misconception
def takes_the_whole_output(right, model, image, class_index, layer):
    """The gradient is that of all answers together. One class is asked for; and shares add up to 1
    whatever the image is, so their sum has no gradient at all.
    """
    return _run(right, model, image, class_index, layer, score=lambda answer: answer)


@misconception
def takes_the_largest_class(right, model, image, class_index, layer):
    """The map is that of the class with the largest answer. Asked is class_index."""

    def score(answer):
        return answer[:, int(np.argmax(answer[0]))]

    return _run(right, model, image, class_index, layer, score=score)


@misconception
def takes_the_largest_slope(right, model, image, class_index, layer):
    """The weight of a map is the largest entry of its gradient. It is the mean over all places."""

    def weigh(maps, slopes):
        return maps @ slopes.max(axis=(0, 1))

    return _run(right, model, image, class_index, layer, weigh=weigh)


@misconception
def multiplies_place_by_place(right, model, image, class_index, layer):
    """Gradient and maps were multiplied place by place. First the mean of the gradient, which gives
    one weight for each map.
    """

    def weigh(maps, slopes):
        return np.sum(maps * slopes, axis=-1)

    return _run(right, model, image, class_index, layer, weigh=weigh)


@misconception
def drops_negative_weights(right, model, image, class_index, layer):
    """Weights below 0 became 0, so maps that speak against the class are left out. The ReLU comes
    behind the weighted sum.
    """

    def weigh(maps, slopes):
        return maps @ np.maximum(slopes.mean(axis=(0, 1)), 0)

    return _run(right, model, image, class_index, layer, weigh=weigh)


@misconception
def takes_another_layer(right, model, image, class_index, layer):
    """The maps are those of another layer than the one that is named."""
    right(model, image, class_index, layer)
    maps = [each.name for each in model.layers if len(each.output.shape) == 4][1:]
    other = maps[maps.index(layer) - 1]
    return right(model, image, class_index, other)


@misconception
def moves_the_smallest_to_0(right, model, image, class_index, layer):
    """Behind the ReLU the smallest entry was taken off, too. Where all places speak for the class,
    the coolest is not 0: divide by the largest, and no more.
    """
    heat = right(model, image, class_index, layer)
    return (heat - heat.min()) / max(float(np.ptp(heat)), 1e-9) if heat.any() else heat


@misconception
def keeps_the_batch_axis(right, model, image, class_index, layer):
    """The map has an axis for the batch still. (h, w): take the first and only one."""
    return right(model, image, class_index, layer)[np.newaxis]


@misconception
def enlarges_the_map(right, model, image, class_index, layer):
    """The map was made as large as the image. It has the size of the layer's maps."""
    heat = right(model, image, class_index, layer)
    rows, columns = (
        np.arange(side) * part // side for side, part in zip(image.shape, heat.shape, strict=False)
    )
    return heat[np.ix_(rows, columns)]


@misconception
def divides_by_zero(right, model, image, class_index, layer):
    """A map of zeros became NaN: 0 / 0. Divide only if the largest entry is above 0."""

    def finish(heat):
        heat = np.maximum(heat, 0)
        with np.errstate(invalid="ignore"):
            return heat / heat.max()

    return _run(right, model, image, class_index, layer, finish=finish)


@misconception
def answers_float64(right, model, image, class_index, layer):
    """The map is float64. Asked is float32: .astype(np.float32)."""
    return right(model, image, class_index, layer).astype(np.float64)


@misconception
def counts_classes_from_the_end(right, model, image, class_index, layer):
    """A class below 0 was accepted: Python counts it from the end. Refuse it."""
    return right(model, image, class_index % 3 if class_index < 0 else class_index, layer)


@misconception(unseen="in the example something speaks for the class")
def scales_before_it_cuts(right, model, image, class_index, layer):
    """The map was divided before what is below 0 was cut off: where all of it is below 0, the
    largest entry is below 0, too, and minus by minus is plus. Cut first, then divide.
    """

    def finish(heat):
        largest = heat.max()
        return np.maximum(heat / largest if largest else heat, 0)

    return _run(right, model, image, class_index, layer, finish=finish)


@misconception(unseen="in the example slopes are not tiny")
def adds_to_the_divisor(right, model, image, class_index, layer):
    """A small number was added to the largest entry. Where the slopes are as small as that, the map
    stays far below 1: divide by the largest entry alone, if it is above 0.
    """

    def finish(heat):
        heat = np.maximum(heat, 0)
        return heat / (heat.max() + 1e-7)

    return _run(right, model, image, class_index, layer, finish=finish)
