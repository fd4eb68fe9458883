"""A learner's evening in JupyterLab, and the instructor's morning after, in a real browser."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import lab
import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, FrameLocator, Page

from autograder import demo
from autograder.course.load import load
from autograder.course.way import START

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "linear-networks"
FOLDER = "01-linear-networks"  # in which it was handed out
WRONG = ["def softmax(X):", "E = X.exp()", "return E / E.sum(dim=1, keepdim=True)"]
ENDLESS = ["def softmax(X):", "open('begun', 'w').close()", "while True:", "pass"]
RIGHT = ["def softmax(X):", "E = (X - X.max(dim=1, keepdim=True).values).exp()", "return E / E.sum(1, keepdim=True)"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab.Server]:
    """A course as released, and what the learner Ada fetched from it."""
    root = tmp_path_factory.mktemp("course") / "course"
    demo.lay_out(ROOT, root)
    shutil.copytree(ROOT / "assignments", root / "assignments", dirs_exist_ok=True)
    shutil.copytree(root / "assignments", root / "ada")
    with lab.server(root) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with lab.browser() as found:
        yield found


@pytest.fixture(scope="module")
def notebook(chromium: Browser, server: lab.Server) -> Page:
    page = chromium.new_page()
    lab.open_notebook(page, server, f"ada/{FOLDER}/softmax.ipynb")
    return page


@pytest.fixture(scope="module")
def wrong(notebook: Page) -> SimpleNamespace:
    """What a learner sees of a wrong answer."""
    return answered(notebook, WRONG)


@pytest.fixture(scope="module")
def endless(notebook: Page, server: lab.Server, wrong: SimpleNamespace) -> str:
    """What a learner sees after interrupting a check that would never end."""
    write(notebook, ENDLESS)
    cell = lab.code_cell(notebook, "check(softmax)")
    lab.run(notebook, cell)
    begun = server.root / "ada" / FOLDER / "begun"  # what a function prints, a check does not show
    lab.until(begun.exists, "the endless loop was entered")
    notebook.locator("[data-command='notebook:interrupt-kernel']:visible").click()
    lab.idle(notebook)
    return cell.locator(".jp-OutputArea").inner_text()


@pytest.fixture(scope="module")
def right(notebook: Page, server: lab.Server, endless: str) -> SimpleNamespace:
    """What a learner sees of a right answer, and the file as saved."""
    seen = answered(notebook, RIGHT)
    path = server.root / "ada" / FOLDER / "softmax.ipynb"
    lab.save(notebook, path, containing=RIGHT[1].replace('"', '\\"'))
    return SimpleNamespace(**vars(seen), path=path)


def write(page: Page, lines: list[str]) -> None:
    cell = lab.code_cell(page, "def softmax(X)")
    lab.type_into(page, cell, lines)
    lab.run(page, cell)
    lab.idle(page)


def answered(page: Page, lines: list[str]) -> SimpleNamespace:
    """Types the answer, runs up to its check, presses Validate; what was seen."""
    lab.type_into(page, lab.code_cell(page, "def softmax(X)"), lines)
    cell = lab.code_cell(page, "check(softmax)")
    lab.run_up_to(page, cell)
    lab.expect(cell.locator(".jp-OutputArea")).to_contain_text("Grading runs further checks")
    lab.idle(page)
    errors = cell.locator("[data-mime-type='application/vnd.jupyter.stderr']").all_inner_texts()
    rows = cell.locator("table tbody tr").all_inner_texts()
    folded = [cell.locator("details summary").all_inner_texts(), cell.locator("details p").all_text_contents()]
    return SimpleNamespace(rows=rows, errors=errors, folded=[*folded[0], *folded[1]], verdict=lab.validate(page))


@pytest.fixture(scope="module")
def hinted(notebook: Page, right: SimpleNamespace) -> str:
    """What `hint(softmax)` shows, called in a cell of the learner's."""
    cell = lab.code_cell(notebook, "torch.exp(torch.tensor")
    lab.type_into(notebook, cell, ["from autograder import hint", "hint(softmax)"])
    called = lab.code_cell(notebook, "import hint")
    lab.run(notebook, called)
    lab.expect(called.locator(".jp-OutputArea")).to_contain_text("Hint 1 of 3")
    return called.locator(".jp-OutputArea").inner_text()


@pytest.fixture(scope="module")
def start(notebook: Page, server: lab.Server, hinted: str) -> SimpleNamespace:
    """The file browser, the start page with its progress after the right answer, and where its link leads."""
    lab.open_notebook(notebook, server, f"ada/{START}")
    folders = notebook.locator(".jp-DirListing-itemText").all_inner_texts()
    cell = lab.code_cell(notebook, "progress()")
    lab.run_up_to(notebook, cell)
    lab.expect(cell.locator("table").first).to_be_visible()
    shown = cell.locator(".jp-OutputArea").inner_text()
    notebook.locator(".jp-Notebook a", has_text="Warm-up: shapes").click()
    title = notebook.locator(".jp-Notebook:visible h1", has_text="Warm-up: shapes and broadcasting")
    lab.expect(title).to_be_visible()
    return SimpleNamespace(folders=folders, progress=shown)


@pytest.fixture(scope="module")
def practised(notebook: Page, server: lab.Server, start: SimpleNamespace) -> list[str]:
    """What a question for practice says without an answer, to a wrong one, and to a right one."""
    lab.open_notebook(notebook, server, f"ada/{FOLDER}/shapes-warmup.ipynb")
    cell = lab.code_cell(notebook, "met_shapes=")
    lab.run_up_to(notebook, cell)
    output = cell.locator(".jp-OutputArea")
    lab.expect(output).to_contain_text("no answer yet")
    said = [output.inner_text()]
    m, n = sorted(map(int, re.findall(r"\b[nm] = (\d+)", said[0])), reverse=True)  # m is larger than n, always
    for answer, verdict in ((f"({m}, {n})", "not right"), (f"({n}, {m})", "✓ right")):
        lab.type_into(notebook, cell, [f'practice("shapes_warmup", met_shapes={answer})'])
        cell = lab.code_cell(notebook, f"met_shapes={answer}")
        lab.run(notebook, cell)
        output = cell.locator(".jp-OutputArea")
        lab.expect(output).to_contain_text(verdict)
        said.append(output.inner_text())
    return said


@pytest.fixture(scope="module")
def quiz(chromium: Browser, server: lab.Server) -> SimpleNamespace:
    """A quiz that was answered, partly right: what `quiz(...)` said of a malformed answer and in the end."""
    page = chromium.new_page()
    lab.open_notebook(page, server, f"ada/{FOLDER}/softmax-quiz.ipynb")
    last = lab.code_cell(page, 'quiz(\n    "softmax_quiz"')
    lab.type_into(
        page, lab.code_cell(page, 'learner = ""'), ["from autograder import numbers, quiz", 'learner = "ada"']
    )
    lab.run_up_to(page, last)
    output = last.locator(".jp-OutputArea")
    lab.expect(output).to_contain_text("1 of 8 ready")
    shown = lab.code_cell(page, 'numbers("broadcast_shape"').locator(".jp-OutputArea").inner_text()
    n, m, q = (int(found) for found in re.findall(r"\b[nmq]\D+(\d+)", shown))
    answers = {
        "which_axis": '"z"',
        "without_keepdim": '"a"',
        "broadcast_shape": f"({n}, {m}, {q})",
        "shifted_logits": "[0.1, 0.2, 0.7]",
        "true_of_softmax": '"bd"',
        "loss_gradient": '"-1 / (1 + exp(x))"',
        "first_loss": "1",
    }
    for name, answer in answers.items():
        lab.type_into(page, lab.code_cell(page, f"{name} = None"), [f"{name} = {answer}"])
    lab.run_up_to(page, last)
    lab.expect(output).to_contain_text("7 of 8 ready")
    malformed = output.inner_text()
    lab.type_into(page, lab.code_cell(page, 'which_axis = "z"'), ['which_axis = "c"'])
    lab.run_up_to(page, last)
    lab.expect(output).to_contain_text("8 of 8 ready")
    path = server.root / "ada" / FOLDER / "softmax-quiz.ipynb"
    lab.save(page, path, containing='which_axis = \\"c\\"')
    return SimpleNamespace(malformed=malformed, complete=output.inner_text(), path=path)


@pytest.fixture(scope="module")
def graded(chromium: Browser, server: lab.Server, right: SimpleNamespace, quiz: SimpleNamespace) -> SimpleNamespace:
    """The instructor's formgrader, once its button has autograded what Ada handed in; and the gradebook then."""
    target = server.root / "submitted" / "ada" / ASSIGNMENT
    target.mkdir(parents=True)
    for path in (right.path, quiz.path):
        shutil.copy(path, target)
    subprocess.run(
        [sys.executable, "-m", "autograder.entry", "release", ASSIGNMENT],
        cwd=server.root,
        check=True,
        capture_output=True,
    )
    page = chromium.new_page()
    page.goto(server.address("lab/workspaces/instructor?reset"), timeout=lab.PATIENCE * 1000)
    lab.menu(page, "Nbgrader", "Formgrader")
    frame = page.frame_locator("iframe")
    frame.locator("tr", has_text=ASSIGNMENT).locator(".num-submissions a").click()
    row = frame.locator("#main-table tr", has_text="ada")
    lab.expect(row.locator(".status")).to_have_text("needs autograding")
    row.locator(".autograde a").click()
    said = dismissed(frame)
    score, maximum = row.locator(".score").inner_text().split(" / ")
    with Gradebook(f"sqlite:///{server.root / 'gradebook.db'}") as gradebook:
        kept = gradebook.find_submission(ASSIGNMENT, "ada")
        book = (kept.score, kept.max_score)
    return SimpleNamespace(said=said, shown=(float(score), float(maximum)), book=book, folder=target)


def dismissed(frame: FrameLocator) -> str:
    """What the dialog says that ends nbgrader's work."""
    dialog = frame.locator(".modal-dialog:visible")
    lab.expect(dialog).to_contain_text("autograd")
    text = dialog.inner_text()
    dialog.locator("button", has_text="OK").click()
    return text


def test_a_wrong_answer_is_told_by_words_and_ends_in_one_line(wrong: SimpleNamespace) -> None:
    assert any(row.startswith("✗ failed") and "but should be" in row for row in wrong.rows)
    assert any(row.startswith("✓ passed") for row in wrong.rows)
    (error,) = wrong.errors
    assert len(error.splitlines()) == 1
    assert error.startswith("softmax: ")


def test_validate_says_that_a_wrong_answer_fails_and_why(wrong: SimpleNamespace) -> None:
    assert "cell failed" in wrong.verdict
    assert "check(softmax)" in wrong.verdict
    assert "did not pass" in wrong.verdict


def test_an_endless_loop_in_a_check_is_interrupted_as_usual(endless: str) -> None:
    assert "KeyboardInterrupt" in endless


def test_a_right_answer_passes_every_check_and_validates(right: SimpleNamespace) -> None:
    assert right.rows
    assert all(row.startswith("✓ passed") for row in right.rows)
    assert right.errors == []
    assert "Success" in right.verdict


def test_a_quiz_says_which_answer_cannot_be_read_and_never_which_is_right(quiz: SimpleNamespace) -> None:
    assert re.search(r"cannot be read\s+which_axis", quiz.malformed)
    assert quiz.malformed.count("✓ ready") == 7
    assert quiz.complete.count("✓ ready") == 8
    assert "grading does" in quiz.complete


def test_a_known_mistake_is_folded_below_where_to_look(wrong: SimpleNamespace) -> None:
    look, told = wrong.folded
    assert look.startswith("Where to look: ")
    assert "It may be one of them:" in told
    assert "textbook's formula without any shift" in told


def test_a_hint_is_given_where_it_is_asked_for(hinted: str) -> None:
    assert "Write the formula down for one row" in hinted
    assert "hint(softmax) gives the next one" in hinted


def test_the_start_page_leads_through_the_course_and_shows_what_passes(start: SimpleNamespace) -> None:
    ids = [assignment.id for assignment in load(ROOT / "course.yml", check_pieces=False).assignments]
    assert [name[3:] for name in start.folders if name[:2].isdigit() and name != START] == ids
    assert re.search(r"✓ public checks pass\s+softmax\b.*; 1 hint", start.progress)
    assert re.search(r"○ to do\s+perceptron", start.progress)


def test_practice_says_at_once_what_is_right_and_why(practised: list[str]) -> None:
    asked, wrong, right = practised
    assert "m = " in asked
    assert "Try again." in wrong
    assert "aligned at their right ends" in right
    assert "Once more, if you like" in right


def test_a_notebook_that_is_reset_shows_its_stub_and_the_learners_own_is_kept(
    notebook: Page, server: lab.Server, graded: SimpleNamespace, practised: list[str]
) -> None:
    path = f"ada/{FOLDER}/softmax.ipynb"
    subprocess.run([sys.executable, "-m", "autograder.entry", "reset", path], cwd=server.root, check=True)
    lab.open_notebook(notebook, server, path)
    lab.expect(lab.code_cell(notebook, "def softmax(X)")).to_contain_text("raise NotImplementedError()")
    (copy,) = (server.root / "ada" / "autograder-earlier" / FOLDER).iterdir()
    assert RIGHT[1].replace('"', '\\"') in copy.read_text(encoding="utf-8")


def test_formgrader_shows_the_score_of_the_gradebook_and_of_the_report(graded: SimpleNamespace) -> None:
    command = [sys.executable, "-m", "autograder.entry", "grade", "--json", "-"]
    notebooks = [str(path) for path in sorted(graded.folder.glob("*.ipynb"))]
    done = subprocess.run([*command, *notebooks], cwd=graded.folder.parents[2], capture_output=True, check=True)
    quiz, softmax = json.loads(done.stdout)
    assert "Success" in graded.said
    assert softmax["score"] == softmax["points"]
    assert 0 < quiz["score"] < quiz["points"]
    assignment = load(graded.folder.parents[2] / "course.yml", check_pieces=False).assignment("linear-networks")
    every_point = sum(sum(assignment.points(notebook).values()) for notebook in assignment.notebooks)
    expected = (softmax["score"] + quiz["score"], every_point)  # also of the notebooks that were not handed in
    assert graded.book == pytest.approx(expected)
    assert graded.shown == pytest.approx(expected, abs=0.005)


def test_grading_knows_the_numbers_that_the_quiz_showed_its_learner(graded: SimpleNamespace) -> None:
    page = (graded.folder.parents[2] / "autograded" / "ada" / ASSIGNMENT / "softmax-quiz.ipynb").read_text()
    assert re.search(r"✓ passed +the shape after broadcasting", page)
