"""14.4 train_vae: its graders."""

from __future__ import annotations

import functools

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    dense,
    grader,
    networks,
    observation,
    require,
    training_calls,
)

from . import cases_balance, cases_vae

# 2,560 digits are trained on for 9 epochs: the negative ELBO of 640 others as a share of what the
# mean picture costs, the baseline. Measured by `autograder calibrate`. (20 whole batches: a smaller
# last one would have its own graph, as long to build as 70 steps. The short trainings have one.)
SHARE = Threshold(
    0.96, mean=0.9289, deviation=0.0076, seeds=20, baseline=1.0, higher_is_better=False
)
LEARNED, EPOCHS = 3200, 9
FEW, TRAINING, SHORT, SEED, AROUND = 330, 264, 2, 5, 100  # three batches, the last one of 8 rows
PAIR = 320  # two batches of 128


def run(function, x, epochs, seed):
    """Return a training in which Keras runs step by step."""
    return cases_vae.Run(x, training_calls.train(function, x, epochs, seed, around=AROUND))


@observation
def short(function, rng):
    """Return a short training: two epochs of three batches."""
    return run(function, cases_vae.batched(rng, FEW), SHORT, SEED)


@observation
def twins(function, rng):
    """Return two trainings of two batches on the same rows, of which other test rows are kept."""
    x = cases_vae.batched(rng, PAIR)
    other = x.copy()
    other[4 * PAIR // 5 :] = 1 - other[4 * PAIR // 5 :]
    return run(function, x, 1, SEED), run(function, other, 1, SEED)


@observation
def learned(function, rng):
    """Return trainings by their seed: one, and others when they are asked for."""
    x = cases_vae.pictures(rng, LEARNED)

    @functools.cache
    def train(seed):
        (call,) = function.map([(x, EPOCHS, seed)])
        return cases_vae.Run(x, training_calls.TrainingCall(call.value, False, False))

    train(0)
    return train


@grader(1, gate=True)
def test_form(short):
    """train_vae returns an encoder, a decoder and a number."""
    cases_vae.networks_of(short.parts)
    number = isinstance(short.parts["score"], (int, float, np.number))
    require(number, "What came back third is no number.", hint="float(…)")


@grader(2)
def test_networks(short, rng):
    """The encoder answers [mu, log_var], the decoder logits."""
    hand, rows, z = short.hand, short.x[:9], rng.normal(0, 2, (9, cases_vae.LATENT))
    said = networks.use("apply", short.parts["encoder"], rows, False)
    two, hint = isinstance(said, dict) and len(said) == 2, "keras.Model(pixels, [mu, log_var])"
    require(two, "The encoder does not answer two tables.", hint=hint)
    for seen, wanted in zip(said.values(), hand.encoded(rows), strict=True):
        message = "The encoder does not compute what its layers should."
        fits = dense.is_same(networks.rows_of(seen, len(rows)), wanted)
        require(fits, message, hint="relu in the first layer, nothing behind the two others")
    logits = hand.decoded(z)
    seen = networks.apply(short.parts["decoder"], z.astype(np.float32))
    fits = dense.is_same(seen, logits)
    flat = not fits and dense.is_same(seen, dense.sigmoid(logits))
    mistake = "ends_in_probabilities" if flat else ""
    message = "The decoder does not compute what its layers should."
    hint = "relu in its first layer, none in the last one: it answers logits"
    require(fits, message, hint=hint, mistake=mistake)


@grader(3)
def test_steps(function, short, submission):
    """From Keras's start at this seed, Adam makes a step for each batch of each epoch."""
    hand = short.hand

    def steps_from(seed, turned=False):
        start = cases_vae.autoencoder_started(submission, seed, turned=turned)
        return {name: hand.moved_from(start, name) for name in ("encoder", "decoder")}

    found = steps_from(SEED)
    dark = short.x[:TRAINING].max(axis=0) == 0  # of these pixels each step's slope is alike
    steps = float(np.median(-found["decoder"][-1][dark]))
    left_out = {"encoder": "trains_without_the_encoder", "decoder": "trains_without_the_decoder"}
    for name, each in found.items():
        message, moved = f"The {name} did not learn.", bool(np.any(each[0]))
        mistake = "" if moved else left_out[name]
        require(moved, message, hint="both networks' weights", mistake=mistake)
    far = max(float(np.abs(each).max()) for each in found["encoder"] + found["decoder"])
    starts = {"ignores_the_seed": (AROUND, False), "fixes_the_seed": (0, False)}
    starts["exchanges_the_outputs"] = (SEED, True)
    named = [""]
    if far > 100:
        others = {name: steps_from(*start)["encoder"] for name, start in starts.items()}
        named = [name for name, each in others.items() if max(map(np.ptp, each)) < 200]
    message = "The networks did not begin as they do behind set_random_seed(seed)."
    hint = "set_random_seed(seed) first, then the five layers in the order that is said"
    require(far <= 100, message, hint=hint, mistake=(named or [""])[0])
    fits, slip = abs(steps - 6) < 0.2, cases_vae.slip_of(steps)
    if steps > 20:
        once = run(function, short.x, 1, SEED).hand
        same = np.allclose(once.decoder[-1], hand.decoder[-1], atol=1e-3)
        slip = "ignores_epochs" if same else "takes_another_learning_rate"
    message = "Adam has not gone six steps of 0.001 in two epochs of three batches."
    hint = "batches of 128, one keras.optimizers.Adam(0.001) for both networks"
    require(fits, message, hint=hint, mistake="" if fits else slip)


@grader(1)
def test_order(twins, submission):
    """Each batch has rows from everywhere: their order is a fresh one."""
    start = cases_vae.autoencoder_started(submission, SEED)
    steps = twins[0].hand.moved_from(start, "decoder")[-1][0]
    message = "The rows were not mixed before they were cut into batches."
    fits = steps > 1.6  # in the given order, the second step would nearly stand still
    mistake = "keeps_the_order" if 1.0 < steps < 1.4 else ""
    require(fits, message, hint="rng.permutation in each epoch", mistake="" if fits else mistake)


@grader(3, seconds=60)
def test_learned(learned, rng):
    """What it has learned of 2,560 digits describes others better than their mean picture."""

    def measure(seed):
        each = learned(seed)
        return each.hand.score(each.test, rng, draws=5)[0] / cases_vae.mean_picture_costs(each.x)

    what = "negative ELBO of held-out digits, as a share of what their mean picture costs"
    hint = "the sum over pixels, plus KL; z = mu + exp(log_var / 2) * eps"
    assert_reaches(measure, SHARE, what=what, hint=hint)


@grader(2, seconds=60)
def test_balance(learned, rng):
    """What is drawn has the spread that log_var says, and KL counts as much as the pixels."""
    found = []
    for seed in range(3):
        seen = cases_balance.balance(learned(seed), rng)
        if seen is None:
            return  # told elsewhere: nothing has been learned, or nothing was drawn
        found.append(seen)
        if cases_balance.is_balanced(found) or not 0.6 < seen.by_deviation < 1.7:
            break  # beyond doubt, or far beyond what chance does
    cases_balance.require_balance(found)


@grader(2, seconds=60)
def test_kl(learned, submission):
    """The plane is used, and kept together: KL is neither next to nothing nor beyond bounds."""
    each, start = learned(0), cases_vae.autoencoder_started(submission, 0)
    if not all(np.any(each.hand.moved_from(start, name)[0]) for name in ("encoder", "decoder")):
        return  # told elsewhere
    mu, log_var = each.hand.encoded(each.test)
    parts = each.hand.parts(each.test, np.zeros(mu.shape))
    kl, wrong = float(parts.kl.mean()), float(parts.reconstruction.mean())
    message = f"The KL of held-out digits is {kl:.2f}: the encoder says next to nothing of them."
    hint = "the reconstruction is the sum over the pixels of a picture, not their mean"
    require(kl > 0.5, message, hint=hint, mistake="" if kl > 0.5 else "lets_kl_win")
    message = f"The KL of held-out digits is {kl:.1f}: nothing keeps them near the standard one."
    draws_well = wrong < 0.97 * cases_vae.mean_picture_costs(each.x)  # else it has hardly learned
    mistake = "leaves_kl_out" if kl >= 25 and draws_well else ""
    require(kl < 25, message, hint="loss: reconstruction + KL", mistake=mistake)
    message = "The encoder has not learned how sure it is: log_var is 0 everywhere."
    fits = np.abs(log_var).mean() > 0.5
    hint = "z = mu + exp(log_var / 2) * eps"
    require(fits, message, hint=hint, mistake="" if fits else "leaves_chance_out")


@grader(2)
def test_apart(function, twins):
    """Test rows have no effect on the networks; the same seed gives the same networks."""

    def same(one, other):
        pairs = zip(one.encoder + one.decoder, other.encoder + other.decoder, strict=True)
        return all(np.allclose(a, b, rtol=0, atol=1e-4) for a, b in pairs)

    first, second = (each.hand for each in twins)
    if same(first, second):
        return
    repeated = same(run(function, twins[0].x, 1, SEED).hand, first)
    mistake = "learns_from_test_rows" if repeated else "draws_chance_without_the_seed"
    message = "Other test rows give other networks." if repeated else "The same seed gives others."
    hint = "only the first 4 * N // 5 rows" if repeated else "np.random.default_rng(seed)"
    require(False, message, hint=hint, mistake=mistake)


@grader(2)
def test_score(short, twins, rng):
    """The number is the negative ELBO of the test rows."""
    for each in (short, twins[1]):
        training, pixels = each.x[: 4 * len(each.x) // 5], cases_vae.PIXELS

        def known(hand, wanted, training=training, pixels=pixels):
            return {
                "scores_the_training_rows": hand.score(training, rng)[0],
                "answers_the_elbo_itself": -wanted,
                "scores_the_mean_of_the_pixels": wanted / pixels,
            }

        cases_vae.require_score(each, rng, known, drawn=False)


@grader(1, seconds=60)
def test_score_behind_a_training(learned, rng):
    """The number holds KL, and one z that is drawn for each row."""
    each = learned(0)
    mu, log_var = each.hand.encoded(each.test)
    if np.abs(log_var).mean() < 0.5:
        return  # told elsewhere

    def known(hand, wanted):
        still = hand.parts(each.test, np.zeros(mu.shape))
        return {
            "takes_the_variance": hand.score(each.test, rng, spread=1.0)[0],
            "leaves_kl_out_of_the_score": wanted - float(still.kl.mean()),
            "scores_without_chance": float(sum(still).mean()),
        }

    cases_vae.require_score(each, rng, known)


@grader(1)
def test_manners(short):
    """Nothing is printed, the rows stay as they were, and the score is a built-in float."""
    training_calls.require_manners(short.seen, prints="prints_progress", changes="changes_x")
    training_calls.require_floats(short.parts, ["score"], mistake="answers_a_numpy_number")
