"""`infitah pathway`: the table in one language, or all three in a file."""

import argparse

from flows.shown import print_json
from lifecycle.handbook import diagram, handbook, whole
from lifecycle.pathway import PATHWAY


def pathway(arguments: argparse.Namespace) -> None:
    """Print the table as Markdown with its Mermaid diagram."""
    if arguments.write:
        arguments.write.write_text(whole(PATHWAY), encoding="utf-8")
        print(f"written: {arguments.write}")
    elif arguments.json:
        said = {lang: handbook(PATHWAY, lang) for lang in ("en", "fr", "ar")}
        digest = {"version": PATHWAY.version, "digest": PATHWAY.digest}
        print_json(digest | {"markdown": said, "mermaid": diagram(PATHWAY, arguments.lang)})
    else:
        print(handbook(PATHWAY, arguments.lang))
