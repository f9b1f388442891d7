"""A programme's sheet from an unknown hand: its cells are read in a child process."""

from lifecycle.content import Content
from lifecycle.content_sheet import content_of
from lifecycle.grid_child import grid_in_child


def content_in_child(content: bytes, filename: str) -> Content:
    """The programme of a sheet, as `read_content` gives it.

    Raises:
        CohortFileRefused: the file cannot be read, or takes more memory or time than a sheet may.
        ContentSheetRefused: with every problem of the sheet.
    """
    return content_of(grid_in_child(content, filename))
