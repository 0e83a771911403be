"""Single keys from the terminal, without Enter, on every system."""

from __future__ import annotations

import os
import re
import signal
import sys
from typing import Any, Protocol

_SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])?")  # an arrow or function key
UP, DOWN, PAGE_UP, PAGE_DOWN = "↑↓⇞⇟"  # what stands for the keys that have no letter
_POSIX = {
    **{b"\x1b[A": UP, b"\x1bOA": UP, b"\x1b[B": DOWN, b"\x1bOB": DOWN},
    **{b"\x1b[5~": PAGE_UP, b"\x1b[6~": PAGE_DOWN},
}
_WINDOWS = {"H": UP, "P": DOWN, "I": PAGE_UP, "Q": PAGE_DOWN}


class Keys(Protocol):
    """A terminal that hands over each key as it is pressed."""

    woken: bool  # the program was stopped with Ctrl-Z, and goes on

    def __enter__(self) -> object: ...

    def __exit__(self, *error: object) -> None: ...

    def pressed(self) -> str | None:
        """Return the keys since the last call, "" for none; None when the terminal is gone."""


def terminal_keys() -> Keys:
    """Return the keys of this machine's terminal."""
    return WindowsKeys() if os.name == "nt" else PosixKeys()


class PosixKeys:
    """Keys through termios; the terminal gets its own settings back however the block ends."""

    def __init__(self) -> None:
        import termios
        import tty

        self._termios: Any = termios
        self._tty: Any = tty
        self._input = sys.stdin.fileno()
        self.woken = False

    def __enter__(self) -> PosixKeys:
        self._before = self._termios.tcgetattr(self._input)
        self._tty.setcbreak(self._input)
        # Closing the window or `kill` would leave the terminal without its settings.
        self._handlers = {
            number: signal.signal(number, self._leave)
            for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
        }
        self._handlers[signal.SIGCONT] = signal.signal(signal.SIGCONT, self._wake)
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._termios.tcsetattr(self._input, self._termios.TCSADRAIN, self._before)

    def pressed(self) -> str | None:
        """Return the keys since the last call; a key without a letter counts if it scrolls."""
        import select

        if not select.select([self._input], [], [], 0)[0]:
            return ""
        try:
            data = os.read(self._input, 64)
        except OSError:  # the terminal was closed
            return None
        if not data or data == b"\x04":  # Ctrl-D
            return None
        known = _SEQUENCE.sub(lambda found: _POSIX.get(found[0], "").encode(), data)
        return known.decode("utf-8", "ignore")

    def _wake(self, number: int, frame: object) -> None:
        self._tty.setcbreak(self._input)
        self.woken = True

    def _leave(self, number: int, frame: object) -> None:
        raise KeyboardInterrupt


class WindowsKeys:
    """Keys through the console."""

    def __init__(self) -> None:
        self.woken = False

    def __enter__(self) -> WindowsKeys:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def pressed(self) -> str | None:
        """Return the keys since the last call; a key without a letter counts if it scrolls."""
        import msvcrt

        console: Any = msvcrt
        keys = ""
        while console.kbhit():
            key = console.getwch()
            if key in "\x00\xe0":  # the first half of an arrow or function key
                keys += _WINDOWS.get(console.getwch(), "")
            else:
                keys += key
        if "\x03" in keys:  # Ctrl-C, where the console hands it over as a key
            raise KeyboardInterrupt
        return None if "\x1a" in keys else keys  # Ctrl-Z is the end of input here
