"""The public checks of chapter 4: worked numbers, shapes, parameter counts and refusals."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_rejects,
    assert_type,
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
    "optimizer": "adam",
    "loss": ("losses", "SparseCategoricalCrossentropy", {"from_logits": True}),
    "metrics": ["accuracy"],
}


def noise(rows):
    """Return images (rows, 28, 28) of random numbers between 0 and 1, and labels 0 to 9."""
    rng = np.random.default_rng(0)
    return rng.random((rows, 28, 28), dtype=np.float32), np.arange(rows) % 10


@pytest.mark.exercise("prepare_images")
class TestPrepareImages:
    """Exercise 4.1."""

    @pytest.mark.gate
    def test_images_become_float32(self, function):
        """The answer is float32, of the images' shape."""
        x = function(np.zeros((3, 28, 28), dtype=np.uint8))
        hint = "images.astype(np.float32)"
        assert_close(x, np.zeros((3, 28, 28), dtype=np.float32), hint=hint)
        assert_equal(x.dtype, np.dtype("float32"), hint=hint)

    def test_images_lie_between_0_and_1(self, function):
        """Grey values 0, 51 and 255 become 0, 0.2 and 1."""
        images = np.zeros((1, 28, 28), dtype=np.uint8)
        images[0, 0, :3] = [0, 51, 255]
        x = function(images)
        require(np.shape(x) == (1, 28, 28), "The shape changed.", hint="divide, and nothing else")
        assert_close(x[0, 0, :3], np.array([0, 0.2, 1], dtype=np.float32), hint="divide by 255")

    def test_a_nearly_black_image_stays_nearly_black(self, function):
        """A batch whose brightest pixel is 1 is divided by 255, too."""
        x = function(np.eye(28, dtype=np.uint8)[np.newaxis])
        require(np.shape(x) == (1, 28, 28), "The shape changed.", hint="divide, and nothing else")
        wanted = np.float32(1 / 255)
        assert_close(x[0, 0, :2], np.array([wanted, 0], dtype=np.float32), hint="always 255")

    def test_numpy_alone_is_enough(self, function):
        """NumPy alone: nothing of Keras or TensorFlow is called."""
        images = np.full((1, 28, 28), 255, dtype=np.uint8)
        (call,) = function.map([(images,)], without_keras=True)
        wanted = np.ones((1, 28, 28), dtype=np.float32)
        assert_close(call.value, wanted, hint="Keras is not there when graded")

    def test_images_that_were_divided_before_are_refused(self, function):
        """Images of another dtype, and a single image, are refused with a ValueError."""
        divided, single = np.zeros((1, 28, 28)), np.zeros((28, 28), dtype=np.uint8)
        hint = "compare images.dtype with np.uint8"
        assert_rejects(function, divided, says="dtype", hint=hint)
        assert_rejects(function, single, says="shape", hint="look at images.ndim")


@pytest.mark.exercise("build_mnist_model")
class TestBuildMnistModel:
    """Exercise 4.2."""

    @pytest.mark.gate
    def test_the_model_maps_an_image_to_ten_numbers(self, function):
        """The model takes images (28, 28) and answers 10 numbers for each."""
        model = function()
        networks.architecture(model)
        logits = networks.predict(model, noise(3)[0])
        assert_equal(list(logits.shape), [3, 10], hint="the last layer is Dense(10)")

    def test_the_model_has_101770_parameters(self, function):
        """784 × 128 + 128 and 128 × 10 + 10 parameters: 101,770."""
        found = networks.architecture(function()).parameters
        assert_equal(found, 101_770, hint="Dense(128) and Dense(10), each with its biases")

    def test_the_last_layer_gives_logits(self, function):
        """The ten numbers are logits: they need not sum to 1."""
        logits = networks.predict(function(), noise(20)[0])
        sums = np.sum(logits, axis=1)
        hint = "no activation in the last layer: the loss brings the softmax along"
        require(not np.allclose(sums, 1.0, atol=1e-3), "Every row sums to 1.", hint=hint)

    def test_a_dropout_rate_that_cannot_be_is_refused(self, function):
        """Rates of 1 and -0.1 are refused with a ValueError."""
        for rate in (1.0, -0.1):
            assert_rejects(function, rate, says="dropout", hint="0 <= dropout < 1")


@pytest.mark.exercise("inverted_dropout")
class TestInvertedDropout:
    """Exercise 4.3."""

    @pytest.mark.gate
    def test_a_rate_of_0_changes_nothing(self, function):
        """With rate 0 everything stays."""
        x = np.arange(6.0).reshape(2, 3)
        answer = function(x, 0.0, generator(0), True)
        assert_close(answer, x, hint="with probability 0 an entry becomes 0")

    def test_what_is_kept_of_ones_becomes_2(self, function):
        """Under rate 0.5 a row of ones becomes zeros and twos, about half of each."""
        answer = function(np.ones(1000), 0.5, generator(0), True)
        require(np.shape(answer) == (1000,), "The shape changed.")
        values = set(np.unique(answer).tolist())
        message = "There are other numbers than 0 and 2."
        require(values == {0.0, 2.0}, message, hint="x / (1 - rate)")
        zeros = int(np.sum(answer == 0))
        require(400 < zeros < 600, f"{zeros} of 1000 entries are 0.", hint="rng.random(x.shape)")

    def test_out_of_training_x_comes_back(self, function):
        """When not training x comes back as it is, as a copy."""
        (call,) = function.map([(np.ones(4), 0.5, generator(0), False)])
        assert_close(call.value, np.ones(4), hint="dropout is for training only")
        require(not call.shared, "x itself came back.", hint="return a copy: x.copy()")

    def test_numpy_alone_is_enough(self, function):
        """NumPy alone: nothing of Keras or TensorFlow is called."""
        cases = [(np.ones(4), 0.0, generator(0), training) for training in (True, False)]
        for call in function.map(cases, without_keras=True):
            assert_close(call.value, np.ones(4), hint="Keras is not there when graded")

    def test_a_rate_of_1_is_refused(self, function):
        """A rate of 1 is refused with a ValueError, also when not training."""
        for training in (True, False):
            case = (np.ones(3), 1.0, generator(0), training)
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

    def test_numpy_alone_is_enough(self, function):
        """NumPy alone: no ready-made function of Keras is called."""
        (call,) = function.map([(np.array([0, 1]), 2)], without_keras=True)
        assert_close(call.value, np.eye(2, dtype=np.float32), hint="Keras is not there when graded")

    def test_what_is_no_label_is_refused(self, function):
        """Labels out of range, and labels that are not 1-D, are refused with a ValueError."""
        large, negative, table = np.array([0, 4]), np.array([0, -1]), np.array([[0], [1]])
        hint = "the largest legal label is 3 here"
        assert_rejects(function, large, 4, says="label", hint=hint)
        hint = "NumPy would count from the end"
        assert_rejects(function, negative, 4, says="label", hint=hint)
        assert_rejects(function, table, 4, says="1-D", hint="look at labels.ndim first")


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

    def test_the_learning_rate_is_the_one_given(self, function, submission):
        """The optimizer is Adam, with the learning rate that was given."""
        model = function(remote(submission, sequential(LAYERS)), 0.01)
        found = networks.architecture(model)
        assert_equal(found.optimizer, "Adam", hint="keras.optimizers.Adam(learning_rate)")
        require(found.learning_rate is not None, "The optimizer has no learning rate.")
        assert_close(round(found.learning_rate, 6), 0.01, hint="hand learning_rate on to Adam")

    def test_a_learning_rate_of_0_is_refused(self, function, submission):
        """A learning rate of 0 is refused with a ValueError."""
        model = remote(submission, sequential(LAYERS))
        hint = "check it first"
        assert_rejects(function, model, 0.0, says="learning_rate", hint=hint)


def trained(function, submission, seed=0):
    """Return what a training on noise answers, once it is a dict with the four keys."""
    model = remote(submission, sequential(LAYERS, COMPILED))
    data = noise(100)
    answer = function(model, data, data, 2, 32, seed)
    assert_type(answer, dict, hint="return a dict with four keys")
    keys = {"train_loss", "train_accuracy", "test_loss", "test_accuracy"}
    hint = "exactly train_loss, train_accuracy, test_loss and test_accuracy"
    require(set(answer) == keys, "The keys are not the four named.", hint=hint)
    return answer


@pytest.mark.exercise("fit_and_evaluate")
class TestFitAndEvaluate:
    """Exercise 4.6."""

    @pytest.mark.gate
    def test_a_training_answers_two_lists_and_two_numbers(self, function, submission):
        """Two epochs: lists of two floats for train, one float each for test."""
        answer = trained(function, submission)
        for key in ("train_loss", "train_accuracy"):
            assert_type(answer[key], list, hint="history.history[…] is a list")
            assert_equal(len(answer[key]), 2, hint="one number per epoch")
            for value in answer[key]:
                assert_type(value, float, hint="float(…) of each number")
        for key in ("test_loss", "test_accuracy"):
            assert_type(answer[key], float, hint="float(…) of what evaluate gives")

    def test_the_same_seed_gives_the_same_training(self, function, submission):
        """Two trainings with one seed agree."""
        one, two = (trained(function, submission, seed=3) for _ in range(2))
        hint = "keras.utils.set_random_seed comes before fit"
        assert_close(two["train_loss"], one["train_loss"], rtol=1e-4, hint=hint)

    def test_no_epochs_are_refused(self, function, submission):
        """0 epochs are refused with a ValueError."""
        model = remote(submission, sequential(LAYERS, COMPILED))
        data = noise(20)
        assert_rejects(function, model, data, data, 0, says="epochs", hint="at least 1")


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
        assert_equal(found, 269_322, hint="200,960 + 65,792 + 2,570, biases included")

    def test_the_start_weights_have_the_spread_that_was_asked(self, function):
        """The first layer starts with spread 0.05 under He and 1 under N(0, 1)."""
        for kind, spread in (("he_normal", np.sqrt(2 / 784)), ("random_normal", 1.0)):
            model = function(kind)
            networks.architecture(model)
            weights = networks.get_weights(model)
            require(len(weights) == 6, "There are not three layers with weights and biases.")
            off = abs(float(np.std(weights[0])) / spread - 1) > 0.1
            hint = 'the string "random_normal" means 0.05: use RandomNormal(stddev=1.0)'
            require(not off, f"{kind}: the spread is {np.std(weights[0]):.3f}.", hint=hint)

    def test_it_is_compiled_for_one_hot_rows(self, function):
        """Before training, the loss of one-hot rows is below 4; the accuracy is measured."""
        model = function()
        compiled = networks.architecture(model).compiled
        require(compiled, "It is not compiled.", hint="model.compile(…)")
        x, labels = noise(100)
        rows = np.eye(10, dtype=np.float32)[labels]
        loss = networks.loss_of(model, x.reshape(100, 784), rows)
        hint = "CategoricalCrossentropy(from_logits=True)"
        require(loss is not None, "Its loss does not take one-hot rows.", hint=hint)
        require(loss < 4, f"The loss is {loss:.3f}.", hint=hint)
        scores = networks.evaluate(model, x.reshape(100, 784), rows)
        require("accuracy" in scores, "There is no metric «accuracy».", hint='metrics=["accuracy"]')

    def test_the_last_layer_gives_logits(self, function):
        """The ten numbers are logits: they need not sum to 1."""
        model = function()
        networks.architecture(model)
        sums = np.sum(networks.predict(model, noise(20)[0].reshape(20, 784)), axis=1)
        hint = "no activation in the last layer: the loss brings the softmax along"
        require(not np.allclose(sums, 1.0, atol=1e-3), "Every row sums to 1.", hint=hint)

    def test_another_initializer_is_refused(self, function):
        """Every other name is refused with a ValueError."""
        hint = "two names are legal; end with an else that raises"
        assert_rejects(function, "zeros", says="kernel_init", hint=hint)
