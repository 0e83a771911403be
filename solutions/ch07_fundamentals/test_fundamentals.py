"""The public checks of chapter 7: worked numbers, boundaries, leaks, refusals and manners."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_repeatable,
    assert_type,
    generator,
    networks,
    require,
)


@pytest.mark.exercise("name_branch")
class TestNameBranch:
    """Exercise 7.1."""

    @pytest.mark.gate
    def test_a_word_comes_back(self, function):
        """Targets that people wrote make a task supervised."""
        (call,) = function.map([(True, False, False)], without_keras=True)
        assert_type(call.value, str, hint="return one of the four words")
        hint = "has_targets alone: lower case, and no word behind it"
        assert_equal(call.value, "supervised", hint=hint)

    def test_the_other_branches(self, function):
        """Without targets: unsupervised; the next word of a text: self-supervised."""
        hint = "none of the three holds"
        assert_equal(function(False, False, False), "unsupervised", hint=hint)
        hint = "ask for targets_from_input before has_targets; spelt with a hyphen"
        assert_equal(function(True, True, False), "self-supervised", hint=hint)

    def test_a_reward_comes_first(self, function):
        """With a reward it is reinforcement, whatever else holds."""
        for case in ((False, False, True), (True, False, True), (True, True, True)):
            hint = f"here the arguments are {case}: has_reward is the first line"
            assert_equal(function(*case), "reinforcement", hint=hint)

    def test_targets_that_are_none(self, function):
        """targets_from_input without has_targets is refused, with a reward and without."""
        for reward in (False, True):
            hint = f"here has_reward is {reward}: raise a ValueError before all else"
            assert_rejects(function, False, True, reward, says="targets", hint=hint)


def rows_of(n):
    """Return rows 10·y, 10·y + 1 and labels y, from 0 to n - 1 in their order."""
    y = np.arange(n)
    return 10.0 * y[:, np.newaxis] + np.arange(2), y


@pytest.mark.exercise("train_val_test_split")
class TestTrainValTestSplit:
    """Exercise 7.2."""

    @pytest.mark.gate
    def test_six_parts(self, function):
        """Of 10 rows, a quarter is 2 and an eighth is 1: rounded down; 7 are left to train on."""
        (call,) = function.map([(*rows_of(10), 0.25, 0.125, generator(1))], without_keras=True)
        parts = call.value
        assert_type(parts, tuple, hint="return six arrays: Xtr, ytr, Xva, yva, Xte, yte")
        seen = [np.shape(part) for part in parts]
        wanted = [(7, 2), (7,), (2, 2), (2,), (1, 2), (1,)]
        hint = (
            "Xtr, ytr, Xva, yva, Xte, yte; int(val * N) and int(test * N) rows, the rest to train"
        )
        assert_equal(seen, wanted, hint=hint)

    def test_sizes(self, function):
        """Of 11 rows, 0.25 is 2 and 0.5 is 5, each of *all* rows: 4 are left."""
        parts = function(*rows_of(11), 0.25, 0.5, generator(2))
        hint = "int(0.25 * 11) = 2, int(0.5 * 11) = 5"
        assert_equal([len(part) for part in parts], [4, 4, 2, 2, 5, 5], hint=hint)

    def test_every_row_once_and_with_its_label(self, function):
        """The labels of the parts together are 0 to 19; each row is 10 times its label.

        Of 5 rows an eighth is 0: that part is empty.
        """
        X, y = rows_of(20)
        parts = function(X, y, 0.25, 0.25, generator(3))
        for rows, labels in zip(parts[::2], parts[1::2], strict=True):
            hint = "one permutation for both: X[order] and y[order]"
            assert_close(rows, X[labels.astype(int)], hint=hint)
        together = sorted(int(label) for labels in parts[1::2] for label in labels)
        assert_equal(together, list(range(20)), hint="pieces of one permutation do not overlap")
        for shares, sizes in (((0.5, 0.125), [3, 2, 0]), ((0.125, 0.5), [3, 0, 2])):
            parts = function(*rows_of(5), *shares, generator(3))
            hint = f"5 rows with the shares {shares}: int(0.625) = 0, and a slice [-0:] takes all"
            assert_equal([len(labels) for labels in parts[1::2]], sizes, hint=hint)

    def test_the_rows_are_shuffled(self, function):
        """No part is in the old order, and chance comes from rng alone."""
        X, y = rows_of(60)
        for labels in function(X, y, 0.25, 0.25, generator(4))[1::2]:
            hint = "order = rng.permutation(N), then pieces of `order`, not sorted again"
            require(np.any(np.diff(labels) < 0), "A part is in the old order.", hint=hint)
        assert_repeatable(function, lambda rng: (X, y, 0.25, 0.25, rng), seed=5)

    def test_pictures_and_dtypes(self, function):
        """Pictures are divided, too; float32 and uint8 stay; X and y stay as they were."""
        X, y = np.arange(72.0, dtype=np.float32).reshape(8, 3, 3), np.arange(8, dtype=np.uint8)
        parts = function(X, y, 0.25, 0.25, generator(6))
        for rows, labels in zip(parts[::2], parts[1::2], strict=True):
            assert_equal(labels.dtype, y.dtype, hint="y[some rows] keeps the dtype")
            assert_close(rows, X[labels], hint="X[some rows] keeps all axes and the dtype")
        hint = "index with a permutation; rng.shuffle(X) would change what was given"
        assert_pure(function, [(*rows_of(9), 0.25, 0.25, generator(7))], hint=hint)

    def test_what_is_refused(self, function):
        """Shares of 0 and below, shares that are 1 together, labels for other rows."""
        X, y = rows_of(8)
        for val, test in ((0.0, 0.5), (0.5, 0.0), (-0.25, 0.5), (0.5, -0.25), (0.5, 0.5), (2, 0.5)):
            hint = f"here val is {val} and test is {test}"
            case = X, y, val, test, generator(8)
            assert_rejects(function, *case, says="fraction", hint=hint)
        for short in ((X, y[:7]), (X[:7], y)):
            hint = "compare len(X) with len(y)"
            assert_rejects(function, *short, 0.25, 0.25, generator(9), says="shape", hint=hint)


TRAIN = np.array([[1.0, 7.0, 10.0], [3.0, 7.0, 40.0], [2.0, 7.0, 20.0]])
TEST = np.array([[4.0, 9.0, 5.0]])


@pytest.mark.exercise("min_max_scale")
class TestMinMaxScale:
    """Exercise 7.3."""

    @pytest.mark.gate
    def test_two_tables_come_back(self, function):
        """A tuple of two tables of the same shapes."""
        (call,) = function.map([(TRAIN, TEST)], without_keras=True)
        assert_type(call.value, tuple, hint="return the scaled train, then the scaled other")
        assert_equal(len(call.value), 2, hint="train and other")
        for seen, given in zip(call.value, (TRAIN, TEST), strict=True):
            assert_close(seen, given, atol=np.inf, hint="the shapes stay")

    def test_train_runs_from_0_to_1(self, function):
        """1, 3, 2 become 0, 1, 0.5; and 10, 40, 20 become 0, 1, 1/3: each column by itself."""
        train, _ = function(TRAIN, TEST)
        wanted = np.array([[0.0, 0.0], [1.0, 1.0], [0.5, 1 / 3]])
        hint = "(entry - smallest) / (largest - smallest), by column: axis=0"
        assert_close(train[:, [0, 2]], wanted, hint=hint)

    def test_other_is_measured_by_train(self, function):
        """A 4 elsewhere becomes 1.5, a 5 in the last column -1/6; a million changes nothing."""
        _, test = function(TRAIN, TEST)
        hint = "train's smallest and largest, and no clipping"
        assert_close(test[:, [0, 2]], np.array([[1.5, -1 / 6]]), hint=hint)
        train, _ = function(TRAIN, np.full((2, 3), 1e6))
        hint = "the rows of other have no say"
        assert_close(train[:, 0], np.array([0.0, 1.0, 0.5]), hint=hint)

    def test_a_constant_column(self, function):
        """Where train is 7 throughout, it becomes 0, and a 9 elsewhere 2."""
        train, test = function(TRAIN, TEST)
        hint = "nothing to divide by there: divide by 1"
        assert_close(train[:, 1], np.zeros(3), hint=hint)
        assert_close(test[:, 1], np.array([2.0]), hint=hint)

    def test_number_types_and_manners(self, function):
        """float32 stays, integers become float64, uint8 too; the tables stay as they were."""
        for table in function(TRAIN.astype(np.float32), TEST.astype(np.float32)):
            assert_equal(table.dtype, np.dtype("float32"), hint="1.0 * table keeps float32")
        for kind in (np.int64, np.uint8):
            train, test = function(TRAIN.astype(kind), TEST.astype(kind))
            hint = f"here tables are {np.dtype(kind)}: 5 - 10 must be -5, so make floats first"
            assert_close(train[:, 0], np.array([0.0, 1.0, 0.5]), hint=hint)
            assert_close(test[:, 2], np.array([-1 / 6]), hint=hint)
        assert_pure(function, [(TRAIN, TEST)], hint="train - low makes a new table")

    def test_what_is_refused(self, function):
        """Two columns or one beside three, and tables that are not 2-D, are refused."""
        others = (TEST[:, :2], TEST[:, :1], TEST[0], TEST[np.newaxis])
        for train, other in (*((TRAIN, each) for each in others), (TRAIN[0], TEST)):
            hint = f"here the shapes are {train.shape} and {other.shape}"
            assert_rejects(function, train, other, says="shape", hint=hint)


LAYER = [(np.array([[1.0], [-3.0]]), np.array([5.0]))]
LAYERS = [
    (np.array([[1.0, -2.0, 0.5], [0.0, 4.0, 1.0]]), np.array([3.0, -1.0, 2.0])),
    (np.array([[2.0], [-1.0], [3.0]]), np.array([-7.0])),
]


@pytest.mark.exercise("l2_penalty")
class TestL2Penalty:
    """Exercise 7.4."""

    @pytest.mark.gate
    def test_two_things_come_back(self, function):
        """A float, and a list with one tuple (dW, db) per layer, of the shapes of W and b."""
        (call,) = function.map([(LAYERS, 0.5)], without_keras=True)
        assert_type(call.value, tuple, hint="return penalty, gradients")
        assert_equal(len(call.value), 2, hint="return penalty, gradients")
        penalty, gradients = call.value
        assert_type(penalty, float, hint="a single number: float(…)")
        hint = "one tuple (dW, db) per layer, of the shapes of W and b"
        assert_close(gradients, LAYERS, atol=np.inf, hint=hint)

    def test_the_penalty(self, function):
        """Weights 1 and -3 under 0.5: 0.5 · (1 + 9) = 5; those of two layers under 0.1: 3.625."""
        assert_close(function(LAYER, 0.5)[0], 5.0, hint="lam times the sum of the squares of W")
        hint = "1 + 4 + 0.25 + 16 + 1, and 4 + 1 + 9: both layers, no biases"
        assert_close(function(LAYERS, 0.1)[0], 3.625, hint=hint)

    def test_the_gradients(self, function):
        """dW is 2 · lam · W: 1 and -3 under 0.5 again; every db is 0."""
        ((dW, db),) = function(LAYER, 0.5)[1]
        assert_close(dW, np.array([[1.0], [-3.0]]), hint="the slope of w² is 2w")
        assert_close(db, np.zeros(1), hint="biases are not penalised")
        for (dW, db), (W, b) in zip(function(LAYERS, 0.25)[1], LAYERS, strict=True):
            assert_close(dW, W / 2, hint="2 · 0.25 · W")
            assert_close(db, np.zeros_like(b), hint="biases are not penalised")

    def test_lam_of_0(self, function):
        """With lam = 0 the penalty is 0, and so is every gradient; below 0 it is refused."""
        penalty, gradients = function(LAYERS, 0.0)
        assert_close(penalty, 0.0, hint="0 is legal")
        for W, b in gradients:
            require(not np.any(W) and not np.any(b), "A gradient is not 0.", hint="2 · 0 · W")
        assert_rejects(function, LAYERS, -0.5, says="lam", hint="raise a ValueError if lam < 0")

    def test_number_types_and_manners(self, function):
        """float32 stays; 200 in uint8 has the square 40,000; params stays as it was."""
        single = [(W.astype(np.float32), b.astype(np.float32)) for W, b in LAYERS]
        penalty, gradients = function(single, 0.5)
        assert_type(penalty, float, hint="np.sum of float32 is an np.float32: float(…)")
        for arrays in gradients:
            for array in arrays:
                assert_equal(array.dtype, np.dtype("float32"), hint="2 * lam * W keeps float32")
        whole = [(np.array([[200]], np.uint8), np.array([3], np.uint8))]
        penalty, ((dW, db),) = function(whole, 0.5)
        hint = "in uint8, 200² starts again at 256: make floats first"
        assert_close(penalty, 20000.0, hint=hint)
        assert_close(dW, np.array([[200.0]]), hint=hint)
        assert_equal(db.dtype, np.dtype("float64"), hint="integers become float64, in db too")
        assert_pure(function, [(LAYERS, 0.5)], hint="make new arrays")


@pytest.mark.exercise("early_stopping")
class TestEarlyStopping:
    """Exercise 7.5."""

    @pytest.mark.gate
    def test_the_worked_example(self, function):
        """1, .8, .7, .75, .72, .71, .9 with patience 3 stop after epoch 5; epoch 2 was best."""
        case = [1.0, 0.8, 0.7, 0.75, 0.72, 0.71, 0.9], 3
        call, _ = function.map([case, ([5.0, 9.0, 8.0, 7.0, 6.0], 2)], without_keras=True)
        assert_type(call.value, tuple, hint="return stop, best")
        hint = "counted from 0: 0.7 is epoch 2, and 3, 4, 5 are three epochs without a better one"
        assert_equal(call.value, (5, 2), hint=hint)

    def test_a_better_epoch_starts_the_count_anew(self, function):
        """5, 6, 4, 6, 3, 7, 7 with patience 2 stop after epoch 6; epoch 4 was best."""
        hint = "count from the best epoch on: i - best"
        assert_equal(function([5.0, 6.0, 4.0, 6.0, 3.0, 7.0, 7.0], 2), (6, 4), hint=hint)
        assert_equal(function([5.0, 9.0, 8.0, 7.0, 6.0], 2), (2, 0), hint="9, 8 are above 5 still")
        assert_equal(function([2.0, 3.0, 1.0], 1), (1, 0), hint="patience 1: the first worse one")

    def test_as_good_is_not_better(self, function):
        """0.5 again and again: with patience 2 it stops after epoch 2, and epoch 0 was best.

        Nor is a loss of nan better.
        """
        hint = "strictly below: < and not <="
        assert_equal(function([0.5, 0.5, 0.5, 0.5], 2), (2, 0), hint=hint)
        hint = "nan < 0.8 is False, so nan is no better epoch, and it counts as a waited one"
        assert_equal(function([0.9, 0.8, np.nan, np.nan, 0.85], 2), (3, 1), hint=hint)

    def test_what_follows_is_never_seen(self, function):
        """1, 2, 3, 0 with patience 2 stop after epoch 2: nobody meets the 0."""
        hint = "best is the best epoch up to the stop"
        assert_equal(function([1.0, 2.0, 3.0, 0.0], 2), (2, 0), hint=hint)

    def test_nothing_stops_it(self, function):
        """3, 2, 1 never stop; nor do 3, 2, 4 with patience 2; nor one epoch alone."""
        hint = "then stop is the last index, len(val_losses) - 1"
        assert_equal(function([3.0, 2.0, 1.0], 1), (2, 2), hint=hint)
        assert_equal(function([3.0, 2.0, 4.0], 2), (2, 1), hint=hint)
        assert_equal(function([3.0], 1), (0, 0), hint=hint)

    def test_manners(self, function):
        """No losses, and a patience of 0 or -1, are refused; the list stays as it was."""
        assert_rejects(function, [], 3, says="val_losses", hint="look at len(val_losses) first")
        for patience in (0, -1):
            hint = f"here patience is {patience}"
            assert_rejects(function, [1.0, 2.0], patience, says="patience", hint=hint)
        assert_pure(
            function,
            [([2.0, 1.0, 3.0], 1), ([5.0, 9.0, 8.0, 7.0], 2)],
            hint="do not pop or sort what was given",
        )


ROWS, WORDS, CUT = 100, 20, 66  # 2 * 100 // 3 rows are to train on, in one batch
HIDDEN = {"base": (16, 16), "smaller": (4,), "l2": (16, 16), "dropout": (16, 16)}


def reviews():
    """Return rows of two kinds and labels, a few of which are wrong; word 0 occurs nowhere."""
    rng = np.random.default_rng(1)
    y = np.arange(ROWS) % 2
    own = y[:, np.newaxis] == np.arange(WORDS) % 2
    X = (rng.random((ROWS, WORDS)) < np.where(own, 0.7, 0.2)).astype(np.float32)
    X[:, 0] = 0
    y[CUT + 20 :] ^= 1
    return X, y


def compare(function, *case, around=100):
    """Return a call of a learner's function, once it has trained four models."""
    (call,) = function.map([case], seed=around, note_prints=True, eager=True)
    answer = call.value
    assert_type(answer, dict, hint="return a dict of four dicts")
    hint = "exactly these four"
    assert_equal(sorted(answer), ["base", "dropout", "l2", "smaller"], hint=hint)
    for name in HIDDEN:
        assert_type(answer[name], dict, hint=f'"{name}" is a dict, too')
        keys = ["gap", "model", "train", "val"]
        assert_equal(sorted(answer[name]), keys, hint=f"{name}: exactly these four")
        networks.architecture(answer[name]["model"])
    return call


def cross_entropy(y, p):
    """Return the mean binary cross-entropy of labels (N,) and probabilities (N,)."""
    p = np.clip(p.astype(float), 1e-7, 1 - 1e-7)
    return float(-np.mean(np.where(y == 1, np.log(p), np.log(1 - p))))


@pytest.mark.exercise("compare_regularizers")
class TestCompareRegularizers:
    """Exercise 7.6."""

    def test_four_networks_and_their_numbers(self, function):
        """Of each network train and val, cross-entropies of what it predicts, gap, and the model.

        Nothing is printed, and X and y stay as they were.
        """
        X, y = reviews()
        call = compare(function, X, y, 1)
        for name, units in HIDDEN.items():
            entry = call.value[name]
            for key in ("train", "val", "gap"):
                assert_type(entry[key], float, hint=f"{name}, {key}: float(…)")
            seen = [W.shape[1] for W in networks.get_weights(entry["model"]) if W.ndim == 2]
            assert_equal(seen, [*units, 1], hint=f"{name}: the units of its Dense layers")
            p = networks.predict(entry["model"], X)[:, 0]
            hint = f"{name}: predict the first 2N // 3 rows; no penalty, no dropout"
            assert_close(entry["train"], cross_entropy(y[:CUT], p[:CUT]), atol=1e-4, hint=hint)
            hint = f"{name}: predict the other rows; no penalty, no dropout"
            assert_close(entry["val"], cross_entropy(y[CUT:], p[CUT:]), atol=1e-4, hint=hint)
            hint = f"{name}: gap is val - train"
            assert_close(entry["gap"], entry["val"] - entry["train"], atol=1e-9, hint=hint)
        require(not call.printed, "Something is printed.", hint="verbose=0, everywhere")
        require(not call.changed, "X or y holds other numbers now.", hint="work on copies")

    def test_the_cures(self, function):
        """Two epochs are two steps of Adam; l2 has a penalty, and dropout drops in training."""
        answer = compare(function, *reviews(), 2).value
        for name in HIDDEN:
            model = answer[name]["model"]
            found, weights = networks.architecture(model), networks.get_weights(model)
            assert_equal(found.optimizer, "Adam", hint=f'{name}: optimizer="adam"')
            assert_equal(found.steps, 2, hint=f"{name}: 66 rows are one batch of 128")
            hidden = weights[0:-2:2] if name == "l2" else []
            wanted = 0.002 * sum(float(np.sum(W**2)) for W in hidden)
            hint = f"{name}: L2(0.002) on the kernels of l2's two hidden layers, and nowhere else"
            assert_close(found.penalty or 0.0, wanted, rtol=1e-4, atol=1e-7, hint=hint)
            rates = [layer.rate for layer in found.of_kind("Dropout")]
            wanted_rates = [0.5, 0.5] if name == "dropout" else []
            hint = f"{name}: two layers Dropout(0.5) in dropout, none elsewhere"
            assert_equal(rates, wanted_rates, hint=hint)
            p = networks.predict(model, reviews()[0])
            z = _logits(weights, reviews()[0])
            hint = f"{name}: relu in the hidden layers, a sigmoid at the end"
            assert_close(p, (1 / (1 + np.exp(-z))).astype(np.float32), atol=1e-4, hint=hint)

    def test_seed_and_rows(self, function):
        """Labels to validate with change nothing that is learned; another seed does.

        Word 0 occurs nowhere, so its weights stay where they start: in base and dropout the same.
        """
        X, y = reviews()
        turned = y.copy()
        turned[CUT:] ^= 1
        cases = [(y, 3, 100), (turned, 3, 200), (y, 4, 100)]
        one, two, other = (
            {
                name: networks.get_weights(entry["model"])[0]
                for name, entry in compare(
                    function, X, labels, 1, seed, around=around
                ).value.items()
            }
            for labels, seed, around in cases
        )
        for name in HIDDEN:
            hint = "keras.utils.set_random_seed(seed) before each network; fit X[:cut] alone"
            message = f"{name}: twice the seed 3, and other weights."
            require(np.allclose(one[name], two[name], atol=1e-5), message, hint=hint)
            message = f"{name}: the seeds 3 and 4 give the same weights."
            require(not np.allclose(one[name], other[name]), message, hint="hand seed on")
        same = np.array_equal(one["base"][0], one["dropout"][0])
        message = "base and dropout do not start alike."
        hint = "set the seed before each of the four, then make the layers in order"
        require(same, message, hint=hint)


def _logits(weights, x):
    """Return the logits (N, 1) of Dense layers with ReLU between them."""
    for W, b in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        x = np.maximum(x @ W + b, 0)
    return x @ weights[-2] + weights[-1]


BOUNDARY = [  # train_loss, val_loss, baseline and what is right
    (1.8, 1.8, 2.0, "good"),
    (1.0, 1.3, 2.0, "good"),
    (1.0, 1.3125, 2.0, "overfitting"),
    (1.9, 1.9, 2.0, "underfitting"),
]


@pytest.mark.exercise("diagnose_fit")
class TestDiagnoseFit:
    """Exercise 7.7."""

    @pytest.mark.gate
    def test_a_word_comes_back(self, function):
        """Losses 0.3 and 0.6 beside a baseline of 0.69 are overfitting; 0.68 twice underfitting."""
        cases = [(0.3, 0.6, 0.69), (0.1, 0.2, 0.69), (2.0, 2.5, 3.0), (0.4, 0.3, 0.69)]
        call, *_ = function.map(cases, without_keras=True)
        assert_type(call.value, str, hint="return one of the three words")
        assert_equal(call.value, "overfitting", hint="0.6 > 1.3 * 0.3 = 0.39")
        assert_equal(function(0.68, 0.68, 0.69), "underfitting", hint="0.68 > 0.9 * 0.69 = 0.621")

    def test_good(self, function):
        """0.4 and 0.45 are good; 0.4 and 0.65 are not, though 0.65 is near the baseline."""
        assert_equal(function(0.4, 0.45, 0.69), "good", hint="0.45 is not above 1.3 * 0.4 = 0.52")
        hint = "underfitting is asked of train_loss, and 0.4 has learned"
        assert_equal(function(0.4, 0.65, 0.69), "overfitting", hint=hint)

    def test_the_boundaries(self, function):
        """1.8 of 2.0 has learned enough, and 1.3 beside 1.0 is still good: strictly above."""
        for *losses, wanted in BOUNDARY:
            assert_equal(function(*losses), wanted, hint=f"{losses}: > and not >=")

    def test_underfitting_comes_first(self, function):
        """0.68 and 0.95 beside 0.69: both lines hold, and the first decides."""
        hint = "who has learned nothing is not overfitting yet"
        assert_equal(function(0.68, 0.95, 0.69), "underfitting", hint=hint)

    def test_zeros_and_negative_numbers(self, function):
        """A loss of 0 is legal; one below 0 is refused, whichever it is."""
        hint = "compare as the docstring does: nothing is divided"
        assert_equal(function(0.0, 0.1, 0.69), "overfitting", hint=hint)
        assert_equal(function(0.0, 0.0, 0.0), "good", hint=hint)
        assert_equal(function(0.1, 0.1, 0.0), "underfitting", hint=hint)
        for losses in ((-0.1, 0.5, 0.6), (0.1, -0.5, 0.6), (0.1, 0.5, -0.6)):
            assert_rejects(function, *losses, says="loss", hint=f"here they are {losses}")
