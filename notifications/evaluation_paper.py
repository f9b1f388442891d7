"""The report of a programme's evaluation in Arabic or French: promised, achieved, rated."""

from audit.hearing_paper import TITLE, HearingPaper
from audit.paper_table import PaperTable
from audit.paper_words import Words
from lifecycle.evaluations import VIEWS
from lifecycle.progress_words import LEVEL_NAMES, VIEW_NAMES
from models.words import Completion
from notifications.achieved_table import write_by_axis, write_by_principle
from notifications.followed_plan import FollowedPlan
from notifications.followed_words import followed_word


def evaluation_pdf(told: FollowedPlan) -> bytes:
    """The report as a PDF; the same plan and instant give the same bytes."""
    title = followed_word("evaluation_title", told.language)
    running = f"{told.name} – {told.plan.reference}"
    paper = HearingPaper(told.language, f"{title} – {told.name}", running, told.made_at)
    paper.heading(title, size=TITLE)
    paper.heading(told.name)
    if told.illustrative:
        paper.paragraph(followed_word("illustrative", told.language))
    reference = Words(told.plan.reference, technical=True)
    counts = told.content.counts()
    names = ("projects", "activities")
    facts = [
        (followed_word(n, told.language), Words(str(counts[n]), technical=True)) for n in names
    ]
    paper.facts([(followed_word("reference", told.language), reference), *facts])
    write_by_axis(paper, told, told.last_progress)
    write_by_principle(paper, told, told.last_progress)
    _write_views(paper, told)
    _write_projects(paper, told)
    _write_lessons(paper, told)
    return bytes(paper.output())


def _write_views(paper: HearingPaper, told: FollowedPlan) -> None:
    """How many projects each view puts on each level; the three stand side by side, apart."""
    language = told.language
    paper.heading(followed_word("views", language))
    columns = [(followed_word("view", language), 47.0), (followed_word("author", language), 45.0)]
    columns += [(LEVEL_NAMES[level].said_in(language), 18.0) for level in Completion]
    table = PaperTable(paper, columns)
    for view in VIEWS:
        name = Words(VIEW_NAMES[view].said_in(language))
        if view not in told.views:
            empty = [Words("–", technical=True)] * len(Completion)
            table.row([name, Words(followed_word("not_filed", language)), *empty])
            continue
        levels = [one.level for one in told.views[view].ratings]
        counts = [Words(str(levels.count(level)), technical=True) for level in Completion]
        table.row([name, Words(told.views[view].author, free=True), *counts])
    paper.ln(1)
    paper.paragraph(followed_word("scale", language))


def _write_projects(paper: HearingPaper, told: FollowedPlan) -> None:
    """Every project with what each view says of it."""
    language = told.language
    paper.heading(followed_word("projects", language), room=50)
    columns = [(followed_word("project", language), 80.0)]
    columns += [(VIEW_NAMES[view].said_in(language), 34.0) for view in VIEWS]
    table = PaperTable(paper, columns)
    rated = {view: told.views[view].by_code() for view in told.views}
    for project in told.content.projects():
        title = project.title_ar if language == "ar" else project.title_fr
        cells = [Words(f"{project.code}  {title}")]
        for view in VIEWS:
            rating = rated.get(view, {}).get(project.code)
            said = LEVEL_NAMES[rating.level].said_in(language) if rating else ""
            cells.append(Words(said or followed_word("not_rated", language)))
        table.row(cells)


def _write_lessons(paper: HearingPaper, told: FollowedPlan) -> None:
    language = told.language
    learnt = [(view, one.lessons) for view, one in told.views.items() if one.lessons]
    if not learnt:
        return
    paper.heading(followed_word("lessons", language))
    facts = [(VIEW_NAMES[view].said_in(language), Words(said, free=True)) for view, said in learnt]
    paper.facts(facts)
