"""9.3 unfreeze_top: its graders, and the mistakes that they know."""

from autograder.asserting import (
    assert_rejects_all,
    grader,
    misconception,
    networks,
    observation,
    require,
)

from . import cases

# Layers with weights, from the output: the last, then two of BatchNormalization, then the first.
DEEP: cases.Layers = [
    ("Input", {"shape": (cases.SIDE, cases.SIDE, cases.KINDS)}),
    ("Conv2D", {"filters": 3, "kernel_size": 3, "name": "first"}),
    ("BatchNormalization", {"name": "norm1"}),
    ("ReLU", {"name": "relu1"}),
    ("Conv2D", {"filters": 3, "kernel_size": 2, "name": "second"}),
    ("BatchNormalization", {"name": "norm2"}),
    ("ReLU", {"name": "relu2"}),
    ("Flatten", {"name": "flat"}),
    ("Dropout", {"rate": 0.5, "name": "drop"}),
    ("Dense", {"units": 4, "name": "end"}),
]
WANTED = {  # how many -> what a training moves then
    1: ["end"],
    2: ["end"],
    3: ["second", "end"],
    4: ["second", "end"],
    5: ["first", "second", "end"],
}


def wrong_sets(n):
    """Return what a training moves where a known mistake was made, by its name."""
    weighty = ["first", "norm1", "second", "norm2", "end"]
    every = [name for kind, options in DEEP[1:] for name in [options["name"]]]
    last = every[-n:]
    return {
        "unfreezes_batch_normalization": weighty[-n:],
        "unfreezes_the_first": [name for name in weighty[:n] if "norm" not in name],
        "counts_layers_without_weights": [
            name for name in weighty if name in last and "norm" not in name
        ],
        "skips_batch_normalization": ["first", "second", "end"][-n:],
        "leaves_the_base_frozen": [],
        "unfreezes_all": ["first", "second", "end"],
        "freezes_the_top": [name for name in weighty[:-n] if "norm" not in name],
    }


@observation
def thawed(function, submission, rng):
    """Return by n the base, what came back, and the weights before; most were frozen."""
    found = {}
    for n in WANTED:
        base = cases.base_of(submission, rng, DEEP)
        networks.set_trainable(base, n == 2)
        if n == 4:  # once more on the same one
            networks.architecture(function(base, 1))
        before = networks.get_weights(base)
        found[n] = base, function(base, n), before
    return found


@grader(1, gate=True)
def test_form(thawed):
    """unfreeze_top returns a model."""
    for _, answer, _ in thawed.values():
        networks.architecture(answer)


@grader(8)
def test_flags(thawed):
    """A training moves the last n layers with weights, but no BatchNormalization; nothing else."""
    seen = {n: cases.trainable_layers(answer) for n, (_, answer, _) in thawed.items()}
    if seen != WANTED:
        # A mistake may have no effect for one n, and another one for the next.
        known = {n: wrong_sets(n) for n in WANTED}
        for n, names in known.items():  # of a base that was not frozen
            names["needs_a_base_that_is_not_frozen"] = WANTED[n] if n == 2 else []
        named = [name for name in known[1] if all(seen[n] == known[n][name] for n in WANTED)]
        message = "A training of the base would move other layers than the ones asked for."
        hint = "base.trainable = True first, then a flag for each layer; count those with weights"
        require(False, message, hint=hint, mistake=(named or [""])[0])


@grader(3)
def test_same(thawed):
    """It is the same base, and its weights are as they were."""
    for n, (base, answer, before) in thawed.items():
        message = "Another model came back: the base itself is as it was."
        seen = cases.trainable_layers(base)
        same = seen == cases.trainable_layers(answer)
        hint, mistake = "change the flags of base.layers, and return base", "returns_a_copy"
        require(same or n == 5, message, hint=hint, mistake="" if same else mistake)
        cases.require_kept(base, before)


@grader(3)
def test_number(function, submission, rng):
    """Fewer than 1 layer, and more than have weights, are refused."""
    base = cases.base_of(submission, rng, DEEP)
    hint = "1 <= n_layers <= the number of layers that have weights"
    given, known = (
        [(base, n) for n in (0, -1, 6, 9)],
        {"accepts_none": [0], "accepts_too_many": [2, 3]},
    )
    assert_rejects_all(function, given, says="n_layers", hint=hint, known=known)


# Each is right where its mistake has no effect; bad input is refused.


def _set(base, n_layers, chosen):
    """Set the flags of a base by `chosen(layers with weights)`; bad input is refused."""
    weighty = [layer for layer in base.layers if layer.weights]
    if not 1 <= n_layers <= len(weighty):
        raise ValueError(f"unfreeze_top: n_layers: {n_layers}")
    names = {layer.name for layer in chosen(weighty)}
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name in names
    return base


def _is_norm(layer):
    return "norm" in type(layer).__name__.lower()


@misconception
def unfreezes_batch_normalization(right, base, n_layers):
    """BatchNormalization became trainable. Small batches would wreck what it has learned: it stays
    frozen, wherever it stands.
    """
    return _set(base, n_layers, lambda layers: layers[-n_layers:])


@misconception
def unfreezes_the_first(right, base, n_layers):
    """The first layers became trainable. Those near the output are the ones to fine-tune: what the
    first ones see, edges, is of use for any picture.
    """
    return _set(base, n_layers, lambda layers: [x for x in layers[:n_layers] if not _is_norm(x)])


@misconception
def counts_layers_without_weights(right, base, n_layers):
    """Layers without weights were counted, such as ReLU, Flatten or Dropout. Count only those that
    have weights.
    """
    last = base.layers[-n_layers:] if n_layers > 0 else []
    return _set(base, n_layers, lambda layers: [x for x in layers if x in last and not _is_norm(x)])


@misconception
def skips_batch_normalization(right, base, n_layers):
    """BatchNormalization was not counted, so a layer more became trainable. It counts, as it has
    weights, and stays frozen.
    """
    return _set(base, n_layers, lambda layers: [x for x in layers if not _is_norm(x)][-n_layers:])


@misconception
def leaves_the_base_frozen(right, base, n_layers):
    """Nothing can be trained: the base itself is frozen, and then no flag of a layer counts. Set
    base.trainable = True first, then the flags of its layers.
    """
    right(base, n_layers)
    flags = [layer.trainable for layer in base.layers]
    base.trainable = False
    for layer, flag in zip(base.layers, flags, strict=True):
        layer.trainable = flag
    return base


@misconception
def needs_a_base_that_is_not_frozen(right, base, n_layers):
    """Of a base that came frozen nothing can be trained: its own flag is False still, and then no
    flag of a layer counts. base.trainable = True comes first.
    """
    was = base.trainable
    right(base, n_layers)
    flags = [layer.trainable for layer in base.layers]
    base.trainable = was
    for layer, flag in zip(base.layers, flags, strict=True):
        layer.trainable = flag
    return base


@misconception
def unfreezes_all(right, base, n_layers):
    """All layers are trainable. base.trainable = True sets every layer alike: it comes first, and
    the flags of the layers behind it.
    """
    return _set(base, n_layers, lambda layers: [x for x in layers if not _is_norm(x)])


@misconception
def freezes_the_top(right, base, n_layers):
    """The last layers are frozen, and the others trainable: it is the other way round."""
    return _set(base, n_layers, lambda layers: [x for x in layers[:-n_layers] if not _is_norm(x)])


@misconception
def accepts_too_many(right, base, n_layers):
    """More layers than have weights were accepted: Python's slices do not mind. Refuse it."""
    return right(base, min(n_layers, len([x for x in base.layers if x.weights])))


@misconception
def accepts_none(right, base, n_layers):
    """0 layers were accepted. layers[-0:] is all of them: refuse what is below 1."""
    return right(base, len([x for x in base.layers if x.weights]) if n_layers == 0 else n_layers)
