"""9.4 layer_activations: its graders, and the mistakes that they know."""

import numpy as np

from autograder.asserting import (
    assert_rejects_all,
    assert_type,
    branched,
    chained,
    grader,
    misconception,
    networks,
    observation,
    remote,
    require,
)

from . import cases

NAMES = [options["name"] for _, options in cases.BASE[1:]]
ASKED = ["flat", "first", "end", "drop", "norm"]  # neither in their order nor all of them
ROWS = 5
SIDES: cases.Layers = [  # both get the four maps of the first layer, and answer as many
    ("Conv2D", {"filters": 4, "kernel_size": 1, "name": "left"}),
    ("Conv2D", {"filters": 4, "kernel_size": 1, "name": "right"}),
]


@observation
def asked(function, submission, rng):
    """Return a model, images, what comes back, and what the layers answer in truth, by name."""
    model, x = cases.base_of(submission, rng), cases.images(rng, ROWS)
    weights = networks.get_weights(model)
    (call,) = function.map([(model, x, ASKED)], note_prints=True)
    wanted = {}
    for place, name in enumerate(NAMES, 1):  # of the layers up to this one, alone
        part = remote(submission, chained(cases.BASE[: place + 1]))
        count = len(networks.get_weights(part))
        networks.set_weights(part, weights[:count])
        wanted[name] = networks.predict(part, x)
    return model, x, call, wanted


@grader(2, gate=True)
def test_form(asked):
    """layer_activations returns a dict of NumPy arrays with the names as its keys."""
    _, _, call, _ = asked
    assert_type(call.value, dict, hint="return a dict")
    message = "The dict has other keys than the names."
    require(set(call.value) == set(ASKED), message, hint="a key for each name, and no other")
    for array in call.value.values():
        assert_type(array, np.ndarray, hint="np.asarray(…) of each tensor")


@grader(5)
def test_values(asked):
    """Each array is what its layer answers, in use."""
    _, x, call, wanted = asked
    off = [name for name in ASKED if not cases.is_same(call.value[name], wanted[name])]
    taken = dict(zip(NAMES, [x, *wanted.values()], strict=False))  # what each layer gets
    shifted = [cases.is_same(call.value[name], taken[name]) for name in off]
    in_model_order = sorted(ASKED, key=NAMES.index)
    swapped = all(
        cases.is_same(call.value[name], wanted[other])
        for name, other in zip(ASKED, in_model_order, strict=True)
    )
    ends = off and all(cases.is_same(call.value[name], wanted["end"]) for name in off)
    known = {
        "answers_what_goes_in": bool(off) and all(shifted),
        "keeps_the_order_of_the_model": swapped,
        "answers_the_end_for_all": bool(ends),
        "works_as_in_training": set(off) == {"flat", "drop", "norm", "end"},
        "takes_one_image": bool(off) and all(len(call.value[name]) == 1 for name in off),
    }
    named = [name for name, fits in known.items() if fits and off]
    message = "An array is not what its layer answers."
    hint = "keras.Model(model.inputs, [model.get_layer(name).output for name in names])"
    require(not off, message, hint=hint, mistake=(named or [""])[0])


@grader(2)
def test_order(asked, function):
    """The keys come in the order of the names; one name is enough, and all of them are legal."""
    model, x, call, wanted = asked
    message = "The keys stand in another order than the names."
    fits = list(call.value) == ASKED
    in_model_order = list(call.value) == sorted(ASKED, key=NAMES.index)
    mistake = "orders_the_keys_as_the_model" if in_model_order else ""
    require(fits, message, hint="one key after the other, as in names", mistake=mistake)
    among_others = all(cases.is_same(call.value[name], wanted[name]) for name in ASKED)
    for names in (["second"], ["norm", "first"], NAMES[::-1]):
        seen = function(model, x, names)
        assert_type(seen, dict, hint="return a dict")
        message = f"With {len(names)} name{'s' * (len(names) > 1)} the answer is another one."
        alike = list(seen) == names and all(
            isinstance(seen[name], np.ndarray) and cases.is_same(seen[name], wanted[name])
            for name in names
        )
        hint = "a model of one output answers a tensor, or a list of one: look at both"
        alone = among_others and not alike and len(names) == 1
        mistake = "mishandles_a_single_name" if alone else ""
        require(alike, message, hint=hint, mistake=mistake)


@grader(1)
def test_branches(function, submission, asked, rng):
    """Where two layers stand side by side, each gets what the layer before both answers."""
    layers = [*cases.BASE[:2], *SIDES, ("Flatten", {"name": "flat"})]
    model, x = remote(submission, branched(layers)), cases.images(rng, 3)
    weights = networks.get_weights(model)
    seen = function(model, x, ["left", "right", "both"])
    for place, name in enumerate(("left", "right")):
        part = remote(submission, chained([*cases.BASE[:2], SIDES[place]]))
        networks.set_weights(part, [*weights[:2], *weights[2 + 2 * place : 4 + 2 * place]])
        wanted = networks.predict(part, x)
        fits = isinstance(seen.get(name), np.ndarray) and cases.is_same(seen[name], wanted)
        among_others = all(cases.is_same(asked[2].value[each], asked[3][each]) for each in ASKED)
        message, hint = "Of two layers side by side one has another answer.", "keras.Model(…)"
        mistake = "walks_the_row" if among_others and not fits else ""
        require(fits, message, hint=hint, mistake=mistake)


@grader(2)
def test_manners(asked):
    """Nothing is printed, and images and model are left as they were."""
    model, _, call, _ = asked
    message, hint = "Something is printed.", "verbose=0 in predict"
    require(not call.printed, message, hint=hint, mistake="prints_progress")
    require(not call.changed, "images hold other numbers afterwards.", hint="work on a copy")
    seen = cases.trainable_layers(model)
    message = "What is trainable in the model has changed."
    require(seen == ["first", "norm", "second", "end"], message, hint="nothing is to be set")


@grader(3)
def test_unknown(function, asked):
    """A name that no layer has is refused, wherever it stands."""
    model, x, *_ = asked
    given = [["nose"], ["first", "nose"], ["nose", "end"], ["First"], [""]]
    hint = "compare with [layer.name for layer in model.layers]"
    unknown, known = [(model, x, names) for names in given], {"passes_unknown_names_over": [1, 2]}
    assert_rejects_all(function, unknown, says="name", hint=hint, known=known)


# Each is right where its mistake has no effect; bad input is refused.


@misconception
def answers_what_goes_in(right, model, images, names):
    """Each array is what its layer gets, not what it answers: .output, not .input."""
    right(model, images[:1], names)
    known = [layer.name for layer in model.layers]
    before = [known[max(known.index(name) - 1, 0)] for name in names]
    found = right(model, images, list(dict.fromkeys(before)))
    return {name: found[other] for name, other in zip(names, before, strict=True)}


@misconception
def keeps_the_order_of_the_model(right, model, images, names):
    """The arrays stand beside the wrong names: they come in the order of the model, the names in
    theirs. Ask for the outputs in the order of names.
    """
    known = [layer.name for layer in model.layers]
    right(model, images[:1], names)
    found = right(model, images, sorted(names, key=known.index))
    return dict(zip(names, found.values(), strict=True))


@misconception
def orders_the_keys_as_the_model(right, model, images, names):
    """The keys come in the order of the model. Asked is that of names."""
    known = [layer.name for layer in model.layers]
    right(model, images[:1], names)
    return right(model, images, sorted(names, key=known.index))


@misconception
def answers_the_end_for_all(right, model, images, names):
    """Every name has the answer of the whole model. Each has that of its own layer."""
    right(model, images[:1], names)
    end = np.asarray(model(images, training=False))
    return dict.fromkeys(names, end)


@misconception
def works_as_in_training(right, model, images, names):
    """The model worked as in training: Dropout drops, and BatchNormalization takes the mean of the
    batch. training=False, or predict.
    """
    right(model, images[:1], names)
    kept, found, x = model.get_weights(), {}, images
    for layer in model.layers[1:]:
        x = layer(x, training=True) if "training" in layer._call_signature.parameters else layer(x)
        found[layer.name] = np.asarray(x)
    model.set_weights(kept)
    return {name: found[name] for name in names}


@misconception(unseen="models with branches")
def walks_the_row(right, model, images, names):
    """The layers were gone through one after the other, as if each got what the one before it says.
    In a model with branches it does not: keras.Model(model.inputs[0], outputs) knows the way.
    """
    right(model, images[:1], names)
    found, x = {}, images
    for layer in model.layers[1:]:
        with_two = type(layer).__name__ == "Concatenate"
        x = layer([x, x]) if with_two else layer(x)
        found[layer.name] = np.asarray(x)
    return {name: found[name] for name in names}


@misconception
def takes_one_image(right, model, images, names):
    """Only the first image went through. All of them."""
    return right(model, images[:1], names)


@misconception
def mishandles_a_single_name(right, model, images, names):
    """With one name the answer is another one: a model with one output answers a tensor where one
    with several answers a list, and to go through a tensor is to go through its rows.
    """
    found = right(model, images, names)
    return {names[0]: found[names[0]][0]} if len(names) == 1 else found


@misconception
def prints_progress(right, model, images, names):
    """Something is printed: verbose=0 in predict."""
    print("1/1")
    return right(model, images, names)


@misconception
def passes_unknown_names_over(right, model, images, names):
    """A name that no layer has was passed over. Refuse it: a slip of the pen would go unseen."""
    known = {layer.name for layer in model.layers}
    kept = [name for name in names if name in known]
    return right(model, images, kept or names)
