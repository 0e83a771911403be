"""13.5 dream_step: its graders."""

import itertools

import numpy as np

from autograder.asserting import (
    assert_rejects_all,
    assert_type,
    chained,
    grader,
    in_form_of,
    named_parts,
    networks,
    observation,
    remote,
    require,
)

from . import cases

PARTS = ("image", "loss")
CHANNELS, FILTERS, LR = 2, 4, 0.02


def network(submission, rng, shift=0.3, scale=1.0):
    """Return a model of the course with weights that are drawn, and them."""
    model = remote(submission, chained(cases.dream_layers(CHANNELS, FILTERS)))
    weights = [rng.normal(0, 0.5, (3, 3, CHANNELS, FILTERS)), rng.normal(shift, 0.1, FILTERS)]
    weights = [(scale * each).astype(np.float32) for each in weights]
    networks.set_weights(model, weights)
    return model, weights


def picture(rng, height=11, width=9):
    """Return an image whose entries are not near 0 or 1."""
    return rng.uniform(0.3, 0.7, (height, width, CHANNELS)).astype(np.float32)


@observation
def stepped(function, submission, rng):
    """Return a model with its weights, an image, and the call on them."""
    model, weights = network(submission, rng)
    image = picture(rng)
    (call,) = function.map([(model, image, LR)], note_prints=True)
    return model, weights, image, call


@grader(1, gate=True)
def test_form(stepped):
    """dream_step returns an image of the same shape, and a number."""
    *_, image, call = stepped
    parts = named_parts(call.value, PARTS)
    seen = parts["image"]
    message = "What came back first is no NumPy array."
    hint = "np.asarray(…)"
    require(isinstance(seen, np.ndarray), message, hint=hint)
    message = f"The image has the shape {seen.shape}; expected {image.shape}."
    require(seen.shape == image.shape, message, hint="without the axis of the batch")
    number = isinstance(parts["loss"], (float, np.floating))
    require(number, "What came back second is no number.", hint="float(loss)")


@grader(3)
def test_loss(function, stepped):
    """The loss is the mean of the squares of the maps inside the border, before the step."""
    model, weights, image, call = stepped
    _, seen = named_parts(call.value, PARTS).values()
    wanted, slope = cases.dreamed(weights, image)
    inside = np.maximum(cases.maps_of(weights, image), 0)[2:-2, 2:-2]
    after = np.clip(image + LR * slope / np.abs(slope).mean(), 0, 1)
    known = {
        "keeps_the_border": cases.dreamed(weights, image, 0)[0],
        "cuts_one_place_off": cases.dreamed(weights, image, 1)[0],
        "cuts_two_sides_alone": cases.dreamed(weights, image, (2, 0))[0],
        "adds_the_squares_up": float(np.sum(inside**2)),
        "takes_the_mean_of_the_maps": float(inside.mean()),
        "measures_behind_the_step": cases.dreamed(weights, after)[0],
    }
    fits = abs(float(seen) - wanted) < 1e-4 * max(wanted, 1)
    named = [name for name, value in known.items() if np.isclose(float(seen), value, rtol=1e-3)]
    if not fits and not named:  # what differs from call to call has dropped something
        _, again = seen_in(function(model, image, LR), image)
        named = ["calls_it_as_in_training"] if abs(again - float(seen)) > 1e-4 else []
    message = "The loss is not the mean of the squares inside the border."
    hint = "maps[:, 2:-2, 2:-2], squared, their mean; training=False"
    require(fits, message, hint=hint, mistake=named[0] if named and not fits else "")
    require(isinstance(seen, float), "The loss is no built-in float.", hint="float(loss)")


@grader(4)
def test_step(stepped):
    """The image moves up the slope, lr times g divided by the mean of |g|."""
    _, weights, image, call = stepped
    seen, _ = named_parts(call.value, PARTS).values()
    _, g = cases.dreamed(weights, image)
    size = np.abs(g).mean()
    by_channel = np.abs(g).mean(axis=(0, 1))
    borders = {"keeps_the_border": 0, "cuts_one_place_off": 1, "cuts_two_sides_alone": (2, 0)}
    wholes = {name: cases.dreamed(weights, image, n)[1] for name, n in borders.items()}
    known = {
        "goes_down": -g / size,
        "does_not_divide": g,
        "divides_by_the_largest": g / np.abs(g).max(),
        "divides_by_the_mean_of_g": g / max(abs(g.mean()), 1e-6),
        "divides_by_the_root_of_squares": g / np.sqrt(np.mean(g**2)),
        "divides_each_channel_by_itself": g / by_channel,
        "takes_the_signs": np.sign(g),
        **{name: each / np.abs(each).mean() for name, each in wholes.items()},
    }

    def is_like(step):
        return np.allclose(seen, np.clip(image + LR * step, 0, 1), atol=2e-5)

    fits = is_like(g / size)
    named = [name for name, step in known.items() if not fits and is_like(step)]
    message = "The image does not move up the slope by lr * g / mean |g|."
    require(fits, message, hint="add lr * g / max(mean |g|, 1e-6)", mistake=(named or [""])[0])


@grader(1)
def test_cut_off(function, submission, rng):
    """The image stays within 0 … 1."""
    model, weights = network(submission, rng)
    image = picture(rng)
    new, _ = named_parts(function(model, image, 3.0), PARTS).values()
    _, g = cases.dreamed(weights, image)
    wanted = np.clip(image + 3.0 * g / np.abs(g).mean(), 0, 1)
    out = bool(np.min(new) < 0 or np.max(new) > 1)
    message = "With a large step the image is not what it should be."
    message = "With a large step the image is not cut off to 0 … 1." if out else message
    fits = np.allclose(new, wanted, atol=1e-3)
    require(fits, message, hint="np.clip(…, 0, 1)", mistake="does_not_cut_off" if out else "")


def seen_in(value, image):
    """Return an answer's image and loss, once they are an image of this shape and a number."""
    new, loss = named_parts(value, PARTS).values()
    fits = isinstance(new, np.ndarray) and new.shape == image.shape and new.dtype.kind == "f"
    require(
        fits, "What came back first is no image of the same shape.", hint="as in the first call"
    )
    loss = in_form_of(loss, 0.0)
    assert_type(loss, float, hint="float(loss)")
    return new, loss


@grader(2)
def test_rises(function, submission, rng):
    """Over 12 steps the network sees more each time."""
    model, _ = network(submission, rng)
    image, losses = picture(rng), []
    for _ in range(12):
        image, loss = seen_in(function(model, image, 0.01), image)
        losses.append(loss)
    rises = all(b > a for a, b in itertools.pairwise(losses))
    fell = losses[-1] < losses[0]
    message = "The activation does not rise from step to step."
    require(rises, message, hint="add the gradient", mistake="goes_down" if fell else "")


@grader(1)
def test_dull(function, submission, rng):
    """Where nothing in the image has an effect, it comes back as it was."""
    model, _ = network(submission, rng, shift=-50.0)
    image = picture(rng)
    new, loss = seen_in(function(model, image, LR), image)
    message = "An image in which the network sees nothing came back otherwise, or as NaN."
    fits = np.array_equal(new, image) and loss == 0
    nan = not np.isfinite(new).all()
    require(fits, message, hint="max(mean |g|, 1e-6)", mistake="divides_by_0" if nan else "")
    model, weights = network(submission, rng, scale=0.001)  # no entry of g is near 1e-6
    image = picture(rng)
    new, _ = seen_in(function(model, image, 10 * LR), image)
    step = 10 * LR * cases.dreamed(weights, image)[1] / 1e-6
    message = "Where the slope is tiny, the step is not lr * g / 1e-6."
    fits = np.abs(new - np.clip(image + step, 0, 1)).max() < 1e-4
    require(fits, message, hint="max(mean |g|, 1e-6)")


@grader(1)
def test_unchanged(stepped):
    """The weights of the model are what they were, bit by bit."""
    model, weights, *_ = stepped
    pairs = zip(networks.get_weights(model), weights, strict=True)
    same = all(np.array_equal(*pair) for pair in pairs)
    require(same, "The weights of the model have changed.", hint="only the image is to change")


@grader(1)
def test_manners(stepped):
    """The given numbers stay as they were; the new image is float32; nothing is printed."""
    *_, call = stepped
    mistake = "changes_the_image" if call.changed else ""
    message = "The image that was given holds other numbers now."
    require(not call.changed, message, hint="make a new image", mistake=mistake)
    require(not call.printed, "Something is printed.", hint="no print")
    seen = named_parts(call.value, PARTS)["image"].dtype
    message = f"The image is {seen}, not float32."
    mistake = "" if seen == np.float32 else "makes_float64"
    require(seen == np.float32, message, hint="np.float32(lr)", mistake=mistake)


@grader(1)
def test_shape(function, submission, rng):
    """An image with other than three axes, or with other channels, is refused."""
    model, _ = network(submission, rng)
    image = picture(rng)
    bad = [image[..., 0], image[np.newaxis], image[..., :1], np.concatenate([image, image], axis=2)]
    assert_rejects_all(
        function, [(model, each, LR) for each in bad], says="shape", hint="features.input_shape[-1]"
    )
