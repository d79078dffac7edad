"""A world of the bundled examples, and an explorer of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from quidnunc.articles import Options, read_paths
from quidnunc.explorer.app import create_app
from quidnunc.explorer.settings import Settings
from quidnunc.reading.reader import Reader
from quidnunc.world.ingest import Ingest
from quidnunc.world.store import World

EXAMPLES = Path(__file__).parents[2] / "examples"
HERE = "127.0.0.1"


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """A world of the bundled examples; tests that write take a copy of their own."""
    path = tmp_path_factory.mktemp("explored") / "world"
    Ingest(World(path, create=True), lambda: reader).run(read_paths([str(EXAMPLES)], Options(None, True)))
    return path


def client_of(world: Path, **settings: object) -> TestClient:
    chosen = Settings(name="WORLD", **settings)
    return TestClient(create_app(str(world), chosen), base_url=f"http://{HERE}:8000", follow_redirects=False)


@pytest.fixture(scope="session")
def client(examples: Path) -> TestClient:
    return client_of(examples)
