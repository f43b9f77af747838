"""A history that cannot be replayed."""


class DemoDefect(Exception):
    """The service or the demo data is wrong; the message says which line of which case."""
