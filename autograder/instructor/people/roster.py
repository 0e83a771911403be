"""The roster: who is in the class, read from a table, and found by what systems call them."""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from autograder.errors import UsageError

# What a column may be called, in lower case, without blanks: ours, then those of exports.
_ALIASES = {
    "id": ("id", "student_id", "id_number", "sis_user_id", "matriculation", "username"),
    "name": ("name", "full_name", "student"),
    "first_name": ("first_name", "firstname", "given_name"),
    "last_name": ("last_name", "lastname", "surname", "family_name"),
    "email": ("email", "e-mail", "email_address", "mail"),
    "section": ("section", "sections"),
    "group": ("group", "groups"),
}
LARGEST = 10 << 20  # bytes of a roster


@dataclass(frozen=True)
class Person:
    """A student of the class; `other` has what the roster's further columns say, by their names."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    section: str = ""
    group: str = ""
    other: Mapping[str, str] = field(default_factory=dict)

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

    @cached_property
    def groups(self) -> dict[str, list[Person]]:
        """The people of each group, by its name."""
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            if person.group:
                found[person.group].append(person)
        return dict(found)

    def find(self, name: str, number: str = "") -> Person | None:
        """Return whom a name stands for, as people and systems write it; None if nobody, or two.

        The number is the one that a learning management system puts beside a name: where the roster
        has it, it decides.
        """
        if number and (person := self._by_number.get(number)):
            return person
        return self._by_key.get(squeezed(name)) or self._by_number.get(name)

    def nearest(self, name: str) -> str:
        """Return the id of somebody whose name is like this one, or nothing."""
        close = difflib.get_close_matches(squeezed(name), list(self._by_key), 1, 0.75)
        return self._by_key[close[0]].id if close else ""

    @cached_property
    def _by_number(self) -> dict[str, Person]:
        named = ((each, person) for person in self.people for each in (person.id, *person.numbers))
        return _unique(named)

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


# Reading ------------------------------------------------------------------------------------


def read_roster(path: Path) -> Roster:
    """Return the roster in a table (CSV, with commas, semicolons or tabs; a BOM does no harm).

    Columns: `id`; `name`, or `first_name` and `last_name`; `email`, `section`, `group`; others,
    such as `canvas_id`, are kept. Exports of Canvas and Moodle have names of their own for these.

    Raises:
        UsageError: if it is no such table, a row has no id, or two have the same; names the line.
    """
    rows = list(read_table(path))
    columns = {name: _column(name, rows[0][1] if rows else ()) for name in _ALIASES}
    if not columns["id"]:
        raise UsageError(f"{path} has no column `id`: a roster needs one, in its first line")
    people: dict[str, Person] = {}
    for line, row in rows:
        person = _person(row, columns)
        if not person.id:
            if any(row.values()) and "points possible" not in person.name.lower():  # Canvas's
                raise UsageError(f"{path}, line {line} has no id: every student needs one")
            continue
        if person.id in people:
            raise UsageError(f"{path}, line {line}: the id {person.id} was there before")
        people[person.id] = person
    return Roster(tuple(people.values()))


def read_table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line's number and the cells of each row of a table, by the names in its head.

    Raises:
        UsageError: if it cannot be read.
    """
    try:
        data = path.read_bytes()[:LARGEST]
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}): is the name right?") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is no text in UTF-8: save it as «CSV UTF-8»") from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            cells = {name: value for name, value in row.items() if name}
            yield reader.line_num, {name: (value or "").strip() for name, value in cells.items()}
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num} is no line of a CSV: {error}") from None


def plain(column: str) -> str:
    """Return a column's name as this module compares them."""
    return "_".join(column.lower().split())


def _column(name: str, given: Iterable[str]) -> str:
    """Return what a column is called in a table, the first of its names that is there."""
    plainly = {plain(each): each for each in given}
    return next((plainly[each] for each in _ALIASES[name] if each in plainly), "")


def _person(row: Mapping[str, str], columns: Mapping[str, str]) -> Person:
    known = {name: row.get(column, "") if column else "" for name, column in columns.items()}
    whole = known.pop("name")
    if whole and not known["last_name"]:
        known["first_name"], known["last_name"] = _parted(whole)
    other = {plain(key): value for key, value in row.items() if key not in columns.values()}
    return Person(**known, other=other)


def _parted(name: str) -> Sequence[str]:
    """Return first and last name of «Lovelace, Ada» or «Ada Lovelace»."""
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = name.rpartition(" ")
    return first, last
