"""Chapter 4: Keras and MNIST."""

import keras
import numpy as np

def prepare_images(images: np.ndarray) -> np.ndarray:
    """Return float32 images between 0 and 1."""
    if images.dtype != np.uint8:
        raise ValueError(f"prepare_images: dtype: {images.dtype} is not uint8")
    if images.ndim != 3:
        raise ValueError(f"prepare_images: shape: {images.shape} is not (N, 28, 28)")
    return images.astype("float32") / 255.0


def one_hot(labels: np.ndarray, num_classes: int) -> np.ndarray:
    """Return a row per label with a single 1."""
    labels = np.asarray(labels)
    if labels.ndim != 1:
        raise ValueError(f"one_hot: labels are not 1-D ({labels.shape})")
    if np.any((labels < 0) | (labels >= num_classes)):
        raise ValueError(f"one_hot: label: there are only {num_classes} classes")
    return (labels[:, None] == np.arange(num_classes)).astype(np.float32)


def build_mnist_model(dropout: float = 0.2) -> keras.Model:
    """Return the network Flatten, 128, Dropout, 10."""
    if dropout < 0 or dropout >= 1:
        raise ValueError(f"build_mnist_model: dropout: {dropout} is not in [0, 1)")
    layers = [
        keras.Input(shape=(28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(dropout),
        keras.layers.Dense(10, activation="softmax"),
    ]
    return keras.Sequential(layers)


def compile_model(model: keras.Model, learning_rate: float = 1e-3) -> keras.Model:
    """Compile the model for integer labels and return it."""
    if learning_rate <= 0:
        raise ValueError(f"compile_model: learning_rate: {learning_rate} is not above 0")
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    return model


def build_mlp_256(kernel_init: str = "he_normal") -> keras.Model:
    """Return the compiled 784-256-256-10 network."""
    wide = keras.initializers.RandomNormal(mean=0.0, stddev=1.0)
    starts = {"he_normal": ("he_normal", "zeros"), "random_normal": (wide, wide)}
    if kernel_init not in starts:
        raise ValueError(f"build_mlp_256: kernel_init: {kernel_init!r} is not one of {list(starts)}")
    weights, biases = starts[kernel_init]
    model = keras.Sequential([keras.Input(shape=(784,))])
    for units, activation in ((256, "relu"), (256, "relu"), (10, None)):
        model.add(
            keras.layers.Dense(
                units,
                activation=activation,
                kernel_initializer=weights,
                bias_initializer=biases,
            )
        )
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss=loss, metrics=["accuracy"])
    return model


def fit_and_evaluate(
    model: keras.Model,
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    epochs: int = 5,
    batch_size: int = 32,
    seed: int = 0,
) -> dict[str, float | list[float]]:
    """Train, evaluate once, return what was measured."""
    if epochs < 1:
        raise ValueError(f"fit_and_evaluate: epochs: {epochs} is less than 1")
    keras.utils.set_random_seed(seed)
    record = model.fit(
        train[0],
        train[1],
        batch_size=batch_size,
        epochs=epochs,
        validation_split=0.1,
        verbose=0,
    )
    test_loss, test_accuracy = model.evaluate(test[0], test[1], verbose=0)
    return {
        "train_loss": list(map(float, record.history["loss"])),
        "train_accuracy": list(map(float, record.history["accuracy"])),
        "test_loss": float(test_loss),
        "test_accuracy": float(test_accuracy),
    }


def inverted_dropout(
    x: np.ndarray, rate: float, rng: np.random.Generator, training: bool
) -> np.ndarray:
    """Drop entries in training, and make the others larger."""
    if not 0 <= rate < 1:
        raise ValueError(f"inverted_dropout: rate: {rate} is not in [0, 1)")
    x = np.asarray(x)
    x = x.astype(np.float32 if x.dtype == np.float32 else np.float64)
    if training:
        x[rng.random(x.shape) < rate] = 0
    return x
