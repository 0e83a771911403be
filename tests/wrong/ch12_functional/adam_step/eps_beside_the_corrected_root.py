import numpy as np


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
    """Breaks: the last formula; eps is added to the root of the corrected v, as in the paper,
    not to sqrt(v)."""
    if g.shape != w.shape or m.shape != w.shape or v.shape != w.shape:
        raise ValueError("shape: g, m and v must have the shape of w")
    if t < 1:
        raise ValueError("t must be at least 1")
    w, g, m, v = [a if a.dtype.kind == "f" else a.astype(np.float64) for a in (w, g, m, v)]
    t, lr, beta1, beta2, eps = int(t), float(lr), float(beta1), float(beta2), float(eps)
    new_m = np.asarray(beta1 * m + (1 - beta1) * g)
    new_v = np.asarray(beta2 * v + (1 - beta2) * g**2)
    m_hat, v_hat = new_m / (1 - beta1**t), new_v / (1 - beta2**t)
    new_w = np.asarray(w - lr * m_hat / (np.sqrt(v_hat) + eps))
    return new_w, new_m, new_v
