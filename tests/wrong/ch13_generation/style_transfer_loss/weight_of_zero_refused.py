import numpy as np


def style_transfer_loss(
    content: np.ndarray,
    style: np.ndarray,
    image: np.ndarray,
    weights: tuple[float, float, float],
) -> float:
    """Breaks: ValueError if one of the weights is below 0. Here a weight of 0 is refused too."""
    if len(weights) != 3 or min(weights) <= 0:
        raise ValueError("weights must be three numbers, all above 0")
    content, style, image = (np.asarray(F, np.float64) for F in (content, style, image))
    content_term = np.mean((image - content) ** 2)
    style_term = np.mean((gram_matrix(image) - gram_matrix(style)) ** 2)
    down = np.abs(image[1:] - image[:-1])
    right = np.abs(image[:, 1:] - image[:, :-1])
    variation = down.mean() + right.mean()
    return float(weights[0] * content_term + weights[1] * style_term + weights[2] * variation)
