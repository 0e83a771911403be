"""Hidden graders of chapter 4. Inputs come from the course secret, digits from the bundle.

Models that an exercise is given are the course's own. What a learner's model is worth is judged
by what it does: outputs rebuilt from its weights, one step of its optimizer, and predictions that
are compared here with labels that the worker never sees.
"""

import functools

import numpy as np
import pytest

from autograder.grading import (
    Threshold,
    assert_close,
    assert_keeps_dtype,
    assert_matches,
    assert_pure,
    assert_reaches,
    assert_rejects,
    assert_rejects_all,
    assert_repeatable,
    assert_type,
    assert_varies,
    assert_vectorised,
    generator,
    networks,
    remote,
    require,
    sequential,
)
from course.datasets import bundled_mnist

LAYERS = [
    ("Input", {"shape": (28, 28)}),
    ("Flatten", {}),
    ("Dense", {"units": 128, "activation": "relu"}),
    ("Dropout", {"rate": 0.2}),
    ("Dense", {"units": 10}),
]
COMPILED = {
    "optimizer": "adam",
    "loss": ("losses", "SparseCategoricalCrossentropy", {"from_logits": True}),
    "metrics": ["accuracy"],
    "steps_per_execution": 8,  # the same steps, with less of Python between them
}

# For few rows it takes longer to build the training graph than to do without one.
STEPWISE = COMPILED | {"run_eagerly": True, "steps_per_execution": 1}
# Without dropout, and with an optimizer that remembers nothing, a model is as new once its start
# weights are put back.
PLAIN = [layer for layer in LAYERS if layer[0] != "Dropout"]
STATELESS = STEPWISE | {"optimizer": "sgd"}

# Of the digits, 4,000 rows are trained on and 1,000 are held out; measured by `autograder
# calibrate`. The baseline is the share of the commonest digit among those held out.
MNIST_ACCURACY = Threshold(0.88, mean=0.9184, deviation=0.0049, seeds=20, baseline=0.134)
MLP_ACCURACY = Threshold(0.90, mean=0.9228, deviation=0.0066, seeds=20, baseline=0.134)


@functools.cache
def digits():
    """Return x (5000, 28, 28) float32 between 0 and 1, and labels: 4,000 to train, 1,000 not."""
    (x, y), (x_test, y_test) = bundled_mnist()
    x, y = np.concatenate([x[:4000], x_test[:1000]]), np.concatenate([y[:4000], y_test[:1000]])
    return (x / 255).astype(np.float32), y.astype(np.int64)


def noise(rng, rows=40):
    """Return random images and labels: enough where nothing has to be learned."""
    return rng.random((rows, 28, 28), dtype=np.float32), rng.integers(0, 10, rows)


def relu(z):
    return np.maximum(z, 0)


def cross_entropy(logits, labels):
    """Return the mean of log Σ e^z − z_label over the rows, in float64."""
    ten = logits.shape == (len(labels), 10)
    require(ten, "The model does not answer ten numbers per image.", hint="end with Dense(10)")
    z = logits.astype(np.float64)
    top = z.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(z - top).sum(axis=1)) + top[:, 0]
    return float(np.mean(log_sum - z[np.arange(len(z)), labels]))


def require_layers(weights, shapes):
    """Ask for weights of these shapes, in this order."""
    found = [array.shape for array in weights]
    message = "The layers with weights are not the ones asked for."
    require(
        found == shapes, message, hint="Dense layers of these sizes, in this order, with biases"
    )


# 4.1 prepare_images -------------------------------------------------------------------------


def images_of(rng, rows, brightest=256):
    return rng.integers(0, brightest, (rows, 28, 28)).astype(np.uint8)


@pytest.mark.exercise("prepare_images", points=2, gate=True)
def test_prepare_images_form(submission, rng):
    """prepare_images returns float32 images of the same shape."""
    images = images_of(rng, 3)
    x = submission.prepare_images(images)
    assert_close(x, np.zeros((3, 28, 28), np.float32), atol=np.inf)
    message = "The images are not float32."
    require(x.dtype == np.float32, message, hint="images.astype(np.float32)")
    assert_varies(submission.prepare_images, [(images_of(rng, 2),) for _ in range(3)])


@pytest.mark.exercise("prepare_images", points=4)
def test_prepare_images_values(submission, reference, rng):
    """prepare_images divides every grey value by 255."""
    cases = [(np.maximum(images_of(rng, n), np.eye(28, dtype=np.uint8) * 255),) for n in (1, 2, 7)]
    assert_matches(submission.prepare_images, reference.prepare_images, cases)


@pytest.mark.exercise("prepare_images", points=3)
def test_prepare_images_dark(submission, reference, rng):
    """A dark image stays dark, an image without light stays 0."""
    cases = [(images_of(rng, 4, brightest=60),), (np.zeros((2, 28, 28), np.uint8),)]
    hint = "divide by 255 always, whatever the brightest pixel is"
    assert_matches(submission.prepare_images, reference.prepare_images, cases, hint=hint)


@pytest.mark.exercise("prepare_images", points=1)
def test_prepare_images_pure(submission, rng):
    """prepare_images leaves the images as they were."""
    assert_pure(submission.prepare_images, [(images_of(rng, 3),)])


@pytest.mark.exercise("prepare_images", points=1)
def test_prepare_images_dtype(submission, rng):
    """prepare_images refuses images that are not uint8."""
    cases = [(images_of(rng, 2).astype(dtype),) for dtype in (np.float32, np.float64, np.int64)]
    hint = "compare images.dtype with np.uint8"
    assert_rejects_all(submission.prepare_images, cases, says="dtype", hint=hint)


@pytest.mark.exercise("prepare_images", points=1)
def test_prepare_images_axes(submission, rng):
    """prepare_images refuses what is not 3-D."""
    cases = [(images_of(rng, 1)[0],), (images_of(rng, 2)[..., np.newaxis],)]
    assert_rejects_all(submission.prepare_images, cases, says="shape", hint="look at images.ndim")


# 4.2 build_mnist_model ----------------------------------------------------------------------

SHAPES = [(784, 128), (128,), (128, 10), (10,)]


@pytest.mark.exercise("build_mnist_model", points=2, gate=True)
def test_build_mnist_model_form(submission, rng):
    """The model takes images (28, 28) and answers ten numbers for each."""
    model = submission.build_mnist_model()
    networks.architecture(model)
    x, _ = noise(rng, 5)
    logits = networks.predict(model, x)
    assert_close(logits, np.zeros((5, 10), np.float32), atol=np.inf, hint="end with Dense(10)")
    message = "The model answers the same for every image."
    require(np.ptp(logits, axis=0).max() > 0, message, hint="is the input used?")


@pytest.mark.exercise("build_mnist_model", points=3)
def test_build_mnist_model_parameters(submission):
    """The model has 101,770 parameters in two Dense layers."""
    model = submission.build_mnist_model(0.3)
    found = networks.architecture(model)
    hidden = found.of_kind("Dense")[0].units if found.of_kind("Dense") else None
    known = {d.units for d in found.of_kind("Dense")} == {128, 10}
    require(found.parameters != 101_632, "The biases are missing.", mistake="leaves_out_biases")
    message = "The number of parameters is not 784 × 128 + 128 + 128 × 10 + 10."
    mistake = "" if known or hidden is None else "has_another_width"
    require(found.parameters == 101_770, message, hint="count layer by layer", mistake=mistake)
    require_layers(networks.get_weights(model), SHAPES)


@pytest.mark.exercise("build_mnist_model", points=5)
def test_build_mnist_model_outputs(submission, rng):
    """The model computes ReLU of the first Dense layer, then the second one's logits."""
    model = submission.build_mnist_model(0.5)
    networks.architecture(model)
    weights = networks.get_weights(model)
    require_layers(weights, SHAPES)
    # Biases start at 0: with others their place is seen too.
    W1, b1, W2, b2 = (rng.normal(0, 0.05, array.shape).astype(np.float32) for array in weights)
    networks.set_weights(model, [W1, b1, W2, b2])
    x, _ = noise(rng, 30)
    seen = networks.predict(model, x)
    hidden = x.reshape(30, 784) @ W1 + b1
    logits = relu(hidden) @ W2 + b2
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)

    def same(wanted):
        return seen.shape == wanted.shape and np.allclose(seen, wanted, rtol=1e-3, atol=1e-4)

    message = "The model does not compute what its layers should."
    require(not same(probabilities), message, mistake="ends_in_softmax")
    require(not same(relu(logits)), message, mistake="ends_in_relu")
    require(not same(hidden @ W2 + b2), message, mistake="forgets_relu")
    sigmoid = 1 / (1 + np.exp(-hidden)) @ W2 + b2
    require(not same(sigmoid), message, mistake="uses_sigmoid")
    require(same(logits), message, hint="Flatten, Dense(128, relu), Dropout, Dense(10)")


def dropped(submission, rate, rows=400):
    """Return which of ten hidden units are dropped, (rows, 10), and the model's training outputs.

    All hidden units are 1 here and the k-th output is the k-th of them: what is not 1 was dropped
    or made larger.
    """
    model = submission.build_mnist_model(rate)
    networks.architecture(model)
    weights = networks.get_weights(model)
    require_layers(weights, SHAPES)
    W1, b1, W2, b2 = map(np.zeros_like, weights)
    W2[np.arange(10), np.arange(10)] = 1
    networks.set_weights(model, [W1, b1 + 1, W2, b2])
    x = np.ones((rows, 28, 28), np.float32)
    return networks.apply(model, x, training=True)


@pytest.mark.exercise("build_mnist_model", points=3)
def test_build_mnist_model_dropout_place(submission):
    """In training, Dropout sets outputs of the first Dense layer to 0, and nothing else."""
    seen = dropped(submission, 0.5)
    require(seen.shape == (400, 10), "The model does not answer ten numbers per image.")
    message = "In training no output of the first Dense layer is dropped."
    require(np.ptp(seen) > 0, message, mistake="has_no_dropout_there")
    model = submission.build_mnist_model(0.5)
    zeros = [np.zeros_like(array) for array in networks.get_weights(model)]
    networks.set_weights(model, [*zeros[:-1], zeros[-1] + 1])
    last = networks.apply(model, np.ones((400, 28, 28), np.float32), training=True)
    message = "Dropout acts on the ten outputs as well."
    require(np.ptp(last) == 0, message, mistake="drops_outputs", hint="before the last layer")


@pytest.mark.exercise("build_mnist_model", points=2)
def test_build_mnist_model_dropout_rate(submission):
    """The share that is dropped is the rate that was given."""
    for rate in (0.2, 0.5):
        seen = dropped(submission, rate)
        # Behind a softmax nothing is 0, but the largest of a row was kept.
        lost = seen == 0 if np.any(seen == 0) else seen < seen.max(axis=-1, keepdims=True)
        share = float(np.mean(lost))
        message = "The share of dropped units is not the rate that was given."
        fixed = "ignores_the_rate" if rate == 0.5 and abs(share - 0.2) < 0.05 else ""
        mistake = "keeps_the_rate" if abs(share - (1 - rate)) < 0.05 and rate != 0.5 else fixed
        require(abs(share - rate) < 0.05, message, hint="Dropout(dropout)", mistake=mistake)


@pytest.mark.exercise("build_mnist_model", points=1)
def test_build_mnist_model_quiet(submission):
    """Building the model raises no warning."""
    (call,) = submission.build_mnist_model.map([(0.2,)], note_warnings=True)
    networks.architecture(call.value)
    message = "Keras warns when the model is built."
    hint = "say the shape with keras.Input(…) as the first entry, not with input_shape="
    require("UserWarning" not in call.warned, message, hint=hint, mistake="gives_input_shape")


@pytest.mark.exercise("build_mnist_model", points=2)
def test_build_mnist_model_rates(submission):
    """Dropout rates below 0, and of 1 and above, are refused."""
    cases = [(1.0,), (1.5,), (-0.1,)]
    hint = "check 0 <= dropout < 1 before the layers are made"
    assert_rejects_all(submission.build_mnist_model, cases, says="dropout", hint=hint)


# 4.3 inverted_dropout -----------------------------------------------------------------------


def ones(rng, rate, shape=(500, 100)):
    return np.ones(shape), rate, generator(int(rng.integers(2**31))), True


@pytest.mark.exercise("inverted_dropout", points=1, gate=True)
def test_inverted_dropout_form(submission, rng):
    """inverted_dropout returns an array of the shape of x."""
    x = rng.normal(size=(4, 3))
    answer = submission.inverted_dropout(x, 0.5, generator(1), True)
    assert_close(answer, x, atol=np.inf, hint="one entry out for every entry in")
    cases = [(x * k, 0.25, generator(1), False) for k in (1, 2, 3)]
    assert_varies(submission.inverted_dropout, cases)


@pytest.mark.exercise("inverted_dropout", points=2)
def test_inverted_dropout_share(submission, rng):
    """When training, each entry by itself becomes 0 with the probability `rate`."""
    for rate in (0.2, 0.5):
        (call,) = submission.inverted_dropout.map([ones(rng, rate)])
        assert_close(call.value, np.ones((500, 100)), atol=np.inf)
        gone = (call.value == 0).astype(np.int64)
        message = "The share of zeros is not the rate."
        require(abs(gone.mean() - rate) < 0.01, message, hint="rng.random(x.shape) >= rate is kept")
        whole = np.ptp(gone, axis=0).max() == 0 or np.ptp(gone, axis=1).max() == 0
        message = "Whole rows or columns are dropped."
        require(not whole, message, hint="draw as many numbers as x has entries")
    cases = [(rng.normal(size=(4, 5)), 0.0, generator(3), True)]
    assert_matches(submission.inverted_dropout, lambda x, *_: x, cases, hint="rate 0 drops nothing")


@pytest.mark.exercise("inverted_dropout", points=2)
def test_inverted_dropout_mean(submission, rng):
    """When training, the mean of many entries is kept."""
    for rate in (0.2, 0.5, 0.75):
        (call,) = submission.inverted_dropout.map([ones(rng, rate, (500, 400))])
        assert_close(call.value, np.ones((500, 400)), atol=np.inf)
        message = "The mean of many ones is not about 1 any more."
        require(abs(call.value.mean() - 1) < 0.01, message, hint="divide what is kept by 1 - rate")


@pytest.mark.exercise("inverted_dropout", points=1)
def test_inverted_dropout_kept(submission, rng):
    """When training, what is kept is exactly entry / (1 - rate)."""
    for rate in (0.25, 0.5):
        x = rng.choice([-1, 1], (40, 5)) * rng.uniform(1, 2, (40, 5))
        answer = submission.inverted_dropout(x, rate, generator(2), True)
        assert_close(answer, x, atol=np.inf)
        kept = answer != 0
        hint = "entry / (1 - rate)"
        assert_close(answer[kept], (x / (1 - rate))[kept], hint=hint)


@pytest.mark.exercise("inverted_dropout", points=2)
def test_inverted_dropout_in_use(submission, rng):
    """When not training, x comes back unchanged, and the generator is not touched."""
    cases = [(rng.normal(size=s), r, generator(4), False) for s in ((5,), (3, 4)) for r in (0, 0.5)]
    hint = "dropout is for training only"
    assert_matches(submission.inverted_dropout, lambda x, *_: x, cases, hint=hint)
    source = remote(submission, generator(9))
    submission.inverted_dropout(np.ones(7), 0.5, source, False)
    drawn = source.random(3)
    message = "Numbers are drawn although nothing is dropped."
    wanted = np.random.default_rng(9).random(3)
    assert_close(drawn, wanted, atol=np.inf)
    require(np.allclose(drawn, wanted), message, hint="return the copy before you draw")


@pytest.mark.exercise("inverted_dropout", points=2)
def test_inverted_dropout_generator(submission, rng):
    """Chance comes from the generator that is given."""
    x, seed = rng.normal(size=(20, 10)), int(rng.integers(2**31))
    assert_repeatable(submission.inverted_dropout, lambda g: (x, 0.5, g, True), seed=seed)


@pytest.mark.exercise("inverted_dropout", points=1)
def test_inverted_dropout_pure(submission, rng):
    """inverted_dropout leaves x as it was, and returns an array of its own."""
    x = rng.normal(size=(4, 5))
    cases = [(x.copy(), 0.5, generator(5), training) for training in (True, False)]
    assert_pure(submission.inverted_dropout, cases, hint="work on a copy: x.copy()")


@pytest.mark.exercise("inverted_dropout", points=1)
def test_inverted_dropout_dtype(submission, rng):
    """float32 stays float32, integers become float64."""
    cases = [(rng.uniform(1, 9, 12), 0.5, generator(6), training) for training in (True, False)]
    assert_keeps_dtype(submission.inverted_dropout, cases, hint="convert back: .astype(x.dtype)")


@pytest.mark.exercise("inverted_dropout", points=1)
def test_inverted_dropout_rates(submission):
    """Rates below 0, and of 1 and above, are refused, training or not."""
    rates = [(rate, training) for rate in (1.0, 1.5, -0.1) for training in (True, False)]
    cases = [(np.ones(3), rate, generator(0), training) for rate, training in rates]
    hint = "check 0 <= rate < 1 first"
    assert_rejects_all(submission.inverted_dropout, cases, says="rate", hint=hint)


# 4.4 one_hot --------------------------------------------------------------------------------


@pytest.mark.exercise("one_hot", points=1, gate=True)
def test_one_hot_form(submission, rng):
    """one_hot returns a float32 table with a row per label and a column per class."""
    labels = np.array([2, 0, 1, 2, 1])
    rows = submission.one_hot(labels, 3)
    assert_close(rows, np.zeros((5, 3), np.float32), atol=np.inf)
    mistake = "makes_float64_rows" if rows.dtype == np.float64 else ""
    message = "The table is not float32."
    require(rows.dtype == np.float32, message, hint="dtype=np.float32", mistake=mistake)
    assert_varies(submission.one_hot, [(np.roll(labels, k), 3) for k in range(3)])


@pytest.mark.exercise("one_hot", points=3)
def test_one_hot_values(submission, reference, rng):
    """one_hot puts a single 1 into the column of each label."""
    cases = [(np.append(rng.integers(0, k, n), k - 1), k) for n, k in ((6, 4), (9, 10), (1, 2))]
    cases += [(rng.permutation(5).astype(np.uint8), 5), (np.zeros(3, np.int64), 1)]
    assert_matches(submission.one_hot, reference.one_hot, cases)


@pytest.mark.exercise("one_hot", points=2)
def test_one_hot_absent_class(submission, reference, rng):
    """Classes that do not occur have their column all the same."""
    cases = [(rng.integers(0, 4, 7), 10), (np.array([0, 1, 0]), 3), (np.array([3]), 5)]
    hint = "the number of columns is num_classes, not the largest label plus 1"
    assert_matches(submission.one_hot, reference.one_hot, cases, hint=hint)


@pytest.mark.exercise("one_hot", points=1)
def test_one_hot_vectorised(submission, rng):
    """one_hot works without a Python loop over the labels."""
    hint = "np.eye(num_classes)[labels], or Y[np.arange(N), labels] = 1"
    assert_vectorised(submission.one_hot, lambda n: (rng.integers(0, 10, n), 10), hint=hint)


@pytest.mark.exercise("one_hot", points=1)
def test_one_hot_pure(submission, rng):
    """one_hot leaves the labels as they were."""
    assert_pure(submission.one_hot, [(rng.integers(0, 4, 6), 4)])


@pytest.mark.exercise("one_hot", points=1)
def test_one_hot_labels(submission):
    """one_hot refuses labels that no class has."""
    cases = [(np.array(labels), 4) for labels in ([0, 4], [9, 1], [1, -1], [-4, 0])]
    hint = "a label is at least 0 and below num_classes; NumPy counts -1 from the end"
    assert_rejects_all(submission.one_hot, cases, says="label", hint=hint)


@pytest.mark.exercise("one_hot", points=1)
def test_one_hot_axes(submission):
    """one_hot refuses labels that are not 1-D."""
    cases = [(np.array([[0], [1]]), 2), (np.array([[0, 1]]), 2), (np.array(1), 2)]
    assert_rejects_all(submission.one_hot, cases, says="1-D", hint="look at labels.ndim")


# 4.5 compile_model --------------------------------------------------------------------------


def compiled(submission, rng, *settings):
    """Return the course's model, with random biases too, compiled by the submission."""
    model = remote(submission, sequential(LAYERS, seed=int(rng.integers(1000))))
    answer = submission.compile_model(model, *settings)
    networks.architecture(answer)
    found = networks.architecture(model)
    require(found.compiled, "The model that was given is not compiled.", hint="model.compile(…)")
    return model, answer, found


@pytest.mark.exercise("compile_model", points=2, gate=True)
def test_compile_model_form(submission, rng):
    """compile_model compiles the model that it is given, and returns it."""
    model, answer, _ = compiled(submission, rng)
    require(answer.handle.id == model.handle.id, "Another model came back.", hint="return model")


@pytest.mark.exercise("compile_model", points=3)
def test_compile_model_loss(submission, rng):
    """The loss is the mean cross-entropy of the logits, for integer labels."""
    model, _, found = compiled(submission, rng)
    x, labels = noise(rng, 60)
    # Larger weights: logits of several units, where softmax taken twice is far off.
    networks.set_weights(model, [array * 4 for array in networks.get_weights(model)])
    logits = networks.predict(model, x)
    message = "The loss is not the cross-entropy of softmax(logits)."
    wrong = found.from_logits is False and found.loss is not None
    one_hot = found.loss in ("CategoricalCrossentropy", "categorical_crossentropy")
    require(not one_hot, message, mistake="wants_one_hot_rows", hint="labels are integers here")
    squared = found.loss in ("MeanSquaredError", "mean_squared_error")
    require(not squared, message, mistake="takes_squared_error")
    scores = networks.evaluate(model, x, labels)
    near = abs(scores.get("loss", np.nan) - cross_entropy(logits, labels)) < 1e-3
    mistake = "forgets_from_logits" if wrong else ""
    require(near, message, hint="from_logits=True", mistake=mistake)


@pytest.mark.exercise("compile_model", points=1)
def test_compile_model_first_loss(submission, rng):
    """Before training, the loss is near ln 10: ten digits, about equally likely."""
    model, _, _ = compiled(submission, rng)
    loss = networks.evaluate(model, *noise(rng, 200)).get("loss", np.nan)
    require(abs(loss - np.log(10)) < 0.5, "The first loss is not near ln 10.", hint="from_logits")


@pytest.mark.exercise("compile_model", points=2)
def test_compile_model_accuracy(submission, rng):
    """The metric «accuracy» is the share of right answers."""
    model, _, _ = compiled(submission, rng)
    x, labels = noise(rng, 60)
    right = np.argmax(networks.predict(model, x), axis=1) == labels
    scores = networks.evaluate(model, x, labels)
    message = "There is no metric of the name «accuracy»."
    hint = 'metrics=["accuracy"]'
    require("accuracy" in scores, message, hint=hint, mistake="forgets_the_metric")
    assert_close(scores["accuracy"], float(np.mean(right)), rtol=1e-3, hint=hint)


@pytest.mark.exercise("compile_model", points=3)
def test_compile_model_step(submission, rng):
    """The first training step moves the weights as Adam does, by about the learning rate."""
    for settings in ((), (0.03125,), (0.0078125,)):
        rate = settings[0] if settings else 0.001
        model, _, _ = compiled(submission, rng, *settings)
        before = networks.get_weights(model)
        networks.fit(model, *noise(rng, 64), epochs=1, batch_size=64, seed=0)
        after = networks.get_weights(model)
        for weights in (before, after):
            require_layers(weights, SHAPES)
        pairs = zip(after, before, strict=True)
        moved = np.concatenate([np.abs(new - old).ravel() for new, old in pairs])
        # Adam's first step is lr · g/(|g| + ε) for each weight: lr wherever the slope is not 0.
        step = float(np.median(moved[moved > 0])) if np.any(moved > 0) else 0.0
        message = "The first step is not Adam's with this learning rate."
        fixed = settings and abs(step / 0.001 - 1) < 0.05
        mistake = "ignores_the_learning_rate" if fixed else _optimizer_mistake(step, rate)
        hint = "keras.optimizers.Adam(learning_rate)"
        require(abs(step / rate - 1) < 0.05, message, hint=hint, mistake=mistake)


def _optimizer_mistake(step, rate):
    """Return the misconception that the size of one step shows."""
    if abs(step / rate - np.sqrt(10)) < 0.2:  # RMSprop: lr · g/√(0.1 g²)
        return "uses_rmsprop"
    return "uses_sgd" if step < 0.5 * rate else ""


@pytest.mark.exercise("compile_model", points=1)
def test_compile_model_rates(submission):
    """Learning rates of 0 and below are refused."""
    for rate in (0.0, -0.001):
        model = remote(submission, sequential(LAYERS))
        hint = "check learning_rate > 0 first"
        assert_rejects(submission.compile_model, model, rate, says="learning_rate", hint=hint)


# 4.6 fit_and_evaluate -----------------------------------------------------------------------

KEYS = {"train_loss", "train_accuracy", "test_loss", "test_accuracy"}


def fresh_model(submission, seed=0, compiled=STEPWISE):
    """Return a compiled model of the course in the worker, with the start weights of `seed`."""
    return remote(submission, sequential(LAYERS, compiled, seed))


def measured(answer):
    """Return what fit_and_evaluate answered, once it has the form that was asked for."""
    assert_type(answer, dict, hint="return a dict")
    hint = "exactly train_loss, train_accuracy, test_loss and test_accuracy"
    require(set(answer) == KEYS, "The dict has other keys than the four asked for.", hint=hint)
    for key in ("train_loss", "train_accuracy"):
        assert_type(answer[key], list, hint="a list with one float per epoch")
        for value in answer[key]:
            assert_type(value, float, hint="float(…) of every number")
    for key in ("test_loss", "test_accuracy"):
        assert_type(answer[key], float, hint="float(…) of what evaluate gives")
    return answer


def marked(data, mark):
    """Return the data with the first pixel of every image set to `mark`."""
    x, y = data
    x = x.copy()
    x[:, 0, 0] = mark
    return x, y


@pytest.mark.exercise("fit_and_evaluate", points=2, gate=True)
def test_fit_and_evaluate_form(submission, rng):
    """fit_and_evaluate returns two lists with a float per epoch, and two floats."""
    model = fresh_model(submission)
    answer = measured(submission.fit_and_evaluate(model, noise(rng), noise(rng), 2, 32, 0))
    lengths = {len(answer["train_loss"]), len(answer["train_accuracy"])}
    require(lengths == {2}, "There is not one number per epoch.", hint="history.history[…]")
    losses = answer["train_loss"]
    require(len(set(losses)) > 1, "The loss is the same after every epoch.", hint="is fit called?")


@pytest.mark.exercise("fit_and_evaluate", points=5, seconds=40)
def test_fit_and_evaluate_learns(submission):
    """After 5 epochs on 4,000 digits the model reads 88 % of new digits."""
    x, y = digits()

    def measure(seed):
        model = fresh_model(submission, seed, COMPILED)
        train, test = (x[:4000], y[:4000]), (x[4000:4500], y[4000:4500])
        measured(submission.fit_and_evaluate(model, train, test, 5, 32, seed))
        right = np.argmax(networks.predict(model, x[4000:]), axis=1) == y[4000:]
        return float(np.mean(right))

    hint = "images and labels stay in step, and fit gets them shuffled"
    assert_reaches(
        measure,
        MNIST_ACCURACY,
        what="accuracy on new digits",
        hint=hint,
        mistake=lambda best: "shuffles_labels_apart" if best < 0.2 else "",
    )


@pytest.mark.exercise("fit_and_evaluate", points=2)
def test_fit_and_evaluate_sorted(submission):
    """Training data sorted by digit are no trouble: fit shuffles them."""
    x, y = digits()
    order = np.argsort(y[:100], kind="stable")
    # The last tenth is not trained on: it gets digits of every kind, the rest is sorted.
    order = np.concatenate([np.delete(order, np.s_[::10]), order[::10]])
    model = fresh_model(submission)
    networks.watch(model)
    measured(submission.fit_and_evaluate(model, (x[order], y[order]), (x[:20], y[:20]), 1, 32, 0))
    for feeding in networks.watched(model):
        message = "fit does not shuffle the rows: each batch holds one kind of digit."
        shuffled = feeding.options.get("shuffle", True) is not False
        require(shuffled or feeding.method != "fit", message, mistake="does_not_shuffle")


@pytest.mark.exercise("fit_and_evaluate", points=3)
def test_fit_and_evaluate_test_is_kept_out(submission, rng):
    """Test rows never reach fit, not as validation data either."""
    model = fresh_model(submission)
    networks.watch(model)
    train, test = marked(noise(rng, 60), 0.0), marked(noise(rng, 20), 1.0)
    measured(submission.fit_and_evaluate(model, train, test, 1, 32, 0))
    for feeding in networks.watched(model):
        is_training = feeding.method in ("fit", "train_on_batch")
        message = "Test rows are trained on."
        require(not (is_training and 1.0 in feeding.marks), message, mistake="trains_on_test")
        message = "Test rows reach fit as validation data."
        require(1.0 not in feeding.validation_marks, message, mistake="validates_on_test")


@pytest.mark.exercise("fit_and_evaluate", points=2)
def test_fit_and_evaluate_validation(submission, rng):
    """The last 10 % of the training rows are not trained on, all others are."""
    (x, y), test = noise(rng, 80), noise(rng, 20)
    other_end, other_rest = x.copy(), x.copy()
    other_end[72:] = 1 - other_end[72:]
    other_rest[71] = 1 - other_rest[71]
    model = remote(submission, sequential(PLAIN, STATELESS))
    start, weights = networks.get_weights(model), []
    networks.watch(model)
    for images in (x, other_end, other_rest):
        networks.set_weights(model, start)
        measured(submission.fit_and_evaluate(model, (images, y), test, 1, 32, 0))
        learned = networks.get_weights(model)
        require_layers(learned, SHAPES)
        weights.append(learned[0])
    message = "The last 10 % of the training rows change what is learned."
    same = np.allclose(weights[0], weights[1], atol=1e-6)
    hint = "validation_split=0.1"
    fed = [feeding for feeding in networks.watched(model) if feeding.method == "fit"]
    validated = any(f.validation_marks or f.options.get("validation_split") for f in fed)
    require(same, message, hint=hint, mistake="" if validated else "has_no_validation_data")
    message = "A row before the last 10 % does not change what is learned."
    require(not np.array_equal(weights[0], weights[2]), message, hint=hint)


@pytest.mark.exercise("fit_and_evaluate", points=2)
def test_fit_and_evaluate_scores(submission, rng):
    """test_loss and test_accuracy are those of the trained model on the test set."""
    model = fresh_model(submission)
    train, (x, y) = noise(rng, 100), noise(rng, 60)
    answer = measured(submission.fit_and_evaluate(model, train, (x, y), 2, 32, 0))
    logits = networks.predict(model, x)
    accuracy = float(np.mean(np.argmax(logits, axis=1) == y))
    on_train = networks.evaluate(model, *train)["loss"]
    message = "The test scores are not those of the trained model on the test set."
    mistake = "evaluates_on_train" if abs(answer["test_loss"] - on_train) < 1e-3 else ""
    near = abs(answer["test_loss"] - cross_entropy(logits, y)) < 1e-3
    mistake = mistake or ("evaluates_before_training" if not near else "")
    hint = "model.evaluate(*test, verbose=0), after fit"
    require(near, message, hint=hint, mistake=mistake)
    require(abs(answer["test_accuracy"] - accuracy) < 1e-3, message, hint=hint)


@pytest.mark.exercise("fit_and_evaluate", points=1)
def test_fit_and_evaluate_seed(submission, rng):
    """The same seed gives the same training, another seed another one."""
    train, test = noise(rng, 100), noise(rng, 20)
    model = remote(submission, sequential(PLAIN, STATELESS))
    start, ends = networks.get_weights(model), []
    networks.watch(model)
    # The state of chance around the calls differs: only the argument may count.
    for seed, around in ((5, 100), (5, 200), (6, 100)):
        networks.set_weights(model, start)
        case = (model, train, test, 1, 30, seed)
        (call,) = submission.fit_and_evaluate.map([case], seed=around)
        measured(call.value)
        learned = networks.get_weights(model)
        require_layers(learned, SHAPES)
        ends.append(learned[0])
    hint = "keras.utils.set_random_seed comes before fit"
    same = np.allclose(ends[0], ends[1], rtol=0, atol=1e-6)
    message = "Two trainings with the same seed differ."
    require(same, message, hint=hint, mistake="ignores_the_seed")
    message = "Trainings with different seeds are the same."
    still = any(feeding.options.get("shuffle") is False for feeding in networks.watched(model))
    mistake = "does_not_shuffle" if still else "fixes_the_seed"
    require(not np.array_equal(ends[0], ends[2]), message, hint=hint, mistake=mistake)


@pytest.mark.exercise("fit_and_evaluate", points=1)
def test_fit_and_evaluate_steps(submission, rng):
    """The number of training steps follows from epochs, batch_size and the rows trained on."""
    model = fresh_model(submission)
    measured(submission.fit_and_evaluate(model, noise(rng, 100), noise(rng, 20), 2, 20, 0))
    steps = networks.architecture(model).steps
    message = "The number of training steps is not epochs × batches."
    mistake = "ignores_the_batch_size" if steps == 6 else ""  # three batches of 32
    require(steps == 10, message, hint="hand epochs and batch_size on to fit", mistake=mistake)


@pytest.mark.exercise("fit_and_evaluate", points=1)
def test_fit_and_evaluate_silent(submission, rng):
    """Training and evaluation print nothing."""
    model = fresh_model(submission)
    networks.watch(model)
    measured(submission.fit_and_evaluate(model, noise(rng), noise(rng, 20), 1, 32, 0))
    for feeding in networks.watched(model):
        speaks = feeding.options.get("verbose", "auto") not in (0, "0")
        loud = speaks and feeding.method in ("fit", "evaluate", "predict")
        message = "Keras prints its progress."
        require(not loud, message, hint="verbose=0 in fit and evaluate", mistake="prints_progress")


@pytest.mark.exercise("fit_and_evaluate", points=1)
def test_fit_and_evaluate_epochs(submission, rng):
    """Fewer than 1 epochs are refused."""
    for epochs in (0, -1):
        model = fresh_model(submission)
        given = (model, noise(rng, 20), noise(rng, 20), epochs)
        assert_rejects(submission.fit_and_evaluate, *given, says="epochs", hint="epochs >= 1")


# 4.7 build_mlp_256 --------------------------------------------------------------------------

MLP_SHAPES = [(784, 256), (256,), (256, 256), (256,), (256, 10), (10,)]


def built(submission, *settings, seed=0):
    """Return the submission's 256-256 network and its start weights, drawn with a seed."""
    (call,) = submission.build_mlp_256.map([settings], seed=seed)
    model = call.value
    networks.architecture(model)
    weights = networks.get_weights(model)
    require_layers(weights, MLP_SHAPES)
    return model, weights


@pytest.mark.exercise("build_mlp_256", points=1, gate=True)
def test_build_mlp_256_form(submission, rng):
    """The model takes rows of 784 numbers and answers ten numbers for each."""
    model = submission.build_mlp_256()
    networks.architecture(model)
    logits = networks.predict(model, rng.random((5, 784), dtype=np.float32))
    assert_close(
        logits, np.zeros((5, 10), np.float32), atol=np.inf, hint="keras.Input((784,)) first"
    )
    message = "The model answers the same for every image."
    require(np.ptp(logits, axis=0).max() > 0, message, hint="is the input used?")


@pytest.mark.exercise("build_mlp_256", points=2)
def test_build_mlp_256_parameters(submission):
    """The model has 269,322 parameters in three Dense layers."""
    found = networks.architecture(submission.build_mlp_256()).parameters
    message = "The number of parameters is not that of 784-256-256-10 with biases."
    one_less = found == 203_530  # 784-256-10
    mistake = "has_one_hidden_layer" if one_less else ""
    require(found == 269_322, message, hint="two hidden layers of 256", mistake=mistake)


@pytest.mark.exercise("build_mlp_256", points=2)
def test_build_mlp_256_outputs(submission, rng):
    """The model computes two ReLU layers, then logits."""
    model, weights = built(submission)
    W1, b1, W2, b2, W3, b3 = (rng.normal(0, 0.05, a.shape).astype(np.float32) for a in weights)
    networks.set_weights(model, [W1, b1, W2, b2, W3, b3])
    x = rng.random((30, 784), dtype=np.float32)
    seen = networks.predict(model, x)
    logits = relu(relu(x @ W1 + b1) @ W2 + b2) @ W3 + b3
    linear = ((x @ W1 + b1) @ W2 + b2) @ W3 + b3
    message = "The model does not compute what its layers should."

    def same(wanted):
        return seen.shape == wanted.shape and np.allclose(seen, wanted, rtol=1e-3, atol=1e-4)

    softmax = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    require(not same(softmax), message, mistake="ends_the_mlp_in_softmax")
    require(not same(linear), message, mistake="leaves_the_mlp_linear")
    require(same(logits), message, hint="relu in both hidden layers, none in the last")


def spread(array):
    return float(np.std(array.astype(np.float64)))


@pytest.mark.exercise("build_mlp_256", points=2)
def test_build_mlp_256_he(submission):
    """Under "he_normal" every layer's weights spread like √(2/inputs), and biases are 0."""
    _, weights = built(submission, "he_normal")
    message = "The start weights do not have He's spread, √(2/inputs), in every Dense layer."
    ratios = [spread(W) / np.sqrt(2 / len(W)) for W in weights[0::2]]
    glorot = [spread(W) / np.sqrt(2 / sum(W.shape)) for W in weights[0::2]]
    is_glorot = all(abs(ratio - 1) < 0.1 for ratio in glorot)
    mistake = "keeps_keras_own_start" if is_glorot else ""
    right = all(abs(ratio - 1) < 0.1 for ratio in ratios)
    hint = 'kernel_initializer="he_normal" in all three Dense layers'
    require(right, message, hint=hint, mistake=mistake)
    require(not any(map(np.any, weights[1::2])), "The biases do not start at 0.", hint="zeros")


@pytest.mark.exercise("build_mlp_256", points=2)
def test_build_mlp_256_random_normal(submission):
    """Under "random_normal" weights and biases have spread 1."""
    _, weights = built(submission, "random_normal")
    kernels = [spread(W) for W in weights[0::2]]
    message = "The start weights do not have standard deviation 1."
    string = all(abs(each - 0.05) < 0.01 for each in kernels)
    mistake = "uses_the_string_random_normal" if string else ""
    hint = "keras.initializers.RandomNormal(stddev=1.0)"
    require(all(abs(each - 1) < 0.1 for each in kernels), message, hint=hint, mistake=mistake)
    biases = np.concatenate(weights[1::2])
    zero = "starts_biases_at_0" if not np.any(biases) else ""
    message = "The biases do not have standard deviation 1."
    right = abs(spread(biases) - 1) < 0.2
    require(right, message, hint="give bias_initializer as well", mistake=zero)


@pytest.mark.exercise("build_mlp_256", points=1)
def test_build_mlp_256_compiled(submission, rng):
    """The model is compiled: cross-entropy of one-hot rows from logits, Adam at 0.001, accuracy."""
    model, _ = built(submission)
    found = networks.architecture(model)
    require(found.compiled, "The model is not compiled.", hint="model.compile(…)")
    x, labels = rng.random((64, 784), dtype=np.float32), rng.integers(0, 10, 64)
    networks.set_weights(model, [array * 2 for array in networks.get_weights(model)])
    logits = networks.predict(model, x)
    message = "The loss is not the cross-entropy of softmax(logits) for one-hot rows."
    sparse = found.loss in ("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy")
    require(not sparse, message, mistake="wants_integer_labels")
    scores = networks.evaluate(model, x, np.eye(10, dtype=np.float32)[labels])
    near = abs(scores.get("loss", np.nan) - cross_entropy(logits, labels)) < 1e-3
    mistake = "leaves_out_from_logits" if found.from_logits is False else ""
    require(near, message, hint="CategoricalCrossentropy(from_logits=True)", mistake=mistake)
    require("accuracy" in scores, "The metric «accuracy» is missing.", hint='metrics=["accuracy"]')
    require(found.optimizer == "Adam", "The optimizer is not Adam.", hint="keras.optimizers.Adam")
    rate = found.learning_rate or 0.0
    require(abs(rate - 0.001) < 1e-6, "Adam's learning rate is not 0.001.", hint="Adam(0.001)")


@pytest.mark.exercise("build_mlp_256", points=1)
def test_build_mlp_256_first_loss(submission):
    """The loss before training is below 3 under He, and above 100 under N(0, 1)."""
    x, y = digits()
    x, rows = x[:500].reshape(500, 784), np.eye(10, dtype=np.float32)[y[:500]]
    he, _ = built(submission, "he_normal")
    normal, _ = built(submission, "random_normal")
    first = networks.evaluate(he, x, rows).get("loss", np.nan)
    require(first < 3, "The first loss under He is not below 3.", hint="from logits? He start?")
    first = networks.evaluate(normal, x, rows).get("loss", np.nan)
    require(first > 100, "The first loss under N(0, 1) is not above 100.", hint="spread 1?")


@pytest.mark.exercise("build_mlp_256", points=3, seconds=60)
def test_build_mlp_256_learns(submission):
    """Within 15 epochs on 4,000 digits the "he_normal" network reads 90 % of new digits."""
    x, y = digits()
    x, rows = x.reshape(-1, 784), np.eye(10, dtype=np.float32)[y]

    def measure(seed):
        model, _ = built(submission, seed=seed)
        accuracy = 0.0
        for epochs in (5, 10):  # the first five are enough for an honest network
            if not MLP_ACCURACY.is_met_by(accuracy):
                networks.fit(model, x[:4000], rows[:4000], epochs=epochs, batch_size=100, seed=seed)
                answers = np.argmax(networks.predict(model, x[4000:]), axis=1)
                accuracy = float(np.mean(answers == y[4000:]))
        return accuracy

    assert_reaches(measure, MLP_ACCURACY, what="accuracy on new digits", hint="He start, relu")


@pytest.mark.exercise("build_mlp_256", points=1)
def test_build_mlp_256_names(submission):
    """Other names of initializers are refused."""
    cases = [("zeros",), ("glorot_uniform",), ("HE_NORMAL",)]
    hint = "two names are legal; raise ValueError for every other"
    assert_rejects_all(submission.build_mlp_256, cases, says="kernel_init", hint=hint)
