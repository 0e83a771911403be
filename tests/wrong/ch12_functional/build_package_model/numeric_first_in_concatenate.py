from __future__ import annotations

import keras


def build_package_model(vocab: int, seq_len: int, n_numeric: int, n_sections: int) -> keras.Model:
    """Breaks: "Concatenate: these 16 and the numbers of 'numeric', in this order"."""
    if min(vocab, seq_len, n_numeric, n_sections) < 1:
        raise ValueError("every size must be at least 1")
    tokens = keras.Input((seq_len,), dtype="int32", name="tokens")
    numeric = keras.Input((n_numeric,), name="numeric")
    x = keras.layers.Embedding(vocab, 16, mask_zero=True)(tokens)
    x = keras.layers.GlobalAveragePooling1D()(x)
    x = keras.layers.Concatenate()([numeric, x])
    h = keras.layers.Dense(64, activation="relu")(x)
    dependencies = keras.layers.Dense(1, name="dependencies")(h)
    section = keras.layers.Dense(n_sections, activation="softmax", name="section")(h)
    model = keras.Model([tokens, numeric], [dependencies, section])
    model.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss={"dependencies": "mse", "section": "sparse_categorical_crossentropy"},
        metrics={"dependencies": "mae", "section": "accuracy"},
    )
    return model
