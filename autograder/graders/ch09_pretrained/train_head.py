"""9.6 train_head: its graders."""

import numpy as np

from autograder.asserting import (
    Threshold,
    assert_reaches,
    dense,
    descent,
    grader,
    networks,
    observation,
    require,
    training_calls,
)

from . import cases

# 150 digits 5 to 9 are trained on and 1,000 are held out, all as features of the bundled base;
# measured by `autograder calibrate`. The baseline is the share of the commonest digit.
HEAD_ACCURACY = Threshold(0.85, mean=0.9167, deviation=0.0097, seeds=20, baseline=0.22)

ROWS, COLUMNS, CLASSES = 24, 9, 5  # all rows are one batch, in any order
EPOCHS, SEED, AROUND, RATE, NEAR = 4, 5, 100, 0.001, 0.02
MORE = 90  # rows: three batches, without a tenth too; two of 64, six of 16
SIZES = (COLUMNS, 32, CLASSES)


def rows_of(rng, rows):
    """Return features and labels; class 2 never occurs, the largest one does.

    The last two rows pull the other way, and hard: who holds them back learns something else.
    """
    y = rng.permutation(np.resize([0, 1, 3, 4], rows))
    X = rng.normal(0, 1, (rows, COLUMNS)) + np.eye(CLASSES, COLUMNS)[y] * 2
    X[-2:] *= -6
    return X.astype(np.float32), y


@observation
def training(function, rng):
    """Return features, labels, and the training that most graders look at."""
    X, y = rows_of(rng, ROWS)
    return X, y, training_calls.train(function, X, y, EPOCHS, SEED, around=AROUND)


def weights_of(model):
    """Return a head's weights, once they have the shapes that were asked for."""
    found = networks.architecture(model)
    weights = networks.get_weights(model)
    seen = [array.shape for array in weights]
    known = {
        "counts_the_classes_that_occur": dense.shapes_of(COLUMNS, 32, 4),
        "leaves_out_the_hidden_layer": dense.shapes_of(COLUMNS, CLASSES),
        "takes_64_units": dense.shapes_of(COLUMNS, 64, CLASSES),
    }
    named = [name for name, shapes in known.items() if seen == shapes]
    message = "The layers with weights are not the ones asked for."
    hint = "Dense(32) and Dense(int(y.max()) + 1), with biases"
    fits = seen == dense.shapes_of(*SIZES)
    require(fits, message, hint=hint, mistake="" if fits else (named or [""])[0])
    require(found.steps, "The head was not trained.", hint="is fit called?")
    return weights


@grader(1, gate=True)
def test_form(training):
    """train_head returns a trained head F-32-C."""
    weights_of(training[2].answer)


@grader(3)
def test_network(training):
    """The head computes ReLU, and a softmax; in training the same."""
    X, _, call = training
    weights = weights_of(call.answer)
    seen, logits = networks.predict(call.answer, X), dense.outputs_of(weights, X)
    known = {
        "ends_in_logits": logits,
        "ends_in_sigmoids": dense.sigmoid(logits),
        "leaves_out_relu": dense.softmax(dense.outputs_of(weights, X, hidden=lambda z: z)),
    }
    message, hint = "The head does not compute what its layers should.", "relu, softmax"
    for mistake, outputs in known.items():
        require(not dense.is_same(seen, outputs), message, hint=hint, mistake=mistake)
    require(dense.is_same(seen, dense.softmax(logits)), message, hint=hint)
    trained = networks.apply(call.answer, X, training=True)
    message, hint = "In training the head computes something else.", "no Dropout is asked for"
    same = dense.is_same(trained, dense.softmax(logits))
    require(same, message, hint=hint, mistake="" if same else "drops_units")


@grader(5)
def test_learned(submission, training):
    """The head has learned from all rows, by Adam and the cross-entropy, as long as it should."""
    X, y, call = training
    seen, found = weights_of(call.answer), networks.architecture(call.answer)
    begun = {seed: dense.start(submission, SIZES, seed) for seed in (SEED, 0, AROUND)}
    from_the_end = dense.start_from_the_end(submission, SIZES, SEED)

    def off(seed=SEED, rows=ROWS, steps=EPOCHS, start=None):
        *_, wanted = descent.adam(start or begun[seed], [(X[:rows], y[:rows])] * steps, RATE)
        return training_calls.apart(seen, wanted, RATE)

    if off() < NEAR:
        return
    known = {
        "holds_rows_back": lambda: min(off(rows=int(ROWS * share)) for share in (0.9, 0.8)),
        "keeps_an_earlier_epoch": lambda: min(off(steps=n) for n in range(1, EPOCHS)),
        "makes_the_last_layer_first": lambda: off(start=from_the_end),
        "ignores_the_seed": lambda: off(seed=AROUND),
        "fixes_the_seed": lambda: off(seed=0),
        "takes_another_optimizer": lambda: 0 if found.optimizer != "Adam" else 1,
    }
    named = [name for name, find in known.items() if find() < NEAR]
    message = "What the head has learned is not what it learns from these rows."
    hint = "seed, build, compile with Adam and the cross-entropy, fit on all rows"
    require(False, message, hint=hint, mistake=(named or [""])[0])


@grader(2)
def test_steps(function, rng):
    """Batches have 32 rows, and all epochs are trained; labels may be of any integer dtype."""
    X, y = rows_of(rng, MORE)
    head = training_calls.train(function, X, y.astype(np.uint8), 2, 1).answer
    steps = networks.architecture(head).steps
    known = {90: "ignores_epochs"} | dict.fromkeys((2, 4, 12), "ignores_the_batch_size")
    message = "The number of training steps is not epochs × batches."
    hint = "epochs=epochs, batch_size=32"
    require(steps == 6, message, hint=hint, mistake=known.get(steps or 0, ""))
    labels = np.r_[127, 0:9].astype(np.int8)  # 127 + 1 does not fit into int8
    (call,) = function.map([(X[:10], labels, 1, 1)], eager=True)
    units = () if call.raised else networks.get_weights(call.value)[-1].shape
    mistake = "" if units == (128,) else "counts_in_the_type_of_y"
    message = "Labels up to 127 in int8 are too many."
    require(units == (128,), message, hint="int(y.max()) + 1", mistake=mistake)


@grader(2, seconds=40)
def test_learns(function, rng):
    """After 30 epochs on 150 digits the head reads 85 % of others."""
    X, y = cases.redrawn_features(rng, 150 + 1000)

    def measure(seed):
        (call,) = function.map([(X[:150], y[:150], 30, seed)])
        outputs = networks.predict(call.value, X[150:])
        return float(np.mean(outputs.argmax(axis=1) == y[150:]))

    hint = "features and labels stay in step, and fit gets them shuffled"
    assert_reaches(measure, HEAD_ACCURACY, what="accuracy on new digits", hint=hint)


@grader(2)
def test_manners(training):
    """Nothing is printed, and features and y are left as they were."""
    training_calls.require_manners(
        training[2], prints="prints_progress", changes="changes_the_arrays"
    )
