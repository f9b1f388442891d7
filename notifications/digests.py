"""The facts of a coordinator's weekly digest, gathered at the moment it leaves."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from lifecycle import worklist
from lifecycle.acts import STEP_ACTS
from lifecycle.board import board, late_steps, newest_plans
from lifecycle.collectivity_names import names_of
from lifecycle.facts import ASKED
from lifecycle.forecast import PlanForecast
from lifecycle.forecast_words import OUTLOOK_NAMES
from lifecycle.forecasts import forecast_plans
from lifecycle.pathway_words import ROLE_NAMES, STEP_NAMES, TRIGGER_DONE, full_name
from lifecycle.rows import PLAN, STEP
from lifecycle.stage_flow import read_stage_flow
from models.base import table_of
from models.collectivity import Collectivity
from models.history import HistoryEntry
from models.plan import Plan
from models.words import CollectivityKind, Language, LetterState, Outlook, StepState, Track
from notifications.due import LETTER, Due
from notifications.plot_lateness import lateness_plot
from notifications.plot_stages import stages_plot
from notifications.plots import Plot
from notifications.session_names import session_name

DIGEST = "coordinator_digest"
LONGEST = 40  # rows of one list: a digest is read, a list of hundreds is not
A_WEEK = timedelta(days=7)
WHOLE_NETWORK = {Language.ARABIC: "الشبكة بأكملها", Language.FRENCH: "Ensemble du réseau"}
PLACE = table_of(Collectivity).c


class Digest:
    """One region's digest, or the whole network's, on a civil date."""

    def __init__(self, session: Session, letter: Due, on: date) -> None:
        self._session, self._region, self._on = session, letter.region_code, on
        self._week_of = date.fromisoformat(letter.context["week_of"])
        late = late_steps(session, on=on, region=self._region)
        self._late = late[:LONGEST]
        self._changes = self._read_changes()
        self._lost = self._read_undeliverable()
        waiting = worklist.read(session, on, self._region)
        self._extensions = waiting.extensions[:LONGEST]
        told = {"late_steps": len(late), "undeliverable": len(self._lost)}
        self._counts = waiting.counts() | told | self._count()
        self._ahead = self._in_danger()
        self._names = names_of(session, [one.collectivity_code for one in self._ahead])
        self._flow = read_stage_flow(session, until=on, region=self._region)
        self._board = board(session, on=on)
        self._scope = session.execute(
            select(Collectivity.name_ar, Collectivity.name_fr).where(PLACE.code == self._region)
        ).first()

    def facts(self, block: Language) -> dict[str, Any]:
        """What the template is given besides the recipient, in one language."""
        return {
            "scope": self._scope_name(block),
            "week_of": self._week_of,
            "counts": self._counts,
            "plots": [plot_shown(plot, block) for plot in self._plots(block)],
            "ahead": [
                {
                    "collectivity": self._names[one.collectivity_code].said_in(block),
                    "outlook": OUTLOOK_NAMES[one.outlook].said_in(block),
                    "session": session_name(one.target.code, block),
                    "step": STEP_NAMES[held.key].said_in(block) if held else "",
                    "safe_on": held.last.safe_on if held else None,
                }
                for one in self._ahead
                for held in [next((s for s in one.steps if s.key == one.holding), None)]
            ],
            "late": [
                {
                    "collectivity": _place(block, step.kind, step.name_ar, step.name_fr),
                    "step": STEP_NAMES[step.step_key].said_in(block),
                    "due_on": step.due_on,
                    "working_days": step.working_days,
                    "who": ROLE_NAMES[step.who].said_in(block),
                }
                for step in self._late
            ],
            "extensions": [
                {
                    "collectivity": _place(block, line.kind, line.name_ar, line.name_fr),
                    "step": STEP_NAMES[line.step_key or ""].said_in(block),
                    "due_on": line.due_on,
                    "asked_until": line.asked_until,
                }
                for line in self._extensions
            ],
            "changes": [
                {
                    "collectivity": _place(block, *place),
                    "text": TRIGGER_DONE[trigger].said_in(block),
                    "on": on,
                }
                for *place, trigger, on in self._changes
            ],
            "undeliverable": [
                {
                    "collectivity": _place(block, *place),
                    "who": ROLE_NAMES[role].said_in(block),
                    "cause": cause or "",
                }
                for *place, role, cause in self._lost[:LONGEST]
            ],
        }

    def _plots(self, block: Language) -> list[Plot]:
        """The scope's members by stage, and the lateness of every region beside each other."""
        plots = [stages_plot(self._flow, block), lateness_plot(self._board, block)]
        return [plot for plot in plots if plot.rows]

    def _scope_name(self, block: Language) -> str:
        if self._scope is None:
            return WHOLE_NETWORK[block]
        return full_name(CollectivityKind.REGION, *self._scope).said_in(block)

    def _mine(self) -> list[ColumnElement[bool]]:
        return [PLACE.region_code == self._region] if self._region else []

    def _count(self) -> dict[str, int]:
        plans = newest_plans(track=Track.REMACTO).join(
            Collectivity, PLACE.code == PLAN.collectivity_code
        )
        number = select(func.count()).select_from(plans.where(*self._mine()).subquery())
        steps = (
            select(func.count())
            .select_from(STEP.id.table)
            .join(Plan, PLAN.id == STEP.plan_id)
            .join(Collectivity, PLACE.code == PLAN.collectivity_code)
            .where(*self._mine())
        )
        asked = steps.where(STEP.state.in_(ASKED))
        to_review = steps.where(STEP.state == StepState.REPORTED)
        queries = {"plans": number, "open_steps": asked, "to_review": to_review}
        return {name: self._session.scalar(query) or 0 for name, query in queries.items()}

    def _in_danger(self) -> list[PlanForecast]:
        """The plans that will miss their council session, then those that may: worst first."""
        told = forecast_plans(self._session, on=self._on)
        mine = [one for one in told if self._region in (None, one.region_code)]
        order = (Outlook.WILL_MISS, Outlook.AT_RISK)
        worst = [one for outlook in order for one in mine if one.outlook == outlook]
        return worst[:LONGEST]

    def _read_changes(self) -> list[Any]:
        """What moved in the last seven days; acts on single steps are not news of the week."""
        query = (
            select(
                Collectivity.kind, Collectivity.name_ar, Collectivity.name_fr,
                HistoryEntry.trigger, HistoryEntry.effective_on,
            )
            .join(Plan, PLAN.id == HistoryEntry.plan_id)
            .join(Collectivity, PLACE.code == PLAN.collectivity_code)
            .where(
                HistoryEntry.effective_on > self._on - A_WEEK,
                HistoryEntry.effective_on <= self._on,
                HistoryEntry.trigger.not_in(STEP_ACTS),
                *self._mine(),
            )
            .order_by(HistoryEntry.effective_on.desc(), HistoryEntry.id)
            .limit(LONGEST)
        )  # fmt: skip
        return list(self._session.execute(query))

    def _read_undeliverable(self) -> list[Any]:
        """The letters of the last seven days that could not be delivered."""
        query = (
            select(
                Collectivity.kind, Collectivity.name_ar, Collectivity.name_fr,
                LETTER.c.role, LETTER.c.cause,
            )
            .join(Collectivity, PLACE.code == LETTER.c.collectivity_code)
            .where(
                LETTER.c.state == LetterState.UNDELIVERABLE,
                LETTER.c.written_on > self._on - A_WEEK,
                LETTER.c.written_on <= self._on,
                *self._mine(),
            )
            .order_by(LETTER.c.written_on.desc(), LETTER.c.id)
        )  # fmt: skip
        return list(self._session.execute(query))


def plot_shown(plot: Plot, block: Language) -> dict[str, Any]:
    """A plot as the template shows it; `cid` names its picture in the letter."""
    return {
        "cid": f"{plot.name}-{block}",
        "title": plot.title,
        "said": plot.said,
        "alt": plot.alt,
        "draw": plot.draw,
    }


def _place(block: Language, kind: CollectivityKind | None, name_ar: str, name_fr: str) -> str:
    return full_name(kind, name_ar, name_fr).said_in(block) if kind else ""
