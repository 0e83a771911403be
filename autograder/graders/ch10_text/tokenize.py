"""10.1 tokenize: its graders."""

from autograder.asserting import (
    assert_equal,
    assert_type,
    assert_varies,
    grader,
    refuses,
    values,
)

LETTERS = list("abcdefghijklmnopqrstuvwxyz")
CAPITALS = [*LETTERS, *map(str.upper, LETTERS)]
OTHERS = ["é", "ß", "ñ", "東", "ы", "ø", "🙂", "…", "–", "’", "٣", "５"]


def word(rng, signs=CAPITALS, most=6):
    """Return a word of 1 to `most` signs."""
    return "".join(rng.choice(signs, int(rng.integers(1, most + 1))))


def text(rng, between, count=6, signs=CAPITALS):
    """Return words with one of `between` behind each."""
    return "".join(word(rng, signs) + str(rng.choice(between)) for _ in range(count))


def plain(rng):
    """Return texts of words and single spaces."""
    return [(text(rng, [" "], count).strip(),) for count in (4, 1, 7)]


@grader(1, gate=True)
def test_form(function, rng):
    """tokenize returns a list of strings."""
    value = function(text(rng, [" "]))
    assert_type(value, list, hint="a list, in the order of the text")
    for token in value:
        assert_type(token, str, hint="each token is a str")
    assert_varies(function, plain(rng))


test_words = values(
    2,
    "Words come in their order, in small letters, as often as they stand there.",
    lambda rng: [*plain(rng), ("Row row ROW your boat",), ("the cat the dog the cat", "word")],
    hint="text.lower() first",
)
PUNCTUATION = [". ", ", ", "-", "_", "--", "; ", "\n", "\t", "! ", "/", '"', " (", "? "]
test_punctuation = values(
    2,
    "Punctuation, line ends and the underscore separate words, and are gone.",
    lambda rng: [
        *((text(rng, PUNCTUATION, 8),) for _ in range(3)),
        ("... Well-known, -- snake_case!\n\n(end)",),
        ("snake_case; case, snake",),
        ("  two   spaces  ",),
        ("...",),
        ("",),
    ],
    hint="re.findall takes what belongs to words and skips all else",
)
test_digits = values(
    1,
    "Digits and apostrophes belong to words, at their ends as well.",
    lambda rng: [
        (text(rng, [" ", ", "], 6, [*CAPITALS, *"0123456789'"]),),
        ("The '90s: dogs' 3rd o'clock 1,000 rock'n'roll",),
        ("don't DON'T 'don't'",),
    ],
    hint="[a-z0-9']+",
)
test_others = values(
    1,
    "Letters with accents, of other alphabets, and signs separate words, too.",
    lambda rng: [
        *((text(rng, OTHERS),) for _ in range(3)),
        ("Zoë's café",),
        ("3٣ dogs, 5５5 cats",),
    ],
    hint="a to z, 0 to 9, and no others: \\w and \\d take more",
)


@grader(2)
def test_characters(function, right, rng):
    """With "char" every character is a token, in small letters; nothing is left out."""
    texts = [text(rng, PUNCTUATION), text(rng, OTHERS), "  A\n\nb. ", "Don't!", ""]
    texts += ["ΟΔΟΣ Σ", "İzmir"]  # what a letter becomes may hang on its neighbours, or be two
    for call, given in zip(function.map([(each, "char") for each in texts]), texts, strict=True):
        assert_equal(call.value, right(given, "char"), hint="list(text.lower())")


test_mode = refuses(
    1,
    "{name} refuses every other mode, for an empty text too.",
    "mode",
    lambda rng: [
        *((text(rng, [" "]), mode) for mode in ("words", "chars", "Word", "", "sentence")),
        ("", "letter"),
    ],
    hint='if mode is neither "word" nor "char": raise ValueError(...)',
)
