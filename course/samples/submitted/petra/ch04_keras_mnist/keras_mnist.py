"""Chapter 4: Keras and MNIST."""

import keras
import numpy as np

def prepare_images(images):
    """Return the scaled images."""
    if images.dtype != "uint8":
        raise ValueError(f"prepare_images: wrong dtype {images.dtype}")
    if len(images.shape) != 3:
        raise ValueError(f"prepare_images: wrong shape {images.shape}")
    x = np.array(images, dtype=np.float32)
    return x / np.float32(255)


def one_hot(labels, num_classes):
    """Return the one-hot rows."""
    labels = np.array(labels)
    if len(labels.shape) != 1:
        raise ValueError(f"one_hot: labels must be 1-D, not {labels.shape}")
    if len(labels) > 0 and (min(labels) < 0 or max(labels) > num_classes - 1):
        raise ValueError("one_hot: a label is out of range")
    return keras.utils.to_categorical(labels, num_classes).astype(np.float32)


def build_mnist_model(dropout=0.2):
    """Return the network."""
    if not (dropout >= 0 and dropout < 1):
        raise ValueError(f"build_mnist_model: dropout cannot be {dropout}")
    model = keras.Sequential()
    model.add(keras.Input((28, 28)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dropout(dropout))
    model.add(keras.layers.Dense(10))
    return model


def compile_model(model, learning_rate=1e-3):
    """Return the compiled model."""
    if learning_rate <= 0:
        raise ValueError(f"compile_model: learning_rate cannot be {learning_rate}")
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def build_mlp_256(kernel_init="he_normal"):
    """Return the big network."""
    if kernel_init == "he_normal":
        weights = keras.initializers.HeNormal()
        biases = keras.initializers.Zeros()
    elif kernel_init == "random_normal":
        weights = keras.initializers.RandomNormal(stddev=1.0)
        biases = keras.initializers.RandomNormal(stddev=1.0)
    else:
        raise ValueError(f"build_mlp_256: kernel_init cannot be {kernel_init}")
    model = keras.Sequential()
    model.add(keras.Input((784,)))
    model.add(keras.layers.Dense(256, "relu", kernel_initializer=weights, bias_initializer=biases))
    model.add(keras.layers.Dense(256, "relu", kernel_initializer=weights, bias_initializer=biases))
    model.add(keras.layers.Dense(10, kernel_initializer=weights, bias_initializer=biases))
    model.compile(
        optimizer=keras.optimizers.Adam(0.001),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def fit_and_evaluate(model, train, test, epochs=5, batch_size=32, seed=0):
    """Return the results of the training."""
    if epochs < 1:
        raise ValueError(f"fit_and_evaluate: epochs cannot be {epochs}")
    keras.utils.set_random_seed(seed)
    x, y = train
    history = model.fit(
        x, y, epochs=epochs, batch_size=batch_size, validation_data=test, verbose=0
    )
    results = model.evaluate(*test, verbose=0)
    answer = {}
    answer["train_loss"] = [float(number) for number in history.history["loss"]]
    answer["train_accuracy"] = [float(number) for number in history.history["accuracy"]]
    answer["test_loss"] = float(results[0])
    answer["test_accuracy"] = float(results[1])
    return answer


def inverted_dropout(x, rate, rng, training):
    """Return x with dropout."""
    if rate < 0 or rate >= 1:
        raise ValueError(f"inverted_dropout: rate cannot be {rate}")
    x = np.array(x) * 1.0
    if not training:
        return x
    mask = rng.random(x.shape) >= rate
    return np.where(mask, x / (1 - rate), 0.0).astype(x.dtype)
