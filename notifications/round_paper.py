"""The report of one round of co-monitoring, on one page, in Arabic or French."""

from audit.hearing_paper import TITLE, HearingPaper
from audit.paper_table import PaperTable
from audit.paper_words import Words
from lifecycle.monitoring import Opinion, Round
from lifecycle.pathway_words import CONFIRMATION_NAMES
from lifecycle.progress import ActivityProgress
from lifecycle.progress_words import STATUS_NAMES
from models.words import ProgressStatus, StepState
from notifications.achieved_table import write_by_axis
from notifications.followed_plan import FollowedPlan
from notifications.followed_words import followed_word

MOST_LATE = 9  # rows for which the one page has room; the rest stand on the programme's page
LATE = (ProgressStatus.DELAYED, ProgressStatus.DROPPED)


def round_pdf(told: FollowedPlan, one: Round) -> bytes:
    """The report as a PDF; the same plan and instant give the same bytes."""
    title = followed_word("round_title", told.language, n=one.number)
    running = f"{told.name} – {told.plan.reference}"
    paper = HearingPaper(told.language, f"{title} – {told.name}", running, told.made_at)
    paper.heading(title, size=TITLE)
    paper.heading(told.name)
    if told.illustrative:
        paper.paragraph(followed_word("illustrative", told.language))
    paper.facts(_facts(told, one))
    write_by_axis(paper, told, one.progress)
    _write_late(paper, told, one)
    _write_opinions(paper, told, one)
    return bytes(paper.output())


def opinion_said(opinion: Opinion | None, told: FollowedPlan) -> str:
    """What the committee or civil society said, or that it did not: in the plan's language."""
    language = told.language
    if opinion is None or opinion.state == StepState.WAITING:
        return followed_word("not_asked", language)
    if opinion.said is not None:
        said = CONFIRMATION_NAMES[opinion.said].said_in(language)
        return f"{said} ({told.day(opinion.on)})"
    silent = "silent" if opinion.state == StepState.WAIVED else "waits"
    return followed_word(silent, language, on=told.day(opinion.due_on))


def late_parts(told: FollowedPlan, one: Round) -> list[tuple[str, ActivityProgress]]:
    """The activities that are delayed or dropped: their title and what is said of them."""
    known = one.progress.by_code()
    titles = {
        part.code: part.title_ar if told.language == "ar" else part.title_fr
        for part in told.content.activities()
    }
    return [(titles[code], known[code]) for code in titles if _is_late(known.get(code))]


def _is_late(part: ActivityProgress | None) -> bool:
    return part is not None and part.status in LATE


def _facts(told: FollowedPlan, one: Round) -> list[tuple[str, Words]]:
    language = told.language
    late = (one.reported_on - one.due_on).days if one.reported_on and one.due_on else 0
    reported = told.day(one.reported_on)
    if one.reported_on is None:
        reported = followed_word("not_reported_yet", language)
    elif late > 0:
        reported = f"{reported} – {followed_word('late_by', language, n=late)}"
    facts = [
        (followed_word("reference", language), Words(told.plan.reference, technical=True)),
        (followed_word("opened", language), Words(told.day(one.opened_on))),
        (followed_word("due", language), Words(told.day(one.due_on))),
        (followed_word("reported", language), Words(reported)),
    ]
    if present := one.evidence.get("present"):
        civil = one.evidence.get("civil_society", 0)
        said = followed_word("present_of", language, present=present, civil=civil)
        facts.append((followed_word("meeting", language), Words(said)))
    return facts


def _write_late(paper: HearingPaper, told: FollowedPlan, one: Round) -> None:
    language, parts = told.language, late_parts(told, one)
    paper.heading(followed_word("late", language))
    if not parts:
        return paper.paragraph(followed_word("none_late", language))
    names = (("activity", 62.0), ("status", 22.0), ("reason", 52.0), ("next_step", 46.0))
    table = PaperTable(paper, [(followed_word(name, language), wide) for name, wide in names])
    for title, part in parts[:MOST_LATE]:
        status = STATUS_NAMES[part.status].said_in(language)
        free = [Words(_short(text), free=True) for text in (part.reason, part.next_step)]
        table.row([Words(f"{part.code}  {_short(title)}"), Words(status), *free])
    if len(parts) > MOST_LATE:
        paper.ln(1)
        paper.paragraph(followed_word("more_late", language, n=len(parts) - MOST_LATE))
    return None


def _write_opinions(paper: HearingPaper, told: FollowedPlan, one: Round) -> None:
    language = told.language
    paper.heading(followed_word("opinions", language))
    for key, opinion in (("committee", one.committee), ("civil_society", one.civil_society)):
        facts = [(followed_word(key, language), Words(opinion_said(opinion, told)))]
        if opinion and opinion.remarks:
            facts.append(("", Words(_short(opinion.remarks, 400), free=True)))
        paper.facts(facts)
    paper.paragraph(followed_word("closed" if one.closed else "not_closed", language))


def _short(text: str, most: int = 120) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
