"""SHOW IN A TERMINAL. One command per file, loaded only when it is called; the only room with click."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from tracker.cli.place import Place
from tracker.errors import TrackerError

#: command -> (what it does, in help's own line), in the order of a new user's questions
COMMANDS = {
    "demo": "A tour without network or configuration.",
    "init": "Write a config.yaml to start from.",
    "add": "Watch a board, a posting or any page.",
    "remove": "Watch it no more; what was kept stays.",
    "check": "Look at all watches once, or at some of them.",
    "daemon": "Keep watching, and tell what changed.",
    "list": "The roles that are kept, and how they are.",
    "history": "What changed in a role, or a company's figures over the years.",
    "show": "A role's facts and text, now or at an earlier time.",
    "diff": "Two versions of a role, side against side.",
    "import": "Bring in a posting that was saved before.",
    "link": "Two roles are one job; or find those that are, in a company.",
    "unlink": "They are two after all.",
    "mute": "Tell nothing of a role, for good or until a day.",
    "note": "Keep a remark beside a role.",
    "noise": "That was noise: such a line never counts again.",
    "forget": "Remove all that is kept of a role, for good.",
    "backup": "A whole copy of the database, or one put in its place.",
    "doctor": "Is everything well? Configuration, store, channels, outbox.",
    "facts": "What a text claims.",
    "compare": "What differs between two texts.",
    "reread": "Everything that is kept, by today's readers.",
}


class Commands(click.Group):
    """Knows all commands by name, and loads one file for the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"tracker.cli.{cmd_name}_command").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option("--config", type=click.Path(path_type=Path), envvar="TRACKER_CONFIG", help="Default: ./config.yaml")
@click.version_option(package_name="job-posting-tracker", prog_name="tracker")
@click.pass_context
def cli(ctx: click.Context, config: Path | None) -> None:
    """Watch job postings, keep every version, and tell what really changed.

    ROLE is company/slug or a part of it; ROLE@2023-06 is the role as it was then.
    Exit codes: 0 fine, 1 some check failed, 2 usage or config, 3 not found, 4 store.
    """
    ctx.obj = Place(config)


def _inert(words: str) -> str:
    """A sentence may quote a page or a file; nothing in it may act in a terminal."""
    return "".join(char if char.isprintable() or char == "\n" else "?" for char in words)


def main() -> None:
    """Errors that a person can act on end as one sentence and an exit code."""
    try:
        code = cli(standalone_mode=False)
    except TrackerError as error:
        print(_inert(f"tracker: {error}"), file=sys.stderr)
        sys.exit(error.code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        print("tracker: stopped", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # whoever read our output has seen enough; closing stderr keeps the interpreter from complaining about it
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        print(_inert(f"tracker: {error.filename or 'standard output'}: {error.strerror}"), file=sys.stderr)
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
