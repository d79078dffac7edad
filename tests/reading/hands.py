"""Readers that workers can make: quick ones that read nothing, and that come to grief where a text says so."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from quidnunc.errors import ModelError
from quidnunc.records import Article, Reading
from tests.world.made import MadeReader


class Unlucky(MadeReader):
    """Dies of "KILL", dies of "KILL ONCE path" the first time, breaks on "FAULT" and takes a while over "SLOW"."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if "FAULT" in article.text:
                raise ValueError("a fault")
            if "SLOW" in article.text:
                time.sleep(0.3)
            if "KILL ONCE" in article.text:
                done = Path(article.text.split()[-1])
                if done.exists():
                    yield from super().pipe([article])
                    continue
                done.touch()
            if "KILL" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            yield from super().pipe([article])


def unlucky() -> Unlucky:
    return Unlucky()


def unfit() -> Unlucky:
    raise ModelError("no pipeline is installed")


def stillborn() -> Unlucky:
    os._exit(3)
