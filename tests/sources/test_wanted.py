"""Words choose among the postings of a board as the person who writes them means it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.sources.test_names import entry
from tracker.model import Every, Filter, Watch
from tracker.sources import wanted

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("word", "title", "is_meant"),
    [
        ("engineer", "Software Engineer, Persistence", True),
        ("ENGINEER", "software engineers", True),
        ("engineer", "Engineering Manager", False),
        ("engineer*", "Engineering Manager", True),
        ("*ingenieur", "Softwareingenieur (m/w/d)", True),
        ("intern", "Marketing Intern (Summer)", True),
        ("intern", "Internal Tools Developer", False),
        ("intern", "International Tax Lead", False),
        ("c++", "Developer (C++/Qt)", True),
        ("c", "Developer (C++/Qt)", True),
        (".net", "Senior .NET Developer", True),
        ("data  platform", "Data Platform Lead", True),
        ("ingénieur", "Ingenieur logiciel", True),
        ("エンジニア", "ソフトウェアエンジニア（東京）", True),
        ("ハード", "バード", False),
        ("后端", "高级后端工程师", True),
        ("(sr", "Developer (Sr.)", True),
    ],
)
def test_a_word_is_found(word: str, title: str, is_meant: bool) -> None:
    watch = Watch(key="board:x", url="x", role="", rhythm=Every(interval=DAY), title=Filter(any=(word,)))
    assert wanted(entry(1, title), watch) is is_meant
    without = Watch(key="board:x", url="x", role="", rhythm=Every(interval=DAY), title=Filter(none=(word,)))
    assert wanted(entry(1, title), without) is not is_meant
