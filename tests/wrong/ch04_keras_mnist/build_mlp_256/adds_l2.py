"""No penalty such as L2."""

import keras

RANDOM = keras.initializers.RandomNormal(stddev=1.0)


def build_mlp_256(kernel_init="he_normal"):
    if kernel_init == "he_normal":
        kernel, bias = "he_normal", "zeros"
    elif kernel_init == "random_normal":
        kernel, bias = RANDOM, RANDOM
    else:
        raise ValueError("kernel_init")

    def dense(units, activation=None):
        start = {"kernel_initializer": kernel, "bias_initializer": bias}
        return keras.layers.Dense(units, activation, **start, kernel_regularizer="l2")

    layers = [dense(256, "relu"), dense(256, "relu"), dense(10)]
    model = keras.Sequential([keras.Input((784,)), *layers])
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss=loss, metrics=["accuracy"])
    return model
