"""Networks: actors as nodes, and an edge from one to another for each quad class of events between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO
from xml.sax.saxutils import quoteattr

from quidnunc.exports.codes import codes
from quidnunc.records import Actor
from quidnunc.told import Told

NODE_FIELDS = {"name": "string", "kind": "string", "country": "string", "sector": "string", "wikidata": "string"}
EDGE_FIELDS = {
    "quad": "string",
    "weight": "long",
    "score": "double",
    "types": "string",
    "first": "string",
    "last": "string",
    "reports": "long",
}
Value = str | int | float


@dataclass(slots=True)
class Edge:
    """All events of one quad class from one actor to another."""

    events: int = 0
    score: float = 0.0
    reports: int = 0
    types: dict[str, int] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)

    def values(self, quad: str) -> dict[str, Value]:
        """The edge's fields; ``weight`` is the number of events, ``score`` their mean Goldstein-style score."""
        types = sorted(self.types.items(), key=lambda item: (-item[1], item[0]))
        return {
            "quad": quad,
            "weight": self.events,
            "score": round(self.score / self.events, 3),
            "types": "; ".join(f"{name} {count}" for name, count in types),
            "first": min(self.days, default=""),
            "last": max(self.days, default=""),
            "reports": self.reports,
        }


class _Network:
    """What both formats gather. An event that does not name both sides makes no edge, and is left out."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._codes = codes()
        self.actors: dict[str, Actor] = {}
        self.edges: dict[tuple[str, str, str], Edge] = {}

    def write(self, told: Told) -> str | None:
        """Takes in one event."""
        account = told.lead
        event = account.event
        if not event.agents or not event.recipients:
            return "one side not named"
        quad = self._codes.quad_of(event)
        for agent, recipient in account.pairs():
            assert agent is not None and recipient is not None
            self.actors |= {agent.id: agent, recipient.id: recipient}
            edge = self.edges.setdefault((agent.id, recipient.id, quad), Edge())
            edge.events += 1
            edge.score += self._codes.score_of(event)
            edge.reports += len(told.accounts)
            edge.types[event.type] = edge.types.get(event.type, 0) + 1
            if account.day:
                edge.days.append(account.day)
        return None


class GraphmlExporter(_Network):
    """GraphML, a directed graph with parallel edges."""

    def finalize(self) -> None:
        """Writes the graph."""
        out = self.stream.write
        out('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for owner, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
            for name, kind in fields.items():
                out(f'<key id="{owner}-{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>\n')
        out('<graph id="quidnunc" edgedefault="directed">\n')
        for key, actor in self.actors.items():
            out(f"<node id={_attribute(key)}>{_data('node', _node(actor))}</node>\n")
        for number, ((source, target, quad), edge) in enumerate(self.edges.items()):
            ends = f"source={_attribute(source)} target={_attribute(target)}"
            out(f'<edge id="e{number}" {ends}>{_data("edge", edge.values(quad))}</edge>\n')
        out("</graph>\n</graphml>\n")
        self.stream.flush()


class GexfExporter(_Network):
    """GEXF 1.2, as Gephi reads it; the weight is an edge's own."""

    def finalize(self) -> None:
        """Writes the graph."""
        out = self.stream.write
        out('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n')
        out('<graph defaultedgetype="directed" mode="static">\n')
        for owner, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
            out(f'<attributes class="{owner}">\n')
            for name, kind in fields.items():
                out(f'<attribute id="{name}" title="{name}" type="{kind}"/>\n')
            out("</attributes>\n")
        out("<nodes>\n")
        for key, actor in self.actors.items():
            out(f"<node id={_attribute(key)} label={_attribute(actor.name)}>{_values(_node(actor))}</node>\n")
        out("</nodes>\n<edges>\n")
        for number, ((source, target, quad), edge) in enumerate(self.edges.items()):
            ends = f"source={_attribute(source)} target={_attribute(target)}"
            values = edge.values(quad)
            out(f'<edge id="{number}" {ends} weight="{values["weight"]}">{_values(values)}</edge>\n')
        out("</edges>\n</graph>\n</gexf>\n")
        self.stream.flush()


def _node(actor: Actor) -> dict[str, Value]:
    values = {name: getattr(actor, name) for name in NODE_FIELDS}
    return {name: value for name, value in values.items() if value is not None}


def _data(owner: str, values: dict[str, Value]) -> str:
    return "".join(f'<data key="{owner}-{name}">{_escaped(value)}</data>' for name, value in values.items())


def _values(values: dict[str, Value]) -> str:
    inner = "".join(f'<attvalue for="{name}" value={_attribute(value)}/>' for name, value in values.items())
    return f"<attvalues>{inner}</attvalues>"


def _attribute(value: Value) -> str:
    return quoteattr("".join(_allowed(str(value))))


def _escaped(value: Value) -> str:
    text = "".join(_allowed(str(value)))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _allowed(text: str) -> Iterable[str]:
    """The characters that XML 1.0 may hold; others are dropped."""
    return (c for c in text if c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
