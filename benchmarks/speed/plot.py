"""Processor seconds against the number of articles as an SVG, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 70, 200, 40, 50
COLOURS = ("#1b6ca8", "#c8553d", "#3a7d44", "#7b4b94", "#b8860b", "#444444", "#0a9396", "#9b2226")

Point = tuple[float, float]


def svg(lines: Mapping[str, Sequence[Point]], title: str, x_name: str, y_name: str) -> str:
    """The plot.

    Args:
        lines: by name, points whose coordinates are greater than 0.
        title: what it shows.
        x_name: what runs along the x axis.
        y_name: what runs along the y axis.
    """
    points = [point for held in lines.values() for point in held] or [(1.0, 1.0)]
    x_low, x_high = _decades([x for x, _ in points])
    y_low, y_high = _decades([y for _, y in points])

    def at_x(x: float) -> float:
        return LEFT + (math.log10(x) - x_low) / (x_high - x_low) * (WIDTH - LEFT - RIGHT)

    def at_y(y: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(y) - y_low) / (y_high - y_low) * (HEIGHT - TOP - BOTTOM)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
        f'font-size="12"><title>{escape(title)}</title><rect width="100%" height="100%" fill="white"/>',
        _text(LEFT, 22, title, size=14),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, x_name, anchor="middle"),
        f'<g transform="translate(16 {HEIGHT / 2:.0f}) rotate(-90)">{_text(0, 0, y_name, anchor="middle")}</g>',
    ]
    for power in range(x_low, x_high + 1):
        x = at_x(10.0**power)
        out.append(_line((x, TOP), (x, HEIGHT - BOTTOM)))
        out.append(_text(x, HEIGHT - BOTTOM + 18, f"{10**power:,g}", anchor="middle"))
    for power in range(y_low, y_high + 1):
        y = at_y(10.0**power)
        out.append(_line((LEFT, y), (WIDTH - RIGHT, y)))
        out.append(_text(LEFT - 6, y + 4, f"{10.0**power:,g}", anchor="end"))
    for number, (name, held) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        dashes = ' stroke-dasharray="6 3"' if number >= len(COLOURS) else ""
        path = " ".join(f"{at_x(x):.1f},{at_y(y):.1f}" for x, y in held)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
        out.extend(f'<circle cx="{at_x(x):.1f}" cy="{at_y(y):.1f}" r="3" fill="{colour}"/>' for x, y in held)
        below = TOP + 14 + 18 * number
        out.append(f'<rect x="{WIDTH - RIGHT + 14}" y="{below - 8}" width="10" height="10" fill="{colour}"/>')
        out.append(_text(WIDTH - RIGHT + 30, below + 1, name))
    return "\n".join([*out, "</svg>"]) + "\n"


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around some values.

    >>> _decades([3.0, 40.0]), _decades([10.0])
    ((0, 2), (1, 2))
    """
    low = math.floor(math.log10(min(values)))
    return low, max(low + 1, math.ceil(math.log10(max(values))))


def _line(start: Point, end: Point) -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        'stroke="#dddddd" stroke-width="1"/>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(words)}</text>'
