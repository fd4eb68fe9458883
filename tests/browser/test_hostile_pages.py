"""An instructor opens what a hostile learner handed in, in formgrader and as a feedback page, and clicks on all of it."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import lab
import pytest
import vectors
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell
from nbgrader_class import nbgrader, submit
from nbgrader_class import released as released
from playwright.sync_api import Browser, BrowserContext, Page, Request

from autograder import cli

pytestmark = pytest.mark.browser

TEN = "fetch('/formgrader/api/grades?submission_id='+submission_id,{method:'PUT'});document.title='taken'"
HTML = f"""
<script>{TEN}</script><img src=x onerror="{TEN}"><svg onload="{TEN}"><a href="javascript:{TEN}"><text>s</text></a></svg>
<a href="files/javascript:{TEN}">one</a> <a href="/files/javascript:{TEN}">two</a> <a href="java&#10;script:{TEN}">three</a>
<a href="/logout">four</a> <a href="../../logout">five</a> <a href="?x">six</a> <a href="//example.org/seven">seven</a>
<a href="data:text/html,<script>{TEN}</script>">eight</a> <a href="SERVERlogout">nine</a> <a href="SERVERformgrader">ten</a>
<img src="/logout"> <img src="https://example.org/i.png"> <img srcset="/logout 1x"> <video poster="/logout" src="/logout">
</video><table background="/logout"><tr><td>t</td></tr></table><div style="background: url(/logout)">d</div>
<style>* {{ background: url(/logout) }}</style><link rel=stylesheet href="/logout"><meta http-equiv=refresh content="0;/logout">
<iframe src="/logout"></iframe><object data="/logout"></object><embed src="/logout"><form action="/logout"><button>b</button>
</form><input type=image src="/logout"><base href="https://example.org/"><body background="/logout" onload="{TEN}">
<button class="full-credit">Full credit</button><span class="full-credit">credit</span><a class="full-credit">credit</a>
<input class="score" value=4><a data-link="x" id="check_add">link</a><math href="javascript:{TEN}"><mi>x</mi></math>
<svg><use href="/logout#a"/><image href="/logout"/><animate attributeName=href values="/logout"/><foreignObject><img src=/logout>
</foreignObject><feImage href="/logout"/><set attributeName=onload to="{TEN}"/></svg><math><annotation-xml encoding="text/html">
<img src=/logout onerror="{TEN}"></annotation-xml><maction actiontype=statusline xlink:href="/logout"><mi>m</mi></maction>
<mglyph src="/logout"></mglyph></math><picture><source srcset="/logout"><img src="data:text/html,<script>{TEN}</script>"></picture>
<p style="background: image-set('/logout' 1x); list-style: url(/logout); cursor: url(/logout), auto">p</p><link rel=preload
as=image href="/logout"><template shadowrootmode=open><img src=/logout></template><audio src="/logout" autoplay></audio>
<button formaction="/logout" form=f popovertarget=q>b</button><style>@import "/logout"; @font-face {{ src: url(/logout) }}</style>
<a ping="/logout" href="https://d2l.ai/good">good</a> <a href="#top">anchor</a> <details><summary>more</summary>inside</details>
"""
MARKDOWN = f"""
[one](files/javascript:{TEN.replace("'", "%27")}) [two](/logout) ![](/logout) ![](https://example.org/i.png)
<files/javascript:alert(1)> $\\href{{javascript:alert(1)}}{{x}}$ $\\href{{/logout}}{{y}}$ [r]

[r]: files/javascript:alert(1)
[s]: /logout
![s] <img src=/logout>
"""
PICTURE = f"""<svg xmlns="http://www.w3.org/2000/svg" onload="{TEN.replace("'", "&apos;")}" width="9" height="9"><image href="SERVERlogout"/>
<style>@import url(SERVERlogout);</style><script>document.title = "taken"</script></svg>"""
MARKUP = "<img src=nowhere onerror=document.title='taken'>"  # a learner's id, and the name of a file
WIDGET = {"model_id": "1", "version_major": 2, "version_minor": 0}
OTHER_KINDS = {
    "application/javascript": "document.title = 'taken'",
    "application/vnd.jupyter.widget-view+json": WIDGET,
    "application/vnd.vegalite.v5+json": {"data": {"url": "/logout"}},
    "application/geo+json": {"type": "Point", "coordinates": [0, 0]},
}
ERROR = ("ValueError", HTML, [f"\x1b[31m{HTML}\x1b]8;;javascript:alert(1)\x07link\x1b]8;;\x07"])


@dataclass
class Seen:
    """What pages asked for, and what their scripts were refused."""

    requests: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        self.requests.append(request.url)
        if request.method not in ("GET", "HEAD"):
            self.writes.append(f"{request.method} {request.url}")


@pytest.fixture(scope="module")
def course(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(released, tmp_path_factory.mktemp("hostile") / "course"))

    def hostile(nb: Any) -> None:
        nb.cells.insert(0, new_markdown_cell(MARKDOWN))
        nb.cells.insert(0, new_markdown_cell(HTML))
        attached = {"text/html": HTML, "image/svg+xml": PICTURE, "image/png": '"><img src=/logout>', "a/b": [HTML]}
        marked = {"tags": [vectors.PICTURE], "slideshow": {"slide_type": HTML}, "name": vectors.PICTURE, HTML: HTML}
        nb.cells += [
            new_markdown_cell(text, attachments={"a": attached, HTML: attached}, metadata=marked)
            for text in vectors.MARKDOWN
        ]
        nb.cells += [new_raw_cell(HTML, metadata={"raw_mimetype": kind, "format": kind}) for kind in vectors.RAW]
        nb.cells += [
            new_code_cell(text, metadata={"tags": [vectors.PICTURE], "collapsed": True}) for text in vectors.CODE
        ]
        nb.metadata.update(
            title=HTML,
            authors=[{"name": HTML}],
            language_info={"name": HTML, "pygments_lexer": HTML, "codemirror_mode": HTML},
            kernelspec={"name": HTML, "display_name": HTML, "language": HTML},
            widgets={"application/vnd.jupyter.widget-state+json": {"state": {"1": {"state": {"value": HTML}}}}},
        )
        shown = [
            new_output("display_data", {"text/html": HTML}),
            new_output("display_data", {"image/svg+xml": PICTURE}),
            new_output("display_data", {"text/markdown": MARKDOWN}),
            new_output("display_data", {"text/latex": "$\\href{/logout}{x}$ \\includegraphics{/logout}"}),
            new_output("display_data", OTHER_KINDS),
            new_output("stream", name="stderr", text=ERROR[2][0]),
            new_output("stream", name="stdout", text=vectors.STREAM),
            *(new_output("display_data", {"text/html": text, "text/plain": text}) for text in vectors.MARKDOWN),
            *(new_output("display_data", {"text/markdown": text}, metadata={HTML: HTML}) for text in vectors.MARKDOWN),
            new_output("display_data", {"image/png": '"><img src=/logout>'}, metadata={"image/png": {"width": HTML}}),
            new_output("display_data", {HTML: HTML, "text/x-html": HTML, "application/xhtml+xml": HTML}),
            new_output("execute_result", {"text/plain": HTML}, execution_count=1),
            new_output("error", ename=ERROR[0], evalue=ERROR[1], traceback=ERROR[2]),
        ]
        nb.cells.append(new_code_cell("2", outputs=shown))

    submit(root, "eve", "wrong", hostile)
    submit(root, MARKUP, "right")
    (root / "submitted" / MARKUP / "sums" / f"{MARKUP}.ipynb").write_text("{}")
    submit(root, "zoe", "right")
    done = nbgrader(root, "autograde", "sums")
    assert done.returncode == 0, done.stderr
    # JupyterLab finds no stand-in for the judge, and needs none: it would go on without the course's configuration.
    config = root / "nbgrader_config.py"
    config.write_text(config.read_text().replace("import fake_judge\n", ""))
    return root


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[lab.Server]:
    with lab.server(course) as running:
        # The learner knows where instructors' servers are; and somebody may have changed the graded notebook's outputs.
        path = course / "autograded" / "eve" / "sums" / "adding.ipynb"
        path.chmod(0o644)
        nb = json.loads(path.read_text().replace("SERVER", running.url))
        for cell in nb["cells"]:
            for output in cell.get("outputs", []):
                if "text/html" in output.get("data", {}) and "half of it" not in output["data"]["text/html"]:
                    output["data"]["text/html"] = HTML.replace("SERVER", running.url)
        path.write_text(json.dumps(nb))
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with lab.browser() as found:
        yield found


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def context(chromium: Browser, seen: Seen) -> Iterator[BrowserContext]:
    made = chromium.new_context()
    made.route(re.compile(r"^https?://(?!localhost|127\.0\.0\.1)"), lambda route: route.fulfill(body="elsewhere"))
    made.on("request", seen.request)
    made.on("response", lambda response: seen.answered.append(response.url))
    made.on(
        "console", lambda message: seen.violations.append(message.text) if "Content Security" in message.text else None
    )
    yield made
    made.close()


def submission(root: Path, learner: str) -> str:
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        (found,) = gradebook.execute(
            "select submitted_notebook.id from submitted_notebook join submitted_assignment on"
            " submitted_assignment.id = submitted_notebook.assignment_id join notebook on notebook.id ="
            " submitted_notebook.notebook_id where student_id = ? and notebook.name = 'adding'",
            (learner,),
        ).fetchone()
    return str(found)


def manual(root: Path) -> list[tuple[float | None, float | None]]:
    with sqlite3.connect(root / "gradebook.db") as gradebook:
        return gradebook.execute("select manual_score, extra_credit from grade order by id").fetchall()


def opened(context: BrowserContext, server: lab.Server, seen: Seen, learner: str) -> Page:
    """A submission in formgrader, as somebody sees it who has logged in; what was asked for since."""
    page = context.new_page()
    page.goto(server.address("lab"), wait_until="load", timeout=lab.PATIENCE * 1000)
    page.goto("about:blank")
    for found in (seen.requests, seen.answered, seen.writes, seen.violations):
        found.clear()
    page.goto(f"{server.url}formgrader/submissions/{submission(server.root, learner)}/", wait_until="networkidle")
    return page


def click_everything(page: Page, inside: str) -> int:
    """Clicks each thing that could be clicked; how many there were."""
    things = page.locator(f"{inside} :is(a, button, input, img, summary, svg, math, [onclick], span, td)")
    count = things.count()
    for number in range(count):
        things.nth(number).evaluate(
            "thing => thing.click ? thing.click() : thing.dispatchEvent(new MouseEvent('click'))"
        )
    page.wait_for_timeout(1000)
    return count


def test_clicking_on_everything_in_formgrader_asks_for_nothing_and_writes_nothing(
    server: lab.Server, context: BrowserContext, seen: Seen
) -> None:
    before = manual(server.root)
    page = opened(context, server, seen, "eve")
    loaded = [re.sub(r"\?.*", "", url.removeprefix(server.url)) for url in seen.requests]
    assert all(url.startswith("formgrader/") for url in loaded), loaded
    assert not seen.violations
    title, address, already = page.title(), page.url, len(seen.requests)
    written = ".text_cell_render, .output_subarea, .input_area"
    assert click_everything(page, f":is({written})") > 10
    later = [url for url in seen.requests[already:] if not url.startswith("https://d2l.ai/good")]
    assert later == []
    assert seen.writes == []
    assert not seen.violations
    assert (page.title(), page.url.split("#")[0].split("?")[0]) == (title, address.split("?")[0])
    assert manual(server.root) == before
    assert page.context.request.get(f"{server.url}api/status").ok  # still logged in
    links = page.locator(f":is({written}) a[href]").evaluate_all(
        "found => found.map(link => link.getAttribute('href'))"
    )
    assert set(links) == {"https://d2l.ai/good", "#top"}


def test_formgraders_own_buttons_work_under_the_policy(server: lab.Server, context: BrowserContext, seen: Seen) -> None:
    page = opened(context, server, seen, "zoe")
    page.locator(".name-hidden.glyphicon").click()
    lab.expect(page.locator("a.name-shown")).to_be_visible()
    lab.expect(page.locator("#check_add")).to_have_attribute("placeholder", "4")
    page.locator(".no-credit").click()
    lab.until(lambda: (0.0, 0.0) in manual(server.root), "no credit was written")
    page.locator("#check_add").fill("3")
    page.keyboard.press("Tab")
    lab.until(lambda: 3.0 in [score for score, _ in manual(server.root)], "the score was written")
    page.locator("textarea.comment").fill("well done")
    page.keyboard.press("Tab")
    lab.expect(page.locator(".score-saved").first).to_be_hidden()
    assert not seen.violations
    with sqlite3.connect(server.root / "gradebook.db") as gradebook:
        gradebook.execute("update grade set manual_score = null, extra_credit = null")
    gradebook.close()


def test_the_policy_stops_what_cleaning_would_have_missed(
    server: lab.Server, context: BrowserContext, seen: Seen
) -> None:
    """As if everything that is removed were still there: put into the page after it was made."""
    page = opened(context, server, seen, "zoe")
    already = len(seen.answered)
    # Where a refresh or a link leads is not a policy's business; what loads, runs or is sent is.
    hostile = re.sub(r"<meta[^>]*>|<a .*?</a>", "", HTML)
    page.evaluate("html => { document.querySelector('.input_area').innerHTML = html }", hostile)
    page.locator(".input_area form button").first.evaluate("button => button.click()")
    page.wait_for_timeout(1000)
    assert seen.answered[already:] == []
    assert page.title() != "taken"
    assert seen.violations


def test_a_feedback_page_asks_for_nothing(
    server: lab.Server, context: BrowserContext, seen: Seen, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(server.root, tmp_path / "course"))
    assert cli.main(["--course", str(root / "course.yml"), "feedback", "sums"]) == 0
    page = context.new_page()
    address = (root / "feedback" / "eve" / "sums" / "adding.html").as_uri()
    page.goto(address, wait_until="networkidle")
    assert seen.requests == [address]
    assert click_everything(page, "#notebook") > 10
    assert [url for url in seen.requests[1:] if not url.startswith(("https://d2l.ai/good", f"{address}#"))] == []
    assert page.url.split("#")[0] == address
    assert page.title() == "adding"


@pytest.mark.parametrize("rest", ["", "sums/"])
def test_an_id_that_is_a_script_is_text_on_formgraders_own_pages(
    server: lab.Server, context: BrowserContext, seen: Seen, rest: str
) -> None:
    page = opened(context, server, seen, "zoe")
    id = f'<img src=logout onerror="{TEN.replace("/", "%")}">";document.title=\'taken\'//'
    seen.requests.clear()
    page.goto(f"{server.url}formgrader/manage_students/{quote(id, safe='')}/{rest}", wait_until="networkidle")
    assert [url for url in seen.requests if url.endswith("logout")] == []
    assert page.title() != "taken"
    assert page.evaluate("student_id") == id
    lab.expect(page.locator(".breadcrumb")).to_contain_text("<img src=logout")


def test_a_learner_and_a_file_that_are_called_like_markup_are_text_on_every_page(
    server: lab.Server, context: BrowserContext, seen: Seen, tmp_path: Path
) -> None:
    page = opened(context, server, seen, MARKUP)
    folder = quote(MARKUP, safe="")
    for address, shows in (
        (page.url.removeprefix(server.url), ".name-shown"),
        ("formgrader/manage_students", "td.id"),
        (f"formgrader/manage_students/{folder}/", ".breadcrumb"),
        ("formgrader/manage_submissions/sums/", "td.student-id"),
        ("formgrader/gradebook/sums/adding/", "a.name-shown"),
    ):
        page.goto(f"{server.url}{address}", wait_until="networkidle")
        found = page.locator(shows).all_text_contents()
        assert any(MARKUP in text for text in found), (address, found)
        assert page.title() != "taken"
        assert page.locator("img[src=nowhere]").count() == 0
    root = Path(shutil.copytree(server.root, tmp_path / "course"))
    assert cli.main(["--course", str(root / "course.yml"), "feedback", "sums"]) == 0
    page.goto((root / "feedback" / MARKUP / "sums" / "adding.html").as_uri(), wait_until="networkidle")
    assert page.title() == "adding"
    assert not any(url.endswith("/nowhere") for url in seen.requests)
