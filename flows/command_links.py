"""`infitah links`: a new key for the links, and taking links back."""

import argparse

from flows.connect import connect
from flows.shown import clock_of, print_json


def rotate(arguments: argparse.Namespace) -> None:
    """Sign new links with a fresh key; those that were sent go on working."""
    from notifications.link_keys import FILE, rotate

    name = rotate(clock_of(arguments).today())
    if arguments.json:
        return print_json({"key": name})
    print(f"new links are signed with the key {name}; those that were sent go on working.")
    print(f"To take back every link of an older key, take its line out of {FILE}.")
    return None


def revoke(arguments: argparse.Namespace) -> None:
    """Take back the links of a person or of a plan; the next letter carries a new one."""
    from lifecycle.plans import find_plan
    from models.database import writing
    from notifications.revoking import is_person, revoke_of_person, revoke_of_plan

    clock, target = clock_of(arguments), arguments.person_or_plan
    with writing(connect(arguments)) as session:
        if is_person(target):
            count = revoke_of_person(session, target, arguments.reason, clock.now())
        else:
            plan = find_plan(session, target, on=clock.today())
            count = revoke_of_plan(session, plan.id, arguments.reason, clock.now())
    if arguments.json:
        return print_json({"revoked": count})
    print(f"{count} links were taken back; the next letter carries a new one.")
    return None
