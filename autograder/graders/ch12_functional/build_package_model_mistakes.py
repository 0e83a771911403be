"""12.1 build_package_model: the mistakes that its graders know."""

import keras

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.

LOSSES = {"dependencies": "mse", "section": "sparse_categorical_crossentropy"}
METRICS = {"dependencies": ["mae"], "section": ["accuracy"]}


def _model(
    sizes,
    *,
    dtype="int32",
    more=0,
    mask=True,
    pool="GlobalAveragePooling1D",
    join=lambda mean, numeric: keras.layers.Concatenate()([mean, numeric]),
    hidden=64,
    bend="relu",
    drop=0.0,
    ends=(None, "softmax"),
    compiled=True,
    turned=1,
    first=True,
    **other,
):
    """Return the model that is asked for, but for some parts; `other` are options of compile."""
    vocab, seq_len, n_numeric, n_sections = sizes
    if min(sizes) < 1:
        raise ValueError(f"a size is below 1: {sizes}")
    layers = keras.layers
    tokens = keras.Input((seq_len,), dtype=dtype, name="tokens")
    numeric = keras.Input((n_numeric,), name="numeric")
    vectors = layers.Embedding(vocab + more, 16, mask_zero=mask)(tokens)
    h = join(getattr(layers, pool)()(vectors), numeric)
    h = layers.Dense(hidden, activation=bend)(h) if hidden else h
    h = layers.Dropout(drop)(h) if drop else h
    made = [("dependencies", 1, ends[0]), ("section", n_sections, ends[1])]
    heads = {
        name: layers.Dense(units, activation=end, name=name)(h)
        for name, units, end in (made if first else reversed(made))
    }
    outputs = [heads["dependencies"], heads["section"]]
    model = keras.Model([tokens, numeric], outputs[::turned])
    if compiled:
        adam = keras.optimizers.Adam(0.003)
        model.compile(**({"optimizer": adam, "loss": LOSSES, "metrics": METRICS} | other))
    return model


@misconception
def leaves_numeric_out(right, vocab, seq_len, n_numeric, n_sections):
    """Nothing flows from numeric: it is an input, and no layer looks at it. Concatenate it with the
    mean of the words.
    """
    sizes = vocab, seq_len, n_numeric, n_sections
    return _model(sizes, join=lambda mean, numeric: mean)


@misconception
def puts_numeric_first(right, vocab, seq_len, n_numeric, n_sections):
    """The numbers stand before the words: Concatenate()([mean, numeric]), in this order."""

    def join(mean, numeric):
        return keras.layers.Concatenate()([numeric, mean])

    return _model((vocab, seq_len, n_numeric, n_sections), join=join)


@misconception
def counts_the_padding(right, vocab, seq_len, n_numeric, n_sections):
    """The zeros that fill up were averaged like words: mask_zero=True in the embedding lets them be
    left out.
    """
    return _model((vocab, seq_len, n_numeric, n_sections), mask=False)


@misconception
def flattens_the_words(right, vocab, seq_len, n_numeric, n_sections):
    """The words' vectors were flattened, so that each place has weights of its own. Asked is their
    mean: GlobalAveragePooling1D.
    """
    return _model((vocab, seq_len, n_numeric, n_sections), mask=False, pool="Flatten")


@misconception
def adds_a_row_to_the_table(right, vocab, seq_len, n_numeric, n_sections):
    """The table has a row too many: ids are below vocab, so there are vocab of them."""
    return _model((vocab, seq_len, n_numeric, n_sections), more=1)


@misconception
def leaves_the_dtype_to_keras(right, vocab, seq_len, n_numeric, n_sections):
    """tokens is of dtype float32, Keras's own if nothing is said: dtype="int32" in keras.Input."""
    return _model((vocab, seq_len, n_numeric, n_sections), dtype=None)


@misconception
def takes_32_units(right, vocab, seq_len, n_numeric, n_sections):
    """The hidden layer has 32 units: Dense(64)."""
    return _model((vocab, seq_len, n_numeric, n_sections), hidden=32)


@misconception
def leaves_out_the_hidden_layer(right, vocab, seq_len, n_numeric, n_sections):
    """The hidden layer is missing: Dense(64, activation="relu") between the two and the heads."""
    return _model((vocab, seq_len, n_numeric, n_sections), hidden=0)


@misconception
def leaves_out_relu(right, vocab, seq_len, n_numeric, n_sections):
    """The hidden layer has no ReLU."""
    return _model((vocab, seq_len, n_numeric, n_sections), bend=None)


@misconception
def drops_units(right, vocab, seq_len, n_numeric, n_sections):
    """A Dropout layer, or another one that works otherwise in training, is in the model. None is
    asked for.
    """
    return _model((vocab, seq_len, n_numeric, n_sections), drop=0.5)


@misconception
def ends_in_logits(right, vocab, seq_len, n_numeric, n_sections):
    """section has no softmax. Probabilities are asked for."""
    entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    losses = LOSSES | {"section": entropy}
    return _model((vocab, seq_len, n_numeric, n_sections), ends=(None, None), loss=losses)


@misconception
def ends_in_sigmoids(right, vocab, seq_len, n_numeric, n_sections):
    """section ends in sigmoids: a package is in one section, so the shares sum to 1. softmax."""
    return _model((vocab, seq_len, n_numeric, n_sections), ends=(None, "sigmoid"))


@misconception
def bends_the_dependencies(right, vocab, seq_len, n_numeric, n_sections):
    """dependencies has a ReLU. The head of a number has no activation."""
    return _model((vocab, seq_len, n_numeric, n_sections), ends=("relu", "softmax"))


@misconception
def weighs_the_losses(right, vocab, seq_len, n_numeric, n_sections):
    """The two losses have weights. Asked is their plain sum: no loss_weights."""
    weights = {"dependencies": 0.5, "section": 1.0}
    return _model((vocab, seq_len, n_numeric, n_sections), loss_weights=weights)


@misconception
def takes_the_absolute_error(right, vocab, seq_len, n_numeric, n_sections):
    """dependencies is trained with the absolute error. Its loss is "mse", "mae" is measured."""
    return _model((vocab, seq_len, n_numeric, n_sections), loss=LOSSES | {"dependencies": "mae"})


@misconception
def takes_squares_for_the_section(right, vocab, seq_len, n_numeric, n_sections):
    """section has the squared error, too, as if its number were a measure, and Keras cannot take
    it. A head of classes has the cross-entropy: "sparse_categorical_crossentropy".
    """
    return _model((vocab, seq_len, n_numeric, n_sections), loss=LOSSES | {"section": "mse"})


@misconception
def measures_too_little(right, vocab, seq_len, n_numeric, n_sections):
    """A metric is missing: "mae" for dependencies and "accuracy" for section."""
    return _model((vocab, seq_len, n_numeric, n_sections), metrics={"section": ["accuracy"]})


@misconception
def is_not_compiled(right, vocab, seq_len, n_numeric, n_sections):
    """The model is not compiled: model.compile(…) before you return it."""
    return _model((vocab, seq_len, n_numeric, n_sections), compiled=False)


@misconception
def leaves_the_rate_to_adam(right, vocab, seq_len, n_numeric, n_sections):
    """The word "adam" has learning rate 0.001. Asked is keras.optimizers.Adam(0.003)."""
    return _model((vocab, seq_len, n_numeric, n_sections), optimizer="adam")


@misconception
def takes_another_optimizer(right, vocab, seq_len, n_numeric, n_sections):
    """The optimizer is not Adam: keras.optimizers.Adam(0.003)."""
    rmsprop = keras.optimizers.RMSprop(0.003)
    return _model((vocab, seq_len, n_numeric, n_sections), optimizer=rmsprop)


@misconception
def fixes_the_seed(right, vocab, seq_len, n_numeric, n_sections):
    """Every new model starts with the same weights. Set no seed in here: who trains does."""
    keras.utils.set_random_seed(seed=0)
    return right(vocab, seq_len, n_numeric, n_sections)


@misconception
def turns_the_outputs_round(right, vocab, seq_len, n_numeric, n_sections):
    """section is the first output and dependencies the second: it is the other way round."""
    return _model((vocab, seq_len, n_numeric, n_sections), turned=-1)


@misconception(unseen="which weights a seed gives")
def makes_the_second_head_first(right, vocab, seq_len, n_numeric, n_sections):
    """The layer "section" is made before "dependencies", and takes the part of the seed that is the
    other one's: 5 comes first, then 6.
    """
    return _model((vocab, seq_len, n_numeric, n_sections), first=False)


@misconception
def makes_the_outer_layer_first(right, vocab, seq_len, n_numeric, n_sections):
    """The layers are made in another order. In Dense(64)(Concatenate()([…])) Dense is made first,
    and takes the part of the seed that is another layer's: write one layer a line.
    """
    taken = keras.layers.Dense(64, activation="relu")
    model = right(vocab, seq_len, n_numeric, n_sections)
    return model if taken else None
