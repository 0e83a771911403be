"""The public checks of chapter 14: a variational autoencoder, and two adversaries."""

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
    chained,
    dense,
    named_parts,
    networks,
    optimizer,
    remote,
    require,
    sequential,
)
from autograder.grading.proxy import RemoteObject


@pytest.mark.exercise("reparameterize")
class TestReparameterize:
    """Exercise 14.1."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """Mean 1, deviations 2 and 3: 1 + 2 · 0.5 and 1 - 3."""
        given = [
            (np.array([1.0, 1.0]), np.log([4.0, 9.0]), np.array([0.5, -1.0])),
            (np.array([[0.5], [-3.0]]), np.log([[0.25], [16.0]]), np.array([[3.0], [1.5]])),
        ]
        wanted = np.array([2.0, -2.0]), np.array([[2.0], [3.0]])
        hint = "the standard deviation is the root of the variance: exp(log_var / 2)"
        for call, answer in zip(function.map(given), wanted, strict=True):
            assert_close(call.value, answer, hint=hint)

    @pytest.mark.parametrize("shape", [(4, 2), (3,), (2, 3, 2)])
    def test_entry_by_entry(self, function, shape):
        """Each entry by itself, for several shapes."""
        mu, log_var, eps = np.random.default_rng(0).normal(size=(3, *shape))
        assert_close(function(mu, log_var, eps), mu + np.sqrt(np.exp(log_var)) * eps)

    def test_dtypes(self, function):
        """float32 stays float32, integers count as float64."""
        seen = function(*np.ones((3, 2, 2), np.float32))
        require(seen.dtype == np.float32, f"float32 in gives {seen.dtype} out.")
        case = np.array([[100, 7], [2, 3], [2, -1]], np.int8)
        wanted = np.array([100 + 2 * np.exp(1), 7 - np.exp(1.5)])
        assert_close(function(*case), wanted, hint="0.5 * log_var makes floats")

    def test_what_is_refused(self, function):
        """Shapes that are not equal are refused."""
        for shapes in (((3, 2), (3, 2), (2,)), ((2,), (1,), (2,)), ((1, 2), (3, 2), (3, 2))):
            case = [np.ones(shape) for shape in shapes]
            assert_rejects(function, *case, says="shape", hint=f"here {shapes}")

    def test_manners(self, function):
        """All three stay as they were."""
        assert_pure(function, [tuple(np.ones((3, 2, 2)))])


@pytest.mark.exercise("kl_divergence")
class TestKlDivergence:
    """Exercise 14.2."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """Means 1 and -1, variances 1 and 4: 1.806853."""
        given = [
            (np.array([[1.0, -1.0]]), np.log([[1.0, 4.0]])),
            (np.array([[2.0, 0.5], [0.0, 1.5]]), np.log([[4.0, 0.25], [0.5, 2.0]])),
        ]
        hint = "-(1 + 0 - 1 - 1 + 1 + 1.386 - 1 - 4) / 2; one number for each row"
        wanted = np.array([1.806853]), np.array([3.25, 1.375])
        for call, answer in zip(function.map(given), wanted, strict=True):
            assert_close(call.value, answer, atol=1e-6, hint=hint)

    @pytest.mark.parametrize("shape", [(3, 2), (2, 5), (4, 1)])
    def test_row_by_row(self, function, shape):
        """One number for each row, for several shapes."""
        mu, log_var = np.random.default_rng(1).normal(0.3, 1, (2, *shape))
        rows = zip(mu, log_var, strict=True)
        wanted = [
            sum((np.exp(v) + m * m - 1 - v) / 2 for m, v in zip(*r, strict=True)) for r in rows
        ]
        assert_close(function(mu, log_var), np.array(wanted), hint="sum over axis 1")

    def test_zero(self, function):
        """The standard distribution is 0 away from itself."""
        assert_close(
            function(np.zeros((2, 3)), np.zeros((2, 3))), np.zeros(2), hint="1 + 0 - 0 - 1"
        )

    def test_dtypes(self, function):
        """float32 stays float32, integers count as float64."""
        seen = function(*np.ones((2, 2, 2), np.float32))
        require(seen.dtype == np.float32, f"float32 in gives {seen.dtype} out.")
        mu, log_var = np.array([[100, 1]], np.int8), np.array([[0, 1]], np.int8)
        wanted = np.array([(100**2 + np.exp(1) - 1) / 2])
        assert_close(function(mu, log_var), wanted, hint="100 * 100 fits into no int8")

    def test_what_is_refused(self, function):
        """What is no table, and two tables of different shapes, are refused."""
        for shapes in (((3,), (3,)), ((2, 3), (1, 3)), ((3, 2), (2,)), ((1, 2, 3), (1, 2, 3))):
            case = [np.ones(shape) for shape in shapes]
            assert_rejects(function, *case, says="shape", hint=f"here {shapes}")

    def test_manners(self, function):
        """Both stay as they were."""
        assert_pure(function, [tuple(np.ones((2, 3, 2)))])


@pytest.mark.exercise("vae_loss")
class TestVaeLoss:
    """Exercise 14.3."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """Two pixels at logit 0, twice ln 2; a mean of 1, KL 0.5."""
        x, logits = [[0.25, 1.0, 0.0], [1.0, 0.5, 0.75]], [[1.0, -2.0, 0.5], [0.0, 2.0, -1.0]]
        mu, log_var = [[1.0, 2.0], [0.0, -1.0]], [[0.0, 1.0], [-1.0, 0.5]]
        given = [
            (np.array([[1.0, 0.0]]), np.zeros((1, 2)), np.ones((1, 1)), np.zeros((1, 1))),
            tuple(map(np.array, (x, logits, mu, log_var))),
        ]
        wanted = (2 * float(np.log(2)), 0.5), (3.523802, 1.808721)
        hint = "the sum over pixels; the mean over rows"
        for call, answer in zip(function.map(given), wanted, strict=True):
            found = named_parts(call.value, ("reconstruction", "KL"))
            for part, number in zip(found.values(), answer, strict=True):
                assert_type(part, float, hint="float(…)")
                assert_close(part, number, atol=1e-6, hint=hint)

    def test_by_formula(self, function):
        """Grey pixels, several rows."""
        rng = np.random.default_rng(2)
        x, logits = rng.uniform(size=(3, 4)), rng.normal(size=(3, 4))
        mu, log_var = rng.normal(size=(2, 3, 2))
        p = 1 / (1 + np.exp(-logits))
        wrong = -(x * np.log(p) + (1 - x) * np.log(1 - p)).sum() / 3
        kl = (np.exp(log_var) + mu**2 - 1 - log_var).sum() / 2 / 3
        seen = function(x, logits, mu, log_var)
        assert_close(seen[0], float(wrong), hint="sum over axis 1, then the mean")
        assert_close(seen[1], float(kl), hint="the mean of kl_divergence")

    def test_large(self, function):
        """A logit of 1000 for a white pixel costs nothing, for a black one 1000."""
        zero = np.zeros((1, 1))
        for pixel, wanted in ((1.0, 0.0), (0.0, 1000.0)):
            seen, _ = function(np.array([[pixel]]), np.array([[1000.0]]), zero, zero)
            assert_close(seen, wanted, hint="np.logaddexp(0, logits) - x * logits")

    def test_integers(self, function):
        """Pixels 0 and 1 of uint8 will do."""
        seen, _ = function(np.array([[1, 0]], np.uint8), np.ones((1, 2)), *np.zeros((2, 1, 1)))
        assert_close(seen, float(np.log(1 + np.exp(-1)) + np.log(1 + np.e)), hint="floats first")

    def test_what_is_refused(self, function):
        """Pixels from 0 to 255 are refused, and such below 0."""
        for bad in (-0.5, 1.5, 255.0):
            case = np.array([[0.5, bad]]), np.zeros((1, 2)), *np.zeros((2, 1, 1))
            assert_rejects(function, *case, says="range", hint=f"a pixel is {bad}")

    def test_manners(self, function):
        """All four stay as they were."""
        assert_pure(function, [tuple(np.full((4, 3, 2), 0.5))])


ENCODER = [(784, 256), (256,), (256, 2), (2,), (256, 2), (2,)]
DECODER = [(2, 256), (256,), (256, 784), (784,)]


def trained(function, *case, around=100):
    """Return a call of an exercise in which Keras runs step by step; `around` seeds all else."""
    (call,) = function.map([case], seed=around, note_prints=True, eager=True)
    return call


def digits(count):
    """Return pictures that are no digits: bright squares on a dark ground."""
    x = np.zeros((count, 28, 28))
    for n, picture in enumerate(x):
        picture[5 + n % 7 : 15 + n % 7, 4 + n % 5 : 16 + n % 5] = 0.9
    return x.reshape(count, 784)


def divergence(mu, log_var):
    """Return the KL of each row."""
    return ((np.exp(log_var) + mu**2 - 1 - log_var) / 2).sum(axis=1)


@pytest.mark.exercise("train_vae")
class TestTrainVae:
    """Exercise 14.4."""

    @pytest.mark.gate
    def test_the_networks(self, function):
        """The layers, and a float."""
        answer = trained(function, digits(20), 1).value
        parts = named_parts(answer, ("encoder", "decoder", "score"))
        for name, wanted in (("encoder", ENCODER), ("decoder", DECODER)):
            networks.architecture(parts[name])
            seen = [each.shape for each in networks.get_weights(parts[name])]
            assert_equal(seen, wanted, hint=f"the layers of the {name}, in this order")
        assert_type(parts["score"], float, hint="float(…)")

    def test_what_they_compute(self, function):
        """Two tables of the encoder; logits of the decoder."""
        encoder, decoder, _ = trained(function, digits(20), 1).value
        x, z = digits(3), np.array([[0.5, -1.0], [2.0, 0.0]])
        W, b, W_mu, b_mu, W_var, b_var = networks.get_weights(encoder)
        hidden = np.maximum(x @ W + b, 0)
        said = networks.use("apply", encoder, x.astype(np.float32), False)
        wanted = hidden @ W_mu + b_mu, hidden @ W_var + b_var
        require(isinstance(said, dict) and len(said) == 2, "No two tables.", hint="[mu, log_var]")
        for seen, each in zip(said.values(), wanted, strict=True):
            assert_close(seen, each, rtol=1e-3, atol=1e-4, hint="relu, then no activation")
        logits = dense.outputs_of(networks.get_weights(decoder), z)
        seen = networks.apply(decoder, z.astype(np.float32))
        assert_close(seen, logits, rtol=1e-3, atol=1e-4, hint="logits: no activation at the end")

    def test_the_steps(self, function):
        """128 rows are one batch, 160 are two: two epochs move a weight by 0.002, or by 0.004."""
        one = trained(function, digits(160), 2, 3).value
        two = trained(function, digits(200), 2, 3).value  # 160 are trained with: two batches
        begun = networks.get_weights(trained(function, digits(160), 0, 3).value[1])
        for n, (encoder, decoder, _) in ((2, one), (4, two)):
            away = (begun[-1] - networks.get_weights(decoder)[-1])[:28] / 0.001  # always dark
            hint = "batches of 128, the last one may be smaller; Adam at 0.001; epochs"
            assert_close(float(np.median(away)), float(n), rtol=0, atol=0.1, hint=hint)
            assert_equal(len(networks.get_weights(encoder)), 6)

    def test_the_order(self, function):
        """A pixel that is 1 in the first batch and 0.2 in the second grows in both steps."""
        x = digits(320)  # 256 are trained with
        x[:, 0], x[:128, 0] = 0.2, 1.0
        begun, behind = (
            networks.get_weights(trained(function, x, n, 1).value[1])[-1][0] for n in (0, 1)
        )
        hint = "mix the rows in each epoch: rng.permutation"
        require(behind - begun > 0.0016, "The rows are not mixed.", hint=hint)

    def test_it_learns(self, function):
        """It learns where bright squares lie, and uses the plane for it."""
        x = digits(350)
        (call,) = function.map([(x, 60, 1)], note_prints=True)
        encoder, decoder, score = call.value
        said = networks.use("apply", encoder, x[280:].astype(np.float32), False)
        mu, log_var = (np.asarray(each, float) for each in said.values())
        eps = np.random.default_rng(0).normal(size=(50, *mu.shape))
        z = (mu + np.exp(log_var / 2) * eps).reshape(-1, 2)
        logits = dense.outputs_of(networks.get_weights(decoder), z).reshape(50, -1, 784)
        wrong = (np.logaddexp(0, logits) - x[280:] * logits).sum(axis=2).mean(axis=0)
        kl = divergence(mu, log_var)
        require(not call.printed, "Something is printed.", hint="no print")
        require(not call.changed, "x holds other numbers now.", hint="x[order], a new array")
        require(kl.mean() > 1, "The plane is not used.", hint="the sum over the pixels, plus KL")
        require(kl.mean() < 30, "Nothing keeps z near 0.", hint="the sum over the pixels, plus KL")
        require(np.abs(log_var).mean() > 0.5, "log_var is not learned.", hint="z = mu + … * eps")
        require(wrong.mean() < 150, "It has not learned to draw.", hint="both networks' weights")
        wanted = float((wrong + kl).mean())
        hint = "vae_loss on the test rows: the sum of both parts, one z for each row"
        assert_close(score, wanted, rtol=0, atol=0.05 * wanted, hint=hint)

    def test_rows_and_seeds(self, function):
        """Test rows have no effect; the same seed gives the same, another seed another one."""
        x, other = digits(150), digits(150)
        other[120:] = 1 - other[120:]
        calls = [((x, 9, 1), 100), ((other, 9, 1), 200), ((x, 9, 2), 100)]
        seen = [trained(function, *case, around=chance).value for case, chance in calls]
        one, same, not_same = (networks.get_weights(each[1])[2] for each in seen)
        hint = "the first 4 * N // 5 rows, and np.random.default_rng(seed)"
        assert_close(same, one, rtol=0, atol=1e-4, hint=hint)
        require(np.abs(not_same - one).max() > 0.01, "Seeds 1 and 2 are alike.", hint="seed=seed")
        away = seen[1][2] - seen[0][2]  # by now it expects dark pixels
        require(away > 20, "The score is not the test rows'.", hint="x[count:]")


@pytest.mark.exercise("gan_losses")
class TestGanLosses:
    """Exercise 14.5."""

    @pytest.mark.gate
    def test_docstring(self, function):
        """Whoever says 0.5 to everything: 2 ln 2, and ln 2."""
        given = [
            (np.zeros((2, 1)), np.zeros(3)),
            (np.array([2.0, -1.0]), np.array([0.5, -3.0, 1.0])),
        ]
        two = float(np.log(4))
        wanted = (two, two / 2), (1.498737, 1.278642)
        hint = "-ln(0.5), and the sum of two; a mean over each of the two"
        for call, answer in zip(function.map(given), wanted, strict=True):
            found = named_parts(call.value, ("d", "g"))
            for part, number in zip(found.values(), answer, strict=True):
                assert_type(part, float, hint="float(…)")
                assert_close(part, number, atol=1e-6, hint=hint)

    @pytest.mark.parametrize("sizes", [(3, 3), (2, 5), (4, 1)])
    def test_by_formula(self, function, sizes):
        """Means over each of the two, of different lengths."""
        rng = np.random.default_rng(3)
        real, fake = (rng.normal(m, 1, n) for m, n in zip((1, -1), sizes, strict=True))
        p, q = (1 / (1 + np.exp(-each)) for each in (real, fake))
        d, g = function(real, fake)
        assert_close(
            d, float(-np.log(p).mean() - np.log(1 - q).mean()), hint="1 is real, 0 is made"
        )
        assert_close(g, float(-np.log(q).mean()), hint="G wants its rows to be called real")

    def test_large(self, function):
        """Logits of 1000: what is right costs nothing, what is wrong 1000."""
        d, g = function(np.array([1000.0]), np.array([-1000.0]))
        assert_close(d, 0.0, hint="np.logaddexp(0, …)")
        assert_close(g, 1000.0, hint="np.logaddexp(0, …)")

    def test_integers(self, function):
        """Integers count as floats, unsigned ones too."""
        d, g = function(np.array([1], np.uint8), np.array([1], np.uint8))
        assert_close(d - g, float(np.log(1 + np.e)), hint="-1 is 255 in uint8: floats first")

    def test_what_is_refused(self, function):
        """No real row, and no generated one, are refused."""
        for sizes in ((0, 2), (2, 0)):
            case = [np.ones(n) for n in sizes]
            assert_rejects(function, *case, says="logits", hint=f"here {sizes}")

    def test_manners(self, function):
        """Both stay as they were."""
        assert_pure(function, [tuple(np.ones((2, 3, 1)))])


def plain(units, inputs):
    """Return the layers of a network without hidden ones."""
    return [("Input", {"shape": (inputs,)}), ("Dense", {"units": units, "use_bias": False})]


def number(value):
    """Return a loss as a number: a float, or a scalar tensor."""
    seen = value.numpy() if isinstance(value, RemoteObject) else value
    is_number = isinstance(seen, (float, np.floating, np.ndarray)) and np.shape(seen) == ()
    require(is_number, "A loss is no scalar.", hint="tf.reduce_mean(…)")
    return float(seen)


@pytest.mark.exercise("gan_step")
class TestGanStep:
    """Exercise 14.6."""

    def duel(self, submission, a=0.5, b=-1.0):
        """Return G(z) = a · z and D(x) = b · x, both with one weight."""
        found = [remote(submission, chained(plain(1, 1))) for _ in range(2)]
        for model, weight in zip(found, (a, b), strict=True):
            networks.set_weights(model, [np.array([[weight]], np.float32)])
        return found

    def after(self, function, submission, rates=(0.1, 0.2)):
        """Return the call on one row each, 1.0 for real and for z, and both weights behind it."""
        G, D = self.duel(submission)
        opts = tuple(optimizer("SGD", learning_rate=rate) for rate in rates)
        one = np.ones((1, 1), np.float32)
        (call,) = function.map([(G, D, opts, one, one)], note_prints=True)
        _ = call.value
        return call, *(float(networks.get_weights(each)[0][0, 0]) for each in (G, D))

    @pytest.mark.gate
    def test_the_losses(self, function, submission):
        """G(z) = z/2 and D(x) = -x: d is ln(1 + e) + ln(1 + e^-0.5)."""
        call, _, b = self.after(function, submission)
        d, g = map(number, named_parts(call.value, ("d", "g")).values())
        wanted = float(np.log(1 + np.e) + np.log(1 + np.exp(-0.5)))
        assert_close(d, wanted, rtol=1e-4, hint="as gan_losses has it, before the step")
        wanted = float(np.log(1 + np.exp(-0.5 * b)))
        assert_close(g, wanted, rtol=1e-4, hint="with the D of now, before G's step")

    def test_both_steps(self, function, submission):
        """D's weight goes to -0.891, then G's to 0.446."""
        _, a, b = self.after(function, submission)
        slope = -1 / (1 + np.exp(-1)) + 0.5 / (1 + np.exp(0.5))
        assert_close(b, float(-1 - 0.2 * slope), rtol=1e-4, hint="D's optimizer is the second one")
        slope = -b / (1 + np.exp(0.5 * b))
        assert_close(a, float(0.5 - 0.1 * slope), rtol=1e-4, hint="D(G(z)) inside of the tape")

    def test_still(self, function, submission):
        """With a rate of 0 for one of the two, it stays where it is."""
        _, a, _ = self.after(function, submission, rates=(0.0, 0.5))
        assert_equal(a, 0.5, hint="D's step leaves G alone")
        _, _, b = self.after(function, submission, rates=(0.5, 0.0))
        assert_equal(b, -1.0, hint="G's step leaves D alone")

    def test_manners(self, function, submission):
        """Nothing is printed, and real and z stay as they were."""
        call, *_ = self.after(function, submission)
        require(not call.printed, "Something is printed.", hint="no print")
        require(not call.changed, "real or z has changed.", hint="make new rows")
        again, *_ = self.after(function, submission)
        first, second = (number(named_parts(each.value, ("d", "g"))["d"]) for each in (call, again))
        assert_close(second, first, rtol=1e-5, hint="draw no chance of your own")


GENERATOR = [
    ("Input", {"shape": (8,)}),
    ("Dense", {"units": 64, "activation": "relu"}),
    ("Dense", {"units": 64, "activation": "relu"}),
    ("Dense", {"units": 2}),
]


@pytest.mark.exercise("train_gan")
class TestTrainGan:
    """Exercise 14.7."""

    @pytest.mark.gate
    def test_the_generator(self, function):
        """Eight numbers in, two out, and 4,866 parameters; what it computes."""
        model = trained(function, 0, 1).value
        found = networks.architecture(model)
        assert_equal(found.parameters, 4866, hint="8 · 64 + 64, 64 · 64 + 64, 64 · 2 + 2")
        z = np.random.default_rng(4).normal(0, 2, (5, 8))
        rng = np.random.default_rng(5)
        drawn = [
            rng.normal(0, 0.3, w.shape).astype(np.float32) for w in networks.get_weights(model)
        ]
        networks.set_weights(model, drawn)
        seen, wanted = networks.predict(model, z.astype(np.float32)), dense.outputs_of(drawn, z)
        assert_close(seen, wanted, rtol=1e-3, atol=1e-3, hint="relu, relu, none at the end")

    def test_steps(self, function, submission):
        """From the start at this seed, one step of Adam moves weights by 0.002."""
        for seed in (0, 3):
            call = trained(function, seed, 1)
            require(not call.printed, "Something is printed.", hint="no print")
            start = networks.get_weights(remote(submission, sequential(GENERATOR, seed=seed)))
            pairs = zip(networks.get_weights(call.value), start, strict=True)
            away = max(float(np.abs(a - b).max()) for a, b in pairs)
            hint = "set_random_seed(seed), the generator's layers, Adam(0.002, beta_1=0.5), steps"
            assert_close(away, 0.002, rtol=0, atol=1e-4, hint=hint)

    def test_again(self, function):
        """The same seed gives the same generator."""
        one, same = (networks.get_weights(trained(function, 1, 3).value)[0] for _ in range(2))
        assert_close(same, one, rtol=0, atol=1e-5, hint="np.random.default_rng(seed)")

    def test_it_learns(self, function):
        """After 1,500 steps most points lie near the circle's eight centres."""
        (call,) = function.map([(0, 1500)])
        z = np.random.default_rng(6).normal(size=(500, 8)).astype(np.float32)
        points = networks.predict(call.value, z)
        angles = np.arange(8) * np.pi / 4
        centres = 2 * np.column_stack([np.cos(angles), np.sin(angles)])
        away = np.linalg.norm(points[:, np.newaxis] - centres, axis=2).min(axis=1)
        share = float(np.mean(away < 0.3))
        hint = "fresh points and fresh z in each step, and gan_step"
        require(share > 0.5, f"Only {share:.2f} lie near a centre.", hint=hint)
