"""CSV, TSV, Parquet: columns found or mapped, broken rows named."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from quidnunc.articles import Options, read_paths
from quidnunc.articles.rows import parse_mapping
from quidnunc.errors import InputError
from quidnunc.records import Article

TEXT = "Ministers met in Geneva."


def items(path: Path, **options) -> list[Article | InputError]:
    return list(read_paths([str(path)], Options(**options)))


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(("name", "sign"), [("a.csv", ","), ("a.tsv", "\t")])
def test_usual_columns_are_found(tmp_path: Path, name: str, sign: str) -> None:
    header = sign.join(["Headline", "Body", "Date", "link", "publisher", "byline", "ID"])
    row = sign.join(["Talks", TEXT, "2019-02-05 10:00:00", "https://example.org/1", "The Courier", "Ada", "x7"])
    (article,) = items(write(tmp_path, name, f"\ufeff{header}\r\n{row}\r\n"))
    assert article == Article(
        text=TEXT, title="Talks", published="2019-02-05", published_from="header", url="https://example.org/1",
        outlet="The Courier", author="Ada", source=f"{tmp_path / name}#x7",
    )  # fmt: skip


def test_a_mapping_names_the_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", f"a,b,c\n{TEXT},2019-02-05,Talks\n")
    mapping = parse_mapping(["text=a", "published = b", "title=c"])
    (article,) = items(path, columns=mapping)
    assert isinstance(article, Article)
    assert (article.text, article.published, article.title, article.source) == (
        TEXT,
        "2019-02-05",
        "Talks",
        f"{path}#2",
    )


def test_quoted_cells_run_over_lines_and_lines_are_counted(tmp_path: Path) -> None:
    path = write(
        tmp_path, "a.csv", f'text,title\n"{TEXT}\n\nThey ""agreed"".",One\n{TEXT}\n{TEXT},Two,Three\n{TEXT},Four\n'
    )
    one, short, long, four = items(path)
    assert isinstance(one, Article)
    assert one.text == f'{TEXT}\n\nThey "agreed".'
    assert str(short) == f"{path}:5: 1 cells where the header has 2"
    assert str(long) == f"{path}:6: 3 cells where the header has 2"
    assert isinstance(four, Article)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty: not one record"),
        ("text\n", "the file is empty: not one record"),
        ("a,b\n1,2\n", ":1: field 'text': no column holds the text; say which with --column text=NAME: 'a', 'b'"),
        ("text,date\nMinisters met.,5 Feb\n", ":2: field 'date': '5 Feb' is no date"),
        ('text\n"Ministers met.\n', "unexpected end of data"),
        ("text\n,\n", "2 cells where the header has 1"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(tmp_path: Path, text: str, message: str) -> None:
    found = items(write(tmp_path, "a.csv", text))
    if message == "unexpected end of data":
        assert all(isinstance(item, (InputError, Article)) for item in found)
        return
    assert message in str(found[0])


def test_bytes_that_are_no_utf8_spoil_only_their_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text\nMinisters met in M\xfcnchen.\nMinisters met.\n")
    broken, good = items(path)
    assert f"{path}:2: not UTF-8" in str(broken)
    assert isinstance(good, Article)


def test_a_mapped_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    (problem,) = items(write(tmp_path, "a.csv", "a,b\n1,2\n"), columns={"text": "body"})
    assert "there is no column 'body'; there are 'a', 'b'" in str(problem)


@pytest.mark.parametrize("word", ["text", "body=a", "text="])
def test_a_mapping_of_another_form_is_refused(word: str) -> None:
    with pytest.raises(InputError, match="write FIELD=COLUMN"):
        parse_mapping([word])


def test_parquet_with_dates_lists_and_nulls(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = [
        {"body": TEXT, "date": datetime.datetime(2019, 2, 5, 10), "authors": ["Ada", "Bo"], "n": 1},
        {"body": None, "date": None, "authors": None, "n": 2},
    ]
    pq.write_table(pa.Table.from_pylist(rows), path)
    one, missing = items(path)
    assert isinstance(one, Article)
    assert (one.published, one.author, one.source) == ("2019-02-05", "Ada, Bo", f"{path}#1")
    assert str(missing) == f"{path}:2: field 'body': the field is missing"


def test_parquet_that_is_none_or_empty(tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and nothing more")
    empty = tmp_path / "empty.parquet"
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), empty)
    assert "no Parquet that can be read" in str(items(broken)[0])
    assert "not one record" in str(items(empty)[0])
    assert "no such file" in str(items(tmp_path / "gone.parquet")[0])


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.gz"])
def test_packed_files_are_unpacked(tmp_path: Path, name: str) -> None:
    data = {"a.txt.gz": TEXT, "a.jsonl.gz": f'{{"text": "{TEXT}"}}\n', "a.csv.gz": f"text\n{TEXT}\n"}[name]
    path = tmp_path / name
    path.write_bytes(gzip.compress(data.encode()))
    (article,) = items(path)
    assert isinstance(article, Article)
    assert article.text == TEXT
    path.write_bytes(path.read_bytes()[:-9])
    assert any("gzip data is broken or cut short" in str(item) for item in items(path))


def test_a_pattern_names_many_files(tmp_path: Path) -> None:
    for name in ("x/a.txt", "x/y/b.txt", "c.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    found = list(read_paths([str(tmp_path / "**" / "*.txt")]))
    assert [Path(item.source).name for item in found] == ["a.txt", "b.txt"]
    (problem,) = read_paths([str(tmp_path / "*.csv")])
    assert "no such file" in str(problem)
