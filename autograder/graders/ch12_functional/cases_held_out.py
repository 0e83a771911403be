"""What a model of packages says of others that it has not seen, by the seed of its training."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.asserting import graphs
from course.datasets import load_packages

from . import cases_packages

LEARNED, HELD_OUT, LONG = 2400, 1000, 7  # rows, of which a fifth is held back; epochs


@dataclass(frozen=True)
class Held:
    """What a trained model is worth on rows that it has not seen."""

    right: float  # the share of sections that it knows
    off: float  # its mean absolute error of the dependencies, as a share of what their median has


loaded = functools.cache(load_packages)


def redrawn_packages(rng, count):
    """Return packages as no table of known ones has them: other numbers of words and sections.

    The columns of numbers stand in another order, some turned around, in other units.
    """
    data = loaded()[0]
    some = rng.permutation(len(data["section"]))[:count]
    words = np.concatenate([[0], 1 + rng.permutation(int(data["tokens"].max()))])
    sections = rng.permutation(int(data["section"].max()) + 1)
    columns = rng.permutation(data["numeric"].shape[1])
    turned = rng.choice([-1.0, 1.0], len(columns)) * rng.uniform(0.5, 20, len(columns))
    return {
        "tokens": words[data["tokens"][some]].astype(np.int32),
        "numeric": data["numeric"][some][:, columns] * turned + rng.normal(0, 9, len(columns)),
        "dependencies": data["dependencies"][some],
        "section": sections[data["section"][some]],
    }


def learned(function, rng) -> Callable[[int], Held]:
    """Return what trainings have learned, by their seed: each is trained when it is asked for."""
    data = redrawn_packages(rng, LEARNED + HELD_OUT)
    given = {name: each[:LEARNED] for name, each in data.items()}
    inputs, (dependencies, section) = cases_packages.batch_of(
        data, slice(LEARNED, None), slice(0, 4 * LEARNED // 5)
    )
    named = dict(zip(("tokens", "numeric"), inputs, strict=True))
    guess = np.abs(np.median(dependencies) - dependencies).mean()

    @functools.cache
    def train(seed):
        (call,) = function.map([(given, LONG, seed)])
        said = graphs.outputs_of(call.value["model"], named, ("dependencies", "section"))
        return Held(
            right=float(np.mean(said["section"].argmax(axis=1) == section)),
            off=float(np.abs(said["dependencies"][:, 0] - dependencies).mean() / guess),
        )

    return train
