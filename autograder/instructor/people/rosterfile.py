"""The roster's table: CSV as spreadsheets and learning management systems write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.errors import UsageError
from autograder.instructor.people.roster import Person, Roster

# What a column may be called, in lower case, without blanks: ours, then those of exports.
_ALIASES = {
    "id": ("sis_user_id", "id", "student_id", "id_number", "matriculation", "username"),
    "name": ("name", "full_name", "student"),
    "first_name": ("first_name", "firstname", "given_name"),
    "last_name": ("last_name", "lastname", "surname", "family_name"),
    "email": ("email", "e-mail", "email_address", "mail"),
    "section": ("section", "sections"),
    "group": ("group", "groups"),
}
LARGEST = 10 << 20  # bytes of a roster
_NO_GROUP = {"none", "no group", "default group", "ungrouped", "n/a", "na", "-", "–", "0"}


def read_roster(path: Path) -> Roster:
    """Return the roster in a table (CSV, with commas, semicolons or tabs; a BOM does no harm).

    Columns: `id`; `name`, or `first_name` and `last_name`; `email`, `section`, `group`; others,
    such as `canvas_id`, are kept. Exports of Canvas and Moodle have names of their own for these.

    Raises:
        UsageError: if it is no such table, a row has no id, or two have the same; names the line.
    """
    rows = list(read_table(path))
    if not rows:
        raise UsageError(f"{path} has no students: a line for each, below a line with the columns")
    columns = {name: _column(name, rows[0][1]) for name in _ALIASES}
    if not columns["id"]:
        there = ", ".join(rows[0][1])
        raise UsageError(
            f"{path} has no column `id` (nor {', '.join(_ALIASES['id'][2:])}); it has {there}"
        )
    people: dict[str, Person] = {}
    for line, row in rows:
        person = _person(row, columns)
        if not person.id:
            canvas = "points possible" in person.name.lower() or "Manual Posting" in row.values()
            if any(row.values()) and not canvas:
                raise UsageError(f"{path}, line {line} has no id: every student needs one")
            continue
        if person.name in ("Test Student", "Student Test"):  # Canvas has one in each course
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
    if plain(columns["id"]) == "sis_user_id":  # Canvas's own export: its ID is a number of its own
        other["canvas_id"] = other.get("id", "")
        known["id"] = known["id"] or other.get("sis_login_id", "") or other["canvas_id"]
    if known["group"].lower() in _NO_GROUP:
        known["group"] = ""
    return Person(**known, other=other)


def _parted(name: str) -> Sequence[str]:
    """Return first and last name of «Lovelace, Ada» or «Ada Lovelace»."""
    last, comma, first = name.partition(",")
    if comma:
        return first.strip(), last.strip()
    first, _, last = name.rpartition(" ")
    return first, last
