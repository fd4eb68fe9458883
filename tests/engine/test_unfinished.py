"""Half-written folders in autograded/: marked while somebody writes them, removed when nobody does any more."""

import contextlib
import os
from pathlib import Path

import pytest
from traitlets.config import Config

from autograder.gradebook import interrupted as unfinished

NOTEBOOKS = ["/somewhere/submitted/ada/sums/adding.ipynb"]


@pytest.fixture
def hooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.chdir(tmp_path)
    config = Config()
    unfinished.watch(config)
    return config.Autograde


def folder() -> Path:
    return Path("autograded/ada/sums").absolute()


def test_a_folder_is_marked_until_it_is_whole(hooks: Config):
    hooks.pre_convert_hook(notebooks=NOTEBOOKS, assignment="sums", student="*")
    assert (folder() / unfinished.MARK).exists()
    hooks.post_convert_hook(notebooks=NOTEBOOKS, assignment="sums", student="*")
    assert list(folder().iterdir()) == []
    assert unfinished.remove(Config()) == []
    assert folder().exists()


def test_a_folder_that_somebody_writes_is_left_alone(hooks: Config):
    hooks.pre_convert_hook(notebooks=NOTEBOOKS, assignment="sums", student="ada")
    assert unfinished.remove(Config()) == []
    hooks.post_convert_hook(notebooks=NOTEBOOKS, assignment="sums", student="ada")


def test_what_a_killed_process_left_is_removed_and_nothing_else(hooks: Config):
    hooks.pre_convert_hook(notebooks=NOTEBOOKS, assignment="sums", student="ada")
    (folder() / "pictures").mkdir()
    (folder() / "adding.ipynb").write_text("{")
    (folder() / "link").symlink_to(os.getcwd())
    other = folder().parents[1] / "ben/sums/adding.ipynb"
    other.parent.mkdir(parents=True)
    other.write_text("{}")
    unfinished._release()  # as the kernel does for a process that ends
    assert unfinished.remove(Config()) == [folder()]
    assert not folder().exists()
    assert other.exists()


def test_a_folder_stays_marked_until_its_rows_are_in_the_gradebook(hooks: Config):
    with unfinished.until_kept():
        hooks.pre_convert_hook(notebooks=NOTEBOOKS, assignment="sums", student="ada")
        hooks.post_convert_hook(notebooks=NOTEBOOKS, assignment="sums", student="ada")
        assert (folder() / unfinished.MARK).exists()
        assert unfinished.remove(Config()) == []
    assert list(folder().iterdir()) == []


def test_a_folder_without_its_rows_is_removed(hooks: Config):
    with contextlib.suppress(KeyboardInterrupt), unfinished.until_kept():
        hooks.pre_convert_hook(notebooks=NOTEBOOKS, assignment="sums", student="ada")
        hooks.post_convert_hook(notebooks=NOTEBOOKS, assignment="sums", student="ada")
        raise KeyboardInterrupt
    assert unfinished.remove(Config()) == [folder()]


def test_hooks_of_the_courses_own_are_kept(tmp_path: Path):
    config = Config()
    config.Autograde.post_convert_hook = print
    unfinished.watch(config)
    assert dict(config.Autograde) == {"post_convert_hook": print}
