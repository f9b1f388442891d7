"""The history of one plan as a PDF in Arabic or French: what happened, what moved, how to check."""

from audit.hearing import Hearing
from audit.hearing_head import write_check, write_head
from audit.hearing_paper import HearingPaper
from audit.hearing_tables import write_happened, write_moved
from audit.hearing_words import hearing_word


def history_pdf(told: Hearing) -> bytes:
    """The paper; the same hearing gives the same bytes."""
    title = f"{hearing_word('title', told.language)} – {told.name}"
    running = f"{told.name} – {told.first.reference}"
    paper = HearingPaper(told.language, title, running, told.made_at)
    write_head(paper, told)
    write_happened(paper, told)
    write_moved(paper, told)
    write_check(paper, told)
    return bytes(paper.output())
