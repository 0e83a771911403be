"""The public checks of chapter 9: features, new heads, flags, activations, heat maps."""

from typing import Any

import numpy as np
import pytest

from autograder.asserting import (
    assert_close,
    assert_equal,
    assert_rejects,
    assert_type,
    chained,
    networks,
    remote,
    require,
    sequential,
)

Layers = list[tuple[str, dict[str, Any]]]
BASE: Layers = [
    ("Input", {"shape": (4, 4, 2)}),
    ("Conv2D", {"filters": 3, "kernel_size": 3, "activation": "relu", "name": "look"}),
    ("BatchNormalization", {"name": "norm"}),
    ("Dropout", {"rate": 0.5, "name": "drop"}),
    ("Flatten", {"name": "flat"}),
    ("Dense", {"units": 5, "activation": "tanh", "name": "end"}),
]
WITH_WEIGHTS = ["look", "norm", "end"]


def base_of(submission, layers=BASE):
    """Return a base of the course, with statistics as if it had been trained."""
    base = remote(submission, chained(layers))
    rng = np.random.default_rng(0)
    weights = [
        np.abs(rng.normal(1, 0.4, array.shape)) if array.ndim == 1 else array
        for array in networks.get_weights(base)
    ]
    networks.set_weights(base, [array.astype(np.float32) for array in weights])
    return base


def images(rows=5):
    """Return images (N, 4, 4, 2)."""
    return np.random.default_rng(1).normal(0, 1, (rows, 4, 4, 2)).astype(np.float32)


def trainable(model):
    """Return the names of the layers that a training of the model would move."""
    return [layer.name for layer in networks.architecture(model).layers if layer.trainable]


@pytest.mark.exercise("extract_features")
class TestExtractFeatures:
    """Exercise 9.1."""

    @pytest.mark.gate
    def test_a_row_for_each_image(self, function, submission):
        """Five images, two at a time, give a NumPy array (5, 5)."""
        features = function(base_of(submission), images(), 2)
        assert_type(features, np.ndarray, hint="of a tensor np.asarray(…)")
        assert_equal(features.shape, (5, 5), hint="the last batch is shorter: it counts, too")

    def test_in_use_and_in_order(self, function, submission):
        """The features are those of the base in use, in the order of the images."""
        base, x = base_of(submission), images()
        wanted = networks.predict(base, x)
        for size in (64, 5, 2, 1):
            features = function(base, x, size)
            hint = f"batch_size {size}: base.predict, or base(…, training=False), in order"
            assert_close(features, wanted, rtol=1e-4, atol=1e-5, hint=hint)

    def test_maps_stay_maps(self, function, submission):
        """A base that answers maps (2, 2, 3) gives (5, 2, 2, 3): nothing is flattened."""
        features = function(base_of(submission, BASE[:3]), images())
        assert_equal(np.shape(features), (5, 2, 2, 3), hint="hand on what the base answers")

    def test_manners(self, function, submission):
        """Nothing is printed; images, weights and flags stay as they were."""
        base, x = base_of(submission), images()
        before = networks.get_weights(base)
        (call,) = function.map([(base, x, 2)], note_prints=True)
        require(not call.printed, "Something is printed.", hint="verbose=0")
        require(not call.changed, "images holds other numbers now.", hint="work on a copy")
        for one, other in zip(networks.get_weights(base), before, strict=True):
            assert_close(one, other, rtol=0, atol=0, hint="nothing is to be trained")
        assert_equal(trainable(base), WITH_WEIGHTS, hint="the base is not to be frozen here")

    def test_other_shapes_are_refused(self, function, submission):
        """Images (4, 4), (4, 4, 1), (5, 4, 2) and (2, 4, 4) are refused."""
        base = base_of(submission)
        for shape in ((4, 4), (4, 4, 1), (5, 4, 2), (2, 4, 4)):
            x, hint = np.zeros((3, *shape), np.float32), f"here an image is {shape}"
            assert_rejects(function, base, x, says="shape", hint=hint)


@pytest.mark.exercise("build_transfer_model")
class TestBuildTransferModel:
    """Exercise 9.2."""

    @pytest.mark.gate
    def test_images_in_shares_out(self, function, submission):
        """Five images give (5, 3), with three classes; Dense 32 and Dense 3 come last."""
        model = function(base_of(submission), 3)
        outputs = networks.predict(model, images())
        assert_equal(outputs.shape, (5, 3), hint="Dense(n_classes) at the end")
        shapes = [array.shape for array in networks.get_weights(model)[-4:]]
        assert_equal(shapes, [(5, 32), (32,), (32, 3), (3,)], hint="Dense(32), Dense(n_classes)")

    def test_what_it_computes(self, function, submission):
        """Features of the base, ReLU, softmax; while it is trained, too, frozen or not."""
        for flag in (False, True):
            base, x = base_of(submission), images()
            features = networks.predict(base, x)
            model = function(base, 3, flag)
            W, b, V, c = networks.get_weights(model)[-4:]
            powers = np.exp(np.maximum(features @ W + b, 0) @ V + c)
            wanted = powers / powers.sum(axis=1, keepdims=True)
            assert_close(networks.predict(model, x), wanted, rtol=1e-3, atol=1e-4)
            seen = networks.apply(model, x, training=True)
            hint = f"as_in_use(base)(inputs); here trainable is {flag}"
            assert_close(seen, wanted, rtol=1e-3, atol=1e-4, hint=hint)

    def test_what_is_frozen(self, function, submission):
        """Four arrays can be trained with a frozen base, ten with another; the base says so."""
        for flag, count, names in ((False, 4, []), (True, 10, WITH_WEIGHTS)):
            base = base_of(submission)
            networks.set_trainable(base, not flag)  # whatever it was before
            found = networks.architecture(function(base, 3, flag))
            hint = f"base.trainable = trainable; here it is {flag}"
            assert_equal(found.trainable, count, hint=hint)
            assert_equal(trainable(base), names, hint=hint)

    def test_a_training_leaves_the_base(self, function, submission):
        """After a training of the head the base's weights are bit by bit what they were."""
        base, x = base_of(submission), images()
        before = networks.get_weights(base)
        model = function(base, 3)
        require(not networks.architecture(model).compiled, "It is compiled.", hint="not in here")
        model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
        networks.fit(model, x, np.arange(5) % 3, epochs=2, batch_size=5, seed=0)
        for one, other in zip(networks.get_weights(base), before, strict=True):
            hint = "base.trainable = False, and as_in_use(base)(inputs)"
            assert_close(one, other, rtol=0, atol=0, hint=hint)

    def test_random_start(self, function, submission):
        """Two new heads differ."""
        base = base_of(submission)
        one, other = (networks.get_weights(function(base, 3))[-4] for _ in "ab")
        differ = not np.array_equal(one, other)
        require(differ, "Two new heads are the same.", hint="set no seed in here")

    def test_fewer_than_two_classes_are_refused(self, function, submission):
        """1, 0 and -2 are refused."""
        for n in (1, 0, -2):
            hint = f"here n_classes is {n}"
            assert_rejects(function, base_of(submission), n, says="n_classes", hint=hint)


ROW: Layers = [
    ("Input", {"shape": (4, 4, 2)}),
    ("Conv2D", {"filters": 3, "kernel_size": 3, "name": "first"}),
    ("ReLU", {"name": "relu"}),
    ("Conv2D", {"filters": 3, "kernel_size": 2, "name": "second"}),
    ("BatchNormalization", {"name": "norm"}),
    ("Flatten", {"name": "flat"}),
    ("Dense", {"units": 4, "name": "end"}),
]


@pytest.mark.exercise("unfreeze_top")
class TestUnfreezeTop:
    """Exercise 9.3."""

    @pytest.mark.gate
    def test_a_model_comes_back(self, function, submission):
        """A model comes back."""
        networks.architecture(function(base_of(submission, ROW), 1))

    @pytest.mark.parametrize(
        ("n", "names"),
        [(1, ["end"]), (2, ["end"]), (3, ["second", "end"]), (4, ["first", "second", "end"])],
    )
    def test_the_last_layers_can_be_trained(self, function, submission, n, names):
        """Of first, relu, second, norm, flat, end: 1 is end, 2 adds norm, which stays frozen."""
        base = base_of(submission, ROW)
        hint = f"n_layers is {n}: base.trainable = True first, then a flag for each layer"
        assert_equal(trainable(function(base, n)), names, hint=hint)
        assert_equal(trainable(base), names, hint="change the base itself, and return it")

    def test_a_frozen_base(self, function, submission):
        """Whatever was frozen before, the same comes out; weights stay as they were."""
        base = base_of(submission, ROW)
        networks.set_trainable(base, False)
        before = networks.get_weights(base)
        names = ["first", "second", "end"]
        assert_equal(trainable(function(base, 4)), names, hint="base.trainable = True first")
        assert_equal(trainable(function(base, 1)), ["end"], hint="freeze all others again")
        assert_equal(trainable(function(base, 4)), names, hint="base.trainable = True first")
        for one, other in zip(networks.get_weights(base), before, strict=True):
            assert_close(one, other, rtol=0, atol=0, hint="flags only")

    def test_numbers_that_do_not_fit_are_refused(self, function, submission):
        """0 and -1 are refused, and 5: four layers have weights."""
        for n in (0, -1, 5):
            hint = f"here n_layers is {n}"
            assert_rejects(function, base_of(submission, ROW), n, says="n_layers", hint=hint)


@pytest.mark.exercise("layer_activations")
class TestLayerActivations:
    """Exercise 9.4."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function, submission):
        """A dict with the names as keys, in their order, and NumPy arrays in it."""
        found = function(base_of(submission), images(), ["flat", "look"])
        assert_type(found, dict, hint="return a dict")
        assert_equal(list(found), ["flat", "look"], hint="one key after the other, as in names")
        for array in found.values():
            assert_type(array, np.ndarray, hint="np.asarray(…)")

    def test_values(self, function, submission):
        """Each array is what its layer answers in use: several names, one, and all of them."""
        base, x = base_of(submission), images()
        weights, wanted = networks.get_weights(base), {}
        for place, (_, options) in enumerate(BASE[1:], 1):
            part = remote(submission, chained(BASE[: place + 1]))
            networks.set_weights(part, weights[: len(networks.get_weights(part))])
            wanted[options["name"]] = networks.predict(part, x)
        for names in (["norm", "look"], ["end"], list(wanted)[::-1]):
            found = function(base, x, names)
            assert_equal(list(found), names, hint="one key after the other, as in names")
            for name in names:
                hint = f"names is {names}: the output of the layer {name}, training=False"
                assert_close(found[name], wanted[name], rtol=1e-4, atol=1e-5, hint=hint)

    def test_manners(self, function, submission):
        """Nothing is printed, and images stay as they were."""
        (call,) = function.map([(base_of(submission), images(), ["end"])], note_prints=True)
        require(not call.printed, "Something is printed.", hint="verbose=0")
        require(not call.changed, "images holds other numbers now.", hint="work on a copy")

    def test_unknown_names_are_refused(self, function, submission):
        """«nose» is refused, alone, first and last."""
        for names in (["nose"], ["nose", "end"], ["look", "nose"]):
            case = base_of(submission), images(), names
            assert_rejects(function, *case, says="name", hint=f"here names is {names}")


CAM: Layers = [
    ("Input", {"shape": (4, 4, 1)}),
    ("Conv2D", {"filters": 2, "kernel_size": 1, "use_bias": False, "name": "look"}),
    ("GlobalAveragePooling2D", {}),
    ("Dense", {"units": 3, "use_bias": False}),
]
TWO: Layers = [
    ("Input", {"shape": (6, 6, 1)}),
    ("Conv2D", {"filters": 2, "kernel_size": 3, "use_bias": False, "name": "look"}),
    ("Conv2D", {"filters": 2, "kernel_size": 1, "name": "more"}),
    *CAM[2:],
]
FLAT: Layers = [*CAM[:2], ("Flatten", {}), ("Dropout", {"rate": 0.5}), *CAM[3:]]
IMAGE = np.arange(16.0).reshape(4, 4, 1) - 6


def net(submission, layers=CAM, look=(1.0, -0.5), W=None, seed=0):
    """Return a network whose weights are known."""
    model = remote(submission, chained(layers))
    shape = networks.get_weights(model)[1].shape
    W = np.random.default_rng(seed).normal(0, 1, shape) if W is None else W
    networks.set_weights(model, [np.reshape(look, (1, 1, 1, 2)).astype("f4"), W.astype("f4")])
    return model, np.asarray(W)


@pytest.mark.exercise("grad_cam")
class TestGradCam:
    """Exercise 9.5."""

    @pytest.mark.gate
    def test_the_form_of_the_answer(self, function, submission):
        """Maps of 4 x 4 give a float32 map (4, 4): no axis for the batch, and no other size."""
        heat = function(net(submission)[0], IMAGE, 0, "look")
        assert_type(heat, np.ndarray, hint="a NumPy array, (h, w)")
        assert_equal(heat.shape, (4, 4), hint="(h, w) of the layer's maps")
        assert_equal(heat.dtype, np.dtype("float32"), hint=".astype(np.float32)")

    def test_by_hand(self, function, submission):
        """Two maps, x and -x/2, with the weights 2 and 1, -1 and 3, 1 and 2 for three classes.

        Behind a mean over 16 places the heat is 2x - x/2, -x - 3x/2 and x - x, each cut and scaled.
        """
        W = np.array([[2.0, -1.0, 1.0], [1.0, 3.0, 2.0]])
        model, _ = net(submission, W=W)
        x = IMAGE[:, :, 0]
        for index, heat in enumerate((np.maximum(x, 0) / 9, np.maximum(-x, 0) / 6, 0 * x)):
            seen = function(model, IMAGE, index, "look")
            hint = f"class {index}: weighted sum of the maps, ReLU, divided by the largest"
            assert_close(seen, heat, rtol=1e-3, atol=1e-4, hint=hint)
        seen = function(model, IMAGE + 7, 0, "look")  # 1 to 16: all of it speaks for the class
        hint = "divided by the largest, 16: the smallest is 1/16, not 0"
        assert_close(seen, (x + 7) / 16, rtol=1e-3, atol=1e-4, hint=hint)

    def test_two_layers(self, function, submission):
        """Maps of 4 x 4, from a picture of 6 x 6, and each of two layers has its own heat."""
        model, rng = remote(submission, chained(TWO)), np.random.default_rng(3)
        shapes = [array.shape for array in networks.get_weights(model)]
        K, M, c, W = (rng.normal(0, 1, shape) for shape in shapes)
        networks.set_weights(model, [each.astype(np.float32) for each in (K, M, c, W)])
        image = rng.normal(0, 1, (6, 6, 1))
        views = np.lib.stride_tricks.sliding_window_view(image, (3, 3), axis=(0, 1))
        look = np.tensordot(views, K, axes=((3, 4, 2), (0, 1, 2)))
        for name, maps, slopes in (("look", look, M[0, 0] @ W), ("more", look @ M[0, 0] + c, W)):
            for index in range(3):
                heat = np.maximum(maps @ slopes[:, index], 0)
                wanted = heat / heat.max() if heat.max() > 0 else heat
                seen = function(model, image, index, name)
                hint = f"here layer is {name!r}: its maps, in their size"
                assert_close(seen, wanted, rtol=1e-3, atol=1e-4, hint=hint)

    def test_every_place_by_itself(self, function, submission):
        """Behind Flatten each place has a gradient of its own: its mean is the weight of the map.

        Dropout does nothing, as the model works in use.
        """
        for seed in range(3):
            model, W = net(submission, FLAT, seed=seed)
            maps = IMAGE * [1.0, -0.5]
            for index in range(3):
                weights = W[:, index].reshape(4, 4, 2).mean(axis=(0, 1))
                heat = np.maximum(maps @ weights, 0)
                wanted = heat / heat.max() if heat.max() > 0 else heat
                hint = "the mean of the gradient over both places' axes: one weight for each map"
                seen = function(model, IMAGE, index, "look")
                assert_close(seen, wanted, rtol=1e-3, atol=1e-4, hint=hint)

    def test_shares(self, function, submission):
        """Behind a softmax it is the share of the class, as it stands."""
        soft = [*CAM[:3], ("Dense", {"units": 3, "use_bias": False, "activation": "softmax"})]
        model, W = net(submission, soft, seed=4)
        maps = IMAGE * [1.0, -0.5]
        powers = np.exp(maps.mean(axis=(0, 1)) @ W)
        p = powers / powers.sum()
        for index in range(3):
            slopes = W @ (p[index] * (np.eye(3)[index] - p))
            heat = np.maximum(maps @ slopes, 0)
            wanted = heat / heat.max() if heat.max() > 0 else heat
            seen = function(model, IMAGE, index, "look")
            hint = "the gradient of answer[:, class_index], not of all answers"
            assert_close(seen, wanted, rtol=1e-2, atol=1e-3, hint=hint)

    def test_manners(self, function, submission):
        """Nothing is printed, and the image stays as it was."""
        (call,) = function.map([(net(submission)[0], IMAGE, 0, "look")], note_prints=True)
        require(not call.printed, "Something is printed.", hint="no print")
        require(not call.changed, "image holds other numbers now.", hint="work on a copy")

    def test_what_is_refused(self, function, submission):
        """The classes -1 and 3 of three, and a layer «nose», are refused."""
        model, _ = net(submission)
        for index in (-1, 3):
            hint = f"here class_index is {index}"
            assert_rejects(function, model, IMAGE, index, "look", says="class_index", hint=hint)
        assert_rejects(function, model, IMAGE, 0, "nose", says="layer")


def dense(*sizes):
    """Return the layers of a network of Dense layers, ReLU between, softmax at the end."""
    kinds = ["relu"] * (len(sizes) - 2) + ["softmax"]
    made = [("Dense", {"units": n, "activation": a}) for n, a in zip(sizes[1:], kinds, strict=True)]
    return [("Input", {"shape": (sizes[0],)}), *made]


def rows(n=20):
    """Return features and labels: class 2 never occurs."""
    rng = np.random.default_rng(0)
    return rng.normal(0, 1, (n, 6)).astype(np.float32), np.resize([0, 3, 1], n)


def trained(function, *case):
    """Return the call of a training, step by step."""
    (call,) = function.map([case], note_prints=True, eager=True)
    return call


@pytest.mark.exercise("train_head")
class TestTrainHead:
    """Exercise 9.6."""

    @pytest.mark.gate
    def test_a_trained_head_comes_back(self, function):
        """Six features and labels up to 3 give a head 6-32-4, and it is trained."""
        head = trained(function, *rows(), 1).value
        shapes = [array.shape for array in networks.get_weights(head)]
        hint = "Dense(32), Dense(int(y.max()) + 1): class 2 never occurs, and counts"
        assert_equal(shapes, [(6, 32), (32,), (32, 4), (4,)], hint=hint)
        require(networks.architecture(head).steps, "It is not trained.", hint="is fit called?")

    def test_the_same_as_a_head_of_the_course(self, function, submission):
        """After 3 epochs on 20 rows it answers what a head of the course does.

        Nothing is printed, and the arrays stay as they were.
        """
        X, y = rows()
        call = trained(function, X, y, 3, 5)
        require(not call.printed, "Something is printed.", hint="verbose=0")
        require(not call.changed, "An array holds other numbers now.", hint="work on copies")
        compiled = {"optimizer": "adam", "loss": "sparse_categorical_crossentropy"}
        other = remote(submission, sequential(dense(6, 32, 4), compiled, seed=5))
        networks.fit(other, X, y, epochs=3, batch_size=32, seed=5)
        hint = "seed, Dense(32, relu), Dense(4, softmax), Adam, fit on all rows, epochs=epochs"
        for training in (False, True):
            seen = networks.apply(call.value, X, training=training)
            wanted = networks.predict(other, X)
            assert_close(seen, wanted, rtol=0, atol=2e-4, hint=hint)

    def test_steps(self, function):
        """70 rows are three batches of 32; two epochs are 6 steps. uint8 labels are legal."""
        X, y = rows(70)
        head = trained(function, X, y.astype(np.uint8), 2).value
        steps = networks.architecture(head).steps
        assert_equal(steps, 6, hint="epochs=epochs, batch_size=32")
        head = trained(function, X[:2], np.array([127, 0], np.int8), 1).value
        units = networks.get_weights(head)[-1].shape
        assert_equal(units, (128,), hint="int(y.max()) + 1: in int8 127 + 1 is -128")
