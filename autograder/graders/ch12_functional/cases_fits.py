"""A training of the model of packages of which parts can be done otherwise: for known mistakes."""

import keras
import numpy as np

LOSSES = {"dependencies": "mse", "section": "sparse_categorical_crossentropy"}


def _built(vocab, length, numbers, sections):
    """Return the model that is asked for."""
    layers = keras.layers
    tokens = keras.Input((length,), dtype="int32", name="tokens")
    numeric = keras.Input((numbers,), name="numeric")
    mean = layers.GlobalAveragePooling1D()(layers.Embedding(vocab, 16, mask_zero=True)(tokens))
    hidden = layers.Dense(64, activation="relu")(layers.Concatenate()([mean, numeric]))
    number = layers.Dense(1, name="dependencies")(hidden)
    kind = layers.Dense(sections, activation="softmax", name="section")(hidden)
    model = keras.Model([tokens, numeric], [number, kind])
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss=LOSSES)
    return model


def watching(log_dir, **early):
    """Return the callbacks that are asked for; `early` are other options of the first."""
    stopping = {"monitor": "val_loss", "patience": 3, "restore_best_weights": True} | early
    callbacks = keras.callbacks
    return [
        callbacks.EarlyStopping(**stopping),
        callbacks.ModelCheckpoint(f"{log_dir}/best.keras", save_best_only=True),
        callbacks.TensorBoard(log_dir),
    ]


def cut_of(count):
    """Return four fifths of a number, rounded down."""
    return 4 * count // 5


def run(data, epochs, seed, log_dir, *, learn=None, watch=None, measure=None, **other):
    """Do all that is asked for but for some parts: of the rows, of what is watched, of fit.

    `learn`, `watch` and `measure` are parts of the rows; `other` has `by` and `test_by`, those that
    the tables are standardized by (False: not at all), `callbacks`, `always_watched`, `error`, and
    arguments of fit.
    """
    cut = cut_of(len(data["section"]))
    learned = cut if log_dir is None else cut_of(cut)
    learn = slice(0, learned) if learn is None else learn
    watch = slice(learned, cut) if watch is None else watch
    measure = slice(cut, None) if measure is None else measure
    by = other.pop("by", learn)
    test_by, error = other.pop("test_by", by), other.pop("error", np.abs)
    callbacks, more = other.pop("callbacks", watching), {}
    if seed is not None:
        keras.utils.set_random_seed(seed)
    model = _built(*_sizes_of(data))
    if other.pop("always_watched", False) or log_dir is not None:
        more["validation_data"] = _rows(data, watch, by)
    if log_dir is not None:
        more["callbacks"] = callbacks(log_dir)
    model.fit(*_rows(data, learn, by), **({"epochs": epochs, "verbose": 0} | more | other))
    inputs, (number, kind) = _rows(data, measure, test_by)
    said, shares = model.predict(inputs, verbose=0)
    return {
        "accuracy": float(np.mean(shares.argmax(axis=1) == kind)),
        "mae": float(np.mean(error(said[:, 0] - number))),
        "model": model,
    }


def _sizes_of(data):
    vocab, sections = int(data["tokens"].max()) + 1, int(data["section"].max()) + 1
    return vocab, data["tokens"].shape[1], data["numeric"].shape[1], sections


def _rows(data, part, by):
    """Return inputs and targets of a part of the rows, standardized by another, or not: False."""
    numeric = np.asarray(data["numeric"], np.float64)
    if by is not False:
        numeric = (numeric - numeric[by].mean(axis=0)) / numeric[by].std(axis=0)
    return [data["tokens"][part], numeric[part]], [
        data["dependencies"][part],
        data["section"][part],
    ]
