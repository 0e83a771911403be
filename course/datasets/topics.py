"""Definitions from a dictionary, each of one of 45 kinds of words; or Keras's Reuters news."""

import csv
import hashlib
from pathlib import Path

import numpy as np

from course.datasets.bundle import BUNDLE
from course.datasets.keras_set import KerasSet, say
from course.datasets.word_lists import read_words, words_by_rank, words_in

Topics = tuple[list[list[int]], np.ndarray, list[str], list[str]]

BUNDLED = {  # source -> what is said when the bundled definitions come
    "auto": 'Topics: the bundled 11,903 definitions. The news of Reuters: load_topics("keras").',
    "keras": "Topics: the bundled 11,903 definitions instead.",
    "bundle": "Topics: the bundled 11,903 definitions.",
}
REUTERS_SHA256 = "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916"


def load_topics(source: str = "auto") -> Topics:
    """Return short texts of many classes, `sequences, y, words, kinds`, in a fixed random order.

    sequences, a list with one list of ints per text, the numbers of its words in their order;
    y (N,) int64, the class of each text, from 0; words, the word of each number; kinds, the name of
    each class. Numbers of words count from 1 and small ones are frequent words. Nothing has the
    number 0. The words of the bundled definitions are ranked by the training rows alone, the first
    four fifths. Prints, once, which texts they are.

    Args:
        source: Where the texts come from.
            "auto": the 11,228 news stories of Reuters, in 46 topics, if Keras has them in its cache
            (datasets/reuters.npz and reuters_word_index.json in KERAS_HOME or ~/.keras), else
            11,903 definitions of WordNet, in 45 kinds of words, that the course brings along.
            Never uses the network.
            "keras": the cache as well; if it is empty, Keras's own loader fills it (3 MB, once).
            Where the network is away or too slow, the bundled definitions come instead.
            "bundle": the bundled definitions, whatever is cached.

    >>> sequences, y, words, kinds = load_topics("bundle")
    Topics: the bundled 11,903 definitions.
    >>> len(sequences), y.shape, words[1], kinds[13]
    (11903, (11903,), 'of', 'noun.feeling')

    ValueError (says "source") if `source` is none of the three.
    """
    if source not in BUNDLED:
        raise ValueError(f"load_topics: source: must be one of {', '.join(BUNDLED)} ({source!r})")
    topics = _from_keras(source)
    if topics is None:
        say(BUNDLED[source])
        return bundled_topics()
    say("Topics: all 11,228 news stories of Reuters, from Keras.")
    return topics


def bundled_topics() -> Topics:
    """Return the bundled definitions in the form of `load_topics`.

    Graders use this one: it looks at no cache and no network, and prints nothing.
    """
    with (BUNDLE / "definitions.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["category"], row["definition"]) for row in csv.DictReader(file)]
    kinds = sorted({kind for kind, _ in rows})
    texts = [words_in(text) for _, text in rows]
    words = words_by_rank(texts, 4 * len(texts) // 5)
    number = {word: rank for rank, word in enumerate(words)}
    place = {kind: label for label, kind in enumerate(kinds)}
    labels = np.array([place[kind] for kind, _ in rows], np.int64)
    return [[number[word] for word in text] for text in texts], labels, words, kinds


def _from_keras(source: str) -> Topics | None:
    """Return the news of Reuters where `source` lets them come; None where it does not."""
    if source == "bundle":
        return None
    stories, words = KERAS_REUTERS.found(source), KERAS_WORDS.found(source)
    if stories is None or words is None:
        return None
    sequences, y = stories
    order = np.random.default_rng(0).permutation(len(y))
    kinds = [f"topic {label}" for label in range(int(y.max()) + 1)]
    return [list(sequences[i]) for i in order], y[order], words, kinds


def _read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Read the stories from the file that Keras caches; raise if it is another one.

    Its lists are pickled, so only the very file that Keras's loader asks for is opened.
    """
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != REUTERS_SHA256:
        raise ValueError(f"{path} is not Keras's file")
    with np.load(path, allow_pickle=True) as archive:
        return archive["x"], archive["y"].astype(np.int64)


KERAS_REUTERS = KerasSet("Reuters", "11,228 stories (2 MB)", "reuters", "reuters.npz", _read)
WORDS_FILE = "reuters_word_index.json"
KERAS_WORDS = KerasSet(
    "Reuters", "the words (1 MB)", "reuters", WORDS_FILE, read_words, "get_word_index"
)
