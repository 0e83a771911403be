"""11.1 simple_rnn_forward: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _run(right, X, Wx, Wh, b, h0, step):
    """Return the states where `step(x, h)` gives the next one; bad input is refused."""
    first = right(X, Wx, Wh, b, h0)
    h = np.zeros(first[:, 0].shape, first.dtype) if h0 is None else h0.astype(first.dtype)
    states = np.empty_like(first)
    for t in range(X.shape[1]):
        h = step(1.0 * X[:, t], h)
        states[:, t] = h
    return states


@misconception
def starts_each_step_from_nothing(right, X, Wx, Wh, b, h0=None):
    """Every step started from zeros: the state of the step before was not carried on. Set h inside
    the loop to what the step gave.
    """
    right(X, Wx, Wh, b, h0)
    states = [right(X[:, t : t + 1], Wx, Wh, b, h0 if t == 0 else None) for t in range(X.shape[1])]
    return np.concatenate(states, axis=1)


@misconception
def starts_each_step_from_the_first_state(right, X, Wx, Wh, b, h0=None):
    """Every step started from h0: the state of the step before was not carried on. Set h inside the
    loop to what the step gave.
    """
    states = [right(X[:, t : t + 1], Wx, Wh, b, h0) for t in range(X.shape[1])]
    return np.concatenate(states, axis=1)


@misconception
def ignores_the_first_state(right, X, Wx, Wh, b, h0=None):
    """h0 has no effect. It is the state before the first step: h = h0, where it is not None."""
    right(X, Wx, Wh, b, h0)
    return right(X, Wx, Wh, b)


@misconception
def carries_the_score(right, X, Wx, Wh, b, h0=None):
    """The score before tanh was carried on, not the state behind it."""
    right(X, Wx, Wh, b, h0)
    return np.tanh(_run(right, X, Wx, Wh, b, h0, lambda x, h: x @ Wx + h @ Wh + b))


@misconception
def leaves_tanh_out(right, X, Wx, Wh, b, h0=None):
    """There is no tanh: the states grow from step to step."""
    return _run(right, X, Wx, Wh, b, h0, lambda x, h: x @ Wx + h @ Wh + b)


@misconception
def takes_relu(right, X, Wx, Wh, b, h0=None):
    """The activation is ReLU. A simple recurrent layer takes tanh, which keeps states from -1 to
    1.
    """
    return _run(right, X, Wx, Wh, b, h0, lambda x, h: np.maximum(x @ Wx + h @ Wh + b, 0))


@misconception
def takes_the_sigmoid(right, X, Wx, Wh, b, h0=None):
    """The activation is the sigmoid. A simple recurrent layer takes tanh."""
    return _run(right, X, Wx, Wh, b, h0, lambda x, h: 1 / (1 + np.exp(-(x @ Wx + h @ Wh + b))))


@misconception
def reads_backwards(right, X, Wx, Wh, b, h0=None):
    """The steps were read from the last to the first. Begin with step 0."""
    return np.ascontiguousarray(right(X[:, ::-1].copy(), Wx, Wh, b, h0)[:, ::-1])


@misconception
def multiplies_from_the_other_side(right, X, Wx, Wh, b, h0=None):
    """Wh stands the wrong way round: h is a row, so it is h @ Wh, not Wh @ h or h @ Wh.T."""
    return right(X, Wx, np.ascontiguousarray(np.transpose(Wh)), b, h0)


@misconception
def leaves_out_the_bias(right, X, Wx, Wh, b, h0=None):
    """The bias is missing. It is added in every step."""
    return right(X, Wx, Wh, 0 * b, h0)


@misconception
def answers_the_states_before(right, X, Wx, Wh, b, h0=None):
    """At each place stands the state *before* the step. Store h behind the step."""
    states = right(X, Wx, Wh, b, h0)
    first = np.zeros_like(states[:, :1]) if h0 is None else h0[:, np.newaxis].astype(states.dtype)
    return np.concatenate([first, states[:, :-1]], axis=1)


@misconception
def answers_the_last_state(right, X, Wx, Wh, b, h0=None):
    """Only the last state came back. Asked are all, (N, T, H)."""
    return right(X, Wx, Wh, b, h0)[:, -1].copy()


@misconception
def puts_the_steps_first(right, X, Wx, Wh, b, h0=None):
    """The states stand with the steps first, (T, N, H): np.stack puts its axis in front. The
    sequences come first: np.stack(states, axis=1).
    """
    return np.ascontiguousarray(np.moveaxis(right(X, Wx, Wh, b, h0), 1, 0))


@misconception
def adds_the_state_behind_tanh(right, X, Wx, Wh, b, h0=None):
    """The part of the state, h @ Wh, was added to what tanh gave. All three terms go into tanh."""
    return _run(right, X, Wx, Wh, b, h0, lambda x, h: np.tanh(x @ Wx + b) + h @ Wh)


@misconception
def reshapes_the_steps(right, X, Wx, Wh, b, h0=None):
    """The states were stacked with the steps first, then reshaped: a reshape moves no number, so
    sequences and steps are mixed. np.stack(states, axis=1) puts the sequences first.
    """
    states = right(X, Wx, Wh, b, h0)
    return np.moveaxis(states, 1, 0).reshape(states.shape)
