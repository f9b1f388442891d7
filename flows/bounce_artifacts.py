"""What the dashboard shows of letters that came back: counts, and no address."""

from collections.abc import Mapping

from flows.artifacts import markdown_table

MEANINGS = {
    "address": "nobody is at the address: it is not written to again",
    "full": "the mailbox is full; the address is kept",
    "policy": "refused by policy; the address is kept",
    "content": "this letter was refused, not the address",
    "delay": "the server is still trying",
    "other": "kept with the letter; nothing else changes",
    "known": "read before",
    "not_ours": "no report, or about no letter of ours",
}


def bounces_markdown(counts: Mapping[str, int]) -> str:
    """What one reading of the bounces found."""
    rows = [[name, counts[name], meaning] for name, meaning in MEANINGS.items() if name in counts]
    table = markdown_table(["Kind", "Messages", "What it means"], rows)
    return f"# Letters that came back\n\n{table if rows else 'Nothing was there to read.'}\n"
