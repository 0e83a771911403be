"""Chapter 10: Text."""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import re
from collections import Counter, deque

import keras
import numpy as np


FIRST_WORD = 2  # 0 is padding, 1 is unknown
_WORD = re.compile(r"[a-z0-9']+")
_SPLITTERS = {"word": _WORD.findall, "char": list}


class _Ranking:
    """Counts words, and knows which ones come first."""

    def __init__(self):
        self.counts = Counter()

    def count(self, words):
        self.counts.update(words)

    def _place(self, word):
        return -self.counts[word], word

    def top(self, how_many):
        return sorted(self.counts, key=self._place)[:how_many]


class _Split:
    """Rows for training, and rows for the test."""

    def __init__(self, X, y):
        cut = 4 * len(X) // 5
        self.X_train, self.X_test = X[:cut], X[cut:]
        self.y_train, self.y_test = y[:cut], y[cut:]

    def majority(self):
        counts = np.bincount(self.y_train.astype(np.int64), minlength=2)
        return int(np.argmax(counts))  # the first one, 0, if they are equal

    def share_right(self, guesses):
        return float(np.mean(self.y_test == guesses))


def _wide(ids):
    return ids.astype(np.int64)


def _check_ids(ids, vocab_size):
    if np.any(ids < 0) or np.any(ids >= vocab_size):
        raise ValueError(f"an id is not from 0 to {vocab_size - 1}")


def _write_right(row, ids):
    kept = ids[-len(row) :]
    row[len(row) - len(kept) :] = kept


def _make_network(V):
    layers = keras.layers
    model = keras.Sequential()
    model.add(layers.Embedding(V, 16))
    model.add(layers.Conv1D(32, 3))
    model.add(layers.ReLU())
    model.add(layers.GlobalMaxPooling1D())
    model.add(layers.Dense(1))
    model.add(layers.Activation("sigmoid"))
    return model


def tokenize(text: str, mode: str = "word") -> list[str]:
    if mode not in _SPLITTERS:
        raise ValueError(f"mode must be one of {sorted(_SPLITTERS)}, not {mode!r}")
    return _SPLITTERS[mode](text.lower())


def build_vocabulary(docs: list[list[str]], max_tokens: int) -> dict[str, int]:
    if max_tokens < 3:
        raise ValueError("max_tokens must be at least 3")
    ranking = _Ranking()
    for doc in docs:
        ranking.count(doc)
    top = ranking.top(max_tokens - FIRST_WORD)
    return {word: FIRST_WORD + place for place, word in enumerate(top)}


def one_hot_tokens(ids: np.ndarray, vocab_size: int) -> np.ndarray:
    _check_ids(ids, vocab_size)
    rows = np.zeros((len(ids), vocab_size), dtype=np.float32)
    np.put_along_axis(rows, _wide(ids)[:, np.newaxis], 1, axis=1)
    return rows


def ngrams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    if n < 1:
        raise ValueError("n must be at least 1")
    window, runs = deque(maxlen=n), []
    for token in tokens:
        window.append(token)
        if len(window) == n:
            runs.append(tuple(window))
    return runs


def pad_sequences(sequences: list[list[int]], maxlen: int) -> np.ndarray:
    if maxlen < 1:
        raise ValueError("maxlen must be at least 1")
    rows = np.zeros((len(sequences), maxlen), dtype=int)
    for n, ids in enumerate(sequences):
        _write_right(rows[n], ids)
    return rows


def embedding_backward(ids: np.ndarray, dE: np.ndarray, vocab_size: int) -> np.ndarray:
    _check_ids(ids, vocab_size)
    if dE.shape[: ids.ndim] != ids.shape:
        raise ValueError(f"the shape of dE, {dE.shape}, does not begin with {ids.shape}")
    D = dE.shape[-1]
    gradients = dE.reshape(-1, D)
    if gradients.dtype.kind != "f":
        gradients = gradients.astype(np.float64)
    # Bring equal ids side by side, then add up each run of equals.
    flat = _wide(ids).reshape(-1)
    order = np.argsort(flat, kind="stable")
    present, starts = np.unique(flat[order], return_index=True)
    dtable = np.zeros((vocab_size, D), dtype=gradients.dtype)
    dtable[present] = np.add.reduceat(gradients[order], starts, axis=0)
    return dtable


def train_text_convnet(
    X: np.ndarray, y: np.ndarray, epochs: int = 6, seed: int = 0
) -> dict[str, float | keras.Model]:
    data = _Split(X, y)
    keras.utils.set_random_seed(seed)
    model = _make_network(int(X.max()) + 1)
    model.compile(
        loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.Adam(learning_rate=0.005)
    )
    model.fit(data.X_train, data.y_train, batch_size=32, epochs=epochs, verbose=0)
    guesses = np.where(model.predict(data.X_test, verbose=0)[:, 0] > 0.5, 1, 0)
    return {
        "accuracy": data.share_right(guesses),
        "baseline": data.share_right(data.majority()),
        "model": model,
    }
