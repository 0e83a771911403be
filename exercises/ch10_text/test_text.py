"""The public checks of chapter 10: tokens, numbers, rows, runs, padding, a table, a network."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
    networks,
    remote,
    require,
    sequential,
)


@pytest.mark.exercise("tokenize")
class TestTokenize:
    """Exercise 10.1."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A list of strings comes back."""
        tokens = function("One two")
        assert_type(tokens, list, hint="a list, in the order of the text")
        for token in tokens:
            assert_type(token, str)

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("Don't panic: it's 42!", ["don't", "panic", "it's", "42"]),
            ("The dog, the DOG.", ["the", "dog", "the", "dog"]),
            ("Well-known; snake_case --\n\n(the end)", "well known snake case the end".split()),
            ("'90s dogs' 3rd 'a'", ["'90s", "dogs'", "3rd", "'a'"]),
            ("Zoë's café ßx 東京 b🙂c 4٣", ["zo", "'s", "caf", "x", "b", "c", "4"]),
            ("...", []),
            ("", []),
        ],
    )
    def test_words(self, function, text, wanted):
        """Words are runs of a to z, 0 to 9 and '; all else separates them and is gone."""
        hint = f"the text is {text!r}; re.findall takes runs, and leaves no empty ones"
        assert_equal(function(text), wanted, hint=hint)

    @pytest.mark.parametrize("text", ["Ah, é!", "A  b\n", "", "Don't_"])
    def test_characters(self, function, text):
        """With "char" every character is a token, spaces and line ends too, in small letters."""
        assert_equal(function(text, "char"), list(text.lower()), hint="list(text.lower())")

    def test_what_is_refused(self, function):
        """Every other mode is refused, for an empty text too."""
        for text, mode in (("a b", "words"), ("a b", "Char"), ("", "sentence"), ("a", "")):
            assert_rejects(function, text, mode, says="mode", hint=f"here mode is {mode!r}")


DOCS = [["the", "cat", "bat", "the", "and"], ["the", "cat"]]
EQUAL = [["d", "c", "b"], ["e", "d", "b", "c"], ["a"]]


@pytest.mark.exercise("build_vocabulary")
class TestBuildVocabulary:
    """Exercise 10.2."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A dict comes back, with ints."""
        vocabulary = function(DOCS, 20)
        assert_type(vocabulary, dict, hint="word: number")
        for number in vocabulary.values():
            assert_type(number, int, hint="enumerate gives ints")

    @pytest.mark.parametrize(
        ("most", "wanted"),
        [
            (5, {"the": 2, "cat": 3, "and": 4}),
            (3, {"the": 2}),
            (6, {"the": 2, "cat": 3, "and": 4, "bat": 5}),
            (50, {"the": 2, "cat": 3, "and": 4, "bat": 5}),
        ],
    )
    def test_docstring(self, function, most, wanted):
        """the comes three times, cat twice, and and bat once; there are max_tokens - 2 words."""
        assert_equal(function(DOCS, most), wanted, hint=f"max_tokens is {most}; 0 and 1 count")

    def test_equals(self, function):
        """b, c and d come twice, a and e once: equals stand by the alphabet."""
        wanted = {"b": 2, "c": 3, "d": 4, "a": 5, "e": 6}
        assert_equal(function(EQUAL, 9), wanted, hint="sort by (-count, word)")
        assert_equal(function(EQUAL, 5), {"b": 2, "c": 3, "d": 4}, hint="the first three of them")
        first = {"b": 2, "c": 3, "d": 4, "a": 5}
        assert_equal(function(EQUAL, 6), first, hint="sort all of them, and cut then")
        capitals = function([["b", "A", "B", "a"]], 9)
        assert_equal(capitals, {"A": 2, "B": 3, "a": 4, "b": 5}, hint="as Python sorts them")

    def test_a_word_in_one_text(self, function):
        """A word that comes three times in one text is before one that comes once in two."""
        docs = [["x", "x", "x"], ["a"], ["a"], []]
        assert_equal(function(docs, 9), {"x": 2, "a": 3}, hint="count words, not texts")

    def test_no_words(self, function):
        """No texts, and texts without words, give an empty dict."""
        for docs in ([], [[], []]):
            assert_equal(function(docs, 5), {})

    def test_what_is_refused(self, function):
        """2, 0 and -3 are refused."""
        for most in (2, 0, -3):
            assert_rejects(function, DOCS, most, says="max_tokens", hint=f"here it is {most}")

    def test_manners(self, function):
        """The texts stay as they were."""
        assert_pure(function, [(EQUAL, 5), ([list("bcabcaddd")], 9), (DOCS, 4)])


@pytest.mark.exercise("one_hot_tokens")
class TestOneHotTokens:
    """Exercise 10.3."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """Five tokens out of three ids give an array (5, 3)."""
        rows = function(np.array([2, 0, 1, 1, 2]), 3)
        assert_close(rows, np.zeros((5, 3)), atol=np.inf, hint="(L, vocab_size)")

    @pytest.mark.parametrize(
        ("ids", "size"), [([2, 0], 3), ([1, 1, 3, 0, 1], 4), ([0, 0], 2), ([1, 2], 6), ([], 4)]
    )
    def test_rows(self, function, ids, size):
        """Each row has its 1 in the column of its id; an empty text has no rows."""
        wanted = np.array([[1.0 * (column == id) for column in range(size)] for id in ids])
        rows = function(np.array(ids, np.int64), size)
        hint = f"ids are {ids}, vocab_size is {size}"
        assert_close(rows, wanted.reshape(-1, size), hint=hint)

    def test_dtypes(self, function):
        """The array is float32, whatever integers come in."""
        for kind in (np.int64, np.uint8, np.int8):
            rows = function(np.array([3, 1], kind), 200)
            require(rows.dtype == np.float32, f"{rows.dtype} comes out.", hint="np.float32")
            assert_close(rows[:, 3], np.array([1.0, 0.0]), hint=f"ids of {np.dtype(kind)}")

    def test_what_is_refused(self, function):
        """-1, and the number of ids or more, are refused, wherever they stand."""
        for ids in ([0, -1], [3], [1, 2, 7], [-3, 1]):
            hint = f"here ids are {ids}, and vocab_size is 3"
            assert_rejects(function, np.array(ids), 3, says="id", hint=hint)

    def test_manners(self, function):
        """The ids stay as they were."""
        assert_pure(function, [(np.array([2, 0, 1]), 3)])


@pytest.mark.exercise("ngrams")
class TestNgrams:
    """Exercise 10.4."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A list of tuples comes back."""
        runs = function(["a", "b", "c"], 2)
        assert_type(runs, list)
        for run in runs:
            assert_type(run, tuple, hint="tuple(tokens[start : stop])")

    @pytest.mark.parametrize(
        ("text", "n", "wanted"),
        [
            ("not very good", 2, [("not", "very"), ("very", "good")]),
            ("a b c d", 3, [("a", "b", "c"), ("b", "c", "d")]),
            ("b a b a", 2, [("b", "a"), ("a", "b"), ("b", "a")]),
            ("b a", 1, [("b",), ("a",)]),
            ("b a c", 3, [("b", "a", "c")]),
            ("b a", 3, []),
            ("", 1, []),
        ],
    )
    def test_runs(self, function, text, n, wanted):
        """Neighbours in their order, overlapping; too few tokens have none."""
        hint = f"the tokens are {text.split()}, n is {n}"
        assert_equal(function(text.split(), n), wanted, hint=hint)

    def test_what_is_refused(self, function):
        """An n of 0 and of -2 is refused."""
        for n in (0, -2):
            assert_rejects(function, ["a", "b"], n, says="n must be", hint=f"here n is {n}")

    def test_manners(self, function):
        """The tokens stay as they were."""
        assert_pure(function, [(["a", "b", "c"], 2)])


@pytest.mark.exercise("pad_sequences")
class TestPadSequences:
    """Exercise 10.5."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """Three lists and a maxlen of 4 give integers (3, 4)."""
        rows = function([[1, 2], [3], [4, 5, 6, 7, 8]], 4)
        assert_type(rows, np.ndarray)
        assert_equal(rows.shape, (3, 4), hint="(len(sequences), maxlen)")
        message = f"Seen: an array of {rows.dtype}. Expected: integers."
        require(rows.dtype.kind in "iu", message, hint="np.zeros(…, dtype=np.int64)")

    @pytest.mark.parametrize(
        ("sequences", "most", "wanted"),
        [
            ([[5, 6, 7, 8, 9], [2, 3, 4]], 4, [[6, 7, 8, 9], [0, 2, 3, 4]]),
            ([[3, 4], [5]], 4, [[0, 0, 3, 4], [0, 0, 0, 5]]),
            ([[5, 6, 7], [1, 2, 3, 4]], 3, [[5, 6, 7], [2, 3, 4]]),
            ([[5, 6, 7], [], [1]], 1, [[7], [0], [1]]),
            ([[], [2, 1]], 3, [[0, 0, 0], [0, 2, 1]]),
            ([[70_000, 3, 300]], 2, [[3, 300]]),
            ([[1, 70_000]], 2, [[1, 70_000]]),
        ],
    )
    def test_rows(self, function, sequences, most, wanted):
        """Zeros in front of short lists, the last ids of long ones."""
        hint = f"sequences are {sequences}, maxlen is {most}"
        seen = function(sequences, most)
        assert_equal(seen.astype(int).tolist(), wanted, hint=hint)

    def test_no_lists(self, function):
        """No lists give an array (0, 5)."""
        assert_equal(np.shape(function([], 5)), (0, 5), hint="np.zeros((len(sequences), maxlen))")

    def test_what_is_refused(self, function):
        """A maxlen of 0 and of -1 is refused."""
        for most in (0, -1):
            assert_rejects(function, [[1, 2]], most, says="maxlen", hint=f"here it is {most}")

    def test_manners(self, function):
        """The lists stay as they were."""
        assert_pure(function, [([[1, 2], [3, 4, 5, 6]], 3)])


def by_loops(ids, dE, size):
    """Return what the loops of the docstring give."""
    table = np.zeros((size, dE.shape[2]))
    for n, place in np.ndindex(*ids.shape):
        table[ids[n, place]] = table[ids[n, place]] + dE[n, place]
    return table


@pytest.mark.exercise("embedding_backward")
class TestEmbeddingBackward:
    """Exercise 10.6."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """Two texts of three ids and vectors of four numbers: a table (6, 4) for six ids."""
        table = function(np.array([[1, 2, 3], [4, 1, 2]]), np.ones((2, 3, 4)), 6)
        assert_close(table, np.zeros((6, 4)), atol=np.inf, hint="(vocab_size, D)")

    def test_docstring(self, function):
        """Id 3 comes twice and collects both of its gradients."""
        dE = np.array([[[1.0, 2.0], [10.0, 20.0], [100.0, 200.0]]])
        wanted = np.array([[0.0, 0.0], [10.0, 20.0], [0.0, 0.0], [101.0, 202.0]])
        hint = "table[ids] += dE counts an id once; np.add.at(table, ids, dE) as often as it comes"
        assert_close(function(np.array([[3, 1, 3]]), dE, 4), wanted, hint=hint)

    @pytest.mark.parametrize(
        "ids", [[[0, 1], [2, 3]], [[0, 1, 2], [2, 1, 0]], [[1, 1, 1, 4], [0, 4, 0, 1]]]
    )
    def test_against_loops(self, function, ids):
        """No id twice; one in several texts; several times in one: as the plain loops have it."""
        ids = np.array(ids)
        dE = np.random.default_rng(0).normal(size=(*ids.shape, 3))
        assert_close(function(ids, dE, 6), by_loops(ids, dE, 6), hint="add; row 0 is as any other")

    def test_dtypes(self, function):
        """float32 stays float32, integers count as float64; ids of uint8 are legal."""
        ids, dE = np.array([[200, 0, 200]], np.uint8), np.array([[[1, 4], [2, 5], [3, 6]]])
        for kind, wanted in ((np.float32, np.float32), (np.int64, np.float64)):
            table = function(ids, dE.astype(kind), 300)
            message = f"dE of {np.dtype(kind)} gives {table.dtype}."
            require(table.dtype == wanted, message, hint="1.0 * dE, and a table of its dtype")
            hint = "in uint8, 200 * 2 is 144: ids.astype(np.int64) before you compute with them"
            rows = np.array([[2.0, 5.0], [0.0, 0.0], [4.0, 10.0]])
            assert_close(table[[0, 144, 200]], rows, hint=hint)

    def test_what_is_refused(self, function):
        """Ids below 0 or too large, and another shape of dE, are refused."""
        dE = np.ones((2, 2, 3))
        for ids in ([[0, -1], [1, 2]], [[0, 1], [4, 2]], [[0, 9], [1, 2]]):
            assert_rejects(function, np.array(ids), dE, 4, says="id", hint=f"ids are {ids}")
        for shape in ((1, 2, 3), (2, 1, 3), (2, 3, 3), (4, 1, 3)):
            hint = f"here ids are (2, 2) and dE {shape}"
            ids = np.array([[0, 1], [1, 2]])
            assert_rejects(function, ids, np.ones(shape), 4, says="shape", hint=hint)

    def test_manners(self, function):
        """ids and dE stay as they were."""
        assert_pure(function, [(np.array([[1, 1, 0]]), np.ones((1, 3, 2)), 3)])


LENGTH, IDS = 6, 9


def rows(count, seed=0):
    """Return ids and classes: 1 where a 3 stands behind a 2."""
    rng = np.random.default_rng(seed)
    X, y = rng.integers(0, IDS - 1, (count, LENGTH)), np.arange(count) % 3 % 2
    X[y == 1, 2:4] = 2, 3
    X[-1, 0] = IDS - 1  # the largest id is in the test rows alone
    return X, y


def trained(function, *case):
    """Return a call of the exercise, in which Keras runs step by step."""
    (call,) = function.map([case], seed=100, note_prints=True, eager=True)
    return call


def course_network(submission, seed):
    """Return a network of the course, compiled as it should be."""
    layers = [
        ("Input", {"shape": (LENGTH,)}),
        ("Embedding", {"input_dim": IDS, "output_dim": 16}),
        ("Conv1D", {"filters": 32, "kernel_size": 3, "activation": "relu"}),
        ("GlobalMaxPooling1D", {}),
        ("Dense", {"units": 1, "activation": "sigmoid"}),
    ]
    adam = ("optimizers", "Adam", {"learning_rate": 0.005})
    compiled = {"optimizer": adam, "loss": "binary_crossentropy"}
    return remote(submission, sequential(layers, compiled, seed))


@pytest.mark.exercise("train_text_convnet")
class TestTrainTextConvnet:
    """Exercise 10.7."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A dict with accuracy and baseline, floats, and a network of 1,745 parameters."""
        answer = trained(function, *rows(20), 1).value
        assert_equal(sorted(answer), ["accuracy", "baseline", "model"])
        for key in ("accuracy", "baseline"):
            assert_type(answer[key], float, hint=f'"{key}": float(…)')
        found = networks.architecture(answer["model"]).parameters
        hint = "9 · 16 of the table, 3 · 16 · 32 + 32 of the kernels, 32 + 1 of the last unit"
        assert_equal(found, 1745, hint=hint)

    def test_the_same_as_a_network_of_the_course(self, function, submission):
        """After 12 epochs on 26 of 33 rows it answers what a network of the course does.

        accuracy and baseline are those of the other seven. Nothing is printed, and the arrays stay
        as they were.
        """
        X, y = rows(33)
        X[27:29], y[27:29] = X[[25, 16]], 1  # two test rows that it takes for 1
        y[29:31] = 1 - y[29:31]  # and two that it cannot have right
        call = trained(function, X, y, 12, 5)
        require(not call.printed, "Something is printed.", hint="verbose=0, everywhere")
        require(not call.changed, "An array holds other numbers now.", hint="work on copies")
        found = networks.architecture(call.value["model"])
        require(not found.was_validated, "fit got rows to validate with.", hint="fit(X, y, …)")
        other = course_network(submission, seed=5)
        networks.fit(other, X[:26], y[:26], epochs=12, batch_size=32, seed=5)
        seen, wanted = networks.predict(call.value["model"], X), networks.predict(other, X)
        hint = "seed, build, compile with Adam(0.005) and binary_crossentropy, fit X[:26], y[:26]"
        assert_close(seen, wanted, rtol=0, atol=2e-3, hint=hint)
        accuracy = float(np.mean((wanted[26:, 0] > 0.5) == y[26:]))
        assert_close(call.value["accuracy"], accuracy, hint="the share of X[26:] that is right")
        share = float(np.mean(y[26:] == 0))
        assert_close(
            call.value["baseline"], share, hint="most of y[:26] are 0: its share in y[26:]"
        )

    def test_what_the_network_computes(self, function, submission):
        """With weights of another network it answers what that one does."""
        X, y = rows(20)
        model, other = trained(function, X, y, 1).value["model"], course_network(submission, 1)
        rng = np.random.default_rng(3)
        weights = [rng.normal(-0.3, 0.5, w.shape) for w in networks.get_weights(other)]
        for each in (model, other):
            networks.set_weights(each, [w.astype(np.float32) for w in weights])
        seen, wanted = networks.predict(model, X), networks.predict(other, X)
        hint = "relu and no padding in the convolution, the largest of each map, a sigmoid"
        assert_close(seen, wanted, rtol=0, atol=1e-4, hint=hint)

    def test_steps(self, function):
        """Of 90 rows 72 are trained on, in three batches of 32; two epochs are 6 steps."""
        X, y = rows(90)
        y = 1 - y  # most of them are 1 now
        answer = trained(function, X.astype(np.uint8), y.astype(np.uint8), 2, 0).value
        steps = networks.architecture(answer["model"]).steps
        assert_equal(steps, 6, hint="epochs=epochs, batch_size=32")
        hint = "most of y[:72] are 1: its share in y[72:]"
        require(answer["baseline"] > 0.5, "baseline is not the share of class 1.", hint=hint)

    def test_baseline(self, function):
        """Of 16 training rows 8 are of each class: 0 counts; it has 1 of 4 test rows."""
        y = np.array([1, 0] * 8 + [1, 1, 0, 1])
        answer = trained(function, rows(20)[0], y, 1).value
        assert_close(answer["baseline"], 0.25, hint="np.bincount(y[:cut]).argmax() is 0")

    def test_ids(self, function):
        """Where an id never occurs, the largest has a row of the table all the same."""
        X, y = rows(20)
        X[X == 4] = 0
        answer = trained(function, X, y, 1).value
        found = networks.architecture(answer["model"]).parameters
        assert_equal(found, 1745, hint="int(X.max()) + 1 rows")
