"""Sentences from reviews of films, as lists of word numbers; or Keras's IMDB, in the same form."""

import csv
import hashlib
from pathlib import Path

import numpy as np

from course.datasets.bundle import BUNDLE
from course.datasets.keras_set import KerasSet, say
from course.datasets.word_lists import read_words, words_by_rank, words_in

Reviews = tuple[list[list[int]], np.ndarray, list[str]]

CLEAR = 1.0  # a sentence with a mean score nearer to 0 is neither praise nor blame
BUNDLED = {  # source -> what is said when the bundled sentences come
    "auto": 'Reviews: the bundled 9,101 sentences. All of IMDB, once: load_reviews("keras").',
    "keras": "Reviews: the bundled 9,101 sentences instead.",
    "bundle": "Reviews: the bundled 9,101 sentences.",
}
IMDB_SHA256 = "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"  # as Keras asks


def load_reviews(source: str = "auto") -> Reviews:
    """Return reviews of films, `sequences, y, words`, in a fixed random order.

    sequences, a list with one list of ints per review, the numbers of its words in their order;
    y (N,) int64, 1 for praise and 0 for blame; words, the word of each number. Numbers count from
    1 and small ones are frequent words: `words[1]` is "the". Nothing has the number 0. The words
    of the bundled sentences are ranked by the training rows alone, the first two thirds.
    Prints, once, which reviews they are.

    Args:
        source: Where the reviews come from.
            "auto": all 50,000 of IMDB if Keras has them in its cache (datasets/imdb.npz and
            imdb_word_index.json in KERAS_HOME or ~/.keras), else the 9,101 sentences that the
            course brings along. Never uses the network.
            "keras": the cache as well; if it is empty, Keras's own loader fills it (19 MB, once).
            Where the network is away or too slow, the bundled sentences come instead.
            "bundle": the bundled sentences, whatever is cached.

    >>> sequences, y, words = load_reviews("bundle")
    Reviews: the bundled 9,101 sentences.
    >>> len(sequences), y.shape, words[1]
    (9101, (9101,), 'the')

    ValueError (says "source") if `source` is none of the three.
    """
    if source not in BUNDLED:
        raise ValueError(f"load_reviews: source: must be one of {', '.join(BUNDLED)} ({source!r})")
    reviews = _from_keras(source)
    if reviews is None:
        say(BUNDLED[source])
        return bundled_reviews()
    say("Reviews: all 50,000 of IMDB, from Keras.")
    return reviews


def bundled_reviews() -> Reviews:
    """Return the bundled sentences in the form of `load_reviews`.

    Graders use this one: it looks at no cache and no network, and prints nothing.
    """
    with (BUNDLE / "movie_snippets.csv").open(encoding="utf-8", newline="") as file:
        rows = [(float(row["score"]), row["text"]) for row in csv.DictReader(file)]
    clear = [(score, words_in(text)) for score, text in rows if abs(score) >= CLEAR]
    texts = [words for _, words in clear]
    words = words_by_rank(texts, len(texts) - 2 * (len(texts) // 6))
    number = {word: rank for rank, word in enumerate(words)}
    labels = np.array([score > 0 for score, _ in clear], np.int64)
    return [[number[word] for word in text] for text in texts], labels, words


def _from_keras(source: str) -> Reviews | None:
    """Return all of IMDB where `source` lets it come; None where it does not."""
    if source == "bundle":
        return None
    reviews, words = KERAS_IMDB.found(source), KERAS_WORDS.found(source)
    if reviews is None or words is None:
        return None
    sequences, y = reviews
    order = np.random.default_rng(0).permutation(len(y))  # the file has praise first, then blame
    return [list(sequences[i]) for i in order], y[order], words


def _read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Read the reviews from the file that Keras caches; raise if it is another one.

    Its lists are pickled, so only the very file that Keras's loader asks for is opened.
    """
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != IMDB_SHA256:
        raise ValueError(f"{path} is not Keras's file")
    with np.load(path, allow_pickle=True) as archive:
        x = np.concatenate([archive["x_train"], archive["x_test"]])
        y = np.concatenate([archive["y_train"], archive["y_test"]])
    return x, y.astype(np.int64)


KERAS_IMDB = KerasSet("IMDB", "all 50,000 reviews (17 MB)", "imdb", "imdb.npz", _read)
KERAS_WORDS = KerasSet(
    "IMDB", "the words (2 MB)", "imdb", "imdb_word_index.json", read_words, "get_word_index"
)
