"""14.7 train_gan: its graders."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    dense,
    grader,
    networks,
    observation,
    remote,
    require,
    sequential,
    training_calls,
)

from . import cases_gan

# After 1,250 steps; measured by `autograder calibrate`. A generator that has not learned is hardly
# ever near a centre; points thrown on the circle at random are in one case of four or so.
NEAR = Threshold(0.55, mean=0.7764, deviation=0.0825, seeds=20, baseline=0.38)
MODES = Threshold(6, mean=8.0, deviation=0.0, seeds=20, baseline=0)
STEPS, SAMPLES, RATE, SEED, AROUND = 1250, 2000, 0.002, 3, 100
LAYERS: list[tuple[str, dict[str, Any]]] = [
    ("Input", {"shape": (8,)}),
    ("Dense", {"units": 64, "activation": "relu"}),
    ("Dense", {"units": 64, "activation": "relu"}),
    ("Dense", {"units": 2}),
]
SHAPES = dense.shapes_of(8, 64, 64, 2)


def weights_of(model):
    """Return a generator's weights, once they have the right shapes."""
    networks.architecture(model)
    weights = networks.get_weights(model)
    seen = [each.shape for each in weights]
    known = {
        "answers_the_discriminator": dense.shapes_of(2, 64, 64, 1),
        "leaves_a_layer_out": dense.shapes_of(8, 64, 2),
        "takes_noise_of_two_numbers": dense.shapes_of(2, 64, 64, 2),
    }
    named = [name for name, shapes in known.items() if seen == shapes]
    message = "The layers of the generator are not the ones asked for."
    hint = "input (8,), Dense 64, Dense 64, Dense 2"
    require(seen == SHAPES, message, hint=hint, mistake=named[0] if named else "")
    return weights


def after(function, seed, steps):
    """Return a short training, and the generator's weights behind it."""
    seen = training_calls.train(function, seed, steps, around=AROUND)
    return seen, weights_of(seen.answer)


@observation
def short(function):
    """Return a training of one step, and the generator's weights."""
    return after(function, SEED, 1)


@observation
def trained(function, rng):
    """Return how near a generator's points are, by its seed: of one, and of others if asked."""
    z = rng.normal(size=(SAMPLES, 8)).astype(np.float32)

    def measured(seed):
        (call,) = function.map([(seed, STEPS)])
        weights_of(call.value)
        return cases_gan.near(networks.predict(call.value, z))

    first = measured(0)
    return lambda seed: measured(seed) if seed else first


@grader(1, gate=True)
def test_layers(short, rng):
    """The generator makes two numbers of eight: relu, relu, and no activation at the end."""
    seen, weights = short
    drawn = [rng.normal(0, 0.4, each.shape).astype(np.float32) for each in weights]
    networks.set_weights(seen.answer, drawn)
    z = rng.normal(0, 2, (50, 8)).astype(np.float32)
    found, wanted = networks.predict(seen.answer, z), dense.outputs_of(drawn, z)
    fits = dense.is_same(found, wanted)
    known = {
        "ends_in_tanh": np.tanh(wanted),
        "ends_in_relu": dense.relu(wanted),
        "takes_leaky_relus": dense.outputs_of(
            drawn, z, hidden=lambda each: np.where(each > 0, each, 0.2 * each)
        ),
    }
    named = [name for name, each in known.items() if not fits and dense.is_same(found, each)]
    message = "The generator does not compute what its layers should."
    hint = "relu behind both hidden layers, nothing behind the last"
    require(fits, message, hint=hint, mistake=named[0] if named else "")


@grader(2)
def test_steps(function, submission, short):
    """From Keras's start at this seed, Adam makes `steps` steps of 0.002 at most."""

    def begun(seed):
        return networks.get_weights(remote(submission, sequential(LAYERS, seed=seed)))

    def far(start):
        pairs = zip(weights, start, strict=True)
        return max(float(np.abs(one - other).max()) for one, other in pairs) / RATE

    _, weights = short
    away = far(begun(SEED))
    others = {
        "ignores_the_seed": lambda: begun(AROUND),
        "fixes_the_seed": lambda: begun(0),
        "makes_the_discriminator_first": lambda: cases_gan.begun_late(submission, LAYERS, SEED),
    }
    named = [name for name, start in others.items() if away > 5 and far(start()) < 5]
    message = "The generator did not begin as it does behind set_random_seed(seed)."
    hint = "set_random_seed(seed), then the generator's layers"
    require(not named, message, hint=hint, mistake=named[0] if named else "")
    if away > 5:  # a start of its own, or more steps than one
        alike = np.array_equal(after(function, SEED, 2)[1][0], weights[0])
        message = "Of one step and of two the same generator comes." if alike else message
        hint = "for _ in range(steps)" if alike else hint
        require(False, message, hint=hint, mistake="ignores_steps" if alike else "")
    still = "leaves_the_generator_out" if away == 0 else ""
    require(away > 0, "The generator did not learn.", hint="gan_step in a loop", mistake=still)
    message = "The generator's first step is not one of Adam at 0.002."
    mistake = "leaves_the_rate_to_adam" if abs(away - 0.5) < 0.02 else ""
    fits = abs(away - 1) < 0.05
    hint = "keras.optimizers.Adam(0.002, beta_1=0.5), and as many steps as are asked for"
    require(fits, message, hint=hint, mistake="" if fits else mistake)


@grader(4, seconds=180)
def test_near(trained):
    """After 1,250 steps most of its points lie near one of the eight centres."""

    def measure(seed):
        return trained(seed)[0]

    hint = "fresh points and fresh z in each step; beta_1=0.5; gan_step's order"
    assert_reaches(measure, NEAR, what="share of points near a centre", hint=hint)


@grader(2, seconds=180)
def test_modes(trained):
    """It meets the modes: six or more of eight."""

    def measure(seed):
        return float(trained(seed)[1])

    hint = "fresh z in each step, and one step of each network in turn"
    assert_reaches(measure, MODES, what="number of modes with 2 % of the points", hint=hint)


@grader(1)
def test_manners(function, short):
    """Nothing is printed; the same seed gives the same generator again."""
    seen, weights = short
    printed = "prints_the_losses" if seen.printed else ""
    require(not seen.printed, "Something is printed.", hint="no print", mistake=printed)
    _, again = after(function, SEED, 1)
    away = max(float(np.abs(a - b).max()) for a, b in zip(weights, again, strict=True))
    message = "The same seed gives another generator."
    hint = "np.random.default_rng(seed) for ring and for z"
    # One step leads 0.002 far; layers that begin elsewhere are further apart.
    known = "ignores_the_seed" if away > 10 * RATE else "draws_chance_without_the_seed"
    fits = away < 1e-5
    require(fits, message, hint=hint, mistake="" if fits else known)
