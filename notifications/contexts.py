"""What the templates are given: a letter's facts in the words of Arabic and of French.

Everything is looked up for a whole batch first; here nothing is read. The words come from the table
of the pathway, so that a letter and a page never name the same step differently.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle.language import EvidenceField, Phrase
from lifecycle.pathway import VERSIONS
from lifecycle.pathway_words import (
    ROLE_NAMES,
    STAGE_NAMES,
    STEP_HOW,
    STEP_NAMES,
    full_name,
    moved_because,
)
from lifecycle.working_days import WorkingDays
from models.words import CollectivityKind, FactBasis, Language, LinkAct, Role
from notifications.answer_facts import answer_facts
from notifications.due import Due
from notifications.found_links import OF_COLLECTIVITY
from notifications.links import PATH, Bound, LinkDesk
from notifications.plans import PlanNow, StepNow
from notifications.recipients import Recipient
from notifications.session_names import session_name
from notifications.stopping import OVERDUE
from notifications.written_facts import civil_date, said_dates

BLOCKS = (Language.ARABIC, Language.FRENCH)
COORDINATION = Phrase("تنسيق الشبكة", "la coordination du réseau", "the network's coordination")
HOMES = {Role.AUDITOR: "/audit"}  # where a letter about no plan leads; else to the worklist


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes contexts on one civil date: working days are counted to it; links start at a URL."""

    on: date
    days: WorkingDays
    base_url: str
    links: LinkDesk

    def context(
        self, letter: Due, person: Recipient, plan: PlanNow | None
    ) -> dict[Language, dict[str, Any]]:
        """The context of a letter about a plan, in both languages.

        A letter that is about no plan brings its own facts, by language, in its row.
        """
        if plan is None:
            facts = {block: said_dates(letter.context.get(block, {})) for block in BLOCKS}
            return self.own_context(letter, person, facts)
        made = {block: self._plan_facts(letter, person, plan, block) for block in BLOCKS}
        step = plan.step_of(letter)
        if step is not None:
            for block in BLOCKS:
                made[block] |= self._step_facts(letter, plan, step, block)
                made[block]["link"] = self.link(plan, person, step, letter)
        return made

    def daily_list(
        self, carried: Sequence[tuple[Due, Recipient]], plans: dict[int, PlanNow]
    ) -> dict[Language, dict[str, Any]]:
        """The context of the one letter that carries several steps of one person."""
        person = carried[0][1]
        of = [(plans[letter.plan_id or 0], letter) for letter, _ in carried]
        steps = [(plan, step) for plan, letter in of if (step := plan.step_of(letter))]
        steps.sort(key=lambda each: (each[1].due_on or date.max, each[0].reference))
        links = {self.link(plan, person) for plan, _ in steps}
        shared = {
            "recipient_name": person.name,
            "link": links.pop() if len(links) == 1 else f"{self.base_url}/",
            "replayed": carried[0][0].replayed,
            "illustrative": any(plan.basis == FactBasis.ILLUSTRATIVE for plan, _ in steps),
        }
        return {
            block: shared
            | {
                "recipient_role": ROLE_NAMES[person.role].said_in(block),
                "rows": [self._row(plan, step, person, block) for plan, step in steps],
            }
            for block in BLOCKS
        }

    def link(
        self,
        plan: PlanNow,
        person: Recipient,
        step: StepNow | None = None,
        letter: Due | None = None,
    ) -> str:
        """The one link of a letter: signed for those of the collectivity, else behind the sign-in.

        For a step it lets its reader answer; without one it lets them follow the plan.
        """
        if person.role not in OF_COLLECTIVITY:
            return f"{self.base_url}/work/plans/{plan.reference}"
        if letter and letter.kind == "hand_over_done" and letter.context.get("to_person"):
            return f"{self.base_url}/plans/{plan.reference}"  # who left a role answers no more
        succession = letter.context.get("succession") if letter else None
        bound = bound_to(plan, person, step, succession)
        return f"{self.base_url}{PATH}{self.links.token(bound, step.due_on if step else None)}"

    def _plan_facts(
        self, letter: Due, person: Recipient, plan: PlanNow, block: Language
    ) -> dict[str, Any]:
        facts = letter.context
        return {
            "collectivity": full_name(plan.kind, plan.name_ar, plan.name_fr).said_in(block),
            "region": full_name(CollectivityKind.REGION, plan.region_ar, plan.region_fr).said_in(
                block
            ),
            "reference": plan.reference,
            "track": VERSIONS[plan.pathway_version].track.value,
            "recipient_name": person.name,
            "recipient_role": ROLE_NAMES[person.role].said_in(block),
            "stage": STAGE_NAMES[plan.stage].said_in(block),
            "link": self.link(plan, person, None, letter),
            "reason": facts.get("reason") or "",
            "on": civil_date(facts.get("on")) or letter.written_on,
            "actor": COORDINATION.said_in(block),
            "session_on": plan.session_on,
            "session_name": session_name(plan.session_code, block),
            "next_steps": [
                {"name": STEP_NAMES[step.key].said_in(block), "due_on": step.due_on}
                for step in plan.open_steps()
            ],
            "replayed": letter.replayed,
            "illustrative": plan.basis == FactBasis.ILLUSTRATIVE,
            **answer_facts(letter, block),
        }

    def _step_facts(
        self, letter: Due, plan: PlanNow, step: StepNow, block: Language
    ) -> dict[str, Any]:
        moved = step.original_due_on if step.original_due_on != step.due_on else None
        return {
            "step": STEP_NAMES[step.key].said_in(block),
            "how": STEP_HOW[step.key].said_in(block),
            "evidence": [field.label.said_in(block) for field in asked_of(plan, step)],
            "due_on": step.due_on,
            "original_due_on": moved,
            "moved_because": moved_because(step.moved_because).said_in(block),
            "working_days": self._working_days(step, letter.kind in OVERDUE),
            "rung": letter.rung or "",
            "note": letter.context.get("note") or "",
        }

    def _row(
        self, plan: PlanNow, step: StepNow, person: Recipient, block: Language
    ) -> dict[str, Any]:
        late = step.due_on is not None and step.due_on < self.on
        return {
            "collectivity": full_name(plan.kind, plan.name_ar, plan.name_fr).said_in(block),
            "reference": plan.reference,
            "step": STEP_NAMES[step.key].said_in(block),
            "due_on": step.due_on,
            "late": late,
            "working_days": self._working_days(step, late),
            "link": self.link(plan, person, step),
        }

    def _working_days(self, step: StepNow, late: bool) -> int:
        """Working days left until a deadline, or gone by when it is late; never negative."""
        if step.due_on is None:
            return 0
        left = self.days.between(self.on, step.due_on)
        return max(0, -left if late else left)

    def own_context(
        self, letter: Due, person: Recipient, facts: Mapping[Language, Mapping[str, Any]]
    ) -> dict[Language, dict[str, Any]]:
        """The context of a letter about no plan, from its own facts in both languages."""
        return {
            block: {
                "recipient_name": person.name,
                "recipient_role": ROLE_NAMES[person.role].said_in(block),
                "link": self.base_url + HOMES.get(person.role, "/work"),
                "replayed": letter.replayed,
                "illustrative": letter.basis == FactBasis.ILLUSTRATIVE,
                **facts[block],
            }
            for block in BLOCKS
        }


def bound_to(
    plan: PlanNow, person: Recipient, step: StepNow | None = None, succession: int | None = None
) -> Bound:
    """What the link of a letter is bound to."""
    if succession is not None:
        return Bound(LinkAct.SUCCEED, person.person_id, plan.id, succession_id=succession)
    if step is None:
        return Bound(LinkAct.FOLLOW, person.person_id, plan.id)
    return Bound(LinkAct.ANSWER, person.person_id, plan.id, step.key, step.occurrence)


def asked_of(plan: PlanNow, step: StepNow) -> tuple[EvidenceField, ...]:
    """The evidence that the table asks for a step of a plan."""
    return VERSIONS[plan.pathway_version].by_key[step.key].evidence
