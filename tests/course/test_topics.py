"""Definitions, houses and landscapes: their form, and which of two sets of texts comes when."""

import doctest
import hashlib
from pathlib import Path

import numpy as np
import pytest

from course import datasets
from course.datasets import houses, keras_set, landscapes, packages, topics, word_lists


@pytest.fixture(autouse=True)
def keras_home(tmp_path, monkeypatch):
    """An empty cache, and nothing said yet."""
    home = tmp_path / "keras-home"
    (home / "datasets").mkdir(parents=True)
    monkeypatch.setenv("KERAS_HOME", str(home))
    keras_set.say.cache_clear()
    return home


@pytest.mark.parametrize(
    "module", [houses, landscapes, packages, topics], ids=lambda module: module.__name__
)
def test_the_examples_of_the_docstrings_are_true(module):
    tried = doctest.testmod(module)
    assert tried.attempted > 0
    assert tried.failed == 0


def test_bundled_definitions_are_lists_of_numbers_of_words(capsys):
    sequences, y, words, kinds = datasets.bundled_topics()
    assert (len(sequences), y.shape, y.dtype) == (11_903, (11_903,), np.int64)
    assert len(kinds) == len(set(kinds)) == 45
    assert kinds == sorted(kinds)
    assert set(y.tolist()) == set(range(45))
    assert words[:4] == ["", "of", "a", "the"]
    assert len(set(words)) == len(words)
    used = {number for ids in sequences for number in ids}
    assert used == set(range(1, len(words)))
    assert all(type(number) is int for number in sequences[0])
    assert capsys.readouterr().out == ""


def test_definitions_and_their_kinds_stay_together():
    sequences, y, words, kinds = datasets.bundled_topics()
    number = words.index("someone")
    has_it = np.array([number in ids for ids in sequences])
    is_person = y == kinds.index("noun.person")
    assert has_it[is_person].mean() > 10 * has_it[~is_person].mean()


def test_definitions_come_in_a_random_order():
    _, y, _, _ = datasets.bundled_topics()
    commonest = int(np.bincount(y).argmax())
    shares = [np.mean(part == commonest) for part in np.array_split(y, 4)]
    assert max(shares) - min(shares) < 0.03


def test_words_are_ranked_by_the_training_rows_alone():
    texts = [["b", "a", "b"], ["a", "c"], ["d", "d", "d", "c"]]
    assert word_lists.words_by_rank(texts, 2) == ["", "a", "b", "c", "d"]


def test_topics_without_a_cache_come_from_the_bundle(capsys):
    assert len(datasets.load_topics()[0]) == 11_903
    assert capsys.readouterr().out.startswith("Topics: the bundled 11,903 definitions")
    with pytest.raises(ValueError, match=r"load_topics: source: .*'web'"):
        datasets.load_topics("web")


def put_reuters(home: Path, monkeypatch) -> None:
    """Put files as Keras caches them, of four stories, and let them be the right ones."""
    x = np.array([[1, 2], [3], [2, 2], []], dtype=object)
    cache = home / "datasets" / "reuters.npz"
    np.savez(cache, x=x, y=[2, 0, 1, 0])
    ranks = '{"oil": 2, "the": 1, "grain": 3}'
    (home / "datasets" / "reuters_word_index.json").write_text(ranks)
    digest = hashlib.sha256(cache.read_bytes()).hexdigest()
    monkeypatch.setattr(topics, "REUTERS_SHA256", digest)


def test_reuters_comes_from_keras_cache_in_the_same_form(keras_home, monkeypatch, capsys):
    put_reuters(keras_home, monkeypatch)
    sequences, y, words, kinds = datasets.load_topics()
    assert words == ["", "the", "oil", "grain"]
    assert kinds == ["topic 0", "topic 1", "topic 2"]
    pairs = sorted(zip(map(tuple, sequences), y.tolist(), strict=True))
    assert pairs == [((), 0), ((1, 2), 2), ((2, 2), 1), ((3,), 0)]
    assert y.dtype == np.int64
    assert capsys.readouterr().out == "Topics: all 11,228 news stories of Reuters, from Keras.\n"
    assert len(datasets.load_topics("bundle")[0]) == 11_903


def test_another_file_in_reuters_place_is_never_unpickled(keras_home, monkeypatch, capsys):
    put_reuters(keras_home, monkeypatch)
    monkeypatch.undo()  # the hash is the true one again
    monkeypatch.setenv("KERAS_HOME", str(keras_home))
    assert len(datasets.load_topics()[0]) == 11_903
    assert "damaged" in capsys.readouterr().out


def test_houses_are_2930_rows_of_eighteen_numbers_and_a_price(capsys):
    X, y, names = datasets.bundled_houses()
    assert capsys.readouterr().out == ""
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((2930, 18), np.float64, (2930,), np.float64)
    assert len(names) == 18
    assert "price" not in names
    assert np.isfinite(X).all()
    assert (y.min(), y.max()) == pytest.approx((0.12789, 7.55))
    assert np.corrcoef(X[:, names.index("living_area")], y)[0, 1] > 0.6
    assert set(X[:, names.index("central_air")]) == {0.0, 1.0}


def put_california(home: Path, **arrays) -> None:
    """Put a file where Keras caches its districts."""
    np.savez(home / "datasets" / "california_housing.npz", **arrays)


def test_california_comes_from_keras_cache_in_the_same_form(keras_home, capsys):
    x = np.arange(24.0).reshape(3, 8).astype(np.float32)
    put_california(keras_home, x=x, y=np.float32([100_000, 250_000, 50_000]))
    X, y, names = datasets.load_houses("keras")
    assert (X.shape, X.dtype, y.dtype, len(names)) == ((3, 8), np.float64, np.float64, 8)
    assert sorted(zip(X[:, 0].tolist(), y.tolist(), strict=True)) == [(0, 1), (8, 2.5), (16, 0.5)]
    assert capsys.readouterr().out == "Houses: 20,640 districts of California, from Keras.\n"
    assert len(datasets.load_houses()[1]) == 2930


@pytest.mark.parametrize(
    "arrays", [{"x": np.zeros((3, 13)), "y": np.zeros(3)}, {"x": np.zeros((3, 8))}]
)
def test_another_table_in_californias_place_is_not_used(arrays, keras_home, monkeypatch, capsys):
    put_california(keras_home, **arrays)
    monkeypatch.setattr(keras_set, "run_loader", refuses)
    assert len(datasets.load_houses("keras")[1]) == 2930
    said = capsys.readouterr().out
    assert "California: the file in Keras's cache is damaged" in said
    assert said.endswith(
        "California: not fetched: away.\nHouses: the bundled 2,930 of Ames instead.\n"
    )


def refuses(*args, **keywords):
    raise OSError("away")


def test_houses_come_from_one_of_two_places():
    with pytest.raises(ValueError, match=r"load_houses: source: .*'auto'"):
        datasets.load_houses("auto")


def test_landscapes_show_what_their_labels_say():
    pictures, labels, names = datasets.draw_landscapes(400, seed=3)
    assert (pictures.shape, pictures.dtype) == ((400, 24, 24, 3), np.float32)
    assert (labels.shape, labels.dtype) == ((400, 3), np.int64)
    assert (pictures.min() >= 0, pictures.max() <= 1) == (True, True)
    red, green, blue = np.moveaxis(pictures, -1, 0)
    seen = {
        "river": blue > red + 0.2,
        "farm": (red > blue + 0.25) & (red > green),
        "mountain": blue > 0.85,
    }
    shown = np.stack([seen[name].any(axis=(1, 2)) for name in names], axis=1)
    assert np.mean(shown == labels, axis=0).min() > 0.9
    assert set(labels.sum(axis=1).tolist()) == {0, 1, 2, 3}


def test_the_same_seed_draws_the_same_landscapes():
    one, same, other = (datasets.draw_landscapes(6, seed)[0] for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)
    assert datasets.draw_landscapes(0)[0].shape == (0, 24, 24, 3)


def test_no_grader_reads_a_cache(keras_home, monkeypatch):
    put_reuters(keras_home, monkeypatch)
    assert len(datasets.bundled_topics()[0]) == 11_903


def test_packages_are_one_row_each_and_their_words_are_ranked_by_the_training_rows():
    data, words, sections = datasets.load_packages()
    assert {len(each) for each in data.values()} == {3504}
    assert (data["tokens"].dtype, data["section"].dtype) == (np.int32, np.int64)
    assert len(words) == 2000 == data["tokens"].max() + 1
    assert sections == sorted(sections)
    assert np.bincount(data["section"]).tolist() == [
        *(285, 286, 291, 289, 295, 292),
        *(285, 304, 291, 300, 286, 300),
    ]
    ends = np.cumsum(data["tokens"] == 0, axis=1) > 0
    assert ((data["tokens"] == 0) == ends).all()  # zeros stand behind the words alone
    assert (data["tokens"][:, 0] > 0).all()
    counts = np.bincount(data["tokens"][:2803].ravel(), minlength=2000)[2:]
    assert counts[:500].min() >= counts[1000:].max()
    assert np.isfinite(data["numeric"]).all()
    needs = np.exp(data["dependencies"])
    assert np.allclose(needs, needs.round())
