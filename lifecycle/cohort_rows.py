"""The rows of a cohort's sheet, checked against the register: all of them right, or none taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle.cohort_cells import (
    CELL_ERRORS,
    LONGEST,
    as_address,
    as_date,
    as_language,
    is_formula,
)
from lifecycle.cohort_columns import COLUMN_BY_KEY, PEOPLE
from lifecycle.cohort_header import missing_columns
from lifecycle.cohort_identity import identify
from lifecycle.cohort_matching import RegisterIndex
from lifecycle.cohort_problems import FILE, CohortFileRefused, Problem, problem
from models.register import Registered
from models.words import CollectivityKind, Language, Role

# The network was founded on this day, with its 66 first members (charter and list of members).
NETWORK_FOUNDED = date(2022, 10, 21)

Row = Mapping[str, str]


@dataclass(frozen=True)
class RolePerson:
    """A person named in a row, the role held, and the language letters are read in."""

    role: Role
    name: str
    email: str
    language: Language


@dataclass(frozen=True)
class CohortRow:
    """A row found right: the collectivity by its code, the civil date it joined, its people.

    `row` is the number of the row in the sheet; `mailbox` the institutional address, None without.
    """

    code: str
    kind: CollectivityKind
    joined_on: date
    people: tuple[RolePerson, ...]
    mailbox: str | None
    row: int


@dataclass(frozen=True, slots=True)
class Review:
    """A sheet that was looked at: the rows that are right, and every problem of the others.

    `rejected` are the numbers of the rows that hold a problem, as the sheet shows them.
    """

    rows: list[CohortRow]
    problems: list[Problem]

    @property
    def rejected(self) -> set[str]:
        """The numbers of the rows that hold a problem."""
        return {each.place for each in self.problems}


def check_rows(
    rows: Sequence[Row], *, today: date, register: Iterable[Registered]
) -> list[CohortRow]:
    """The rows of `read_rows` as facts, in their order.

    `today` is the civil date in Casablanca: nobody joins after it.

    Raises:
        CohortFileRefused: with every problem of every row; with the missing columns alone when
            there are any.
    """
    review = review_rows(rows, today=today, register=register)
    if review.problems:
        raise CohortFileRefused(review.problems)
    return review.rows


def review_rows(rows: Sequence[Row], *, today: date, register: Iterable[Registered]) -> Review:
    """The rows that are right, and what is wrong with the others.

    Raises:
        CohortFileRefused: columns are missing; while they are, what the rows hold says nothing.
    """
    keys = {key for row in rows for key in row}
    problems = missing_columns(keys) if rows else [problem("file_empty", FILE)]
    if problems:
        raise CohortFileRefused(problems)
    index = RegisterIndex(register)
    first_at: dict[str, str] = {}
    checked: list[CohortRow] = []
    for at, row in enumerate(rows, start=2):
        place = row.get("row") or str(at)
        in_cells, in_sense = _cell_problems(row, place), list[Problem]()
        fact = _check(row, place, today, index, in_sense)
        spoilt = {each.column for each in in_cells if each.column}
        problems += in_cells + [each for each in in_sense if each.column not in spoilt]
        if fact is None:
            continue
        other = first_at.setdefault(fact.code, place)
        if other != place:
            problems.append(problem("same_collectivity", place, "code", fact.code, other=other))
        checked.append(fact)
    wrong = {each.place for each in problems}
    return Review([fact for fact in checked if str(fact.row) not in wrong], problems)


def _check(
    row: Row, place: str, today: date, index: RegisterIndex, problems: list[Problem]
) -> CohortRow | None:
    """The row as a fact; its problems are added to the list. None when no collectivity is found."""
    found, with_identity = identify(row, place, index)
    problems += with_identity
    joined_on = _joined_on(row, place, today, problems)
    people = _people(row, place, problems)
    mailbox = row.get("mailbox_email") or None
    if mailbox and not as_address(mailbox):
        problems.append(problem("bad_address", place, "mailbox_email", mailbox))
    if found is None:
        return None
    return CohortRow(
        code=found.code,
        kind=found.kind,
        joined_on=joined_on or today,
        people=tuple(people),
        mailbox=as_address(mailbox) if mailbox else None,
        row=int(place),
    )


def _cell_problems(row: Row, place: str) -> list[Problem]:
    problems = [problem("extra_cells", place, "", row[""])] if row.get("") else []
    for key, value in row.items():
        if key not in COLUMN_BY_KEY:
            continue
        if is_formula(value):
            problems.append(problem("formula", place, key, value))
        elif value.upper() in CELL_ERRORS:
            problems.append(problem("cell_error", place, key, value))
        elif len(value) > LONGEST:
            problems.append(problem("too_long", place, key, value, limit=str(LONGEST)))
    return problems


def _joined_on(row: Row, place: str, today: date, problems: list[Problem]) -> date | None:
    written = row.get("joined_on", "")
    on = as_date(written)
    details = {"today": today.isoformat(), "founded": NETWORK_FOUNDED.isoformat()}
    if not written:
        problems.append(problem("missing_value", place, "joined_on"))
    elif on is None:
        problems.append(problem("bad_date", place, "joined_on", written))
    elif on > today:
        problems.append(problem("future_date", place, "joined_on", written, **details))
    elif on < NETWORK_FOUNDED:
        problems.append(problem("before_network", place, "joined_on", written, **details))
    return on


def _people(row: Row, place: str, problems: list[Problem]) -> list[RolePerson]:
    written = row.get("focal_point_language", "")
    language = as_language(written)
    if language is None:
        problems.append(problem("bad_language", place, "focal_point_language", written))
    people = []
    for role, column in PEOPLE.items():
        name, email = row.get(f"{column}_name", ""), row.get(f"{column}_email", "")
        address = as_address(email)
        if email and not address:
            problems.append(problem("bad_address", place, f"{column}_email", email))
        if not name and not email:
            if role is Role.FOCAL_POINT:
                problems.append(problem("missing_focal_point", place, f"{column}_name"))
        elif not name or not email:
            empty = f"{column}_name" if not name else f"{column}_email"
            problems.append(problem("half_person", place, empty))
        else:
            # The sheet asks only the focal point; the others read both until they say otherwise.
            chosen = language if role is Role.FOCAL_POINT else Language.BOTH
            people.append(RolePerson(role, name, address or email, chosen or Language.BOTH))
    return people
