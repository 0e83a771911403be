import numpy as np


def gan_losses(real_logits: np.ndarray, fake_logits: np.ndarray) -> tuple[float, float]:
    """Breaks: g is the mean of -ln(p) over the generated ones (it is that of ln(1 - p))."""
    real = np.asarray(real_logits, dtype=np.float64)
    fake = np.asarray(fake_logits, dtype=np.float64)
    if real.size == 0 or fake.size == 0:
        raise ValueError("there are no logits")
    d = np.logaddexp(0, -real).mean() + np.logaddexp(0, fake).mean()
    g = -np.logaddexp(0, fake).mean()
    return float(d), float(g)
