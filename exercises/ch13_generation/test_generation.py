"""The public checks of chapter 13: temperature, writing, a network of letters, dreams, style."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
    chained,
    generator,
    named_parts,
    networks,
    remote,
    require,
    sequential,
    steps,
)


@pytest.mark.exercise("apply_temperature")
class TestApplyTemperature:
    """Exercise 13.1."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """0.5, 0.3, 0.2 at T = 0.5; 0, 0.25, 0.75 at T = 2."""
        seen = function(np.array([0.5, 0.3, 0.2]), 0.5)
        wanted = np.array([0.657895, 0.236842, 0.105263])
        assert_close(seen, wanted, atol=1e-6, hint="their squares, divided by 0.38")
        seen = function(np.array([0.0, 0.25, 0.75]), 2.0)
        wanted = np.array([0.0, 0.366025, 0.633975])
        assert_close(seen, wanted, atol=1e-6, hint="their roots, divided by 1.366")

    @pytest.mark.parametrize("temperature", [0.3, 0.8, 1.0, 1.5, 10.0])
    def test_the_formula(self, function, temperature):
        """Powers, divided by their sum."""
        probs = np.array([0.1, 0.05, 0.4, 0.25, 0.2])
        powers = probs ** (1 / temperature)
        hint = f"softmax(ln(probs) / T), at T = {temperature}"
        assert_close(function(probs, temperature), powers / powers.sum(), hint=hint)

    def test_cold(self, function):
        """At T = 0.01 the largest is all there is, of 4,000 nearly equal ones too."""
        assert_close(function(np.array([0.5, 0.3, 0.2]), 0.01), np.array([1.0, 0, 0]), atol=1e-9)
        probs = np.full(4000, 1 / 4000)
        probs[7], probs[8] = 1.5 / 4000, 0.5 / 4000
        seen = function(probs, 0.01)
        require(np.isfinite(seen).all(), "NaN came back.", hint="subtract the largest logarithm")
        assert_close(seen[7], 1.0, atol=1e-9, hint="1.5 ** 100 is much more than 4000")

    def test_zeros(self, function):
        """What is impossible stays impossible, and NumPy warns of nothing."""
        for temperature in (0.5, 1.0, 3.0):
            (call,) = function.map([(np.array([0.0, 1.0, 0.0]), temperature)], note_warnings=True)
            assert_close(call.value, np.array([0.0, 1.0, 0.0]), hint="ln(0) is -inf")
            require(not call.warned, "NumPy warns.", hint="np.log(…, where=probs > 0)")

    def test_dtypes(self, function):
        """float32 stays float32, integers count as float64."""
        seen = function(np.array([0.5, 0.25, 0.25], np.float32), 0.5)
        require(seen.dtype == np.float32, f"float32 in gives {seen.dtype} out.")
        seen = function(np.array([0, 1], np.uint8), 0.5)
        require(seen.dtype == np.float64, f"uint8 in gives {seen.dtype} out.")

    def test_what_is_refused(self, function):
        """Temperatures of 0 and below, and what is no distribution, are refused."""
        for t in (0.0, -1.0):
            assert_rejects(function, np.array([0.5, 0.5]), t, says="temperature", hint=f"T is {t}")
        for probs in ([0.5, 0.6], [0.5, 0.4], [1.5, -0.5], [0.5, 0.50001]):
            assert_rejects(function, np.array(probs), 0.5, says="prob", hint=f"here {probs}")

    def test_manners(self, function):
        """probs stays as it was, and the answer is another array."""
        assert_pure(function, [(np.array([0.5, 0.3, 0.2]), 1.0)])


def certain(ids=5, places=3, seed=0):
    """Return a table in which what comes next is certain: by the id, and by how many were read."""
    rng = np.random.default_rng(seed)
    return np.stack([np.eye(ids)[rng.permutation(ids)] for _ in range(places)])


def follow(table, seed_ids, length):
    """Return the ids that must come, and all that are read."""
    read = list(seed_ids)
    for place in range(len(seed_ids) - 1, len(seed_ids) + length - 1):
        read.append(int(table[place % len(table), read[place]].argmax()))
    return read[len(seed_ids) :], read


@pytest.mark.exercise("generate")
class TestGenerate:
    """Exercise 13.2."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """A network that counts goes on counting: 3, 4, 0, 1."""
        table = np.stack([np.roll(np.eye(5), 1, axis=1)])
        new = function(steps(table), [1, 2], 4, 1.0, generator(0))
        assert_equal(new, [3, 4, 0, 1], hint="the new ids alone, each read before the next")

    @pytest.mark.parametrize(
        ("seed_ids", "length"), [([2], 1), ([0], 6), ([1, 4, 3], 1), ([3, 3], 7)]
    )
    def test_what_is_read(self, function, submission, seed_ids, length):
        """Each id is read once, in order, with the state of the call before."""
        table = certain()
        network = remote(submission, steps(table))
        new = function(network, list(seed_ids), length, 0.7, generator(0))
        wanted, read = follow(table, seed_ids, length)
        assert_equal(new, wanted, hint="what must come, by the id and by how many were read")
        calls = [[number, place or None] for place, number in enumerate(read)]
        heard = network.heard
        hint = "probs, state = step(id, state), None at the start"
        require(heard in (calls, calls[:-1]), "Step was called otherwise.", hint=hint)

    def test_shares(self, function):
        """Of 2,000 ids at T = 0.5 so many are each as the squares of 0.2, 0.3, 0.5 say."""
        row = np.array([0.2, 0.3, 0.5])
        for temperature in (0.5, 1.0, 2.0):
            powers = row ** (1 / temperature)
            new = function(steps(np.tile(row, (1, 3, 1))), [0], 2000, temperature, generator(3))
            found = np.bincount(new, minlength=3) / 2000
            hint = f"apply_temperature(probs, {temperature}), then rng.choice(…, p=…)"
            assert_close(found, powers / powers.sum(), rtol=0, atol=0.07, hint=hint)

    def test_chance(self, function):
        """The same seed of rng gives the same ids, another seed others."""
        table = np.random.default_rng(1).dirichlet(np.ones(5), (3, 5))
        one, same, other = (
            function(steps(table), [1], 30, 1.0, generator(seed)) for seed in (4, 4, 5)
        )
        assert_equal(one, same, hint="draw with rng alone")
        require(one != other, "Another seed gives the same ids.", hint="draw with rng")

    def test_kinds(self, function):
        """Built-in ints come back, and the seed's list stays as it was."""
        (call,) = function.map([(steps(certain()), [3, 1], 4, 0.5, generator(1))])
        require(all(type(n) is int for n in call.value), "An id is no int.", hint="int(…)")
        require(not call.changed, "seed_ids has changed.", hint="a list of your own")

    def test_what_is_refused(self, function):
        """An empty seed, and a length below 1, are refused."""
        assert_rejects(function, steps(certain()), [], 3, 1.0, generator(0), says="seed", hint="[]")
        for n in (0, -1):
            case = steps(certain()), [1], n, 1.0, generator(0)
            assert_rejects(function, *case, says="length", hint=f"here it is {n}")


VOCAB = 7
LETTERS = [
    ("Input", {"shape": (30,)}),
    ("Embedding", {"input_dim": VOCAB, "output_dim": 16}),
    ("LSTM", {"units": 64}),
    ("Dense", {"units": VOCAB}),
]


def text(count):
    """Return ids that mostly go round."""
    rng = np.random.default_rng(2)
    return np.where(
        rng.random(count) < 0.1, rng.integers(0, VOCAB, count), np.arange(count) % VOCAB
    )


def cut(ids):
    """Return windows of 30 ids, every 3 places, and what comes behind each."""
    starts = range(0, len(ids) - 30, 3)
    return np.array([ids[s : s + 30] for s in starts]), np.array([ids[s + 30] for s in starts])


def course_network(submission, seed):
    """Return the course's network of letters."""
    adam = ("optimizers", "Adam", {"learning_rate": 0.005})
    loss = ("losses", "SparseCategoricalCrossentropy", {"from_logits": True})
    return remote(submission, sequential(LETTERS, {"optimizer": adam, "loss": loss}, seed))


def trained(function, *case):
    """Return a call of an exercise, in which Keras runs step by step."""
    (call,) = function.map([case], seed=100, note_prints=True, eager=True)
    return call


@pytest.mark.exercise("train_char_lstm")
class TestTrainCharLstm:
    """Exercise 13.3."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """With 5 ids the network has 21,141 parameters; the first loss is near ln 5."""
        answer = trained(function, np.arange(40) % 5, 5, 1).value
        model, loss = named_parts(answer, ("model", "loss")).values()
        found = networks.architecture(model).parameters
        assert_equal(found, 21141, hint="5 · 16, 4 · 64 · (16 + 64 + 1), 64 · 5 + 5")
        assert_type(loss, float, hint="float(…)")
        require(1.5 < loss < 1.7, "The first loss is not near ln 5.", hint="from_logits=True")

    def test_the_same_as_a_network_of_the_course(self, function, submission):
        """After 3 epochs on 120 ids it answers what a network of the course does.

        The loss is that of the last epoch. Nothing is printed, and ids stays as it was.
        """
        ids = text(120)
        call = trained(function, ids, VOCAB, 3, 5)
        require(not call.printed, "Something is printed.", hint="verbose=0")
        require(not call.changed, "ids holds other numbers now.", hint="work on a copy")
        other, (X, y) = course_network(submission, 5), cut(ids)
        losses = networks.fit(other, X, y, epochs=3, batch_size=128, seed=5)
        model, loss = call.value
        hint = "windows at 0, 3, 6, …, each with the id behind it; seed, build, compile, fit"
        seen, wanted = networks.predict(model, X), networks.predict(other, X)
        assert_close(seen, wanted, rtol=0, atol=3e-3, hint=hint)
        assert_close(loss, losses[-1], rtol=0, atol=1e-3, hint='history["loss"][-1]')
        score = networks.evaluate(model, X, y)["loss"]
        wanted = networks.evaluate(other, X, y)["loss"]
        assert_close(score, wanted, rtol=0, atol=3e-3, hint="from_logits=True")

    def test_what_the_network_computes(self, function, submission):
        """With weights of another network it answers what that one does."""
        model, _ = trained(function, text(50), VOCAB, 1).value
        other, rng = course_network(submission, 1), np.random.default_rng(3)
        drawn = [rng.normal(0, 0.4, w.shape) for w in networks.get_weights(other)]
        for each in (model, other):
            networks.set_weights(each, [w.astype(np.float32) for w in drawn])
        X = rng.integers(0, VOCAB, (6, 30))
        X[:, :4] = 0
        seen, wanted = networks.predict(model, X), networks.predict(other, X)
        assert_close(seen, wanted, rtol=0, atol=1e-3, hint="no mask, and logits at the end")

    def test_steps(self, function):
        """129 windows are two batches of 128; two epochs are 4 steps."""
        model, _ = trained(function, text(30 + 3 * 129).astype(np.uint8), VOCAB, 2, 0).value
        steps_made = networks.architecture(model).steps
        assert_equal(steps_made, 4, hint="epochs=epochs, batch_size=128")


@pytest.mark.exercise("octave_shapes")
class TestOctaveShapes:
    """Exercise 13.4."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """64 × 64 in three octaves; 100 × 60 in two, with a scale of 2."""
        assert_equal(function((64, 64), 3), [(32, 32), (45, 45), (64, 64)])
        assert_equal(function((100, 60), 2, 2.0), [(50, 30), (100, 60)])

    @pytest.mark.parametrize("case", [((227, 181), 4), ((90, 300), 5, 1.3), ((31, 17), 6, 1.9)])
    def test_by_formula(self, function, case):
        """int(side / scale**k), k from octaves - 1 down to 0."""
        (height, width), n, scale = (*case, 1.4)[:3]
        factors = [scale**k for k in range(n - 1, -1, -1)]
        wanted = [(int(height / f), int(width / f)) for f in factors]
        assert_equal(function(*case), wanted, hint="of the shape itself, each time")

    def test_one(self, function):
        """One octave is the shape itself."""
        assert_equal(function((7, 9), 1), [(7, 9)])

    def test_what_is_refused(self, function):
        """No octave, and a scale of 1 and below, are refused."""
        for n in (0, -2):
            assert_rejects(function, (64, 64), n, says="octaves", hint=f"here {n}")
        for scale in (1.0, 0.5):
            assert_rejects(function, (64, 64), 3, scale, says="scale", hint=f"here {scale}")


MAPS = [
    ("Input", {"shape": (None, None, 2)}),
    ("Conv2D", {"filters": 3, "kernel_size": 1, "activation": "relu"}),
    ("Dropout", {"rate": 0.5}),
]


def dreamed(weights, image):
    """Return loss and slope of an image, where each place is looked at by itself."""
    K, b = (np.asarray(each, float) for each in weights)
    z = image @ K[0, 0] + b
    a = np.maximum(z, 0)
    a[:2], a[-2:], a[:, :2], a[:, -2:] = 0, 0, 0, 0
    count = (image.shape[0] - 4) * (image.shape[1] - 4) * 3
    return float((a**2).sum() / count), (2 * a / count) @ K[0, 0].T


@pytest.mark.exercise("dream_step")
class TestDreamStep:
    """Exercise 13.5."""

    def model(self, submission, shift=0.2):
        """Return a model of the course that looks at each place by itself, and its weights."""
        made = remote(submission, chained(MAPS))
        kernel = np.array([[[[0.8, -0.5, 0.3], [-0.6, 0.7, -0.4]]]])  # slopes of both signs
        weights = [kernel, np.full(3, shift)]
        networks.set_weights(made, [each.astype(np.float32) for each in weights])
        return made, weights

    def image(self):
        """Return an image in the middle of 0 … 1."""
        return np.random.default_rng(5).uniform(0.3, 0.7, (8, 9, 2)).astype(np.float32)

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function, submission):
        """An image (8, 9, 2) of float32, and a float."""
        answer = function(self.model(submission)[0], self.image(), 0.01)
        new, loss = named_parts(answer, ("image", "loss")).values()
        assert_type(new, np.ndarray, hint="np.asarray(…)")
        assert_equal(new.shape, (8, 9, 2), hint="without the axis of the batch")
        assert_equal(str(new.dtype), "float32", hint="np.float32(lr)")
        assert_type(loss, float, hint="float(loss)")

    def test_a_step(self, function, submission):
        """Loss and step, in use; the border of two places says nothing."""
        model, weights = self.model(submission)
        image = self.image()
        new, loss = function(model, image, 0.02)
        wanted, g = dreamed(weights, image)
        assert_close(loss, wanted, rtol=1e-4, hint="the mean of the squares of maps[:, 2:-2, 2:-2]")
        step = 0.02 * g / np.abs(g).mean()
        hint = "image + lr * g / mean |g|, up the slope"
        assert_close(new, np.clip(image + step, 0, 1), rtol=0, atol=1e-4, hint=hint)

    def test_cut_off(self, function, submission):
        """With a large step the image stays within 0 … 1."""
        new, _ = function(self.model(submission)[0], self.image(), 2.0)
        require(new.min() >= 0 and new.max() <= 1, "It leaves 0 … 1.", hint="np.clip(…, 0, 1)")

    def test_dull(self, function, submission):
        """Where nothing is seen, the image comes back as it was."""
        new, loss = function(self.model(submission, -9.0)[0], self.image(), 0.1)
        assert_equal(loss, 0.0)
        assert_close(new, self.image(), hint="max(mean |g|, 1e-6): no division by 0")

    def test_manners(self, function, submission):
        """Image and model stay as they were."""
        model, weights = self.model(submission)
        (call,) = function.map([(model, self.image(), 0.02)], note_prints=True)
        require(not call.changed, "The given image has changed.", hint="make a new one")
        for seen, wanted in zip(networks.get_weights(model), weights, strict=True):
            assert_close(seen, wanted, rtol=1e-6, hint="only the image is to change")

    def test_what_is_refused(self, function, submission):
        """Images with other axes, or other channels, are refused."""
        model, image = self.model(submission)[0], self.image()
        for bad in (image[..., 0], image[np.newaxis], image[..., :1]):
            assert_rejects(function, model, bad, 0.1, says="shape", hint=f"here {bad.shape}")


def maps(*shape, seed=6):
    """Return a feature map."""
    return 0.5 + np.random.default_rng(seed).normal(size=shape)


def by_places(F):
    """Return a gram matrix, place by place."""
    G = np.zeros((F.shape[2], F.shape[2]))
    for row in F:
        for place in row:
            G += np.outer(place, place)
    return G / (F.shape[0] * F.shape[1])


@pytest.mark.exercise("gram_matrix")
class TestGramMatrix:
    """Exercise 13.6."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """0 … 7 as two rows of two places with two channels: 14, 17, 17, 21."""
        seen = function(np.arange(8.0).reshape(2, 2, 2))
        hint = "0·0 + 2·2 + 4·4 + 6·6 is 56, divided by 4"
        assert_close(seen, np.array([[14.0, 17.0], [17.0, 21.0]]), hint=hint)

    @pytest.mark.parametrize("shape", [(3, 4, 5), (6, 2, 3), (1, 5, 2), (2, 2, 1)])
    def test_place_by_place(self, function, shape):
        """The mean over all places, for several shapes."""
        hint = "F.reshape(-1, C), its transpose times itself"
        assert_close(function(maps(*shape)), by_places(maps(*shape)), hint=hint)

    def test_dtypes(self, function):
        """float32 stays float32, integers count as float64."""
        seen = function(maps(3, 2, 2).astype(np.float32))
        require(seen.dtype == np.float32, f"float32 in gives {seen.dtype} out.")
        F = np.array([[[100, 7], [90, 200]]], np.uint8)
        assert_close(function(F), by_places(F.astype(float)), hint="100 · 100 fits into no uint8")

    def test_what_is_refused(self, function):
        """Two and four axes are refused."""
        for shape in ((4, 3), (1, 2, 2, 3)):
            assert_rejects(function, maps(*shape), says="shape", hint=f"here {shape}")

    def test_manners(self, function):
        """F stays as it was."""
        assert_pure(function, [(maps(3, 2, 2),)])


@pytest.mark.exercise("style_transfer_loss")
class TestStyleTransferLoss:
    """Exercise 13.7."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """The three terms of a small image: 7.5, 42.25 and 3."""
        content, style = np.zeros((2, 2, 1)), np.ones((3, 4, 1))
        image = np.array([[[1.0], [2.0]], [[3.0], [4.0]]])
        for k, (wanted, hint) in enumerate(
            (
                (7.5, "(1 + 4 + 9 + 16) / 4"),
                (42.25, "(7.5 - 1) squared"),
                (3.0, "2 below each other, 1 beside each other"),
            )
        ):
            seen = function(content, style, image, tuple(np.eye(3)[k].tolist()))
            assert_type(seen, float, hint="float(…)")
            assert_close(seen, wanted, hint=hint)

    @pytest.mark.parametrize("weights", [(1.0, 0.0, 0.0), (0, 2, 0), (0, 0, 0.5), (1, 10, 0.1)])
    def test_by_terms(self, function, weights):
        """Several channels, and a style of another size."""
        content, style, image = maps(4, 5, 3), maps(2, 7, 3, seed=1), maps(4, 5, 3, seed=2)
        down, right = np.abs(np.diff(image, axis=0)), np.abs(np.diff(image, axis=1))
        terms = (
            ((image - content) ** 2).mean(),
            ((by_places(image) - by_places(style)) ** 2).mean(),
            down.mean() + right.mean(),
        )
        wanted = float(sum(w * term for w, term in zip(weights, terms, strict=True)))
        assert_close(function(content, style, image, weights), wanted, hint=f"weights {weights}")

    def test_integers(self, function):
        """200 and 100 in uint8 are 100 apart."""
        content, image = np.full((2, 2, 1), 200, np.uint8), np.full((2, 2, 1), 100, np.uint8)
        seen = function(content, image, image, (1.0, 0.0, 0.0))
        assert_close(seen, 10000.0, hint="make floats before you subtract")

    def test_what_is_refused(self, function):
        """Two or four weights, and one below 0, are refused."""
        F = maps(3, 3, 2)
        for weights in ((1.0, 2.0), (1.0, 2.0, 3.0, 4.0), (1.0, -1.0, 1.0)):
            assert_rejects(function, F, F, F, weights, says="weights", hint=f"here {weights}")

    def test_manners(self, function):
        """All three stay as they were."""
        assert_pure(
            function, [(maps(3, 4, 2), maps(2, 2, 2), maps(3, 4, 2, seed=1), (1.0, 1.0, 1.0))]
        )
