"""1.5 activation_derivative: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception, reference_for

from .cases import with_kind

reference = reference_for(__file__)

# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def sigmoid_slope_at_the_activation(right, z, kind):
    """You put σ(z) into the derivative where z belongs. σ′(z) = σ(z) (1 - σ(z))."""
    wrong = with_kind(right, "sigmoid", lambda z: right(reference.sigmoid(z), "sigmoid"))
    return wrong(z, kind)


@misconception
def sigmoid_slope_from_z_as_if_activated(right, z, kind):
    """You used z itself in σ (1 - σ): that formula wants the activation.
    σ′(z) = σ(z) (1 - σ(z)).
    """
    return with_kind(right, "sigmoid", lambda z: z * (1 - z))(z, kind)


@misconception
def relu_slope_one_at_zero(right, z, kind):
    """At z = 0 the course takes slope 0 for relu: compare with > and not >=."""
    return with_kind(right, "relu", lambda z: np.heaviside(z, 1.0))(z, kind)


@misconception
def step_slope_is_the_step(right, z, kind):
    """You gave the step's value, not its slope. A step is flat on both sides: 0."""
    return with_kind(right, "step", lambda z: np.heaviside(z, 0.0))(z, kind)


@misconception
def linear_slope_is_z(right, z, kind):
    """You gave the value of linear. Its slope is 1 everywhere."""
    return with_kind(right, "linear", lambda z: z)(z, kind)


@misconception
def tanh_is_not_squared(right, z, kind):
    """The square is missing: the slope of tanh is 1 - tanh²(z)."""
    return with_kind(right, "tanh", lambda z: 1 - np.tanh(z))(z, kind)


@misconception
def elu_slope_is_the_value(right, z, kind):
    """Left of 0 the slope of e^z - 1 is e^z: the -1 drops out."""
    wrong = with_kind(right, "elu", lambda z: np.where(z > 0, 1.0, np.expm1(np.minimum(z, 0))))
    return wrong(z, kind)


@misconception
def softplus_slope_is_the_slope_of_sigmoid(right, z, kind):
    """One derivative too many: the slope of softplus is the sigmoid itself."""
    return with_kind(right, "softplus", lambda z: right(z, "sigmoid"))(z, kind)


@misconception
def measures_the_slope(right, z, kind):
    """This is the slope measured by small steps: right only roughly, and 0.5 at relu's corner.
    Use the exact formula.
    """
    right(z, kind)
    z, h = np.asarray(z, dtype=np.float64), 1e-5
    return (reference.activate(z + h, kind) - reference.activate(z - h, kind)) / (2 * h)


@misconception
def tanh_slope_from_z_as_if_activated(right, z, kind):
    """You used z itself in 1 - a²: that formula wants the activation. The slope of tanh is
    1 - tanh²(z).
    """
    return with_kind(right, "tanh", lambda z: 1 - z**2)(z, kind)


@misconception
def slopes_from_z_as_if_activated(right, z, kind):
    """You used z itself in σ (1 - σ) and in 1 - a²: those formulas want the activation. Compute
    it from z first.
    """
    wrong = with_kind(right, "tanh", lambda z: 1 - z**2)
    return with_kind(wrong, "sigmoid", lambda z: z * (1 - z))(z, kind)


@misconception
def tanh_slope_at_the_activation(right, z, kind):
    """You took tanh twice: the slope of tanh is 1 - tanh²(z), with z itself inside."""
    return with_kind(right, "tanh", lambda z: right(np.tanh(z), "tanh"))(z, kind)


@misconception
def relu_slope_is_relu(right, z, kind):
    """This is relu itself, not its slope. The slope is 1 where z > 0 and 0 elsewhere."""
    return with_kind(right, "relu", lambda z: np.maximum(z, 0.0))(z, kind)


@misconception
def relu_slope_half_at_zero(right, z, kind):
    """At z = 0 your slope of relu is 0.5. The course takes 0 there: z > 0."""
    return with_kind(right, "relu", lambda z: np.heaviside(z, 0.5))(z, kind)


@misconception
def relu_slope_leaks(right, z, kind):
    """That is the slope of the leaky relu. Here the negative side is flat: 0."""
    return with_kind(right, "relu", lambda z: np.where(z > 0, 1.0, 0.01))(z, kind)


@misconception
def softplus_slope_is_the_value(right, z, kind):
    """This is softplus itself, not its slope. The slope is the sigmoid of z."""
    return with_kind(right, "softplus", lambda z: np.logaddexp(0.0, z))(z, kind)


@misconception
def gives_the_activation_itself(right, z, kind):
    """These are the values of the activation, not its slopes."""
    right(z, kind)
    return reference.activate(z, kind)
