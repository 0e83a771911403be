import numpy as np


def vae_loss(
    x: np.ndarray, logits: np.ndarray, mu: np.ndarray, log_var: np.ndarray
) -> tuple[float, float]:
    """Breaks: right for logits of +-1e3 too (p is clipped, so no pixel costs more than 16)."""
    x, logits, mu, log_var = (np.asarray(a, dtype=np.float64) for a in (x, logits, mu, log_var))
    if (x < 0).any() or (x > 1).any():
        raise ValueError("x is out of the range from 0 to 1")
    p = 1 / (1 + np.exp(-np.clip(logits, -500, 500)))
    p = np.clip(p, 1e-7, 1 - 1e-7)
    pixels = -x * np.log(p) - (1 - x) * np.log(1 - p)
    kl = -0.5 * np.sum(1 + log_var - mu**2 - np.exp(log_var), axis=1)
    return float(pixels.sum(axis=1).mean()), float(kl.mean())
