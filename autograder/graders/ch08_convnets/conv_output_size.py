"""8.2 conv_output_size: its graders, and the mistakes that they know."""

import math

from autograder.asserting import (
    assert_type,
    assert_varies,
    describe,
    grader,
    misconception,
    refuses,
    require,
    values,
)
from autograder.asserting.lenience import in_form_of


def plain(rng):
    """Return sizes and kernels, without stride and padding."""
    drawn = [
        (int(n), int(k)) for n, k in zip(rng.integers(9, 60, 8), rng.integers(1, 9, 8), strict=True)
    ]
    return [*drawn, (28, 3), (5, 5), (1, 1)]


def strided(rng):
    """Return cases with a stride; in some of them it leaves pixels over, in others it does not."""
    steps = [2, 2, 3, 3, 4, 5]
    drawn = [
        (int(n), int(rng.integers(2, 6)), s)
        for n, s in zip(rng.integers(12, 60, 6), steps, strict=True)
    ]
    return [
        *drawn,
        (7, 2, 2),
        (7, 3, 2),
        (11, 3, 3),
        (10, 3, 4),
        (3, 3, 5),
        (4, 3, 5),
        (8, 2, 2),
        (9, 2, 2),
    ]


def padded(rng):
    """Return cases with padding, and with padding and a stride."""
    drawn = [
        (int(n), 3, 1, int(p)) for n, p in zip(rng.integers(9, 60, 5), range(1, 6), strict=True)
    ]
    steps = [(2, 1), (3, 2), (2, 3), (3, 1)]
    both = [(int(n), 4, *step) for n, step in zip(rng.integers(12, 60, 4), steps, strict=True)]
    return [
        *drawn,
        *both,
        (28, 3, 1, 1),
        (2, 5, 1, 2),
        (7, 4, 2, 1),
        (2, 4, 1, 1),
        (9, 4, 2, 1),
        (8, 5, 2, 1),
    ]


@grader(1, gate=True)
def test_form(function):
    """conv_output_size returns a number, and not always the same."""
    for call in function.map([(28, 3), (28, 3, 2), (29, 4, 3, 1)]):
        assert_type(in_form_of(call.value, 0), int, hint="return the number of places")
    assert_varies(function, [(28, 3), (28, 5), (9, 3)])


@grader(1)
def test_int(function, right):
    """The number is an int, with a stride too."""
    given = [(28, 3), (28, 3, 2), (29, 4, 3, 1), (28, 5, 2)]
    for call, case in zip(function.map(given), given, strict=True):
        is_float = isinstance(call.value, float) and call.value == right(*case)
        mistake = "answers_a_float" if is_float else ""
        message = f"Seen: {describe(call.value)}. Expected: an int."
        hint = "// divides and rounds down, and an int stays an int"
        require(type(call.value) is int, message, hint=hint, mistake=mistake)


test_plain = values(
    2,
    "{name} counts the places of a kernel: one more than n - k.",
    plain,
    hint="n - k + 1",
    loose=True,
)
test_stride = values(
    2,
    "What is left over behind the last whole step does not count.",
    strided,
    hint="(n - k) // stride + 1: divide first, then add 1",
    loose=True,
)
test_padding = values(
    2,
    "Zeros are put at both ends.",
    padded,
    hint="n + 2 * padding, then as without padding",
    loose=True,
)
test_kernel = refuses(
    1,
    "{name} refuses a kernel that is larger than n + 2 padding, and accepts one as large.",
    "kernel",
    [(4, 5), (1, 2), (2, 7, 1, 2), (28, 30, 2), (3, 6, 4, 1)],
    accepts=[(5, 5), (2, 6, 1, 2), (28, 30, 2, 1)],
    hint="compare k with n + 2 * padding",
)
test_least_stride = refuses(
    1,
    "{name} refuses a stride below 1.",
    "stride",
    [(9, 3, 0), (9, 3, -1), (9, 3, -2, 1)],
    hint="check stride >= 1 before you divide by it",
)


# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def rounds_up(right, n, k, stride=1, padding=0):
    """A partial window was counted. Where the kernel does not fit any more, there is no place:
    round down.
    """
    right(n, k, stride, padding)
    return math.ceil((n + 2 * padding - k) / stride) + 1


@misconception
def rounds_to_the_nearest(right, n, k, stride=1, padding=0):
    """The quotient was rounded to the nearest number. It is rounded down: //."""
    right(n, k, stride, padding)
    return math.floor((n + 2 * padding - k) / stride + 0.5) + 1


@misconception
def rounds_as_python_does(right, n, k, stride=1, padding=0):
    """The quotient was rounded to the nearest number, by round(…). It is rounded down: //."""
    right(n, k, stride, padding)
    return round((n + 2 * padding - k) / stride) + 1


@misconception
def forgets_the_first_place(right, n, k, stride=1, padding=0):
    """One place is missing: a kernel as large as the picture has 1 place, not 0. Add 1."""
    return right(n, k, stride, padding) - 1


@misconception
def adds_one_too_early(right, n, k, stride=1, padding=0):
    """The 1 was added before the division, where the stride divides it, too. Divide first."""
    right(n, k, stride, padding)
    return (n + 2 * padding - k + 1) // stride


@misconception
def divides_the_picture(right, n, k, stride=1, padding=0):
    """The picture's size was divided by the stride, and the kernel left out. The last window begins
    at n - k: divide that, and add 1.
    """
    right(n, k, stride, padding)
    return (n + 2 * padding) // stride


@misconception
def pads_one_end(right, n, k, stride=1, padding=0):
    """The padding was counted once. There are zeros at both ends: 2 * padding."""
    right(n, k, stride, padding)
    return (n + padding - k) // stride + 1


@misconception
def pads_one_end_in_the_check_too(right, n, k, stride=1, padding=0):
    """The padding was counted once, in the check too. There are zeros at both ends: 2 * padding."""
    right(n, k, stride, padding)
    return right(n + padding, k, stride)


@misconception
def ignores_the_padding(right, n, k, stride=1, padding=0):
    """The padding has no effect: the kernel slides over n + 2 * padding numbers."""
    right(n, k, stride, padding)
    return (n - k) // stride + 1


@misconception
def ignores_the_stride(right, n, k, stride=1, padding=0):
    """The stride has no effect: divide n + 2 * padding - k by it, and round down."""
    right(n, k, stride, padding)
    return n + 2 * padding - k + 1


@misconception
def subtracts_the_padding(right, n, k, stride=1, padding=0):
    """The padding made the answer smaller. It makes the picture larger: + 2 * padding."""
    right(n, k, stride, padding)
    return (n - 2 * padding - k) // stride + 1


@misconception
def halves_the_kernel(right, n, k, stride=1, padding=0):
    """Half of the kernel was taken off at each end, rounded down. That is right for an odd kernel
    alone: take off k, and add 1.
    """
    right(n, k, stride, padding)
    return (n + 2 * padding - 2 * (k // 2) - 1) // stride + 1


@misconception
def answers_a_float(right, n, k, stride=1, padding=0):
    """The right number came back as a float. A size is a whole number: // in place of /, or int."""
    return float(right(n, k, stride, padding))


@misconception
def answers_zero_places(right, n, k, stride=1, padding=0):
    """A kernel larger than what it slides over was accepted. It has no place at all: refuse it."""
    if k > n + 2 * padding and stride >= 1:
        return 0
    return right(n, k, stride, padding)


@misconception
def refuses_before_padding(right, n, k, stride=1, padding=0):
    """Your own check refused a legal kernel: it compares k with n alone. The padding counts, too:
    n + 2 * padding.
    """
    size = right(n, k, stride, padding)
    if k > n:
        raise ValueError("conv_output_size: kernel")
    return size


@misconception
def refuses_an_exact_fit(right, n, k, stride=1, padding=0):
    """Your own check refused a kernel that just fits. It has one place: refuse what is larger."""
    size = right(n, k, stride, padding)
    if k == n + 2 * padding:
        raise ValueError("conv_output_size: kernel")
    return size
