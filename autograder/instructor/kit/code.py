"""Code without its layout: words, statements, and runs of statements that can be found again."""

from __future__ import annotations

import builtins
import io
import keyword
import re
import tokenize
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

Words = Sequence[str]

# A comma before a closing bracket is layout.
_WORD = re.compile(r"[^\W\d]\w*|\d[\w.]*|,(?!\s*[)\]}])|[^\s\w\"'`\\#,]")
_PROSE = re.compile(r"\w[,;:]? \w")  # inside a string: words for a reader, not code
_LAYOUT = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER),
}
_NAME, _ANY = "·", "…"  # in an outline: a name, and one that may be any
HEAD = 3  # words: fewer than any run has
_KEPT = frozenset([*keyword.kwlist, *dir(builtins)])  # names that a copy cannot change


@dataclass(frozen=True)
class Text:
    """A text that may hold code anywhere: in a cell, in a string, between paragraphs."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        """The words and signs of the text, quotes and spaces left out."""
        return [match[0] for match in _WORD.finditer(self.text)]

    @cached_property
    def outline(self) -> list[str]:
        """The words with a dot for each name that a copy could change."""
        return _outline(self.words)

    @cached_property
    def _lines(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    def line_of_word(self, index: int) -> int:
        """Return the line on which a word stands."""
        for number, match in enumerate(_WORD.finditer(self.text)):
            if number == index:
                return 1 + bisect_right(self._lines, match.start())
        return 1

    @cached_property
    def squeezed(self) -> str:
        """The text without spaces and line ends."""
        return re.sub(r"\s+", "", self.text)

    def line_of_character(self, index: int) -> int:
        """Return the line on which a character of `squeezed` stands."""
        for number, match in enumerate(re.finditer(r"\S", self.text)):
            if number == index:
                return 1 + bisect_right(self._lines, match.start())
        return 1


@cache
def statements(source: str) -> Sequence[list[str] | None]:
    """Return the words of each statement (of a compound one, of each header), None for prose.

    A statement that holds a sentence for a reader is prose: a message may be shown on purpose.
    """
    return list(_statements(source))


def _statements(source: str) -> Iterator[list[str] | None]:
    parts: list[str] = []
    prose = False
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NEWLINE:
            yield None if prose else _WORD.findall(" ".join(parts))
            parts, prose = [], False
        elif token.type not in _LAYOUT:
            prose = prose or (_holds_text(token.type) and bool(_PROSE.search(token.string)))
            parts.append(token.string)


def _holds_text(kind: int) -> bool:
    return kind in (tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING))


def runs(source: str, least: int) -> Iterator[list[str]]:
    """Yield the shortest runs of whole statements, one from each, that have `least` words."""
    found = statements(source)
    for start in range(len(found)):
        run: list[str] = []
        for words in found[start:]:
            if words is None:
                break
            run += words
            if len(run) >= least:
                yield run
                break


def _outline(words: Words) -> list[str]:
    """Return the words with a dot for each name that a copy could change.

    A name between `(` or `,` and `=` is a keyword argument, which no copy changes, or the end of a
    list of targets: it stands for any name, and is not numbered.
    """
    return [
        word
        if before == "." or word in _KEPT or not (word[0].isalpha() or word[0] == "_")
        else _ANY
        if after == "=" and before in ("(", ",")
        else _NAME
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False)
    ]


class Index:
    """Finds runs of words in other texts; with `renamed` in copies with other names, too."""

    def __init__(self, least: int, *, renamed: bool) -> None:
        self.least = least
        self.renamed = renamed
        self._by_start: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}
        self._heads: set[tuple[str, ...]] = set()

    def add(self, run: Words, owner: str) -> None:
        """Remember a run of at least `least` words, and what to call it."""
        seen = _outline(run) if self.renamed else run
        self._heads.add(tuple(seen[:HEAD]))
        self._by_start.setdefault(tuple(seen[: self.least]), {})[self._form(run, seen)] = owner

    def find(self, text: Text) -> Iterator[tuple[int, str]]:
        """Yield at which word of a text a run begins, and what it is called."""
        for start, form in self._matches(text):
            yield start, self._by_start[self._start(form)][form]

    def drop(self, text: Text) -> None:
        """Forget every run that stands in a text."""
        for form in {form for _, form in self._matches(text)}:
            del self._by_start[self._start(form)][form]

    def _matches(self, text: Text) -> Iterator[tuple[int, tuple[str, ...]]]:
        words = text.words
        if len(words) < self.least:
            return
        seen, known = text.outline if self.renamed else words, self._by_start
        heads = self._heads  # most words begin nothing, which is seen quickly
        ahead = zip(*(seen[offset:] for offset in range(HEAD)), strict=False)
        for start in [at for at, head in enumerate(ahead) if head in heads]:
            for form in known.get(tuple(seen[start : start + self.least]), ()):
                end = start + len(form)
                if self._form(words[start:end], seen[start:end]) == form:
                    yield start, form

    def _start(self, form: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_NAME if word.startswith(_NAME) else word for word in form[: self.least])

    def _form(self, words: Words, seen: Words) -> tuple[str, ...]:
        """Return the words with each such name replaced by its number in order of appearance."""
        if not self.renamed:
            return tuple(words)
        numbers: dict[str, str] = {}
        return tuple(
            numbers.setdefault(word, f"{_NAME}{len(numbers)}") if mark == _NAME else mark
            for word, mark in zip(words, seen, strict=True)
        )
