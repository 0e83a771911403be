import numpy as np


def clip_by_global_norm(grads: list[np.ndarray], limit: float) -> list[np.ndarray]:
    """Breaks: "the norm over all entries of all arrays" (each array has a norm of its own)."""
    if limit <= 0:
        raise ValueError("limit must be above 0")
    grads = [g if g.dtype.kind == "f" else g.astype(np.float64) for g in grads]
    answer = []
    for g in grads:
        norm = float(np.sqrt(np.sum(g.astype(np.float64) ** 2)))
        answer.append(np.asarray(g * (float(limit) / norm if norm > limit else 1.0)))
    return answer
