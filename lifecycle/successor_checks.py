"""What is checked of a successor before they are written to: the role, the name, the address."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lifecycle.acts import EVERYTHING, Actor
from lifecycle.cohort_cells import LONGEST, as_address, clean, is_formula
from lifecycle.errors import Refused, refusal
from lifecycle.language import Phrase
from lifecycle.legal_time import local_date
from models.person import Person, RoleHolding
from models.succession import Succession
from models.words import Role, SuccessionState

# Those of a collectivity whom it may name itself; a president or director is recorded by the
# coordination, which sees the decision of nomination.
NAMED_BY_THE_COLLECTIVITY = (Role.FOCAL_POINT, Role.DEPUTY)
PASSED_ON = (
    *NAMED_BY_THE_COLLECTIVITY, Role.PRESIDENT, Role.DIRECTOR_OF_SERVICES, Role.COMMITTEE
)  # fmt: skip
MOST_A_DAY = 5  # policy: namings for one plan, so that a stray link cannot flood strangers


def check_details(name: str, email: str) -> tuple[str, str]:
    """The name and the address as they are kept.

    Raises:
        Refused: with every problem of the two at once.
    """
    problems = list(detail_problems(name, email).values())
    if problems:
        raise Refused(
            Phrase(
                " ".join(problem.ar for problem in problems),
                " ".join(problem.fr for problem in problems),
                " ".join(problem.en for problem in problems),
            )
        )
    return clean(name), as_address(clean(email)) or ""


def detail_problems(name: str, email: str) -> dict[str, Phrase]:
    """What is wrong with `name` and `email`, by field, as a form shows it; empty when all is well.

    The same shape is asked of an address as in a cohort's sheet.
    """
    problems: dict[str, Phrase] = {}
    kept = clean(name)
    if not any(letter.isalpha() for letter in kept) or is_formula(kept):
        problems["name"] = Phrase(
            "اكتبوا الاسم الكامل.", "Écrivez le nom complet.", "Write the full name."
        )
    elif len(kept) > LONGEST:
        problems["name"] = Phrase(
            f"الاسم أطول من {LONGEST} حرف.",
            f"Le nom dépasse {LONGEST} caractères.",
            f"The name is longer than {LONGEST} letters.",
        )
    if as_address(clean(email)) is None:
        problems["email"] = Phrase(
            "اكتبوا عنوانا إلكترونيا كاملا، مثل nom@commune.example.",
            "Écrivez une adresse électronique complète, comme nom@commune.example.",
            "Write a whole e-mail address, such as nom@commune.example.",
        )
    return problems


def check_role(role: Role, actor: Actor) -> None:
    """Refuse a role that does not pass on this way, or that this actor may not pass on."""
    if role not in PASSED_ON:
        raise refusal(
            "لا ينتقل هذا الدور بهذه الطريقة.",
            "Ce rôle ne se transmet pas ainsi.",
            f"{role} is not passed on this way: {', '.join(PASSED_ON)} are",
        )
    if role not in NAMED_BY_THE_COLLECTIVITY and actor.powers != EVERYTHING:
        raise refusal(
            "تسجل التنسيقية خلف الرئيس أو مدير المصالح.",
            "C’est la coordination qui enregistre un président ou un directeur des services.",
            f"{actor.id} may not name a {role}: a coordinator does",
        )


def check_successor(session: Session, successor: Person, code: str, role: Role, on: date) -> None:
    """Refuse somebody whose address is known not to work, or who holds the role already."""
    if successor.undeliverable_since is not None:
        raise refusal(
            "الرسائل الموجهة إلى هذا العنوان ترجع: اذكروا عنوانا آخر.",
            "Les lettres envoyées à cette adresse reviennent : donnez-en une autre.",
            "letters to this address come back: give another one",
        )
    holds = select(RoleHolding.id).where(
        RoleHolding.person_id == successor.id,
        RoleHolding.collectivity_code == code,
        RoleHolding.role == role,
        RoleHolding.from_on <= on,
        RoleHolding.until_on.is_(None) | (RoleHolding.until_on >= on),
    )
    if session.scalars(holds).first() is not None:
        raise refusal(
            "يشغل صاحب هذا العنوان هذا الدور من قبل.",
            "La personne à cette adresse exerce déjà ce rôle.",
            "the person at this address holds this role already",
        )


def check_pace(session: Session, plan_id: int, on: date) -> None:
    """Refuse the sixth naming of a day for one plan."""
    named = select(Succession.named_at).where(Succession.plan_id == plan_id)
    if sum(local_date(at) == on for at in session.scalars(named)) >= MOST_A_DAY:
        raise refusal(
            "عينتم اليوم خلفا عدة مرات: حاولوا غدا، أو راسلوا التنسيقية.",
            "Plusieurs successeurs ont été désignés aujourd’hui : réessayez demain, ou écrivez à "
            "la coordination.",
            f"a successor was named {MOST_A_DAY} times today: try again tomorrow",
        )


def pending(session: Session, code: str, role: Role) -> Succession | None:
    """The succession of a role that waits for its answer, if one does."""
    query = select(Succession).where(
        Succession.collectivity_code == code,
        Succession.role == role,
        Succession.state == SuccessionState.NAMED,
    )
    return session.scalars(query.order_by(Succession.id.desc())).first()


def by_address(session: Session, address: str) -> Person | None:
    """The person of an address, however its letters are written: large or small."""
    query = select(Person).where(func.lower(Person.email) == address.lower())
    return session.scalars(query.order_by(Person.id)).first()
