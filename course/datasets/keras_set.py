"""A set that Keras downloads: taken from its cache, or fetched into it by Keras's own loader."""

import contextlib
import functools
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from course.datasets.download import run_loader

T = TypeVar("T")


@dataclass(frozen=True)
class KerasSet(Generic[T]):
    """What is known of one of Keras's sets; `read` returns a file's arrays, or raises."""

    title: str
    whole: str  # what a download brings, as a learner reads it
    name: str  # of the loader in `keras.datasets`
    file: str  # in Keras's cache; of several files, their folder
    read: Callable[[Path], T]
    function: str = "load_data"  # what the loader's module calls it
    is_folder: bool = False  # whether the loader writes several files, into a folder

    @property
    def cache(self) -> Path:
        """Where Keras keeps it; told without an import of Keras, which takes seconds."""
        home = os.path.expanduser(os.environ.get("KERAS_HOME") or "~/.keras")
        return Path(home, "datasets", self.file)

    def cached(self) -> T | None:
        """Return what is cached; None if nothing is, or nothing sound, which is said."""
        cache = self.cache
        if not os.path.lexists(cache):
            return None
        try:
            return self.read(cache)
        except Exception:  # a damaged archive raises whatever its damaged bytes lead to
            say(f"{self.title}: the file in Keras's cache is damaged, and is not used: {cache}")
            return None

    def found(self, source: str) -> T | None:
        """Return what is cached; where nothing is, `source` "keras" has it fetched."""
        found = self.cached()
        return self.download() if found is None and source == "keras" else found

    def download(self) -> T | None:
        """Have Keras's loader fill the cache; None, which is said, if it does not get there.

        It writes under another name, so that half a set is no cache.
        """
        part = self.cache.with_name(f"{self.cache.stem}-{os.getpid()}.part")
        started = part.with_suffix(".started")
        print(f"{self.title}: Keras's loader is fetching {self.whole} …")
        try:
            return self._fetch(part, started)
        except Exception as fault:  # the network, the disk, Keras: no reason to stop a lesson
            print(f"{self.title}: not fetched: {fault}.")
            return None
        finally:
            shutil.rmtree(part, ignore_errors=True)
            for leftover in (part, started):
                with contextlib.suppress(OSError):
                    leftover.unlink()

    def _fetch(self, part: Path, started: Path) -> T:
        """Download to `part`, and make that the cache once it can be read."""
        folder = self.cache.parent
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder.parent, os.W_OK):  # Keras would write elsewhere
            raise OSError(f"{folder.parent} cannot be written to")
        run_loader(self.name, part, started, self.function, is_home=self.is_folder)
        fresh = part / "datasets" / self.file if self.is_folder else part
        found = self.read(fresh)
        if self.is_folder and self.cache.is_dir():  # a folder takes no other one's place
            self.cache.replace(part / "damaged")
        fresh.replace(self.cache)
        return found


@functools.cache
def say(line: str) -> None:
    """Print a line the first time it is said in this process."""
    print(line)
