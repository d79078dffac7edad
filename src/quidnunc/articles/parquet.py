"""Parquet: one article a row, its columns mapped to the fields of an article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quidnunc.articles.rows import article_of, columns_of
from quidnunc.articles.source import ArticleOrError, Options
from quidnunc.errors import InputError, NoTextError

_BATCH = 64


class ParquetFormat:
    """A ``.parquet`` file; only the columns that are mapped are read, a few rows at a time."""

    suffixes = (".parquet", ".pq")

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The file's articles, row by row; broken rows come as errors that name their number."""
        import pyarrow as pa  # half a second to import, so only when such a file is read
        import pyarrow.parquet as pq

        name = str(path)
        try:
            with pq.ParquetFile(path) as file:
                if file.metadata.num_rows == 0:
                    raise NoTextError("the file is empty: not one record", source=name)
                columns = columns_of(file.schema_arrow.names, options, name)
                number = 0
                for batch in file.iter_batches(_BATCH, columns=sorted(set(columns.values()))):
                    for record in batch.to_pylist():
                        number += 1
                        try:
                            yield article_of(record, columns, number, options, name)
                        except InputError as problem:
                            yield problem
        except InputError as problem:
            yield problem
        except FileNotFoundError:
            yield InputError("no such file", source=name)
        except (pa.ArrowException, OSError) as problem:
            reason = str(problem).split("\n", maxsplit=1)[0]
            yield InputError(f"no Parquet that can be read: {reason}", source=name)
