"""A run of articles into a world."""

from __future__ import annotations

import pytest

from quidnunc.errors import InputError, NotEnglishError
from quidnunc.records import Article, ReaderVersion
from quidnunc.world.checks import check
from quidnunc.world.ingest import Ingest
from quidnunc.world.store import World
from tests.world.made import MadeReader, make_article

NEWER = ReaderVersion(version="2", codebook="c2", gazetteer="g1")


def never() -> MadeReader:
    raise AssertionError("nothing is to be read")


def ingest(world: World, articles: list[Article | InputError], reader: MadeReader | None = None, **options):
    reader = reader or MadeReader()
    return Ingest(world, lambda: reader, batch=options.pop("batch", 3), **options).run(articles)


def test_articles_are_committed_batch_by_batch(world: World) -> None:
    progress = ingest(world, [make_article(n) for n in range(10)])
    assert (progress.seen, progress.read, progress.added, progress.events, progress.commits) == (10, 10, 10, 10, 4)
    assert len(world) == 10


def test_a_second_run_makes_no_reader(world: World) -> None:
    articles = [make_article(n) for n in range(10)]
    ingest(world, articles)
    version = world.version()
    progress = Ingest(world, never).run(articles)
    assert (progress.known, progress.read, progress.added) == (10, 0, 0)
    assert world.version() == version


def test_a_run_that_broke_off_goes_on_where_it_stopped(world: World) -> None:
    articles = [make_article(n) for n in range(10)]

    def broken():
        yield from articles[:7]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(world, broken())
    kept = len(world)
    assert kept >= 4
    reader = MadeReader()
    progress = ingest(world, articles, reader)
    assert progress.known == kept
    assert len(reader.read) == 10 - kept
    assert len(world) == 10


def test_copies_within_a_run_are_read_once_and_their_outlets_kept(world: World) -> None:
    first = make_article(1)
    copy = make_article(1, outlet="Elsewhere", url="https://example.com/1", source="copy.txt")
    reader = MadeReader()
    progress = ingest(world, [first, copy, first], reader)
    assert reader.read == ["1.txt"]
    assert (progress.added, progress.known, progress.sightings) == (1, 2, 1)
    assert [(row["reading"], row["outlet"]) for row in world.rows("sightings")] == [(first.key, "Elsewhere")]
    assert ingest(world, [copy, first]).sightings == 0


def test_what_cannot_be_read_is_set_aside_and_told(world: World) -> None:
    told: list[InputError] = []
    problem = NotEnglishError("the text is not English but 'fr'", source="b.txt")
    progress = ingest(world, [make_article(1), problem, make_article(2)], refused=told.append)
    assert (progress.added, progress.rejected) == (2, 1)
    assert told == [problem]
    assert [row["kind"] for row in world.rows("rejected")] == ["not_english"]


def test_an_article_that_the_reader_fails_on_stops_no_other(world: World) -> None:
    articles = [make_article(n) for n in range(5)]
    articles.insert(2, make_article(99, text="poison", source="bad.txt"))
    progress = ingest(world, articles)
    assert (progress.added, progress.rejected) == (5, 1)
    (row,) = world.rows("rejected")
    assert row["source"] == "bad.txt"
    assert "IndexError: list index out of range" in row["message"]


def test_reread_takes_only_what_another_reader_made(world: World) -> None:
    articles = [make_article(n) for n in range(4)]
    ingest(world, articles[:2])
    ingest(world, articles[2:], MadeReader(NEWER))
    reader = MadeReader(NEWER)
    progress = ingest(world, articles, reader, reread=True)
    assert reader.read == ["0.txt", "1.txt"]
    assert (progress.reread, progress.added, progress.known) == (2, 0, 2)
    assert {reading.reader for reading in world.readings()} == {NEWER}
    assert list(check(world)) == []
