"""Feedback: pages from what is there now, by two commands alike, and nothing of a submission's that acts on them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_raw_cell
from nbgrader.api import Gradebook
from nbgrader_class import nbgrader, submit
from nbgrader_class import released as released

from autograder import cli

POLICY = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'"
BOMB = "<p>" + "<b a=i>" * 60_000 + "<p>x" * 60_000  # several seconds of work: far over the limit of one


def _odd(nb: NotebookNode) -> None:
    texts = {
        "missing": ("![gone](attachment:gone.png)", None),
        "empty": ("![a](attachment:a.png)", {"a.png": {}}),
        "none": ("![a](attachment:a.png)", {}),
        "spaces": ("![b](attachment:my%20pic%C3%A4.png)", {"my picä.png": {"image/png": "aGk="}}),
    }
    for id, (text, attachments) in texts.items():
        cell = new_markdown_cell(text, id=id)
        if attachments is not None:
            cell.attachments = attachments
        nb.cells.append(cell)


def _hostile(nb: NotebookNode) -> None:
    nb.cells += [
        new_markdown_cell("<a href='files/javascript:alert(1)'>free points</a> [b](files/javascript:alert(2))"),
        new_markdown_cell("<img src='/logout'> ![](/logout) <script>alert(3)</script> $x_1$"),
        new_raw_cell("<div>" * 60_000),
        new_raw_cell("<b>bold</b><script>alert(4)</script>", metadata={"raw_mimetype": "text/html"}),
        new_markdown_cell(BOMB),
    ]


@pytest.fixture(scope="module")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class that nbgrader has autograded and given feedback to."""
    root = Path(shutil.copytree(released, tmp_path_factory.mktemp("graded") / "course"))
    submit(root, "ada", "right")
    submit(root, "odd", "wrong", _odd)
    submit(root, "eve", "wrong", _hostile)
    beside = root / "submitted" / "eve" / "sums"
    (beside / "adding.html").write_text("<script>alert('my own page: 10 of 10')</script>")
    (beside / "adding.html").chmod(0o400)
    (beside / "questions.html").mkdir()
    (beside / "questions.html" / "x.txt").write_text("in the way")
    (beside / "data.csv").write_text("1,2\n")
    done = nbgrader(root, "autograde", "sums")
    assert done.returncode == 0, done.stderr
    done = nbgrader(root, "generate_feedback", "sums")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def course(graded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(graded, tmp_path / "course"))


def feedback(root: Path, *arguments: str) -> int:
    return cli.main(["--course", str(root / "course.yml"), "feedback", "sums", *arguments])


def pages(root: Path) -> dict[str, str]:
    """Every file below feedback/."""
    found = (root / "feedback").rglob("*")
    return {str(path.relative_to(root / "feedback")): path.read_text() for path in found if path.is_file()}


def test_both_commands_write_the_same_pages_and_nothing_else(course: Path) -> None:
    theirs = pages(course)
    learners = ("ada", "eve", "odd")
    assert set(theirs) == {f"{name}/sums/{page}.html" for name in learners for page in ("adding", "questions")}
    shutil.rmtree(course / "feedback")
    assert feedback(course) == 0
    assert pages(course) == theirs


def test_a_page_has_a_policy_and_no_script(graded: Path) -> None:
    for name, page in pages(graded).items():
        soup = BeautifulSoup(page, "html.parser")
        policies = [meta["content"] for meta in soup.find_all("meta", {"http-equiv": "Content-Security-Policy"})]
        assert policies == [POLICY], name
        assert page.index("Content-Security-Policy") < page.index("<style")
        assert not soup.find_all(["script", "iframe", "object", "embed", "form", "input", "link", "base", "svg"])
        assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
        assert "written" not in soup.get_text()


def test_what_a_hostile_submission_wrote_acts_nowhere_on_its_page(graded: Path) -> None:
    soup = BeautifulSoup(pages(graded)["eve/sums/adding.html"], "html.parser")
    hrefs = [str(link["href"]) for link in soup.find_all("a", href=True)]
    assert all(href.startswith("#") for href in hrefs), hrefs
    assert not [image for image in soup.find_all("img") if not image["src"].startswith("data:")]
    text = soup.get_text()
    assert "free points" in text
    assert "half of it" in text
    assert "my own page" not in text
    assert text.count("[shown as plain text") == 1  # the bomb; a raw cell that is no HTML is text anyway
    assert soup.find("msub") is not None
    assert "<b>bold</b>" in text  # what a cell says about its kind is not kept


def test_odd_attachments_end_no_page(graded: Path) -> None:
    page = pages(graded)["odd/sums/adding.html"]
    assert "[picture not shown: gone]" in page
    assert page.count("[picture not shown: a]") == 2
    assert '<img src="data:image/png;base64,aGk=" alt="b">' in page


def test_formgraders_view_is_guarded_too_and_its_own_scripts_have_a_nonce(graded: Path) -> None:
    from nbgrader.server_extensions.formgrader import handlers
    from traitlets.config import Config

    from autograder.pages.exporter import PageExporter

    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    exporter = PageExporter(config=config)
    names = {
        "student": '"><script>alert(5)</script>',
        "last_name": "",
        "first_name": "",
        "notebook_path": "' onclick=x",
    }
    resources = {"base_url": "/x", "submission_id": "s", "notebook_id": "adding", "index": 0, "total": 1, **names}
    path = graded / "autograded" / "eve" / "sums" / "adding.ipynb"
    page, _ = exporter.from_filename(str(path), resources=resources)
    soup = BeautifulSoup(page, "html.parser")
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; script-src 'nonce-" in policy
    nonces = {script.get("nonce") for script in soup.find_all("script")}
    assert len(nonces) == 1
    assert f"'nonce-{nonces.pop()}'" in policy
    assert "cdnjs" not in page
    assert "alert(" not in "".join(script.text for script in soup.find_all("script"))
    clicks = {tag["onclick"] for tag in soup.find_all(onclick=True)}
    assert clicks == {"toggle_name(true);", "toggle_name(false);"}
    assert not [link for link in soup.find_all("a", rel=True) if "href" in link.attrs]
    for part in soup.select(".text_cell_render *, .output *, .input_area *"):
        assert not {"id", "name", "onclick"} & set(part.attrs)
        assert not {"score", "full-credit", "no-credit", "mark-graded", "tabbable"} & set(part.get("class", ()))


CHANGES: dict[str, tuple[Callable[[Path], None], str, str]] = {}


def _change(before: str, after: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    def add(function: Callable[[Path], None]) -> Callable[[Path], None]:
        CHANGES[function.__name__] = (function, before, after)
        return function

    return add


@_change("Score: 2 of 4 points", "Score: 3.5 of 4 points")
def graded_by_hand(root: Path) -> None:
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        gradebook.find_grade("check_add", "adding", "sums", "odd").manual_score = 3.5
        gradebook.db.commit()


@_change("[picture not shown: gone]", "another text")
def another_notebook(root: Path) -> None:
    path = root / "autograded" / "odd" / "sums" / "adding.ipynb"
    path.chmod(0o644)
    nb = nbformat.read(path, 4)
    for cell in nb.cells:
        cell.source = cell.source.replace("![gone](attachment:gone.png)", "another text")
    path.write_text(json.dumps(nb))


@_change("what went", "the rest")
def a_policy_that_shows_less(root: Path) -> None:
    with (root / "course.yml").open("a") as file:
        file.write("feedback: titles\n")


@pytest.mark.parametrize("name", CHANGES)
def test_pages_follow_what_they_are_made_from(course: Path, name: str) -> None:
    change, before, after = CHANGES[name]
    assert before in pages(course)["odd/sums/adding.html"]
    change(course)
    assert feedback(course) == 0
    page = pages(course)["odd/sums/adding.html"]
    assert before not in page
    assert after in page


def test_a_page_without_a_notebook_does_not_stay(course: Path) -> None:
    (course / "autograded" / "ada" / "sums" / "questions.ipynb").unlink()
    (course / "submitted" / "ada" / "sums" / "questions.ipynb").unlink()
    assert feedback(course, "--student", "ada") == 0
    assert sorted(path.name for path in (course / "feedback" / "ada" / "sums").iterdir()) == ["adding.html"]


def test_a_notebook_that_cannot_be_read_costs_only_its_learners_pages(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = course / "autograded" / "ada" / "sums" / "adding.ipynb"
    path.chmod(0o644)
    path.write_text("{")
    assert feedback(course) == 3
    captured = capsys.readouterr()
    assert captured.out == "learners with pages: 2, without: 1\n"
    assert captured.err.startswith("ada: no feedback: ")
    assert captured.err.count("\n") == 1
    assert not list((course / "feedback").glob("*/.*"))


def test_who_handed_in_and_was_not_graded_is_named(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    submit(course, "new", "right")
    assert feedback(course) == 3
    captured = capsys.readouterr()
    assert captured.out == "learners with pages: 3, without: 1\n"
    assert captured.err == "new: no feedback: handed in, but not graded; run `autograder autograde sums`\n"


def _a_newer_answer(root: Path) -> None:
    path = root / "submitted" / "ada" / "sums" / "adding.ipynb"
    path.write_text(path.read_text().replace("right", "another"))


def _taken_away(root: Path) -> None:
    (root / "submitted" / "ada" / "sums" / "adding.ipynb").unlink()


def _not_graded(root: Path) -> None:
    (root / "autograded" / "ada" / "sums" / "adding.ipynb").unlink()


def _other_points(root: Path) -> None:
    path = root / "course.yml"
    path.write_text(path.read_text().replace("points: 4", "points: 8"))


OUTDATED: dict[Callable[[Path], None], str] = {
    _a_newer_answer: "adding.ipynb in submitted/ is not the one that was graded",
    _taken_away: "adding.ipynb in submitted/ is not the one that was graded",
    _not_graded: "adding.ipynb was handed in, but not graded",
    _other_points: "the points of adding.ipynb have changed",
}


@pytest.mark.parametrize("change", OUTDATED, ids=lambda change: change.__name__)
def test_pages_of_an_earlier_grading_are_named(
    course: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None]
) -> None:
    change(course)
    assert feedback(course, "--student", "ada") == 3
    captured = capsys.readouterr()
    assert captured.out == "learners with pages: 1, without: 0\n"
    reason = f"{OUTDATED[change]}; run `autograder autograde sums`, then this again"
    assert captured.err == f"ada: the pages show an earlier grading: {reason}\n"
    assert (
        f"ada: the pages show an earlier grading: {OUTDATED[change]}"
        in nbgrader(course, "generate_feedback", "sums").stderr
    )


def test_nothing_graded_is_said_and_is_no_success(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert feedback(course, "--student", "zoe") == 2
    assert "nothing of sums was graded for zoe; run `autograder autograde sums`" in capsys.readouterr().err
    shutil.rmtree(course / "autograded")
    shutil.rmtree(course / "submitted")
    assert feedback(course) == 3
    assert "nothing of sums was graded; run `autograder autograde sums` first" in capsys.readouterr().err


def test_a_comment_of_the_grader_is_on_the_page(course: Path) -> None:
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        gradebook.find_comment("add", "adding", "sums", "ada").manual_comment = "**Well done**, see <b>page</b> 3"
        gradebook.db.commit()
    assert feedback(course, "--student", "ada") == 0
    assert "<strong>Well done</strong>, see <b>page</b> 3" in pages(course)["ada/sums/adding.html"]


def _write_right_way(root: Path, policy: str) -> None:
    (root / "graders" / "sums" / "add" / "answers" / "right_fsum.py").write_text(
        '"""By fsum."""\nimport math\nadd = lambda a, b: math.fsum([a, b])\n'
    )
    with (root / "course.yml").open("a") as file:
        file.write(f"solutions: {policy}\n")


def test_right_ways_are_on_the_pages_of_full_marks_alone(course: Path) -> None:
    _write_right_way(course, "full-marks")
    assert feedback(course) == 0
    found = {name for name, page in pages(course).items() if "fsum" in page}
    assert found == {"ada/sums/adding.html"}
    text = (course / "course.yml").read_text()
    (course / "course.yml").write_text(text.replace("full-marks", "never"))
    assert feedback(course) == 0
    assert not [name for name, page in pages(course).items() if "fsum" in page]


def test_after_due_is_after_the_learners_own_due_date(course: Path) -> None:
    _write_right_way(course, "after-due")
    assert feedback(course) == 0
    assert not [name for name, page in pages(course).items() if "fsum" in page]
    path = course / "course.yml"
    path.write_text(path.read_text().replace("due: 2027-", "due: 2017-"))
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        gradebook.grant_extension("sums", "odd", days=36_500)
    assert feedback(course) == 0
    found = {name for name, page in pages(course).items() if "fsum" in page}
    assert found == {"ada/sums/adding.html", "eve/sums/adding.html"}
    path.write_text("".join(line for line in path.read_text().splitlines(True) if "due: 2017" not in line))
    assert feedback(course) == 0  # the gradebook still has the old date
    assert not [name for name, page in pages(course).items() if "fsum" in page]


def test_what_cannot_be_graded_has_a_page_that_says_why(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    submit(course, "new", "right")
    file = course / "submitted" / "new" / "sums" / "adding.ipynb"
    whole = file.read_text()
    file.write_text("")
    assert feedback(course) == 3
    captured = capsys.readouterr()
    assert captured.out == "learners with pages: 4, without: 0\n"
    reason = "adding.ipynb: is empty; a whole one is needed"
    assert captured.err.splitlines() == [
        f"new: not graded, as the page says: {reason}",
        "new: questions.ipynb was handed in, but not graded; run `autograder autograde sums`, then this again",
    ]
    ours = pages(course)
    learners = "adding.ipynb: is empty; save the notebook in JupyterLab and hand it in again"
    assert learners in ours["new/sums/adding.html"]
    assert "new/sums/questions.html" not in ours  # which can be graded
    done = nbgrader(course, "generate_feedback", "sums")
    assert done.returncode == 0, done.stderr
    assert f"new: not graded, as the page says: {reason}" in done.stderr
    assert "new: questions.ipynb was handed in, but not graded; run `autograde` again" in done.stderr
    assert pages(course) == ours
    file.write_text(whole)
    assert feedback(course, "--student", "new") == 3
    assert "new: no feedback: handed in, but not graded" in capsys.readouterr().err
    assert not [name for name in pages(course) if name.startswith("new/")]


def test_the_page_of_an_earlier_grading_says_so(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = course / "submitted" / "ada" / "sums" / "adding.ipynb"
    file.write_text(file.read_text().replace("right", "another"))
    assert feedback(course, "--student", "ada") == 3
    assert "What was handed in has changed since." in pages(course)["ada/sums/adding.html"]
    assert "has changed since" not in pages(course)["ada/sums/questions.html"]
    file.write_text("{")
    assert feedback(course, "--student", "ada") == 3
    page = pages(course)["ada/sums/adding.html"]
    assert "The earlier score stands: what was handed in since could not be graded. adding.ipynb: is no" in page
    assert "Score: 4 of 4 points" in page


def test_a_folder_without_the_notebook_has_one_page_that_says_so(course: Path) -> None:
    folder = course / "submitted" / "new" / "sums"
    folder.mkdir(parents=True)
    (folder / "adding (1).ipynb").write_text("{}")
    assert feedback(course, "--student", "new") == 3
    (name,) = [name for name in pages(course) if name.startswith("new/")]
    assert name == "new/sums/sums.html"
    assert "adding (1).ipynb is probably it" in pages(course)[name]
