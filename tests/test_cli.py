"""The command line, as people use it: files in, records out, what went wrong on standard error."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quidnunc import Reader
from quidnunc.cli import app

ATTACK = "Syrian rebels attacked the town of Idlib on Monday."
HEADED = f"TITLE: Rebels attack\nPUBLISHED: 2015-03-25\nOUTLET: The Courier\n\n{ATTACK}\n"
FRENCH = (
    "Le président a rencontré mardi les ministres des affaires étrangères à Genève, et les deux pays ont signé un accord "
    "sur la frontière après de longues négociations."
)


@pytest.fixture(autouse=True)
def one_reader(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that run in this process share a reader, which takes a second to make; processes make their own."""
    monkeypatch.setattr("quidnunc.reading.reader.Reader", lambda **_: reader)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes a file into the folder that the command runs in."""
    monkeypatch.chdir(tmp_path)

    def file(name: str, data: str | bytes) -> str:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data.encode() if isinstance(data, str) else data)
        return name

    return file


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """Runs the command in this process."""
    return CliRunner().invoke(app, arguments, input=stdin)


def lines(result: Result) -> list[dict]:
    """The records of ``--format jsonl``."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def process(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs the command as a process of its own."""
    code = "import sys; from quidnunc.cli import main; sys.argv[0] = 'quidnunc'; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        timeout=120,
    )


# What is printed


def test_version() -> None:
    assert run("--version").stdout == f"quidnunc {version('quidnunc')}\n"


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("read", "--help"), ("why", "--help")])
def test_help_shows_examples(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert "report.txt" in result.stdout


def test_a_file_is_read_into_one_record(file) -> None:
    result = run("read", file("a.txt", HEADED), "--format", "jsonl")
    (record,) = lines(result)
    assert result.exit_code == 0
    assert {key: record[key] for key in ("source", "title", "outlet", "published", "published_from", "text")} == {
        "source": "a.txt",
        "title": "Rebels attack",
        "outlet": "The Courier",
        "published": "2015-03-25",
        "published_from": "header",
        "text": ATTACK + "\n",
    }
    assert [event["type"] for event in record["events"]] == ["ASSAULT"]


def test_the_same_article_gives_the_same_bytes(file) -> None:
    name = file("a.txt", HEADED)
    assert run("read", name, "--format", "jsonl").stdout == run("read", name, "--format", "jsonl").stdout


def test_the_table_is_the_default(file) -> None:
    result = run("read", file("a.txt", HEADED))
    assert "Rebels attack" in result.stdout
    assert "ASSAULT" in result.stdout


def test_json_and_csv(file) -> None:
    name = file("a.txt", HEADED)
    assert [record["source"] for record in json.loads(run("read", name, "-f", "json").stdout)] == ["a.txt"]
    (row,) = csv.DictReader(io.StringIO(run("read", name, "-f", "csv").stdout))
    assert (row["type"], row["outlet"]) == ("ASSAULT", "The Courier")


def test_a_folder_and_its_jsonl_are_read_with_their_sources(file) -> None:
    file("news/a.txt", HEADED)
    file("news/b.jsonl", f'{{"id": 7, "text": "{ATTACK}"}}\n\n{{"text": "{ATTACK}", "date": "2015-03-25"}}\n')
    records = lines(run("read", "news", "-f", "jsonl"))
    assert [(r["source"], r["published"], r["published_from"]) for r in records] == [
        ("news/a.txt", "2015-03-25", "header"),
        ("news/b.jsonl#7", None, "none"),
        ("news/b.jsonl#3", "2015-03-25", "header"),
    ]


def test_standard_input(file) -> None:
    (record,) = lines(run("read", "-", "-f", "jsonl", stdin=HEADED.encode()))
    assert (record["source"], record["title"], record["text"]) == ("-", "Rebels attack", ATTACK + "\n")
    (undated,) = lines(run("read", "-", "-f", "jsonl", stdin=ATTACK))
    assert (undated["published"], undated["published_from"]) == (None, "none")


def test_published_fills_in_but_does_not_override(file) -> None:
    file("a.txt", HEADED)
    file("b.txt", ATTACK)
    records = lines(run("read", "a.txt", "b.txt", "--published", "2020-02-02", "-f", "jsonl"))
    assert [(r["published"], r["published_from"]) for r in records] == [
        ("2015-03-25", "header"),
        ("2020-02-02", "argument"),
    ]


def test_a_file_without_a_date_bears_its_own_day(file) -> None:
    name = file("a.txt", ATTACK)
    os.utime(name, (1_700_000_000, 1_700_000_000))
    (record,) = lines(run("read", name, "-f", "jsonl"))
    assert (record["published"][:7], record["published_from"]) == ("2023-11", "file")


def test_the_text_of_a_record_is_kept_code_point_for_code_point(file) -> None:
    text = " \r\n\tRussia’s  army — e\u0301, \ufb01, 😀, \u2028 \u00a0— attacked\u200b Odesa.\n\n"
    name = file("a.jsonl", json.dumps({"text": text, "title": "T"}) + "\n")
    (record,) = lines(run("read", name, "-f", "jsonl"))
    assert record["text"] == text


# What goes wrong


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("gone.txt", None, "gone.txt: no such file"),
        ("empty/readme.png", b"x", "empty: the folder holds no article"),
        ("a.txt", b"", "a.txt: there is no text"),
        ("a.html", b"<html><body></body></html>", "a.html: the page holds no article text"),
        ("a.txt", b"Rebels in a caf\xe9.", "a.txt: not UTF-8: byte 0xe9 on line 1"),
        ("a.txt", b"Rebels\x00attacked.", "a.txt: field 'text': the text holds NUL characters"),
        ("a.txt", b"PUBLISHED: 2023-02-30\n\nRebels attacked.", "a.txt: field 'PUBLISHED': '2023-02-30' is no date"),
        ("a.txt", FRENCH.encode(), "a.txt: field 'text': the text is not English but 'fr'"),
        ("a.txt", b"Rebels attacked the town. " * 200_000, "a.txt: field 'text': 5,200,000 characters are more than"),
        ("a.jsonl", b"", "a.jsonl: the file is empty: not one record"),
        ("a.jsonl", b"{broken\n", "a.jsonl:1: not JSON"),
        ("a.jsonl", b'{"title": "x"}\n', "a.jsonl:1: field 'text': the field is missing"),
        ("a.jsonl", b'{"text": 5}\n', "a.jsonl:1: field 'text': must be a string, not int"),
        ("a.jsonl", b'{"text": "Rebels attacked.", "date": "x"}\n', "a.jsonl:1: field 'date': 'x' is no date"),
    ],
)
def test_bad_input_is_named_and_the_rest_is_read(file, name: str, data: bytes | None, wanted: str) -> None:
    good = file("good.txt", HEADED)
    if data is not None:
        file(name, data)
    result = run("read", name.split("/")[0], good, "-f", "jsonl")
    assert result.exit_code == 1
    assert [record["source"] for record in lines(result)] == ["good.txt"]
    first, last = result.stderr.splitlines()
    assert first.startswith(f"quidnunc: {wanted}")
    assert last == "quidnunc: 1 article could not be read"


def test_several_bad_articles_are_counted(file) -> None:
    result = run("read", "x.txt", "y.txt", file("good.txt", HEADED), "-f", "jsonl")
    assert (result.exit_code, len(lines(result))) == (1, 1)
    assert result.stderr.splitlines()[-1] == "quidnunc: 2 articles could not be read"


@pytest.mark.parametrize(("form", "wanted"), [("jsonl", ""), ("json", "[]\n"), ("table", "")])
def test_output_is_well_formed_where_nothing_could_be_read(file, form: str, wanted: str) -> None:
    result = run("read", "gone.txt", "-f", form)
    assert (result.exit_code, result.stdout) == (1, wanted)


def test_another_language_is_read_where_that_is_wished(file) -> None:
    result = run("read", file("a.txt", FRENCH), "--any-language", "-f", "jsonl")
    assert (result.exit_code, len(lines(result))) == (0, 1)


@pytest.mark.parametrize("day", ["2023-02-30", "tomorrow", "20230101", ""])
def test_an_impossible_published_is_a_wrong_option(file, day: str) -> None:
    result = run("read", file("a.txt", HEADED), "--published", day)
    assert result.exit_code == 2
    assert "is no date; write YYYY-MM-DD" in " ".join(result.stderr.replace("│", "").split())


@pytest.mark.parametrize(
    "arguments", [("read",), ("read", "a.txt", "-f", "xml"), ("reed", "a.txt"), ("read", "--colour")]
)
def test_wrong_usage_has_status_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADED.replace("\n", "\r\n"),
        f"TITLE: Rebels attack\n{ATTACK}",
        f"{ATTACK}\r{ATTACK}",
        "?!… — “”",
        "\n".join([ATTACK] * 50),
        "a" * 20_000,
    ],
)
def test_odd_texts_are_read(file, text: str) -> None:
    result = run("read", file("a.txt", text), "-f", "jsonl", "--any-language")
    assert (result.exit_code, len(lines(result))) == (0, 1)


# Why


def test_why_explains_an_event_by_the_first_digits_of_its_id(file) -> None:
    name = file("a.txt", HEADED)
    (event,) = lines(run("read", name, "-f", "jsonl"))[0]["events"]
    result = run("why", name, event["id"][:6])
    assert result.exit_code == 0
    assert "because" in result.stdout
    assert event["id"] in result.stdout
    assert "“attacked”" in result.stdout


def test_why_takes_a_record_of_a_jsonl_file(file) -> None:
    name = file("a#b.jsonl", f'{{"id": "x#1", "text": "{ATTACK}"}}\n{{"text": "{ATTACK} Again."}}\nbroken\n')
    first, second = (r["events"][0]["id"] for r in lines(run("read", name, "-f", "jsonl")))
    assert first != second
    assert run("why", f"{name}#x#1", first).exit_code == 0
    assert run("why", f"{name}#2", second).exit_code == 0
    assert run("why", f"{name}#2", first).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("a.txt", "zzz"), "no event 'zzz' in a.txt; `quidnunc read a.txt` lists the ids"),
        (("gone.txt", "1"), "gone.txt: no such file"),
        (("b.jsonl#9", "1"), "b.jsonl: no record '9' that can be read"),
    ],
)
def test_why_says_what_is_not_there(file, arguments: tuple[str, str], wanted: str) -> None:
    file("a.txt", HEADED)
    file("b.jsonl", '{"text": "Rebels attacked."}\n')
    result = run("why", *arguments)
    assert (result.exit_code, result.stderr.strip()) == (1, f"quidnunc: {wanted}")


def test_why_asks_for_more_digits_where_several_events_begin_so(file) -> None:
    name = file("a.txt", f"{HEADED}Russia condemned Ukraine on Tuesday. Turkey met Iran in Ankara on Tuesday.")
    result = run("why", name, "")
    assert result.exit_code == 1
    assert "begins the ids of" in result.stderr


# As a process


def test_colours_are_off_in_a_pipe(file) -> None:
    done = process("read", file("a.txt", HEADED))
    assert done.returncode == 0
    assert b"ASSAULT" in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_output_is_utf_8_whatever_the_terminal_speaks(file) -> None:
    name = file("a.txt", "TITLE: „Überfall“\n\n" + ATTACK)
    done = process("read", name, "-f", "jsonl", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["title"] == "„Überfall“"


def test_standard_input_of_a_process(file) -> None:
    done = process("read", "-", "-f", "jsonl", "--published", "2015-03-25", stdin=ATTACK.encode())
    assert (done.returncode, json.loads(done.stdout)["published_from"]) == (0, "argument")


def test_a_mix_of_good_and_bad_in_a_process(file) -> None:
    file("b.txt", b"\xff")
    done = process("read", file("a.txt", HEADED), "b.txt", "-f", "jsonl")
    assert done.returncode == 1
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
    assert b"b.txt: not UTF-8" in done.stderr


def test_a_reader_of_the_output_that_has_seen_enough_gets_no_traceback(file) -> None:
    names = [file(f"{n}.txt", HEADED + f"{ATTACK}\n" * 60) for n in range(12)]
    code = "from quidnunc.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "read", *names, "-f", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        errors = running.stderr.read()
    assert errors == b""


def test_help_loads_no_language_pipeline() -> None:
    done = process("--help", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert b"quidnunc.cli" in done.stderr
    assert not [line for line in done.stderr.splitlines() if line.rsplit(b"|", 1)[-1].strip() in (b"spacy", b"numpy")]


def test_who_shows_memberships_on_a_day() -> None:
    result = run("who", "Russia", "--on", "2023-10-17")
    assert result.exit_code == 0
    assert "member on 2023-10-17" in result.stdout
    assert "BRICS" in result.stdout
    assert "Council of Europe" not in result.stdout
    assert "Vladimir Putin" in result.stdout
    assert "knowledge" in result.stdout
    assert "more offices: --all" in result.stdout
    assert len(run("who", "Russia", "--on", "2023-10-17", "--all").stdout.splitlines()) > len(
        result.stdout.splitlines()
    )


def test_who_lists_others_of_the_surname() -> None:
    result = run("who", "Macron")
    assert result.exit_code == 0
    assert result.stdout.startswith("Emmanuel Macron  person")
    assert "Brigitte Macron" in result.stdout or "Others of that surname" not in result.stdout


def test_who_says_that_a_name_is_unknown_and_suggests_near_ones() -> None:
    result = run("who", "Hezbolah")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "quidnunc: 'Hezbolah' is not known; near it: " + result.stderr.partition("near it: ")[2]
    assert "Hezbollah" in result.stderr


@pytest.mark.parametrize("arguments", [("Russia", "--on", "17 October"), ("",), ("  ",)])
def test_who_refuses_what_makes_no_sense(arguments: tuple[str, ...]) -> None:
    result = run("who", *arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
