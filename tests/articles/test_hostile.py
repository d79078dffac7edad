"""Input that means harm: bombs, endless lines, entities, path tricks. Refused with a reason, nothing unpacked or run."""

from __future__ import annotations

import gzip
import io
import os
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from quidnunc.articles import read_paths, streams
from quidnunc.articles.packing import unpack
from quidnunc.errors import InputError
from quidnunc.records import Article

TEXT = "Ministers met in Geneva."


@pytest.fixture(autouse=True)
def low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte is much, here."""
    for module in ("streams", "source", "archive", "csv", "jsonl"):
        monkeypatch.setattr(f"quidnunc.articles.{module}.MAX_BYTES", 1 << 20)
    monkeypatch.setattr(streams.read_bounded, "__defaults__", (1 << 20,))
    monkeypatch.setattr(streams.bounded_lines, "__defaults__", (1 << 20,))


def items(path: Path) -> list[Article | InputError]:
    return list(read_paths([str(path)]))


def held_at_most(work: Callable[[], list[Article | InputError]]) -> tuple[list[Article | InputError], int]:
    """What it gives, and the bytes that it held at its worst."""
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def zeros(size: int) -> bytes:
    """Gzip of so many spaces, made without holding them."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + packer.flush()


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.html.gz", "bomb.rss.gz", "bomb.pdf.gz"])
def test_a_gzip_bomb_is_unpacked_no_further_than_the_limit(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(zeros(200 << 20))
    (problem,), peak = held_at_most(lambda: items(path))
    assert "longer than the limit of 1,048,576 bytes" in str(problem)
    assert peak < 20 << 20


def test_a_gzip_bomb_in_json_lines_spoils_only_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(zeros(50 << 20) + gzip.compress(b"\n") + gzip.compress(f'{{"text": "{TEXT}"}}\n'.encode()))
    bomb, good = items(path)
    assert "the line is longer than 1,048,576 bytes" in str(bomb)
    assert isinstance(good, Article)


def test_one_endless_line(tmp_path: Path) -> None:
    """A gigabyte that takes no room on disk; memory stays small."""
    path = tmp_path / "line.jsonl"
    with path.open("wb") as file:
        file.truncate(1 << 30)
        file.seek(0, os.SEEK_END)
        file.write(f'\n{{"text": "{TEXT}"}}\n'.encode())
    (line, good), peak = held_at_most(lambda: items(path))
    assert f"{path}:1: the line is longer than" in str(line)
    assert isinstance(good, Article)
    assert peak < 20 << 20


def test_a_large_file_that_is_read_as_a_whole_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    assert "are more than the limit" in str(items(path)[0])


def test_pipes_and_devices_are_no_articles(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert "is no regular file" in str(items(path)[0])
    assert "is no regular file" in str(items(Path("/dev/zero"))[0])


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_zip_is_read_member_by_member(tmp_path: Path) -> None:
    members = {"b.txt": TEXT.encode(), "a/c.jsonl": f'{{"text": "{TEXT}", "id": 5}}\n{{}}\n'.encode(), "d.png": b"x"}
    path = zipped(tmp_path / "news.zip", members)
    found = items(path)
    assert [item.source for item in found] == [f"{path}!a/c.jsonl#5", f"{path}!a/c.jsonl:2", f"{path}!b.txt"]


def test_a_zip_bomb_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "bomb.zip", {"a.txt": b" " * (20 << 20), "b.txt": TEXT.encode(), "c.zip": b"PK"})
    bomb, good = items(path)
    assert str(bomb) == f"{path}!a.txt: unpacked, it is longer than 1,048,576 bytes; refused"
    assert isinstance(good, Article)


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "..\\evil.txt", "a/../../evil.txt", "C:\\evil.txt"]
)
def test_a_members_name_is_never_a_path(tmp_path: Path, name: str) -> None:
    home = tmp_path / "x" / "y"
    home.mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    (article,) = items(zipped(home / "a.zip", {name: TEXT.encode()}))
    assert isinstance(article, Article)
    assert sorted(tmp_path.rglob("*")) == [*before, home / "a.zip"]
    assert not Path("/etc/evil.txt").exists()


def test_no_zip_and_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    assert "no zip file that can be read" in str(items(path)[0])
    assert "holds no article" in str(items(zipped(tmp_path / "b.zip", {}))[0])


LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'
)
OUTSIDE = (
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<rss version="2.0"><channel><item><description>&x;</description></item></channel></rss>'
)


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
def test_xml_with_entities_of_its_own_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.rss"
    path.write_text(f'<?xml version="1.0"?>{text}')
    (problem,) = items(path)
    assert "entities of its own" in str(problem)


def test_html_that_names_files_reads_none(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password is swordfish")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>{TEXT * 9} &x;</p></body></html>'
    path = tmp_path / "a.html"
    path.write_text(page)
    (item,) = items(path)
    assert "swordfish" not in repr(item)


@pytest.mark.parametrize(
    ("data", "packing", "message"),
    [
        (zeros(5 << 20), "gzip", "longer than the limit"),
        (zlib.compress(b" " * (5 << 20)), "deflate", "longer than the limit"),
        (b"no gzip", "gzip", "the packed data is broken"),
        (b"x", "br", "packed as 'br'"),
    ],
)
def test_bodies_are_unpacked_within_bounds(data: bytes, packing: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        unpack(data, packing, "x", 1 << 20)
    assert unpack(gzip.compress(b"body"), "gzip", "x", 10) == b"body"


def test_bracket_storms_and_long_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("[" * 200_000 + "\n" + '{"text": ' + "9" * 10_000 + "}\n")
    assert all(isinstance(item, InputError) for item in items(path))


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", TEXT)
    (tmp_path / "a.zip").write_bytes(data.getvalue())
    items(tmp_path / "a.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
