"""A real browser for the tests: Debian's chromium, headless, on pages that are served here."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from starlette.applications import Starlette

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NO_BROWSER = "no chromium on this machine: Debian's package chromium brings it"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking"]  # fmt: skip
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser; the test is skipped on a machine without one."""
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The address at which an application answers on this machine."""
    settings = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", access_log=False)
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


# What a page tells a screen reader does not hang on its language and its width together; whether
# it fits its window does.
READ_OUT = {("phone", "ar"), ("desktop", "fr")}


def follow(control: Locator) -> None:
    """Press what leads to another page, and wait until all of that page is there.

    A click is over once the answer begins: what was looked for then was sometimes not read yet.
    """
    with control.page.expect_navigation():
        control.click()


def sign_in(page: Page, email: str, password: str) -> None:
    """Fill the form of the sign-in page and send it."""
    page.fill("#email", email)
    page.fill("#password", password)
    follow(page.locator("main form[method=post] button"))


def barriers(page: Page) -> list[str]:
    """What keeps somebody from using a page: axe's serious and critical findings."""
    found: dict[str, Any] = Axe().run(page).response
    return [
        f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:120]})"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def sideways(page: Page) -> int:
    """How many pixels a page is wider than its window: 0 on a phone, or a thumb must drag it."""
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return max(0, int(page.evaluate(script)))
