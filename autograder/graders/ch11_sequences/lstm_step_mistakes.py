"""11.2 lstm_step: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _gates(x, h, W, U, b, order="ifgo", candidate=np.tanh, gate=_sigmoid):
    """Return i, f, g and o, where the columns stand in another order, or with other functions."""
    scores = 1.0 * x @ (1.0 * W) + 1.0 * h @ (1.0 * U) + 1.0 * b
    z = dict(zip(order, np.split(scores, 4, axis=1), strict=True))
    return gate(z["i"]), gate(z["f"]), candidate(z["g"]), gate(z["o"])


def _step(right, x, h, c, W, U, b, **other):
    """Return the step with other gates; bad input is refused."""
    right(x, h, c, W, U, b)
    i, f, g, o = _gates(x, h, W, U, b, **other)
    c_next = f * c + i * g
    return o * np.tanh(c_next), c_next


@misconception
def exchanges_input_and_forget(right, x, h, c, W, U, b):
    """The input gate and the forget gate are exchanged: the columns are input, forget, candidate,
    output.
    """
    return _step(right, x, h, c, W, U, b, order="figo")


@misconception
def puts_the_candidate_last(right, x, h, c, W, U, b):
    """The candidate was taken from the last columns, and the output gate from the third ones, as
    other libraries have it. Here it is input, forget, candidate, output.
    """
    return _step(right, x, h, c, W, U, b, order="ifog")


@misconception
def takes_the_order_of_the_equations(right, x, h, c, W, U, b):
    """The columns were read as forget, input, output, candidate. They are input, forget, candidate,
    output.
    """
    return _step(right, x, h, c, W, U, b, order="fiog")


@misconception
def takes_a_sigmoid_for_the_candidate(right, x, h, c, W, U, b):
    """The candidate went through a sigmoid. It is no gate but what may be added, and may be below
    0: tanh.
    """
    return _step(right, x, h, c, W, U, b, candidate=_sigmoid)


@misconception
def leaves_the_candidate_linear(right, x, h, c, W, U, b):
    """The candidate has no tanh."""
    return _step(right, x, h, c, W, U, b, candidate=lambda z: z)


@misconception
def takes_tanh_for_the_gates(right, x, h, c, W, U, b):
    """The gates went through tanh. A gate lets through a share from 0 to 1: a sigmoid."""
    return _step(right, x, h, c, W, U, b, gate=np.tanh)


@misconception
def takes_h_from_the_old_memory(right, x, h, c, W, U, b):
    """h_next was made from the memory before the step. The new memory comes first:
    o * tanh(c_next).
    """
    _, c_next = right(x, h, c, W, U, b)
    o = _gates(x, h, W, U, b)[3]
    return o * np.tanh(1.0 * c), c_next


@misconception
def leaves_out_the_last_tanh(right, x, h, c, W, U, b):
    """h_next is o * c_next: the tanh around the new memory is missing."""
    _, c_next = right(x, h, c, W, U, b)
    return _gates(x, h, W, U, b)[3] * c_next, c_next


@misconception
def forgets_the_memory(right, x, h, c, W, U, b):
    """c_next ignores c: the part of the memory that the forget gate keeps is missing."""
    right(x, h, c, W, U, b)
    i, _, g, o = _gates(x, h, W, U, b)
    return o * np.tanh(i * g), i * g


@misconception
def keeps_all_of_the_memory(right, x, h, c, W, U, b):
    """All of the memory was kept: the forget gate has no effect. c_next = f * c + i * g."""
    right(x, h, c, W, U, b)
    i, _, g, o = _gates(x, h, W, U, b)
    c_next = c + i * g
    return o * np.tanh(c_next), c_next


@misconception
def adds_all_of_the_candidate(right, x, h, c, W, U, b):
    """All of the candidate was added: the input gate has no effect. c_next = f * c + i * g."""
    right(x, h, c, W, U, b)
    _, f, g, o = _gates(x, h, W, U, b)
    c_next = f * c + g
    return o * np.tanh(c_next), c_next


@misconception
def takes_1_minus_forget(right, x, h, c, W, U, b):
    """The forget gate was used the wrong way round, 1 - f. In spite of its name it says how much is
    *kept*.
    """
    right(x, h, c, W, U, b)
    i, f, g, o = _gates(x, h, W, U, b)
    c_next = (1 - f) * c + i * g
    return o * np.tanh(c_next), c_next


@misconception
def ties_input_to_forget(right, x, h, c, W, U, b):
    """As much was added as was forgotten, 1 - f in place of i. The input gate has scores of its
    own.
    """
    right(x, h, c, W, U, b)
    _, f, g, o = _gates(x, h, W, U, b)
    c_next = f * c + (1 - f) * g
    return o * np.tanh(c_next), c_next


@misconception
def leaves_the_state_out(right, x, h, c, W, U, b):
    """The state h has no effect on the gates: z = x @ W + h @ U + b."""
    return right(x, h, c, W, 0 * U, b)


@misconception
def leaves_out_the_bias(right, x, h, c, W, U, b):
    """The biases are missing: z = x @ W + h @ U + b."""
    return right(x, h, c, W, U, 0 * b)


@misconception
def takes_the_memory_for_the_state(right, x, h, c, W, U, b):
    """The gates were computed from the memory c. They look at the state h: h @ U."""
    right(x, h, c, W, U, b)
    i, f, g, o = _gates(x, c, W, U, b)
    c_next = f * c + i * g
    return o * np.tanh(c_next), c_next


@misconception
def takes_every_fourth_column(right, x, h, c, W, U, b):
    """Each gate was given every fourth column. The gates stand side by side: the first H columns
    are the input gate's, the next H the forget gate's, and so on.
    """
    order = np.arange(4 * h.shape[1]).reshape(-1, 4).T.ravel()
    right(x, h, c, W, U, b)
    return right(x, h, c, W[:, order], U[:, order], b[order])


@misconception
def exchanges_the_two(right, x, h, c, W, U, b):
    """State and memory came back in the other order: the state h_next first."""
    h_next, c_next = right(x, h, c, W, U, b)
    return c_next, h_next


@misconception
def makes_float64(right, x, h, c, W, U, b):
    """float32 became float64, in the state or the memory."""
    h_next, c_next = right(x, h, c, W, U, b)
    return h_next.astype(np.float64), c_next.astype(np.float64)


@misconception
def divides_infinity_by_infinity(right, x, h, c, W, U, b):
    """The sigmoid divides e^z by 1 + e^z: for a large z that is infinity by infinity, which is no
    number. 1 / (1 + e^-z) is 1 there.
    """
    return _step(right, x, h, c, W, U, b, gate=lambda z: np.exp(z) / (1 + np.exp(z)))
