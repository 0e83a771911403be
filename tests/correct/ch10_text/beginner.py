"""Chapter 10: Text."""

import keras
import numpy as np


def tokenize(text, mode="word"):
    if mode != "word" and mode != "char":
        raise ValueError("the mode has to be word or char")
    text = text.lower()
    if mode == "char":
        characters = []
        for character in text:
            characters.append(character)
        return characters
    allowed = "abcdefghijklmnopqrstuvwxyz0123456789'"
    words = []
    current = ""
    for character in text:
        if character in allowed:
            current = current + character
        elif current != "":
            words.append(current)
            current = ""
    if current != "":
        words.append(current)
    return words


def build_vocabulary(docs, max_tokens):
    if max_tokens < 3:
        raise ValueError("max_tokens is too small")
    counts = {}
    for doc in docs:
        for word in doc:
            if word in counts:
                counts[word] = counts[word] + 1
            else:
                counts[word] = 1
    vocabulary = {}
    number = 2
    while counts and number < max_tokens:
        best = None
        for word in sorted(counts):
            if best is None or counts[word] > counts[best]:
                best = word
        vocabulary[best] = number
        del counts[best]
        number = number + 1
    return vocabulary


def one_hot_tokens(ids, vocab_size):
    if len(ids) > 0 and (ids.min() < 0 or ids.max() >= vocab_size):
        raise ValueError("there is an id that does not fit")
    columns = np.arange(vocab_size)
    return (ids.reshape(-1, 1) == columns).astype(np.float32)


def ngrams(tokens, n):
    if n < 1:
        raise ValueError("n must be at least 1")
    result = []
    start = 0
    while start + n <= len(tokens):
        one = []
        for place in range(n):
            one.append(tokens[start + place])
        result.append(tuple(one))
        start = start + 1
    return result


def pad_sequences(sequences, maxlen):
    if maxlen < 1:
        raise ValueError("maxlen is too small")
    result = np.zeros((len(sequences), maxlen), dtype=int)
    for row in range(len(sequences)):
        sequence = sequences[row]
        place = maxlen - 1
        for number in reversed(sequence):
            if place < 0:
                break
            result[row, place] = number
            place = place - 1
    return result


def embedding_backward(ids, dE, vocab_size):
    if ids.size > 0 and (ids.min() < 0 or ids.max() >= vocab_size):
        raise ValueError("there is an id that does not fit")
    if ids.shape[0] != dE.shape[0] or ids.shape[1] != dE.shape[1]:
        raise ValueError("the shape of dE does not fit ids")
    if dE.dtype.kind in "iub":
        dE = dE.astype(np.float64)
    table = np.zeros((vocab_size, dE.shape[2]), dtype=dE.dtype)
    flat_ids = ids.reshape(-1)
    flat_dE = dE.reshape(-1, dE.shape[2])
    for word in range(vocab_size):
        table[word] = flat_dE[flat_ids == word].sum(axis=0)
    return table


def train_text_convnet(X, y, epochs=6, seed=0):
    n = len(X)
    train = (4 * n) // 5
    X_train, y_train = X[:train], y[:train]
    X_test, y_test = X[train:], y[train:]
    keras.utils.set_random_seed(seed)
    model = keras.Sequential()
    model.add(keras.layers.Embedding(int(np.max(X)) + 1, 16))
    model.add(keras.layers.Conv1D(filters=32, kernel_size=3))
    model.add(keras.layers.Activation("relu"))
    model.add(keras.layers.GlobalMaxPool1D())
    model.add(keras.layers.Dense(1))
    model.add(keras.layers.Activation("sigmoid"))
    model.compile(
        loss=keras.losses.BinaryCrossentropy(),
        optimizer=keras.optimizers.Adam(learning_rate=5e-3),
        metrics=["accuracy"],
    )
    model.fit(X_train, y_train, batch_size=32, epochs=epochs, verbose=0)
    loss, accuracy = model.evaluate(X_test, y_test, verbose=0)
    zeros = 0
    ones = 0
    for label in y_train:
        if label == 0:
            zeros += 1
        else:
            ones += 1
    if ones > zeros:
        baseline = np.mean(y_test == 1)
    else:
        baseline = np.mean(y_test == 0)
    return {"accuracy": float(accuracy), "baseline": float(baseline), "model": model}
