"""Where a link leads besides its step: the draft, the progress, the evaluation, their papers."""

from models.words import Language, LinkAct, Stage
from portal.followed_form_words import followed_form_words
from portal.link_evaluation import view_of
from portal.link_opening import Opened
from portal.link_programme import may_draft
from portal.link_progress import may_follow
from portal.programme_words import programme_words

EVALUATED = (Stage.CO_EVALUATION, Stage.COMPLETED)


def followed_links(opened: Opened, language: Language) -> list[tuple[str, str]]:
    """The pages and papers of a followed programme that are of use now: (path, what it is)."""
    words, found = followed_form_words(language), []
    if may_draft(opened):
        return [("programme", programme_words(language)["programme"])]
    if opened.link.act == LinkAct.SUCCEED or "content" not in opened.plan.filed:
        return []
    if may_follow(opened):
        found.append(("progress", words["report_progress"]))
    if view_of(opened):
        found.append(("evaluation", words["rate"]))
    if opened.plan.step("report_monitoring_round"):
        found.append(("round.pdf", words["round_paper"]))
    if opened.plan.stage in EVALUATED:
        found.append(("evaluation.pdf", words["evaluation_paper"]))
    return found
