"""The pages, in the order of the navigation: one module, one template and one line here make one more."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from quidnunc.explorer import (
    actors,
    addresses,
    articles,
    books,
    bundle,
    claims,
    dyads,
    events,
    incidents,
    maps,
    networks,
    overview,
    review,
)


@dataclass(frozen=True, slots=True)
class Page:
    """A room of the explorer: its routes, and its name and address in the navigation (none where others lead to it)."""

    router: APIRouter
    label: str = ""
    path: str = ""


PAGES = (
    Page(overview.router, "Today", "/"),
    Page(events.router, "Events", "/events"),
    Page(dyads.router, "Dyads", "/dyad"),
    Page(networks.router, "Network", "/network"),
    Page(maps.router, "Map", "/map"),
    Page(claims.router, "Claims", "/claims"),
    Page(review.router, "Review", "/review"),
    Page(books.codebook_router, "Codebook", "/codebook"),
    Page(books.gazetteer_router, "Gazetteer", "/gazetteer"),
    Page(books.rejected_router, "Rejected", "/rejected"),
    Page(actors.router),
    Page(articles.router),
    Page(incidents.router),
    Page(addresses.router),
    Page(bundle.router),
)
