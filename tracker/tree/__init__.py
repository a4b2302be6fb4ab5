"""READ WITHOUT US: one Markdown file a kept snapshot, `<company>/<role>/<date>[_nn].md` beside the database.

names      roles and days as safe names of folders and files
markdown   one file: front matter, then the text in sections
files      written whole or not at all, through no link
growing    what the store has, against what lies there: the difference is written
git        each change as a commit, where the config wants it
writer     a thread of its own, so that checks never wait for it

Derived from the database: whatever is missing or stale here is written again, and nothing is ever read back.
"""

from tracker.tree.git import Repository
from tracker.tree.growing import Tree
from tracker.tree.names import TreeFailed
from tracker.tree.writer import Writer

__all__ = ["Repository", "Tree", "TreeFailed", "Writer"]
