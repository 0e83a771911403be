import numpy as np


def style_transfer_loss(
    content: np.ndarray,
    style: np.ndarray,
    image: np.ndarray,
    weights: tuple[float, float, float],
) -> float:
    """Breaks: over all pairs of neighbours.
    np.roll makes the last row and the first one neighbours."""
    if len(weights) != 3 or min(weights) < 0:
        raise ValueError("weights must be three numbers, none below 0")
    content, style, image = (np.asarray(F, np.float64) for F in (content, style, image))
    content_term = np.mean((image - content) ** 2)
    style_term = np.mean((gram_matrix(image) - gram_matrix(style)) ** 2)
    down = np.abs(np.roll(image, -1, axis=0) - image)
    right = np.abs(np.roll(image, -1, axis=1) - image)
    variation = down.mean() + right.mean()
    return float(weights[0] * content_term + weights[1] * style_term + weights[2] * variation)
