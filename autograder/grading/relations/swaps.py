"""Parts of an answer that stand in another's place, or in another order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from autograder.grading.relations.parts import Slot, roles_in
from autograder.grading.relations.sightings import Pair, Sighting

# Where a part of layer k might come from, in a network of `last + 1` layers.
MOVES: dict[str, Callable[[int, int], int]] = {
    "of the same layer": lambda k, last: k,
    "of the layer after it": lambda k, last: k + 1,
    "of the layer before it": lambda k, last: k - 1,
    "of the last layer": lambda k, last: last,
    "of the first layer": lambda k, last: 0,
}


def swapped(wrong: Sequence[Sighting], *, has_layers: bool) -> str:
    """Return the sentence that says whose place a wrong part has taken; "" where it has none.

    Of a list of pairs that are no layers nothing is said.
    """
    if not has_layers and any(each.last_layer > 0 for each in wrong):
        return ""
    if order := _another_order(wrong):
        return order
    return next((text for role in _wrong_roles(wrong) for text in _taken(wrong, role)), "")


def _another_order(wrong: Sequence[Sighting]) -> str:
    """Return whether all parts are there, each in another's place."""
    several = [each for each in wrong if len(roles_in(list(each.pairs))) > 1]
    plain = [each for each in several if all(part.layer is None for part in each.pairs)]
    if plain and len(plain) == len(wrong) and all(_is_permuted(each) for each in plain):
        return "The parts of your answer are right, in another order: look at the `return`."
    layered = [each for each in wrong if each.last_layer > 0]
    if layered and len(layered) == len(wrong) and all(_is_reversed(each) for each in layered):
        return "The layers' entries are right, in reverse order."
    return ""


def _is_permuted(each: Sighting) -> bool:
    """Return whether every wrong part equals what is right for another one, each taken once."""
    left = list(each.pairs.values())
    for pair in each.pairs.values():
        same = [other for other in left if pair.near(other.right, pair.seen)]
        if not same:
            return False
        left.remove(same[0])
    return True


def _is_reversed(each: Sighting) -> bool:
    last = each.last_layer
    for part, pair in each.pairs.items():
        if part.layer is None:
            continue
        other = each.pairs.get(Slot(part.role, last - part.layer))
        if other is None or not pair.near(other.right, pair.seen):
            return False
    return True


def _wrong_roles(wrong: Sequence[Sighting]) -> list[str]:
    return roles_in([part for each in wrong for part in each.wrong])


def _taken(wrong: Sequence[Sighting], role: str) -> Iterator[str]:
    """Yield sentences that are true of every wrong part of this role."""
    every = roles_in([part for each in wrong for part in each.pairs])
    for other in every:
        for words, move in MOVES.items():
            found = [
                (pair, _source(each, part, other, move))
                for each in wrong
                for part, pair in each.wrong.items()
                if part.role == role and each.pairs.keys() != {part}
            ]
            if _is_told(found):
                layered = any(part.layer is not None for part in wrong[0].pairs)
                place = f" {words}" if layered and _has_layers(wrong, role, other) else ""
                yield f"{_quoted(role)} holds what belongs into {_quoted(other)}{place}."


def _is_told(found: Sequence[tuple[Pair, Pair | None]]) -> bool:
    """Return whether each wrong part is what is right elsewhere, in several arrays."""
    if len(found) < 2 or sum(pair.right.size > 1 for pair, _ in found) < 2:
        return False
    return all(
        source is not None and source is not pair and pair.near(source.right, pair.seen)
        for pair, source in found
    )


def _source(each: Sighting, part: Slot, role: str, move: Callable[[int, int], int]) -> Pair | None:
    """Return the part of a role that a move leads to, if there is one."""
    if part.layer is None or Slot(role) in each.pairs:
        return each.pairs.get(Slot(role))
    last = each.last_layer
    return each.pairs.get(Slot(role, move(part.layer, last)))


def _has_layers(wrong: Sequence[Sighting], *roles: str) -> bool:
    parts = [part for each in wrong for part in each.pairs]
    return all(any(p.role == role and p.layer is not None for p in parts) for role in roles)


def _quoted(role: str) -> str:
    return f"`{role}`"
