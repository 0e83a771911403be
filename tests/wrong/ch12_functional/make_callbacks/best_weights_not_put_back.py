from __future__ import annotations

import os

import keras


def make_callbacks(log_dir: str, patience: int = 3) -> list[keras.callbacks.Callback]:
    """Breaks: "and then puts the weights of the best epoch back"."""
    if patience < 1:
        raise ValueError("patience must be at least 1")
    return [
        keras.callbacks.EarlyStopping(
            monitor="val_loss", patience=patience
        ),
        keras.callbacks.ModelCheckpoint(
            os.path.join(log_dir, "best.keras"), monitor="val_loss", save_best_only=True
        ),
        keras.callbacks.TensorBoard(log_dir),
    ]
