"""The figures of the lesson of chapter 14."""
