"""Versions of diagrams and forms compared and brought together; it knows no tables, no requests and no engine."""

from service.engine.comparing.changes import Change, compare, outline
from service.engine.comparing.merging import Meeting, MergedFile, merge_files
from service.engine.comparing.threeway import MINE, THEIRS, Choice

__all__ = ["MINE", "THEIRS", "Change", "Choice", "Meeting", "MergedFile", "compare", "merge_files", "outline"]
