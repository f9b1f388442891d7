"""The programmes that plans belong to, so that each is counted with its own.

A collectivity may have a plan in each track at once. What is counted for the network (members,
programmes by stage, forecasts) counts the openness programmes, unless another track is asked for.
"""

from sqlalchemy import ColumnElement, true

from lifecycle.pathway import VERSIONS
from lifecycle.rows import PLAN
from models.words import Stage, Track

# The first letters of the reference of a plan.
PREFIXES = {Track.REMACTO: "PAO", Track.OGP_LOCAL: "OGP"}


def track_of(version: str) -> Track:
    """The track of a version of the table."""
    return VERSIONS[version].track


def versions_of(track: Track) -> tuple[str, ...]:
    """The versions of the table that belong to a track."""
    return tuple(version for version, table in VERSIONS.items() if table.track == track)


def stages_of(track: Track) -> tuple[Stage, ...]:
    """The stages that a plan of a track can stand in, in the order of the path."""
    tables = [VERSIONS[version] for version in versions_of(track)]
    return tuple(stage for stage in Stage if any(stage in table.stages for table in tables))


def steps_of(track: Track) -> tuple[str, ...]:
    """The keys of the steps of a track's versions, in the order of the table."""
    tables = [VERSIONS[version] for version in versions_of(track)]
    return tuple(dict.fromkeys(step.key for table in tables for step in table.steps))


def of_track(track: Track | None) -> ColumnElement[bool]:
    """The condition that a plan is of a track; none when it is None."""
    return PLAN.pathway_version.in_(versions_of(track)) if track else true()


def counted(track: Track | None, cohort: str | None) -> Track | None:
    """The track that is counted: the one asked for, else that of the cohort, else the network's."""
    return track or (None if cohort else Track.REMACTO)
