from .notebook import check as check
from .notebook import hint as hint

__all__ = ["check", "hint"]
