"""`infitah gathering`: every member's programme, or the reason why it is missing."""

import argparse
from typing import Any

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle.collectivity_words import full_name
from lifecycle.content_words import PART_NAMES
from lifecycle.gathering import Exhibit, exhibits, held_because, why_missing
from lifecycle.pathway_words import BASIS_NAMES
from lifecycle.programmes import Programme, programmes
from lifecycle.published_reasons import reason_of
from models.database import reading

COUNTED = ("axes", "projects")


def gathering(arguments: argparse.Namespace) -> None:
    """Print the exhibition, region by region."""
    with reading(connect(arguments)) as session:
        found = exhibits(programmes(session, on=clock_of(arguments).today()))
    found = [
        one
        for one in found
        if arguments.region in (None, one.programme.plan.region_code)
        and (one.programme.missing or not arguments.missing)
    ]
    if arguments.json:
        return print_json([_plain(one) for one in found])
    rows = [_row(one, arguments.lang) for one in found]
    shown = sum(one.programme.missing is None for one in found)
    title = f"{shown} programmes shown, {len(found) - shown} missing with the reason"
    print_table(title, ("region", "plan", "collectivity", "programme", "basis"), rows)
    return None


def _row(one: Exhibit, lang: str) -> tuple[Any, ...]:
    plan = one.programme.plan
    name = full_name(plan.kind, plan.name_ar, plan.name_fr).said_in(lang)
    basis = BASIS_NAMES[plan.basis].said_in(lang) if plan.basis else ""
    return plan.region_code, plan.reference, name, _told(one, lang), basis


def _told(one: Exhibit, lang: str) -> str:
    told = [phrase.said_in(lang) for phrase in why_missing(one.programme)]
    if content := one.programme.content:
        counts = content.counts()
        told = [", ".join(f"{counts[part]} {PART_NAMES[part].said_in(lang)}" for part in COUNTED)]
        told += [phrase.said_in(lang) for phrase in held_because(one.programme)]
    if one.following:
        told.append(f"cycle {one.following.plan.cycle} is under way")
    return " - ".join(told)


def _plain(one: Exhibit) -> dict[str, Any]:
    told = _programme(one.programme)
    return told | {"following": _programme(one.following) if one.following else None}


def _programme(one: Programme) -> dict[str, Any]:
    plan, hold = one.plan, one.hold
    return {
        "plan": plan.reference,
        "collectivity": plan.collectivity_code,
        "kind": plan.kind,
        "name_ar": plan.name_ar,
        "name_fr": plan.name_fr,
        "region": plan.region_code,
        "cohort": plan.cohort,
        "cycle": plan.cycle,
        "stage": plan.stage,
        "basis": plan.basis,
        "adopted_on": one.adopted_on,
        "content": one.content.counts() if one.content else None,
        "missing": one.missing,
        "step": one.step,
        "hold": hold.trigger if hold else None,
        "hold_since": hold.since if hold else None,
        "published_reason": reason_of(hold.reason) if hold else None,
    }
