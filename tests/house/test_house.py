"""The house rules that no linter knows: sizes, one library one room, the map, words that do not belong."""

from __future__ import annotations

import ast
import re
import tokenize
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "tracker"
MODULES = sorted(HOUSE.rglob("*.py"))
ROOMS = sorted(p.name for p in HOUSE.iterdir() if p.is_dir() and (p / "__init__.py").exists())

#: one library, one room (or one file); whoever else needs it asks that room
HOME = {
    "ahocorasick_rs": ("facts",),
    "apprise": ("notify",),
    "apscheduler": ("schedule",),
    "backports": ("store",),
    "brotli": ("fetch",),
    "click": ("cli",),
    "compression": ("store",),
    "difflib": ("compare",),
    "httpcore": ("fetch",),
    "httpx": ("fetch",),
    "protego": ("fetch",),
    "pydantic": ("config",),
    "selectolax": ("reading",),
    "sqlalchemy": ("store",),
    "sqlite3": ("store",),
    "yaml": ("config",),
}

PURE = ("pipeline.py", "readers.py", "model.py", "sources", "reading", "facts", "compare", "decide")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def lines_of_code(path: Path) -> int:
    """Without blank lines, comments and docstrings."""
    quiet = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines: set[int] = set()
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type not in quiet and token.type != tokenize.ENCODING:
                lines |= set(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree(path)):
        first = node.body[0] if isinstance(node, DOCUMENTED) and node.body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            lines -= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return len(lines)


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_a_file_has_at_most_400_lines_and_says_what_it_is(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert ast.get_docstring(tree(path)), "every module opens with what it is for"


def test_functions_are_short() -> None:
    lengths = sorted(length(f) for path in MODULES for f in functions(path))
    longest = {f"{p.name}:{f.name}": length(f) for p in MODULES for f in functions(p) if length(f) > 80}
    assert not longest
    assert lengths[int(len(lengths) * 0.95) - 1] <= 40


def test_the_whole_is_small_enough_to_be_read() -> None:
    assert sum(lines_of_code(path) for path in MODULES) <= 16_800


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_one_library_lives_in_one_room(path: Path) -> None:
    assert not {lib for lib in imports(path) & HOME.keys() if room(path) not in HOME[lib]}


def test_the_pure_middle_never_asks_what_time_it_is() -> None:
    for path in MODULES:
        if room(path) in PURE:
            calls = {
                n.func.attr
                for n in ast.walk(tree(path))
                if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
            }
            assert not calls & CLOCKS, path


def test_the_map_names_every_room_in_walking_order() -> None:
    said = re.findall(r"^    (\w+)/ ", ast.get_docstring(tree(HOUSE / "__init__.py"), clean=False) or "", re.MULTILINE)
    assert sorted(said) == ROOMS


def test_no_folder_or_file_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base", "lib", "core"}
    assert not [p for p in MODULES if drawers & {part.removesuffix(".py") for part in p.relative_to(HOUSE).parts}]


def test_broad_excepts_stand_only_where_a_loop_must_survive() -> None:
    allowed = {"apart.py", "schedule/daemon.py", "notify/channels.py"}
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"bare"}
                if names & {"bare", "Exception", "BaseException"}:
                    assert str(path.relative_to(HOUSE)) in allowed, f"{path}:{node.lineno}"


def test_constraints_pin_everything_and_name_no_index() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.match(r"^[a-z0-9-]+==[\w.]+( ; .+)?$", line) for line in lines)
    names = [line.split("==")[0] for line in lines]
    assert all(a < b for a, b in pairwise(names))
