"""7.6 compare_regularizers: its graders."""

import dataclasses

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    dense,
    grader,
    networks,
    observation,
    require,
)

from . import cases
from .cases import CUT, EMPTY, EPOCHS, STEPS

# 1,024 sentences are trained on, each twice in an epoch, since an epoch costs more than ten
# batches; 512 are validated with, and 1,464 others are held out. Measured by
# `autograder calibrate`; the baseline is base's own gap.
LARGEST_GAP = Threshold(
    0.95, mean=0.8523, deviation=0.0248, seeds=20, baseline=1.0, higher_is_better=False
)
ONE_LESS, ONE_MORE = CUT - 1, CUT + 1  # 2 * (200 // 3), 200 - 200 // 3
GIVEN, HELD_OUT, DIMENSION, TIMES, LONG = 1536, slice(1536, 3000), 1000, 2, 7


@observation
def first(function, rng):
    """Return the four trainings that most graders look at, and the same once more.

    Once more: in another state of chance, with other rows and labels to validate with.
    """
    X, y = cases.sentences(rng)
    other_X, other_y = X.copy(), y.copy()
    other_X[CUT:], other_y[CUT:] = X[CUT:][::-1], 1 - y[CUT:][::-1]  # their loss rises
    again = cases.compared(function, other_X, other_y, around=200)
    return dataclasses.replace(cases.compared(function, X, y), again=again)


@observation
def sure(function, rng):
    """Return one epoch on a few rows with another seed; large inputs make every answer sure."""
    X, y = cases.sentences(rng)
    return cases.compared(function, 1000 * X[:30], y[:30], epochs=1, seed=6)


@grader(1, gate=True)
def test_form(first):
    """compare_regularizers returns a dict of four dicts, with three floats and a model in each."""
    for name, network in first.networks.items():
        require(network.steps, f"The model of «{name}» was not trained.", hint="is fit called?")


@grader(2)
def test_networks(first):
    """The four networks compute ReLU between their layers, and end in a sigmoid."""
    X = first.X
    for name, network in first.networks.items():
        seen = networks.predict(network.model, X)
        z = cases.logits_of(network.weights, X)
        message = f"The network «{name}» does not compute what its layers should."
        require(seen.shape == (len(X), 1), message, hint="one number per row")
        hint = "relu in the hidden layers, a sigmoid at the end"
        same = np.allclose(seen[:, 0], dense.sigmoid(z), rtol=1e-3, atol=1e-4)
        require(same, message, hint=hint)


@grader(2)
def test_penalty(first):
    """L2 alone has a penalty: 0.002 times the squared weights of its two hidden layers."""
    for name, network in first.networks.items():
        W1, _, *others = network.weights
        sums = [float(np.sum(W**2)) for W in (W1, *others[::2])]
        wanted = cases.STRENGTH * sum(sums[:-1]) if name == "l2" else 0.0
        known = {
            "penalises_one_layer": [cases.STRENGTH * each for each in sums],
            "penalises_the_last_layer": [cases.STRENGTH * sum(sums)],
        }
        near = [
            k for k, some in known.items() if np.isclose(network.penalty, some, rtol=1e-3).any()
        ]
        message = f"The penalty of «{name}» is not the one asked for."
        right = np.isclose(network.penalty, wanted, rtol=1e-3, atol=1e-9)
        mistake = near[0] if near and not right and name == "l2" else ""
        hint = "kernel_regularizer=keras.regularizers.L2(0.002) in both hidden layers of l2"
        require(right, message, hint=hint, mistake="" if right else mistake)


@grader(2)
def test_dropout(first):
    """In training, half of the units of both hidden layers are dropped, and nothing else."""
    network, columns = first.networks["dropout"], first.X.shape[1]
    both, second = (cases.dropped(network.model, columns, kept) for kept in (1.0, 0.0))
    networks.set_weights(network.model, network.weights)
    message, mistake = "In training the hidden layers are not dropped as asked.", ""
    hint = "Dropout(0.5) after each of the two hidden layers, nowhere else"
    nothing = np.ptp(both) < 1e-3 and np.ptp(second) < 1e-3
    require(not nothing, "In training nothing is dropped in «dropout».", hint=hint)
    if np.ptp(second) < 1e-3 or set(np.round(both, 1)) == {0.0, 0.5}:
        mistake = "drops_one_layer_alone"
    for seen, share, value in ((second, 0.5, 0.5), (both, 0.25, 1.0)):
        is_kept = np.abs(seen - value) < 0.02
        fits = np.all(is_kept | (np.abs(seen) < 0.02)) and abs(is_kept.mean() - share) < 0.11
        require(fits, message, hint=hint, mistake=mistake)
    other = first.networks["base"].model
    calm = networks.apply(other, first.X, training=True)
    message = "In training base answers otherwise than in use."
    require(np.allclose(calm, networks.predict(other, first.X), atol=1e-4), message, hint=hint)


@grader(2)
def test_steps(first):
    """All four make as many steps as there are batches of 128 in all epochs, with Adam."""
    for name, network in first.networks.items():
        known = {EPOCHS * batches: "ignores_the_batch_size" for batches in (4, 5, 7)}
        message = f"«{name}» has not made {EPOCHS} epochs of two batches."
        mistake = known.get(network.steps or 0, "")
        hint = "batch_size=128, epochs=epochs, on the first 2N // 3 rows"
        require(network.steps == STEPS, message, hint=hint, mistake=mistake)
        adam = network.optimizer == "Adam" and abs((network.rate or 0) - cases.RATE) < 1e-6
        message, hint = f"«{name}» is not compiled with Adam at learning rate 0.001.", '"adam"'
        require(adam, message, hint=hint)
        loss = networks.loss_of(network.model, first.X, first.y) or 0.0
        z = cases.logits_of(network.weights, first.X)
        wanted = cases.cross_entropy(first.y, z) + network.penalty
        message = f"The loss of «{name}» is not the binary cross-entropy."
        require(abs(loss - wanted) < 1e-3, message, hint='loss="binary_crossentropy"')


@grader(2)
def test_start(submission, first):
    """All start as the seed has it, and the penalty shrinks what no row asks for."""
    rows = {name: network.weights[0][:EMPTY] for name, network in first.networks.items()}
    message = "Base and dropout did not start with the same weights in their first layer."
    hint = "keras.utils.set_random_seed(seed) before each network is made"
    same = np.array_equal(rows["base"], rows["dropout"])
    start = first.again.networks["base"].weights[0][:EMPTY]
    mistake = "seeds_once" if np.array_equal(start, rows["base"]) else "ignores_the_seed"
    moved = np.sign(rows["base"]) * (rows["base"] - rows["l2"]) / (STEPS * cases.RATE)
    shrunk = np.quantile(moved, 0.2) > 0.5 and np.quantile(moved, 0.8) < 1.5
    mistake = "makes_dropout_first" if shrunk else mistake  # l2 starts where base does
    require(same, message, hint=hint, mistake="" if same else mistake)
    begun = dense.start(submission, (first.X.shape[1], 4, 1), cases.SEED)[0][:EMPTY]
    message = "The first layer of smaller did not start as the seed has it."
    require(np.allclose(begun, rows["smaller"], atol=1e-6), message, hint=hint)
    message = "The weights of l2 did not shrink step by step from where base starts."
    hint = "the same seed, and L2(0.002) as the kernel_regularizer"
    require(shrunk, message, hint=hint)


@grader(3)
def test_numbers(first, sure):
    """train and val are plain cross-entropies of the trained network, gap is val - train."""
    hint = "cross-entropy of model.predict(…), on the first 2N // 3 rows and on the others"
    for name, network in first.networks.items():
        seen = np.array([network.answer[key] for key in cases.NUMBERS[:2]])
        z, y = cases.logits_of(network.weights, first.X), first.y
        parts = ((y[:CUT], z[:CUT]), (y[CUT:], z[CUT:]))
        wanted = np.array([cases.cross_entropy(*part) for part in parts])
        known = {
            "includes_the_penalty": wanted + network.penalty if network.penalty else None,
            "rounds_a_third": cases.losses_at(network, first.X, first.y, ONE_LESS),
            "rounds_the_border_up": cases.losses_at(network, first.X, first.y, ONE_MORE),
            "stretches_the_shapes": np.array(
                [cases.cross_entropy(y[:, np.newaxis], z) for y, z in parts]
            ),
        }
        right = np.abs(seen - wanted) < 1e-4
        named = [k for k, v in known.items() if v is not None and np.allclose(seen, v, atol=1e-4)]
        if not named and right[1] and seen[0] > wanted[0]:
            named = ["takes_the_loss_of_fit"]
        message = f"train and val of «{name}» are not the cross-entropies of its predictions."
        mistake = named[0] if named and not right.all() else ""
        require(right.all(), message, hint=hint, mistake=mistake)
        gap = network.answer["gap"]
        message = f"The gap of «{name}» is not val - train."
        mistake = "turns_the_gap_round" if abs(gap + seen[1] - seen[0]) < 1e-9 else ""
        right = abs(gap - (seen[1] - seen[0])) < 1e-6
        require(right, message, hint="val - train", mistake="" if right else mistake)
    cases.assert_clipped(sure)


@grader(2)
def test_leak(function, first):
    """Rows and labels to validate with change nothing that is learned."""
    if first.is_like(first.again):
        return
    hint = "keras.utils.set_random_seed(seed), before each of the four is made"
    again = first.is_like(cases.compared(function, first.X, first.y, around=300))
    require(again, "Two calls with the same seed differ.", hint=hint, mistake="ignores_the_seed")
    message = "With other rows to validate with, something else is learned."
    found = networks.architecture(first.networks["base"].model)
    mistake = "keeps_the_best_epoch" if found.was_validated else "trains_on_all_rows"
    base = first.networks["base"]
    seen = [base.answer[key] for key in cases.NUMBERS[:2]]
    if np.allclose(seen, cases.losses_at(base, first.X, first.y, ONE_MORE), atol=1e-4):
        mistake = "rounds_the_border_up"
    require(False, message, hint="fit gets X[:cut] and y[:cut]", mistake=mistake)


@grader(1)
def test_seed(first, sure):
    """The same seed gives the same result, another seed another one."""
    hint = "keras.utils.set_random_seed(seed), before each of the four is made"
    starts = [each.networks["base"].weights[0][:EMPTY] for each in (first, first.again)]
    message = "Two calls with the same seed start differently."
    require(np.array_equal(*starts), message, hint=hint, mistake="ignores_the_seed")
    message = "Calls with different seeds are the same."
    for name, network in sure.networks.items():
        same = np.array_equal(network.weights[0][:EMPTY], first.networks[name].weights[0][:EMPTY])
        require(not same or name == "l2", message, hint=hint, mistake="fixes_the_seed")


@grader(2, seconds=40)
def test_cures(function, rng):
    """On sentences that nobody trained on, each cure leaves a smaller gap than base has."""
    X, y = cases.redrawn_reviews(rng, HELD_OUT.stop, DIMENSION)
    cut = 2 * GIVEN // 3
    rows = np.r_[np.tile(np.arange(cut), TIMES), np.tile(np.arange(cut, GIVEN), TIMES)]

    def measure(seed):
        (call,) = function.map([(X[rows], y[rows], LONG, seed)])
        losses = {name: losses_of(name, call.value[name]) for name in cases.LAYERS}
        best = min(loss for _, loss in losses.values())
        message = "None of the four networks tells praise from blame in new sentences."
        require(best < 0.68, message, hint="X[:cut] and y[:cut] go to fit, row by row")
        gaps = {name: loss - train for name, (train, loss) in losses.items()}
        return max(gaps[name] for name in ("smaller", "l2", "dropout")) / gaps["base"]

    def losses_of(name, entry):
        weights = cases.trained(name, entry, DIMENSION).weights
        parts = (slice(0, cut), HELD_OUT)
        return [cases.cross_entropy(y[some], cases.logits_of(weights, X[some])) for some in parts]

    what = "the largest gap that a cure leaves, beside base's own"
    assert_reaches(measure, LARGEST_GAP, what=what, hint="each cure in a network of its own")


@grader(1)
def test_manners(first):
    """Nothing is printed, and X and y are left as they were."""
    message, hint = "Something is printed.", "verbose=0, in fit and in predict"
    require(not first.printed, message, hint=hint)
    message = "X or y holds other numbers afterwards."
    require(not first.changed, message, hint="work on copies")
