"""What two exercises with NumPy are graded with: answers of several arrays, and their dtypes."""

from autograder.asserting import (
    assert_close,
    dtype_of,
    named_parts,
    require,
)


def require_kinds(function, right, arrays, more, names):
    """Ask that float32 in all arrays stays so in all answers, and that integers become float64.

    Integers stand in all arrays, and in one of them beside float64.
    """
    kinds = [["float32"] * len(arrays), ["int64"] * len(arrays), ["uint8"] * len(arrays)]
    kinds += [
        ["int8" if k == place else "float64" for k in range(len(arrays))]
        for place in range(len(arrays))
    ]
    for each in kinds:
        given = [array.astype(kind) for array, kind in zip(arrays, each, strict=True)]
        wanted = right(*given, *more)
        for (name, seen), value in zip(
            named_parts(function(*given, *more), names).items(), wanted, strict=True
        ):
            found, said = dtype_of(seen), ", ".join(dict.fromkeys(each))
            message = f"{said} in gives a {name} of {found}; expected {value.dtype}."
            require(found == value.dtype, message, hint="1.0 * array makes floats of integers")
            assert_close(seen, value, rtol=1e-3, atol=1e-4, hint="make floats of integers first")
