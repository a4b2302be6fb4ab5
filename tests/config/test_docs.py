"""What the documentation says of config.yaml is all of it, and true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker import config

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "config.md").read_text(encoding="utf-8")
#: what stands for the names that users give
NAMES = {"channels": "NAME", "facts": "NAME", "hosts": "HOST"}


def paths(part: dict[str, Any], schema: dict[str, Any], before: str = "") -> Iterator[str]:
    """Every key of the schema, with the keys that it stands under."""
    for key, value in part["properties"].items():
        yield before + key
        inner, below = value, f"{before}{key}."
        if "items" in value:
            inner = value["items"]
        elif key in NAMES:
            inner, below = value["additionalProperties"], f"{below}{NAMES[key]}."
        if "$ref" in inner:
            yield from paths(schema["$defs"][inner["$ref"].rpartition("/")[2]], schema, below)


def test_every_key_has_its_line_and_every_line_its_key() -> None:
    made = config.schema()
    lines = re.findall(r"^\| `([\w.]+)` \| \S.* \| `.+` \|$", TEXT, re.MULTILINE)
    assert sorted(lines) == sorted(paths(made, made))


def test_the_example_is_valid_and_has_most_keys(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "config.yaml"
    path.write_text(example, encoding="utf-8")
    made = config.load(path, {"MY_APPRISE_URL": "json://localhost"})
    assert [watch.role for watch in made.watches] == ["", "parley/storage-engineer", "example/platform-engineer"]
    assert made.problems == ()


def test_the_schema_for_editors_is_the_one_that_holds() -> None:
    """Written by: python -c "import json; from tracker import config; print(json.dumps(config.schema(), indent=1))" """
    assert json.loads((DOCS / "config.schema.json").read_text(encoding="utf-8")) == config.schema()
