"""Who watches over a cohort: the national coordinator, one for each region, admin and auditor."""

from dataclasses import dataclass

from lifecycle.cohort_cells import as_address, as_language
from lifecycle.cohort_entries import Entries
from lifecycle.cohort_matching import RegisterIndex, nearest, shown
from models.register import all_collectivities
from models.words import Language, Role

ROLES = (
    Role.NATIONAL_COORDINATOR,
    Role.REGION_COORDINATOR,
    Role.ADMIN,
    Role.AUDITOR,
)


@dataclass(frozen=True)
class Coordinator:
    """A person of the programme; `region_code` is that of a regional coordinator, else None."""

    role: Role
    region_code: str | None
    name: str
    email: str
    language: Language


def read_coordinators(file: Entries) -> tuple[Coordinator, ...]:
    """The list under `coordinators`; what is wrong with it goes to the problems of the file."""
    index = RegisterIndex(all_collectivities())
    found = [_coordinator(each, index) for each in file.sequence("coordinators")]
    known = [each for each in found if each is not None]
    if found and not any(each.role is Role.NATIONAL_COORDINATOR for each in known):
        file.refuse("missing_national", "coordinators")
    return tuple(known)


def _coordinator(entries: Entries, index: RegisterIndex) -> Coordinator | None:
    entries.only(("role", "region", "name", "email", "language"))
    written = entries.text("role")
    role = next((each for each in ROLES if each == written), None)
    if written and role is None:
        entries.refuse("unknown_role", "role", written, expected=", ".join(ROLES))
    region_code = _region_code(entries, role, index)
    email = entries.text("email")
    if email and not as_address(email):
        entries.refuse("bad_address", "email", email)
    language = as_language(entries.text("language", needed=False))
    if language is None:
        entries.refuse("bad_language", "language", entries.text("language"))
    name = entries.text("name")
    if role is None:
        return None
    return Coordinator(
        role, region_code, name, as_address(email) or email, language or Language.BOTH
    )


def _region_code(entries: Entries, role: Role | None, index: RegisterIndex) -> str | None:
    regional = role is Role.REGION_COORDINATOR
    written = entries.text("region", needed=regional)
    if written and role is not None and not regional:
        entries.refuse("misplaced_region", "region", written)
    if not written or not regional:
        return None
    region = index.region(written)
    if region is None:
        near = shown(nearest(written, index.regions))
        entries.refuse("unknown_region", "region", written, suggestions=near)
        return None
    return region.code
