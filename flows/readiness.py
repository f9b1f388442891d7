"""What is checked before anything runs: the table, and every letter in every language."""

from lifecycle.table_check import check_table
from notifications.letters import check_letters
from notifications.sample import sample_context


class LettersRefused(RuntimeError):
    """A letter cannot be written; each problem names the letter, the language and the part."""


def check_readiness() -> None:
    """Refuse a table or a letter that would fail later.

    Raises:
        TableRefused: a row of the table names something that does not exist.
        LettersRefused: a template is missing, wrong, or asks for an unknown variable.
    """
    check_table()
    problems = check_letters(sample_context)
    if problems:
        raise LettersRefused("\n".join(str(problem) for problem in problems))
