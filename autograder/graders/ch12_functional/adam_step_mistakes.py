"""12.7 adam_step: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _means(g, m, v, beta1, beta2):
    """Return the two running means behind a step."""
    return beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * (1.0 * g) ** 2


def _moved(w, m, v, lr, eps, first=1.0, second=1.0):
    """Return the weights behind a step, whose means are divided by two corrections."""
    return w - lr * (m / first) / (np.sqrt(v / second) + eps)


@misconception
def does_not_correct(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """The correction of the means is missing: both began at 0, and v is the smaller one for it, so
    the first step is √10, about 3.2, times too large. sqrt(1 - beta2**t) / (1 - beta1**t).
    """
    _, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return _moved(w, m, v, lr, eps), m, v


@misconception
def corrects_v_alone(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """Only v was corrected, so the first steps are ten times too small: m began at 0 as well.
    Divide by 1 - beta1**t.
    """
    _, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return w - lr * (1 - beta2**t) ** 0.5 * m / (np.sqrt(v) + eps), m, v


@misconception
def corrects_m_alone(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """Only m was corrected, so the first steps are thirty times too large: v began at 0 as well.
    Multiply with sqrt(1 - beta2**t).
    """
    _, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return w - lr / (1 - beta1**t) * m / (np.sqrt(v) + eps), m, v


@misconception
def counts_steps_from_0(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """The correction is that of the next step, t + 1: steps count from 1 already."""
    _, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    size = lr * (1 - beta2 ** (t + 1)) ** 0.5 / (1 - beta1 ** (t + 1))
    return w - size * m / (np.sqrt(v) + eps), m, v


@misconception
def does_not_square_g(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """v averages |g|, not g²: squared, its root has the size of g, so that the step has the size of
    lr whatever the size of g.
    """
    _, m, _ = right(w, g, m, v, t, lr, beta1, beta2, eps)
    v = beta2 * v + (1 - beta2) * np.abs(1.0 * g)
    return w - lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t) * m / (np.sqrt(v) + eps), m, v


@misconception
def squares_the_mean(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """v averages the square of m. It is the square of the gradient g."""
    _, m, _ = right(w, g, m, v, t, lr, beta1, beta2, eps)
    v = beta2 * v + (1 - beta2) * m**2
    return w - lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t) * m / (np.sqrt(v) + eps), m, v


@misconception
def steps_by_the_gradient(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """The step has g in place of m: Adam steps along the running mean of the gradients."""
    _, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return w - lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t) * g / (np.sqrt(v) + eps), m, v


@misconception
def steps_by_the_old_means(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """The step was made with the m and v that were given. Compute the new ones first."""
    _, new_m, new_v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    size = lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t)
    return w - size * m / (np.sqrt(v) + eps), new_m, new_v


@misconception
def climbs(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """The step goes up the slope: w minus, not plus."""
    moved, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return 2.0 * w - moved, m, v


@misconception
def leaves_out_the_root(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """The step was divided by v. Divide by its root, sqrt(v) + eps."""
    _, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return w - lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t) * m / (v + eps), m, v


@misconception
def corrects_with_v_itself(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """The factor has 1 - beta2**t without its root. It is the root of v that is corrected."""
    _, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return w - lr * (1 - beta2**t) / (1 - beta1**t) * m / (np.sqrt(v) + eps), m, v


@misconception
def adds_eps_under_the_root(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """eps was added to v, under the root. It stands behind: sqrt(v) + eps."""
    _, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return w - lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t) * m / np.sqrt(v + eps), m, v


@misconception
def adds_eps_to_the_corrected_root(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """The means were corrected first, and eps was added then: the form of the paper. Keras's, which
    is asked for, adds eps to the root of v as it is, and corrects with one factor.
    """
    _, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return _moved(w, m, v, lr, eps, 1 - beta1**t, 1 - beta2**t), m, v


@misconception
def returns_the_corrected_means(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """m and v came back corrected. The next step wants them as they are, or they are corrected
    twice.
    """
    w, m, v = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return w, m / (1 - beta1**t), v / (1 - beta2**t)


@misconception
def exchanges_the_betas(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """beta1 and beta2 are exchanged: beta1 belongs to m, beta2 to v."""
    return right(w, g, m, v, t, lr, beta2, beta1, eps)


@misconception
def reverses_the_means(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """The means keep the wrong share: beta times the old one, 1 - beta times the new."""
    right(w, g, m, v, t, lr, beta1, beta2, eps)
    m, v = _means(g, m, v, 1 - beta1, 1 - beta2)
    return w - lr * (1 - beta2**t) ** 0.5 / (1 - beta1**t) * m / (np.sqrt(v) + eps), m, v


@misconception
def ignores_the_settings(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """lr, beta1, beta2 and eps have their defaults, whatever is given: take the arguments."""
    return right(w, g, m, v, t)


@misconception
def returns_the_old_means(right, w, g, m, v, t, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-7):
    """m and v came back as they were given: return the new ones, the next step needs them."""
    w, _, _ = right(w, g, m, v, t, lr, beta1, beta2, eps)
    return w, 1.0 * m, 1.0 * v
