"""Tables: what they give, and the error for each way to break one."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc.errors import GazetteerError
from quidnunc.gazetteer.tables import first_day, last_day, read_table, read_tables

COLUMNS = ("name", "from", "lat", "aliases", "source")
SOUND = "name,from,lat,aliases,source\nMali,1960-09-22,17.5,a | b||c,knowledge\n"


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_cells_by_type(tmp_path: Path) -> None:
    (row,) = read_table(write(tmp_path, SOUND), COLUMNS)
    assert (row["name"], row.date("from"), row.number("lat"), row.many("aliases")) == (
        "Mali",
        "1960-09-22",
        17.5,
        ("a", "b", "c"),
    )


def test_columns_may_come_in_any_order(tmp_path: Path) -> None:
    path = write(tmp_path, "source,aliases,lat,from,name\nknowledge,,,,Mali\n")
    (row,) = read_table(path, COLUMNS)
    assert (row["name"], row.number("lat"), row.date("from"), row.many("aliases")) == ("Mali", None, "", ())


def test_empty_lines_are_skipped_and_lines_counted(tmp_path: Path) -> None:
    path = write(tmp_path, SOUND + "\nChad,,,,knowledge\n")
    assert [(row["name"], row.line) for row in read_table(path, COLUMNS)] == [("Mali", 2), ("Chad", 4)]


def test_a_folder_is_read_in_alphabetical_order(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(SOUND.replace("Mali", "Chad"), "utf-8")
    (tmp_path / "a.csv").write_text(SOUND, "utf-8")
    assert [row["name"] for row in read_tables(tmp_path, COLUMNS)] == ["Mali", "Chad"]


BROKEN = [
    ("name,from,lat,source\n", 1, "aliases", "column missing"),
    ("name,from,lat,aliases,alias,source\n", 1, "alias", "no such column"),
    (SOUND + "Chad,1960,knowledge\n", 3, None, "3 cells where the header has 5"),
    (SOUND + "Chad,,,a,b,knowledge\n", 3, None, "quote cells that hold commas"),
    (SOUND + "Chad,,,,\n", 3, "source", "where it comes from"),
    (SOUND + 'Chad,,,"a" b,knowledge\n', None, None, "not CSV"),
    (SOUND.encode().replace(b"Mali", b"M\xe4li"), 2, "name", "not UTF-8: byte 0xe4"),
    ("", 1, "name", "column missing"),
]


@pytest.mark.parametrize(("text", "line", "field", "message"), BROKEN, ids=[case[3] for case in BROKEN])
def test_a_broken_table_is_refused(
    tmp_path: Path, text: str | bytes, line: int | None, field: str | None, message: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(GazetteerError, match=message) as caught:
        list(read_table(path, COLUMNS))
    assert (caught.value.source, caught.value.line, caught.value.field) == (str(path), line, field)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"nowhere\.csv: no such table"):
        list(read_table(tmp_path / "nowhere.csv", COLUMNS))


@pytest.mark.parametrize("date", ["1960-9-22", "22.9.1960", "1960-09-22T00", "around 1960"])
def test_a_bad_date_names_its_cell(tmp_path: Path, date: str) -> None:
    (row,) = read_table(write(tmp_path, SOUND.replace("1960-09-22", date)), COLUMNS)
    with pytest.raises(GazetteerError, match="is no date") as caught:
        row.date("from")
    assert (caught.value.line, caught.value.field) == (2, "from")


def test_a_bad_number_names_its_cell(tmp_path: Path) -> None:
    (row,) = read_table(write(tmp_path, SOUND.replace("17.5", "17,5".replace(",", "N"))), COLUMNS)
    with pytest.raises(GazetteerError, match="'17N5' is no number") as caught:
        row.number("lat")
    assert (caught.value.line, caught.value.field) == (2, "lat")


def test_a_word_out_of_vocabulary_names_the_known_ones(tmp_path: Path) -> None:
    (row,) = read_table(write(tmp_path, SOUND), COLUMNS)
    with pytest.raises(GazetteerError, match="'Mali' is none of chad, niger") as caught:
        row.one_of("name", {"niger", "chad"})
    assert caught.value.field == "name"


def test_an_empty_cell_passes_only_where_it_may(tmp_path: Path) -> None:
    (row,) = read_table(write(tmp_path, SOUND.replace("17.5", "")), COLUMNS)
    assert row.one_of("lat", {"x"}, empty=True) == ""
    with pytest.raises(GazetteerError, match="is none of x"):
        row.one_of("lat", {"x"})


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2003", "2003-01-01", "2003-12-31"),
        ("2003-05", "2003-05-01", "2003-05-31"),
        ("2003-05-06", "2003-05-06", "2003-05-06"),
        ("", "", ""),
    ],
)
def test_days_of_dates_of_any_precision(date: str, first: str, last: str) -> None:
    assert (first_day(date), last_day(date)) == (first, last)
