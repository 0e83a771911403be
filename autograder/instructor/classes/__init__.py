"""A class on its way through grading: collected, graded in slots, entered into a gradebook."""
