"""12.1 build_package_model: its graders."""

import numpy as np

from autograder.asserting import (
    assert_rejects_all,
    dense,
    descent,
    grader,
    graphs,
    networks,
    require,
    training_calls,
)

from . import cases_packages as cases
from .cases_packages import SIZES

NAMES = ("dependencies", "section")
ROWS = 12


@grader(1, gate=True)
def test_form(function):
    """The model has the inputs tokens and numeric, and the outputs dependencies and section."""
    found = networks.architecture(function(*SIZES))
    names = [name for name, _ in found.inputs]
    message = "The inputs are not «tokens» and «numeric»."
    hint = 'keras.Input((seq_len,), dtype="int32", name="tokens")'
    require(sorted(names) == ["numeric", "tokens"], message, hint=hint)
    message = "The outputs are not «dependencies» and «section»."
    hint = 'Dense(1, name="dependencies"), and these two as the outputs of keras.Model'
    require(sorted(found.outputs) == sorted(NAMES), message, hint=hint)


@grader(2)
def test_parameters(function):
    """The layers with weights are the embedding, the hidden layer and the two heads."""
    for sizes in (SIZES, (7, 3, 1, 2), (2000, 16, 3, 12)):
        cases.package_weights(function(*sizes), sizes)


def rows(rng, count=ROWS):
    """Return inputs and targets by their names, and both as pairs."""
    tokens, numeric = cases.package_rows(rng, count, SIZES)
    targets = rng.normal(1, 2, count).astype(np.float32), rng.integers(0, SIZES[3], count)
    inputs = {"tokens": tokens, "numeric": numeric}
    return inputs, dict(zip(NAMES, targets, strict=True)), (tokens, numeric), targets


def built(function, rng):
    """Return a model with weights that are drawn, and them."""
    model = function(*SIZES)
    cases.package_weights(model, SIZES)
    weights = cases.drawn_weights(rng, SIZES)
    cases.put_weights(model, weights)
    return model, weights


@grader(5)
def test_outputs(function, rng):
    """The model computes the mean over words, both inputs side by side, ReLU, and two heads."""
    model, weights = built(function, rng)
    inputs, _, given, _ = rows(rng, 20)
    weights[4] = weights[4] - np.float32(np.median(cases.package_outputs(weights, *given)[0]))
    cases.put_weights(model, weights)  # half of what it says of dependencies is below 0
    seen = graphs.outputs_of(model, inputs, NAMES)
    said, logits = cases.package_outputs(weights, *given)
    other = cases.package_outputs(weights, *given, masked=False)
    linear = cases.package_outputs(weights, *given, hidden=lambda z: z)
    W = weights[1]
    turned = [weights[0], np.concatenate([W[SIZES[2] :], W[: SIZES[2]]]), *weights[2:]]
    first = cases.package_outputs(turned, *given)
    known = {
        "counts_the_padding": (other[0], dense.softmax(other[1])),
        "leaves_out_relu": (linear[0], dense.softmax(linear[1])),
        "puts_numeric_first": (first[0], dense.softmax(first[1])),
        "ends_in_logits": (said, logits),
        "ends_in_sigmoids": (said, dense.sigmoid(logits)),
        "bends_the_dependencies": (dense.relu(said), dense.softmax(logits)),
    }

    def is_like(outputs):
        pairs = zip(NAMES, outputs, strict=True)
        return all(dense.is_same(seen[name], each) for name, each in pairs)

    fits = is_like((said, dense.softmax(logits)))
    named = [name for name, outputs in known.items() if not fits and is_like(outputs)]
    message, hint = "The model does not compute what its layers should.", "see the steps 1 to 6"
    require(fits, message, hint=hint, mistake=named[0] if named else "")
    trained = graphs.outputs_of(model, inputs, NAMES, training=True)
    message = "In training the model computes something else."
    hint = "only the layers that are asked for: no Dropout, no BatchNormalization"
    same = all(dense.is_same(trained[name], seen[name]) for name in NAMES)
    require(same, message, hint=hint, mistake="" if same else "drops_units")


@grader(1)
def test_reach(function, rng):
    """tokens are of dtype int32, dependencies comes first, and both inputs act on both outputs."""
    model = function(*SIZES)
    found = networks.architecture(model)
    kind = dict(found.inputs)["tokens"]
    mistake = "" if kind == "int32" else "leaves_the_dtype_to_keras"
    message = f"tokens is of dtype {kind}, not int32."
    require(kind == "int32", message, hint='dtype="int32" in keras.Input', mistake=mistake)
    message, hint = "The first output is section.", "keras.Model(…, [dependencies, section])"
    fits = found.outputs == NAMES
    require(fits, message, hint=hint, mistake="" if fits else "turns_the_outputs_round")
    inputs, *_ = rows(rng)
    before = graphs.outputs_of(model, inputs, NAMES)
    for name in inputs:
        changed = inputs | {name: inputs[name][::-1].copy()}
        after = graphs.outputs_of(model, changed, NAMES)
        for output in NAMES:
            message = f"{name} has no effect on {output}."
            moved = not np.allclose(before[output], after[output], atol=1e-7)
            require(moved, message, hint="both go through the Concatenate layer")


def squares_both(model, inputs, named):
    """Return whether both losses are the squared error; integers (N,) Keras cannot take for it.

    As a column (N, 1) it can: each label is compared with every share of its row.
    """
    column = named["section"][:, np.newaxis]
    seen = networks.loss_of(model, inputs, named | {"section": column})
    said, ends = (graphs.outputs_of(model, inputs, NAMES)[name] for name in NAMES)
    both = np.mean((np.ravel(said) - named["dependencies"]) ** 2) + np.mean((ends - column) ** 2)
    return seen is not None and abs(seen - both) < 1e-3


@grader(3)
def test_compiled(function, rng):
    """Its loss is the squared error and the cross-entropy, added up; it measures mae, accuracy."""
    model, _ = built(function, rng)
    inputs, named, _, targets = rows(rng)
    found = networks.architecture(model)
    message, hint = "The model is not compiled.", "model.compile(…) before you return it"
    mistake = "" if found.compiled else "is_not_compiled"
    require(found.compiled, message, hint=hint, mistake=mistake)
    require(not found.penalty, "A penalty is added to the loss.", hint="no kernel_regularizer")
    # What the outputs are is another grader's: here they are taken as the model has them.
    said, ends = (graphs.outputs_of(model, inputs, NAMES)[name] for name in NAMES)
    squared, entropy = cases.package_losses(said, ends, targets)
    if networks.loss_of(model, inputs, named) is None and squares_both(model, inputs, named):
        message, hint = "section's loss is the squared error.", '"sparse_categorical_crossentropy"'
        require(False, message, hint=hint, mistake="takes_squares_for_the_section")
    scores = networks.evaluate(model, inputs, named)
    if abs(scores["loss"] - squared - entropy) >= 1e-3 and not np.allclose(ends.sum(axis=1), 1):
        entropy = cases.package_losses(said, dense.softmax(ends), targets)[1]  # from_logits=True
    absolute = float(np.mean(np.abs(np.ravel(said) - targets[0])))
    known = {"takes_the_absolute_error": absolute + entropy}
    for factor in (0.1, 0.2, 0.25, 0.3, 0.5, 2.0, 5.0, 10.0, 100.0):
        known[f"weighs {factor}"] = factor * squared + entropy
        known[f"weighs the other {factor}"] = squared + factor * entropy
    fits = abs(scores["loss"] - squared - entropy) < 1e-3
    named_ones = [name for name, value in known.items() if abs(scores["loss"] - value) < 1e-3]
    mistake = named_ones[0] if named_ones and not fits else ""
    mistake = "weighs_the_losses" if mistake.startswith("weighs ") else mistake
    message = "The loss is not the squared error plus the cross-entropy."
    hint = 'loss={"dependencies": "mse", "section": "sparse_categorical_crossentropy"}'
    require(fits, message, hint=hint, mistake=mistake)
    share = float(np.mean(ends.argmax(axis=1) == targets[1]))
    for name, wanted in (("dependencies_mae", absolute), ("section_accuracy", share)):
        message, hint = f"evaluate does not answer {name}.", 'metrics={"dependencies": ["mae"], …}'
        there = name in scores
        require(there, message, hint=hint, mistake="" if there else "measures_too_little")
        require(abs(scores[name] - wanted) < 1e-3, f"{name} is not what it should be.", hint=hint)


@grader(2)
def test_optimizer(function, rng):
    """It is compiled with Adam at learning rate 0.003; two steps are Adam's."""
    model, weights = built(function, rng)
    found = networks.architecture(model)
    message, hint = "The model is not compiled.", "model.compile(…) before you return it"
    require(found.compiled, message, hint=hint, mistake="" if found.compiled else "is_not_compiled")
    adam = found.optimizer == "Adam"
    rate = adam and abs((found.learning_rate or 0) - cases.RATE) > 1e-7
    mistake = "leaves_the_rate_to_adam" if rate else "" if adam else "takes_another_optimizer"
    message, hint = "The optimizer is not Adam(0.003).", "keras.optimizers.Adam(0.003)"
    require(adam and not rate, message, hint=hint, mistake=mistake)
    inputs, named, given, targets = rows(rng)
    said, logits = cases.package_outputs(weights, *given)
    losses = cases.package_losses(said, dense.softmax(logits), targets)
    loss = networks.loss_of(model, inputs, named)
    trained = graphs.outputs_of(model, inputs, NAMES, training=True)
    dropped = not dense.is_same(trained["section"], dense.softmax(logits))
    if loss is None or abs(loss - sum(losses)) > 1e-3 or found.penalty or dropped:
        return  # told elsewhere
    for _ in range(2):
        networks.fit(model, inputs, named, epochs=1, batch_size=ROWS, seed=0)
    seen = cases.package_weights(model, SIZES)
    off = []
    for by_place in (True, False):

        def slopes(now, x, y, *, upstream, by_place=by_place):
            return cases.package_slopes(now, x, y, by_place=by_place)

        *_, wanted = descent.adam(weights, [(given, targets)] * 2, cases.RATE, slopes_of=slopes)
        off.append(training_calls.apart(seen, wanted, cases.RATE))
    message, hint = "Adam has settings that show in its steps.", "keras.optimizers.Adam(0.003)"
    require(min(off) < 0.05, message, hint=hint)


def are_near(some, others):
    """Return whether arrays of weights are the same, but for rounding."""
    return all(np.allclose(*pair, atol=1e-6) for pair in zip(some, others, strict=True))


@grader(1)
def test_start(function, submission):
    """Two models start with different weights, those of layers that are made in this order."""
    starts = []
    for seed in (1, 2):
        (call,) = function.map([SIZES], seed=seed)
        starts.append(cases.package_weights(call.value, SIZES))
    same = np.array_equal(starts[0][1], starts[1][1])
    message = "Every new model starts with the same weights."
    require(not same, message, hint="set no seed in here", mistake="fixes_the_seed" if same else "")
    wanted = networks.get_weights(cases.package_model(submission, SIZES, 2))
    message = "The layers are not made in the order of 1 to 6: behind a seed, other weights come."
    ordered = are_near(starts[1], wanted)
    turned = cases.package_model(submission, SIZES, 2, second_first=True)
    known = {
        "makes_the_second_head_first": are_near(starts[1], cases.package_weights(turned, SIZES)),
        "makes_the_outer_layer_first": not are_near(starts[1][:2], wanted[:2]),
    }
    named = [name for name, fits in known.items() if fits and not ordered]
    hint = "write one layer a line"
    require(ordered, message, hint=hint, mistake=named[0] if named else "")


@grader(1)
def test_sizes(function):
    """Each of the four sizes is refused if it is below 1; 1 is legal."""
    networks.architecture(function(1, 1, 1, 1))
    bad = [
        tuple(n if k == place else size for k, size in enumerate(SIZES))
        for place in range(4)
        for n in (0, -1, -7)
    ]
    assert_rejects_all(function, bad, says="size", hint="each of the four by itself")
