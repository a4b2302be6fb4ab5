"""WHAT IS DIFFERENT. Facts against facts, pages against pages, and a company's figures along their line.

facts.py   equal facts cancel wherever they moved, the rest pairs; a line of figures has one headline
pages.py   the title, and the text section by section
line.py    the company's line: where a figure moves, whichever posting says it
job.py     whether two postings are the same job
alike.py   when two facts say the same;  wording.py  when two lines do
beside.py  what a posting's own fields say beside its text, and what it says twice and differently
diff.py    difflib inside a guard, for rendering
"""

from tracker.compare import beside
from tracker.compare.diff import changed_lines, word_diff
from tracker.compare.facts import compare_facts
from tracker.compare.job import Likeness, same_job, shared_text
from tracker.compare.line import Move, moves, said_before
from tracker.compare.pages import asks_nothing, compare_pages

__all__ = [
    "Likeness",
    "Move",
    "asks_nothing",
    "beside",
    "changed_lines",
    "compare_facts",
    "compare_pages",
    "moves",
    "said_before",
    "same_job",
    "shared_text",
    "word_diff",
]
