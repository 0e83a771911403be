"""14.6 gan_step: its graders."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from autograder.asserting import (
    dense,
    grader,
    named_parts,
    networks,
    observation,
    optimizer,
    remote,
    require,
)

from .cases_gan import duel, number, same, step_of, surest

PARTS = ("d", "g")
OF_LOGITS = "takes_logits_for_probabilities"
RATE_G, RATE_D = 0.3, 0.2  # each step is one of plain gradient descent, so that it shows the slope


def descents(rate_G, rate_D):
    """Return the optimizers, made anew in each call: plain gradient descent."""
    return tuple(optimizer("SGD", learning_rate=rate) for rate in (rate_G, rate_D))


def losses(answer):
    """Return both losses as numbers."""
    return {name: number(part) for name, part in named_parts(answer, PARTS).items()}


@observation
def stepped(function, submission, rng):
    """Return what is by hand, the call, and the weights behind it."""
    models, hand = duel(submission, rng)
    case = (*models, descents(RATE_G, RATE_D), hand.real, hand.z)
    (call,) = function.map([case], note_prints=True)
    _ = call.value
    return hand, call, *map(networks.get_weights, models)


@grader(1, gate=True)
def test_form(stepped):
    """gan_step returns two losses, tensors or numbers."""
    losses(stepped[1].value)


@grader(4)
def test_discriminator(stepped):
    """The discriminator goes one step of its optimizer, for real rows and generated ones."""
    hand, call, _, new_D = stepped
    slopes = hand.d_slopes()
    right = step_of(hand.D, slopes, RATE_D)
    if same(new_D, right):
        return
    toward = hand.g_slopes(right)[1]
    swapped = step_of(hand.D, hand.d_slopes(swapped=True), RATE_D)
    known = {
        "leaves_the_discriminator_out": [hand.D],
        "exchanges_the_labels": [swapped],
        "exchanges_the_optimizers": [step_of(hand.D, slopes, RATE_G)],
        "takes_half_of_d": [step_of(hand.D, slopes, RATE_D / 2)],
        "leaves_the_made_rows_out": [step_of(hand.D, hand.d_slopes(real_alone=True), RATE_D)],
        "takes_one_mean_of_all": [step_of(hand.D, hand.d_slopes(one_mean=True), RATE_D)],
        "climbs_in_place_of_going_down": [step_of(hand.D, slopes, -RATE_D)],
        "moves_the_discriminator_again": [
            step_of(right, toward, rate) for rate in (RATE_D, RATE_G)
        ],
        "trains_the_generator_first": [
            step_of(hand.D, hand.generator_first(RATE_G).d_slopes(), RATE_D)
        ],
    }
    named = [name for name, ways in known.items() if any(same(new_D, way) for way in ways)]
    named = surest(named, hand, losses(call.value)["d"], OF_LOGITS)
    message = "The discriminator is not where its one step leads."
    hint = "slopes of d in D.trainable_weights, and D's optimizer, the second one"
    require(False, message, hint=hint, mistake=named[0] if named else "")


@grader(4)
def test_generator(stepped):
    """The generator goes one step of its optimizer, with the discriminator of now."""
    hand, call, new_G, new_D = stepped
    D = [np.asarray(each, np.float64) for each in new_D]  # that it is right is asked elsewhere
    right_D = step_of(hand.D, hand.d_slopes(), RATE_D)
    wanted = [step_of(hand.G, hand.g_slopes(each)[0], RATE_G) for each in (D, right_D)]
    if any(same(new_G, each) for each in wanted):
        return
    slopes, fooled = hand.g_slopes(right_D)[0], hand.fooled(RATE_D)
    late = step_of(hand.D, hand.generator_first(RATE_G).d_slopes(), RATE_D)
    old = "trains_the_generator_first" if same(new_D, late) else "takes_the_old_discriminator"
    known = {
        "makes_rows_outside_of_the_tape": hand.G,
        old: hand.generator_first(RATE_G).G,
        "fights_the_first_loss": step_of(hand.G, hand.g_slopes(right_D, minimax=True)[0], RATE_G),
        "exchanges_the_optimizers": step_of(hand.G, slopes, RATE_D),
        "climbs_in_place_of_going_down": step_of(hand.G, slopes, -RATE_G),
        "moves_the_generator_at_once": step_of(fooled.G, fooled.g_slopes(right_D)[0], RATE_G),
    }
    named = [name for name, each in known.items() if same(new_G, each)]
    named = surest(named, hand, losses(call.value)["d"], OF_LOGITS)
    message = "The generator is not where its one step leads."
    hint = "with tf.GradientTape: D(G(z)), all of it inside; G's optimizer is the first one"
    require(False, message, hint=hint, mistake=named[0] if named else "")


@grader(2)
def test_losses(stepped):
    """The losses are those before each step: d with the old D, g with the new one."""
    hand, call, _, seen_D = stepped
    still = (
        "leaves_the_discriminator_out" if same(seen_D, hand.D) else "takes_the_old_discriminator"
    )
    new_D = step_of(hand.D, hand.d_slopes(), RATE_D)
    seen = losses(call.value)
    d, g = hand.d(), hand.g(new_D)
    new_G = step_of(hand.G, hand.g_slopes(new_D)[0], RATE_G)
    known = {
        "exchanges_the_losses": (g, d),
        still: (d, hand.g()),
        "measures_behind_the_steps": (hand.d(new_D), hand.g(new_D, new_G)),
        "measures_behind_both_steps": (replace(hand, G=new_G).d(new_D), hand.g(new_D, new_G)),
        "takes_one_mean_of_all": (hand.d(one_mean=True), None),
        "exchanges_the_labels": (hand.d(swapped=True), None),
        "fights_the_first_loss": (
            d,
            -float(dense.softplus(hand.judged(hand.made(), new_D)).mean()),
        ),
        "takes_half_of_d": (d / 2, None),
        "leaves_the_made_rows_out": (hand.d_of_real(), None),
        "trains_the_generator_first": (hand.generator_first(RATE_G).d(), None),
        "takes_real_rows_into_g": (
            d,
            g + float(dense.softplus(hand.judged(hand.real, new_D)).mean()),
        ),
    }

    def is_like(pair):
        pairs = zip(seen.values(), pair, strict=True)
        return all(b is None or np.isclose(a, b, rtol=1e-3, atol=1e-4) for a, b in pairs)

    fits = is_like((d, g))
    named = [name for name, pair in known.items() if not fits and is_like(pair)]
    named = surest(named, hand, losses(call.value)["d"], OF_LOGITS)
    mistake = named[0].replace("both_steps", "the_steps") if named else ""
    message = "The losses are not d and g as they were before their steps."
    require(fits, message, hint="d, then g, as gan_losses has them", mistake=mistake)


@grader(2)
def test_still(function, submission, rng):
    """The first step leaves G as it is, bit by bit, and the second one leaves D."""
    models, hand = duel(submission, rng)
    losses(function(*models, descents(0.0, 0.0), hand.real, hand.z))
    own = not all(
        same(networks.get_weights(m), w) for m, w in zip(models, (hand.G, hand.D), strict=True)
    )
    message, hint = "Optimizers with a rate of 0 move the networks.", "those in opts, no others"
    require(not own, message, hint=hint, mistake="makes_optimizers_of_its_own" if own else "")
    for place, rates in enumerate(((0.0, 0.5), (0.5, 0.0))):
        models, hand = duel(submission, rng)
        losses(function(*models, descents(*rates), hand.real, hand.z))
        before = (hand.G, hand.D)[place]
        pairs = zip(networks.get_weights(models[place]), before, strict=True)
        still = all(np.array_equal(*pair) for pair in pairs)
        # An optimizer that was taken for the other one's has left the other one where it was.
        exchanged = same(networks.get_weights(models[1 - place]), (hand.D, hand.G)[place])
        name, other = (("G", "discriminator"), ("D", "generator"))[place]
        message = f"{name} moves in the step of the {other}, whose optimizer is not its own."
        hint = f"only the {other}'s own trainable weights"
        known = ("moves_the_generator_at_once", "moves_the_discriminator_again")[place]
        known = "exchanges_the_optimizers" if exchanged else known
        require(still, message, hint=hint, mistake="" if still else known)


@grader(0.5)
def test_plain(function, submission, rng):
    """Both networks are called plainly: what they know of the rows in training stays as it was."""
    models, hand = duel(submission, rng, more=[("BatchNormalization", {})])
    before = [networks.get_weights(model)[-2:] for model in models]
    losses(function(*models, descents(RATE_G, RATE_D), hand.real, hand.z))
    for model, name, known in zip(models, ("G", "D"), before, strict=True):
        now = networks.get_weights(model)[-2:]
        still = all(np.array_equal(*pair) for pair in zip(now, known, strict=True))
        message = f"The moving mean and variance in {name}'s BatchNormalization have changed."
        mistake = "" if still else "works_as_in_training"
        require(still, message, hint="D(rows), without training=", mistake=mistake)


@grader(0.5)
def test_frozen(function, submission, rng):
    """Layers that are frozen stay so, and stay as they are."""
    models, hand = duel(submission, rng, frozen=True)
    for _ in range(2):
        losses(function(*models, descents(RATE_G, RATE_D), hand.real, hand.z))
    for model, name, before in zip(models, ("G", "D"), (hand.G, hand.D), strict=True):
        weights = networks.get_weights(model)
        still = np.array_equal(weights[0], before[0]) and np.array_equal(weights[1], before[1])
        message = f"A frozen layer of {name} has moved in two calls."
        hint = "trainable_weights, and no change of trainable"
        require(still, message, hint=hint)


@grader(0.5)
def test_memory(function, submission, rng):
    """Three steps one after the other use the optimizers that are given, which remember."""
    models, hand = duel(submission, rng)
    opts = tuple(remote(submission, optimizer("Adam", learning_rate=0.01)) for _ in PARTS)
    for _ in range(3):
        losses(function(*models, opts, hand.real, hand.z))
    for name, each in zip(("G", "D"), opts, strict=True):
        steps = number(each.iterations)
        message = f"Behind three calls the optimizer of {name} has made {steps:.0f} steps, not 3."
        require(steps == 3, message, hint="opts = (of G, of D): one step of each")


@grader(0.5)
def test_manners(function, submission, rng, stepped):
    """Nothing is printed, real and z stay as they were, and no chance is drawn."""
    call = stepped[1]
    mistake = "prints_the_losses" if call.printed else ""
    require(not call.printed, "Something is printed.", hint="no print", mistake=mistake)
    require(not call.changed, "real or z holds other numbers now.", hint="make new ones")
    (G, D), hand = duel(submission, rng)
    seen, moved = [], []
    for _ in range(2):
        networks.set_weights(G, hand.G)
        networks.set_weights(D, hand.D)
        seen.append(losses(function(G, D, descents(RATE_G, RATE_D), hand.real, hand.z)))
        moved.append(not same(networks.get_weights(D), hand.D))
    fits = all(np.isclose(seen[0][name], seen[1][name], rtol=1e-4) for name in PARTS)
    message = "Two calls on the same networks, real and z have other losses."
    hint = "z is given: draw none of your own; and leave D and G as trainable as they were"
    frozen = moved == [True, False]
    mistake = "leaves_the_discriminator_frozen" if frozen else "draws_chance_of_its_own"
    require(fits, message, hint=hint, mistake="" if fits else mistake)
