"""Whatever a submission has left is removed, and nothing else."""

import os

import pytest

from autograder.sandbox.worker.removal import remove_tree


def test_a_folder_is_removed_however_deep_and_strange_it_is(tmp_path):
    folder, kept = tmp_path / "left", tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_text("stays")
    folder.mkdir()
    (folder / "link").symlink_to(kept)
    (folder / "closed").mkdir()
    (folder / "closed" / "inner").write_text("x")
    (folder / "closed").chmod(0)
    os.mkfifo(folder / "pipe")
    os.mkdir(os.fsencode(folder) + b"/\xff\n")
    here = os.getcwd()
    try:
        os.chdir(folder)
        for _ in range(2000):  # deeper than Python calls, longer than a path may be
            os.mkdir("deep")
            os.chdir("deep")
    finally:
        os.chdir(here)
    folder.chmod(0)
    remove_tree(str(folder))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]
    assert (kept / "file").read_text() == "stays"


def test_what_is_not_there_is_removed_already(tmp_path):
    remove_tree(str(tmp_path / "nothing"))
    with pytest.raises(FileNotFoundError):
        os.stat(tmp_path / "nothing")
