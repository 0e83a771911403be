from .notebook import check as check
from .notebook import hint as hint
from .overview import overview as overview
from .quizcell import quiz as quiz

__all__ = ["check", "hint", "overview", "quiz"]
