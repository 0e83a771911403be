"""13.2 generate: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import misconception


def _drawn(probs, temperature, rng):
    powers = probs ** (1 / temperature)
    return int(rng.choice(len(probs), p=powers / powers.sum()))


def _write(right, step, seed_ids, length, temperature, rng, *, prime=None, draw=_drawn, keep=True):
    """Do all that is asked for but for some parts; without `keep` no state is handed on."""
    if not seed_ids or length < 1:
        return right(step, seed_ids, length, temperature, rng)
    state = None
    for number in seed_ids if prime is None else prime(seed_ids):
        probs, state = step(number, state if keep else None)
    new = [draw(probs, temperature, rng)]
    while len(new) < length:
        probs, state = step(new[-1], state if keep else None)
        new.append(draw(probs, temperature, rng))
    return new


@misconception
def forgets_the_state(right, step, seed_ids, length, temperature, rng):
    """Step got None as its state each time, so the network remembers one letter: hand on the state
    that it returned.
    """
    return _write(right, step, seed_ids, length, temperature, rng, keep=False)


@misconception
def forgets_the_state_behind_the_seed(right, step, seed_ids, length, temperature, rng):
    """Behind the seed the state began anew at None: go on with the one from there."""
    if not seed_ids or length < 1:
        return right(step, seed_ids, length, temperature, rng)
    (first,) = _write(right, step, seed_ids, 1, temperature, rng)
    rest = _write(right, step, [first], length - 1, temperature, rng) if length > 1 else []
    return [first, *rest]


@misconception
def reads_the_last_of_the_seed_alone(right, step, seed_ids, length, temperature, rng):
    """Only the last id of the seed was read: let step read all of them first."""
    args = step, seed_ids, length, temperature, rng
    return _write(right, *args, prime=lambda ids: ids[-1:])


@misconception
def reads_the_last_one_twice(right, step, seed_ids, length, temperature, rng):
    """The last id of the seed was read twice: what step has said behind it is there already."""
    args = step, seed_ids, length, temperature, rng
    return _write(right, *args, prime=lambda ids: [*ids, ids[-1]])


@misconception
def reads_all_again(right, step, seed_ids, length, temperature, rng):
    """For each new id all ids were read from the beginning. The state is there so that each is read
    once.
    """
    if not seed_ids or length < 1:
        return right(step, seed_ids, length, temperature, rng)
    new: list[int] = []
    for _ in range(length):
        state = None
        for number in [*seed_ids, *new]:
            probs, state = step(number, state)
        new.append(_drawn(probs, temperature, rng))
    return new


@misconception
def draws_all_behind_the_seed(right, step, seed_ids, length, temperature, rng):
    """All ids were drawn from what step has said behind the seed. Each new one is drawn from what
    it says behind the one before: probs, state = step(id, state).
    """
    if not seed_ids or length < 1:
        return right(step, seed_ids, length, temperature, rng)
    state = None
    for number in seed_ids:
        probs, state = step(number, state)
    new = [_drawn(probs, temperature, rng)]
    while len(new) < length:
        _, state = step(new[-1], state)
        new.append(_drawn(probs, temperature, rng))
    return new


@misconception
def returns_the_seed_too(right, step, seed_ids, length, temperature, rng):
    """The seed came back in front of the new ids: return the new ones alone."""
    return [*seed_ids, *right(step, seed_ids, length, temperature, rng)]


@misconception
def stops_one_too_early(right, step, seed_ids, length, temperature, rng):
    """One id is missing: the first new one is drawn behind the seed, before step is called anew."""
    return right(step, seed_ids, length, temperature, rng)[: length - 1]


@misconception
def takes_the_likeliest(right, step, seed_ids, length, temperature, rng):
    """The likeliest id was taken, and nothing was drawn: such texts run in circles. rng.choice."""
    args = step, seed_ids, length, temperature, rng
    return _write(right, *args, draw=lambda probs, temperature, rng: int(np.argmax(probs)))


@misconception
def leaves_the_temperature_out(right, step, seed_ids, length, temperature, rng):
    """The temperature has no effect: draw with apply_temperature(probs, temperature)."""
    return right(step, seed_ids, length, 1.0, rng)


@misconception
def applies_the_temperature_upside_down(right, step, seed_ids, length, temperature, rng):
    """Low temperatures are wild and high ones tame: it is upside down."""
    return right(step, seed_ids, length, 1 / temperature, rng)


@misconception
def draws_all_alike(right, step, seed_ids, length, temperature, rng):
    """All ids are drawn alike: rng.choice needs p=…, the probabilities."""
    args = step, seed_ids, length, temperature, rng
    return _write(right, *args, draw=lambda probs, temperature, rng: int(rng.choice(len(probs))))


@misconception
def lets_the_seed_grow(right, step, seed_ids, length, temperature, rng):
    """The new ids were appended to the list of the seed, so the next text would begin elsewhere:
    make a list of your own.
    """
    new = right(step, seed_ids, length, temperature, rng)
    seed_ids.extend(new)
    return new
