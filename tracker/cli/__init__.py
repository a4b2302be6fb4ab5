"""To come."""


def cli() -> None:
    """Nothing to run yet."""
