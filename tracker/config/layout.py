"""Where a watch stands in the text of config.yaml: one put in, one taken out, every other character as it was.

Only the marks of a parsed text are used, nothing is written anew: dumping it, even by a library that keeps comments,
lays out lines again that nobody touched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

import yaml

#: a key's value in a watch: text, texts, or texts by name
Value = str | Sequence[str] | Mapping[str, Sequence[str]]
Entry = Mapping[str, Value]

_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)")
#: what needs no quotes wherever it stands, and is text
_PLAIN = re.compile(r"(?!(?:true|false|null|\d+)$)[a-z0-9]+(?:[ ._/-][a-z0-9]+)*", re.IGNORECASE | re.ASCII)
#: an address needs none after a key of its own
_ADDRESS = re.compile(r"https?://[\w./?=&%+~#-]*[\w/]", re.ASCII)


def written(entry: Entry, indent: str = "  ", gap: str = " ", end: str = "\n") -> str:
    """The lines of a watch, as one that stands in a list."""
    lines = [f"{key}: {_shown(value, block=True)}" for key, value in entry.items()]
    return f"{indent}-{gap}" + f"{end}{indent} {' ' * len(gap)}".join(lines) + end


def with_watch(text: str, entry: Entry) -> str:
    """The text of a map, with one watch more at the end of its `watches`."""
    text_ = _Text(text)
    root, watches = text_.root, text_.watches
    flow = f"{{{', '.join(f'{key}: {_shown(value)}' for key, value in entry.items())}}}"
    if watches is None and root.flow_style:
        at = text_.at(root.end_mark) - 1
        return text_.put(at, f"{', ' if root.value else ''}watches: [{flow}]")
    if watches is None:
        indent = " " * root.start_mark.column
        return text_.put(len(text), f"{indent}watches:{text_.end}{written(entry, f'{indent}  ', end=text_.end)}")
    if isinstance(watches, yaml.ScalarNode) and root.flow_style:
        return text_.put(text_.at(watches.start_mark), f" [{flow}]", to=text_.at(watches.end_mark))
    if isinstance(watches, yaml.ScalarNode):  # nothing, or a word for it
        at = text_.at(watches.start_mark)
        bare = _Text(text_.put(at, "", to=text_.at(watches.end_mark)))
        indent = " " * (root.start_mark.column + 2)
        return bare.put(bare.after(watches.start_mark.line), written(entry, indent, end=bare.end))
    if watches.flow_style:
        last = text_.at(watches.value[-1].end_mark) if watches.value else text_.at(watches.start_mark) + 1
        return text_.put(last, f"{', ' if watches.value else ''}{flow}")
    first, dash = watches.value[0], watches.start_mark
    gap = first.start_mark.column - dash.column - 1 if first.start_mark.line == dash.line else 1
    lines = written(entry, " " * dash.column, " " * gap, text_.end)
    return text_.put(text_.after(_last_line(watches)), lines)


def without_watch(text: str, number: int) -> str:
    """The text without one of its watches, counted from 0. Whatever stands inside of it goes along."""
    text_ = _Text(text)
    item = text_.watches.value[number]
    if text_.watches.flow_style:
        before, after = text[: text_.at(item.start_mark)], text[text_.at(item.end_mark) :]
        comma = re.search(r",[ \t]*$", before)
        return before[: comma.start()] + after if comma else before + re.sub(r"^[ \t]*,[ \t]*", "", after)
    column, line = text_.watches.start_mark.column, item.start_mark.line
    while text_.lines[line][column] != "-":
        line -= 1
    return text_.put(text_.starts[line], "", to=text_.after(_last_line(item)))


def with_ignored(text: str, number: int, had: Sequence[str], new: Sequence[str]) -> str:
    """The text with more lines under `ignore` of one of its watches, counted from 0."""
    text_ = _Text(text)
    item = text_.watches.value[number]
    value = next((value for key, value in item.value if key.value == "ignore"), None)
    if value is None and item.flow_style:
        return text_.put(text_.at(item.end_mark) - 1, f", ignore: {_shown(new)}")
    if value is None:
        line = f"{' ' * item.start_mark.column}ignore: {_shown(new)}{text_.end}"
        return text_.put(text_.after(_last_line(item)), line)
    if isinstance(value, yaml.SequenceNode) and not value.flow_style:
        lines = [f"{' ' * value.start_mark.column}- {_shown(one)}{text_.end}" for one in new]
        return text_.put(text_.after(_last_line(value)), "".join(lines))
    return text_.put(text_.at(value.start_mark), _shown([*had, *new]), to=text_.at(value.end_mark))


class _Text:
    """A text with its lines and its parsed map."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = _LINE.findall(text)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.end = "\r\n" if "\r\n" in text else "\n"
        # PyYAML's types leave open what kind of node it is
        self.root = cast("Any", yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        self.watches: Any = next((value for key, value in self.root.value if key.value == "watches"), None)

    def at(self, mark: yaml.Mark) -> int:
        return self.starts[mark.line] + mark.column

    def after(self, line: int) -> int:
        return self.starts[line + 1]

    def put(self, at: int, words: str, to: int | None = None) -> str:
        """With words in the place of what stands from `at` to `to`; whole lines begin on a line of their own."""
        before, after = self.text[:at], self.text[at if to is None else to :]
        if words.endswith(self.end) and before and not before.endswith(("\n", "\r")):
            before += self.end
        return before + words + after


def _last_line(node: yaml.Node) -> int:
    """Of what a node says: a block's own end lies behind the comments that follow it."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return _last_line(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return _last_line(node.value[-1])
    line: int = node.end_mark.line
    # a block of text ends where the next line begins
    return line - 1 if node.end_mark.column == 0 and line > node.start_mark.line else line


def _shown(value: Value, *, block: bool = False) -> str:
    if isinstance(value, str):
        bare = _PLAIN.fullmatch(value) or (block and _ADDRESS.fullmatch(value))
        return value if bare else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {_shown(some)}' for name, some in value.items())}}}"
    return f"[{', '.join(map(_shown, value))}]"
