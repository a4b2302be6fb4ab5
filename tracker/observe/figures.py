"""Counts in Prometheus' text format, version 0.0.4."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

TYPE = "text/plain; version=0.0.4; charset=utf-8"


#: numbers by the values of the labels
Samples = Mapping[tuple[str, ...], float]


class Figure(NamedTuple):
    """One metric: its values by those of its labels. Without labels, by what is put behind its name."""

    name: str
    type: str
    help: str
    samples: Samples
    labels: tuple[str, ...] = ()


def written(figures: Iterable[Figure]) -> str:
    return "".join(line + "\n" for figure in figures for line in _lines(figure))


def _lines(figure: Figure) -> Iterable[str]:
    yield f"# HELP {figure.name} {figure.help}"
    yield f"# TYPE {figure.name} {figure.type}"
    for values, number in figure.samples.items():
        pairs = ",".join(f'{name}="{_escaped(value)}"' for name, value in zip(figure.labels, values, strict=False))
        yield f"{figure.name}{f'{{{pairs}}}' if pairs else ''.join(values)} {number:.15g}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")
