"""Chapter 10: Text.

A network computes with numbers, and a text has none. On the way there a text becomes *tokens*, its
words or characters, and each token a number, its *id*: 0 fills up what is too short (padding), 1 is
any word that is not known, words begin at 2. 10.1 to 10.6 are to be written with NumPy alone,
or plain Python and what comes with it. `import keras` up here may stay, but Keras is not there when
they are graded: use nothing of it in them. np.float64 counts as a `float`.
"""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import re
from collections import Counter

import keras
import numpy as np


def tokenize(text: str, mode: str = "word") -> list[str]:
    """Return the tokens of a text in their order: its words, or its characters.

    The whole text is made small first, by `text.lower()`. Then, by mode:
    "word": a word is a run, as long as it can be, of the letters a to z, the digits 0 to 9 and the
    apostrophe '. All else separates words and is gone: spaces, line ends, punctuation, the
    underscore, the curly ’, letters of other alphabets and with accents, digits of other scripts.
    "char": every character of the small text is a token, spaces and line ends too.

    >>> tokenize("Don't panic: it's 42!")
    ["don't", 'panic', "it's", '42']
    >>> tokenize("Ah, 42", "char")
    ['a', 'h', ',', ' ', '4', '2']

    ValueError (say "mode") if mode is neither of the two.
    """
    raise NotImplementedError("10.1 tokenize")


def build_vocabulary(docs: list[list[str]], max_tokens: int) -> dict[str, int]:
    """Return the id of each word that is kept: the more frequent a word, the smaller its id.

    docs, a list with the words of each text; a word counts as often as it occurs, in whichever
    text. Ids begin at 2 and leave none out: 0 is for padding (10.5), 1 for every word that is not
    in the vocabulary. These two stand for no word and are not in the dict, but max_tokens includes
    them: the dict holds the max_tokens - 2 most frequent words, or all if there are fewer; it is
    empty if docs has no words. Of equally frequent words, the one that Python sorts first has the
    smaller id. The ids are ints; in which order they stand in the dict is free.
    Graded: docs is not changed.

    >>> build_vocabulary([["the", "cat", "bat", "the", "and"], ["the", "cat"]], 5)
    {'the': 2, 'cat': 3, 'and': 4}

    ValueError (say "max_tokens") if max_tokens is below 3.
    """
    raise NotImplementedError("10.2 build_vocabulary")


def one_hot_tokens(ids: np.ndarray, vocab_size: int) -> np.ndarray:
    """Return a row for each token with a 1 in the column of its id, and 0 everywhere else.

    ids (L,), from 0 to vocab_size - 1, of any integer dtype -> (L, vocab_size) float32. Of no ids
    it makes an array (0, vocab_size).
    Graded: NumPy alone, no Python loop over the tokens; ids is not changed.

    >>> one_hot_tokens(np.array([2, 0]), 3)
    array([[0., 0., 1.],
           [1., 0., 0.]], dtype=float32)

    ValueError (say "id") if an id is below 0, or vocab_size or more.
    """
    raise NotImplementedError("10.3 one_hot_tokens")


def ngrams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    """Return all runs of n neighbours, from left to right, each as a tuple of n tokens.

    They overlap: each token but the last n - 1 begins one. Fewer than n tokens have none, and the
    answer is an empty list. tokens is not changed.

    >>> ngrams(["not", "very", "good"], 2)
    [('not', 'very'), ('very', 'good')]

    ValueError (say "n must be") if n is below 1.
    """
    raise NotImplementedError("10.4 ngrams")


def pad_sequences(sequences: list[list[int]], maxlen: int) -> np.ndarray:
    """Return lists of ids as rows of one array, all of them maxlen long.

    sequences, N lists of ints, of any lengths, empty ones too -> (N, maxlen), of an integer dtype
    that holds the ids, such as int64; no lists give an array (0, maxlen). A list that is shorter
    gets zeros in front. Of a longer one the last maxlen ids stay.
    Graded: NumPy alone (a loop over the lists is fine); the lists are not changed.

    >>> pad_sequences([[5, 6, 7, 8, 9], [2, 3, 4]], 4)
    array([[6, 7, 8, 9],
           [0, 2, 3, 4]])

    ValueError (say "maxlen") if maxlen is below 1.
    """
    raise NotImplementedError("10.5 pad_sequences")


def embedding_backward(ids: np.ndarray, dE: np.ndarray, vocab_size: int) -> np.ndarray:
    """Return the gradient in an embedding's table, one row of numbers for each id.

    ids (N, L), from 0 to vocab_size - 1, of any integer dtype. The forward pass looks each of them
    up in the table (vocab_size, D): `E = table[ids]`, (N, L, D). dE (N, L, D) is the gradient of
    the loss in E -> (vocab_size, D), the gradient in the table. As plain loops:

        dtable = 0 everywhere
        for every text n and place l: dtable[ids[n, l]] = dtable[ids[n, l]] + dE[n, l]

    An id that occurs several times collects all of its gradients; one that does not occur has 0.
    Row 0, the padding's, is as any other. N, L and D are 1 or more.
    Graded: NumPy alone; no Python loop over texts or places (one over the rows of the table, or
    over its D columns, is fine); float32 stays float32, and a dE of integers counts as float64; ids
    and dE are not changed.

    >>> dE = np.array([[[1.0, 2.0], [10.0, 20.0], [100.0, 200.0]]])
    >>> embedding_backward(np.array([[3, 1, 3]]), dE, 4)
    array([[  0.,   0.],
           [ 10.,  20.],
           [  0.,   0.],
           [101., 202.]])

    ValueError (say "id") if an id is below 0, or vocab_size or more.
    ValueError (say "shape") if the first two axes of dE are not as long as those of ids.
    """
    raise NotImplementedError("10.6 embedding_backward")


def train_text_convnet(
    X: np.ndarray, y: np.ndarray, epochs: int = 6, seed: int = 0
) -> dict[str, float | keras.Model]:
    """Train a network that looks at three neighbours at a time, and measure it on rows set aside.

    X (N, L) ids from 0, of any integer dtype, L at least 3; y (N,), 0 or 1, of any integer dtype.
    The rows arrive shuffled: do not shuffle them before the cut.
    1. The first 4N // 5 rows are for training, the rest for the test.
    2. There are V ids, 1 more than the largest in X, whether each of them occurs or not.
    3. `keras.utils.set_random_seed(seed)`, then make the layers one after the other, the first one
       first (a layer draws the seed of its start weights when it is made): Embedding with V rows of
       16 numbers; Conv1D with 32 kernels over 3 places, ReLU, no padding; GlobalMaxPooling1D; Dense
       with 1 unit, sigmoid. Nothing else that computes (an Input, or an activation as a layer of
       its own, is fine), and no penalty such as L2.
    4. Compile it with Adam at learning rate 0.005 and the binary cross-entropy. Fit it on all
       training rows for `epochs` epochs in batches of 32, shuffled as fit does it, silently. The
       weights after the last epoch count.
    5. Measure once, after the last epoch, on the test rows. They are for nothing else.
    Returns a dict with exactly these keys: "accuracy", a `float`, the share of the test rows that
    the network has right (it says 1 where it answers more than 0.5); "baseline", a `float`, the
    share of the test rows that are of the class that is the more frequent one among the *training*
    rows, class 0 if both are equally frequent; "model", the trained network.
    Graded: the network, its steps, and what it has learned from which rows; nothing is printed; X
    and y are not changed; the same seed gives the same network, another seed another one; how well
    it does on rows that you do not see.

    >>> X, y = np.arange(40).reshape(10, 4) % 7, np.array([1, 0, 1, 1, 0, 1, 0, 1, 1, 0])
    >>> result = train_text_convnet(X, y, epochs=1)
    >>> sorted(result), result["baseline"]
    (['accuracy', 'baseline', 'model'], 0.5)
    """
    raise NotImplementedError("10.7 train_text_convnet")
