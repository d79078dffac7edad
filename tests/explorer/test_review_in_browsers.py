"""The review in Chromium: keys alone judge ten records; two browsers and a reading run at once lose nothing."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from quidnunc.explorer.app import create_app
from quidnunc.explorer.settings import Settings
from quidnunc.world.store import World

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install 'quidnunc[dev]'")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    # Playwright's own loop is closed by its own hand after the interpreter has looked for what was left open.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def path(examples: Path, tmp_path: Path) -> Path:
    shutil.copytree(examples, tmp_path / "world")
    return tmp_path / "world"


@pytest.fixture
def address(path: Path) -> Iterator[str]:
    """An explorer of the world, served."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(str(path), Settings(name="WORLD")), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        deadline = time.monotonic() + 20
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as running:
        held = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield held
        held.close()


def opened(browser, address: str, by: str, **query: str):
    """A page of a browser of its own, where any error or foreign request fails the test."""
    page = browser.new_context().new_page()
    page.wrong = []
    page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: page.wrong.append(str(problem)))
    page.on("request", lambda request: page.wrong.append(request.url) if not request.url.startswith(address) else None)
    rest = "".join(f"&{name}={value}" for name, value in query.items())
    page.goto(f"{address}/review?by={by}&order=random{rest}")
    return page


def event_of(page) -> str:
    return page.locator("[data-verdicts] input[name=event]").get_attribute("value")


def press(page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_ten_records_by_keys_alone(browser, address: str, path: Path) -> None:
    page = opened(browser, address, "Ada")
    seen = []
    for key in "araaurasaa":
        seen.append(event_of(page))
        press(page, key)
    press(page, "z")  # the tenth again
    assert event_of(page) == seen[-1]
    page.keyboard.press("f")
    for _ in range(6):
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'v-status'")
    page.keyboard.press("a")  # a letter typed into a field is no verdict
    page.locator("#v-status").select_option("planned")
    with page.expect_navigation():
        page.get_by_role("button", name="Fix whether").click()
    assert page.locator("#field-status .value").inner_text() == "planned"
    assert page.evaluate("document.activeElement.id") == "field-status"
    page.keyboard.press("?")
    assert page.locator("dialog.keys").is_visible()
    page.keyboard.press("Escape")
    press(page, "a")
    assert page.wrong == []
    rows = World(path).judgements()
    assert len({row["target_id"] for row in rows}) == 9  # ten, one of them skipped
    assert [row["verdict"] for row in rows] == [
        *("accept", "reject", "accept", "accept", "unsure", "reject", "accept", "accept", "accept", "undo"), "fix", "accept",
    ]  # fmt: skip
    assert len(set(seen)) == 10 and seen[7] not in {row["target_id"] for row in rows}
    page.context.close()


def test_without_scripts_the_forms_do_the_same(browser, address: str, path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/review")
    page.locator("#by").fill("Ada")
    page.get_by_role("button", name="Begin").click()
    page.locator("#field-stance").click()
    page.locator("#v-stance").select_option("doubts")
    page.get_by_role("button", name="Fix stance").click()
    page.locator("button.accept").click()
    page.get_by_role("link", name="s Skip").click()
    page.get_by_role("button", name="Undo").click()
    assert [row["verdict"] for row in World(path).judgements()] == ["fix", "accept", "undo"]
    context.close()


def test_two_browsers_and_a_reading_run_lose_nothing(browser, address: str, path: Path, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for number in range(40):
        head = f"TITLE: Report {number}\nPUBLISHED: 2024-05-{1 + number % 28:02}\n\n"
        text = f"{head}France accused Italy of spying in Rome, paper {number} wrote.\n"
        (news / f"{number}.txt").write_text(text)
    held = len(World(path))
    pages = [opened(browser, address, name) for name in ("Ada", "Bo")]
    command = [sys.executable, "-m", "quidnunc", "read", str(news), "--into", str(path), "--jobs", "1"]
    slowest = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:
        given = 0
        while given < 12 or (reading.poll() is None and given < 60):
            for page in pages:
                began = time.monotonic()
                press(page, "a" if given % 3 else "r")
                slowest = max(slowest, time.monotonic() - began)
                given += 1
                if page.locator("[data-verdicts]").count() == 0:
                    page.goto(f"{address}/review?by={'Ada' if page is pages[0] else 'Bo'}&order=random")
                    if page.locator("[data-verdicts]").count() == 0:
                        break
            else:
                continue
            break
        _, told = reading.communicate(timeout=120)
    assert reading.returncode == 0, told.decode()
    rows = World(path).judgements()
    assert len(rows) == given and {row["by"] for row in rows} == {"Ada", "Bo"}
    assert len({(row["by"], row["target_id"]) for row in rows}) == given
    assert len(World(path)) == held + 40
    assert slowest < 10  # a verdict waits for no run; generous, as the machine is shared
    for page in pages:
        page.goto(f"{address}/events?agent=France&recipient=Italy")
        assert page.get_by_text("spying").count() > 0  # the world has grown before their eyes
        assert page.wrong == []
        page.context.close()
