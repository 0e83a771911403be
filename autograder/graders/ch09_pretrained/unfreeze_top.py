"""9.3 unfreeze_top: its graders."""

from autograder.asserting import (
    assert_rejects_all,
    grader,
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
WEIGHTY = ["first", "norm1", "second", "norm2", "end"]


def wrong_sets(n):
    """Return what a training moves where a known mistake was made, by its name."""
    every = [name for kind, options in DEEP[1:] for name in [options["name"]]]
    last = every[-n:]
    return {
        "unfreezes_batch_normalization": WEIGHTY[-n:],
        "unfreezes_the_first": [name for name in WEIGHTY[:n] if "norm" not in name],
        "counts_layers_without_weights": [
            name for name in WEIGHTY if name in last and "norm" not in name
        ],
        "skips_batch_normalization": ["first", "second", "end"][-n:],
        "leaves_the_base_frozen": [],
        "unfreezes_all": ["first", "second", "end"],
        "counts_what_has_variables": [
            name for name in [*WEIGHTY[:-1], "drop", "end"][-n:] if name in WANTED[5]
        ],
        "freezes_the_top": [name for name in WEIGHTY[:-n] if "norm" not in name],
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
            # Of a base whose flag is True already, as in a second call, it has no effect.
            names["sets_the_base_last"] = WANTED[n] if n in (2, 4) else WEIGHTY
            names["leaves_the_others_as_they_are"] = WANTED[5] if n == 2 else WANTED[n]
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
