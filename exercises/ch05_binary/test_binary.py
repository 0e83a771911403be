"""The public checks of chapter 5: worked numbers, shapes, leaks, refusals and manners."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
    assert_vectorised,
    networks,
    require,
)

PIMA = [(8, 12), (12,), (12, 8), (8,), (8, 1), (1,)]


def weights_of(model, shapes):
    """Return a model's weights, once they have the shapes that its layers should give them."""
    networks.architecture(model)
    weights = networks.get_weights(model)
    found = [array.shape for array in weights]
    message = f"The weights have the shapes {found}, not {shapes}."
    require(found == shapes, message, hint="Dense layers of these sizes, with biases")
    return weights


def by_hand(model, shapes, end=0.0):
    """Let a model's logit be relu(relu(x0)) - relu(relu(-x0)) + end, x0 the first column."""
    weights_of(model, shapes)
    arrays = [np.zeros(shape, np.float32) for shape in shapes]
    arrays[0][0, :2] = [1, -1]
    arrays[2][[0, 1], [0, 1]] = 1
    arrays[4][:2, 0] = [1, -1]
    arrays[5][0] = end
    networks.set_weights(model, arrays)


@pytest.mark.exercise("bce_from_logits")
class TestBceFromLogits:
    """Exercise 5.1."""

    @pytest.mark.gate
    def test_logits_of_0_cost_ln_2(self, function):
        """Logits of 0 cost 0.693147, whatever the label; the answer is a float."""
        loss = function(np.array([1, 0]), np.array([0.0, 0.0]))
        assert_type(loss, float, hint="float(np.mean(…))")
        assert_close(loss, 0.6931471805599453, hint="ln(1 + e^0) = ln 2")

    def test_the_logit_2(self, function):
        """A logit of 2 costs 0.126928 for a 1 and 2.126928 for a 0; one of -2 the other way round.

        The sigmoid of 2 is 0.880797: -ln 0.880797 = 0.126928, -ln(1 - 0.880797) = 2.126928.
        """
        for label, logit, wanted in (
            (1, 2.0, 0.12692801104297263),
            (0, 2.0, 2.1269280110429727),
            (1, -2.0, 2.1269280110429727),
            (0, -2.0, 0.12692801104297263),
        ):
            hint = f"here y is {label} and the logit {logit}"
            assert_close(function(np.array([label]), np.array([logit])), wanted, hint=hint)

    def test_the_mean_is_over_all_entries(self, function):
        """Two rows of three entries, logits 2 and -2 for ones: 1.126928, the mean of all six."""
        y = np.ones((2, 3), int)
        z = np.array([[2.0, -2.0, 2.0], [-2.0, 2.0, -2.0]])
        assert_close(function(y, z), 1.1269280110429727, hint="np.mean, without an axis")

    def test_far_out(self, function):
        """A logit of 1000 costs 0 for a 1 and 1000 for a 0, in float32 too."""
        for kind in (np.float64, np.float32):
            for label, logit, wanted in ((1, 1000, 0.0), (0, 1000, 1000.0), (1, -1000, 1000.0)):
                (call,) = function.map(
                    [(np.array([label]), np.array([logit], kind))], overflow="raise"
                )
                hint = "max(z, 0) - z * y + ln(1 + e^-|z|): no log of a sigmoid"
                message = "The loss overflows, or takes the log of 0."
                require(call.raised is None, message, hint=hint)
                assert_close(call.value, wanted, hint=hint)

    def test_labels_of_any_kind(self, function):
        """Labels of uint8, bool and float count alike, as do logits of int8; y stays as it was."""
        for kind in (np.uint8, bool, np.float64, np.int8):
            hint = f"here labels are {np.dtype(kind)}: -y in uint8 is 255"
            loss = function(np.array([1, 0], kind), np.array([-2, -2], np.int8))
            assert_close(loss, 1.1269280110429727, hint=hint)
        assert_pure(function, [(np.array([1, 0, 1]), np.array([0.5, -1.0, 3.0]))])

    def test_what_is_refused(self, function):
        """Different shapes, and labels of 2, -1 and 0.5, are refused with a ValueError."""
        column = np.zeros((3, 1))
        assert_rejects(function, np.array([0, 1, 1]), column, says="shape", hint="y.shape first")
        for label in (2, -1, 0.5):
            labels = np.array([0, label, 1])
            hint = f"here a label is {label}: only 0 and 1 are labels"
            assert_rejects(function, labels, np.zeros(3), says="label", hint=hint)


GLUCOSE = (  # the first column counts pregnancies, the others have gaps
    np.array([[0.0, 90, 70], [2.0, 0, 0], [1.0, 120, 64], [5.0, 0, 0], [0.0, 100, 80]]),
    np.array([[0.0, 0, 0], [3.0, 150, 0]]),
)


@pytest.mark.exercise("impute_missing")
class TestImputeMissing:
    """Exercise 5.2."""

    @pytest.mark.gate
    def test_two_tables_come_back(self, function):
        """The answer is a tuple of two tables, of the shapes of train and other."""
        answer = function(*GLUCOSE, [1])
        assert_type(answer, tuple, hint="return train, other")
        assert_equal(len(answer), 2, hint="return train, other")
        for seen, given in zip(answer, GLUCOSE, strict=True):
            assert_close(seen, given, atol=np.inf, hint="a table of the same shape")

    def test_glucose(self, function):
        """Known are 90, 120 and 100: 100 comes into the gaps of train, and of other too."""
        train, other = function(*GLUCOSE, [1])
        hint = "the median of the three known entries of train"
        assert_close(train[:, 1], np.array([90.0, 100, 120, 100, 100]), hint=hint)
        assert_close(other[:, 1], np.array([100.0, 150]), hint=hint)
        hint = "column 0 counts pregnancies, column 2 is not listed: their zeros stay"
        assert_close(train[:, [0, 2]], GLUCOSE[0][:, [0, 2]], hint=hint)
        assert_close(other[:, [0, 2]], GLUCOSE[1][:, [0, 2]], hint=hint)

    def test_each_column_by_itself(self, function):
        """Of 70, 64 and 80 the median is 70; of 1, 4, 6 and 9 it is 5, between the middle two."""
        train, other = function(*GLUCOSE, [2, 1])
        assert_close(train[:, 2], np.array([70.0, 70, 64, 70, 80]), hint="column 2 by itself")
        assert_close(other, np.array([[0.0, 100, 70], [3, 150, 70]]), hint="column 2 by itself")
        four = np.array([[9.0], [0], [1], [4], [6]])
        assert_close(function(four, np.zeros((1, 1)), [0])[1], np.array([[5.0]]), hint="np.median")

    def test_rows_of_other_decide_nothing(self, function):
        """Whatever stands in other, the same 100 is filled in."""
        for rows in ([[0.0, 1e6, 0], [1, 1e6, 0], [1, 0, 0]], [[0.0, 0, 0]]):
            train, other = function(GLUCOSE[0], np.array(rows), [1])
            hint = "the median is train's: look at train alone"
            assert_close(train[3, 1], 100.0, hint=hint, strict=False)
            assert_close(other[-1, 1], 100.0, hint=hint, strict=False)

    def test_another_mark(self, function):
        """With missing=-1 a 0 is a number: of 4, 0 and 5 the median is 4."""
        train, other = np.array([[4.0], [-1], [0], [5]]), np.array([[-1.0], [0]])
        seen = function(train, other, [0], -1.0)
        hint = "compare with `missing`, not with 0"
        assert_close(seen[0], np.array([[4.0], [4], [0], [5]]), hint=hint)
        assert_close(seen[1], np.array([[4.0], [0]]), hint=hint)

    def test_number_types_and_manners(self, function):
        """float32 stays; of the integers 4 and 5 the median is 4.5; what was given stays."""
        single = function(*(table.astype(np.float32) for table in GLUCOSE), [1])
        for table in single:
            assert_equal(table.dtype, np.dtype("float32"), hint="1.0 * train keeps float32")
        for kind in (np.int64, np.uint8):
            train, other = np.array([[4], [0], [5]], kind), np.array([[0]], kind)
            hint = f"here tables are {np.dtype(kind)}: make them floats first"
            seen = function(train, other, [0])
            assert_close(seen[0], np.array([[4.0], [4.5], [5.0]]), hint=hint)
            assert_close(seen[1], np.array([[4.5]]), hint=hint)
        assert_pure(function, [(*GLUCOSE, [1, 2])], hint="fill copies")

    def test_what_is_refused(self, function):
        """Columns 3 and -1 of three, and a column of which train knows nothing, are refused."""
        for column in (3, -1):
            hint = f"here it is {column}: columns 0 to 2 are there"
            assert_rejects(function, *GLUCOSE, [1, column], says="column", hint=hint)
        empty = np.zeros((4, 1))
        hint = "no median can be taken of nothing"
        assert_rejects(function, empty, np.ones((2, 1)), [0], says="unknown", hint=hint)


TRAIN = np.array([[1.0, 7.0, 10.0], [3.0, 7.0, 30.0]])
TEST = np.array([[5.0, 9.0, 20.0]])


@pytest.mark.exercise("standardize")
class TestStandardize:
    """Exercise 5.3."""

    @pytest.mark.gate
    def test_a_tuple_comes_back(self, function):
        """One, two and three tables give a tuple of as many, of the same shapes."""
        for tables in ((TRAIN,), (TRAIN, TEST), (TRAIN, TEST, TRAIN)):
            answer = function(*tables)
            assert_type(answer, tuple, hint="a tuple always: (train,) too")
            assert_equal(len(answer), len(tables), hint="train first, then the others")
            for seen, given in zip(answer, tables, strict=True):
                assert_close(seen, given, atol=np.inf, hint="the shapes stay")

    def test_mean_and_deviation_of_train(self, function):
        """1 and 3 have mean 2 and deviation 1: they become -1 and 1, and a 5 elsewhere 3."""
        train, test = function(TRAIN, TEST)
        hint = "(entry - mean) / deviation, by column; np.std divides by N"
        assert_close(train[:, [0, 2]], np.array([[-1.0, -1], [1, 1]]), hint=hint)
        hint = "5 is 3 deviations of train above train's mean"
        assert_close(test[:, [0, 2]], np.array([[3.0, 0]]), hint=hint)
        four = np.array([[2.0], [4], [4], [6]])  # deviation √2
        wanted = np.array([[-1.0], [0], [0], [1]]) * np.sqrt(2)
        assert_close(function(four)[0], wanted, hint="the deviation is the root of the variance")

    def test_other_rows_decide_nothing(self, function):
        """A row of a million in another table changes nothing in train."""
        train, far = function(TRAIN, np.full((2, 3), 1e6))
        wanted = np.array([[-1.0, -1], [1, 1]])
        hint = "mean and deviation of train alone"
        assert_close(train[:, [0, 2]], wanted, hint=hint)
        assert_close(far[:, 0], np.full(2, 999998.0), hint=hint)

    def test_a_constant_column(self, function):
        """Where train is 7 twice, it becomes 0, a 9 elsewhere 2; seven times 0.1 is constant."""
        train, test = function(TRAIN, TEST)
        hint = "no spread to divide by: divide by 1"
        assert_close(train[:, 1], np.array([0.0, 0]), hint=hint)
        assert_close(test[:, 1], np.array([2.0]), hint=hint)
        seven, other = function(np.full((7, 1), 0.1), np.full((1, 1), 0.4))
        hint = "the computed deviation is 1.4e-17: compare the largest entry with the smallest"
        assert_close(seven, np.zeros((7, 1)), atol=1e-12, hint=hint)
        assert_close(other, np.array([[0.3]]), atol=1e-12, hint=hint)

    def test_number_types_and_manners(self, function):
        """float32 stays, integers become float64; tables stay as they were; no loop over rows."""
        for table in function(TRAIN.astype(np.float32), TEST.astype(np.float32)):
            assert_equal(table.dtype, np.dtype("float32"), hint="no float64 on the way")
        for kind in (np.int64, np.uint8):
            train, test = function(TRAIN.astype(kind), TEST.astype(kind))
            assert_close(train[:, 0], np.array([-1.0, 1]), hint="make floats first")
            assert_close(test[:, 0], np.array([3.0]), hint="make floats first")
        assert_pure(function, [(TRAIN, TEST)], hint="table - mean makes a new table")
        assert_vectorised(function, lambda n: (np.arange(3.0 * n).reshape(n, 3),) * 2)

    def test_what_is_refused(self, function):
        """Two columns beside three, one beside three, and a table of one axis are refused."""
        for tables in ((TRAIN, TEST[:, :2]), (TRAIN, TEST[:, :1]), (TRAIN[0],), (TRAIN, TEST[0])):
            hint = f"here the shapes are {', '.join(str(table.shape) for table in tables)}"
            assert_rejects(function, *tables, says="shape", hint=hint)


@pytest.mark.exercise("build_pima_model")
class TestBuildPimaModel:
    """Exercise 5.4."""

    @pytest.mark.gate
    def test_the_model_maps_8_numbers_to_one(self, function):
        """The model takes rows of 8 numbers and answers one number for each."""
        model = function()
        networks.architecture(model)
        outputs = networks.predict(model, np.ones((3, 8), np.float32))
        assert_equal(list(outputs.shape), [3, 1], hint="keras.Input((8,)) … Dense(1)")

    def test_the_model_has_221_parameters(self, function):
        """8 × 12 + 12, 12 × 8 + 8 and 8 × 1 + 1 parameters: 221."""
        found = networks.architecture(function()).parameters
        hint = "call a model of your own class once, before you return it"
        require(found, "The model has no weights yet.", hint=hint)
        assert_equal(found, 221, hint="108 + 104 + 9, biases included")

    def test_outputs_by_hand(self, function):
        """The weights are set by hand: a row that begins with 2 gets sigmoid(2) = 0.880797.

        One with -3 gets sigmoid(-3) = 0.047426; in training it is the same.
        """
        model = function()
        by_hand(model, PIMA)
        x = np.zeros((2, 8), np.float32)
        x[:, 0] = [2, -3]
        wanted = np.float32([[0.880797], [0.047426]])
        hint = "relu in both hidden layers, a sigmoid in the last"
        assert_close(networks.predict(model, x), wanted, atol=1e-5, hint=hint)
        hint = "in training: no Dropout is asked here"
        assert_close(networks.apply(model, x, training=True), wanted, atol=1e-5, hint=hint)
        x[:, 0] = [0.5, 0.5]
        networks.set_weights(model, [np.full(shape, -0.1, np.float32) for shape in PIMA])
        hint = "all scores of the first layer are below 0: relu makes 0 of them"
        seen = networks.predict(model, x)
        assert_close(seen, np.float32([[0.475021]] * 2), atol=1e-5, hint=hint)

    def test_it_is_compiled(self, function):
        """Logits 2 and -3, labels 1 and 1: a loss of 1.587758, an accuracy of 0.5."""
        model = function()
        require(networks.architecture(model).compiled, "It is not compiled.", hint="model.compile")
        by_hand(model, PIMA)
        x = np.zeros((2, 8), np.float32)
        x[:, 0] = [2, -3]
        scores = networks.evaluate(model, x, np.array([1, 1]))
        hint = 'loss="binary_crossentropy", of probabilities'
        assert_close(scores["loss"], 1.587758, rtol=1e-4, hint=hint)
        require("accuracy" in scores, "There is no metric «accuracy».", hint='metrics=["accuracy"]')
        assert_close(scores["accuracy"], 0.5, hint='metrics=["accuracy"]')

    def test_one_step_of_adam(self, function):
        """One step on a row with label 1 moves the last bias by 0.001, Adam's learning rate."""
        model = function()
        by_hand(model, PIMA)
        x = np.zeros((1, 8), np.float32)
        networks.fit(model, x, np.array([1]), epochs=1, batch_size=1, seed=0)
        kernel, *_, bias = networks.get_weights(model)
        assert_close(bias, np.float32([0.001]), rtol=1e-3, hint='optimizer="adam"')
        message = "A weight moved that nothing in the data moves."
        require(kernel[0, 0] == 1, message, hint="no penalty on the weights")
        networks.fit(model, x, np.array([0]), epochs=1, batch_size=1, seed=0)
        bias = networks.get_weights(model)[-1]
        hint = "Adam remembers the first step: the second one is shorter"
        assert_close(bias, np.float32([0.000947]), rtol=1e-2, hint=hint)

    def test_each_model_starts_anew(self, function):
        """Two models start with different weights."""
        one, other = (call.value for seed in (1, 2) for call in function.map([()], seed=seed))
        same = np.array_equal(weights_of(one, PIMA)[0], weights_of(other, PIMA)[0])
        require(not same, "Two models start with the same weights.", hint="set no seed in here")


def women(rows=87):
    """Return a table (rows, 8) with gaps, and labels: test rows have more ones than the others."""
    rng = np.random.default_rng(0)
    X = rng.integers(1, 50, (rows, 8)) * 1.0
    y = (X[:, 1] > 28).astype(int)
    cut = 3 * rows // 4
    y[cut:] = np.arange(rows - cut) % 4 > 0
    X[::5, 0] = X[1::6, 1] = X[2::7, 4] = X[3::9, 5] = 0
    X[cut - 1] *= 7
    return X, y


def train(function, *case, around=100):
    """Return a training of a learner's function: the call, the weights, the steps that it made."""
    (call,) = function.map([case], seed=around, note_prints=True, eager=True)
    assert_type(call.value, dict, hint="return a dict")
    model = call.value.get("model")
    found = networks.architecture(model)
    return call, networks.get_weights(model), found.steps


def alike(one, other):
    """Return whether two trainings ended with the same weights."""
    pairs = zip(one[1], other[1], strict=True)
    return all(a.shape == b.shape and np.allclose(a, b, rtol=0, atol=1e-5) for a, b in pairs)


@pytest.mark.exercise("run_pima")
class TestRunPima:
    """Exercise 5.5."""

    @pytest.mark.gate
    def test_a_training_answers_two_numbers_and_a_model(self, function):
        """The answer is a dict: accuracy and baseline, floats, and the model 8-12-8-1.

        87 rows: 65 to train on, in 3 batches of 32, for 2 epochs; 22 to test on, of which 16 have
        label 1: the best constant answer is right for 16/22 = 0.727273. Nothing is printed or
        changed.
        """
        call, weights, steps = train(function, *women(), 2)
        answer = call.value
        keys = ["accuracy", "baseline", "model"]
        assert_equal(sorted(answer), keys, hint="exactly these three keys")
        for key in ("accuracy", "baseline"):
            assert_type(answer[key], float, hint=f'"{key}": float(…)')
        assert_equal([array.shape for array in weights], PIMA, hint="build_pima_model()")
        hint = "all of the first 3 * N // 4 rows, batch_size=32, epochs=epochs"
        assert_equal(steps, 6, hint=hint)
        hint = "max(share, 1 - share) of the labels of the test rows, y[3 * N // 4 :]"
        assert_close(answer["baseline"], 16 / 22, hint=hint)
        require(not call.printed, "Something is printed.", hint="verbose=0, in both calls")
        require(not call.changed, "X or y holds other numbers now.", hint="work on copies")

    def test_test_rows_decide_nothing(self, function):
        """With other test rows, and other test labels, the same weights are learned.

        With labels turned round, the best constant answer is 0, and right as often.
        """
        X, y = women()
        first = train(function, X, y, 2)
        far, turned = X.copy(), y.copy()
        far[65:], turned[65:] = 1e6, 1 - y[65:]
        other = train(function, X, turned, 2, around=200)
        hint = "set_random_seed(seed) before you build, and fit the first rows alone"
        require(alike(first, other), "Other test labels change it.", hint=hint)
        hint = "max(share, 1 - share) of the test labels"
        assert_close(other[0].value["baseline"], 16 / 22, hint=hint)
        hint = "impute and standardize by the training rows alone"
        require(alike(first, train(function, far, y, 2)), "Other test rows change it.", hint=hint)

    def test_the_preparation(self, function):
        """Other units change nothing; gaps of columns 1 to 5 get train's median, no others do."""
        X, y = women()
        first = train(function, X, y, 2)
        units = train(function, X * 2.0 ** np.arange(8), y, 2)
        require(alike(first, units), "In other units it learns something else.", hint="standardize")
        filled, whole = X.copy(), X.copy()
        for c in (1, 4, 5):
            filled[filled[:, c] == 0, c] = np.median(X[:65, c][X[:65, c] != 0])
        whole[whole[:, 0] == 0, 0] = np.median(X[:65, 0][X[:65, 0] != 0])
        message = "With train's medians in the gaps of columns 1, 4 and 5 it learns something else."
        hint = "impute_missing(…, [1, 2, 3, 4, 5]), before standardize"
        require(alike(first, train(function, filled, y, 2)), message, hint=hint)
        message = "With the median in column 0 it learns the same: a zero is a value there."
        require(not alike(first, train(function, whole, y, 2)), message, hint="columns 1 to 5 only")

    def test_the_accuracy(self, function):
        """accuracy is that of the model on the test rows: of one, whose label is turned round.

        Four rows, trained for four epochs of one step: one row is left for the test. It cannot be
        right twice.
        """
        X, y = women(4)
        accuracies = []
        for label in (0, 1):
            call, _, steps = train(function, X, np.array([*y[:3], label]), 4)
            accuracies.append(call.value["accuracy"])
            assert_equal(steps, 4, hint="all epochs are trained, whatever happens on the test rows")
        hint = "evaluate on the test rows"
        assert_equal(sorted(accuracies), [0.0, 1.0], hint=hint)

    def test_the_seed(self, function):
        """Two epochs of one step with the seeds 3 and 4: two different models."""
        X, y = women(4)
        same = alike(train(function, X, y, 2, 3), train(function, X, y, 2, 4))
        hint = "keras.utils.set_random_seed(seed), then build the model"
        require(not same, "The seeds 3 and 4 give the same model.", hint=hint)

    def test_seven_columns_are_refused(self, function):
        """Tables with 7 and 9 columns are refused with a ValueError."""
        for columns in (7, 9):
            X = np.ones((8, columns))
            hint = "look at X.shape"
            assert_rejects(function, X, np.arange(8) % 2, 1, says="columns", hint=hint)


@pytest.mark.exercise("vectorize_sequences")
class TestVectorizeSequences:
    """Exercise 5.6."""

    @pytest.mark.gate
    def test_the_answer_is_a_float32_table(self, function):
        """Three sequences and dimension 5 make a float32 array (3, 5)."""
        rows = function([[0, 2], [1], [3, 0]], 5)
        assert_type(rows, np.ndarray, hint="np.zeros((…, …), dtype=np.float32)")
        hint = "(len(sequences), dimension)"
        require(np.shape(rows) == (3, 5), f"The shape is {np.shape(rows)}, not (3, 5).", hint=hint)
        assert_equal(rows.dtype, np.dtype("float32"), hint="np.zeros((…, …), dtype=np.float32)")

    def test_a_1_for_each_number(self, function):
        """0, 2 and 4 of five: a 1 in these columns, 0 in the others."""
        wanted = np.float32([[1, 0, 1, 0, 1], [0, 1, 0, 0, 0]])
        assert_close(function([[4, 0, 2], [1]], 5), wanted, hint="X[n, i] = 1")

    def test_repeated_and_rare_numbers(self, function):
        """[0, 3, 3, 5] with dimension 5: the 3 counts once, the 5 is skipped; so is a 7."""
        wanted = np.float32([[1, 0, 0, 1, 0], [0, 1, 0, 0, 0]])
        hint = "each entry is 0 or 1; skip a number that is not below dimension, and go on"
        assert_close(function([[0, 3, 3, 5], [7, 1]], 5), wanted, hint=hint)
        wanted = np.float32([[1, 0, 1, 0, 1]])
        hint = "what comes behind a rare number counts, and so does the last column"
        assert_close(function([[9, 4, 12, 2, 0]], 5), wanted, hint=hint)

    def test_nothing(self, function):
        """An empty sequence is a row of zeros, no sequences are no rows."""
        assert_close(function([[], [1]], 3), np.float32([[0, 0, 0], [0, 1, 0]]))
        assert_close(function([], 3), np.zeros((0, 3), np.float32), hint="np.zeros((0, 3))")

    def test_numbers_below_0_are_refused(self, function):
        """-1 and -7 are refused with a ValueError, wherever they stand."""
        for sequences in ([[-1]], [[0, 1], [2, -1, 3]], [[9, -7]]):
            hint = f"here the sequences are {sequences}: NumPy would count from the end"
            assert_rejects(function, sequences, 5, says="id", hint=hint)

    def test_manners(self, function):
        """NumPy alone; the sequences stay as they were."""
        (call,) = function.map([([[2, 0], [9]], 3)], without_keras=True)
        hint = "Keras is not there when graded"
        assert_close(call.value, np.float32([[1, 0, 1], [0, 0, 0]]), hint=hint)
        require(not call.changed, "A sequence holds other numbers now.", hint="work on a copy")


ROWS, WORDS = 238, 60
REST, STOP = 160, 199
REVIEWS = [(WORDS, 16), (16,), (16, 16), (16,), (16, 1), (1,)]


def reviews():
    """Return rows of two kinds and labels; those to validate and to test with are often wrong."""
    rng = np.random.default_rng(1)
    kind = np.arange(ROWS) % 2
    own = kind[:, np.newaxis] == np.arange(WORDS) % 2
    X = (rng.random((ROWS, WORDS)) < np.where(own, 0.8, 0.1)).astype(np.float32)
    y = kind.copy()
    y[REST + 10 : STOP] ^= 1
    y[STOP + 25 :] ^= 1
    return X, y


def few():
    """Return six rows and labels: four to train on, one to validate with, one to test on."""
    X, _ = reviews()
    return X[:6], np.arange(6) % 2


def loss_of(model, X, y):
    """Return the mean binary cross-entropy of a model's probabilities."""
    p = np.clip(networks.predict(model, X)[:, 0].astype(float), 1e-7, 1 - 1e-7)
    return float(-np.mean(np.where(y == 1, np.log(p), np.log(1 - p))))


@pytest.mark.exercise("train_review_classifier")
class TestTrainReviewClassifier:
    """Exercise 5.7."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A dict of four: history with four lists, best_epoch, test_accuracy and the model.

        All three epochs are in the history; nothing is printed or changed.
        """
        call, weights, _ = train(function, *reviews(), 3)
        answer = call.value
        keys = ["best_epoch", "history", "model", "test_accuracy"]
        assert_equal(sorted(answer), keys, hint="exactly these four keys")
        assert_type(answer["best_epoch"], int, hint="int(…)")
        assert_type(answer["test_accuracy"], float, hint="float(…)")
        lists = ["accuracy", "loss", "val_accuracy", "val_loss"]
        hint = "model.fit(…, validation_data=…).history"
        assert_equal(sorted(answer["history"]), lists, hint=hint)
        for name in lists:
            hint = "one number per epoch: fit for all of them, without EarlyStopping"
            assert_equal(len(answer["history"][name]), 3, hint=hint)
        assert_equal([array.shape for array in weights], REVIEWS, hint="16, 16 and 1 units")
        require(not call.printed, "Something is printed.", hint="verbose=0, everywhere")
        require(not call.changed, "X or y holds other numbers now.", hint="work on copies")

    def test_the_best_epoch_and_the_twin(self, function):
        """best_epoch is where val_loss is lowest, from 1; the second model is trained as long.

        238 rows: 160 to train on, in two batches of 128, and 39 each to validate and to test with.
        Its loss on the 39 rows before the test is the val_loss of that epoch.
        """
        X, y = reviews()
        call, _, steps = train(function, X, y, 3)
        answer = call.value
        losses = answer["history"]["val_loss"]
        best = losses.index(min(losses)) + 1
        hint = f"val_loss is {[round(value, 3) for value in losses]}; epochs count from 1"
        assert_equal(answer["best_epoch"], best, hint=hint)
        hint = f"a new model, best_epoch ({best}) epochs, batch_size=128"
        assert_equal(steps, 2 * best, hint=hint)
        seen = loss_of(answer["model"], X[REST:STOP], y[REST:STOP])
        hint = "seed again before you build it, and fit it on the same rows"
        wanted = losses[best - 1]
        message = f"The second model has {seen:.4f} there, val_loss says {wanted:.4f}."
        require(abs(seen - wanted) < 2e-4, message, hint=hint)

    def test_the_network(self, function):
        """Weights set by hand: a row with word 0 gets sigmoid(2), one with word 1 sigmoid(-1).

        A row with both gets sigmoid(1). Its optimizer is Adam.
        """
        model = train(function, *few(), 1)[0].value["model"]
        arrays = [np.zeros(shape, np.float32) for shape in REVIEWS]
        arrays[0][[0, 1], [0, 1]] = 1
        arrays[0][2, 2] = -1
        arrays[2][[0, 1, 2], [0, 1, 2]] = 1
        arrays[4][:3, 0] = [2, -1, 1]
        networks.set_weights(model, arrays)
        X = np.zeros((4, WORDS), np.float32)
        X[[0, 1, 2, 2, 3], [0, 1, 0, 1, 2]] = 1
        wanted = np.float32([[0.880797], [0.268941], [0.731059], [0.5]])
        hint = "relu, relu, and a sigmoid at the end"
        assert_close(networks.predict(model, X), wanted, atol=1e-5, hint=hint)
        assert_equal(networks.architecture(model).optimizer, "Adam", hint='optimizer="adam"')

    def test_which_rows_decide_what(self, function):
        """Labels to test and to validate with change nothing in the training loss."""
        X, y = reviews()
        turned = y.copy()
        turned[REST:] ^= 1
        first, loss = (
            train(function, X, labels, 2, around=around)[0].value["history"]["loss"]
            for labels, around in ((y, 100), (turned, 200))
        )
        message = "Other labels of the rows to validate and to test with change the training loss."
        hint = "seed before you build, and fit X[:rest] and y[:rest] alone"
        require(np.allclose(first, loss, atol=1e-4), message, hint=hint)

    def test_the_test_accuracy(self, function):
        """test_accuracy is that of the last row of six, whose label is turned round.

        Four are to train on, one to validate with, one to test. It cannot be right twice.
        """
        X, y = few()
        accuracies = []
        for label in (0, 1):
            y[5] = label
            accuracies.append(train(function, X, y, 1)[0].value["test_accuracy"])
        hint = "evaluate the second model on the last N // 6 rows"
        assert_equal(sorted(accuracies), [0.0, 1.0], hint=hint)

    def test_the_seed(self, function):
        """The seeds 3 and 4 give two different models."""
        loss, other = (
            train(function, *few(), 1, seed)[0].value["history"]["loss"][0] for seed in (3, 4)
        )
        hint = "keras.utils.set_random_seed(seed), before each model is built"
        require(abs(other - loss) > 1e-6, "The seeds 3 and 4 give the same loss.", hint=hint)
