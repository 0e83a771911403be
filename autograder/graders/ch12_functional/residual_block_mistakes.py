"""12.2 residual_block: the mistakes that its graders know."""

import keras

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _block(
    x,
    filters,
    stride,
    *,
    bend="relu",
    ends=True,
    bias=True,
    second=True,
    strides=None,
    middle=None,
    behind=None,
    project=None,
    size=1,
    bent=None,
    join="Add",
):
    """Return the block that is asked for, but for some parts."""
    layers = keras.layers
    first, other = strides or (stride, 1)
    options = {"padding": "same", "use_bias": bias}
    way = layers.Conv2D(filters, 3, strides=first, activation=bend, **options)(x)
    way = middle(way) if middle else way
    way = layers.Conv2D(filters, 3, strides=other, **options)(way) if second else way
    way = behind(way) if behind else way
    needs = stride != 1 or x.shape[-1] != filters
    if needs if project is None else project:
        x = layers.Conv2D(filters, size, strides=stride, activation=bent, **options)(x)
    way = getattr(layers, join)()([way, x])
    return layers.ReLU()(way) if ends else way


@misconception
def never_projects(right, x, filters, stride=1):
    """Where the shapes differ there is no projection: a Conv2D of 1×1 with the stride brings x into
    the right shape.
    """
    right(x, filters, stride)
    needs = stride != 1 or x.shape[-1] != filters
    if not needs:
        return right(x, filters, stride)
    pooled = keras.layers.AveragePooling2D(stride, padding="same")(x)
    if pooled.shape[-1] != filters:
        mean = keras.layers.Lambda(lambda t: keras.ops.mean(t, axis=-1, keepdims=True))(pooled)
        pooled = keras.layers.Concatenate()([mean] * filters) if filters > 1 else mean
    layers = keras.layers
    way = layers.Conv2D(filters, 3, strides=stride, padding="same", activation="relu")(x)
    way = layers.Conv2D(filters, 3, padding="same")(way)
    return layers.ReLU()(layers.Add()([way, pooled]))


@misconception
def projects_always(right, x, filters, stride=1):
    """x is projected where it would fit as it is, too. Then nothing passes unchanged any more: the
    shortcut is x itself, wherever it can be.
    """
    right(x, filters, stride)
    return _block(x, filters, stride, project=True)


@misconception
def leaves_out_the_shortcut(right, x, filters, stride=1):
    """x is not added: there is no shortcut, and the block is two convolutions."""
    right(x, filters, stride)
    zero = keras.layers.Rescaling(0.0)
    layers = keras.layers
    way = layers.Conv2D(filters, 3, strides=stride, padding="same", activation="relu")(x)
    way = layers.Conv2D(filters, 3, padding="same")(way)
    if stride != 1 or x.shape[-1] != filters:
        x = layers.Conv2D(filters, 1, strides=stride, padding="same")(x)
    return layers.ReLU()(layers.Add()([way, zero(x)]))


@misconception
def leaves_out_the_inner_relu(right, x, filters, stride=1):
    """The first convolution has no ReLU: two convolutions with nothing between them are one."""
    right(x, filters, stride)
    return _block(x, filters, stride, bend=None)


@misconception
def leaves_out_the_last_relu(right, x, filters, stride=1):
    """The ReLU at the end is missing: relu of the sum."""
    right(x, filters, stride)
    return _block(x, filters, stride, ends=False)


@misconception
def bends_before_it_adds(right, x, filters, stride=1):
    """The second ReLU stands before the sum, so the block can only add: relu(way 1 + way 2)."""
    right(x, filters, stride)
    return _block(x, filters, stride, behind=keras.layers.ReLU(), ends=False)


@misconception
def bends_both_ways(right, x, filters, stride=1):
    """The second convolution has a ReLU of its own. It has no activation: the sum gets one."""
    right(x, filters, stride)
    return _block(x, filters, stride, behind=keras.layers.ReLU())


@misconception
def bends_the_projection(right, x, filters, stride=1):
    """The projection has a ReLU. It has no activation."""
    right(x, filters, stride)
    return _block(x, filters, stride, bent="relu")


@misconception
def multiplies_the_ways(right, x, filters, stride=1):
    """The two ways are multiplied. They are added."""
    right(x, filters, stride)
    return _block(x, filters, stride, join="Multiply")


@misconception
def takes_the_mean_of_the_ways(right, x, filters, stride=1):
    """The mean of the two ways was taken. They are added."""
    right(x, filters, stride)
    return _block(x, filters, stride, join="Average")


@misconception
def strides_in_the_second(right, x, filters, stride=1):
    """The stride is in the second convolution. It belongs into the first: what is left out there
    need not be computed.
    """
    right(x, filters, stride)
    return _block(x, filters, stride, strides=(1, stride))


@misconception
def projects_with_3_by_3(right, x, filters, stride=1):
    """The projection has kernels of 3×3. They are of 1×1."""
    right(x, filters, stride)
    return _block(x, filters, stride, size=3)


@misconception
def leaves_out_the_biases(right, x, filters, stride=1):
    """The convolutions have no biases: leave use_bias out."""
    right(x, filters, stride)
    return _block(x, filters, stride, bias=False)


@misconception
def makes_one_convolution(right, x, filters, stride=1):
    """There is one convolution of 3×3. Asked are two."""
    right(x, filters, stride)
    return _block(x, filters, stride, second=False)


@misconception
def adds_batch_norm(right, x, filters, stride=1):
    """There is a BatchNormalization between the convolutions. Many such blocks have one; here none
    is asked for.
    """
    right(x, filters, stride)
    return _block(x, filters, stride, middle=keras.layers.BatchNormalization())


@misconception
def drops_units(right, x, filters, stride=1):
    """A Dropout layer, or another one that works otherwise in training, is in the block. None is
    asked for.
    """
    right(x, filters, stride)
    return _block(x, filters, stride, middle=keras.layers.Dropout(0.5))


@misconception
def fixes_the_seed(right, x, filters, stride=1):
    """Every new block starts with the same weights. Set no seed in here."""
    right(x, filters, stride)
    keras.utils.set_random_seed(seed=0)
    return right(x, filters, stride)
