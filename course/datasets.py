"""Data sets of the lessons: MNIST, from Keras or from the course's own data folder, and Pima.

Nothing here touches the network unless a learner asks for it: `load_mnist()` takes the full
MNIST where Keras has already cached it and the bundled digits otherwise, at once. A lesson thus
never waits, and gives the same digits today and tomorrow. `load_mnist("keras")` downloads.
"""

import contextlib
import functools
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

Split = tuple[np.ndarray, np.ndarray]

DATA = Path(__file__).with_name("data")
SOURCES = ("auto", "keras", "bundle")
TRAIN_ROWS = 8_000  # of the 10,000 bundled digits; the other 2,000 are the test set

PATIENCE = 3.0  # seconds that the network has for each ENOUGH bytes, the first ones included
ENOUGH = 100_000  # 11 MB at this pace take six minutes: slower lines are better off offline
STARTUP = 120.0  # seconds that a slow computer has to import Keras, before the network matters

# What the child process runs: it notes that Keras is there, then lets Keras's loader work.
LOADER = """
import sys
from pathlib import Path
from keras.datasets import mnist
Path(sys.argv[1]).touch()
mnist.load_data(sys.argv[2])
"""


def load_mnist(source: str = "auto") -> tuple[Split, Split]:
    """Return MNIST's handwritten digits, `(x_train, y_train), (x_test, y_test)`.

    x (N, 28, 28) uint8, 0 (paper) to 255 (ink); y (N,) uint8, the digits 0 to 9: the form of
    `keras.datasets.mnist.load_data`. Prints, once, which digits they are.

    Args:
        source: Where the digits come from.
            "auto": all 70,000 (60,000 train, 10,000 test) if Keras has them in its cache
            (datasets/mnist.npz in KERAS_HOME or ~/.keras), else the 10,000 that the course
            brings along (8,000 train, 2,000 test). Never uses the network.
            "keras": the cache as well; if it is empty, Keras's own loader fills it (11 MB, once).
            Where the network is away or too slow, it is given up within 3 seconds (importing
            Keras takes some more), and the bundled digits come instead.
            "bundle": the bundled digits, whatever is cached.

    >>> (x_train, y_train), (x_test, y_test) = load_mnist("bundle")
    MNIST: the bundled 10,000 digits.
    >>> x_train.shape, y_test.shape
    ((8000, 28, 28), (2000,))

    ValueError (says "source") if `source` is none of the three.
    """
    if source not in SOURCES:
        raise ValueError(f"load_mnist: source: must be one of {', '.join(SOURCES)} ({source!r})")
    if source == "bundle":
        _say("MNIST: the bundled 10,000 digits.")
        return bundled_mnist()
    cache = keras_cache()
    digits = _from_cache(cache)
    if digits is None and source == "keras":
        digits = _download(cache)
    if digits is not None:
        _say("MNIST: all 70,000 digits, from Keras.")
        return digits
    if source == "auto":
        _say('MNIST: the bundled 10,000 digits. All 70,000, once and for all: load_mnist("keras").')
    else:
        _say("MNIST: the bundled 10,000 digits instead.")
    return bundled_mnist()


def bundled_mnist() -> tuple[Split, Split]:
    """Return the bundled digits in the form of `load_mnist`: 8,000 to train on, 2,000 to test.

    Graders use this one: it looks at no cache and no network, and prints nothing.
    They are the first 10,000 of MNIST's training set in a fixed random order (data/SOURCES.md).
    """
    with np.load(DATA / "mnist_10k.npz", allow_pickle=False) as bundle:
        x, y = bundle["x"], bundle["y"]
    return (x[:TRAIN_ROWS], y[:TRAIN_ROWS]), (x[TRAIN_ROWS:], y[TRAIN_ROWS:])


def load_pima() -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return the Pima Indians Diabetes data, `X, y, names`.

    X (768, 8) float64, one row per woman; y (768,) int64, 1 if she got diabetes (268 rows) else 0;
    names, what the columns of X measure, in order: pregnant (times), glucose (mg/dl),
    pressure (diastolic, mm Hg), triceps (skin fold, mm), insulin (μU/ml), mass (index, kg/m²),
    pedigree (0.078 to 2.42), age (years).
    A 0 in glucose, pressure, triceps, insulin or mass means «not measured». Where the numbers
    come from: data/SOURCES.md.

    >>> X, y, names = load_pima()
    >>> X.shape, int(y.sum()), names[1]
    ((768, 8), 268, 'glucose')
    """
    with (DATA / "pima.csv").open(encoding="utf-8") as file:
        names = file.readline().strip().split(",")
        table = np.loadtxt(file, delimiter=",")
    return table[:, :-1].copy(), table[:, -1].astype(np.int64), names[:-1]


def keras_cache() -> Path:
    """Return where Keras keeps MNIST, asking for no import of Keras: that takes seconds."""
    home = os.path.expanduser(os.environ.get("KERAS_HOME") or "~/.keras")
    return Path(home, "datasets", "mnist.npz")


@functools.cache
def _say(line: str) -> None:
    """Print a line the first time it is said in this process."""
    print(line)


def _from_cache(cache: Path) -> tuple[Split, Split] | None:
    """Return the cached digits; None if there are none, or no sound ones, which is said."""
    if not os.path.lexists(cache):
        return None
    try:
        return _read(cache)
    except Exception:  # a damaged archive raises whatever its damaged bytes lead to
        _say(f"MNIST: the file in Keras's cache is damaged, and is not used: {cache}")
        return None


def _read(path: Path) -> tuple[Split, Split]:
    """Read all 70,000 digits from the file that Keras caches; raise if they are not in it."""
    if not path.is_file():  # a pipe would be waited on for ever
        raise ValueError(f"{path} is no file")
    with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
        train = archive["x_train"], archive["y_train"]
        test = archive["x_test"], archive["y_test"]
    for (x, y), rows in ((train, 60_000), (test, 10_000)):
        if x.shape != (rows, 28, 28) or y.shape != (rows,):
            raise ValueError(f"{path} has arrays of other shapes ({x.shape}, {y.shape})")
        if x.dtype != np.uint8 or y.dtype != np.uint8 or y.max() > 9:
            raise ValueError(f"{path} holds no digits")
    return train, test


def _download(cache: Path) -> tuple[Split, Split] | None:
    """Have Keras's own loader fill its cache; None, which is said, if it does not get there.

    The loader works in a child process, as nothing else can be stopped while it waits for a name
    server or for a silent host, and under another file name, so that half a file is no cache.
    """
    part = cache.with_name(f"mnist-{os.getpid()}.part")
    started = part.with_suffix(".started")
    print("MNIST: Keras's loader is fetching all 70,000 digits (11 MB) …")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        if not os.access(cache.parents[1], os.W_OK):  # Keras would write elsewhere
            raise OSError(f"{cache.parents[1]} cannot be written to")
        _run_loader(part, started)
        digits = _read(part)
        part.replace(cache)
        return digits
    except Exception as fault:  # the network, the disk, Keras: no reason to stop a lesson
        print(f"MNIST: not fetched: {fault}.")
        return None
    finally:
        for leftover in (part, started):
            with contextlib.suppress(OSError):
                leftover.unlink()


def _run_loader(part: Path, started: Path) -> None:
    """Run Keras's loader in a child process, for as long as the network gives it enough."""
    # -P: a keras.py in the learner's folder is not the Keras that is meant.
    command = [sys.executable, "-P", "-c", LOADER, str(started), part.name]
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _watch(child, part, started)
    finally:
        child.kill()
        child.wait()
    if child.returncode != 0:
        raise OSError("the download failed" if started.exists() else "Keras cannot be imported")


def _watch(child: subprocess.Popen[bytes], part: Path, started: Path) -> None:
    """Wait for the child's end; raise TimeoutError as soon as the network is too slow."""
    counted, deadline = -ENOUGH, time.monotonic() + STARTUP
    while child.poll() is None:
        arrived = _size(part) if started.exists() else -ENOUGH
        if arrived >= counted + ENOUGH:
            counted, deadline = arrived, time.monotonic() + PATIENCE
        elif time.monotonic() > deadline:
            raise TimeoutError("the network is away or too slow")
        time.sleep(0.02)


def _size(path: Path) -> int:
    """Return how many bytes a file has; 0 while there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
