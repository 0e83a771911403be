"""The Dense layers of a Keras model, and as the script of the figures that move reads them."""

import base64
from collections.abc import Iterator
from typing import Any

import numpy as np

Layer = tuple[np.ndarray, np.ndarray, bool]  # W (D, M), b (M,), and whether ReLU comes after it


def dense_layers(model: Any) -> Iterator[Layer]:
    """Yield the Dense layers; a division by 255 inside the model is made before it."""
    for layer in model.layers:
        if type(layer).__name__ == "Dense":
            W, b = layer.get_weights()
            yield W, b, layer.activation.__name__ == "relu"


def answered(layers: list[Layer], x: np.ndarray) -> np.ndarray:
    """Return what the layers answer to x (…, D): logits, if the last one has no activation."""
    for W, b, relu in layers:
        x = x @ W + b
        x = np.maximum(x, 0) if relu else x
    return x


def packed(layers: list[Layer]) -> list[dict[str, Any]]:
    """Return the layers for the script: each weight in one byte, which changes no answer much."""
    found = []
    for W, b, relu in layers:
        scale = float(np.abs(W).max()) / 127 or 1.0
        bytes_ = np.round(W / scale).astype(np.int8).tobytes()
        found.append(
            {
                "data": base64.b64encode(bytes_).decode(),
                "scale": scale,
                "inputs": len(W),
                "bias": np.round(b, 5).tolist(),
                "relu": relu,
            }
        )
    return found
