"""Chapter 10: Text."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import reduce
from itertools import chain, count, groupby, islice
from typing import NamedTuple

import keras
import numpy as np

WORD_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789'")
PADDING, UNKNOWN, FIRST = range(3)


class Mode(Enum):
    WORD = "word"
    CHAR = "char"


def _runs(text: str) -> Iterator[str]:
    for belongs, signs in groupby(text, WORD_SIGNS.__contains__):
        if belongs:
            yield "".join(signs)


SPLITTERS: dict[Mode, Callable[[str], Iterable[str]]] = {Mode.WORD: _runs, Mode.CHAR: iter}


def tokenize(text: str, mode: str = "word") -> list[str]:
    try:
        split = SPLITTERS[Mode(mode)]
    except ValueError as error:
        raise ValueError(f"unknown mode {mode!r}") from error
    return [*split(text.lower())]


@dataclass
class Ranking:
    """Words by their counts."""

    counts: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[str]:
        by_name = sorted(self.counts)
        return iter(sorted(by_name, key=self.counts.__getitem__, reverse=True))


def build_vocabulary(docs: list[list[str]], max_tokens: int) -> dict[str, int]:
    if max_tokens <= FIRST:
        raise ValueError(f"max_tokens={max_tokens} leaves no room for a word")
    ranking = Ranking(Counter(chain.from_iterable(docs)))
    return dict(zip(islice(ranking, max_tokens - FIRST), count(FIRST)))


class Range(NamedTuple):
    size: int

    def check(self, ids: np.ndarray) -> None:
        wrong = [int(each) for each in np.unique(ids) if not 0 <= each < self.size]
        if wrong:
            raise ValueError(f"id out of range: {wrong}")


def one_hot_tokens(ids: np.ndarray, vocab_size: int) -> np.ndarray:
    Range(vocab_size).check(ids)
    return np.eye(vocab_size, dtype=np.float32)[ids]


def ngrams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    if not n >= 1:
        raise ValueError(f"n must be positive, not {n}")
    window: deque[str] = deque(maxlen=n)
    found = []
    for token in tokens:
        window.append(token)
        if len(window) == n:
            found.append(tuple(window))
    return found


def pad_sequences(sequences: list[list[int]], maxlen: int) -> np.ndarray:
    match maxlen:
        case int() if maxlen > 0:
            pass
        case _:
            raise ValueError(f"maxlen: {maxlen}")
    padded = [([PADDING] * maxlen + list(each))[-maxlen:] for each in sequences]
    return np.array(padded, dtype=np.int32).reshape(len(sequences), maxlen)


def embedding_backward(ids: np.ndarray, dE: np.ndarray, vocab_size: int) -> np.ndarray:
    Range(vocab_size).check(ids)
    *places, width = dE.shape
    if tuple(places) != ids.shape:
        raise ValueError(f"shape: {dE.shape} does not begin as {ids.shape}")
    kind = dE.dtype if np.issubdtype(dE.dtype, np.floating) else np.dtype(np.float64)
    one_hot = np.equal.outer(np.arange(vocab_size), ids.ravel()).astype(kind)
    return one_hot @ dE.reshape(-1, width).astype(kind)


class Split(NamedTuple):
    X: np.ndarray
    y: np.ndarray

    @classmethod
    def of(cls, X: np.ndarray, y: np.ndarray) -> tuple[Split, Split]:
        size = len(X) * 4 // 5
        return cls(X[:size], y[:size]), cls(X[size:], y[size:])


def _network(length: int, ids: int) -> keras.Model:
    layers = (
        keras.layers.Embedding(ids, 16),
        keras.layers.Conv1D(32, 3, activation=keras.ops.relu),
        keras.layers.GlobalMaxPooling1D(),
        keras.layers.Dense(1, activation=keras.activations.sigmoid),
    )
    inputs = keras.Input((length,), dtype="int32")
    outputs = reduce(lambda flow, layer: layer(flow), layers, inputs)
    return keras.Model(inputs, outputs)


def train_text_convnet(
    X: np.ndarray, y: np.ndarray, epochs: int = 6, seed: int = 0
) -> dict[str, float | keras.Model]:
    train, test = Split.of(X, y)
    keras.utils.set_random_seed(seed)
    model = _network(X.shape[1], X.max().item() + 1)
    model.compile(keras.optimizers.Adam(learning_rate=0.005), keras.losses.binary_crossentropy)
    model.fit(train.X, train.y, batch_size=32, epochs=epochs, verbose="0" == "1")
    said = np.asarray(model(test.X)).squeeze(axis=-1) > 0.5
    commonest = int(2 * np.count_nonzero(train.y) > len(train.y))
    return {
        "accuracy": float(np.mean(said == test.y.astype(bool))),
        "baseline": float(np.mean(test.y == commonest)),
        "model": model,
    }
