import keras
import numpy as np


def train_char_lstm(
    ids: np.ndarray, vocab: int, epochs: int = 8, seed: int = 0
) -> tuple[keras.Model, float]:
    """Breaks: make the layers in this order, one a line. In A(B(x)) Dense is made first."""
    ids = np.asarray(ids).astype(np.int64)
    starts = range(0, len(ids) - 30, 3)
    X = np.array([ids[s : s + 30] for s in starts])
    y = np.array([ids[s + 30] for s in starts])
    keras.utils.set_random_seed(seed)
    x = keras.Input((30,))
    logits = keras.layers.Dense(vocab)(
        keras.layers.LSTM(64)(keras.layers.Embedding(vocab, 16)(x))
    )
    model = keras.Model(x, logits)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.005),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    history = model.fit(X, y, epochs=epochs, batch_size=128, verbose=0)
    return model, float(history.history["loss"][-1])
