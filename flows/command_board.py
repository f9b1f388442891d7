"""`infitah board`: stages by region, with lateness."""

import argparse

from flows.connect import connect
from flows.shown import clock_of, print_json, print_table
from lifecycle.board import Board
from lifecycle.board import board as board_of
from lifecycle.pathway_words import STAGE_NAMES
from models.database import reading
from models.words import Stage, Track


def board(arguments: argparse.Namespace) -> None:
    """Print the board: each cell is plans, and in brackets those with a late step."""
    with reading(connect(arguments)) as session:
        track = Track(arguments.track) if arguments.track else None
        found = board_of(
            session, cohort=arguments.cohort, track=track, on=clock_of(arguments).today()
        )
    if arguments.json:
        return print_json(plain(found))
    print_board(found, arguments.lang)
    return None


def print_board(found: Board, lang: str) -> None:
    """The board as a table, with its totals."""
    stages = found.stages()
    names = [STAGE_NAMES[stage].said_in(lang) for stage in stages]
    rows = [
        [ar if lang == "ar" else fr, *(_cell(found, code, stage) for stage in stages)]
        for code, ar, fr in found.regions
        if any(found.counts.get((code, stage)) for stage in stages)
    ]
    totals = [
        _count(found.total(stage), sum(n for (_, of), n in found.late.items() if of == stage))
        for stage in stages
    ]
    print_table(
        f"members by region and stage on {found.on} (in brackets: with a late step)",
        ("region", *names),
        [*rows, ["total", *totals]],
    )
    if found.illustrative:
        print(f"{found.illustrative} of them follow an illustration, labelled so in their history.")


def plain(found: Board) -> dict[str, object]:
    """The board as plain data."""
    return {
        "on": found.on,
        "illustrative": found.illustrative,
        "cells": [
            {
                "region": region,
                "stage": stage,
                "plans": n,
                "late": found.late.get((region, stage), 0),
            }
            for (region, stage), n in sorted(found.counts.items())
        ],
    }


def _cell(found: Board, region: str, stage: Stage) -> str:
    key = (region, stage)
    return _count(found.counts.get(key, 0), found.late.get(key, 0))


def _count(plans: int, late: int) -> str:
    return "" if not plans else f"{plans} ({late})" if late else str(plans)
