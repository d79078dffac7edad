"""PDF, where ``pypdf`` is installed (extra ``pdf``)."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

from quidnunc.articles.source import ArticleOrError, Options, checked, day_of
from quidnunc.articles.streams import opened, read_bounded
from quidnunc.errors import InputError, NoTextError

MAX_PAGES = 500
_PARAGRAPH = re.compile(r"\n\s*\n")
_HYPHEN = re.compile(r"(\w)[-\u00ad]\n(?=[a-z])")


class PdfFormat:
    """A ``.pdf`` file is one article; its text is that of its pages, words broken at line ends put together."""

    suffixes = (".pdf",)

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The file's one article."""
        try:
            from pypdf import PdfReader
            from pypdf.errors import PyPdfError
        except ModuleNotFoundError:
            yield InputError("to read PDF, install the extra: pip install 'quidnunc[pdf]'", source=str(path))
            return
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends by itself is no news
        name = str(path)
        try:
            with opened(path) as file:
                data = read_bounded(file, name)
            document = PdfReader(io.BytesIO(data))
            if document.is_encrypted:
                raise InputError("the file is encrypted", source=name)
            if len(document.pages) > MAX_PAGES:
                raise InputError(f"more than {MAX_PAGES} pages; split the file", source=name)
            text = "\n\n".join(_page(page.extract_text()) for page in document.pages)
            if not text.strip():
                raise NoTextError("the pages hold no text; they may be pictures", source=name)
            about = document.metadata
            made = about.creation_date if about else None
            day = day_of(made.date().isoformat(), name, "CreationDate") if made else None
            yield checked(
                text,
                options,
                source=name,
                title=(about.title if about else None) or "",
                author=(about.author if about else None) or None,
                published=None if options.published else day,
                published_from="file" if day else "none",
            )
        except InputError as problem:
            yield problem
        except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
            yield InputError(
                f"no PDF that can be read: {problem}", source=name
            )  # pypdf raises all of these on broken files


def _page(text: str) -> str:
    """Lines put together into paragraphs."""
    joined = _HYPHEN.sub(r"\1", text.replace("\r", ""))
    return "\n\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(joined) if part.strip())
