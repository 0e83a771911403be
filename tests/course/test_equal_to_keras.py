"""What is written by hand gives what Keras gives: losses, penalties, layers, an optimizer."""

import numpy as np
import pytest

from autograder.grading.modules import load_module
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # they import TensorFlow


@pytest.fixture(scope="module")
def layers():
    """The layers of Keras."""
    keras = pytest.importorskip("keras")
    keras.utils.set_random_seed(0)
    return keras.layers


def solution_of(name):
    """Return the reference solution of a chapter, as a module."""
    return load_module(ROOT / "solutions" / name / f"{name[5:]}.py", f"by_hand_{name}")


def some(*shape, seed=0):
    """Return float32 numbers of a shape."""
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def with_drawn_weights(layer, inputs):
    """Return a layer whose weights are all drawn, biases too, and them; 0 hides a mistake."""
    layer.build(inputs.shape)
    drawn = [0.6 * some(*each.shape, seed=place + 1) for place, each in enumerate(layer.weights)]
    layer.set_weights(drawn)
    return layer, drawn


def assert_same(mine, theirs, atol=1e-5):
    """Assert that two answers are alike, and float32."""
    theirs = np.asarray(theirs)
    assert mine.dtype == theirs.dtype == np.float32
    assert mine.shape == theirs.shape
    np.testing.assert_allclose(mine, theirs, rtol=0, atol=atol)


def test_5_1_is_the_binary_cross_entropy_of_logits():
    keras = pytest.importorskip("keras")
    logits, y = 9 * some(40), np.arange(40) % 2
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    ours = solution_of("ch05_binary").bce_from_logits(y, logits)
    assert ours == pytest.approx(float(loss(y.astype(np.float32), logits)), abs=1e-5)


def test_7_4_is_the_penalty_that_a_layer_adds(layers):
    keras = pytest.importorskip("keras")
    layer = layers.Dense(5, kernel_regularizer=keras.regularizers.L2(0.25))
    layer, drawn = with_drawn_weights(layer, some(2, 3))
    penalty, _ = solution_of("ch07_fundamentals").l2_penalty([tuple(drawn)], 0.25)
    assert penalty == pytest.approx(float(sum(layer.losses)), rel=1e-5)


def test_11_1_is_a_simple_recurrent_layer(layers):
    sequences, first = some(4, 7, 3), some(4, 5, seed=9)
    layer, drawn = with_drawn_weights(layers.SimpleRNN(5, return_sequences=True), sequences)
    forward = solution_of("ch11_sequences").simple_rnn_forward
    assert_same(forward(sequences, *drawn), layer(sequences))
    assert_same(forward(sequences, *drawn, first), layer(sequences, initial_state=first))


def test_11_2_step_by_step_is_a_layer_of_lstm(layers):
    sequences = some(4, 7, 3)
    sizes = {"return_sequences": True, "return_state": True}
    layer, drawn = with_drawn_weights(layers.LSTM(5, **sizes), sequences)
    states, _, memory = layer(sequences)
    step = solution_of("ch11_sequences").lstm_step
    h, c = np.zeros((2, 4, 5), np.float32)
    for place in range(sequences.shape[1]):
        h, c = step(sequences[:, place], h, c, *drawn)
        assert_same(h, states[:, place])
    assert_same(c, memory)


def test_an_lstm_of_64_on_16_numbers_has_as_many_weights_as_the_lesson_says(layers):
    layer, drawn = with_drawn_weights(layers.LSTM(64), some(1, 2, 16))
    assert [each.shape for each in drawn] == [(16, 256), (64, 256), (256,)]
    assert layer.count_params() == 20_736


@pytest.mark.parametrize("momentum", [0.9, 0.99])
def test_12_3_is_batch_normalization_in_training_and_in_use(layers, momentum):
    batch = 3 + 2 * some(32, 5)
    layer = layers.BatchNormalization(momentum=momentum)
    layer.build(batch.shape)
    gamma, beta, mean = (some(5, seed=seed) for seed in (1, 2, 3))
    var = 0.5 + some(5, seed=4) ** 2
    layer.set_weights([gamma, beta, mean, var])
    batch_norm = solution_of("ch12_functional").batch_norm
    for training in (True, True, False):
        mine, mean, var = batch_norm(batch, gamma, beta, mean, var, momentum, training)
        assert_same(mine, layer(batch, training=training))
        assert_same(mean, layer.moving_mean)
        assert_same(var, layer.moving_variance)


@pytest.mark.parametrize("options", [{}, {"beta1": 0.8, "beta2": 0.95, "eps": 1e-3}], ids=str)
def test_12_7_is_the_step_of_adam_ten_times(layers, options):
    import keras

    names = {"beta1": "beta_1", "beta2": "beta_2", "eps": "epsilon"}
    given = {names[name]: value for name, value in options.items()}
    adam = keras.optimizers.Adam(0.1, **given)
    w, m, v = some(3, 2), *np.zeros((2, 3, 2), np.float32)
    theirs = keras.Variable(w)
    step = solution_of("ch12_functional").adam_step
    for t in range(1, 11):
        g = some(3, 2, seed=t) * np.float32(10.0 ** (t % 3 - 1))  # of several sizes
        adam.apply([g], [theirs])
        w, m, v = step(w, g, m, v, t, lr=0.1, **options)
        assert_same(w, theirs)


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize(("kernel", "padding"), [(3, 0), (3, 1), (5, 2), (1, 0)])
def test_8_1_is_a_convolution(layers, kernel, padding, stride):
    pictures = some(2, 9, 8, 3)
    around = layers.ZeroPadding2D(padding)(pictures)
    layer, drawn = with_drawn_weights(layers.Conv2D(4, kernel, strides=stride), around)
    conv2d = solution_of("ch08_convnets").conv2d
    assert_same(conv2d(pictures, *drawn, stride, padding), layer(around), atol=1e-4)


@pytest.mark.parametrize(("size", "stride"), [(2, None), (3, 2), (2, 1), (2, 3)])
def test_8_3_is_the_largest_of_every_window(layers, size, stride):
    pictures = some(2, 9, 8, 3)
    max_pool2d = solution_of("ch08_convnets").max_pool2d
    assert_same(max_pool2d(pictures, size, stride), layers.MaxPooling2D(size, stride)(pictures))
