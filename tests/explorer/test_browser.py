"""The explorer in a real browser: nothing fails, nothing leaves, everything can be reached, and readers of all kinds can read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from quidnunc.world.store import World
from tests.explorer.browser import Watched, chromium, needs_browser, served

pytestmark = [needs_browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

PAGES = (
    "/", "/events", "/events?type=ACCUSE", "/actor?who=Russia", "/dyad", "/dyad?between=Finland&between=Russia", "/network", "/map",
    "/claims", "/codebook", "/gazetteer", "/gazetteer?name=Finland", "/rejected", "/docs", "/nowhere", "ARTICLE", "INCIDENT",
)  # fmt: skip


@pytest.fixture(scope="module")
def origin(examples: Path) -> Iterator[str]:
    with served(examples) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def watched(browser: Browser, origin: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Watched(context.new_page(), origin)
    context.close()


@pytest.fixture(scope="module")
def addresses(examples: Path) -> dict[str, str]:
    reading = next(one for one in World(examples).readings() if one.events and "Odesa" in one.title)
    return {
        "ARTICLE": f"/article/{reading.id}?event={reading.events[1].id}",
        "INCIDENT": f"/incident/{reading.events[0].id}",
    }


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound_private_and_accessible(
    path: str, browser: Browser, origin: str, addresses: dict[str, str]
) -> None:
    for theme, width in (("light", 1280), ("dark", 390)):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
        watched = Watched(context.new_page(), origin)
        page = watched.open(addresses.get(path, path))
        assert [one for one in watched.problems if path != "/nowhere" or "404" not in one] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for number in range(page.locator("[data-chart]").count()):
            if page.locator("[data-chart]").nth(number).is_visible():
                expect(page.locator("[data-chart] svg").nth(number)).to_be_attached()
        found = (
            Axe()
            .run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
            .response["violations"]
        )
        serious = [
            (one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")
        ]
        assert serious == []
        context.close()


def test_from_a_bar_of_a_chart_to_the_sentence(watched: Watched) -> None:
    page = watched.open("/dyad?between=Finland&between=Russia")
    page.locator("[data-chart] svg .mark-rect path").first.click()
    page.wait_for_url("**/events?*")
    page.locator(".events .said a").first.click()
    page.wait_for_url("**/article/**")
    page.locator(".text .hot-trigger").first.wait_for()
    assert watched.problems == []


def test_the_filter_is_the_address_and_the_back_button_takes_it_back(watched: Watched) -> None:
    page = watched.open("/events")
    whole = page.locator(".events tbody tr").count()
    page.fill("#f-actor", "Finland")
    page.select_option("#f-type", "ACCUSE")
    page.click(".filters button")
    page.wait_for_url("**/events?actor=Finland&type=ACCUSE")
    assert 0 < page.locator(".events tbody tr").count() < whole
    assert page.inner_text("#command").startswith("quidnunc ask WORLD --actor Finland --type ACCUSE")
    page.click(".chips li:first-child a")
    page.wait_for_url("**/events?type=ACCUSE")
    page.go_back()
    page.go_back()
    assert page.locator(".events tbody tr").count() == whole


def test_j_and_k_go_from_event_to_event(watched: Watched, addresses: dict[str, str]) -> None:
    page = watched.open(addresses["ARTICLE"].partition("?")[0])
    seen = []
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
        seen.append(page.locator(".card.on").get_attribute("data-event"))
        assert page.locator(".text .hot-trigger").count() >= 1
    assert seen[0] == seen[2] != seen[1]
    page.keyboard.press("Escape")
    assert page.locator(".card.on").count() == 0


def test_the_theme_that_was_chosen_stays(watched: Watched) -> None:
    page = watched.open("/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-toggle]")
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    watched.open("/events")
    assert before != after == page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_pages_are_whole_without_scripts(browser: Browser, origin: str, addresses: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(origin + "/dyad?between=Finland&between=Russia", wait_until="load")
    assert page.locator("[data-chart] img").count() == 1
    page.locator(".events .said a").first.click()
    page.locator(".text .hot-trigger").first.wait_for()  # the page that the click leads to may still be on its way
    context.close()
