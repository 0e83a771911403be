"""The choice of one relation and one place among all that are true."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.grading.relations import places, sentences
from autograder.grading.relations.changes import Changes
from autograder.grading.relations.constants import constants
from autograder.grading.relations.digits import digits
from autograder.grading.relations.entries import entries_place
from autograder.grading.relations.factors import factors, offsets
from autograder.grading.relations.formulas import of_an_argument, of_the_right_value
from autograder.grading.relations.relation import (
    Pairs,
    Relation,
    are_binary,
    distinct,
    is_evidence,
    true_of,
)
from autograder.grading.relations.reruns import Budget, changed
from autograder.grading.relations.residues import residues
from autograder.grading.relations.sightings import Pair, Sighting, Task
from autograder.grading.relations.strides import stride_pairs, strides
from autograder.grading.relations.swaps import swapped

WHERE_WRONG = "where they are wrong"


@dataclass(frozen=True)
class Search:
    """What was seen of one exercise, and the search for a sentence about it."""

    task: Task
    sightings: Sequence[Sighting]
    budget: Budget

    @cached_property
    def wrong(self) -> list[Sighting]:
        """The calls with a wrong answer."""
        return [each for each in self.sightings if each.wrong]

    @cached_property
    def right(self) -> list[Sighting]:
        """The others."""
        return [each for each in self.sightings if not each.wrong]

    @cached_property
    def place(self) -> str:
        """What all wrong calls have, and no other one."""
        return places.exact_place(self.sightings, self.task)

    @cached_property
    def roles(self) -> list[str]:
        """The parts that are wrong somewhere."""
        return places.wrong_roles(self.sightings)

    @property
    def good(self) -> str:
        """The sentence about the parts that are right everywhere."""
        return sentences.are_right(places.right_roles(self.sightings))

    def sentences(self) -> Iterator[str]:
        """Yield what can be said, the best first."""
        if not self.wrong or len(self.wrong) + sum(map(_size, self.wrong)) < 5:
            return
        yield swapped(self.wrong)
        yield self._named(self.wrong, "")
        yield self._step()
        yield self._changed(self.wrong, self.right, self.place)
        for place, group, others in self._groups():
            yield self._named(group, place)
            yield self._changed(group, others, place)
        yield self._somewhere()
        yield self._in_layers()
        yield self._formed(self.wrong, "")
        for place, group, _ in self._groups():
            yield self._formed(group, place)

    # Relations ------------------------------------------------------------------------------

    def _named(self, wrong: Sequence[Sighting], place: str) -> str:
        return self._about(wrong, place, named)

    def _formed(self, wrong: Sequence[Sighting], place: str) -> str:
        return self._about(wrong, place, formed)

    def _about(
        self, wrong: Sequence[Sighting], place: str, find: Callable[[Pairs], Relation | None]
    ) -> str:
        """Return the relation that most wrong parts share, with those that share it."""
        found: dict[str, list[str]] = {}
        holds: dict[str, Relation] = {}
        for role in places.wrong_roles(wrong):
            self.budget.ask()
            pairs = pairs_of(wrong, role)
            if relation := find([*pairs, *self._right_pairs(role)] if are_binary(pairs) else pairs):
                found.setdefault(relation.text, []).append(role)
                holds[relation.text] = relation
        if not found:
            return ""
        text, roles = max(found.items(), key=lambda item: len(item[1]))
        where = place or self._where(holds[text], roles)
        return self.good + sentences.about(text, roles, where)

    def _where(self, relation: Relation, roles: Sequence[str]) -> str:
        """Return where a relation holds: "" if everywhere."""
        others = [pair for role in roles for pair in self._right_pairs(role)]
        if relation.holds(others):
            return ""
        return self.place or (WHERE_WRONG if roles == [""] else "where it is wrong")

    def _right_pairs(self, role: str) -> list[Pair]:
        return [
            pair
            for each in self.sightings
            for part, pair in each.pairs.items()
            if part.role == role and part not in each.wrong
        ]

    def _step(self) -> str:
        """Return a relation between steps."""
        found: dict[str, list[str]] = {}
        for role in self.roles:
            pairs = stride_pairs(self.wrong, role, self.task, self.budget)
            if len(pairs) > 1 and (relation := true_of(pairs, strides(pairs))):
                found.setdefault(relation.text, []).append(role)
        if not found:
            return ""
        text, roles = max(found.items(), key=lambda item: len(item[1]))
        return self.good + sentences.about(text, ["w"] if roles == [""] else roles)

    def _changed(self, wrong: Sequence[Sighting], right: Sequence[Sighting], place: str) -> str:
        """Return whose answers these are: those of the right function with one argument changed."""
        changes = Changes(self.task, self._words())
        roles = places.wrong_roles(wrong)
        every = places.right_roles(self.sightings) + self.roles
        for asked in ([], roles if len(roles) < len(every) else [], *([r] for r in roles)):
            if not asked and asked is not every and len(every) > 1 and roles == [""]:
                continue
            found = changed(wrong, right, changes, self.budget, asked)
            if found and (found[1] or place):
                where = "" if found[1] and place == self.place else place
                return (self.good if asked else "") + sentences.of_change(found[0], asked, where)
        return ""

    def _words(self) -> dict[str, tuple[str, ...]]:
        """Return what each string argument may be, by the docstring and by the calls."""
        names = [n for n, value in self.sightings[0].args.items() if isinstance(value, str)]
        return {
            name: tuple(
                dict.fromkeys([*(str(s.args[name]) for s in self.sightings), *self.task.choices])
            )
            for name in names
        }

    def _groups(self) -> Iterator[tuple[str, list[Sighting], list[Sighting]]]:
        """Yield the wrong calls by the word of a string argument, with the right ones of it."""
        for name, value in self.wrong[0].args.items():
            words = list(dict.fromkeys(str(each.args.get(name)) for each in self.wrong))
            if not isinstance(value, str) or len({str(s.args[name]) for s in self.sightings}) < 2:
                continue
            for word in words:
                wrong, right = (
                    [each for each in group if each.args.get(name) == word]
                    for group in (self.wrong, self.right)
                )
                yield f"with {name} «{word}»", wrong, right

    def _somewhere(self) -> str:
        """Return a relation of the wrong entries alone."""
        for place, group, _ in [("", self.wrong, []), *self._groups()]:
            for role in places.wrong_roles(group):
                pairs = [cut for pair in pairs_of(group, role) if (cut := only_wrong(pair))]
                if sum(pair.right.size for pair in pairs) < 4 or are_binary(pairs):
                    continue
                relation = named(pairs)
                if relation and relation.entrywise:
                    mine = [pair for each in group for p, pair in each.pairs.items()
                            if p.role == role]  # fmt: skip
                    exact = entries_place(mine)
                    where = exact or ("where they are wrong" if role == "" else "where it is wrong")
                    start = ", ".join(filter(None, [place, where]))
                    return self.good + sentences.about(relation.text, [role], start)
        return ""

    def _in_layers(self) -> str:
        """Return a relation that holds in the first or last layer only, or below the last."""
        for words, test in places.LAYERS.items():
            for role in self.roles:
                pairs = [
                    pair
                    for each in self.wrong
                    for part, pair in each.wrong.items()
                    if part.role == role and part.layer is not None
                    if test(part.layer, max(p.layer or 0 for p in each.pairs))
                ]
                if len(pairs) > 1 and (relation := named(pairs)):
                    return self.good + sentences.about(relation.text, [role], words)
        return ""

    # Places ---------------------------------------------------------------------------------

    def where(self) -> str:
        """Return where the answers are wrong; "" where nothing exact can be said."""
        words = "«" in self.place
        for role in self.roles:
            mine = [pair for each in self.sightings for p, pair in each.pairs.items()
                    if p.role == role]  # fmt: skip
            if exact := entries_place(mine):
                of = f" of {role}" if role else ""
                return f"{self.good}Exactly the entries{of} {exact} are wrong."
        for place, group, right in self._groups() if self.wrong else ():
            if exact := entries_place(pairs_of([*group, *right], "", every=True)):
                return f"W{place[1:]}, exactly the entries {exact} are wrong."
        if self.place:
            return sentences.only_in(self.place, self.roles, exact=not words)
        if layers := places.layers_place(self.wrong):
            return f"{self.good}In calls of two layers or more, only what is {layers} is wrong."
        if self.good:
            are = "are" if len(self.roles) > 1 else "is"
            return f"{self.good}Only {sentences.listed(self.roles)} {are} wrong."
        return ""


def _size(each: Sighting) -> int:
    return min(10, sum(pair.right.size for pair in each.wrong.values()))


def pairs_of(sightings: Sequence[Sighting], role: str, *, every: bool = False) -> list[Pair]:
    """Return the wrong pairs of a part; `every`, the right ones too."""
    return [
        pair
        for each in sightings
        for part, pair in (each.pairs if every else each.wrong).items()
        if part.role == role
    ]


def only_wrong(pair: Pair) -> Pair | None:
    """Return the wrong entries of a pair; None where all are wrong or there are no axes."""
    off = pair.off
    if not off.ndim or not off.any():
        return None

    def cut(value: Any) -> Any:
        alike = isinstance(value, np.ndarray) and value.shape == off.shape
        return value[off] if alike else value

    args = {name: cut(value) for name, value in pair.args.items()}
    return dataclasses.replace(pair, right=pair.right[off], seen=pair.seen[off], args=args)


def named(pairs: Pairs) -> Relation | None:
    """Return the relation with a name that is true of pairs that are wrong."""
    pairs = [pair for pair in pairs if pair.right.size]
    if not pairs or (len(pairs) < 2 and sum(pair.right.size for pair in pairs) < 4):
        return None
    if found := true_of(pairs, constants(pairs)):
        return found
    if are_binary(pairs):
        return true_of(pairs, [EXCHANGED]) if distinct((p.right for p in pairs), 2) == 2 else None
    if found := true_of(pairs, of_an_argument(pairs)):
        return found
    if not is_evidence(pairs):
        return None
    for family in (of_the_right_value, factors, offsets, digits):
        if found := true_of(pairs, family(pairs)):
            return found
    return None


def formed(pairs: Pairs) -> Relation | None:
    """Return the form of an error without a name."""
    pairs = [pair for pair in pairs if pair.right.size]
    if not pairs or are_binary(pairs) or not is_evidence(pairs):
        return None
    return true_of(pairs, residues(pairs))


EXCHANGED = Relation(
    "{It} {has} 0 and 1 exchanged.",
    lambda pairs: all(pair.near(1.0 - pair.right, pair.seen + 0.0) for pair in pairs),
)
