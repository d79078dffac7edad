"""The pages, in the order of the navigation: one module, one template and one line here make one more."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from quidnunc.explorer import articles, events, overview, review


@dataclass(frozen=True, slots=True)
class Page:
    """A room of the explorer: its routes, and its name and address in the navigation (none where others lead to it)."""

    router: APIRouter
    label: str = ""
    path: str = ""


PAGES = (
    Page(overview.router, "Today", "/"),
    Page(events.router, "Events", "/events"),
    Page(articles.router),
    Page(review.router, "Review", "/review"),
)
