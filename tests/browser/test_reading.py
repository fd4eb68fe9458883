"""A learner's page in a real browser: links that open what is folded, a narrow window, dark, on paper."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import lab
import pytest
import tiny_course
from nbformat.v4 import new_markdown_cell
from playwright.sync_api import Browser, Page

from autograder.course.rightways import RightWay
from autograder.notebook.outputs import make_output
from autograder.pages.exporter import keep_report
from autograder.pages.learner import Heading, LearnerPage
from autograder.report.message import plain
from autograder.report.model import TestResult, Verdict, exercise_report, submission_report

pytestmark = pytest.mark.browser

NARROW = {"width": 400, "height": 800}
HEADING = Heading(
    "A course", "Sums", "adding", "Adding", "ada", "2027-01-31 17:02 UTC", "2027-02-02 10:00 UTC", "1 of 4 points"
)
WAYS = [RightWay("By another sum.", "def add(a, b):\n    return sum([a, b])\n")]
# The contrast of each text with the ground that it stands on, as WCAG 2 reckons it; the smallest of all.
CONTRAST = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => channels(colour).slice(0, 3).map(value => value / 255)
    .map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = element => {
    const colour = element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)';
    const parts = channels(colour);
    return parts.length === 4 && parts[3] === 0 ? ground(element.parentElement) : colour;
  };
  const texts = [...document.querySelectorAll('body *')].filter(element =>
    [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return texts.map(element => {
    const both = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
    return [(both[0] + 0.05) / (both[1] + 0.05), element.className + ' ' + element.textContent.slice(0, 30)];
  }).sort((a, b) => a[0] - b[0])[0];
}"""


def test_result(number: int) -> TestResult:
    long = f"X = torch.tensor([{', '.join(map(str, range(400)))}])\nadd(X, {number})"
    message = plain(f"add(X, {number}) is wrong in the element with the name {'x' * 200}")
    return TestResult(f"test_{number}", f"the sum number {number}", 1, "hidden", Verdict.FAILED, message, long)


test_result.__test__ = False  # type: ignore[attr-defined]  # pytest collects functions by this prefix


def written(tests: Sequence[TestResult], folder: Path) -> str:
    """The address of a page of the tiny course's exercise."""
    nb = tiny_course.solutions()["adding"]
    formula = "A wide formula: $$" + " + ".join(f"x_{{{n}}}" for n in range(60)) + "$$"
    table = "|" + " a wide table |" * 20 + "\n|" + "---|" * 20 + "\n|" + " with numbers |" * 20
    nb.cells += [new_markdown_cell(text) for text in (formula, table, "`" + "y" * 300 + "`")]
    cell = next(cell for cell in nb.cells if cell.id == "check-of-add")
    report = submission_report("sums", "adding", "cpu", (), (exercise_report("add", 4, tuple(tests)),))
    cell.outputs = [make_output("display_data", data={"text/html": "kept"})]
    keep_report(cell.outputs[0], report.to_json())
    path = folder / "adding.html"
    path.write_text(LearnerPage(nb, "counterexamples").html(HEADING, {"add": WAYS}), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with lab.browser() as found:
        yield found


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written([test_result(number) for number in range(5)], tmp_path_factory.mktemp("page"))


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    made = chromium.new_page()
    made.goto(address)
    yield made
    made.close()


def test_the_lesson_is_folded_and_a_link_to_its_cell_opens_it(page: Page) -> None:
    answer, lesson = page.locator("#notebook .cell", has_text="secret_total").first, page.get_by_text("Afterwards")
    lab.expect(lesson).to_be_hidden()
    lab.expect(page.get_by_text("the sum number 2")).to_have_count(2)
    lab.expect(page.get_by_text("the sum number 4")).to_be_hidden()
    page.get_by_role("link", name="the answer").click()
    lab.expect(lesson).to_be_visible()
    lab.expect(answer).to_be_in_viewport()


@pytest.mark.parametrize("opened", [False, True])
def test_nothing_is_wider_than_a_narrow_window(page: Page, opened: bool) -> None:
    page.set_viewport_size(NARROW)
    if opened:
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_told_from_its_ground(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the schemes
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    contrast, text = page.evaluate(CONTRAST)
    assert contrast >= 4.5, text


def test_on_paper_it_is_light_and_has_all_checks_and_the_long_examples_but_no_lesson(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    lab.expect(page.get_by_text("the sum number 4")).to_be_visible()
    lab.expect(page.locator("section > table pre").first).to_be_visible()
    lab.expect(page.locator("#notebook")).to_be_hidden()
    lab.expect(page.get_by_text("sum([a, b])")).to_be_hidden()
