"""The public checks of chapter 4: worked numbers, shapes, parameters, refusals and manners."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_keeps_dtype,
    assert_pure,
    assert_rejects,
    assert_repeatable,
    assert_type,
    assert_vectorised,
    feedings,
    generator,
    networks,
    remote,
    require,
    sequential,
)

# The course's own network of exercise 4.2: a mistake there costs nothing in 4.5 and 4.6.
LAYERS = [
    ("Input", {"shape": (28, 28)}),
    ("Flatten", {}),
    ("Dense", {"units": 128, "activation": "relu"}),
    ("Dropout", {"rate": 0.2}),
    ("Dense", {"units": 10}),
]
COMPILED = {
    "optimizer": ("optimizers", "Adam", {"learning_rate": 0.05}),
    "loss": ("losses", "SparseCategoricalCrossentropy", {"from_logits": True}),
    "metrics": ["accuracy"],
    "run_eagerly": True,  # for few rows it is quicker
}
SHAPES = [(784, 128), (128,), (128, 10), (10,)]
ADAM = {  # the first two biases after one step and after two, in learning rates
    2: ([1, -1], [0.942388, -0.942388]),
    10: ([1, -1], [1.583573, -0.334338]),
}
MLP_SHAPES = [(784, 256), (256,), (256, 256), (256,), (256, 10), (10,)]


def noise(rows):
    """Return images (rows, 28, 28) of random numbers between 0 and 1, and labels 0 to 9."""
    rng = np.random.default_rng(0)
    return rng.random((rows, 28, 28), dtype=np.float32), np.arange(rows) % 10


def start_of(model, shapes):
    """Return a model's weights, once they have the shapes that its layers should give them."""
    networks.architecture(model)
    networks.predict(model, np.zeros((1, 28, 28) if shapes == SHAPES else (1, 784), np.float32))
    weights = networks.get_weights(model)
    found = [array.shape for array in weights]
    message = f"The weights have the shapes {found}, not {shapes}."
    require(found == shapes, message, hint="one Dense layer after the other, with biases")
    return weights


def zeros(shapes):
    """Return weights of 0."""
    return [np.zeros(shape, dtype=np.float32) for shape in shapes]


def assert_two_steps_of_adam(model, shapes, learning_rate, batches, hint):
    """Ask for the first two steps of Adam: one row of label 0, then one of label 1.

    All weights are 0 but those of the first layer, 100; where the input is 0 they stay. The slopes
    of two biases are -0.5 and 0.5, then about 0.5 and -0.5.
    """
    weights = zeros(shapes)
    weights[0] += 100
    networks.set_weights(model, weights)
    first, second = ADAM[shapes[-1][0]]
    for wanted, (x, y) in zip((first, second), batches, strict=True):
        networks.fit(model, x, y, epochs=1, batch_size=1, seed=0)
        kernel, *_, bias = networks.get_weights(model)
        assert_close(bias[:2] / learning_rate, np.float32(wanted), rtol=3e-4, hint=hint)
        message = "A weight moved that nothing in the data moves."
        require(np.all(kernel == 100), message, hint="Adam without weight decay")


@pytest.mark.exercise("prepare_images")
class TestPrepareImages:
    """Exercise 4.1."""

    @pytest.mark.gate
    def test_images_become_float32(self, function):
        """The answer is float32, of the images' shape."""
        x = function(np.full((3, 28, 28), 255, dtype=np.uint8))
        hint = "images.astype(np.float32)"
        assert_close(x, np.ones((3, 28, 28), dtype=np.float32), atol=np.inf, hint=hint)
        assert_equal(x.dtype, np.dtype("float32"), hint=hint)

    def test_images_lie_between_0_and_1(self, function):
        """Grey values 0, 1, 51, 100 and 255 become 0, 0.003922, 0.2, 0.392157 and 1."""
        images = np.zeros((1, 28, 28), dtype=np.uint8)
        images[0, 0, :5] = [0, 1, 51, 100, 255]
        x = function(images)
        require(np.shape(x) == (1, 28, 28), "The shape changed.", hint="divide, and nothing else")
        wanted = np.array([0, 1 / 255, 0.2, 100 / 255, 1], dtype=np.float32)
        assert_close(x[0, 0, :5], wanted, rtol=1e-6, hint="divide by 255, and round nothing")

    def test_a_nearly_black_image_stays_nearly_black(self, function):
        """A batch whose brightest pixel is 51, or 1, is divided by 255, too."""
        for brightest in (51, 1):
            x = function(np.eye(28, dtype=np.uint8)[np.newaxis] * np.uint8(brightest))
            message = "The shape changed."
            require(np.shape(x) == (1, 28, 28), message, hint="divide, and nothing else")
            wanted = np.array([brightest / 255, 0], dtype=np.float32)
            assert_close(x[0, 0, :2], wanted, hint="always 255")

    def test_manners(self, function):
        """NumPy alone: nothing of Keras or TensorFlow is called; images stay as they were."""
        images = np.full((1, 28, 28), 255, dtype=np.uint8)
        (call,) = function.map([(images,)], without_keras=True)
        wanted = np.ones((1, 28, 28), dtype=np.float32)
        assert_close(call.value, wanted, hint="Keras is not there when graded")
        assert_pure(function, [(images,)])

    def test_what_is_not_uint8_is_refused(self, function):
        """Images of any other dtype, integers too, are refused with a ValueError."""
        for kind in ("float64", "float32", "int64", "int8", "uint16", "bool"):
            hint = f"here images are {kind}: compare images.dtype with np.uint8"
            assert_rejects(function, np.zeros((1, 28, 28), kind), says="dtype", hint=hint)

    def test_what_is_not_3d_is_refused(self, function):
        """A single image, a row, one number, and images with a channel axis are refused."""
        for shape in ((28, 28), (28,), (), (1, 28, 28, 1)):
            hint = f"here images are of shape {shape}: look at images.ndim"
            assert_rejects(function, np.zeros(shape, dtype=np.uint8), says="shape", hint=hint)


@pytest.mark.exercise("build_mnist_model")
class TestBuildMnistModel:
    """Exercise 4.2."""

    @pytest.mark.gate
    def test_the_model_maps_an_image_to_ten_numbers(self, function):
        """The model takes images (28, 28) and answers 10 numbers for each."""
        model = function()
        takes = networks.architecture(model).input_shape or (None, 28, 28)
        message = f"The model takes {takes[1:]}, not images (28, 28)."
        require(takes == (None, 28, 28), message, hint="begin with keras.Input((28, 28))")
        logits = networks.predict(model, noise(3)[0])
        assert_equal(list(logits.shape), [3, 10], hint="the last layer is Dense(10)")

    def test_the_model_has_101770_parameters(self, function):
        """784 × 128 + 128 and 128 × 10 + 10 parameters: 101,770."""
        found = networks.architecture(function()).parameters
        hint = "call a model of your own class once, before you return it"
        require(found, "The model has no weights yet.", hint=hint)
        assert_equal(found, 101_770, hint="Dense(128) and Dense(10), each with its biases")

    def test_outputs_by_hand(self, function):
        """Hidden scores 1, -1 and 7 of a white image become 1, 0 and 7; the logits -2, 0, 7, 0.5.

        The weights are set by hand; the other logits are 0. The rate is 0.5, but not in use.
        """
        model = function(0.5)
        start_of(model, SHAPES)
        W1, b1, W2, b2 = zeros(SHAPES)
        W1[:, :3] = np.array([1, -1, 7]) / 784
        W2[[0, 1, 2], [0, 1, 2]] = [-2, 1, 1]
        b2[3] = 0.5
        networks.set_weights(model, [W1, b1, W2, b2])
        logits = networks.predict(model, np.ones((5, 28, 28), dtype=np.float32))
        wanted = np.tile(np.float32([-2, 0, 7, 0.5, 0, 0, 0, 0, 0, 0]), (5, 1))
        hint = "relu in the hidden layer, no activation in the last: the loss brings the softmax"
        assert_close(logits, wanted, rtol=1e-4, atol=1e-4, hint=hint)

    def test_dropout_in_training(self, function):
        """In training, hidden units of 1 become 0 or 2 under a rate of 0.5, 0 or 1.3333 under 0.25.

        Each logit is one hidden unit, of a white image whose hidden units are all 1.
        """
        for rate in (0.5, 0.25):
            model = function(rate)
            start_of(model, SHAPES)
            W1, b1, W2, b2 = zeros(SHAPES)
            W2[np.arange(10), np.arange(10)] = 1
            networks.set_weights(model, [W1 + np.float32(1 / 784), b1, W2, b2])
            white = np.ones((400, 28, 28), dtype=np.float32)
            seen = networks.apply(model, white, training=True)
            gone = np.abs(seen) < 1e-3
            message = f"Under a rate of {rate} there are others than 0 and {1 / (1 - rate):.4f}."
            hint = "one Dropout(dropout), between the two Dense layers"
            off = np.abs(seen[~gone] - 1 / (1 - rate)) > 1e-3
            require(not off.any() and gone.any(), message, hint=hint)
            share = float(gone.mean())
            message = f"Under a rate of {rate} the share of zeros is {share:.2f}."
            require(abs(share - rate) < 0.05, message, hint="Dropout takes the rate to drop")
            message = "Every image loses the same units."
            require(np.ptp(seen, axis=0).max() > 0, message, hint="Dropout(dropout) and no more")

    def test_nothing_else_comes_with_it(self, function):
        """No warning, not compiled, no penalty: where targets are the outputs, the loss is 0."""
        (call,) = function.map([(0.0,)], note_warnings=True)
        model = call.value
        networks.architecture(model)
        warned = "UserWarning" in call.warned
        hint = "begin with keras.Input((28, 28)), without input_shape"
        require(not warned, "Keras warns when the model is built.", hint=hint)
        compiled = networks.architecture(model).compiled
        require(not compiled, "It is compiled.", hint="leave that to compile_model")
        x, _ = noise(3)
        targets = networks.predict(model, x)
        model.compile(optimizer="sgd", loss="mse")
        loss = networks.evaluate(model, x, targets)["loss"]
        message = f"Where the targets are the outputs, the loss is {loss:.6f}."
        require(
            abs(loss) < 1e-6, message, hint="only the layers that are asked for: no regularizer"
        )

    def test_one_training_step(self, function):
        """At rate 0, a slope of 1 at logit 0 moves its bias by -0.01, a hidden one by -0.05.

        The image is white and the weight between the two is 5; gradient descent takes 0.01 times
        the slope. A weight of 9 that the logits do not depend on stays.
        """
        model = function(0.0)
        start_of(model, SHAPES)
        W1, b1, W2, b2 = zeros(SHAPES)
        W1[:, :2] = 1 / 784, 9
        W2[0, 0] = 5
        networks.set_weights(model, [W1, b1, W2, b2])
        white = np.ones((1, 28, 28), dtype=np.float32)
        model.compile(optimizer="sgd", loss="mse")
        targets = np.zeros((1, 10), dtype=np.float32)  # (5 - 0)² / 10 has the slope 1 at logit 0
        networks.fit(model, white, targets, epochs=1, batch_size=1, seed=0)
        W1, b1, W2, b2 = networks.get_weights(model)
        hint = "nothing frozen, limited or added: only the layers that are asked for"
        assert_close(np.array([b2[0], b1[0]]), np.array([-0.01, -0.05]), rtol=1e-4, hint=hint)
        assert_close(np.array([W2[0, 0], W1[0, 1]]), np.array([4.99, 9]), rtol=1e-5, hint=hint)

    def test_each_model_starts_anew(self, function):
        """Two models start with different weights."""
        one, other = (call.value for seed in (1, 2) for call in function.map([()], seed=seed))
        (W, *_), (V, *_) = start_of(one, SHAPES), start_of(other, SHAPES)
        same = np.array_equal(W, V)
        require(not same, "Two models start with the same weights.", hint="set no seed in here")

    def test_a_dropout_rate_that_cannot_be_is_refused(self, function):
        """Rates of 1, 1.5 and -0.1 are refused with a ValueError; 0 is legal."""
        networks.architecture(function(0.0))
        for rate in (1.0, 1.5, -0.1):
            assert_rejects(function, rate, says="dropout", hint="0 <= dropout < 1")


def masks_of(function, seeds, shape):
    """Return which entries of ones become 0 under a rate of 0.5, for each seed."""
    calls = function.map([(np.ones(shape), 0.5, generator(seed), True) for seed in seeds])
    for call in calls:
        require(np.shape(call.value) == shape, "The shape changed.", hint="rng.random(x.shape)")
    return [call.value == 0 for call in calls]


@pytest.mark.exercise("inverted_dropout")
class TestInvertedDropout:
    """Exercise 4.3."""

    @pytest.mark.gate
    def test_a_rate_of_0_changes_nothing(self, function):
        """With rate 0 everything stays, whatever the shape."""
        for shape in ((2, 3), (6,), (1, 2, 3), ()):
            x = np.array(1.0) if shape == () else np.arange(6.0).reshape(shape)
            answer = function(x, 0.0, generator(0), True)
            hint = f"here x has the shape {shape}; with probability 0 an entry becomes 0"
            assert_close(answer, x, hint=hint)

    def test_what_is_kept_of_ones_becomes_larger(self, function):
        """Half of the ones become 2 under a rate of 0.5; three in four 1.3333 under 0.25."""
        for rate in (0.5, 0.25):
            answer = function(np.ones(10_000), rate, generator(0), True)
            require(np.shape(answer) == (10_000,), "The shape changed.")
            message = f"Under a rate of {rate} there are others than 0 and {1 / (1 - rate):.4f}."
            kept = answer[answer != 0]
            right = len(kept) and np.allclose(kept, 1 / (1 - rate), rtol=1e-6)
            require(right, message, hint="x / (1 - rate)")
            share = float(np.mean(answer == 0))
            message = f"Under a rate of {rate}, {share:.1%} of 10,000 entries become 0."
            hint = "rng.random(x.shape) >= rate is kept"
            require(abs(share - rate) < 0.03, message, hint=hint)

    def test_each_entry_by_itself(self, function):
        """Under a rate of 0.5 two rows of 200, or two columns, agree in about half of the entries.

        And ten entries do not lose five each time.
        """
        (mask,) = masks_of(function, [0], (200, 200))
        signs = np.where(mask, 1, -1)
        for name, table in (("rows", signs), ("columns", signs.T)):
            link = np.abs(table @ table.T / 200 - np.eye(200)).max()  # 0: they agree in a half
            message = f"Some {name} agree nearly everywhere, or nowhere."
            hint = "draw one number for every entry of x: rng.random(x.shape)"
            require(link < 0.6, message, hint=hint)
        small = masks_of(function, range(12), (2, 5))
        hint = "do not count the zeros out: each entry is dropped with a probability of its own"
        for some in (mask[:12], small if len({one.tobytes() for one in small}) > 1 else []):
            counts = {int(one.sum()) for one in some}
            message = f"Twelve draws have the same number of zeros, {max(counts, default=0)}."
            require(len(counts) != 1, message, hint=hint)

    def test_out_of_training_x_comes_back(self, function, submission):
        """When not training x comes back as it is, and nothing is drawn."""
        rng = remote(submission, generator(0))
        for chance in (generator(0), rng):
            answer = function(np.array([1.0, -2.0, 3.0]), 0.5, chance, False)
            assert_close(answer, np.array([1.0, -2.0, 3.0]), hint="dropout is for training only")
        hint = "return the copy before you draw"
        assert_close(rng.random(), 0.636962, rtol=1e-5, hint=hint)  # the first of generator(0)

    def test_manners(self, function):
        """NumPy alone, x stays as it was, and the answer shares no memory with it."""
        cases = [(np.ones(4), 0.0, generator(0), training) for training in (True, False)]
        for call in function.map(cases, without_keras=True):
            assert_close(call.value, np.ones(4), hint="Keras is not there when graded")
        ways = [(np.ones(4), rate, generator(0), way) for rate in (0, 0.5) for way in (True, False)]
        assert_pure(function, ways, hint="work on a copy: x.copy()")

    def test_chance_comes_from_rng(self, function):
        """One seed gives one answer, another seed another one, and a second call another one."""
        hint = "rng.random(x.shape): not np.random, and no generator of your own"
        assert_repeatable(function, lambda rng: (np.ones(200), 0.5, rng, True), seed=7, hint=hint)

    def test_number_types(self, function):
        """float32 stays float32; integers become float64: 200 in uint8 becomes 0 or 400."""
        cases = [(np.array([1.0, 2.0]), 0.5, generator(0), way) for way in (True, False)]
        assert_keeps_dtype(function, cases, hint="make integers float64 first; .astype(x.dtype)")
        for kind, number in ((np.uint8, 200), (np.int8, 100)):
            answer = function(np.full(20, number, kind), 0.5, generator(0), True)
            hint = f"here {number} in {kind.__name__}: 1.0 * x before you compute with it"
            assert_close(np.unique(answer), np.array([0.0, 2.0 * number]), hint=hint)

    def test_a_rate_of_1_is_refused(self, function):
        """Rates of 1, 1.5 and -0.1 are refused with a ValueError, also when not training."""
        for rate in (1.0, 1.5, -0.1):
            for training in (True, False):
                case = (np.ones(3), rate, generator(0), training)
                assert_rejects(function, *case, says="rate", hint="check the rate first")


@pytest.mark.exercise("one_hot")
class TestOneHot:
    """Exercise 4.4."""

    @pytest.mark.gate
    def test_the_answer_is_a_float32_table(self, function):
        """Five labels of three classes make a float32 array (5, 3)."""
        rows = function(np.array([0, 1, 2, 1, 0]), 3)
        assert_type(rows, np.ndarray, hint="np.zeros((…, …), dtype=np.float32)")
        require(np.shape(rows) == (5, 3), "The answer is no array (5, 3).", hint="(N, num_classes)")
        assert_equal(rows.dtype, np.dtype("float32"), hint="np.zeros((…, …), dtype=np.float32)")

    def test_labels_0_and_3_of_four_classes(self, function):
        """Labels 0 and 3 of four classes: a 1 in column 0, a 1 in column 3."""
        wanted = np.array([[1, 0, 0, 0], [0, 0, 0, 1]], dtype=np.float32)
        hint = "all zeros first; then one 1 per row, in the column of the label"
        assert_close(function(np.array([0, 3]), 4), wanted, hint=hint)

    def test_classes_that_do_not_occur(self, function):
        """Labels 1, 0 of five classes make five columns, 3 and 200 in uint8, of 201, make 201."""
        wanted = np.array([[0, 1, 0, 0, 0], [1, 0, 0, 0, 0]], dtype=np.float32)
        hint = "as many columns as num_classes, not the largest label plus 1"
        assert_close(function(np.array([1, 0]), 5), wanted, hint=hint)
        wanted = np.zeros((2, 201), dtype=np.float32)
        wanted[[0, 1], [3, 200]] = 1
        hint = "row 0 has its 1 in column 3, row 1 in column 200; uint8 ends at 255"
        assert_close(function(np.array([3, 200], dtype=np.uint8), 201), wanted, hint=hint)

    def test_manners(self, function):
        """NumPy alone, labels stay as they were, and no Python loop goes over them."""
        (call,) = function.map([(np.array([0, 1]), 2)], without_keras=True)
        assert_close(call.value, np.eye(2, dtype=np.float32), hint="Keras is not there when graded")
        assert_pure(function, [(np.array([0, 2]), 3)])
        hint = "np.eye(num_classes)[labels], or Y[np.arange(N), labels] = 1"
        assert_vectorised(function, lambda n: (np.arange(n) % 3, 3), hint=hint, of="labels")

    def test_labels_out_of_range_are_refused(self, function):
        """Labels below 0, and of num_classes and above, are refused with a ValueError."""
        cases = [(np.int64, labels) for labels in ([0, 4], [9, 1], [0, -1], [-4, 1])]
        for kind, labels in [*cases, (np.uint8, [3, 200]), (np.int8, [1, -2])]:
            hint = f"here {labels} of four classes: 0 to 3 are legal; NumPy counts -1 from the end"
            assert_rejects(function, np.array(labels, kind), 4, says="label", hint=hint)

    def test_labels_that_are_not_1d_are_refused(self, function):
        """A column, a row (1, 2), and a single number are refused with a ValueError."""
        for labels in ([[0], [1]], [[0, 1]], [[[1]]], 1):
            hint = f"here labels are {labels}: look at labels.ndim first"
            assert_rejects(function, np.array(labels), 4, says="1-D", hint=hint)


def small(submission, units):
    """Return a network of two inputs and one Dense layer, not compiled."""
    return remote(submission, sequential([("Input", {"shape": (2,)}), ("Dense", {"units": units})]))


@pytest.mark.exercise("compile_model")
class TestCompileModel:
    """Exercise 4.5."""

    @pytest.mark.gate
    def test_the_same_model_comes_back_compiled(self, function, submission):
        """compile_model returns the model that it was given, compiled."""
        model = remote(submission, sequential(LAYERS))
        answer = function(model)
        networks.architecture(answer)
        same = answer.handle.id == model.handle.id
        require(same, "Another model came back.", hint="model.compile(…), then return model")
        compiled = networks.architecture(model).compiled
        require(compiled, "It is not compiled.", hint="model.compile(…)")

    def test_the_loss_of_an_untrained_model_is_about_ln_10(self, function, submission):
        """Before training the loss is near ln 10 = 2.303: ten digits, about equally likely."""
        model = function(remote(submission, sequential(LAYERS)))
        networks.architecture(model)
        scores = networks.evaluate(model, *noise(200))
        require("accuracy" in scores, "There is no metric «accuracy».", hint='metrics=["accuracy"]')
        far = abs(scores["loss"] - np.log(10)) > 0.5
        require(not far, f"The loss is {scores['loss']:.3f}.", hint="from_logits=True?")

    def test_loss_and_accuracy_by_hand(self, function, submission):
        """Logits 9, 8, …, 0 and the labels 0, 1, 5: a loss of 2.45863, an accuracy of 1/3."""
        model = function(small(submission, 10))
        networks.architecture(model)
        networks.set_weights(model, [np.zeros((2, 10)), np.arange(9.0, -1, -1)])
        scores = networks.evaluate(model, np.ones((3, 2), np.float32), np.array([0, 1, 5]))
        hint = "the mean of 0.45863, 1.45863 and 5.45863: from logits, not a sum"
        assert_close(scores["loss"], 2.458630, rtol=1e-5, hint=hint)
        require("accuracy" in scores, "There is no metric «accuracy».", hint='metrics=["accuracy"]')
        hint = "only label 0 has the largest logit"
        assert_close(scores["accuracy"], 1 / 3, rtol=1e-5, hint=hint)

    def test_the_learning_rate_is_the_one_given(self, function, submission):
        """The optimizer is Adam, with the learning rate that was given; 2 is legal."""
        for rate in (0.01, 2.0):
            model = function(remote(submission, sequential(LAYERS)), rate)
            found = networks.architecture(model)
            assert_equal(found.optimizer, "Adam", hint="keras.optimizers.Adam(learning_rate)")
            require(found.learning_rate is not None, "The optimizer has no learning rate.")
            hint = "hand learning_rate on to Adam"
            assert_close(round(found.learning_rate, 6), rate, hint=hint)

    def test_two_steps_of_adam(self, function, submission):
        """The first step moves a bias by the learning rate, the second back by 0.0576 of it."""
        model = function(small(submission, 2), 0.01)
        networks.architecture(model)
        batches = [(np.zeros((1, 2), np.float32), np.array([label])) for label in (0, 1)]
        hint = "keras.optimizers.Adam(learning_rate), with no other setting"
        assert_two_steps_of_adam(model, [(2, 2), (2,)], 0.01, batches, hint)
        kept = networks.architecture(model).arrays or 0  # two averages for each of two arrays
        require(kept < 6, "The optimizer keeps more of each weight than Adam does.", hint=hint)

    def test_a_learning_rate_of_0_is_refused(self, function, submission):
        """Learning rates of 0 and -0.001 are refused with a ValueError."""
        model = remote(submission, sequential(LAYERS))
        for rate in (0.0, -0.001):
            assert_rejects(function, model, rate, says="learning_rate", hint="check it first")


PIXELS = np.eye(784, dtype=np.float32).reshape(784, 28, 28)
TRAIN = PIXELS[1:21], np.array([0] * 18 + [9] * 2)  # the last 10 % show another digit
TEST = PIXELS[21:31] + PIXELS[0], np.array([0, 5] * 5)  # pixel 0 is lit in test images alone
KEYS = {"train_loss", "train_accuracy", "test_loss", "test_accuracy"}


class Training:
    """A training on the 20 rows of `TRAIN`, and what was seen of it."""

    def __init__(self, function, submission, epochs=1, batch_size=20, seed=0, around=100):
        self.model = remote(submission, sequential(LAYERS, COMPILED))
        before = networks.get_weights(self.model)
        feedings.watch(self.model)
        case = (self.model, TRAIN, TEST, epochs, batch_size, seed)
        (self.call,) = function.map([case], seed=around, note_prints=True)
        self.answer = self.call.value
        assert_type(self.answer, dict, hint="return a dict with four keys")
        hint = "exactly train_loss, train_accuracy, test_loss and test_accuracy"
        require(set(self.answer) == KEYS, "The keys are not the four named.", hint=hint)
        self.fed = feedings.watched(self.model)
        self.steps = networks.architecture(self.model).steps
        weights = networks.get_weights(self.model)
        self.moved = np.any(weights[0] != before[0], axis=1)  # of each pixel
        self.gain = float(weights[-1][0] - before[-1][0])  # of the bias of digit 0


@pytest.mark.exercise("fit_and_evaluate")
class TestFitAndEvaluate:
    """Exercise 4.6."""

    @pytest.mark.gate
    def test_a_training_answers_two_lists_and_two_numbers(self, function, submission):
        """Two epochs: lists of two floats for train, one float each for test."""
        answer = Training(function, submission, epochs=2).answer
        for key in ("train_loss", "train_accuracy"):
            assert_type(answer[key], list, hint="history.history[…] is a list")
            assert_equal(len(answer[key]), 2, hint=f"{key}: one number per epoch, of all `epochs`")
            for value in answer[key]:
                assert_type(value, float, hint="float(…) of each number")
        for key in ("test_loss", "test_accuracy"):
            assert_type(answer[key], float, hint="float(…) of what evaluate gives")

    def test_the_seed_decides(self, function, submission):
        """Two trainings with seed 3 agree, one with seed 4 is another one."""
        one, two, other = (
            Training(function, submission, seed=seed, around=around).answer["train_loss"]
            for seed, around in ((3, 100), (3, 200), (4, 100))
        )
        hint = "keras.utils.set_random_seed(seed) comes before fit"
        assert_close(two, one, rtol=1e-4, hint=hint)
        same = np.allclose(other, one, rtol=1e-4)
        require(not same, "The seeds 3 and 4 give the same training.", hint=hint)

    def test_three_epochs(self, function, submission):
        """18 of 20 rows are trained on, in 6 steps, three epochs in batches of 9; the loss falls.

        Each row lights a pixel of its own, whose weights move when it is trained on. The 18 show a
        0: the bias of that digit gains about 0.05, the learning rate, in each step.
        """
        seen = Training(function, submission, epochs=3, batch_size=9)
        hint = "validation_split=0.1 keeps the last 10 % back"
        require(not seen.moved[19:21].any(), "The last two rows are trained on.", hint=hint)
        require(seen.moved[1:19].all(), "One of the first 18 rows is not trained on.", hint=hint)
        test_too = bool(seen.moved[21:].any())
        require(not test_too, "Test rows are trained on.", hint="fit gets *train alone")
        hint = "hand epochs and batch_size on to fit, and let it train to the end"
        assert_equal(seen.steps, 6, hint=hint)
        message = f"The bias of digit 0 gained {seen.gain:.2f}, not about 0.3."
        require(
            seen.gain > 0.2, message, hint="train it as it was compiled, and keep the last weights"
        )
        losses, accuracies = seen.answer["train_loss"], seen.answer["train_accuracy"]
        hint = 'history.history["loss"]: "val_loss" is of rows that are not trained on'
        falls = losses[0] > losses[-1] and losses[-1] < 1
        require(falls, f"train_loss is {losses}.", hint=hint)
        assert_close(accuracies[-1], 1.0, hint=hint.replace("loss", "accuracy"))

    def test_rows_of_the_test(self, function, submission):
        """Test rows are for evaluate alone, once, at the end, and the test numbers are its own.

        Test images alone have a white first pixel.
        """
        seen = Training(function, submission, epochs=2)
        methods = [feeding.method for feeding in seen.fed if 1.0 in feeding.marks]
        message = f"Test rows are given to {' and '.join(methods) or 'nothing'}."
        hint = "evaluate test once, when the training is over"
        require(methods == ["evaluate"], message, hint=hint)
        last = [feeding.method for feeding in seen.fed if not feeding.within][-1:]
        require(last != ["fit"], "Test is evaluated before the training.", hint=hint)
        reached = any(1.0 in feeding.validation_marks for feeding in seen.fed)
        message = "Test rows reach fit as validation data."
        require(not reached, message, hint="validation_split=0.1 instead")
        scores = networks.evaluate(seen.model, *TEST)
        for name in ("loss", "accuracy"):
            hint = f"model.evaluate(*test) after fit; with return_dict=True the {name} has its name"
            assert_close(seen.answer[f"test_{name}"], scores[name], rtol=1e-4, hint=hint)

    def test_manners(self, function, submission):
        """Nothing is printed, the arrays stay as they were, and fit shuffles."""
        seen = Training(function, submission)
        require(not seen.call.printed, "Something is printed.", hint="verbose=0, in both calls")
        require(not seen.call.changed, "An array holds other numbers now.", hint="work on a copy")
        shuffles = all(f.options.get("shuffle", True) is not False for f in seen.fed)
        require(shuffles, "fit does not shuffle.", hint="leave shuffle as it is")

    def test_no_epochs_are_refused(self, function, submission):
        """0 epochs, and -1, are refused with a ValueError."""
        model = remote(submission, sequential(LAYERS, COMPILED))
        data = noise(20)
        for epochs in (0, -1):
            assert_rejects(function, model, data, data, epochs, says="epochs", hint="at least 1")


@pytest.mark.exercise("build_mlp_256")
class TestBuildMlp256:
    """Exercise 4.7."""

    @pytest.mark.gate
    def test_the_model_maps_784_numbers_to_ten(self, function):
        """The model takes rows of 784 numbers and answers 10 numbers for each."""
        model = function()
        networks.architecture(model)
        logits = networks.predict(model, noise(3)[0].reshape(3, 784))
        assert_equal(list(logits.shape), [3, 10], hint="keras.Input((784,)) … Dense(10)")

    def test_the_model_has_269322_parameters(self, function):
        """784-256-256-10: 269,322 parameters."""
        found = networks.architecture(function("random_normal")).parameters
        hint = "call a model of your own class once, before you return it"
        require(found, "The model has no weights yet.", hint=hint)
        assert_equal(found, 269_322, hint="200,960 + 65,792 + 2,570, biases included")

    def test_he_start(self, function):
        """Under He the three layers spread by 0.0505, 0.0884, 0.0884, and biases are 0."""
        weights = start_of(function("he_normal"), MLP_SHAPES)
        hint = 'kernel_initializer="he_normal" in all three Dense layers'
        for layer, (W, b) in enumerate(zip(weights[::2], weights[1::2], strict=True), 1):
            spread = float(np.std(W))
            off = abs(spread / np.sqrt(2 / len(W)) - 1) > 0.1
            require(not off, f"Layer {layer}: the spread is {spread:.4f}.", hint=hint)
            message = f"Layer {layer}: no weight is far from 0, as if all were equally likely."
            require(np.abs(W).max() > 1.8 * spread, message, hint=hint)
            require(not b.any(), f"Layer {layer}: biases do not start at 0.", hint="Keras's own")

    def test_random_normal_start(self, function):
        """Under N(0, 1) all weights and biases have a mean of 0 and spread by 1."""
        weights = start_of(function("random_normal"), MLP_SHAPES)
        hint = 'the string "random_normal" means 0.05: use RandomNormal(stddev=1.0)'
        for layer, W in enumerate(weights[::2], 1):
            message = f"Layer {layer}: mean {W.mean():.3f}, spread {W.std():.3f}."
            require(abs(W.mean()) < 0.1 and abs(W.std() - 1) < 0.1, message, hint=hint)
            message = f"Layer {layer}: no weight is far from 0, as if all were equally likely."
            require(np.abs(W).max() > 2.2, message, hint=hint)
        for layer, b in enumerate(weights[1::2], 1):
            message = f"Layer {layer}: the biases have the spread {b.std():.3f}."
            require(0.2 < b.std() < 3, message, hint="give bias_initializer as well")

    def test_outputs_by_hand(self, function):
        """Scores 1 and -1 become 1 and 0 in both hidden layers: the logits are -2, 0, 0.5.

        The weights are set by hand; the other logits are 0. In training the outputs are the same.
        """
        model = function()
        start_of(model, MLP_SHAPES)
        W1, b1, W2, b2, W3, b3 = zeros(MLP_SHAPES)
        W1[:, :3] = np.array([1, -1, 1]) / 784
        W2[[0, 1, 2], [0, 1, 2]] = [1, 1, -1]
        W3[[0, 1, 2], [0, 1, 1]] = [-2, 1, 1]
        b3[2] = 0.5
        networks.set_weights(model, [W1, b1, W2, b2, W3, b3])
        white, wanted = np.ones((5, 784), dtype=np.float32), np.zeros((5, 10), dtype=np.float32)
        wanted[:, [0, 2]] = [-2, 0.5]
        hint = "relu in both hidden layers, no activation in the last"
        assert_close(networks.predict(model, white), wanted, rtol=1e-4, atol=1e-4, hint=hint)
        seen = networks.apply(model, white, training=True)
        hint = "in training: no Dropout is asked here"
        assert_close(seen, wanted, rtol=1e-4, atol=1e-4, hint=hint)

    def test_it_is_compiled_for_one_hot_rows(self, function):
        """Logits 9, 8, …, 0 and one-hot rows of 0, 1, 5: a loss of 2.45863, an accuracy of 1/3."""
        model = function()
        compiled = networks.architecture(model).compiled
        require(compiled, "It is not compiled.", hint="model.compile(…)")
        start_of(model, MLP_SHAPES)
        weights = zeros(MLP_SHAPES)
        weights[0] += 1  # a penalty would show
        weights[-1][:] = np.arange(9, -1, -1)
        networks.set_weights(model, weights)
        rows = np.eye(10, dtype=np.float32)[[0, 1, 5]]
        loss = networks.loss_of(model, np.ones((3, 784), np.float32), rows)
        hint = "CategoricalCrossentropy(from_logits=True), and no regularizer"
        require(loss is not None, "Its loss does not take one-hot rows.", hint=hint)
        assert_close(loss, 2.458630, rtol=1e-5, hint=hint)
        scores = networks.evaluate(model, np.ones((3, 784), np.float32), rows)
        require("accuracy" in scores, "There is no metric «accuracy».", hint='metrics=["accuracy"]')
        assert_close(scores["accuracy"], 1 / 3, rtol=1e-5, hint='metrics=["accuracy"]')

    def test_two_steps_of_adam(self, function):
        """The first step moves a bias by the learning rate, 0.001, the second by 0.000584."""
        model = function()
        start_of(model, MLP_SHAPES)
        rows = np.eye(10, dtype=np.float32)
        batches = [(np.zeros((1, 784), np.float32), rows[label : label + 1]) for label in (0, 1)]
        hint = "keras.optimizers.Adam(0.001), with no other setting"
        assert_two_steps_of_adam(model, MLP_SHAPES, 0.001, batches, hint)

    def test_another_initializer_is_refused(self, function):
        """Every other name is refused with a ValueError."""
        for name in ("zeros", "normal", "HE_NORMAL", "glorot_uniform", ""):
            hint = f"here {name!r}: two names are legal; end with an else that raises"
            assert_rejects(function, name, says="kernel_init", hint=hint)
