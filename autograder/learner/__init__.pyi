from .notebook import check as check
from .notebook import hint as hint
from .quizcell import quiz as quiz

__all__ = ["check", "hint", "quiz"]
