# ruff: noqa (a student wrote this)
# Chapter 4. I set things one by one and look at them.
import numpy as np
import keras

keras.utils.set_random_seed(1)
print("keras version", keras.__version__)


def prepare_images(images: np.ndarray) -> np.ndarray:
    if images.dtype != np.dtype("uint8"):
        raise ValueError("prepare_images: dtype: the images are " + str(images.dtype))
    if len(images.shape) != 3:
        raise ValueError("prepare_images: shape: the images are " + str(images.shape))
    result = np.zeros(images.shape, dtype=np.float32)
    number_of_images = images.shape[0]
    for n in range(number_of_images):
        image = images[n]
        image_as_float = image.astype(np.float32)
        result[n] = image_as_float / np.float32(255.0)
    return result


def one_hot(labels: np.ndarray, num_classes: int) -> np.ndarray:
    labels = np.array(labels)
    if labels.ndim != 1:
        raise ValueError("one_hot: 1-D: the labels have " + str(labels.ndim) + " axes")
    too_small = np.any(labels < 0)
    too_big = np.any(labels >= num_classes)
    if too_small or too_big:
        raise ValueError("one_hot: label: it must be between 0 and " + str(num_classes - 1))
    Y = np.zeros((len(labels), num_classes), dtype=np.float32)
    # a loop over the classes, not over the labels
    for c in range(num_classes):
        is_this_class = labels == c
        Y[is_this_class, c] = 1
    return Y


def build_mnist_model(dropout: float = 0.2) -> keras.Model:
    if dropout < 0:
        raise ValueError("build_mnist_model: dropout: below 0: " + str(dropout))
    if dropout >= 1:
        raise ValueError("build_mnist_model: dropout: not below 1: " + str(dropout))
    model = keras.Sequential()
    model.add(keras.Input(shape=(28, 28)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Dropout(dropout))
    model.add(keras.layers.Dense(10))
    model.add(keras.layers.Activation("linear"))
    return model


def compile_model(model: keras.Model, learning_rate: float = 1e-3) -> keras.Model:
    if learning_rate <= 0:
        raise ValueError("compile_model: learning_rate: must be above 0")
    adam = keras.optimizers.Adam()
    adam.learning_rate = learning_rate
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    accuracy = "accuracy"
    model.compile(optimizer=adam, loss=loss, metrics=[accuracy])
    return model


def build_mlp_256(kernel_init: str = "he_normal") -> keras.Model:
    if kernel_init != "he_normal" and kernel_init != "random_normal":
        raise ValueError("build_mlp_256: kernel_init: I do not know " + str(kernel_init))
    model = keras.Sequential()
    model.add(keras.Input(shape=(784,)))
    model.add(keras.layers.Dense(256, kernel_initializer="he_normal"))
    model.add(keras.layers.Activation("relu"))
    model.add(keras.layers.Dense(256, kernel_initializer="he_normal"))
    model.add(keras.layers.Activation("relu"))
    model.add(keras.layers.Dense(10, kernel_initializer="he_normal"))
    if kernel_init == "random_normal":
        # throw other numbers, with a spread of 1, into every weight and every bias
        new_weights = []
        for array in model.get_weights():
            new_weights.append(np.random.normal(loc=0.0, scale=1.0, size=array.shape))
        model.set_weights(new_weights)
    adam = keras.optimizers.Adam(learning_rate=0.001)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=adam, loss=loss, metrics=["accuracy"])
    return model


def fit_and_evaluate(
    model: keras.Model,
    train: tuple[np.ndarray, np.ndarray],
    test: tuple[np.ndarray, np.ndarray],
    epochs: int = 5,
    batch_size: int = 32,
    seed: int = 0,
) -> dict[str, float | list[float]]:
    if epochs < 1:
        raise ValueError("fit_and_evaluate: epochs: at least one is needed")
    keras.utils.set_random_seed(seed)
    x_train = train[0]
    y_train = train[1]
    x_test = test[0]
    y_test = test[1]
    train_loss = []
    train_accuracy = []
    # one epoch at a time, so that I can collect the numbers
    for epoch in range(epochs):
        history = model.fit(
            x_train,
            y_train,
            batch_size=batch_size,
            epochs=1,
            validation_split=0.1,
            verbose=0,
        )
        train_loss.append(history.history["loss"][0])
        train_accuracy.append(history.history["accuracy"][0])
    results = model.evaluate(x_test, y_test, verbose=0)
    answer = {}
    answer["train_loss"] = train_loss
    answer["train_accuracy"] = train_accuracy
    answer["test_loss"] = results[0]
    answer["test_accuracy"] = results[1]
    return answer


def inverted_dropout(
    x: np.ndarray, rate: float, rng: np.random.Generator, training: bool
) -> np.ndarray:
    if rate < 0 or rate >= 1:
        raise ValueError("inverted_dropout: rate: must be 0 or more and below 1")
    x = np.array(x)
    if x.dtype != np.float32:
        x = x.astype(np.float64)
    if training == False:
        return x
    numbers = []
    for entry in x.flatten():
        if rng.random() < rate:
            numbers.append(0.0)
        else:
            numbers.append(entry / (1 - rate))
    answer = np.array(numbers, dtype=x.dtype)
    return answer.reshape(x.shape)


if __name__ == "__main__":
    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    model = compile_model(build_mnist_model())
    model.summary()
