"""What several exercises of this chapter are graded with."""

KINDS = ("linear", "step", "sigmoid", "tanh", "relu", "softplus", "elu")


def layer(rng, inputs, outputs):
    """Return weights and biases, the biases well away from 0."""
    b = rng.choice([-1, 1], outputs) * rng.uniform(0.5, 2, outputs)
    return rng.normal(size=(inputs, outputs)), b
