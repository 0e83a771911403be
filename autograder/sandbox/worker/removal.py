"""Removes what a submission has left, however it is laid out."""

from __future__ import annotations

import contextlib
import os
import uuid


def remove_tree(folder: str) -> None:
    """Remove a folder and all that is in it, as far as that can be done; links are not followed.

    `shutil.rmtree` calls itself for each level (until Python 3.13), so that some thousand folders
    in one another end it with a RecursionError. Here each level is moved up before it is emptied.
    """
    with contextlib.suppress(OSError):
        os.chmod(folder, 0o700)
        while below := _emptied(folder):
            for each in below:
                os.chmod(each, 0o700)
                for deeper in _emptied(each):
                    os.rename(deeper, os.path.join(folder, uuid.uuid4().hex))
                os.rmdir(each)
        os.rmdir(folder)


def _emptied(folder: str) -> list[str]:
    """Remove the files in a folder, and return the folders in it."""
    with os.scandir(folder) as listed:
        entries = list(listed)
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
    return [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
