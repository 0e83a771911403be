import numpy as np


def gan_losses(real_logits: np.ndarray, fake_logits: np.ndarray) -> tuple[float, float]:
    """Breaks: a logit says how surely a row is *real* (in d it is taken for how surely it is made)."""
    real = np.asarray(real_logits, dtype=np.float64)
    fake = np.asarray(fake_logits, dtype=np.float64)
    if real.size == 0 or fake.size == 0:
        raise ValueError("there are no logits")
    d = np.logaddexp(0, real).mean() + np.logaddexp(0, -fake).mean()
    g = np.logaddexp(0, -fake).mean()
    return float(d), float(g)
