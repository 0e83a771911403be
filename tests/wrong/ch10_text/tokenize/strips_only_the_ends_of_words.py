"""Breaks "all else separates words": splits at white space alone, so well-known and no,yes stay one token (and accents stay)."""

import string


def tokenize(text: str, mode: str = "word") -> list[str]:
    text = text.lower()
    if mode == "char":
        return list(text)
    if mode != "word":
        raise ValueError("mode must be 'word' or 'char'")
    tokens = []
    for piece in text.split():
        piece = piece.strip(string.punctuation.replace("'", ""))
        if piece:
            tokens.append(piece)
    return tokens
