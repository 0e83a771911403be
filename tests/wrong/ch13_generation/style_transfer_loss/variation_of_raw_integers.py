import numpy as np


def style_transfer_loss(
    content: np.ndarray,
    style: np.ndarray,
    image: np.ndarray,
    weights: tuple[float, float, float],
) -> float:
    """Breaks: integers of any kind count as floats.
    The variation is taken of the integers themselves."""
    if len(weights) != 3 or min(weights) < 0:
        raise ValueError("weights must be three numbers, none below 0")
    raw = image
    content, style, image = (np.asarray(F, np.float64) for F in (content, style, image))
    content_term = np.mean((image - content) ** 2)
    style_term = np.mean((gram_matrix(image) - gram_matrix(style)) ** 2)
    down = np.abs(raw[1:] - raw[:-1])
    right = np.abs(raw[:, 1:] - raw[:, :-1])
    variation = down.mean() + right.mean()
    return float(weights[0] * content_term + weights[1] * style_term + weights[2] * variation)
