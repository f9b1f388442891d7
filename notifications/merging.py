"""At most one letter a person a day, unless it is urgent. Pure.

What is asked of one person on one day goes into one `daily_list`. News about a plan goes first, and
what does not go today goes on the next working day: nothing is dropped.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lifecycle.pathway import LADDER
from models.words import Role
from notifications.due import Due
from notifications.recipients import Recipient
from notifications.stopping import TO_COORDINATORS

DAILY_LIST = "daily_list"
LISTED = frozenset({"step_opened", "step_reminder", "step_overdue"}) | TO_COORDINATORS
# A coordinator hears of many collectivities: one piece of news a day would never end.
NOT_RATIONED = (Role.REGION_COORDINATOR, Role.NATIONAL_COORDINATOR, Role.ADMIN, Role.AUDITOR)
RUNG = {rung.key: number for number, rung in enumerate(LADDER)}

Addressed = tuple[Due, Recipient]


@dataclass(slots=True)
class Day:
    """What becomes of one day's letters.

    `leaving` go now; `lists` are to be carried together, each for one person; `tomorrow` wait;
    `double` say what another letter says to the same person, with the cause.
    """

    leaving: list[Addressed] = field(default_factory=list)
    lists: list[list[Addressed]] = field(default_factory=list)
    tomorrow: list[Due] = field(default_factory=list)
    double: list[tuple[Due, str]] = field(default_factory=list)


def is_rationed(letter: Due) -> bool:
    """Whether a letter counts as the one of its reader's day."""
    return not letter.urgent and (letter.role not in NOT_RATIONED or letter.kind in LISTED)


def plan_day(letters: Iterable[Addressed], had_theirs: set[int]) -> Day:
    """Which letters go now; `had_theirs` are the people who had their letter of the day."""
    day = Day()
    by_person: dict[int, list[Addressed]] = defaultdict(list)
    for letter, person in _without_doubles(letters, day):
        if is_rationed(letter):
            by_person[person.person_id].append((letter, person))
        else:
            day.leaving.append((letter, person))
    for number, waiting in by_person.items():
        if number in had_theirs:
            day.tomorrow.extend(letter for letter, _ in waiting)
        else:
            _choose(waiting, day)
    return day


def _choose(waiting: list[Addressed], day: Day) -> None:
    """One person's letter of the day: news of a plan, else what is asked, else news of a step."""
    listed = _highest_rungs([one for one in waiting if one[0].kind in LISTED], day)
    other = [one for one in waiting if one[0].kind not in LISTED]
    news = [one for one in other if one[0].step_key is None]
    if news or not listed:
        first = (news or other)[0]
        day.leaving.append(first)
        rest = [one for one in (*other, *listed) if one is not first]
    elif len(listed) == 1:
        day.leaving.append(listed[0])
        rest = other
    else:
        day.lists.append(listed)
        rest = other
    day.tomorrow.extend(letter for letter, _ in rest)


def _highest_rungs(listed: list[Addressed], day: Day) -> list[Addressed]:
    """For each step only the highest rung: the lower ones have become untrue."""
    highest: dict[tuple[int | None, str | None], Addressed] = {}
    for one in sorted(listed, key=lambda each: RUNG.get(each[0].rung or "", 0), reverse=True):
        about = (one[0].plan_id, one[0].step_key)
        if about in highest:
            day.double.append((one[0], "a later letter speaks of the same step"))
        else:
            highest[about] = one
    kept = set(map(id, highest.values()))
    return [one for one in listed if id(one) in kept]


def _without_doubles(letters: Iterable[Addressed], day: Day) -> list[Addressed]:
    """A person who holds two roles, or stands in for somebody, gets the same letter once."""
    seen: dict[tuple[object, ...], Addressed] = {}
    # The letter to the role in which the person is known comes first.
    for one in sorted(letters, key=lambda each: each[0].role != each[1].role):
        letter, person = one
        said = letter.key.rpartition(":")[0] if letter.plan_id is not None else letter.id
        if (said, person.person_id) in seen:
            day.double.append((letter, "the same person has it in another role"))
        else:
            seen[said, person.person_id] = one
    kept = set(map(id, seen.values()))
    return [one for one in letters if id(one) in kept]
