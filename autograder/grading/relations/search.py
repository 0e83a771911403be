"""The choice of one relation among all that are true, in the order of what they are worth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.grading.relations import places, sentences
from autograder.grading.relations.changes import Variants
from autograder.grading.relations.entries import entries_place
from autograder.grading.relations.families import formed, named
from autograder.grading.relations.passes import first_wrong_pass
from autograder.grading.relations.relation import Pairs, Relation, are_binary, are_whole, true_of
from autograder.grading.relations.reruns import Allowance, changed
from autograder.grading.relations.selection import CallGroup, only_wrong, pairs_of, rights_of
from autograder.grading.relations.sightings import Sighting, Subject
from autograder.grading.relations.strides import stride_pairs, strides
from autograder.grading.relations.swaps import swapped

Find = Callable[[Pairs], Relation | None]
ENOUGH = 4  # wrong entries, where only one call is wrong


@dataclass(frozen=True)
class Search:
    """What was seen of one exercise, and the search for a sentence about it."""

    subject: Subject
    sightings: Sequence[Sighting]
    budget: Allowance
    is_whole: bool = True  # no other call raised, or had an answer of the wrong form

    @cached_property
    def whole(self) -> CallGroup:
        """All calls."""
        wrong = [each for each in self.sightings if each.wrong]
        return CallGroup(wrong, [each for each in self.sightings if not each.wrong])

    @cached_property
    def place(self) -> str:
        """What all wrong calls have, and no other one."""
        return places.exact_place(self.sightings, self.subject)

    @cached_property
    def roles(self) -> list[str]:
        """The parts that are wrong somewhere."""
        return places.wrong_roles(self.sightings)

    @cached_property
    def good(self) -> str:
        """The sentence about the parts that are right everywhere."""
        if not self.is_whole:
            return ""
        return sentences.are_right(places.right_roles(self.sightings))

    @property
    def is_worth_it(self) -> bool:
        """Whether enough is wrong to say something of it."""
        wrong = self.whole.wrong
        entries = sum(pair.right.size for each in wrong for pair in each.wrong.values())
        return len(wrong) > 1 or entries >= ENOUGH

    def sentences(self) -> Iterator[str]:
        """Yield what can be said, the best first."""
        words = list(self.whole.by_word())
        yield swapped(self.whole.wrong, has_layers=self.subject.has_layers)
        yield self._about(self.whole, named)
        yield self._step()
        yield self._changed(self.whole)
        for group in words:
            yield self._about(group, named)
            yield self._changed(group)
        for group in (*words, self.whole):
            yield self._somewhere(group)
        yield self._in_layers()
        for group in (self.whole, *words):
            yield self._about(group, formed)

    def _about(self, group: CallGroup, find: Find) -> str:
        """Return the relation that most wrong parts of some calls share, with these parts."""
        found: dict[str, list[str]] = {}
        holds: dict[str, Relation] = {}
        for role in places.wrong_roles(group.wrong):
            self.budget.ask()
            pairs = pairs_of(group.wrong, role)
            others = rights_of(group.all, role)
            relation = find([*pairs, *others] if are_binary(pairs) else pairs)
            if relation and (relation.sure or not are_whole(pairs) or relation.holds(others)):
                found.setdefault(relation.text, []).append(role)
                holds[relation.text] = relation
        if not found:
            return ""
        text, roles = max(found.items(), key=lambda item: len(item[1]))
        return self.good + sentences.about(text, roles, self._where(holds[text], group, roles))

    def _where(self, relation: Relation, group: CallGroup, roles: Sequence[str]) -> str:
        """Return where a relation of wrong parts holds: "" if everywhere."""

        def is_true(calls: Sequence[Sighting]) -> bool:
            return relation.holds([pair for role in roles for pair in rights_of(calls, role)])

        if is_true(group.all):
            return group.place
        words = list(group.by_word())
        if len(words) == 1 and is_true(words[0].all):
            return words[0].place
        wrong = self.place if group is self.whole else ""
        return ", ".join(filter(None, [group.place, wrong or _where_wrong(roles)]))

    def _step(self) -> str:
        """Return a relation between steps."""
        found: dict[str, list[str]] = {}
        for role in self.roles:
            pairs, others = stride_pairs(self.whole.wrong, role, self.subject, self.budget)
            relation = true_of(pairs, strides(pairs)) if len(pairs) > 1 else None
            if relation and relation.holds(others):
                found.setdefault(relation.text, []).append(role)
        if not found:
            return ""
        text, roles = max(found.items(), key=lambda item: len(item[1]))
        return self.good + sentences.about(text, roles)

    def _changed(self, group: CallGroup) -> str:
        """Return whose answers these are: those of the right function with one argument changed."""
        if self.subject.function is None:
            return ""
        changes = Variants(self.subject, self._words())
        roles = places.wrong_roles(group.wrong)
        tried: list[list[str]] = [[]]
        if roles != [""]:
            tried += [roles, *([role] for role in roles if len(roles) > 1)]
        for some in tried:
            found = changed(group.wrong, group.right, changes, self.budget, some)
            if found:
                change, everywhere = found
                place = group.place or ("" if everywhere else self.place or _where_wrong(some))
                return (self.good if some else "") + sentences.of_change(change, some, place)
        return ""

    def _words(self) -> dict[str, tuple[str, ...]]:
        """Return what each string argument may be, by the calls and by the docstring."""
        args = [each.args for each in self.sightings]
        return {
            name: tuple(dict.fromkeys([*(str(each[name]) for each in args), *self.subject.choices]))
            for name, value in args[0].items()
            if isinstance(value, str)
        }

    def _somewhere(self, group: CallGroup) -> str:
        """Return a relation of the wrong entries alone."""
        for role in places.wrong_roles(group.wrong):
            pairs = [cut for pair in pairs_of(group.wrong, role) if (cut := only_wrong(pair))]
            if sum(pair.right.size for pair in pairs) < 4 or are_binary(pairs):
                continue
            relation = named(pairs)
            if relation and relation.entrywise:
                exact = entries_place(pairs_of(group.all, role, every=True))
                place = ", ".join(filter(None, [group.place, exact or _where_wrong([role])]))
                return self.good + sentences.about(relation.text, [role], place)
        return ""

    def _in_layers(self) -> str:
        """Return a relation that holds in the first or last layer only, or below the last."""
        for words, test in places.LAYERS.items() if self.subject.has_layers else ():
            for role in self.roles:
                pairs = [
                    pair
                    for each in self.whole.wrong
                    for part, pair in each.pairs.items()
                    if part.role == role and part.layer is not None
                    if test(part.layer, each.last_layer)
                ]
                wrong = [pair for pair in pairs if not pair.is_right]
                if len(wrong) > 1 and (relation := named(wrong)) and relation.holds(pairs):
                    return self.good + sentences.about(relation.text, [role], words)
        return ""

    def where(self) -> str:
        """Return where the answers are wrong; "" where nothing exact can be said."""
        if not self.whole.wrong or not self.is_whole or self.subject.draws_freely:
            return ""
        for role in self.roles:
            if exact := entries_place(pairs_of(self.sightings, role, every=True)):
                of = f" of `{role}`" if role else ""
                return f"{self.good}Exactly the entries{of} {exact} are wrong."
        for group in self.whole.by_word():
            if exact := entries_place(pairs_of(group.all, "", every=True)):
                return f"W{group.place[1:]}, exactly the entries {exact} are wrong."
        if self.subject.has_layers and (layers := places.layers_place(self.whole.wrong)):
            hint = ": look at what is handed down." if layers.startswith("below") else "."
            return f"{self.good}With several layers, only what stands {layers} is wrong{hint}"
        if self.place:
            return sentences.only_in(self.place, self.roles, exact=True)
        if found := self._passes() or self._wrong_entries():
            return self.good + found
        if only := places.only_place(self.sightings, self.subject):
            return sentences.only_in(only, self.roles, exact=False)
        if self.good:
            are = "are" if len(self.roles) > 1 else "is"
            return f"{self.good}Only {sentences.listed(self.roles)} {are} wrong."
        return ""

    def _passes(self) -> str:
        """Return how far a training is right; "" where there is none."""
        words = {"it": sentences.listed(self.roles), "are": "are" if self.roles[1:] else "is"}
        return first_wrong_pass(self.sightings).format(**words) if any(self.roles) else ""

    def _wrong_entries(self) -> str:
        """Return which entries are wrong in the calls that have some, and not in all."""
        for role in self.roles:
            pairs = pairs_of(self.whole.wrong, role)
            if len(pairs) > ENOUGH and (exact := entries_place(pairs)):
                of = f" of `{role}`" if role else ""
                return f"Where there are wrong entries{of}, they are those {exact}."
        return ""


def _where_wrong(roles: Sequence[str]) -> str:
    return "where it is wrong" if len(roles) == 1 and roles[0] else "where they are wrong"
