"""Fetching: politely, within bounds, and never from behind the user's own door."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterator

import httpcore
import pytest

from quidnunc.articles import Options, read_paths, web
from quidnunc.articles.addresses import PublicBackend, checked_url, is_public
from quidnunc.articles.web import Fetcher
from quidnunc.errors import InputError
from quidnunc.records import Article
from tests.articles.site import Answer, Site, serving

STORY = "Ministers of both countries met in Geneva on Tuesday and agreed to reopen the border after months of talks. "
PAGE = (
    '<html lang="en"><head><title>Talks</title><meta property="article:published_time" content="2019-02-05">'
    f"</head><body><article><h1>Talks</h1><p>{STORY * 3}</p><p>{STORY * 2}</p></article></body></html>"
).encode()
HTML = {"Content-Type": "text/html; charset=utf-8"}


def feed(links: list[str], text: str = STORY) -> bytes:
    items = "".join(
        f"<item><title>Report {n}</title><link>{link}</link><guid>{n}</guid>"
        f"<pubDate>Tue, 05 Feb 2019 10:00:00 GMT</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
        for n, link in enumerate(links)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title>{items}</channel></rss>'.encode()
    )


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/a": Answer(PAGE, headers=HTML)}) as site:
        yield site


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """One that does not wait, and may fetch from this machine."""
    with Fetcher(allow_private=True, sleep=lambda _: None) as fetcher:
        yield fetcher


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(InputError) as raised:
        work()
    return str(raised.value)


def items(*names: str, **options) -> list[Article | InputError]:
    return list(read_paths(names, Options(**{"allow_private": True, **options})))


def test_a_page_is_an_article(site: Site) -> None:
    (article,) = items(f"{site.root}/a")
    assert isinstance(article, Article)
    assert (article.title, article.published, article.published_from) == ("Talks", "2019-02-05", "page")
    assert article.source == article.url == f"{site.root}/a"
    assert "Ministers of both countries" in article.text
    assert site.paths == ["/robots.txt", "/a"]
    assert site.asked[1][1]["user-agent"].startswith("quidnunc/")


def test_a_list_of_addresses(site: Site, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "INTERVAL", 0)
    path = tmp_path / "list.urls"
    path.write_text(f"# mine\n{site.root}/a\n\nftp://example.org/x\n")
    article, refused = items(str(path))
    assert isinstance(article, Article)
    assert "only http and https" in str(refused)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255",
        "224.0.0.1",        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
        "2002:7f00:1::", "fd00:ec2::254",
    ],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "0"],
)
def test_however_it_is_written_this_machine_is_not_fetched_from(site: Site, host: str) -> None:
    port = site.root.rpartition(":")[2]
    (problem,) = read_paths([f"http://{host}:{port}/a"])
    assert isinstance(problem, InputError)
    assert "private address" in str(problem) or "cannot be reached" in str(problem)
    assert site.asked == []


def test_a_name_that_changes_its_mind_is_asked_when_connecting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that was checked is the one that is connected to: the name is looked up once."""
    looked_up: list[str] = []
    connected: list[str] = []

    def lookup(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        looked_up.append(host)
        address = "93.184.215.14" if len(looked_up) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(self: object, host: str, *_: object) -> None:
        connected.append(host)
        raise httpcore.ConnectError("stop here")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    backend = PublicBackend(allow_private=False)
    with pytest.raises(httpcore.ConnectError):
        backend.connect_tcp("rebind.example", 80)
    with pytest.raises(InputError, match=r"private address 127\.0\.0\.1"):
        backend.connect_tcp("rebind.example", 80)
    assert connected == ["93.184.215.14"]


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page may not send us home: only the first host counts as public here."""
    site.answers["/away"] = Answer(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    monkeypatch.setattr("quidnunc.articles.addresses.is_public", lambda address: address == "127.0.0.1")
    with Fetcher(sleep=lambda _: None) as fetcher:
        assert "private address 169.254.169.254" in refusal(lambda: fetcher.get(f"{site.root}/away"))


def test_redirects_are_followed_but_not_round_and_round(site: Site, fetcher: Fetcher) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/a"})
    site.answers["/loop"] = Answer(status=302, headers={"Location": "/loop2"})
    site.answers["/loop2"] = Answer(status=302, headers={"Location": "/loop"})
    site.answers["/file"] = Answer(status=302, headers={"Location": "file:///etc/passwd"})
    page = fetcher.get(f"{site.root}/old")
    assert page is not None
    assert page.url == f"{site.root}/a"
    assert "redirected more than 5 times" in refusal(lambda: fetcher.get(f"{site.root}/loop"))
    assert "only http and https are fetched, not 'file'" in refusal(lambda: fetcher.get(f"{site.root}/file"))


def test_robots_txt_is_obeyed(site: Site, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = Answer(
        b"User-agent: quidnunc\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /\n"
    )
    assert fetcher.get(f"{site.root}/a") is not None
    assert "robots.txt asks not to fetch it" in refusal(lambda: fetcher.get(f"{site.root}/private/x"))
    assert "/private/x" not in site.paths


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_robots_txt_that_is_withheld_forbids_all(site: Site, fetcher: Fetcher, status: int) -> None:
    site.answers["/robots.txt"] = Answer(status=status)
    assert "robots.txt" in refusal(lambda: fetcher.get(f"{site.root}/a"))


def test_a_host_is_given_rest_and_more_if_it_asks(site: Site) -> None:
    now = [0.0]
    rests: list[float] = []

    def sleep(seconds: float) -> None:
        rests.append(seconds)
        now[0] += seconds

    site.answers["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 7\n")
    with Fetcher(allow_private=True, sleep=sleep, clock=lambda: now[0]) as fetcher:
        fetcher.get(f"{site.root}/a")
        fetcher.get(f"{site.root}/a")
    assert rests == [7.0, 7.0]


def test_unchanged_pages_are_not_sent_again(site: Site) -> None:
    site.answers["/a"] = Answer(PAGE, headers={**HTML, "ETag": '"v1"'})
    validators: dict[str, dict[str, str]] = {}
    with Fetcher(allow_private=True, validators=validators, sleep=lambda _: None) as fetcher:
        assert fetcher.get(f"{site.root}/a") is not None
        assert validators == {f"{site.root}/a": {"etag": '"v1"'}}
        assert fetcher.get(f"{site.root}/a") is None


def test_an_endless_answer_ends(site: Site, fetcher: Fetcher) -> None:
    site.answers["/endless"] = Answer(b"<p>more</p>" * 10_000, endless=True, headers=HTML)
    assert "longer than 16,777,216 bytes; refused" in refusal(lambda: fetcher.get(f"{site.root}/endless"))


def test_an_answer_that_trickles_ends(site: Site) -> None:
    site.answers["/endless"] = Answer(b"x", endless=True, headers=HTML)
    now = [0.0]

    def clock() -> float:
        now[0] += 1
        return now[0]

    with Fetcher(allow_private=True, sleep=lambda _: None, clock=clock) as fetcher:
        assert "takes longer than 60 s" in refusal(lambda: fetcher.get(f"{site.root}/endless"))


def test_a_packed_answer_is_unpacked_within_bounds(site: Site, fetcher: Fetcher) -> None:
    site.answers["/packed"] = Answer(gzip.compress(PAGE), headers={**HTML, "Content-Encoding": "gzip"})
    site.answers["/bomb"] = Answer(gzip.compress(b" " * (40 << 20)), headers={**HTML, "Content-Encoding": "gzip"})
    page = fetcher.get(f"{site.root}/packed")
    assert page is not None
    assert page.body == PAGE
    assert "unpacked, it is longer" in refusal(lambda: fetcher.get(f"{site.root}/bomb"))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://", "names no host"),
        ("http://user:secret@example.org/", "holds a name or password"),
        ("file:///etc/passwd", "only http and https"),
        ("http://example.org:99999/", "no address that can be fetched"),
        ("http://[::1/", "no address that can be fetched"),
        ("gopher://example.org/", "only http and https"),
    ],
)
def test_addresses_that_are_none(url: str, message: str) -> None:
    assert message in refusal(lambda: checked_url(url))


def test_a_server_that_is_not_there_or_answers_nonsense(site: Site, fetcher: Fetcher) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        assert "cannot be reached" in refusal(lambda: fetcher.get(f"http://127.0.0.1:{port}/"))
    assert "the server answers 404" in refusal(lambda: fetcher.get(f"{site.root}/gone"))
    site.answers["/picture"] = Answer(b"\x89PNG", headers={"Content-Type": "image/png"})
    (problem,) = items(f"{site.root}/picture")
    assert "the answer is 'image/png'" in str(problem)


def test_a_feed_is_its_entries(site: Site) -> None:
    site.answers["/feed"] = Answer(
        feed(["https://example.org/1", "https://example.org/2"]), headers={"Content-Type": "text/xml"}
    )
    one, two = items(f"{site.root}/feed")
    assert isinstance(one, Article)
    assert (one.title, one.outlet, one.published, one.url) == (
        "Report 0",
        "The Courier",
        "2019-02-05",
        "https://example.org/1",
    )
    assert one.text.strip() == STORY.strip()
    assert two.source == f"{site.root}/feed#1"


def test_a_feeds_pages_are_fetched_when_wanted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "INTERVAL", 0)
    site.answers["/feed"] = Answer(
        feed([f"{site.root}/a", f"{site.root}/gone"]), headers={"Content-Type": "application/rss+xml"}
    )
    article, gone = items(f"{site.root}/feed", follow=True)
    assert isinstance(article, Article)
    assert len(article.text) > 400
    assert "the server answers 404" in str(gone)
