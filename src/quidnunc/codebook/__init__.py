"""The codebook: event types, frames and crosswalks as data, checked when they are loaded."""

from __future__ import annotations

from quidnunc.codebook.book import Codebook
from quidnunc.codebook.loading import load

__all__ = ["Codebook", "load"]
