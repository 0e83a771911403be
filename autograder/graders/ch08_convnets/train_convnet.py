"""8.5 train_convnet: its graders."""

from dataclasses import dataclass

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    assert_rejects_all,
    dense,
    grader,
    networks,
    observation,
    require,
    training_calls,
)

from . import cases

# 1,500 digits are trained on and 1,000 are held out; measured by `autograder calibrate`. The
# baseline is the share of the commonest digit.
DIGIT_ACCURACY = Threshold(0.84, mean=0.9063, deviation=0.0136, seeds=20, baseline=0.13)

ROWS, TEST, EPOCHS, SEED, AROUND = 20, 11, 3, 5, 100  # all rows are one batch, in any order
NEAR = 0.05  # learning rates
MORE = 90  # rows: three batches, without a tenth too; two of 64, six of 16
REST = 33  # rows to measure: the last one is a batch of its own
MANY = 1500  # digits to learn from
KEYS = ("loss", "accuracy", "model")


def pictures(rng, rows):
    """Return pictures (N, 28, 28) of a bright and a dark half each, and labels."""
    y = rng.permutation(np.arange(rows) % 10)
    x = rng.random((rows, 28, 28), dtype=np.float32) * 0.3
    for image, label in zip(x, y, strict=True):
        image[2 * label : 2 * label + 6, 4 + label : 14 + label] += 0.6
    return x, y


@dataclass(frozen=True)
class ConvnetTraining:
    """The training that most graders look at, and what it should come to."""

    train: tuple[np.ndarray, np.ndarray]
    test: tuple[np.ndarray, np.ndarray]
    seen: training_calls.TrainingCall
    wanted: list[np.ndarray]  # weights
    before: list[np.ndarray]  # weights in front of the last step

    @property
    def weights(self):
        """The weights of the network that was trained, once they have the right shapes."""
        return cases.weights_of(self.seen.answer["model"])

    def is_off_by(self, wanted):
        """Return how far the network is from other weights, in learning rates."""
        return training_calls.apart(self.weights, wanted, cases.RATE)


@observation
def training(function, submission, rng):
    """Return the training, and the weights that a network of the course has after it."""
    train, test = pictures(rng, ROWS), pictures(rng, TEST)
    seen = training_calls.train(function, train, test, EPOCHS, SEED, around=AROUND)
    *_, before, wanted = cases.adam(cases.start(submission, SEED), [train] * EPOCHS)
    return ConvnetTraining(train, test, seen, wanted, before)


@grader(1, gate=True)
def test_form(training):
    """train_convnet returns a dict: two numbers, and the network of build_convnet."""
    answer = training.seen.answer
    training_calls.require_dict(answer, KEYS, KEYS[:2])
    cases.weights_of(answer["model"])


@grader(5)
def test_learned(submission, training):
    """The network has learned from the rows of train alone, by Adam, as long as it should."""
    (x, y), (x_test, y_test) = training.train, training.test
    found = networks.architecture(training.seen.answer["model"])
    hint = f"is fit called? {ROWS} rows are a batch, too"
    require(found.steps, "The model was not trained.", hint=hint)
    if training.is_off_by(training.wanted) < NEAR:
        return
    begun = {seed: cases.start(submission, seed) for seed in (SEED, 0, AROUND)}

    def off(rows=x, labels=y, seed=SEED, steps=EPOCHS):
        *_, wanted = cases.adam(begun[seed], [(rows, labels)] * steps)
        return training.is_off_by(wanted)

    both = np.concatenate([x, x_test]), np.concatenate([y, y_test])
    cut = [(x[: int(share * ROWS)], y[: int(share * ROWS)]) for share in (0.9, 0.8)]
    known = {
        "trains_on_the_test_rows": lambda: min(off(*both), off(x_test, y_test)),
        "holds_rows_back": lambda: min(off(*part) for part in cut),
        "scales_again": lambda: off(x / 255),
        "turns_the_pictures": lambda: off(x.transpose(0, 2, 1)),
        "keeps_an_earlier_epoch": lambda: min(off(steps=n) for n in range(1, EPOCHS)),
        "ignores_the_seed": lambda: off(seed=AROUND),
        "fixes_the_seed": lambda: off(seed=0),
    }
    message = "What the network has learned is not what it learns from these rows."
    hint = "seed, build_convnet, then fit on all rows of train, as they are"
    named = [name for name, find in known.items() if find() < NEAR]
    require(False, message, hint=hint, mistake=named[0] if named else "")


@grader(3)
def test_steps(function, rng, training):
    """Batches have 32 rows, and all epochs are trained; labels may be of any integer dtype."""
    x, y = pictures(rng, MORE)
    case = (x, y.astype(np.uint8)), (x[:5], y[:5].astype(np.uint8)), 2, 1
    model = training_calls.train(function, *case).answer["model"]
    steps = networks.architecture(model).steps
    known = {24: "ignores_epochs"} | dict.fromkeys((2, 4, 12), "ignores_the_batch_size")
    if not networks.architecture(training.seen.answer["model"]).steps:  # of fewer rows than 32
        known = {4: "leaves_out_the_smaller_batch"}
    message = "The number of training steps is not epochs × batches."
    hint = "epochs=epochs, batch_size=32"
    require(steps == 6, message, hint=hint, mistake=known.get(steps or 0, ""))


@grader(3)
def test_scores(function, rng, training):
    """loss and accuracy are those of the trained network on the test rows."""
    weights, answer = training.weights, training.seen.answer
    (x, y), wanted = training.test, scores(weights, training.test)
    known = {
        "measures_on_train": scores(weights, training.train),
        "returns_the_history": scores(training.before, training.train),
        "exchanges_the_numbers": wanted[::-1],
        "scales_again": scores(weights, (x / 255, y)),
    }
    require_scores(answer, wanted, known)
    x, y = pictures(rng, REST)
    x[:10], y[:10] = x[0], np.arange(10)  # one of ten is right: no batch of 32 is as the last one
    answer = training_calls.train(function, training.train, (x, y), 1, SEED).answer
    weights = cases.weights_of(answer["model"])
    batches = [scores(weights, (x[i : i + 32], y[i : i + 32])) for i in range(0, REST, 32)]
    known = {"averages_over_batches": np.mean(batches, axis=0)}
    require_scores(answer, scores(weights, (x, y)), known)


def scores(weights, rows):
    """Return loss and accuracy of the network with these weights, on pictures and labels."""
    x, y = rows
    p = dense.softmax(cases.logits_of(weights, x))
    return float(-np.mean(np.log(p[np.arange(len(y)), y]))), float(np.mean(p.argmax(axis=1) == y))


def require_scores(answer, wanted, known):
    """Ask for loss and accuracy; `known` has what mistakes answer, by their names."""
    seen = answer["loss"], answer["accuracy"]
    fits = np.allclose(seen, wanted, atol=2e-3)
    named = [name for name, other in known.items() if np.allclose(seen, other, atol=2e-3)]
    message = "loss and accuracy are not those of the network on the test rows."
    hint = "loss, accuracy = model.evaluate(…) on the test rows, after fit"
    require(fits, message, hint=hint, mistake=named[0] if named and not fits else "")


@grader(3, seconds=60)
def test_learns(function, rng):
    """After 3 epochs on 1,500 digits the network reads 84 % of others."""
    x, y = cases.redrawn_digits(rng, MANY + 1000)
    train, few = (x[:MANY], y[:MANY]), (x[MANY:][:20], y[MANY:][:20])

    def measure(seed):
        (call,) = function.map([(train, few, 3, seed)])
        outputs = networks.predict(call.value["model"], x[MANY:, :, :, np.newaxis])
        return float(np.mean((outputs.argmax(axis=1) == y[MANY:])[20:]))

    hint = "pictures and labels stay in step, and fit gets them shuffled"
    assert_reaches(measure, DIGIT_ACCURACY, what="accuracy on new digits", hint=hint)


@grader(1)
def test_floats(training):
    """loss and accuracy are built-in floats, and there are no other keys."""
    training_calls.require_floats(
        training.seen.answer, KEYS[:2], mistake="answers_numpy_numbers", all_keys=KEYS
    )


@grader(2)
def test_manners(training):
    """Nothing is printed, x and y are left as they were, and fit gets no rows to validate with."""
    found = networks.architecture(training.seen.answer["model"])
    right = training.is_off_by(training.wanted) < NEAR  # else told elsewhere
    message = "fit got rows to validate with, though nothing is chosen by them."
    hint, mistake = "fit(x, y, …) alone, and evaluate behind it", "watches_the_test_rows"
    require(not (right and found.was_validated), message, hint=hint, mistake=mistake)
    training_calls.require_manners(
        training.seen, prints="prints_progress", changes="changes_the_arrays"
    )


@grader(2)
def test_shape(function, rng):
    """Pictures that are not (N, 28, 28) are refused, in train and in test."""
    good = pictures(rng, 4)

    def of(*shape):
        return np.zeros((4, *shape), np.float32), good[1]

    shapes = ((28, 28, 1), (784,), (28, 27), (27, 28), (14, 14))
    given = [(of(*shape), good, 1) for shape in shapes]
    given += [(good, of(*shape), 1) for shape in shapes]
    known = {
        "looks_at_train_alone": range(len(shapes), 2 * len(shapes)),
        "reshapes_what_comes": (0, 1, len(shapes), len(shapes) + 1),
    }
    hint = "x.ndim and x.shape[1:], of both"
    assert_rejects_all(function, given, says="shape", hint=hint, known=known)
