"""`python -m tracker` and the `tracker` command."""

from __future__ import annotations


def main() -> None:
    from tracker.cli import main as run

    run()


if __name__ == "__main__":
    main()
