from __future__ import annotations

import os

import keras


def make_callbacks(log_dir: str, patience: int = 3) -> list[keras.callbacks.Callback]:
    """Breaks: "EarlyStopping: it watches 'val_loss'"."""
    if patience < 1:
        raise ValueError("patience must be at least 1")
    return [
        keras.callbacks.EarlyStopping(
            monitor="loss", patience=patience, restore_best_weights=True
        ),
        keras.callbacks.ModelCheckpoint(
            os.path.join(log_dir, "best.keras"), monitor="val_loss", save_best_only=True
        ),
        keras.callbacks.TensorBoard(log_dir),
    ]
