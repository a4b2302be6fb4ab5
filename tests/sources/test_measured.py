"""Boards as the systems really answered, where the measuring data lies beside the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tracker import sources
from tracker.model import Document

PAYLOADS = Path(__file__).parents[2].parent / "shared" / "data" / "payloads"


def test_every_board_gives_as_many_postings_as_it_lists() -> None:
    boards = sorted(PAYLOADS.glob("ashby/*.json"))
    if not boards:
        pytest.skip("needs the measuring data beside the project")
    for path in boards:
        body = path.read_bytes()
        board = sources.Board(source="ashby", token=path.stem)
        found = sources.listing(board, Document(body=body, url="https://api.example/", media_type="application/json"))
        assert isinstance(found, sources.Listing), path
        assert [json.loads(entry.body) for entry in found.entries] == json.loads(body)["jobs"]
        for entry in found.entries:
            document, _ = sources.document(board, entry.body)
            assert entry.title in document.body.decode().replace("&amp;", "&")
