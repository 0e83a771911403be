"""9.5 grad_cam: its graders."""

import dataclasses

import numpy as np

from autograder.asserting import (
    assert_rejects_all,
    assert_type,
    dense,
    grader,
    networks,
    observation,
    require,
)

from . import cases


@observation
def seen(function, submission, rng):
    """Return cases (network, image, class, layer) whose heat is not 0, with what came back."""
    found = []
    for layers in (cases.MEAN, cases.PLACES):
        net, given = cases.net_that_shows(submission, rng, layers)
        calls = function.map([(net.model, *case) for case in given], note_prints=True)
        found += [(net, *case, call) for case, call in zip(given, calls, strict=True)]
    return found


@grader(2, gate=True)
def test_form(seen):
    """grad_cam returns a map (h, w) of floats, of the size of that layer's maps."""
    for net, image, _, layer, call in seen:
        assert_type(call.value, np.ndarray, hint="a NumPy array, (h, w)")
        wanted = net.maps(image)[("look", "more").index(layer)].shape[:2]
        batch = call.value.shape == (1, *wanted)
        large = call.value.shape == image.shape[:2]
        mistake = "keeps_the_batch_axis" if batch else "enlarges_the_map" if large else ""
        message = "The map has another shape than the layer's maps."
        require(call.value.shape == wanted, message, hint="(h, w)", mistake=mistake)
        require(call.value.dtype.kind == "f", "The map holds no floats.", hint="float32")


def is_right(net, image, index, layer, call):
    """Return whether a map is the one that is asked for."""
    wanted = cases.scaled(cases.weighted(net, image, cases.one_of(index), layer))
    return cases.is_same(call.value, wanted, atol=1e-4)


def wrong_maps(net, image, index, layer):
    """Return the maps that known mistakes give, by their names."""
    place = ("look", "more").index(layer)
    maps, which = net.maps(image)[place], cases.one_of(index)
    slopes = net.slopes(image, which)[place]
    heat = cases.weighted(net, image, which, layer)
    positive = dense.relu(heat)
    other = "more" if layer == "look" else "look"
    return {
        "keeps_negative_evidence": heat / heat.max(),
        "takes_the_size_of_the_evidence": np.abs(heat) / np.abs(heat).max(),
        "does_not_scale": positive,
        "divides_by_the_sum": positive / positive.sum(),
        "scales_from_smallest_to_largest": (heat - heat.min()) / np.ptp(heat),
        # Of shares it is 0 but for rounding, and what rounding leaves cannot be foretold.
        "takes_the_whole_output": cases.scaled(cases.weighted(net, image, np.ones_like, layer))
        if net.by_places
        else None,
        "takes_the_largest_slope": cases.scaled(maps @ slopes.max(axis=(0, 1))),
        "multiplies_place_by_place": cases.scaled(np.sum(maps * slopes, axis=-1)),
        "drops_negative_weights": cases.scaled(maps @ dense.relu(slopes.mean(axis=(0, 1)))),
        "takes_the_largest_class": cases.scaled(
            cases.weighted(
                net, image, lambda answers: cases.one_of(answers.argmax())(answers), layer
            )
        ),
        "takes_another_layer": cases.scaled(cases.weighted(net, image, which, other)),
        "takes_the_slope_of_the_loss": cases.scaled(-heat),
        "keeps_a_mean_for_each_column": cases.scaled(np.sum(maps * slopes.mean(axis=0), axis=-1)),
    }


@grader(7)
def test_values(seen):
    """Each map is the ReLU of the cases.weighted sum of maps, divided by its largest entry."""
    off = []
    for net, image, index, layer, call in seen:
        wanted = cases.scaled(cases.weighted(net, image, cases.one_of(index), layer))
        if not cases.is_same(call.value, wanted, atol=1e-4):
            off.append((call.value, wrong_maps(net, image, index, layer), wanted))
    if off:
        differ = {
            name: [
                cases.is_same(value, known[name], atol=1e-4)
                for value, known, wanted in off
                if known[name] is not None and not np.allclose(known[name], wanted, atol=1e-3)
            ]
            for name in off[0][1]
        }
        named = [name for name, fits in differ.items() if len(fits) > 1 and all(fits)]
        message = "A map is not the one that the formula gives."
        hint = "gradient of one answer in the maps, its mean over places, weighted sum, ReLU, scale"
        require(False, message, hint=hint, mistake=(named or [""])[0])


@grader(2)
def test_class(seen, function):
    """Another class has another map, and a frozen model has the same ones."""
    net, image, index, layer, call = seen[0]
    networks.set_trainable(net.model, False)
    (frozen,) = function.map([(net.model, image, index, layer)])
    networks.set_trainable(net.model, True)
    message = "Of a frozen model no map comes back, or another one."
    hint = "set no layer's flag, and ask for none: tape.watch(images), and the gradient in the maps"
    same = frozen.raised is None and isinstance(frozen.value, np.ndarray)
    same = same and cases.is_same(frozen.value, call.value, atol=1e-4)
    require(same, message, hint=hint)
    others = [n for n in range(cases.CLASSES) if n != index]
    (one, two) = (
        each.value for each in function.map([(net.model, image, n, layer) for n in others])
    )
    message = "The map is the same for every class."
    hint = "answer[:, class_index]"
    alike = all(cases.is_same(call.value, each, atol=1e-4) for each in (one, two))
    require(not alike, message, hint=hint)


@grader(2)
def test_nothing(function, submission, seen, rng):
    """Where nothing speaks for a class, the map is 0 everywhere, and no division is made."""
    net = cases.net_of(submission, rng, cases.PLACES)
    image = np.abs(rng.normal(0, 1, cases.IMAGE)).astype(np.float32)
    weights = [np.abs(array) for array in net.weights]
    # All maps speak against the class, and for the sum of all answers.
    weights[4] = np.tile([[1.0, -1.0, 1.0]], (len(weights[4]), 1))
    networks.set_weights(net.model, [array.astype(np.float32) for array in weights])
    value = function(net.model, image, 1, "more")
    assert_type(value, np.ndarray, hint="a NumPy array, (h, w)")
    broken = not np.isfinite(value).all()
    message = "Where all entries are 0, dividing by the largest one gives NaN."
    hint = "divide only if the largest entry is above 0"
    require(not broken, message, hint=hint, mistake="divides_by_zero" if broken else "")
    message, hint = "The map is not 0 where nothing speaks for the class.", "ReLU: np.maximum(…, 0)"
    hot = bool(value.any()) and all(is_right(*each) for each in seen)
    require(not value.any(), message, hint=hint, mistake="scales_before_it_cuts" if hot else "")
    other = cases.net_of(submission, rng, cases.PLACES)
    other = dataclasses.replace(other, weights=[np.abs(array) for array in other.weights])
    networks.set_weights(other.model, [array.astype(np.float32) for array in other.weights])
    value = function(other.model, image, 0, "more")
    heat = cases.weighted(other, image, cases.one_of(0), "more")
    moved = cases.is_same(value, (heat - heat.min()) / np.ptp(heat), atol=1e-3)
    message = "Where all speaks for the class, the smallest entry became 0."
    mistake = "moves_the_smallest_to_0" if moved and all(is_right(*each) for each in seen) else ""
    require(not moved, message, hint="divide by the largest, and no more", mistake=mistake)


@grader(0.5)
def test_tiny(function, submission, seen, rng):
    """Where the gradient is tiny, too, the largest entry becomes 1."""
    net, given = cases.net_that_shows(submission, rng, cases.PLACES)
    weights = [*net.weights[:4], net.weights[4] * 1e-7, net.weights[5]]
    net = dataclasses.replace(net, weights=weights)
    networks.set_weights(net.model, [array.astype(np.float32) for array in weights])
    calls = function.map([(net.model, *case) for case in given[:2]])
    right = [
        is_right(net, image, index, layer, call)
        for (image, index, layer), call in zip(given, calls, strict=False)
    ]
    fits, below = all(right), all(is_right(*each) for each in seen)
    message, hint = "Where slopes are tiny, the largest entry is not 1.", "heat / heat.max()"
    mistake = "adds_to_the_divisor" if below else ""
    require(fits, message, hint=hint, mistake="" if fits else mistake)


@grader(0.5)
def test_single(seen):
    """The map is float32."""
    message = "The map is no float32."
    for *_, call in seen:
        fits = call.value.dtype == np.float32
        mistake = "" if fits else "answers_float64"
        require(fits, message, hint=".astype(np.float32)", mistake=mistake)


@grader(2)
def test_manners(seen):
    """Nothing is printed, and image and model are left as they were."""
    for net, *_, call in seen:
        require(not call.printed, "Something is printed.", hint="no print, and verbose=0")
        require(not call.changed, "image holds other numbers afterwards.", hint="work on a copy")
        cases.require_kept(net.model, [array.astype(np.float32) for array in net.weights])


@grader(2)
def test_class_index(function, seen):
    """A class that the model has not is refused."""
    net, image, *_ = seen[0]
    given = [(net.model, image, index, "look") for index in (-1, cases.CLASSES, cases.CLASSES + 5)]
    hint = "0 <= class_index < model.output_shape[-1]: Python counts -1 from the end"
    known = {"counts_classes_from_the_end": [0]}
    assert_rejects_all(function, given, says="class_index", hint=hint, known=known)


@grader(2)
def test_layer(function, seen):
    """A name that no layer has is refused."""
    net, image, *_ = seen[0]
    given = [(net.model, image, 0, name) for name in ("nose", "Look", "")]
    hint = "compare with [each.name for each in model.layers]"
    assert_rejects_all(function, given, says="layer", hint=hint)
