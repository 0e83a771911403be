"""The public checks of chapter 8: sums of windows, sizes, largest entries, a network, shifts."""

from typing import Any

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_pure,
    assert_rejects,
    assert_type,
    generator,
    networks,
    remote,
    require,
    sequential,
)

COUNT = np.arange(16.0).reshape(1, 4, 4, 1)  # 0 to 15, row by row
CORNER = np.array([[0.0, 1.0], [2.0, 3.0]]).reshape(2, 2, 1, 1)
NONE = np.zeros(1)


def some(n, h, w, c, k, f, seed=0):
    """Return pictures, kernels and biases of these sizes."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, h, w, c)), rng.normal(size=(k, k, c, f)), rng.normal(size=f)


def by_loops(X, K, b, stride=1, padding=0):
    """Return what the loops of the docstring give."""
    pads = ((0, 0), (padding, padding), (padding, padding), (0, 0))
    P, k = np.pad(X, pads), len(K)
    rows, columns = ((side - k) // stride + 1 for side in P.shape[1:3])
    Y = np.zeros((len(X), rows, columns, len(b)))
    for n, i, j, f in np.ndindex(*Y.shape):
        top, left = i * stride, j * stride
        Y[n, i, j, f] = b[f] + np.sum(P[n, top : top + k, left : left + k] * K[..., f])
    return Y


@pytest.mark.exercise("conv2d")
class TestConv2d:
    """Exercise 8.1."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """Two pictures 5 x 6 and four kernels 2 x 2 give an array (2, 4, 5, 4)."""
        Y = function(*some(2, 5, 6, 3, 2, 4))
        assert_close(Y, np.zeros((2, 4, 5, 4)), atol=np.inf, hint="(N, H', W', F)")

    def test_counting_picture(self, function):
        """The kernel 0 1, 2 3 on the numbers 0 to 15: 24 30 36, 48 54 60, 72 78 84."""
        Y = function(COUNT, CORNER, NONE)
        wanted = np.array([[24.0, 30, 36], [48, 54, 60], [72, 78, 84]])
        hint = "the first window is 0 1, 4 5: 0·0 + 1·1 + 4·2 + 5·3 = 24; nothing is flipped"
        assert_close(Y[0, :, :, 0], wanted, hint=hint)

    def test_bias(self, function):
        """Where all pixels are 0, every number of kernel f is b[f]."""
        X, K, b = some(2, 4, 4, 3, 2, 3)
        wanted = np.broadcast_to(b, (2, 3, 3, 3))
        assert_close(function(0 * X, K, b), wanted.copy(), hint="add b once, to the finished sum")

    @pytest.mark.parametrize("sizes", [(2, 5, 4, 3, 2, 4), (1, 3, 6, 2, 3, 2), (2, 4, 4, 3, 2, 3)])
    def test_against_loops(self, function, sizes):
        """Several channels and kernels, high and wide pictures: as the plain loops have it."""
        hint = "X[n, i + u, j + v, c] * K[u, v, c, f], added up over u, v and c"
        case = some(*sizes)
        assert_close(function(*case), by_loops(*case), hint=hint)

    @pytest.mark.parametrize(
        ("stride", "padding"), [(2, 0), (3, 0), (1, 1), (1, 2), (2, 1), (3, 2)]
    )
    def test_stride_and_padding(self, function, stride, padding):
        """With strides of 2 and 3, and 1 and 2 rows of zeros around, as the loops have it."""
        case = some(2, 6, 7, 2, 3, 3)
        seen = function(*case, stride, padding)
        hint = f"here stride is {stride} and padding {padding}"
        assert_close(seen, by_loops(*case, stride, padding), hint=hint)

    def test_dtypes(self, function):
        """float32 stays float32; uint8 counts as float64, in pictures, kernels and biases."""
        single = [part.astype(np.float32) for part in some(1, 4, 4, 2, 2, 2)]
        Y = function(*single)
        require(Y.dtype == np.float32, f"float32 in gives {Y.dtype} out.", hint="1.0 * X")
        for place, part in enumerate(single):
            given = [*single[:place], np.ones(part.shape, np.uint8), *single[place + 1 :]]
            seen = function(*given).dtype
            message = f"uint8 among float32 gives {seen} out."
            require(seen == np.float64, message, hint="1.0 * part, for each of the three")
        bytes_of = [(part * 9).astype(np.uint8) for part in (COUNT, CORNER, NONE)]
        Y = function(*bytes_of)
        wanted = by_loops(*(1.0 * part for part in bytes_of))
        assert_close(Y, wanted, hint="make floats before you multiply: in uint8, 200 + 100 is 44")

    def test_what_is_refused(self, function):
        """Other channels, a kernel that does not fit, and a stride of 0 and -1 are refused."""
        X, K, b = some(1, 4, 5, 3, 2, 2)
        for channels in (1, 2):
            hint = f"here X has {channels} and K 3"
            assert_rejects(function, X[..., :channels], K, b, says="channel", hint=hint)
        assert_rejects(function, X, K[:, :, :1], b, says="channel", hint="here X has 3 and K 1")
        for sides in ((3, 6), (6, 3)):
            case = some(1, *sides, 2, 4, 2)
            hint = f"here the picture is {sides[0]} x {sides[1]}, and k is 4"
            assert_rejects(function, *case, says="kernel", hint=hint)
        Y = function(*some(1, 2, 3, 2, 4, 2), 1, 1)
        assert_equal(np.shape(Y), (1, 1, 2, 2), hint="with padding 1 a picture 2 x 3 is 4 x 5")
        for stride in (0, -1):
            hint = f"here the stride is {stride}"
            assert_rejects(function, X, K, b, stride, says="stride", hint=hint)

    def test_manners(self, function):
        """X, K and b stay as they were."""
        assert_pure(function, [some(1, 4, 4, 2, 2, 2), (*some(1, 4, 4, 2, 2, 2), 1, 1)])


@pytest.mark.exercise("conv_output_size")
class TestConvOutputSize:
    """Exercise 8.2."""

    @pytest.mark.gate
    def test_a_number_comes_back(self, function):
        """28 pixels and a kernel of 3 give an int, with a stride of 2 or 4 as well."""
        for stride in (1, 2, 4):
            assert_type(function(28, 3, stride), int, hint="// keeps an int an int")

    def test_docstring(self, function):
        """28 and 3 give 26; with padding 1, 28; a kernel of 5 with stride 2, 12."""
        assert_equal(function(28, 3), 26, hint="the kernel can begin at pixels 0 to 25")
        assert_equal(function(28, 3, padding=1), 28, hint="a zero at each end: 30 in all")
        assert_equal(function(28, 5, 2), 12, hint="(28 - 5) // 2 + 1")

    @pytest.mark.parametrize(
        ("case", "wanted"),
        [((5, 5), 1), ((7, 2, 2), 3), ((7, 3, 2), 3), ((10, 3, 4), 2), ((11, 3, 3), 3)],
    )
    def test_strides(self, function, case, wanted):
        """What is left over behind the last whole step does not count."""
        hint = f"n, k, stride are {case}: list the pixels at which a window can begin"
        assert_equal(function(*case), wanted, hint=hint)

    @pytest.mark.parametrize(
        ("case", "wanted"), [((2, 5, 1, 2), 2), ((7, 4, 2, 1), 3), ((10, 4, 1, 1), 9)]
    )
    def test_padding(self, function, case, wanted):
        """Zeros stand at both ends."""
        hint = f"n, k, stride, padding are {case}"
        assert_equal(function(*case), wanted, hint=hint)

    def test_what_is_refused(self, function):
        """A kernel of 5 over 4 pixels, of 7 over 2 and 2 zeros at each end; strides below 1."""
        for case in ((4, 5), (4, 5, 3), (2, 7, 1, 2)):
            assert_rejects(function, *case, says="kernel", hint=f"here the arguments are {case}")
        for stride in (0, -1):
            hint = f"here the stride is {stride}"
            assert_rejects(function, 9, 3, stride, says="stride", hint=hint)


@pytest.mark.exercise("max_pool2d")
class TestMaxPool2d:
    """Exercise 8.3."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """Two pictures 6 x 4 of 3 channels give an array (2, 3, 2, 3)."""
        X = np.random.default_rng(0).normal(size=(2, 6, 4, 3))
        assert_close(function(X), np.zeros((2, 3, 2, 3)), atol=np.inf, hint="(N, H', W', C)")

    def test_counting_picture(self, function):
        """Of 0 to 15 the largest of each window are 5 7, 13 15."""
        wanted = np.array([[5.0, 7.0], [13.0, 15.0]])
        assert_close(function(COUNT)[0, :, :, 0], wanted, hint="windows 2 x 2, side by side")

    def test_negative_numbers(self, function):
        """Of -16 to -1 the largest of each window are -11 -9, -3 -1."""
        wanted = np.array([[-11.0, -9.0], [-3.0, -1.0]])
        hint = "begin with an entry of the window, not with 0"
        assert_close(function(COUNT - 16)[0, :, :, 0], wanted, hint=hint)

    def test_channels(self, function):
        """Pictures and channels stay apart."""
        X = np.random.default_rng(1).normal(size=(3, 4, 6, 2))
        wanted = X.reshape(3, 2, 2, 3, 2, 2).max(axis=(2, 4))
        assert_close(function(X), wanted, hint="the largest along rows and columns alone")

    def test_sides_that_are_not_filled(self, function):
        """Of 5 x 7 pixels, windows of 2 fill 4 x 6, windows of 3 fill 3 x 6."""
        X = np.arange(35.0).reshape(1, 5, 7, 1)
        X[0, ::2] = X[0, ::2, ::-1]  # so that the first and the last of a row are not alike
        for size, (rows, columns) in ((2, (2, 3)), (3, (1, 2))):
            part = X[:, : rows * size, : columns * size]
            wanted = part.reshape(1, rows, size, columns, size, 1).max(axis=(2, 4))
            assert_close(function(X, size), wanted, hint="what is left over stands at the end")

    @pytest.mark.parametrize(("size", "stride"), [(3, 1), (3, 2), (2, 3), (1, 2)])
    def test_strides(self, function, size, stride):
        """Windows may overlap, or leave gaps."""
        X = np.random.default_rng(2).normal(size=(2, 7, 6, 2))
        views = np.lib.stride_tricks.sliding_window_view(X, (size, size), axis=(1, 2))
        wanted = views[:, ::stride, ::stride].max(axis=(4, 5))
        assert_close(function(X, size, stride), wanted, hint=f"here size {size}, stride {stride}")

    def test_dtypes(self, function):
        """uint8, int64 and float32 stay what they are."""
        for kind in (np.uint8, np.int64, np.float32):
            Y = function(COUNT.astype(kind))
            same = Y.dtype == kind
            require(same, f"{np.dtype(kind)} in gives {Y.dtype} out.", hint="keep X's dtype")

    def test_what_is_refused(self, function):
        """Windows of 0 and -1, and of 5 on 4 x 6 and 6 x 4, are refused; 4 on 4 x 4 is legal."""
        for sides, size in (((4, 4), 0), ((4, 4), -1), ((4, 6), 5), ((6, 4), 5)):
            hint = f"here the picture is {sides[0]} x {sides[1]}, and size {size}"
            assert_rejects(function, np.zeros((1, *sides, 1)), size, says="size", hint=hint)
        assert_equal(np.shape(function(COUNT, 4)), (1, 1, 1, 1), hint="one window, which fits")

    def test_manners(self, function):
        """X stays as it was, and the answer shares no memory with it."""
        assert_pure(function, [(COUNT,), (COUNT, 1)])


LAYERS: list[tuple[str, dict[str, Any]]] = [
    ("Input", {"shape": (28, 28, 1)}),
    ("Conv2D", {"filters": 16, "kernel_size": 3, "activation": "relu"}),
    ("MaxPooling2D", {}),
    ("Conv2D", {"filters": 32, "kernel_size": 3, "activation": "relu"}),
    ("MaxPooling2D", {}),
    ("Flatten", {}),
    ("Dense", {"units": 64, "activation": "relu"}),
    ("Dense", {"units": 10, "activation": "softmax"}),
]
COMPILED = {
    "optimizer": "adam",
    "loss": "sparse_categorical_crossentropy",
    "metrics": ["accuracy"],
}


def course_network(submission, seed=0):
    """Return the course's own network, compiled."""
    return remote(submission, sequential(LAYERS, COMPILED, seed=seed))


def noise(rows=8, seed=0):
    """Return pictures (N, 28, 28) and labels."""
    rng = np.random.default_rng(seed)
    return rng.random((rows, 28, 28), dtype=np.float32), np.arange(rows) % 10


@pytest.mark.exercise("build_convnet")
class TestBuildConvnet:
    """Exercise 8.4."""

    @pytest.mark.gate
    def test_pictures_in_ten_numbers_out(self, function):
        """Four pictures (28, 28, 1) give (4, 10)."""
        model = function()
        takes = networks.architecture(model).input_shape or (None, 28, 28, 1)
        assert_equal(tuple(takes[1:]), (28, 28, 1), hint="keras.Input((28, 28, 1))")
        outputs = networks.predict(model, noise(4)[0][..., np.newaxis])
        assert_equal(outputs.shape, (4, 10), hint="Dense(10) at the end")

    def test_parameters(self, function):
        """160 + 4,640 + 51,264 + 650 parameters: 56,714."""
        found = networks.architecture(function()).parameters
        hint = "kernels 3 x 3 without padding, two poolings: Flatten has 5 * 5 * 32 numbers"
        assert_equal(found, 56_714, hint=hint)

    def test_the_same_as_a_network_of_the_course(self, function, submission):
        """With the weights of the course's network it answers the same, in training too."""
        model, other = function(), course_network(submission)
        weights = networks.get_weights(other)
        shapes = [array.shape for array in networks.get_weights(model)]
        hint = "Conv2D(16, 3), Conv2D(32, 3), Dense(64), Dense(10)"
        assert_equal(shapes, [array.shape for array in weights], hint=hint)
        drawn = np.random.default_rng(0)
        weights = [array + drawn.normal(0, 0.1, array.shape) for array in weights]
        for each in (model, other):
            networks.set_weights(each, [array.astype(np.float32) for array in weights])
        x = noise()[0][..., np.newaxis]
        wanted = networks.predict(other, x)
        for training in (False, True):
            seen = networks.apply(model, x, training=training)
            hint = "relu behind both convolutions and Dense(64), MaxPooling2D twice, softmax"
            assert_close(seen, wanted, rtol=1e-3, atol=1e-4, hint=hint)

    def test_compiled(self, function, submission):
        """Loss and accuracy, and what a step changes, are those of the course's network."""
        model, other = function(), course_network(submission)
        found = networks.architecture(model)
        require(found.compiled, "The model is not compiled.", hint="model.compile(…)")
        require(not found.penalty, "A penalty is added to the loss.", hint="no regularizer")
        assert_equal(found.optimizer, "Adam", hint='optimizer="adam"')
        assert_close(found.learning_rate, 0.001, rtol=1e-4, hint="Adam's own rate")
        networks.set_weights(model, networks.get_weights(other))
        x, y = noise()
        x = x[..., np.newaxis]
        scores, wanted = networks.evaluate(model, x, y), networks.evaluate(other, x, y)
        require("accuracy" in scores, "accuracy is not measured.", hint='metrics=["accuracy"]')
        hint = 'loss="sparse_categorical_crossentropy", of probabilities'
        for name in ("loss", "accuracy"):
            assert_close(scores[name], wanted[name], rtol=1e-3, atol=1e-4, hint=hint)
        for each in (model, other):
            networks.fit(each, 20 * x, y, epochs=1, batch_size=8, seed=0)
        moved, right = networks.get_weights(model), networks.get_weights(other)
        hint = 'optimizer="adam", and no other setting'
        for one, wanted_one in zip(moved, right, strict=True):
            assert_close(one, wanted_one, rtol=0, atol=3e-4, hint=hint)

    def test_random_start(self, function):
        """Two new networks differ."""
        one, other = (networks.get_weights(function())[0] for _ in range(2))
        differ = not np.array_equal(one, other)
        require(differ, "Two new networks are the same.", hint="set no seed in here")


def trained(function, *case):
    """Return the call, once its answer has the form that was asked for."""
    (call,) = function.map([case], note_prints=True, eager=True)
    answer = call.value
    assert_type(answer, dict, hint="return a dict")
    assert_equal(sorted(answer), ["accuracy", "loss", "model"], hint="exactly these keys")
    for key in ("accuracy", "loss"):
        assert_type(answer[key], float, hint=f'"{key}": float(…)')
    return call


@pytest.mark.exercise("train_convnet")
class TestTrainConvnet:
    """Exercise 8.5."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """A dict with loss and accuracy, floats, and the network of build_convnet."""
        answer = trained(function, noise(6), noise(4, 1), 1).value
        found = networks.architecture(answer["model"]).parameters
        assert_equal(found, 56_714, hint="the network of build_convnet")

    def test_the_same_as_a_network_of_the_course(self, function, submission):
        """After 3 epochs on 12 pictures it answers what a network of the course does.

        loss and accuracy are those of other pictures. Nothing is printed, and the arrays stay as
        they were.
        """
        train, test = noise(12), noise(7, 1)
        call = trained(function, train, test, 3, 5)
        require(not call.printed, "Something is printed.", hint="verbose=0, everywhere")
        require(not call.changed, "An array holds other numbers now.", hint="work on copies")
        found = networks.architecture(call.value["model"])
        message = "fit got rows to validate with."
        require(not found.was_validated, message, hint="nothing is chosen by them: fit(x, y, …)")
        other = course_network(submission, seed=5)
        networks.fit(other, train[0][..., np.newaxis], train[1], epochs=3, batch_size=32, seed=5)
        x = test[0][..., np.newaxis]
        seen, wanted = networks.predict(call.value["model"], x), networks.predict(other, x)
        hint = "seed, build_convnet(), then fit on all rows of train, as they are, epochs=epochs"
        assert_close(seen, wanted, rtol=0, atol=2e-3, hint=hint)
        scores, hint = networks.evaluate(other, x, test[1]), "model.evaluate on the test rows"
        for key in ("loss", "accuracy"):
            assert_close(call.value[key], scores[key], rtol=0, atol=2e-3, hint=hint)

    def test_steps(self, function):
        """70 pictures are three batches of 32; two epochs are 6 steps. uint8 labels are legal.

        Measured on 33 pictures, each of them counts as much as another.
        """
        (x, y), (x_test, y_test) = noise(70), noise(33, 1)
        x_test[:10] = x_test[0]  # with ten labels: one of them is right
        answer = trained(function, (x, y.astype(np.uint8)), (x_test, y_test), 2, 0).value
        steps = networks.architecture(answer["model"]).steps
        assert_equal(steps, 6, hint="epochs=epochs, batch_size=32")
        scores = networks.evaluate(answer["model"], x_test[..., np.newaxis], y_test)
        for key in ("loss", "accuracy"):
            hint = "model.evaluate on all test rows"
            assert_close(answer[key], scores[key], rtol=0, atol=2e-3, hint=hint)

    def test_what_is_refused(self, function):
        """Pictures (N, 28, 28, 1), (N, 784) and (N, 27, 28) are refused, in train and in test."""
        good = noise(3)
        for shape in ((28, 28, 1), (784,), (27, 28)):
            other = np.zeros((3, *shape), np.float32), good[1]
            for case in ((other, good), (good, other)):
                hint = f"here x is (3, {', '.join(map(str, shape))}) in one of the two"
                assert_rejects(function, *case, 1, says="shape", hint=hint)


IMAGE = 1 + np.arange(42).reshape(6, 7)  # no 0 in it


def shift_of(image, moved, most):
    """Return by how much a picture was moved, None if it was not moved as a whole."""
    steps = range(-most, most + 1)
    padded = np.pad(image, most)
    height, width = image.shape
    for down in steps:
        for right in steps:
            top, left = most - down, most - right
            if np.array_equal(padded[top : top + height, left : left + width], moved):
                return down, right
    return None


@pytest.mark.exercise("augment")
class TestAugment:
    """Exercise 8.6."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function):
        """Five pictures of uint8, int64 and float32 give five of this shape and dtype."""
        for kind in (np.uint8, np.int64, np.float32):
            images = np.stack([IMAGE] * 5).astype(kind)
            moved = function(images, generator(0))
            assert_close(moved, images, atol=np.inf, hint="every picture keeps its size")
            same = moved.dtype == kind
            message = f"{np.dtype(kind)} in gives {moved.dtype} out."
            require(same, message, hint="np.zeros_like(images) has the dtype, too")

    @pytest.mark.parametrize("most", [1, 2, 3])
    def test_pictures_are_moved(self, function, most):
        """Each picture is moved as a whole, by at most 1, 2 and 3 pixels, and zeros come in."""
        images = np.stack([IMAGE] * 30)
        for moved in function(images, generator(most), most):
            message = "A picture is not its old self, moved; look at it:"
            hint = f"zeros where it was, nothing from the other edge; {most} pixels at most"
            fits = shift_of(IMAGE, moved, most) is not None
            require(fits, message, hint=hint, detail=f"\n{moved}")

    def test_every_shift_occurs(self, function):
        """Of 2,000 pictures some 400 move by each of -2, -1, 0, 1, 2, down and to the right."""
        moved = function(np.stack([IMAGE] * 2000), generator(0))
        shifts = [shift_of(IMAGE, each, 2) for each in moved]
        found = set(shifts) - {None}
        for axis, name in enumerate(("down", "to the right")):
            seen = sorted({each[axis] for each in found})
            hint = f"{name}, these occur: {seen}; rng.integers leaves its upper end out"
            assert_equal(seen, [-2, -1, 0, 1, 2], hint=hint)
            least = min(sum(each[axis] == step for each in shifts if each) for step in seen)
            message = f"{name}, one of the shifts comes {least} times in 2,000."
            require(least > 320, message, hint="each is as likely: rng.integers draws evenly")
        message = f"Of 25 shifts, {len(found)} occur."
        hint = "two numbers for each picture, down and right each by itself"
        require(len(found) == 25, message, hint=hint)

    def test_the_generator_decides(self, function):
        """One seed gives the same pictures again, another seed other ones."""
        images = np.stack([IMAGE] * 20)
        one, same, other = (function(images, generator(seed)) for seed in (1, 1, 2))
        assert_close(one, same, hint="draw from rng alone")
        differ = not np.array_equal(one, other)
        require(differ, "Seeds 1 and 2 give the same pictures.", hint="draw from rng")

    def test_no_shift(self, function):
        """A max_shift of 0 gives a copy."""
        images = np.stack([IMAGE] * 3)
        assert_close(function(images, generator(0), 0), images, hint="nothing moves")

    def test_negative_shifts_are_refused(self, function):
        """-1 and -2 are refused."""
        for most in (-1, -2):
            case = np.stack([IMAGE] * 2), generator(0), most
            assert_rejects(function, *case, says="max_shift", hint=f"here max_shift is {most}")

    def test_manners(self, function):
        """The pictures stay as they were, and share no memory with the answer."""
        images = np.stack([IMAGE] * 3)
        assert_pure(function, [(images, generator(0)), (images, generator(0), 0)])
