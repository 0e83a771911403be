# chapter 4 (Hana)
import keras
import numpy as np

def prepare_images(images):
    # first I check the input
    if images.dtype != np.uint8:
        raise ValueError("prepare_images: dtype has to be uint8, it is " + str(images.dtype))
    if np.ndim(images) != 3:
        raise ValueError("prepare_images: wrong shape " + str(np.shape(images)))
    result = np.zeros(np.shape(images), dtype=np.float32)
    for n in range(len(images)):
        for row in range(len(images[n])):
            result[n][row] = images[n][row] / 255
    return result


def one_hot(labels, num_classes):
    if np.ndim(labels) != 1:
        raise ValueError("one_hot: the labels have to be 1-D")
    if np.any(labels < 0):
        raise ValueError("one_hot: there is a negative label")
    if np.any(labels >= num_classes):
        raise ValueError("one_hot: there is a label that is too big")
    result = np.zeros((len(labels), num_classes), dtype=np.float32)
    # no loop over the labels is allowed, but over the classes it is
    for c in range(num_classes)
        result[:, c] = np.where(labels == c, 1, 0)
    return result


def build_mnist_model(dropout=0.2):
    if dropout < 0:
        raise ValueError("build_mnist_model: dropout is negative")
    if dropout >= 1:
        raise ValueError("build_mnist_model: dropout is too big")
    model = keras.Sequential()
    model.add(keras.Input(shape=(28, 28)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128))
    model.add(keras.layers.Activation("relu"))
    model.add(keras.layers.Dropout(dropout))
    model.add(keras.layers.Dense(10))
    return model


def compile_model(model, learning_rate=1e-3):
    if learning_rate <= 0:
        raise ValueError("compile_model: learning_rate has to be positive")
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def build_mlp_256(kernel_init="he_normal"):
    if kernel_init == "he_normal":
        weights = keras.initializers.HeNormal()
        biases = keras.initializers.Zeros()
    elif kernel_init == "random_normal":
        weights = keras.initializers.RandomNormal(stddev=1.0)
        biases = keras.initializers.RandomNormal(stddev=1.0)
    else:
        raise ValueError("build_mlp_256: unknown kernel_init")
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
    if epochs < 1:
        raise ValueError("fit_and_evaluate: epochs has to be 1 or more")
    keras.utils.set_random_seed(seed)
    # the last tenth is for validation
    rows = len(train[0])
    cut = rows - rows // 10
    x = train[0][:cut]
    y = train[1][:cut]
    validation = (train[0][cut:], train[1][cut:])
    losses = []
    accuracies = []
    for epoch in range(epochs):
        history = model.fit(
            x, y, epochs=1, batch_size=batch_size, validation_data=validation, verbose=0
        )
        losses.append(float(history.history["loss"][0]))
        accuracies.append(float(history.history["accuracy"][0]))
    result = model.evaluate(test[0], test[1], verbose=0)
    return {
        "train_loss": losses,
        "train_accuracy": accuracies,
        "test_loss": float(result[0]),
        "test_accuracy": float(result[1]),
    }


def inverted_dropout(x, rate, rng, training):
    if rate < 0 or rate >= 1:
        raise ValueError("inverted_dropout: rate has to be 0 or more and less than 1")
    x = np.array(x)
    if x.dtype != np.float32:
        x = x.astype(np.float64)
    if training == False:
        return x
    flat = x.ravel()
    for i in range(len(flat)):
        if rng.random() < rate:
            flat[i] = 0
        else:
            flat[i] = flat[i] / (1 - rate)
    return flat.reshape(x.shape)
