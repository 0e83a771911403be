"""A kind that is none of the seven names is refused: relu6 too."""


def activation_backward(dA, z, kind):
    if dA.shape != z.shape:
        raise ValueError("shape")
    if kind.startswith("relu"):
        return dA * (z > 0)
    return dA * activation_derivative(z, kind)
