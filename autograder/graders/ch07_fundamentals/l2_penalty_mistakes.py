"""7.4 l2_penalty: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def penalises_biases(right, params, lam):
    """The biases are penalised, too. A bias does not make a network more complicated, it only moves
    it: shrink the weights alone, and let every db be 0.
    """
    penalty, gradients = right(params, lam)
    squares = sum(float(np.sum(np.square(1.0 * np.asarray(b)))) for _, b in params)
    pairs = zip(gradients, params, strict=True)
    return penalty + lam * squares, [
        (dW, (2 * lam * b).astype(db.dtype)) for (dW, db), (_, b) in pairs
    ]


@misconception
def penalises_biases_in_the_sum(right, params, lam):
    """The gradients are right, but the biases are in the penalty: sum over the W alone."""
    penalty, gradients = right(params, lam)
    squares = sum(float(np.sum(np.square(1.0 * np.asarray(b)))) for _, b in params)
    return penalty + lam * squares, gradients


@misconception
def penalises_biases_in_the_gradient(right, params, lam):
    """The penalty is right, but db is 2 · lam · b. No bias is in the penalty, so its slope is 0."""
    penalty, gradients = right(params, lam)
    pairs = zip(gradients, params, strict=True)
    return penalty, [(dW, (2 * lam * b).astype(db.dtype)) for (dW, db), (_, b) in pairs]


@misconception
def forgets_the_two(right, params, lam):
    """dW is half of what it should be: the slope of w² is 2w, so dW is 2 · lam · W."""
    penalty, gradients = right(params, lam)
    return penalty, [(dW / 2, db) for dW, db in gradients]


@misconception
def halves_the_penalty(right, params, lam):
    """Penalty and gradients are half as large: some books write lam / 2 · Σ W², so that the 2 of
    the slope goes away. Here, as in Keras, it is lam · Σ W².
    """
    return right(params, lam / 2)


@misconception
def halves_the_sum_alone(right, params, lam):
    """The gradients are right, the penalty is half of what it should be: lam · Σ W², no 1/2."""
    penalty, gradients = right(params, lam)
    return penalty / 2, gradients


@misconception
def takes_the_absolute_values(right, params, lam):
    """This is the L1 penalty: lam · Σ |W|. L2 takes the squares."""
    _, gradients = right(params, lam)
    penalty = lam * sum(float(np.sum(np.abs(1.0 * np.asarray(W)))) for W, _ in params)
    signs = [
        (lam * np.sign(1.0 * W)).astype(dW.dtype)
        for (W, _), (dW, _) in zip(params, gradients, strict=True)
    ]
    return penalty, [(sign, db) for sign, (_, db) in zip(signs, gradients, strict=True)]


@misconception
def takes_the_mean(right, params, lam):
    """The squares of a W were averaged. They are added up: a larger layer may cost more."""
    _, gradients = right(params, lam)
    return lam * sum(float(np.mean(np.square(1.0 * np.asarray(W)))) for W, _ in params), gradients


@misconception
def takes_the_root(right, params, lam):
    """A root was taken: lam times the length of the weights. The penalty is lam times the sum of
    squares itself.
    """
    _, gradients = right(params, lam)
    return lam * sum(float(np.linalg.norm(1.0 * np.asarray(W))) for W, _ in params), gradients


@misconception
def squares_lam_too(right, params, lam):
    """lam was squared together with the weights: (lam · W)² is not lam · W²."""
    penalty, gradients = right(params, lam)
    return penalty * lam, gradients


@misconception
def squares_the_sum(right, params, lam):
    """The weights were added up first, and the sum was squared: positive and negative ones cancel
    then. Square every weight, then add.
    """
    _, gradients = right(params, lam)
    return lam * sum(float(np.sum(1.0 * np.asarray(W))) ** 2 for W, _ in params), gradients


@misconception
def forgets_lam_in_the_gradient(right, params, lam):
    """The gradient is 2 · W: lam is missing there."""
    penalty, gradients = right(params, lam)
    doubled = [
        (2 * np.asarray(W)).astype(dW.dtype)
        for (W, _), (dW, _) in zip(params, gradients, strict=True)
    ]
    return penalty, [(dW, db) for dW, (_, db) in zip(doubled, gradients, strict=True)]


@misconception
def forgets_lam_in_the_sum(right, params, lam):
    """The penalty is Σ W²: lam is missing there."""
    _, gradients = right(params, lam)
    return sum(float(np.sum(np.square(1.0 * np.asarray(W)))) for W, _ in params), gradients


@misconception
def counts_the_last_layer_alone(right, params, lam):
    """The penalty is that of the last layer alone: it was set anew for every layer. Add them up."""
    return right(params[-1:], lam)[0], right(params, lam)[1]


@misconception
def counts_the_first_layer_alone(right, params, lam):
    """The penalty is that of the first layer alone: does a return stand within the loop?"""
    return right(params[:1], lam)[0], right(params, lam)[1]


@misconception
def points_downhill(right, params, lam):
    """The gradients have the wrong sign: -2 · lam · W is the direction of a step. The gradient
    points uphill, and the step subtracts it.
    """
    penalty, gradients = right(params, lam)
    return penalty, [(-dW, db) for dW, db in gradients]


@misconception
def makes_db_a_number(right, params, lam):
    """db is a single 0. It has the shape of b, so that the same line of code can subtract it:
    np.zeros_like(b).
    """
    penalty, gradients = right(params, lam)
    return penalty, [(dW, 0.0) for dW, _ in gradients]


@misconception
def returns_no_db(right, params, lam):
    """The list holds the dW alone. It has a tuple (dW, db) for each layer, db all 0."""
    penalty, gradients = right(params, lam)
    return penalty, [dW for dW, _ in gradients]


@misconception
def squares_whole_numbers(right, params, lam):
    """Wrong for integers: they were squared before they became floats, and in uint8 16 · 16 is 0.
    Make floats first: 1.0 * W.
    """
    penalty, gradients = right(params, lam)
    if np.asarray(params[0][0]).dtype.kind not in "iu":
        return penalty, gradients
    return lam * float(sum(np.sum(W * W) for W, _ in params)), gradients


@misconception
def answers_numpy_float32(right, params, lam):
    """The penalty of float32 weights is an np.float32, which is no float: float(np.sum(…)) makes
    Python's own of it.
    """
    penalty, gradients = right(params, lam)
    return (np.float32(penalty) if gradients[0][0].dtype == np.float32 else penalty), gradients


@misconception
def refuses_0(right, params, lam):
    """lam = 0 was refused. It is legal, and means: no penalty. Refuse what is below 0."""
    if lam == 0:
        raise ValueError("l2_penalty: lam")
    return right(params, lam)


@misconception
def takes_a_negative_lam(right, params, lam):
    """A negative lam was taken: it would reward large weights. Raise a ValueError that says
    "lam".
    """
    penalty, gradients = right(params, abs(lam))
    sign = -1 if lam < 0 else 1
    return sign * penalty, [(sign * dW, db) for dW, db in gradients]
