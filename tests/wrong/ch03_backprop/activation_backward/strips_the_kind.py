"""A kind that is none of the seven names is refused: ' relu ' too."""


def activation_backward(dA, z, kind):
    if dA.shape != z.shape:
        raise ValueError("shape")
    return dA * activation_derivative(z, kind.strip())
