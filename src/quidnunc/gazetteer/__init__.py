"""Who and where there is: states, organisations, offices and their holders by date, places."""

from quidnunc.gazetteer.store import Gazetteer, load

__all__ = ["Gazetteer", "load"]
