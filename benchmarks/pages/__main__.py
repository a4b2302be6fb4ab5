"""A table of what reading loses, lets in and sees, a frame a row, each with twenty postings; then soft failures."""

from __future__ import annotations

from collections import Counter

from tests.samples import soft, soft_unseen
from tests.samples.frames import FRAMES, URL, Frame
from tests.samples.measured import Measure, measured
from tests.samples.postings import EDITED
from tracker.model import Document, Page
from tracker.reading import read

_ROW = "{:38} {:>5} {:>6} {:>6} {:>7} {:>5} {:>6}  {}"


def main() -> None:
    print(_ROW.format("frame", "lost", "leaked", "edits", "unseen", "moves", "heard", "heard parts"))
    total: Counter[str] = Counter()
    for frame in FRAMES:
        counts, heard = _frame(frame)
        total.update(counts)
        print(_row(frame.name, counts, heard))
    print(_row(f"{len(FRAMES)} frames, {len(EDITED)} postings", total, ""))
    for name, pages in (("named classes", [body for _, body in soft.PAGES]), ("unseen", [*soft_unseen.PAGES.values()])):
        taken = sum(isinstance(read(_document(body)), Page) for body in pages)
        print(f"soft failures, {name}: {len(pages)}, taken for a posting by themselves: {taken}")


def _frame(frame: Frame) -> tuple[Counter[str], str]:
    counts: Counter[str] = Counter()
    heard: set[str] = set()
    for posting in EDITED:
        found = measured(frame, posting)
        counts.update(_counts(found))
        heard |= set(found.heard)
    return counts, ", ".join(sorted(heard))


def _counts(found: Measure) -> dict[str, int]:
    return {
        "lost": len(found.lost),
        "leaked": len(found.leaked),
        "edits": found.edits,
        "unseen": len(found.unseen),
        "moves": found.moves,
        "heard": len(found.heard),
    }


def _row(name: str, counts: Counter[str], heard: str) -> str:
    return _ROW.format(name, *(counts[of] for of in ("lost", "leaked", "edits", "unseen", "moves", "heard")), heard)


def _document(body: str) -> Document:
    return Document(body=body.encode(), url=URL, media_type="text/html", charset="utf-8")


if __name__ == "__main__":
    main()
