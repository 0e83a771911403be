from __future__ import annotations

import keras
import numpy as np


def fit_packages(
    data: dict[str, np.ndarray], epochs: int = 8, seed: int = 0, log_dir: str | None = None
) -> dict[str, float | keras.Model]:
    """Breaks: "numeric is standardized with what the rows that are trained on say" (the watched
    ones are asked, too)."""
    tokens, numeric = data["tokens"], data["numeric"]
    dependencies, section = data["dependencies"], data["section"]
    n_train = 4 * len(tokens) // 5
    cut = n_train if log_dir is None else 4 * n_train // 5
    numeric_train, numeric_test = standardize(numeric[:n_train], numeric[n_train:])
    numeric_fit, numeric_val = numeric_train[:cut], numeric_train[cut:]
    keras.utils.set_random_seed(seed)
    model = build_package_model(
        int(tokens.max()) + 1, tokens.shape[1], numeric.shape[1], int(section.max()) + 1
    )
    extra = {}
    if log_dir is not None:
        extra["validation_data"] = (
            [tokens[cut:n_train], numeric_val],
            [dependencies[cut:n_train], section[cut:n_train]],
        )
        extra["callbacks"] = make_callbacks(log_dir)
    model.fit(
        [tokens[:cut], numeric_fit],
        [dependencies[:cut], section[:cut]],
        epochs=epochs,
        batch_size=32,
        verbose=0,
        **extra,
    )
    said, probs = model.predict([tokens[n_train:], numeric_test], verbose=0)
    accuracy = float(np.mean(probs.argmax(axis=1) == section[n_train:]))
    mae = float(np.mean(np.abs(said[:, 0] - dependencies[n_train:])))
    return {"accuracy": accuracy, "mae": mae, "model": model}
