"""Chapter 12: Models that are graphs, and how they are trained well."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np


def standardize(train: np.ndarray, *others: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return all tables, moved and scaled as the training rows say."""
    constant = train.max(axis=0) == train.min(axis=0)
    mean = np.where(constant, train[0], train.mean(axis=0))
    deviation = np.where(constant, 1, train.std(axis=0))
    return tuple((table - mean) / deviation for table in (train, *others))


def _floating(array: np.ndarray) -> np.ndarray:
    """Return an array as it is if it holds floats, else as float64."""
    array = np.asarray(array)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _common(*arrays: np.ndarray) -> list[np.ndarray]:
    """Return fresh copies of arrays, all of the one dtype that holds each of them."""
    floats = [_floating(array) for array in arrays]
    return [array.astype(np.result_type(*floats)) for array in floats]


def _require(condition: bool, message: str) -> None:
    """Raise a ValueError unless a condition holds."""
    if not condition:
        raise ValueError(message)


@dataclass(frozen=True)
class PackageNet:
    """The sizes of the model of packages, and how it is put together."""

    vocab: int
    seq_len: int
    n_numeric: int
    n_sections: int

    def __post_init__(self) -> None:
        """Refuse sizes below 1."""
        sizes = (self.vocab, self.seq_len, self.n_numeric, self.n_sections)
        _require(min(sizes) >= 1, f"size: all must be 1 or more, not {sizes}")

    def graph(self) -> keras.Model:
        """Return the model, not compiled."""
        inputs = {
            "tokens": keras.Input(shape=(self.seq_len,), dtype="int32", name="tokens"),
            "numeric": keras.Input(shape=(self.n_numeric,), name="numeric"),
        }
        words = keras.layers.Embedding(self.vocab, 16, mask_zero=True)(inputs["tokens"])
        mean = keras.layers.GlobalAveragePooling1D()(words)
        seen = keras.layers.Concatenate()([mean, inputs["numeric"]])
        hidden = keras.layers.Activation("relu")(keras.layers.Dense(64)(seen))
        heads = (
            keras.layers.Dense(1, name="dependencies"),
            keras.layers.Dense(self.n_sections, activation="softmax", name="section"),
        )
        return keras.Model(inputs, {head.name: head(hidden) for head in heads})

    def compiled(self) -> keras.Model:
        """Return the model, compiled."""
        model = self.graph()
        model.compile(
            optimizer=keras.optimizers.Adam(0.003),
            loss={
                "dependencies": keras.losses.MeanSquaredError(),
                "section": keras.losses.SparseCategoricalCrossentropy(),
            },
            metrics={"dependencies": ["mae"], "section": ["accuracy"]},
        )
        return model


def build_package_model(vocab: int, seq_len: int, n_numeric: int, n_sections: int) -> keras.Model:
    """Return the compiled model with two inputs and two outputs."""
    return PackageNet(vocab, seq_len, n_numeric, n_sections).compiled()


def residual_block(x: keras.KerasTensor, filters: int, stride: int = 1) -> keras.KerasTensor:
    """Call the layers of a residual block on x; return the tensor that they answer."""
    _require(filters >= 1, f"filters: must be 1 or more, not {filters}")

    def convolved(tensor: keras.KerasTensor, side: int, step: int = 1) -> keras.KerasTensor:
        """Return a convolution of a tensor, without an activation."""
        layer = keras.layers.Conv2D(filters, (side, side), strides=(step, step), padding="same")
        return layer(tensor)

    fits = stride == 1 and x.shape[-1] == filters
    shortcut = x if fits else convolved(x, 1, stride)
    residual = convolved(keras.ops.relu(convolved(x, 3, stride)), 3)
    return keras.ops.relu(residual + shortcut)


def batch_norm(
    X: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    mean: np.ndarray,
    var: np.ndarray,
    momentum: float,
    training: bool,
    eps: float = 1e-3,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Normalise the columns of a batch; return Y, the new running mean and variance."""
    _require(np.ndim(X) == 2, "shape: X must be (N, D)")
    _require(
        all(np.shape(each) == np.shape(X)[1:] for each in (gamma, beta, mean, var)),
        "shape: gamma, beta, mean and var must be (D,)",
    )
    X, gamma, beta, mean, var = _common(X, gamma, beta, mean, var)
    keep = float(momentum)
    used = (np.mean(X, axis=0), np.var(X, axis=0)) if training else (mean, var)
    scale = gamma / np.sqrt(used[1] + float(eps))
    Y = (X - used[0]) * scale + beta
    if not training:
        return Y, mean, var  # copies already
    new_mean, new_var = (
        keep * old + (1 - keep) * fresh for old, fresh in zip((mean, var), used, strict=True)
    )
    return Y, new_mean, new_var


def make_callbacks(log_dir: str, patience: int = 3) -> list[keras.callbacks.Callback]:
    """Return three callbacks that watch a training."""
    _require(patience >= 1, f"patience: must be 1 or more, not {patience}")
    kinds = keras.callbacks
    return [
        kinds.TensorBoard(log_dir),
        kinds.ModelCheckpoint(str(Path(log_dir) / "best.keras"), save_best_only=True),
        kinds.EarlyStopping(patience=patience, restore_best_weights=True),
    ]


def ensemble_predict(probs: list[np.ndarray], weights: list[float] | None = None) -> np.ndarray:
    """Return the weighted mean of what several networks say of the same rows."""
    _require(
        len({np.shape(each) for each in probs}) == 1,
        "shape: there must be arrays, all of the same shape",
    )
    shares = np.ones(len(probs)) if weights is None else np.array(weights, np.float64)
    _require(shares.shape == (len(probs),), "weight: there must be one for each array")
    _require(bool(np.all(shares >= 0) and np.any(shares > 0)), "weight: below 0, or all are 0")
    stacked = np.stack(_common(*probs))
    return np.average(stacked, axis=0, weights=shares).astype(stacked.dtype)


@dataclass(frozen=True)
class Packages:
    """Some of the packages, as a model takes them."""

    inputs: dict[str, np.ndarray]
    targets: dict[str, np.ndarray]

    @classmethod
    def cut(cls, data: dict[str, np.ndarray], *places: int) -> list[Packages]:
        """Return the rows up to each place, numbers standardized by those up to the first."""
        parts = {name: np.split(data[name], places) for name in data}
        parts["numeric"] = list(standardize(*parts["numeric"]))
        return [
            cls(
                {name: parts[name][i] for name in ("tokens", "numeric")},
                {name: parts[name][i] for name in ("dependencies", "section")},
            )
            for i in range(len(places) + 1)
        ]


def fit_packages(
    data: dict[str, np.ndarray], epochs: int = 8, seed: int = 0, log_dir: str | None = None
) -> dict[str, float | keras.Model]:
    """Train the model of build_package_model, and measure it on rows set aside."""
    count = 4 * len(data["section"]) // 5
    places = [count] if log_dir is None else [4 * count // 5, count]
    train, *watched, test = Packages.cut(data, *places)
    options = {}
    if log_dir is not None:
        options["validation_data"] = (watched[0].inputs, watched[0].targets)
        options["callbacks"] = make_callbacks(log_dir)

    keras.utils.set_random_seed(seed)
    model = build_package_model(
        vocab=int(data["tokens"].max()) + 1,
        seq_len=data["tokens"].shape[1],
        n_numeric=data["numeric"].shape[1],
        n_sections=int(data["section"].max()) + 1,
    )
    model.fit(train.inputs, train.targets, batch_size=32, epochs=epochs, verbose=0, **options)
    found = model.evaluate(test.inputs, test.targets, verbose=0, return_dict=True)
    return {
        "accuracy": float(found["section_accuracy"]),
        "mae": float(found["dependencies_mae"]),
        "model": model,
    }


@dataclass
class AdamState:
    """The running means of Adam, and the numbers that drive them."""

    m: np.ndarray
    v: np.ndarray
    beta1: float
    beta2: float

    def feed(self, g: np.ndarray) -> None:
        """Let a gradient into both means."""
        self.m = self.beta1 * self.m + (1 - self.beta1) * g
        self.v = self.beta2 * self.v + (1 - self.beta2) * np.square(g)

    def direction(self, t: int, eps: float) -> np.ndarray:
        """Return what is taken off the weights, for a learning rate of 1."""
        correction = float(np.sqrt(1 - self.beta2**t)) / (1 - self.beta1**t)
        return correction * self.m / (np.sqrt(self.v) + eps)


def adam_step(
    w: np.ndarray,
    g: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    lr: float = 1e-3,
    beta1: float = 0.9,
    beta2: float = 0.999,
    eps: float = 1e-7,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make one step of Adam, as Keras does it; return w, m and v behind it."""
    _require(
        {np.shape(each) for each in (g, m, v)} == {np.shape(w)},
        "shape: g, m and v must have that of w",
    )
    _require(t >= 1, f"t must be 1 or more, not {t}")
    w, g, m, v = _common(w, g, m, v)
    state = AdamState(m, v, float(beta1), float(beta2))
    state.feed(g)
    w = w - float(lr) * state.direction(int(t), float(eps))
    return np.asarray(w), np.asarray(state.m), np.asarray(state.v)


def clip_by_global_norm(grads: list[np.ndarray], limit: float) -> list[np.ndarray]:
    """Return gradients that are no longer than a limit, all of them together."""
    _require(limit > 0, f"limit: must be more than 0, not {limit}")
    if not grads:
        return []
    floats = [_floating(grad) for grad in grads]
    everything = np.concatenate([np.ravel(grad) for grad in floats]).astype(np.float64)
    norm = float(np.linalg.norm(everything))
    factor = float(limit) / norm if norm > limit else 1.0
    return [np.array(grad * factor, dtype=grad.dtype) for grad in floats]
