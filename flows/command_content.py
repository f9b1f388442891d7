"""`infitah content`: what a programme promises, from a sheet into the history."""

import argparse
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from flows.command_plan import mark, name_of
from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle import acts, door
from lifecycle.carry_over import carried_over, last_cycle
from lifecycle.consultations import ideas_of_projects
from lifecycle.content import Content
from lifecycle.content_child import content_in_child
from lifecycle.content_template import workbook_of
from lifecycle.content_words import PART_NAMES, PRINCIPLE_NAMES, SOURCE_NAMES
from lifecycle.contents import Version, changes, version, versions
from lifecycle.plans import find_plan
from models.database import reading, writing
from models.plan import Plan
from models.words import FilingSource


def sheet(arguments: argparse.Namespace) -> None:
    """Write the workbook, blank or with what a plan's programme holds now."""
    content = Content()
    if arguments.plan:
        with reading(connect(arguments)) as session:
            plan = find_plan(session, arguments.plan, on=clock_of(arguments).today())
            content = version(session, plan.id).content
    language = "fr" if arguments.lang == "fr" else "ar"
    arguments.file.write_bytes(workbook_of(content, language))
    print(f"{arguments.file}: fill it in, then infitah content file {arguments.file} PLAN")


def show(arguments: argparse.Namespace) -> None:
    """The axes, projects and activities; or what changed since another version."""
    with reading(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=clock_of(arguments).today())
        told = version(session, plan.id, arguments.version)
        old = version(session, plan.id, arguments.against) if arguments.against else None
        ideas = ideas_of_projects(session, plan.id)
    if arguments.json:
        return print_json(_said(told) | {"content": told.content.written(), "ideas": ideas})
    print(f"{plan.reference}  {name_of(plan, arguments.lang)}{mark(plan.basis)}")
    print(f"version {told.number}, {_state(told)}: {_counted(told.content, arguments.lang)}")
    if old is not None:
        rows = changes(old.content, told.content)
        print_table(f"since version {old.number}", ("code", "", "title"), rows)
        return None
    print_table("content", ("code", "title", "principle", "budget", "from", "to"),
                _rows(told.content, arguments.lang))  # fmt: skip
    if ideas:
        back = [(code, ", ".join(f"{of} {n}" for of, n in ideas[code])) for code in sorted(ideas)]
        print_table("ideas that projects go back to", ("project", "ideas"), back)
    return None


def versions_(arguments: argparse.Namespace) -> None:
    """Every version: when it was filed, by whom, how, and the entry that holds its digest."""
    with reading(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=clock_of(arguments).today())
        found = versions(session, plan.id)
    if arguments.json:
        return print_json([_said(one) for one in found])
    rows = [
        (one.number, _state(one), one.filed_at, one.filed_by,
         SOURCE_NAMES[one.source].said_in(arguments.lang), one.entry_seq, one.sha256[:16])
        for one in found
    ]  # fmt: skip
    names = ("version", "", "filed at", "by", "from", "entry", "digest")
    return print_table(f"versions of {plan.reference}", names, rows)


def file(arguments: argparse.Namespace) -> None:
    """Check a sheet, and say what it would change; with `--apply`, file it."""
    _write(arguments, acts.FILE_CONTENT, {})


def amend(arguments: argparse.Namespace) -> None:
    """The same for what the council adopted: it takes a deliberation."""
    said = {
        "deliberation": arguments.deliberation,
        "deliberated_on": arguments.deliberated_on.isoformat(),
    }
    _write(arguments, acts.AMEND_CONTENT, {"reason": arguments.reason, "said": said})


def carry_over(arguments: argparse.Namespace) -> None:
    """Draft a programme with the projects of the last cycle; with `--apply`, file it."""
    codes = [code.strip() for code in arguments.only.split(",") if code.strip()]

    def taken(session: Session, plan_id: int) -> Content:
        return carried_over(last_cycle(session, session.get_one(Plan, plan_id)), codes)

    _file(arguments, acts.FILE_CONTENT, taken, FilingSource.CARRIED_OVER, {})


def _write(arguments: argparse.Namespace, trigger: str, more: dict[str, Any]) -> None:
    content = content_in_child(arguments.file.read_bytes(), arguments.file.name)
    _file(arguments, trigger, lambda _session, _plan: content, FilingSource.SHEET, more)


def _file(
    arguments: argparse.Namespace,
    trigger: str,
    read: Callable[[Session, int], Content],
    source: FilingSource,
    more: dict[str, Any],
) -> None:
    clock = clock_of(arguments)
    with writing(connect(arguments)) as session:
        plan = find_plan(session, arguments.plan, on=clock.today())
        content = read(session, plan.id)
        known = versions(session, plan.id)
        door.fire(
            session, plan.id, trigger, actor=acts.coordinator("cli"), at=clock.now(), cause="cli",
            content=content, filing_source=source, **more,
        )  # fmt: skip
        if not arguments.apply:
            session.rollback()
    told = changes(known[-1].content if known else Content(), content)
    counts = content.counts() | {"changes": len(told), "written": bool(arguments.apply)}
    if arguments.json:
        return print_json(counts)
    print(f"{plan.reference}: {_counted(content, arguments.lang)}")
    print_table("what changes", ("code", "", "title"), told)
    print("filed" if arguments.apply else "right; nothing was written (--apply files it)")
    return None


def _said(told: Version) -> dict[str, Any]:
    return {
        "version": told.number, "in_force": told.in_force, "sha256": told.sha256,
        "source": told.source, "filed_at": told.filed_at, "filed_by": told.filed_by,
        "entry": told.entry_seq, **told.content.counts(),
    }  # fmt: skip


def _state(told: Version) -> str:
    return "in force" if told.in_force else "filed"


def _counted(content: Content, lang: str) -> str:
    counts = content.counts()
    return ", ".join(f"{counts[name]} {PART_NAMES[name].said_in(lang)}" for name in PART_NAMES)


def _rows(content: Content, lang: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for axis in content.axes:
        rows.append((axis.code, _title(axis, lang), "", "", "", ""))
        for one in axis.projects:
            principle = PRINCIPLE_NAMES[one.principle].said_in(lang)
            rows.append((one.code, _title(one, lang), principle, one.budget, one.starts_on,
                         one.ends_on))  # fmt: skip
            for part in one.activities:
                rows.append((part.code, _title(part, lang), "", "", part.starts_on, part.ends_on))
    return rows


def _title(part: Any, lang: str) -> str:
    title: str = part.title_ar if lang == "ar" else part.title_fr
    return title
