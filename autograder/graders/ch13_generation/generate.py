"""13.2 generate: its graders."""

import numpy as np

from autograder.asserting import (
    assert_repeatable,
    generator,
    grader,
    in_form_of,
    refuses,
    remote,
    require,
    steps,
)

IDS, PLACES = 6, 4


def certain(rng):
    """Return a table in which the next id is certain: by the id, and by how many were read."""
    return np.stack([np.eye(IDS)[rng.permutation(IDS)] for _ in range(PLACES)])


def path(table, seed_ids, length):
    """Return the new ids that a certain table leads to, and the calls that lead there."""
    read = [int(number) for number in seed_ids]
    for place in range(len(seed_ids) - 1, len(seed_ids) + length - 1):
        read.append(int(table[place % PLACES, read[place]].argmax()))
    heard = [[number, place or None] for place, number in enumerate(read)]
    return read[len(seed_ids) :], heard


def asked(function, submission, table, seed_ids, length, temperature=1.0, seed=0):
    """Return what a call answers, and what the network heard in it."""
    network = remote(submission, steps(table))
    new = function(network, list(seed_ids), length, temperature, generator(seed))
    return new, network.heard


def ids_in(new):
    """Return the ids of an answer as ints, of whatever type they are; none of anything else."""
    found = [in_form_of(each, 0) for each in new] if isinstance(new, list) else []
    return found if all(type(each) is int for each in found) else []


@grader(1, gate=True)
def test_form(function, submission, rng):
    """generate returns a list of as many ids as were asked for."""
    for length in (1, 5):
        new, _ = asked(function, submission, certain(rng), [2, 0, 3], length)
        require(isinstance(new, list), "What came back is no list.", hint="a list of ints")
        mistake = "returns_the_seed_too" if len(new) == length + 3 else ""
        mistake = "stops_one_too_early" if len(new) == length - 1 else mistake
        message = f"{len(new)} ids came back; expected {length}."
        require(len(new) == length, message, hint="the new ids alone", mistake=mistake)


@grader(3)
def test_ids(function, submission, rng):
    """Where the next id is certain, these ids come, one from the other."""
    for length in (1, 2, 9):
        table, seed_ids = certain(rng), rng.permutation(IDS)[:3].tolist()
        new, heard = asked(function, submission, table, seed_ids, length)
        wanted, calls = path(table, seed_ids, length)
        fits = ids_in(new) == wanted
        named = "" if fits else fault_of(heard, calls, len(seed_ids), length)
        same = len(set(wanted)) > 1 and ids_in(new) == wanted[:1] * length
        named = named or ("draws_all_behind_the_seed" if same and not fits else "")
        message, hint = "The ids are not those that must follow.", "probs, state = step(id, state)"
        require(fits, message, hint=hint, mistake=named)


def fault_of(heard, calls, seeds, length):
    """Return the name of the mistake that calls other than the right ones tell, if any."""
    numbers, states = [number for number, _ in heard], [state for _, state in heard]
    right = [number for number, _ in calls]
    behind = states[1:] and all(state is None for state in states)
    if behind:
        return "forgets_the_state"
    if len(heard) < seeds - 1 + length and numbers[:1] == right[seeds - 1 : seeds] and seeds > 1:
        return "reads_the_last_of_the_seed_alone"
    if states[seeds : seeds + 1] == [None]:
        again = numbers[seeds] == right[0] and len(heard) > seeds + length
        return "reads_all_again" if again else "forgets_the_state_behind_the_seed"
    # Without one call more, the first new id only happens to be the last one of the seed.
    if numbers[seeds : seeds + 1] == right[seeds - 1 : seeds] and len(heard) >= seeds + length:
        return "reads_the_last_one_twice"
    return ""


@grader(4)
def test_calls(function, submission, rng):
    """Step reads the seed, then each new id, with the state that it gave before."""
    for seeds, length in ((1, 1), (1, 6), (4, 1), (3, 5)):
        table, seed_ids = certain(rng), rng.permutation(IDS)[:seeds].tolist()
        _, heard = asked(function, submission, table, seed_ids, length)
        _, calls = path(table, seed_ids, length)
        fits = heard in (calls, calls[:-1])
        again = len(heard) > len(calls)
        named = "" if fits else fault_of(heard, calls, seeds, length)
        named = named or ("reads_all_again" if again and not fits else "")
        message = "Step was not called as it should be."
        hint = "each id once, in order, with the state from the call before; None at the start"
        require(fits, message, hint=hint, mistake=named)


@grader(3.5)
def test_shares(function, submission, rng):
    """Ids are drawn with the probabilities that the temperature makes of those of step."""
    size, draws = 4, 2400
    row = rng.permutation([0.1, 0.2, 0.3, 0.4])
    table = np.tile(row, (1, size, 1))
    for temperature in (0.5, 1.0, 3.0):
        seed = int(rng.integers(2**31))
        new, _ = asked(function, submission, table, [1], draws, temperature, seed)
        ids = ids_in(new)
        found = np.array([ids.count(number) for number in range(size)]) / draws
        powers = row ** (1 / temperature)
        wanted = powers / powers.sum()
        turned = row**temperature / (row**temperature).sum()
        best = np.eye(size)[row.argmax()]
        known = {
            "takes_the_likeliest": best,
            "leaves_the_temperature_out": row,
            "applies_the_temperature_upside_down": turned,
            "draws_all_alike": np.full(size, 1 / size),
        }
        limit = 6 * np.sqrt(0.25 / draws)
        fits = np.abs(found - wanted).max() < limit
        far = {name: float(np.abs(found - each).max()) for name, each in known.items()}
        nearest = min(far, key=lambda name: far[name])
        mistake = nearest if not fits and far[nearest] < limit else ""
        message = f"At T = {temperature} the ids do not come with the shares that they should."
        hint = "rng.choice(len(probs), p=apply_temperature(probs, temperature))"
        require(fits, message, hint=hint, mistake=mistake)


@grader(1)
def test_repeatable(function, submission, rng):
    """The same generator state gives the same ids, and chance is rng's alone."""
    table = rng.dirichlet(np.ones(IDS), (PLACES, IDS))
    seed = int(rng.integers(2**31))
    assert_repeatable(function, lambda chance: (steps(table), [1, 2], 40, 1.0, chance), seed=seed)


@grader(1)
def test_kinds(function, submission, rng):
    """The ids are built-in ints, and those of the seed stay as they were."""
    network = remote(submission, steps(certain(rng)))
    (call,) = function.map([(network, [3, 1], 4, 0.5, generator(1))])
    whole = isinstance(call.value, list) and all(type(each) is int for each in call.value)
    require(whole, "An id is no built-in int.", hint="int(rng.choice(…))")
    mistake = "lets_the_seed_grow" if call.changed else ""
    message = "The list of the seed is another one afterwards."
    require(not call.changed, message, hint="append to a list of your own", mistake=mistake)


test_seed = refuses(
    0.75,
    "{name} refuses an empty seed.",
    "seed",
    lambda rng: [(steps(certain(rng)), [], n, 1.0, generator(0)) for n in (1, 4)],
    hint="len(seed_ids) == 0",
)
test_length = refuses(
    0.75,
    "{name} refuses a length below 1.",
    "length",
    lambda rng: [(steps(certain(rng)), [1, 2], n, 1.0, generator(0)) for n in (0, -1, -5)],
    hint="length < 1",
)
