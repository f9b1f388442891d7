"""The worklist: what waits for whoever is signed in, in their regions or everywhere."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lifecycle.pathway import HELD_FOR_A_PERSON
from lifecycle.pathway_words import ROLE_NAMES, STEP_NAMES, full_name
from lifecycle.plan_search import regions
from lifecycle.worklist import Line, Worklist, read, what_to_do
from lifecycle.worklist_line import oldest_first
from models.database import reading
from models.person import Person
from models.words import CollectivityKind, Language
from portal.kind_names import KIND_NAMES
from portal.pages import language_of, page, site_of, viewer_of
from portal.viewer import Viewer
from portal.work_words import work_words

FIRST = 8  # lines of each list, before the whole list is asked for
PAGE = 50


def worklist_page(request: Request) -> HTMLResponse:
    """GET /work: seven lists, or one of them whole by `?list=`; one region by `?region=`."""
    language, viewer, asked = language_of(request), viewer_of(request), request.query_params
    chosen = chosen_regions(viewer, asked.get("region", ""))
    words = work_words(language)
    with reading(site_of(request).engine) as session:
        found = _read(session, site_of(request).clock.today(), chosen)
        lists = dict(found.lists())
        one = asked.get("list", "") if asked.get("list") in lists else ""
        number = _number(asked.get("page", "1"), len(lists[one]) if one else 0)
        kept = {
            name: lines[(number - 1) * PAGE : number * PAGE] if one else lines[:FIRST]
            for name, lines in lists.items()
            if one in ("", name)
        }
        names = _names(session, kept)
    return page(
        request,
        "work_list.html",
        k=words,
        counts=[(name, words[name], count) for name, count in found.counts().items()],
        lists=[
            (name, words[name], len(lists[name]), [_shown(x, names, language) for x in lines])
            for name, lines in kept.items()
        ],
        one=one,
        number=number,
        pages=_pages(len(lists[one])) if one else 1,
        region=asked.get("region", "") if chosen else "",
        regions=offered_regions(viewer, language),
        reads_only=not viewer.decides,
    )


def chosen_regions(viewer: Viewer, asked: str) -> list[str]:
    """The regions to look at; none means the whole network."""
    if viewer.reads_all:
        return [asked] if asked in regions() else []
    mine = sorted(viewer.regions)
    return [asked] if asked in mine else mine


def _read(session: Session, on: date, chosen: list[str]) -> Worklist:
    """The worklist of one region or of everything; of several regions, their lines together."""
    found = read(session, on, chosen[0] if chosen else None)
    for region in chosen[1:]:
        for name, lines in read(session, on, region).lists():
            setattr(found, name, oldest_first([*getattr(found, name), *lines]))
    return found


def _names(session: Session, lists: dict[str, list[Line]]) -> dict[int, Person]:
    """The people that the lines are about."""
    numbers = {line.person_id for lines in lists.values() for line in lines if line.person_id}
    found = session.scalars(select(Person).where(Person.id.in_(numbers)))
    return {person.id: person for person in found}


def _shown(line: Line, people: dict[int, Person], language: Language) -> dict[str, Any]:
    """A line in the words of the page."""
    place = full_name(line.kind, line.name_ar, line.name_fr).said_in(language) if line.kind else ""
    person = people.get(line.person_id or 0)
    kind = KIND_NAMES.get(line.letter_kind or "")
    return {
        "line": line,
        "place": place,
        "todo": what_to_do(line).said_in(language),
        "step": STEP_NAMES[line.step_key].said_in(language) if line.step_key else "",
        "role": ROLE_NAMES[line.role].said_in(language) if line.role else "",
        "person": person.name if person else "",
        "address": person.email if person else "",
        "letter": kind.said_in(language) if kind else "",
        # That a notice to a president waits for a person is what the list says already.
        "why": "" if line.letter_kind in HELD_FOR_A_PERSON else line.why,
    }


def offered_regions(viewer: Viewer, language: Language) -> list[tuple[str, str]]:
    """The regions that may be chosen, when there is a choice."""
    mine = sorted(regions()) if viewer.reads_all else sorted(viewer.regions)
    if len(mine) < 2:
        return []
    known = [regions()[code] for code in mine]
    return [
        (one.code, full_name(CollectivityKind.REGION, one.name_ar, one.name_fr).said_in(language))
        for one in known
    ]


def _pages(count: int) -> int:
    return max(1, -(-count // PAGE))


def _number(text: str, count: int) -> int:
    """The page that is asked for, within those there are."""
    asked = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(1, asked), _pages(count))
