"""The data sets: their form, which digits come when, and that no network is waited for."""

import doctest
import gzip
import hashlib
import importlib.util
import os
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from course import datasets
from course.datasets import download, fashion, keras_set, mnist, pima, reviews

BUNDLED = "MNIST: the bundled 10,000 digits"
FULL = "MNIST: all 70,000 digits"
LONG = 25.0  # seconds: far more than PATIENCE, far less than Keras's own loader waits

# Keras as far as this module knows it: a loader that writes where Keras's loader writes, from
# the server that the test names; importing it is quick, and it is there where Keras is not.
STAND_IN = """
import os, urllib.request
from pathlib import Path

def load_data(path):
    target = Path(os.environ["KERAS_HOME"], "datasets", path)
    urllib.request.urlretrieve(os.environ["TEST_ORIGIN"], target)
"""


@pytest.fixture(autouse=True)
def keras_home(tmp_path, monkeypatch):
    """An empty cache, and nothing said yet."""
    home = tmp_path / "keras-home"
    (home / "datasets").mkdir(parents=True)
    monkeypatch.setenv("KERAS_HOME", str(home))
    keras_set.say.cache_clear()
    return home


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """The stand-in for Keras is what a child process imports; returns its file of the loader."""
    folder = tmp_path / "packages" / "keras" / "datasets"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    (folder / "__init__.py").touch()
    (folder / "mnist.py").write_text(STAND_IN)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("no_proxy", "*")
    return folder / "mnist.py"


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> bytes:
    """A file as Keras caches it, of its true shapes: noise, so that it is large."""
    rng = np.random.default_rng(0)
    path = tmp_path_factory.mktemp("archive") / "mnist.npz"
    x = np.zeros((70_000, 28, 28), np.uint8)
    x[:1_000] = rng.integers(0, 256, (1_000, 28, 28))
    y = rng.integers(0, 10, 70_000).astype(np.uint8)
    np.savez_compressed(
        path, x_train=x[:60_000], y_train=y[:60_000], x_test=x[60_000:], y_test=y[60_000:]
    )
    return path.read_bytes()


def put(home: Path, content: bytes) -> Path:
    cache = home / "datasets" / "mnist.npz"
    cache.write_bytes(content)
    return cache


@contextmanager
def server(answer: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """A local server that treats each connection as `answer` says; gives its port."""
    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            with connection:
                try:
                    connection.recv(65536)
                    answer(connection, over)
                except OSError:
                    pass  # the loader was stopped, as it should be

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        thread.join()
        listener.close()


HEADER = b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n"


def hangs(connection: socket.socket, over: threading.Event) -> None:
    over.wait(60)


def trickles(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(HEADER % 11_000_000)
    while not over.wait(0.05):
        connection.sendall(b"x" * 100)


def stalls(connection: socket.socket, over: threading.Event) -> None:
    """Much at once, then nothing more."""
    connection.sendall(HEADER % 11_000_000 + b"x" * 400_000)
    over.wait(60)


def refuses(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(b"HTTP/1.0 503 No\r\n\r\n")


def breaks_off(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(HEADER % 11_000_000 + b"x" * 400_000)


def lies(connection: socket.socket, over: threading.Event) -> None:
    """A whole answer, of a login page."""
    connection.sendall(HEADER % 17 + b"Please log in ...")


def is_bundled(digits) -> bool:
    return all(
        np.array_equal(seen, expected)
        for pair, bundle in zip(digits, datasets.bundled_mnist(), strict=True)
        for seen, expected in zip(pair, bundle, strict=True)
    )


@pytest.mark.parametrize(
    "module", [fashion, mnist, pima, reviews], ids=lambda module: module.__name__
)
def test_the_examples_of_the_docstrings_are_true(module):
    tried = doctest.testmod(module)
    assert tried.attempted > 0
    assert tried.failed == 0


def test_bundled_digits_have_the_form_that_keras_gives(capsys):
    (x_train, y_train), (x_test, y_test) = datasets.bundled_mnist()
    assert x_train.shape == (8_000, 28, 28)
    assert x_test.shape == (2_000, 28, 28)
    assert y_train.shape == (8_000,)
    assert y_test.shape == (2_000,)
    assert {array.dtype for array in (x_train, y_train, x_test, y_test)} == {np.dtype(np.uint8)}
    assert (x_train.min(), x_train.max()) == (0, 255)
    for labels in (y_train, y_test):
        share = np.bincount(labels, minlength=10) / len(labels)
        assert share.shape == (10,)
        assert share.min() > 0.08
        assert share.max() < 0.13
    assert capsys.readouterr().out == ""


def test_no_bundled_digit_is_in_both_halves():
    (x_train, _), (x_test, _) = datasets.bundled_mnist()
    rows = np.concatenate([x_train, x_test]).reshape(10_000, -1)
    assert len(np.unique(rows, axis=0)) == 10_000


def test_bundled_digits_look_like_their_labels():
    """The nearest mean image names three in four: the labels belong to these images."""
    (x_train, y_train), (x_test, y_test) = datasets.bundled_mnist()
    means = np.array([x_train[y_train == digit].mean(axis=0).ravel() for digit in range(10)])
    rows = x_test.reshape(len(x_test), -1).astype(float)
    distances = (means**2).sum(axis=1) - 2 * rows @ means.T
    assert np.mean(distances.argmin(axis=1) == y_test) > 0.75


def test_changing_what_was_loaded_does_not_change_the_next_load():
    (x_train, _), _ = datasets.bundled_mnist()
    x_train[:] = 7
    assert not is_bundled(((x_train, x_train), (x_train, x_train)))
    assert datasets.bundled_mnist()[0][0].max() == 255


def test_pima_is_768_women_eight_measurements_and_a_label():
    X, y, names = datasets.load_pima()
    assert (X.shape, X.dtype) == ((768, 8), np.float64)
    assert (y.shape, y.dtype) == ((768,), np.int64)
    assert sorted(set(y.tolist())) == [0, 1]
    assert names == "pregnant glucose pressure triceps insulin mass pedigree age".split()
    assert [6, 148, 72, 35, 0, 33.6, 0.627, 50] in X.tolist()
    assert np.isfinite(X).all()
    assert (X.min(axis=0)[-1], X.max(axis=0)[-1]) == (21, 81)


def test_pima_comes_in_one_random_order_rows_and_labels_together():
    X, y, _ = datasets.load_pima()
    again, labels, _ = datasets.load_pima()
    assert np.array_equal(X, again)
    assert np.array_equal(y, labels)
    assert y[X[:, 1] > 150].mean() > 0.6
    assert 0 < y[X[:, 1] <= 100].mean() < 0.2
    shares = [part.mean() for part in np.split(y, 4)]
    assert max(shares) - min(shares) < 0.1


def test_bundled_sentences_are_lists_of_numbers_of_words(capsys):
    sequences, y, words = datasets.bundled_reviews()
    assert (len(sequences), y.shape, y.dtype) == (9_101, (9_101,), np.int64)
    assert sorted(set(y.tolist())) == [0, 1]
    assert 0.45 < y.mean() < 0.55
    assert words[:4] == ["", "the", "a", "and"]
    assert len(set(words)) == len(words)
    assert all(type(number) is int for number in sequences[0])
    used = {number for ids in sequences for number in ids}
    assert used == set(range(1, len(words)))
    assert capsys.readouterr().out == ""


def test_reviews_without_a_cache_come_from_the_bundle(capsys):
    assert len(datasets.load_reviews()[0]) == 9_101
    assert capsys.readouterr().out.startswith("Reviews: the bundled 9,101 sentences")
    with pytest.raises(ValueError, match=r"load_reviews: source: .*'web'"):
        datasets.load_reviews("web")


def put_imdb(home: Path, monkeypatch) -> None:
    """Put files as Keras caches them, of four reviews, and let them be the right ones."""
    x = np.array([[1, 2], [3], [2, 2], []], dtype=object)
    cache = home / "datasets" / "imdb.npz"
    np.savez(cache, x_train=x[:2], y_train=[1, 0], x_test=x[2:], y_test=[1, 0])
    (home / "datasets" / "imdb_word_index.json").write_text('{"film": 2, "the": 1, "dull": 3}')
    monkeypatch.setattr(reviews, "IMDB_SHA256", hashlib.sha256(cache.read_bytes()).hexdigest())


def test_imdb_comes_from_keras_cache_in_the_same_form(keras_home, monkeypatch, capsys):
    put_imdb(keras_home, monkeypatch)
    sequences, y, words = datasets.load_reviews()
    assert words == ["", "the", "film", "dull"]
    pairs = sorted(zip(map(tuple, sequences), y.tolist(), strict=True))
    assert pairs == [((), 0), ((1, 2), 1), ((2, 2), 1), ((3,), 0)]
    assert y.dtype == np.int64
    assert capsys.readouterr().out == "Reviews: all 50,000 of IMDB, from Keras.\n"


def test_another_file_in_imdbs_place_is_never_unpickled(keras_home, monkeypatch, capsys):
    put_imdb(keras_home, monkeypatch)
    monkeypatch.undo()  # the hash is the true one again
    monkeypatch.setenv("KERAS_HOME", str(keras_home))
    assert len(datasets.load_reviews()[0]) == 9_101
    assert "damaged" in capsys.readouterr().out


def test_without_a_cache_the_bundle_comes_at_once_and_is_named(capsys):
    assert is_bundled(datasets.load_mnist())
    assert capsys.readouterr().out.startswith(BUNDLED)


def test_a_cache_is_used_and_named_once_in_a_process(keras_home, archive, capsys):
    put(keras_home, archive)
    (x_train, y_train), (x_test, y_test) = datasets.load_mnist()
    assert (x_train.shape, y_train.shape) == ((60_000, 28, 28), (60_000,))
    assert (x_test.shape, y_test.shape) == ((10_000, 28, 28), (10_000,))
    datasets.load_mnist()
    datasets.load_mnist("keras")
    assert capsys.readouterr().out.splitlines() == [f"{FULL}, from Keras."]


def test_the_cache_is_in_the_home_folder_if_nothing_else_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.delenv("KERAS_HOME")
    assert mnist.KERAS_MNIST.cache == tmp_path / ".keras" / "datasets" / "mnist.npz"
    monkeypatch.setenv("KERAS_HOME", "~/elsewhere")
    assert mnist.KERAS_MNIST.cache == tmp_path / "elsewhere" / "datasets" / "mnist.npz"


def test_the_bundle_can_be_asked_for_whatever_is_cached(keras_home, archive, capsys):
    put(keras_home, archive)
    assert is_bundled(datasets.load_mnist("bundle"))
    assert capsys.readouterr().out == f"{BUNDLED}.\n"


def test_an_unknown_source_is_refused():
    with pytest.raises(ValueError, match=r"load_mnist: source: .*'web'"):
        datasets.load_mnist("web")


def flipped(content: bytes) -> bytes:
    """The same archive with one byte changed in the middle of its images."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


def with_other_arrays(tmp_path: Path, **arrays) -> bytes:
    np.savez(tmp_path / "other.npz", **arrays)
    return (tmp_path / "other.npz").read_bytes()


def pickled(tmp_path: Path) -> bytes:
    names = ("x_train", "y_train", "x_test", "y_test")
    return with_other_arrays(tmp_path, **dict.fromkeys(names, np.array([{}], dtype=object)))


def few(tmp_path: Path) -> bytes:
    x, y = np.zeros((3, 28, 28), np.uint8), np.zeros(3, np.uint8)
    return with_other_arrays(tmp_path, x_train=x, y_train=y, x_test=x, y_test=y)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content, folder: content[: len(content) // 2],
        lambda content, folder: content[:-1],
        lambda content, folder: flipped(content),
        lambda content, folder: b"",
        lambda content, folder: b"<html>Please log in</html>",
        lambda content, folder: with_other_arrays(folder, x=np.zeros(3)),
        lambda content, folder: pickled(folder),
        lambda content, folder: few(folder),
    ],
    ids="half shorn flipped empty page other pickled few".split(),
)
def test_a_damaged_cache_is_named_bypassed_and_left_alone(
    keras_home, archive, tmp_path, capsys, damage
):
    content = damage(archive, tmp_path)
    cache = put(keras_home, content)
    assert is_bundled(datasets.load_mnist())
    damaged, bundled = capsys.readouterr().out.splitlines()
    assert "damaged" in damaged
    assert str(cache) in damaged
    assert bundled.startswith(BUNDLED)
    assert cache.read_bytes() == content


def test_a_folder_or_a_pipe_in_the_caches_place_is_bypassed(keras_home, capsys):
    cache = keras_home / "datasets" / "mnist.npz"
    cache.mkdir()
    assert is_bundled(datasets.load_mnist())
    cache.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(cache)
        assert is_bundled(datasets.load_mnist())
    assert capsys.readouterr().out.count("damaged") == 1


def test_keras_loader_fills_the_cache_when_it_is_asked_to(
    keras_home, stand_in, archive, monkeypatch, capsys
):
    def answer(connection, over):
        connection.sendall(HEADER % len(archive) + archive)

    with server(answer) as port:
        monkeypatch.setenv("TEST_ORIGIN", f"http://127.0.0.1:{port}/")
        (x_train, _), _ = datasets.load_mnist("keras")
    assert len(x_train) == 60_000
    assert [path.name for path in (keras_home / "datasets").iterdir()] == ["mnist.npz"]
    assert (keras_home / "datasets" / "mnist.npz").read_bytes() == archive
    fetching, full = capsys.readouterr().out.splitlines()
    assert "fetching" in fetching
    assert full.startswith(FULL)
    assert len(datasets.load_mnist()[0][0]) == 60_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "answer", [hangs, trickles, stalls, refuses, breaks_off, lies], ids=lambda f: f.__name__
)
def test_a_bad_network_costs_seconds_and_leaves_no_cache(
    keras_home, stand_in, monkeypatch, capsys, answer
):
    met = threading.Event()
    assert download.PATIENCE == 3.0
    if answer is not hangs:
        monkeypatch.setattr(download, "PATIENCE", 1.0)  # the same rule, sooner

    def noted(connection, over):
        met.set()
        answer(connection, over)

    with server(noted) as port:
        monkeypatch.setenv("TEST_ORIGIN", f"http://127.0.0.1:{port}/")
        began = time.monotonic()
        assert is_bundled(datasets.load_mnist("keras"))
        took = time.monotonic() - began
    assert met.is_set()
    assert took < LONG
    assert list((keras_home / "datasets").iterdir()) == []
    fetching, failed, bundled = capsys.readouterr().out.splitlines()
    assert "fetching" in fetching
    assert "not fetched" in failed
    assert bundled == f"{BUNDLED} instead."


@pytest.mark.slow
def test_a_name_server_that_never_answers_is_not_waited_for(stand_in, monkeypatch, capsys):
    """The loader sits in a call that does not come back, deaf to a polite request to stop."""
    monkeypatch.setattr(download, "PATIENCE", 1.0)
    stand_in.write_text(
        "import signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "def load_data(path): time.sleep(600)\n"
    )
    began = time.monotonic()
    assert is_bundled(datasets.load_mnist("keras"))
    assert time.monotonic() - began < LONG
    assert "the network is away or too slow" in capsys.readouterr().out


def test_a_damaged_cache_is_replaced_only_by_a_sound_one(
    keras_home, stand_in, archive, monkeypatch, capsys
):
    cache = put(keras_home, archive[:1000])
    with server(breaks_off) as port:
        monkeypatch.setenv("TEST_ORIGIN", f"http://127.0.0.1:{port}/")
        assert is_bundled(datasets.load_mnist("keras"))
    assert cache.read_bytes() == archive[:1000]

    def answer(connection, over):
        connection.sendall(HEADER % len(archive) + archive)

    with server(answer) as port:
        monkeypatch.setenv("TEST_ORIGIN", f"http://127.0.0.1:{port}/")
        assert len(datasets.load_mnist("keras")[0][0]) == 60_000
    assert cache.read_bytes() == archive
    assert "damaged" in capsys.readouterr().out


def test_without_keras_the_bundle_comes(stand_in, capsys):
    stand_in.parent.parent.joinpath("__init__.py").write_text("raise ImportError('no TensorFlow')")
    assert is_bundled(datasets.load_mnist("keras"))
    assert "Keras cannot be imported" in capsys.readouterr().out


def test_a_cache_folder_that_cannot_be_made_is_no_traceback(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "file"))
    assert is_bundled(datasets.load_mnist())
    assert is_bundled(datasets.load_mnist("keras"))
    assert "not fetched" in capsys.readouterr().out


def test_loading_without_a_download_opens_no_connection_and_imports_no_keras():
    code = """
import sys
def forbid(event, details):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        raise RuntimeError(event)
sys.addaudithook(forbid)
sys.modules["keras"] = sys.modules["tensorflow"] = None
from course import datasets
from course.datasets import download, fashion, keras_set, mnist, pima, reviews
datasets.load_mnist()
datasets.load_mnist("bundle")
datasets.bundled_mnist()
datasets.load_pima()
"""
    command = [sys.executable, "-W", "error", "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == 2


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("keras") is None, reason="Keras is not installed")
def test_the_real_loader_is_given_up_when_the_network_hangs(keras_home, monkeypatch, capsys):
    met = []

    def noted(connection, over):
        met.append(time.monotonic())
        hangs(connection, over)

    with server(noted) as port:
        for name in ("https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        assert is_bundled(datasets.load_mnist("keras"))
        ended = time.monotonic()
    assert len(met) == 1
    assert ended - met[0] < LONG
    assert not list((keras_home / "datasets").iterdir())
    assert "the network is away or too slow" in capsys.readouterr().out


@pytest.fixture
def clothes(stand_in, tmp_path, monkeypatch) -> Path:
    """A loader that writes four files where Keras writes them, copied from the folder returned."""
    folder = tmp_path / "clothes"
    folder.mkdir()
    for part, rows in (("train", 60_000), ("t10k", 10_000)):
        images = gzip.compress(bytes(16) + bytes(rows * 784), 1)
        (folder / f"{part}-images-idx3-ubyte.gz").write_bytes(images)
        labels = gzip.compress(bytes(8) + bytes(range(10)) * (rows // 10), 1)
        (folder / f"{part}-labels-idx1-ubyte.gz").write_bytes(labels)
    monkeypatch.setenv("TEST_FOLDER", str(folder))
    stand_in.with_name("fashion_mnist.py").write_text(
        "import os, shutil\n"
        "def load_data():\n"
        "    target = os.path.join(os.environ['KERAS_HOME'], 'datasets', 'fashion-mnist')\n"
        "    shutil.copytree(os.environ['TEST_FOLDER'], target)\n"
    )
    return folder


def test_a_set_of_several_files_fills_its_folder_in_the_cache(keras_home, clothes, capsys):
    (x_train, y_train), (x_test, _), kinds = datasets.load_fashion("keras")
    assert (x_train.shape, x_test.shape) == ((60_000, 28, 28), (10_000, 28, 28))
    assert y_train[:12].tolist() == [*range(10), 0, 1]
    assert len(kinds) == 10
    assert [path.name for path in (keras_home / "datasets").iterdir()] == ["fashion-mnist"]
    assert "from Keras" in capsys.readouterr().out
    assert len(datasets.load_fashion()[0][0]) == 60_000


@pytest.mark.parametrize("is_sound", [True, False], ids=["sound", "cut"])
def test_a_damaged_folder_is_replaced_only_by_a_sound_one(keras_home, clothes, capsys, is_sound):
    cache = keras_home / "datasets" / "fashion-mnist"
    cache.mkdir()
    (cache / "train-images-idx3-ubyte.gz").write_bytes(b"<html>Please log in</html>")
    if not is_sound:
        images = clothes / "t10k-images-idx3-ubyte.gz"
        images.write_bytes(images.read_bytes()[:-100])
    rows = len(datasets.load_fashion("keras")[0][0])
    assert rows == (60_000 if is_sound else 8_000)
    assert len(list(cache.iterdir())) == (4 if is_sound else 1)
    assert [path.name for path in cache.parent.iterdir()] == ["fashion-mnist"]
    assert "damaged" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["mnist_10k", "fashion_10k"])
def test_the_bundle_is_within_what_a_wheel_carries(root, name):
    """The archive holds two arrays, nothing that must be unpickled, and under two megabytes."""
    path = root / "course" / "data" / f"{name}.npz"
    assert path.stat().st_size < 2_000_000
    with zipfile.ZipFile(path) as bundle:
        assert sorted(bundle.namelist()) == ["x.npy", "y.npy"]
