"""`infitah pathway`: the table in one language, or all three in a file."""

import argparse

from flows.shown import print_json
from lifecycle.errors import LifecycleError
from lifecycle.handbook import diagram, handbook, whole
from lifecycle.pathway import VERSIONS


def pathway(arguments: argparse.Namespace) -> None:
    """Print the table as Markdown with its Mermaid diagram."""
    table = VERSIONS.get(arguments.table)
    if table is None:
        raise LifecycleError(f"no version {arguments.table}; there are: {', '.join(VERSIONS)}")
    if arguments.write:
        arguments.write.write_text(whole(table), encoding="utf-8")
        print(f"written: {arguments.write}")
    elif arguments.json:
        said = {lang: handbook(table, lang) for lang in ("en", "fr", "ar")}
        digest = {"version": table.version, "digest": table.digest}
        print_json(digest | {"markdown": said, "mermaid": diagram(table, arguments.lang)})
    else:
        print(handbook(table, arguments.lang))
