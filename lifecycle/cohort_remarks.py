"""What a coordinator should know of a sheet that is right: nothing here stops its being applied."""

from collections.abc import Sequence

from lifecycle.cohort_problems import Problem, problem
from lifecycle.cohort_rows import CohortRow
from models.words import Role


def remarks(rows: Sequence[CohortRow]) -> list[Problem]:
    """Rows without a deputy or a mailbox, and one focal point's address in several rows.

    One person for several collectivities is real, a line copied by mistake is too.
    """
    found = []
    first_at: dict[str, str] = {}
    for row in rows:
        place = str(row.row)
        by_role = {person.role: person for person in row.people}
        if Role.DEPUTY not in by_role:
            found.append(problem("no_deputy", place, "deputy_name"))
        if row.mailbox is None:
            found.append(problem("no_mailbox", place, "mailbox_email"))
        address = by_role[Role.FOCAL_POINT].email
        other = first_at.setdefault(address.lower(), place)
        if other != place:
            found.append(
                problem("shared_address", place, "focal_point_email", address, other=other)
            )
    return found
