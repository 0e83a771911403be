"""8.4 build_convnet: the mistakes that its graders know."""

import keras

from autograder.asserting import misconception

# Each is right where its mistake has no effect; bad input is refused.


def _layers(*, activation="relu", end="softmax", sizes=(16, 32), **of_conv):
    """Return the layers of the network; `of_conv` holds other arguments of the convolutions."""
    options = {"kernel_size": 3, "activation": activation} | of_conv
    return [
        *(
            keras.layers.Conv2D(sizes[0], **options),
            keras.layers.MaxPooling2D(2),
            keras.layers.Conv2D(sizes[1], **options),
            keras.layers.MaxPooling2D(2),
        ),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation=end),
    ]


def _built(layers=None, shape=(28, 28, 1), **of_compile):
    """Return a compiled network; `of_compile` holds other arguments of compile."""
    model = keras.Sequential([keras.Input(shape), *(layers or _layers())])
    options = {"optimizer": "adam", "metrics": ["accuracy"]} | of_compile
    model.compile(**{"loss": "sparse_categorical_crossentropy"} | options)
    return model


@misconception
def leaves_out_the_channel(right):
    """The input is (28, 28). A convolution wants an axis for the channels, a single one too:
    keras.Input((28, 28, 1)).
    """
    return _built([keras.layers.Reshape((28, 28, 1)), *_layers()], (28, 28))


@misconception
def pads_the_pictures(right):
    """The convolutions pad: a side stays 28, and the Dense layer gets 7 x 7 x 32 numbers. No
    padding is asked for, which is Keras's default: 5 x 5 x 32.
    """
    return _built(_layers(padding="same"))


@misconception
def takes_kernels_of_5(right):
    """The kernels are 5 x 5. Asked is 3 x 3."""
    return _built(_layers(kernel_size=5))


@misconception
def exchanges_the_convolutions(right):
    """The first convolution has 32 kernels and the second 16: it is the other way round."""
    return _built(_layers(sizes=(32, 16)))


@misconception
def leaves_out_the_second_pooling(right):
    """The second pooling is missing: the Dense layer gets 11 x 11 x 32 numbers, not 5 x 5 x 32."""
    layers = _layers()
    return _built(layers[:3] + layers[4:])


@misconception
def leaves_out_the_hidden_layer(right):
    """The Dense layer of 64 units is missing between Flatten and the last one."""
    layers = _layers()
    return _built(layers[:5] + layers[6:])


@misconception
def averages_the_maps(right):
    """GlobalAveragePooling2D stands in place of Flatten, and keeps one number of each map. Flatten
    keeps all 5 x 5 x 32.
    """
    layers = _layers()
    return _built([*layers[:4], keras.layers.GlobalAveragePooling2D(), *layers[5:]])


@misconception
def leaves_out_biases(right):
    """Kernels and units have no biases. They have, by default: no use_bias=False."""
    layers = _layers(use_bias=False)
    dense = [keras.layers.Dense(64, "relu", use_bias=False)]
    return _built([*layers[:5], *dense, keras.layers.Dense(10, "softmax", use_bias=False)])


@misconception
def ends_in_logits(right):
    """The last layer has no activation: it answers logits. Asked are probabilities: softmax."""
    return _built(_layers(end=None))


@misconception
def ends_in_sigmoids(right):
    """The last layer has sigmoids. Exactly one class is right: softmax."""
    return _built(_layers(end="sigmoid"))


@misconception
def leaves_out_relu(right):
    """No layer but the last has an activation: all of them together are one linear map, but for the
    pooling. ReLU comes after both convolutions and after Dense 64.
    """
    layers = _layers(activation=None)
    layers[5] = keras.layers.Dense(64)
    return _built(layers)


@misconception
def leaves_the_convolutions_linear(right):
    """The convolutions have no activation. activation="relu" in both."""
    return _built(_layers(activation=None))


@misconception
def leaves_the_first_convolution_linear(right):
    """The first convolution has no activation. activation="relu" in both."""
    layers = _layers()
    layers[0] = keras.layers.Conv2D(16, 3)
    return _built(layers)


@misconception
def leaves_the_second_convolution_linear(right):
    """The second convolution has no activation. activation="relu" in both."""
    layers = _layers()
    layers[2] = keras.layers.Conv2D(32, 3)
    return _built(layers)


@misconception
def takes_the_mean_in_pooling(right):
    """AveragePooling2D stands in place of a MaxPooling2D: the mean of a window, not its largest."""
    layers = _layers()
    layers[1], layers[3] = keras.layers.AveragePooling2D(2), keras.layers.AveragePooling2D(2)
    return _built(layers)


@misconception
def strides_in_place_of_pooling(right):
    """There is no pooling; the convolutions have a stride of 2 in its place, so 6 x 6 x 32 numbers
    are left, not 5 x 5 x 32. MaxPooling2D comes after each.
    """
    layers = _layers(strides=2)
    return _built([layers[0], layers[2], *layers[4:]])


@misconception
def drops_units(right):
    """In training the model computes something else: there is a Dropout, which nobody asked for."""
    layers = _layers()
    return _built([*layers[:6], keras.layers.Dropout(0.5), layers[6]])


@misconception
def adds_a_penalty(right):
    """A penalty on the weights is added to the loss. No kernel_regularizer is asked for."""
    return _built(_layers(kernel_regularizer="l2"))


@misconception
def is_not_compiled(right):
    """The model was not compiled. Call model.compile(…) before you return it."""
    return keras.Sequential([keras.Input((28, 28, 1)), *_layers()])


@misconception
def wants_one_hot_labels(right):
    """The loss is categorical_crossentropy, which wants one-hot rows. Labels are integers here:
    "sparse_categorical_crossentropy".
    """
    return _built(loss="categorical_crossentropy")


@misconception
def measures_no_accuracy(right):
    """The metric "accuracy" is missing: metrics=["accuracy"]."""
    return _built(metrics=None)


@misconception
def takes_another_optimizer(right):
    """The optimizer is another one. Asked is Adam: optimizer="adam"."""
    return _built(optimizer="rmsprop")


@misconception
def takes_another_rate(right):
    """Adam's learning rate is another one. Asked is 0.001, which is Keras's default."""
    return _built(optimizer=keras.optimizers.Adam(0.01))


@misconception
def gives_adam_more_settings(right):
    """Adam has a setting more, such as a clipped gradient. Asked is optimizer="adam" alone."""
    return _built(optimizer=keras.optimizers.Adam(clipnorm=0.1))


@misconception
def fixes_the_seed(right):
    """Every new model has the same start weights: a seed was set inside. Leave it to the caller."""
    keras.utils.set_random_seed(7)
    return _built()
