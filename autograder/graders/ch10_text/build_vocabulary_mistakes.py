"""10.2 build_vocabulary: the mistakes that its graders know."""

from collections import Counter

from autograder.asserting import misconception

# Each is right where its mistake has no effect; `right` refuses bad input.


def _counted(docs):
    return Counter(word for doc in docs for word in doc)


def _ranked(counts):
    return [word for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]


def _numbered(ranked, most, start=2):
    return {word: number for number, word in enumerate(ranked[:most], start)}


@misconception
def starts_at_0(right, docs, max_tokens):
    """The numbers begin at 0, but 0 is padding and 1 the unknown word: words begin at 2."""
    return {word: number - 2 for word, number in right(docs, max_tokens).items()}


@misconception
def starts_at_1(right, docs, max_tokens):
    """The numbers begin at 1, but 1 is kept for words that are not known: words begin at 2."""
    return {word: number - 1 for word, number in right(docs, max_tokens).items()}


@misconception
def leaves_equals_as_they_come(right, docs, max_tokens):
    """Equally frequent words stand in the order in which they came, as Counter.most_common leaves
    them. Sort them by the alphabet, or another order of the texts gives another vocabulary.
    """
    right(docs, max_tokens)
    return _numbered([word for word, _ in _counted(docs).most_common()], max_tokens - 2)


@misconception
def cuts_before_it_sorts_equals(right, docs, max_tokens):
    """The words were cut off before equals were sorted: at the limit those stayed that came first.
    Sort all of them by (-count, word), and cut then.
    """
    right(docs, max_tokens)
    return _numbered(_ranked(dict(_counted(docs).most_common(max_tokens - 2))), max_tokens - 2)


@misconception
def sorts_equals_backwards(right, docs, max_tokens):
    """Equally frequent words stand from z to a: reverse=True turns the words around with the
    counts. Sort by (-count, word).
    """
    right(docs, max_tokens)
    counts = _counted(docs)
    ranked = sorted(counts, key=lambda word: (counts[word], word), reverse=True)
    return _numbered(ranked, max_tokens - 2)


@misconception
def sorts_without_regard_to_capitals(right, docs, max_tokens):
    """Equally frequent words were sorted as if capitals were small letters. Python sorts capitals
    first: "B" before "a".
    """
    right(docs, max_tokens)
    counts = _counted(docs)
    ranked = sorted(counts, key=lambda word: (-counts[word], word.lower(), word))
    return _numbered(ranked, max_tokens - 2)


@misconception
def numbers_rare_words_first(right, docs, max_tokens):
    """The rarest words have the smallest numbers, and frequent ones are cut off. It is the other
    way round: sort by minus the count.
    """
    right(docs, max_tokens)
    counts = _counted(docs)
    return _numbered(sorted(counts, key=lambda word: (counts[word], word)), max_tokens - 2)


@misconception
def numbers_by_the_alphabet(right, docs, max_tokens):
    """Words are numbered by the alphabet alone. First by how frequent they are: the alphabet only
    decides between equals.
    """
    right(docs, max_tokens)
    return _numbered(sorted(_counted(docs)), max_tokens - 2)


@misconception
def numbers_as_they_come(right, docs, max_tokens):
    """Words are numbered in the order in which they come, not by how frequent they are. Count all
    first.
    """
    right(docs, max_tokens)
    return _numbered(list(_counted(docs)), max_tokens - 2)


@misconception
def counts_texts(right, docs, max_tokens):
    """A word counted once for each text that holds it. It counts as often as it occurs."""
    right(docs, max_tokens)
    counts = Counter(word for doc in docs for word in set(doc))
    return _numbered(_ranked(counts), max_tokens - 2)


@misconception
def looks_at_the_first_text(right, docs, max_tokens):
    """Only the words of the first text were counted. docs is a list of texts: count in all."""
    return right(docs[:1], max_tokens)


@misconception
def looks_at_the_last_text(right, docs, max_tokens):
    """Only the words of the last text were counted: does a loop make a new Counter each time, or
    return too early? Count in all texts.
    """
    return right(docs[-1:], max_tokens)


@misconception
def forgets_the_two_places(right, docs, max_tokens):
    """The dict holds max_tokens words. Padding and the unknown word count as well, so there are
    max_tokens - 2.
    """
    right(docs, max_tokens)
    return right(docs, max_tokens + 2)


@misconception
def forgets_one_place(right, docs, max_tokens):
    """The dict holds one word too many: both 0 and 1 count, so there are max_tokens - 2 words."""
    right(docs, max_tokens)
    return right(docs, max_tokens + 1)


@misconception
def keeps_all_words(right, docs, max_tokens):
    """max_tokens has no effect. Keep the max_tokens - 2 most frequent words."""
    right(docs, max_tokens)
    return right(docs, len(_counted(docs)) + 3)


@misconception
def puts_the_two_into_the_dict(right, docs, max_tokens):
    """The dict has entries for padding or for the unknown word. They stand for no word: leave them
    out, their numbers are known.
    """
    return {"<pad>": 0, "<unk>": 1, **right(docs, max_tokens)}


@misconception
def puts_the_unknown_into_the_dict(right, docs, max_tokens):
    """The dict has an entry for the unknown word. It stands for no word: leave it out, its number
    is known.
    """
    return {"<unk>": 1, **right(docs, max_tokens)}


@misconception
def answers_the_counts(right, docs, max_tokens):
    """The dict holds how often each word occurs. Asked is its number: 2 for the most frequent."""
    counts = _counted(docs)
    return {word: counts[word] for word in right(docs, max_tokens)}


@misconception
def changes_the_texts(right, docs, max_tokens):
    """A text that was given holds other words afterwards: +=, extend and sort change the list
    itself, whatever name it has. Make a new one.
    """
    vocabulary = right(docs, max_tokens)
    for doc in docs[1:]:
        docs[0].extend(doc)
    return vocabulary


@misconception
def takes_a_vocabulary_without_words(right, docs, max_tokens):
    """A max_tokens of 2 or less was taken, though no word has room in it: 3 is the least."""
    return right(docs, max_tokens) if max_tokens > 2 else {}


@misconception
def refuses_one_word(right, docs, max_tokens):
    """A max_tokens of 3 was refused. It leaves room for one word, which is legal: refuse what is
    below 3.
    """
    return right(docs, max_tokens if max_tokens > 3 else 0)
