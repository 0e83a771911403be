"""The roster: who is in the class, and who is meant by what people and systems call them."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Person:
    """A student of the class; `other` has what the roster's further columns say, by their names."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    section: str = ""
    group: str = ""
    other: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def name(self) -> str:
        """The whole name, or the id where the roster has none."""
        return f"{self.first_name} {self.last_name}".strip() or self.id

    @property
    def numbers(self) -> list[str]:
        """What learning management systems call this person: columns whose name ends in `id`."""
        return [value for key, value in self.other.items() if key.endswith(("id", "login"))]


@dataclass(frozen=True)
class Roster:
    """All who are in the class, in the order of the table."""

    people: tuple[Person, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people)

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """The people by their ids."""
        return {person.id: person for person in self.people}

    def mates(self, person: Person) -> list[Person]:
        """Return a person's group, or the person alone: a group is one section's."""
        if not person.group:
            return [person]
        own = (person.section, person.group)
        return [each for each in self.people if (each.section, each.group) == own]

    def find(self, name: str, number: str = "") -> Person | None:
        """Return whom a name stands for, as people and systems write it; None if nobody, or two.

        The number is the one that a learning management system puts beside a name. It tells apart
        who have one name; where it is another person's than the name, nobody is found.
        """
        named = self.by_id.get(name) or self._by_key.get(squeezed(name))
        named = named or self._by_number.get(name)
        numbered = self._by_number.get(number) if number else None
        if named and numbered and named != numbered:
            return None
        return named or numbered

    def nearest(self, name: str) -> str:
        """Return the id of somebody whose name is like this one, or nothing."""
        close = difflib.get_close_matches(squeezed(name), list(self._by_key), 1, 0.75)
        return self._by_key[close[0]].id if close else ""

    @cached_property
    def _by_number(self) -> dict[str, Person]:
        return _unique((number, person) for person in self.people for number in person.numbers)

    @cached_property
    def _by_key(self) -> dict[str, Person]:
        return _unique((key, person) for person in self.people for key in _keys(person))


def squeezed(name: str) -> str:
    """Return a name as systems squeeze it: letters and digits alone, none of them large.

    >>> squeezed("O'Brien, Seán")
    'obrienseán'
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(each for each in text if each.isalnum())


def _keys(person: Person) -> set[str]:
    """Return what a person may be called: id, address, and the name from any word on."""
    words = person.name.split()
    names = (" ".join(words[n:] + words[:n]) for n in range(len(words)))
    last_first = f"{person.last_name} {person.first_name}"
    spoken = (person.id, person.email, person.email.partition("@")[0], last_first, *names)
    return {key for each in spoken if (key := squeezed(each))}


def _unique(pairs: Iterable[tuple[str, Person]]) -> dict[str, Person]:
    """Return a dict of the pairs whose key is one person's alone."""
    found: dict[str, set[str]] = defaultdict(set)
    people: dict[str, Person] = {}
    for key, person in pairs:
        found[key].add(person.id)
        people[key] = person
    return {key: people[key] for key, ids in found.items() if len(ids) == 1}
