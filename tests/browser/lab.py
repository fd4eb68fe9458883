"""JupyterLab as a person uses it: a server on a course of its own, and a browser without a window."""

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 120.0  # seconds for anything that a busy machine may take long for; waiting ends when the thing is there
_NEVER_RUN = re.compile(r"^\[ \]:$")  # what stands before a cell
SETTINGS = {
    # No question about news, and all cells in the page: a test looks for what a person would scroll to.
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: its address, its secret and the course's folder that it shows."""

    url: str
    token: str
    root: Path

    def address(self, path: str) -> str:
        return f"{self.url}{path}{'&' if '?' in path else '?'}token={self.token}"


def executable() -> str | None:
    """The machine's own Chromium or Chrome."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    # Chromium's own sandbox refuses to run as root; the pages are this test's own.
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    # Containers give little shared memory; a page that wants more would crash.
    arguments.append("--disable-dev-shm-usage")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable(), args=arguments)
        try:
            yield found
        finally:
            found.close()


@contextmanager
def server(root: Path, *, dark: bool = False) -> Iterator[Server]:
    """JupyterLab on the folder `root`, with settings, kernels and history of its own."""
    with tempfile.TemporaryDirectory(prefix="lab-") as name:
        home = Path(name)
        settings = {**SETTINGS, "@jupyterlab/apputils-extension/themes": {"theme": f"JupyterLab {_theme(dark)}"}}
        for plugin, values in settings.items():
            path = home / "config" / "lab" / "user-settings" / f"{plugin}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values))
        token = secrets.token_hex(16)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}"]
        command += [f"--ServerApp.root_dir={root}", f"--IdentityProvider.token={token}", "--allow-root"]
        with (home / "log").open("w+") as log:
            process = subprocess.Popen(command, cwd=root, env=_environment(home), stdout=log, stderr=log)
            try:
                yield Server(_reached(process, home, token), token, root)
            finally:
                process.terminate()  # it ends its kernels first
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:  # on a busy machine; its kernels see that it is gone, and end
                    process.kill()
                    process.wait()


def _theme(dark: bool) -> str:
    return "Dark" if dark else "Light"


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    scripts = str(Path(sys.executable).parent)
    return {
        **kept,
        "PATH": os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)]),
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "OMP_NUM_THREADS": "1",
    }


def _reached(process: subprocess.Popen[bytes], home: Path, token: str) -> str:
    """The address, which the server may have chosen anew when its port was taken, once it answers."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        for path in (home / "runtime").glob("jpserver-*.json"):
            try:
                url = json.loads(path.read_text())["url"]
                urllib.request.urlopen(f"{url}api/status?token={token}", timeout=5).close()
            except (ValueError, urllib.error.URLError, TimeoutError):
                continue
            return str(url)
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start within {PATIENCE:g} s; its log:\n{(home / 'log').read_text()}")


def open_notebook(page: Page, server: Server, path: str) -> None:
    """Shows the notebook of the server's folder, and waits until its kernel is there."""
    workspace = path.replace("/", "-").removesuffix(".ipynb")
    page.goto(server.address(f"lab/workspaces/{workspace}/tree/{path}?reset"), timeout=PATIENCE * 1000)
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()
    idle(page)


def idle(page: Page) -> None:
    """Waits until the kernel has nothing to do."""
    expect(page.locator(".jp-Notebook-ExecutionIndicator").first).to_have_attribute("data-status", "idle")


def code_cell(page: Page, text: str) -> Locator:
    """The code cell whose source contains `text`."""
    return page.locator(".jp-Notebook .jp-CodeCell").filter(has=page.locator(".cm-content", has_text=text)).first


def type_into(page: Page, cell: Locator, lines: list[str]) -> None:
    """Replaces the cell's source key by key; as for a person, the editor indents after a colon."""
    cell.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    for number, line in enumerate(lines):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(line)


def run(page: Page, cell: Locator) -> None:
    """Runs the cell as Shift+Enter does; again, as a person would, where a notebook that was just opened does nothing."""
    prompt = cell.locator(".jp-InputPrompt").first
    for patience in (20, 20, PATIENCE):
        cell.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        with contextlib.suppress(AssertionError):
            expect(prompt).not_to_have_text(_NEVER_RUN, timeout=patience * 1000)
            return


def run_up_to(page: Page, cell: Locator) -> None:
    """Runs the cells above this one, of which one has code, from the menu, again where nothing happens; then this one."""
    first = page.locator(".jp-Notebook:visible .jp-CodeCell .jp-InputPrompt").first
    for patience in (20, 20, PATIENCE):
        cell.locator(".cm-content").click()
        menu(page, "Run", "Run All Above Selected Cell")
        with contextlib.suppress(AssertionError):
            expect(first).not_to_have_text(_NEVER_RUN, timeout=patience * 1000)
            break
    run(page, cell)


def validate(page: Page) -> str:
    """Presses nbgrader's button; what its dialog says in the end."""
    page.locator(".validate-button:visible").click()
    dialog = page.locator(".jp-Dialog:visible", has_text="Validation Results")
    expect(dialog).to_be_visible()
    text = dialog.inner_text()
    dialog.locator("button", has_text="Ok").click()
    expect(dialog).to_be_hidden()
    return text


def menu(page: Page, name: str, entry: str) -> None:
    page.locator(".lm-MenuBar-item", has_text=name).first.click()
    page.locator(".lm-Menu-item:visible", has_text=entry).first.click()


def save(page: Page, path: Path, containing: str) -> None:
    """Saves, and waits until the file contains the text."""
    page.keyboard.press("ControlOrMeta+s")
    until(lambda: containing in path.read_text(encoding="utf-8"), f"{path.name} saved with {containing!r}")


def until(holds: Callable[[], bool], what: str) -> None:
    """Waits for a condition outside the browser. Raises AssertionError when it never holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"expected within {PATIENCE:g} s: {what}"
        time.sleep(0.1)
