"""13.7 style_transfer_loss: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception


def _gram(F):
    table = 1.0 * F.reshape(-1, F.shape[-1])
    return table.T @ table / len(table)


def _loss(right, content, style, image, weights, terms):
    """Return the loss with some of its terms computed otherwise: functions of the three maps."""
    right(content, style, image, weights)
    maps = [1.0 * each for each in (content, style, image)]
    alone = np.eye(3)
    found = [
        terms[name](*maps) if name in terms else right(*maps, tuple(alone[k].tolist()))
        for k, name in enumerate(("content", "style", "variation"))
    ]
    return float(sum(weight * term for weight, term in zip(weights, found, strict=True)))


@misconception
def adds_the_content_up(right, content, style, image, weights):
    """The squared differences of the content were added up. Take their mean."""

    def term(content, style, image):
        return np.sum((image - content) ** 2)

    return _loss(right, content, style, image, weights, {"content": term})


@misconception
def takes_absolute_differences(right, content, style, image, weights):
    """The content term has absolute differences. Square them."""

    def term(content, style, image):
        return np.mean(np.abs(image - content))

    return _loss(right, content, style, image, weights, {"content": term})


@misconception
def adds_the_grams_up(right, content, style, image, weights):
    """The squared differences of the grams were added up. Take their mean, over C · C entries."""

    def term(content, style, image):
        return np.sum((_gram(image) - _gram(style)) ** 2)

    return _loss(right, content, style, image, weights, {"style": term})


@misconception
def takes_the_content_for_the_style(right, content, style, image, weights):
    """The style term compares with the content's gram. It is that of style."""

    def term(content, style, image):
        return np.mean((_gram(image) - _gram(content)) ** 2)

    return _loss(right, content, style, image, weights, {"style": term})


@misconception
def compares_undivided_grams(right, content, style, image, weights):
    """The grams were not divided by their numbers of places, so a larger style counts more."""

    def term(content, style, image):
        one, other = (F.shape[0] * F.shape[1] * _gram(F) for F in (image, style))
        return np.mean((one - other) ** 2)

    return _loss(right, content, style, image, weights, {"style": term})


@misconception
def compares_the_means_of_channels(right, content, style, image, weights):
    """The style term compares the means of the channels. It compares their grams."""

    def term(content, style, image):
        return np.mean((image.mean(axis=(0, 1)) - style.mean(axis=(0, 1))) ** 2)

    return _loss(right, content, style, image, weights, {"style": term})


@misconception
def squares_the_variation(right, content, style, image, weights):
    """The differences of neighbours were squared. Take their absolute values."""

    def term(content, style, image):
        return np.mean(np.diff(image, axis=0) ** 2) + np.mean(np.diff(image, axis=1) ** 2)

    return _loss(right, content, style, image, weights, {"variation": term})


@misconception
def looks_along_one_axis(right, content, style, image, weights):
    """Only neighbours in one direction were compared. Add both: above each other, and beside."""

    def term(content, style, image):
        return np.abs(np.diff(image, axis=0)).mean()

    return _loss(right, content, style, image, weights, {"variation": term})


@misconception
def adds_the_variation_up(right, content, style, image, weights):
    """The differences of neighbours were added up. Take the mean in each direction."""

    def term(content, style, image):
        return np.abs(np.diff(image, axis=0)).sum() + np.abs(np.diff(image, axis=1)).sum()

    return _loss(right, content, style, image, weights, {"variation": term})


@misconception
def takes_one_mean_for_both(right, content, style, image, weights):
    """The differences in both directions have one mean. Take the mean of each, and add them."""

    def term(content, style, image):
        parts = [np.abs(np.diff(image, axis=axis)).ravel() for axis in (0, 1)]
        return np.concatenate(parts).mean()

    return _loss(right, content, style, image, weights, {"variation": term})


@misconception
def closes_the_picture_to_a_ring(right, content, style, image, weights):
    """The last row was compared with the first one, or the last column with the first: np.roll
    makes them neighbours. np.diff takes only those that are.
    """

    def term(content, style, image):
        return sum(np.abs(np.roll(image, -1, axis=axis) - image).mean() for axis in (0, 1))

    return _loss(right, content, style, image, weights, {"variation": term})


@misconception
def looks_across_the_channels(right, content, style, image, weights):
    """Neighbouring *channels* were compared, too. Neighbours are places: axes 0 and 1."""

    def term(content, style, image):
        found = [np.abs(np.diff(image, axis=axis)).mean() for axis in (0, 1)]
        return sum(found) + (np.abs(np.diff(image, axis=2)).mean() if image.shape[2] > 1 else 0)

    return _loss(right, content, style, image, weights, {"variation": term})


@misconception
def exchanges_the_weights(right, content, style, image, weights):
    """The weights are exchanged: the first is for the content, the second for the style."""
    right(content, style, image, weights)
    return right(content, style, image, (weights[1], weights[0], weights[2]))


@misconception
def forgets_the_weights(right, content, style, image, weights):
    """The weights have no effect: each term times its own."""
    right(content, style, image, weights)
    return right(content, style, image, (1.0, 1.0, 1.0))


@misconception
def leaves_the_variation_out(right, content, style, image, weights):
    """The variation is missing: there are three terms."""
    right(content, style, image, weights)
    return right(content, style, image, (weights[0], weights[1], 0.0))


@misconception(unseen="maps of float32")
def answers_single_precision(right, content, style, image, weights):
    """Of float32 maps the answer is an np.float32, which is no float. Make one: float(…)."""
    value = right(content, style, image, weights)
    return np.float32(value) if getattr(image, "dtype", None) == np.float32 else value
