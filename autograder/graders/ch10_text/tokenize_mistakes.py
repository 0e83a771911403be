"""10.1 tokenize: the mistakes that its graders know."""

import re
import string

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.

ENDS = string.punctuation.replace("'", "")


def _words(pattern):
    """Return a mistake that takes something else for a word."""

    def answer(right, text, mode):
        found = right(text, mode)
        return re.findall(pattern, text.lower()) if mode == "word" else found

    return answer


@misconception
def keeps_the_punctuation(right, text, mode="word"):
    """Only spaces separate words, so «good» and «good.» became two different words. Take runs of
    the letters a to z, digits and apostrophes, and leave all else out.
    """
    return _words(r"\S+")(right, text, mode)


@misconception
def deletes_the_punctuation(right, text, mode="word"):
    """Punctuation was deleted, and what it had separated grew together: «well-known» is two words,
    well and known.
    """
    if mode == "word":
        return re.sub(r"[^a-z0-9'\s]", "", text.lower()).split()
    return right(text, mode)


@misconception
def strips_only_the_ends(right, text, mode="word"):
    """Punctuation was taken off the ends of words alone. Within them it separates as well, and so
    does every other sign: «well-known» is two words.
    """
    if mode == "word":
        stripped = [each.strip(ENDS) for each in text.lower().split()]
        return [each for each in stripped if each]
    return right(text, mode)


@misconception
def strips_the_ends_and_apostrophes(right, text, mode="word"):
    """Punctuation was taken off the ends of words alone, and apostrophes with it. Other signs
    separate within words as well: «well-known» is two. An apostrophe stays, wherever it stands.
    """
    if mode == "word":
        stripped = [each.strip(string.punctuation) for each in text.lower().split()]
        return [each for each in stripped if each]
    return right(text, mode)


@misconception
def keeps_capitals(right, text, mode="word"):
    """Capitals stayed capitals, so «The» and «the» are two words. Make all letters small first, for
    both modes.
    """
    right(text, mode)
    return list(text) if mode == "char" else re.findall(r"[A-Za-z0-9']+", text)


@misconception
def loses_words_with_capitals(right, text, mode="word"):
    """Capital letters were cut out of their words: text.lower() comes before the words are looked
    for.
    """
    if mode == "word":
        return re.findall(r"[a-z0-9']+", text)
    return right(text, mode)


@misconception
def keeps_capitals_in_characters(right, text, mode="word"):
    """With "char", capitals stayed capitals. All letters are made small first, in both modes."""
    return list(text) if mode == "char" else right(text, mode)


@misconception
def separates_at_apostrophes(right, text, mode="word"):
    """The apostrophe separated words: «don't» became don and t. It belongs to its word."""
    return _words(r"[a-z0-9]+")(right, text, mode)


@misconception
def strips_apostrophes(right, text, mode="word"):
    """Apostrophes at the ends of words were taken off. They belong to the word there, too: the
    run is as long as it can be.
    """
    stripped = [token.strip("'") for token in right(text, mode)]
    return [token for token in stripped if token] if mode == "word" else right(text, mode)


@misconception
def leaves_out_digits(right, text, mode="word"):
    """Digits were left out. 0 to 9 belong to words: «3rd» is one."""
    return _words(r"[a-z']+")(right, text, mode)


@misconception
def takes_digits_of_other_scripts(right, text, mode="word"):
    r"""Digits of other scripts were taken into words: \d means more than 0 to 9."""
    return _words(r"[a-z\d']+")(right, text, mode)


@misconception
def takes_what_unicode_calls_a_letter(right, text, mode="word"):
    r"""Letters of other alphabets or with accents, or the underscore, were taken into words. \w and
    isalnum mean more than a to z, 0 to 9 and the apostrophe.
    """
    return _words(r"[\w']+")(right, text, mode)


@misconception
def takes_what_isalnum_takes(right, text, mode="word"):
    """Letters with accents or of other alphabets were taken into words. A word has the letters a to
    z, digits and apostrophes only: str.isalnum says yes to é, too.
    """
    return _words(r"[^\W_](?:[^\W_]|')*|'(?:[^\W_]|')*")(right, text, mode)


@misconception
def leaves_empty_words(right, text, mode="word"):
    """There are empty strings among the words. re.split has one wherever two separators meet, and
    at the ends: leave them out, or take re.findall.
    """
    return re.split(r"[^a-z0-9']", text.lower()) if mode == "word" else right(text, mode)


@misconception
def leaves_empty_words_at_the_ends(right, text, mode="word"):
    """There is an empty string at an end: re.split has one where the text begins or ends with a
    separator. Leave it out, or take re.findall.
    """
    return re.split(r"[^a-z0-9']+", text.lower()) if mode == "word" else right(text, mode)


@misconception
def loses_the_last_word(right, text, mode="word"):
    """A word at the very end of the text is missing: behind the loop, the last run has to be taken
    as well.
    """
    found = right(text, mode)
    whole = mode == "word" and re.search(r"[a-z0-9']$", text.lower())
    return found[:-1] if whole else found


@misconception
def has_each_word_once(right, text, mode="word"):
    """Each token came once. A text is a list of tokens: what stands there twice comes twice."""
    return list(dict.fromkeys(right(text, mode)))


@misconception
def sorts_the_tokens(right, text, mode="word"):
    """The tokens are sorted. Leave them in the order of the text."""
    return sorted(right(text, mode))


@misconception
def leaves_spaces_out(right, text, mode="word"):
    """With "char", spaces and line ends were left out. They are characters as well: nothing is left
    out.
    """
    found = right(text, mode)
    return [token for token in found if not token.isspace()] if mode == "char" else found


@misconception
def takes_the_characters_of_words(right, text, mode="word"):
    """With "char", only the characters of words came. Punctuation and spaces are tokens there,
    too.
    """
    found = right(text, mode)
    return list("".join(right(text))) if mode == "char" else found


@misconception
def knows_no_characters(right, text, mode="word"):
    """With "char", words came. Look at mode: then every character is a token."""
    right(text, mode)
    return right(text)


@misconception
def takes_every_mode(right, text, mode="word"):
    """A mode that is neither "word" nor "char" was taken. Raise a ValueError that says "mode":
    whoever writes "words" means something, and wants to hear of it.
    """
    return right(text, mode if mode == "char" else "word")
