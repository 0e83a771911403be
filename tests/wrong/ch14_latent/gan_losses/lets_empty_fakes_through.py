import numpy as np


def gan_losses(real_logits: np.ndarray, fake_logits: np.ndarray) -> tuple[float, float]:
    """Breaks: ValueError if *one of the two* is empty (only the real ones are looked at)."""
    real = np.asarray(real_logits, dtype=np.float64)
    fake = np.asarray(fake_logits, dtype=np.float64)
    if real.size == 0:
        raise ValueError("there are no logits")
    d = np.logaddexp(0, -real).mean() + np.logaddexp(0, fake).mean()
    g = np.logaddexp(0, -fake).mean()
    return float(d), float(g)
