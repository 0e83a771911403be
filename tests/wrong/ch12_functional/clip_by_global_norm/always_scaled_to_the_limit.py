import numpy as np


def clip_by_global_norm(grads: list[np.ndarray], limit: float) -> list[np.ndarray]:
    """Breaks: "If it is more than `limit` ...; else the values stay as they are"."""
    if limit <= 0:
        raise ValueError("limit must be above 0")
    grads = [g if g.dtype.kind == "f" else g.astype(np.float64) for g in grads]
    norm = float(np.sqrt(sum(np.sum(g.astype(np.float64) ** 2) for g in grads)))
    factor = float(limit) / norm if norm > 0 else 1.0
    return [np.asarray(g * factor) for g in grads]
