"""14.6 gan_step: its graders."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.asserting import (
    chained,
    dense,
    grader,
    named_parts,
    networks,
    observation,
    optimizer,
    remote,
    require,
)
from autograder.grading.proxy import RemoteObject

from . import cases_gan

PARTS = ("d", "g")
CHANCE, WIDTH, FEATURES = 3, 5, 2
RATE_G, RATE_D = 0.3, 0.2  # each step is one of plain gradient descent, so that it shows the slope


def network(submission, rng, inputs, outputs):
    """Return a model of the course with one hidden layer, and its weights."""
    layers: list[tuple[str, dict[str, Any]]] = [
        ("Input", {"shape": (inputs,)}),
        ("Dense", {"units": WIDTH, "activation": "relu"}),
        ("Dense", {"units": outputs}),
    ]
    model, sizes = remote(submission, chained(layers)), (inputs, WIDTH, outputs)
    weights = [rng.normal(0.2, 0.8, each).astype(np.float32) for each in dense.shapes_of(*sizes)]
    networks.set_weights(model, weights)
    return model, weights


def duel(submission, rng, rows=(6, 4)):
    """Return two models, and the same by hand."""
    (G, of_G), (D, of_D) = (
        network(submission, rng, *sizes) for sizes in ((CHANCE, FEATURES), (FEATURES, 1))
    )
    real = rng.normal(0.5, 1, (rows[0], FEATURES)).astype(np.float32)
    z = rng.normal(size=(rows[1], CHANCE)).astype(np.float32)
    return (G, D), cases_gan.Duel(of_G, of_D, real, z)


def descents(rate_G, rate_D):
    """Return the optimizers, made anew in each call: plain gradient descent."""
    return tuple(optimizer("SGD", learning_rate=rate) for rate in (rate_G, rate_D))


def number(value: Any) -> float:
    """Return a loss: a number, or a scalar tensor that stayed in the worker."""
    seen = value.numpy() if isinstance(value, RemoteObject) else value
    fits = isinstance(seen, (int, float, np.number)) or np.shape(seen) == ()
    fits = fits and not isinstance(seen, (bool, str, dict)) and seen is not None
    require(fits, "A loss is no scalar.", hint="tf.reduce_mean(…)")
    return float(seen)


def losses(answer):
    """Return both losses as numbers."""
    return {name: number(part) for name, part in named_parts(answer, PARTS).items()}


def same(seen, wanted):
    """Return whether weights agree, as far as float32 goes."""
    return all(np.allclose(a, b, rtol=1e-3, atol=2e-5) for a, b in zip(seen, wanted, strict=True))


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
    hand, _, _, new_D = stepped
    slopes = hand.d_slopes()
    right = cases_gan.stepped(hand.D, slopes, RATE_D)
    if same(new_D, right):
        return
    toward = hand.g_slopes(right)[1]
    swapped = cases_gan.stepped(hand.D, hand.d_slopes(swapped=True), RATE_D)
    known = {
        "leaves_the_discriminator_out": [hand.D],
        "exchanges_the_labels": [swapped],
        "exchanges_the_optimizers": [cases_gan.stepped(hand.D, slopes, RATE_G)],
        "takes_half_of_d": [cases_gan.stepped(hand.D, slopes, RATE_D / 2)],
        "climbs_in_place_of_going_down": [cases_gan.stepped(hand.D, slopes, -RATE_D)],
        "moves_the_discriminator_again": [
            cases_gan.stepped(right, toward, rate) for rate in (RATE_D, RATE_G)
        ],
        "trains_the_generator_first": [
            cases_gan.stepped(hand.D, hand.generator_first(RATE_G).d_slopes(), RATE_D)
        ],
    }
    named = [name for name, ways in known.items() if any(same(new_D, way) for way in ways)]
    message = "The discriminator is not where its one step leads."
    hint = "slopes of d in D.trainable_weights, and D's optimizer, the second one"
    require(False, message, hint=hint, mistake=named[0] if named else "")


@grader(4)
def test_generator(stepped):
    """The generator goes one step of its optimizer, with the discriminator of now."""
    hand, _, new_G, new_D = stepped
    D = [np.asarray(each, np.float64) for each in new_D]  # that it is right is asked elsewhere
    right_D = cases_gan.stepped(hand.D, hand.d_slopes(), RATE_D)
    wanted = [cases_gan.stepped(hand.G, hand.g_slopes(each)[0], RATE_G) for each in (D, right_D)]
    if any(same(new_G, each) for each in wanted):
        return
    slopes, fooled = hand.g_slopes(right_D)[0], hand.fooled(RATE_D)
    late = cases_gan.stepped(hand.D, hand.generator_first(RATE_G).d_slopes(), RATE_D)
    old = "trains_the_generator_first" if same(new_D, late) else "takes_the_old_discriminator"
    known = {
        "makes_rows_outside_of_the_tape": hand.G,
        old: hand.generator_first(RATE_G).G,
        "fights_the_first_loss": cases_gan.stepped(
            hand.G, hand.g_slopes(right_D, minimax=True)[0], RATE_G
        ),
        "exchanges_the_optimizers": cases_gan.stepped(hand.G, slopes, RATE_D),
        "climbs_in_place_of_going_down": cases_gan.stepped(hand.G, slopes, -RATE_G),
        "moves_the_generator_at_once": cases_gan.stepped(
            fooled.G, fooled.g_slopes(right_D)[0], RATE_G
        ),
    }
    named = [name for name, each in known.items() if same(new_G, each)]
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
    new_D = cases_gan.stepped(hand.D, hand.d_slopes(), RATE_D)
    seen = losses(call.value)
    d, g = hand.d(), hand.g(new_D)
    new_G = cases_gan.stepped(hand.G, hand.g_slopes(new_D)[0], RATE_G)
    known = {
        "exchanges_the_losses": (g, d),
        still: (d, hand.g()),
        "measures_behind_the_steps": (hand.d(new_D), hand.g(new_D, new_G)),
        "exchanges_the_labels": (hand.d(swapped=True), None),
        "fights_the_first_loss": (
            d,
            -float(cases_gan.softplus(hand.judged(hand.made(), new_D)).mean()),
        ),
        "takes_half_of_d": (d / 2, None),
        "takes_real_rows_into_g": (
            d,
            g + float(cases_gan.softplus(hand.judged(hand.real, new_D)).mean()),
        ),
    }

    def is_like(pair):
        pairs = zip(seen.values(), pair, strict=True)
        return all(b is None or np.isclose(a, b, rtol=1e-3, atol=1e-4) for a, b in pairs)

    fits = is_like((d, g))
    named = [name for name, pair in known.items() if not fits and is_like(pair)]
    message = "The losses are not d and g as they were before their steps."
    hint = "d, then g, as gan_losses has them"
    require(fits, message, hint=hint, mistake=named[0] if named else "")


@grader(2)
def test_still(function, submission, rng):
    """The first step leaves G as it is, bit by bit, and the second one leaves D."""
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


@grader(1)
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


@grader(1)
def test_manners(function, submission, rng, stepped):
    """Nothing is printed, real and z stay as they were, and no chance is drawn."""
    call = stepped[1]
    mistake = "prints_the_losses" if call.printed else ""
    require(not call.printed, "Something is printed.", hint="no print", mistake=mistake)
    require(not call.changed, "real or z holds other numbers now.", hint="make new ones")
    (G, D), hand = duel(submission, rng)
    seen = []
    for _ in range(2):
        networks.set_weights(G, hand.G)
        networks.set_weights(D, hand.D)
        seen.append(losses(function(G, D, descents(RATE_G, RATE_D), hand.real, hand.z)))
    fits = np.allclose(list(seen[0].values()), list(seen[1].values()), rtol=1e-4)
    message = "Two calls on the same networks, real and z have other losses."
    hint = "z is given: draw none of your own"
    require(fits, message, hint=hint, mistake="" if fits else "draws_chance_of_its_own")
