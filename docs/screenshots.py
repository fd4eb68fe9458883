"""`make screenshots`: the pictures under docs/, of the real thing in a real browser.

A course is laid out in a temporary folder, a few learners hand in, nbgrader grades, and what they see is photographed.
"""

import io
import json
import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))  # the browser tests' own hands

import lab  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, Locator, Page  # noqa: E402

from autograder import demo  # noqa: E402
from autograder.course.layout import MAP  # noqa: E402
from autograder.course.load import load  # noqa: E402
from autograder.course.model import Course  # noqa: E402
from autograder.course.way import START  # noqa: E402
from autograder.grading.answers import load_answers  # noqa: E402
from autograder.notebook.cells import read, reference_source  # noqa: E402

DOCS = ROOT / "docs"
LARGEST = 150_000  # bytes of a picture
WRONG = ["def softmax(X):", "X_exp = torch.exp(X)", "return X_exp / X_exp.sum(1, keepdim=True)"]
ANSWERS = {
    'learner = ""': ["from autograder import numbers, quiz", "", 'learner = "ada"'],
    "which_axis = None": ['which_axis = "d"'],
    "without_keepdim = None": ['without_keepdim = "e"'],
}
IMAGES = ("convolutional-neural-networks", "corr2d", "wrong_flipped")
STEPS = ("optimization", "adam", "wrong_v_not_corrected")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, lab.browser() as browser:
        root = Path(folder) / "course"
        demo.lay_out(ROOT, root)
        grade(root)
        for dark in (False, True):
            with lab.server(root, dark=dark) as server:
                page = photographed(browser)
                check(page, server, f"check-{'dark' if dark else 'light'}")
                if not dark:
                    quiz(page, server)
                    start(page, server)
                    formgrader(page, server)
        for assignment, exercise, _ in (IMAGES, STEPS):
            feedback(photographed(browser), root, assignment, exercise)
    return 0


def photographed(browser: Browser) -> Page:
    """A page whose pictures are sharp on today's screens."""
    return browser.new_page(viewport={"width": 1160, "height": 7000}, device_scale_factor=1.25)


def grade(root: Path) -> None:
    """The demo's class, and Ada with a wrong answer in each of the exercises whose feedback has a picture."""
    run(root, "autograder.cli", "release")
    course = load(root / "course.yml")
    demo.hand_in(course)
    demo.hand_in_quizzes(course)
    run(root, "autograder.cli", "autograde", demo.ASSIGNMENT, expected=(3,))  # two of the class have no notebook
    for assignment, exercise, answer in (IMAGES, STEPS):
        nb = json.loads((course.assignment(assignment).release / f"{exercise}.ipynb").read_text(encoding="utf-8"))
        source = known_answer(course, assignment, exercise, answer)
        for cell in nb["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == exercise:
                cell["source"] = source
        target = root / "submitted" / "ada" / assignment
        target.mkdir(parents=True)
        (target / f"{exercise}.ipynb").write_text(json.dumps(nb), encoding="utf-8")
        run(root, "autograder.cli", "autograde", assignment, expected=(3,))  # no quiz was handed in
        run(root, "nbgrader", "generate_feedback", assignment)


def known_answer(course: Course, assignment: str, exercise: str, answer: str) -> str:
    """The source of a known answer by its name, whether it is a file or an edit of the reference."""
    notebook = next(entry.notebook for entry in course.assignment(assignment).exercises if entry.id == exercise)
    reference = reference_source(read(course.layout.solutions / assignment / f"{notebook}.ipynb"))
    answers = load_answers(course.layout.grader(assignment, exercise), reference)
    return next(known.source for known in answers if known.name == answer)


def run(root: Path, module: str, *arguments: str, expected: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run([sys.executable, "-m", module, *arguments], cwd=root, capture_output=True, text=True)
    if done.returncode not in expected:
        raise SystemExit(f"{module} {' '.join(arguments)}: status {done.returncode}\n{done.stdout}{done.stderr}")


def check(page: Page, server: lab.Server, name: str) -> None:
    """A failing check, below the answer that it is about."""
    path = fetched(server, "softmax")
    lab.open_notebook(page, server, path)
    answer, cell = lab.code_cell(page, "def softmax(X)"), lab.code_cell(page, "check(softmax)")
    lab.type_into(page, answer, WRONG)
    lab.run_up_to(page, cell)
    lab.expect(cell.locator("table")).to_be_visible()
    lab.idle(page)
    keep(page, name, answer, cell)


def quiz(page: Page, server: lab.Server) -> None:
    """Two questions; and what is said of the answers, one of which cannot be read."""
    lab.open_notebook(page, server, fetched(server, "softmax-quiz"))
    last = lab.code_cell(page, '"softmax_quiz"')
    for text, lines in ANSWERS.items():
        lab.type_into(page, lab.code_cell(page, text), lines)
    lab.run_up_to(page, last)
    lab.expect(last.locator("table")).to_be_visible()
    keep(page, "quiz", lab.code_cell(page, "learner ="), lab.code_cell(page, "broadcast_shape = None"))
    keep(page, "quiz-check", last)


def start(page: Page, server: lab.Server) -> None:
    """The start page, with what has been tried so far."""
    for name in (START, MAP):
        shutil.copy(server.root / "assignments" / name, server.root / "ada" / name)
    lab.open_notebook(page, server, f"ada/{START}")
    cell = lab.code_cell(page, "progress()")
    lab.run_up_to(page, cell)
    lab.expect(cell.locator("table").first).to_be_visible()
    page.evaluate("document.querySelectorAll('.jp-Notebook')[0].scrollTop = 0")
    keep(page, "start", page.locator(".jp-Notebook .jp-Cell").first, cell, most=1500)


def formgrader(page: Page, server: lab.Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(server.address(f"formgrader/manage_submissions/{demo.ASSIGNMENT}"))
    lab.expect(page.locator("#main-table tr", has_text="ada")).to_be_visible()
    keep(page, "formgrader", page.locator(".dataTables_wrapper, .dt-container").first)


def feedback(page: Page, root: Path, assignment: str, exercise: str) -> None:
    """The beginning of the page that `nbgrader generate_feedback` wrote: score, hint, picture and the failure to mend first."""
    page.set_viewport_size({"width": 900, "height": 3000})
    page.goto((root / "feedback" / "ada" / assignment / f"{exercise}.html").as_uri())
    worst = page.locator("section > table tbody tr").first
    keep(page, f"feedback-{exercise}", page.locator("header"), worst)


def fetched(server: lab.Server, notebook: str) -> str:
    """A released notebook in a learner's own copy of its folder; its path in the server's."""
    release = load(server.root / "course.yml", check_pieces=False).assignment(demo.ASSIGNMENT).release
    path = Path("ada") / release.name / f"{notebook}.ipynb"
    shutil.copytree(release, (server.root / path).parent, dirs_exist_ok=True)
    return path.as_posix()


def keep(page: Page, name: str, first: Locator, last: Locator | None = None, *, most: float = math.inf) -> None:
    """Photographs from one place of a page to another, `most` pixels down, in 256 colours: such pages have no more."""
    boxes = [place.bounding_box() for place in (first, last or first)]
    assert all(boxes), f"{name}: not on the page"
    (left, top), bottom = (boxes[0]["x"], boxes[0]["y"]), boxes[1]["y"] + boxes[1]["height"]
    page.mouse.move(0, 0)  # no button that appears under a pointer
    clip = {"x": left, "y": top, "width": max(box["width"] for box in boxes), "height": min(bottom - top, most)}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    target = DOCS / f"{name}.png"
    picture.save(target, optimize=True)
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)}  {picture.width} x {picture.height}  {size / 1000:.0f} kB")
    assert size <= LARGEST, f"{target} has {size} bytes, more than {LARGEST}"


if __name__ == "__main__":
    sys.exit(main())
