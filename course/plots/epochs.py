"""How the numbers of a training are written down that a figure shows."""


def by_epoch(text: str) -> list[float]:
    """Return the numbers of a text, one for each epoch."""
    return [float(number) for number in text.split()]
