"""Chapter 10: Text."""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import re
from collections import Counter

import keras
import numpy as np


def tokenize(text: str, mode: str = "word") -> list[str]:
    text = text.lower()
    match mode:
        case "word":
            return re.sub(r"[^a-z0-9']", " ", text).split()
        case "char":
            return [*text]
        case _:
            raise ValueError("mode is neither word nor char")


def build_vocabulary(docs: list[list[str]], max_tokens: int) -> dict[str, int]:
    if max_tokens < 3:
        raise ValueError("max_tokens is below 3")
    words = [word for doc in docs for word in doc]
    if not words:
        return {}
    # from the alphabet to the counts: a stable sort keeps equals in the order of the alphabet
    ranked = sorted(sorted(set(words)), key=Counter(words).__getitem__, reverse=True)
    return {word: rank + 2 for rank, word in enumerate(ranked) if rank + 2 < max_tokens}


def one_hot_tokens(ids: np.ndarray, vocab_size: int) -> np.ndarray:
    if not np.all((0 <= ids) & (ids < vocab_size)):
        raise ValueError("an id is out of range")
    flat = np.zeros(len(ids) * vocab_size, dtype=np.float32)
    flat[np.arange(len(ids), dtype=np.int64) * vocab_size + ids.astype(np.int64)] = 1.0
    return flat.reshape(len(ids), vocab_size)


def ngrams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    if n < 1:
        raise ValueError("n must be at least 1")
    runs, rest = [], list(tokens)
    while len(rest) >= n:
        runs.append(tuple(rest[:n]))
        rest = rest[1:]
    return runs


def pad_sequences(sequences: list[list[int]], maxlen: int) -> np.ndarray:
    if maxlen < 1:
        raise ValueError("maxlen is below 1")
    rows = np.zeros((len(sequences), maxlen), dtype=np.int64)
    for i, ids in enumerate(sequences):
        kept = ids[max(len(ids) - maxlen, 0) :]
        rows[i] = np.pad(np.array(kept, dtype=np.int64), (maxlen - len(kept), 0))
    return rows


def embedding_backward(ids: np.ndarray, dE: np.ndarray, vocab_size: int) -> np.ndarray:
    if not np.all((0 <= ids) & (ids < vocab_size)):
        raise ValueError("an id is out of range")
    if ids.shape != dE.shape[:2]:
        raise ValueError("shape of dE: the first two axes are not those of ids")
    D = dE.shape[2]
    places = ids.astype(np.int64)[:, :, None] * D + np.arange(D)
    sums = np.bincount(places.ravel(), weights=dE.ravel(), minlength=vocab_size * D)
    return sums.reshape(vocab_size, D).astype(dE.dtype if dE.dtype.kind == "f" else np.float64)


def train_text_convnet(
    X: np.ndarray, y: np.ndarray, epochs: int = 6, seed: int = 0
) -> dict[str, float | keras.Model]:
    ops = keras.ops
    X, y = X.astype(np.int32), y.astype(np.int32)  # copies
    (X_train, X_test), (y_train, y_test) = (np.split(a, [4 * len(a) // 5]) for a in (X, y))

    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((X.shape[1],), dtype="int32"),
            keras.layers.Embedding(int(X.max()) + 1, 16),
            keras.layers.Conv1D(32, 3, activation=keras.activations.relu),
            keras.layers.GlobalMaxPooling1D(),
            keras.layers.Dense(1, activation=keras.activations.sigmoid),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss=keras.losses.binary_crossentropy)
    model.fit(X_train, y_train[:, None], batch_size=32, epochs=epochs, shuffle=True, verbose=0)

    answers = ops.convert_to_tensor(model.predict(X_test, verbose=0))
    says_one = ops.cast(ops.squeeze(answers, axis=-1) > 0.5, "int32")
    right = ops.convert_to_numpy(ops.equal(says_one, ops.convert_to_tensor(y_test)))
    more = int(2 * y_train.sum() > len(y_train))
    return {
        "accuracy": float(right.mean()),
        "baseline": float((y_test == more).mean()),
        "model": model,
    }
