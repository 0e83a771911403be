# ruff: noqa (a student wrote this)
"""TensorFlow first, Keras through it, and the training loop by hand with GradientTape."""

import math
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
from tensorflow import keras

print("TensorFlow", tf.__version__, "with Keras", keras.__version__)
tf.random.set_seed(42)


def prepare_images(images: np.ndarray) -> np.ndarray:
    if images.dtype.name != "uint8":
        raise ValueError(f"the dtype of images must be uint8, not {images.dtype}")
    if len(images.shape) != 3:
        raise ValueError(f"the shape of images must be (N, 28, 28), not {images.shape}")
    return (images / 255.0).astype(np.float32)


def one_hot(labels: np.ndarray, num_classes: int) -> np.ndarray:
    if len(labels.shape) != 1:
        raise ValueError(f"labels must be 1-D, not {labels.shape}")
    if labels.size and not 0 <= labels.min() <= labels.max() <= num_classes - 1:
        raise ValueError(f"no label may be outside 0 ... {num_classes - 1}")
    table = np.zeros((labels.size, num_classes), dtype=np.float32)
    table[np.arange(labels.size), labels] = 1.0
    return table


def build_mnist_model(dropout: float = 0.2) -> tf.keras.Model:
    if dropout < 0.0 or dropout >= 1.0:
        raise ValueError(f"dropout must be in [0, 1), not {dropout}")
    model = tf.keras.models.Sequential()
    model.add(tf.keras.layers.InputLayer(shape=(28, 28)))
    model.add(tf.keras.layers.Flatten())
    model.add(tf.keras.layers.Dense(128, activation=tf.nn.relu))
    model.add(tf.keras.layers.Dropout(rate=dropout))
    model.add(tf.keras.layers.Dense(10, activation=None))
    return model


def compile_model(model: tf.keras.Model, learning_rate: float = 1e-3) -> tf.keras.Model:
    if not learning_rate > 0:
        raise ValueError(f"the learning_rate must be above 0, not {learning_rate}")
    loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss_fn, metrics=["accuracy"])
    model.optimizer.learning_rate = learning_rate
    return model


def build_mlp_256(kernel_init: str = "he_normal") -> tf.keras.Model:
    if kernel_init not in ("he_normal", "random_normal"):
        raise ValueError(f"kernel_init must be he_normal or random_normal, not {kernel_init}")
    if kernel_init == "he_normal":
        kernel, bias = tf.keras.initializers.HeNormal(), tf.keras.initializers.Zeros()
    else:
        kernel = bias = tf.random_normal_initializer(mean=0.0, stddev=1.0)
    model = tf.keras.Sequential([tf.keras.Input((784,))])
    for units, activation in (256, "relu"), (256, "relu"), (10, "linear"):
        model.add(
            tf.keras.layers.Dense(
                units, activation=activation, kernel_initializer=kernel, bias_initializer=bias
            )
        )

    def loss(labels, logits):
        return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)

    model.compile(tf.keras.optimizers.Adam(), loss, metrics=["accuracy"])
    return model


def fit_and_evaluate(model, train, test, epochs=5, batch_size=32, seed=0):
    if epochs < 1:
        raise ValueError(f"epochs must be 1 or more, not {epochs}")
    tf.keras.utils.set_random_seed(seed)
    x, y = train
    rows = math.floor(len(x) * (1 - 0.1))  # the last 10 % would be the validation data
    batches = (
        tf.data.Dataset.from_tensor_slices((x[:rows], y[:rows])).shuffle(rows).batch(batch_size)
    )

    @tf.function
    def step(x_batch, y_batch):
        with tf.GradientTape() as tape:
            logits = model(x_batch, training=True)
            loss = model.compute_loss(x_batch, y_batch, logits)
        slopes = tape.gradient(loss, model.trainable_variables)
        model.optimizer.apply_gradients(zip(slopes, model.trainable_variables))
        return loss, model.compute_metrics(x_batch, y_batch, logits)["accuracy"]

    losses, accuracies = [], []
    for _ in range(epochs):
        model.reset_metrics()
        total = 0.0
        for x_batch, y_batch in batches:
            loss, accuracy = step(x_batch, y_batch)
            total += float(loss) * len(x_batch)
        losses.append(total / rows)
        accuracies.append(float(accuracy))  # over the whole epoch: the metric adds up
    test_loss, test_accuracy = model.evaluate(test[0], test[1], verbose=0)
    return {
        "train_loss": losses,
        "train_accuracy": accuracies,
        "test_loss": test_loss,
        "test_accuracy": test_accuracy,
    }


def inverted_dropout(x, rate, rng, training):
    if rate < 0 or rate >= 1:
        raise ValueError(f"the rate must be in [0, 1), not {rate}")
    x = np.array(x)
    if x.dtype not in (np.float32, np.float64):
        x = x.astype(np.float64)
    if training:
        dropped = rng.uniform(size=x.shape) < rate
        x[dropped] = 0.0
        x /= 1.0 - rate
    return x
