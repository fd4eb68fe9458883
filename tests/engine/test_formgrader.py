"""Formgrader without an exchange: no warning where nothing is wrong, and the warning where something is."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import tiny_course
from jinja2 import FileSystemLoader
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder.gradebook.collecting import QuietList
from autograder.pages.formgrader import environment


@pytest.mark.parametrize(("course_id", "warned"), [("", False), ("deep-learning", True)])
def test_a_missing_exchange_is_told_of_where_one_was_set_up(
    course_id: str, warned: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tiny_course.write(tmp_path)
    config = Config()
    config.CourseDirectory.course_id = course_id
    config.CourseDirectory.root = str(tmp_path)
    config.Exchange.root = "/proc/no-exchange"
    config.ExchangeFactory.list = QuietList
    with caplog.at_level(logging.WARNING):
        api = NbGraderAPI(CourseDirectory(config=config), config=config)
    page = environment(FileSystemLoader([handlers.template_path])).get_template("manage_assignments.tpl")
    shown = page.render(
        base_url="", url_prefix="", windows=False, course_id=course_id, exchange=api.exchange_root,
        exchange_missing=api.exchange_missing, current_config={}, default_timezone="+0000",
    )  # fmt: skip
    assert api.exchange_missing
    assert ("warning-exchange" in shown, "Unwritable" in caplog.text) == (warned, warned)
    assert "warning-course-id" not in shown
