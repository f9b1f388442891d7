"""The safeguards of the engine, each with the one replacement that removes it, and who must notice.

A replacement is exact and matches once: when the code changes, this list is changed with it.
"""

from dataclasses import dataclass

SQLITE = ("-k", "not postgresql")


@dataclass(frozen=True)
class Mutation:
    """One safeguard, taken out: `old` stands exactly once in `file` and becomes `new`."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


MUTATIONS = (
    Mutation(
        "what is owed is owed once",
        "models/migrations/versions/0001_the_first_records.py",
        '        sa.UniqueConstraint("key", name=op.f("uq_outbox_letter_key")),\n',
        "",
        ("tests/lifecycle/test_sweep.py", *SQLITE),
    ),
    Mutation(
        "the key of a reminder names the occurrence",
        "lifecycle/writes.py",
        "{owed.step}.{owed.occurrence}:{rung}",
        "{owed.step}:{rung}",
        ("tests/faults/test_outage.py", "tests/lifecycle/test_sweep.py", *SQLITE),
    ),
    Mutation(
        "the key of a reminder names the deadline",
        "lifecycle/writes.py",
        ":{rung}:{owed.context['due_on']}",
        ":{rung}",
        ("tests/lifecycle/test_sweep.py", "tests/lifecycle/test_extensions.py", *SQLITE),
    ),
    Mutation(
        "a plan is written by the version that was read",
        "lifecycle/writes.py",
        '("id", "version"), rows) != len(rows):',
        '("id",), [(*row[:-2], row[-2]) for row in rows]) != len(rows):',
        ("tests/lifecycle/test_door.py", "tests/lifecycle/test_bulk.py", *SQLITE),
    ),
    Mutation(
        "a refused change leaves no half of itself",
        "lifecycle/writes.py",
        "    with _whole_or_nothing(connection):\n",
        "    if connection:\n",
        ("tests/lifecycle/test_door.py", "tests/lifecycle/test_bulk.py", *SQLITE),
    ),
    Mutation(
        "writers of SQLite begin IMMEDIATE",
        "models/database.py",
        '"BEGIN" if reading else "BEGIN IMMEDIATE"',
        '"BEGIN"',
        ("tests/models/test_database.py", *SQLITE),
    ),
    Mutation(
        "a process writes to the schema that it knows only",
        "models/database.py",
        "            check_schema(session.connection())\n",
        "",
        ("tests/faults/test_migration_while_running.py", "-k", "release or portal"),
    ),
    Mutation(
        "history is only added to",
        "models/append_only.py",
        'BEFORE UPDATE ON {table} "\n    "BEGIN SELECT',
        'BEFORE UPDATE ON {table} WHEN 0 "\n    "BEGIN SELECT',
        ("tests/models/test_append_only.py", *SQLITE),
    ),
    Mutation(
        "the door asks the guards",
        "lifecycle/machine.py",
        "    return all(guard(facts, today).holds for guard in row.guards)\n",
        "    return True\n",
        ("tests/lifecycle/test_machine.py", "tests/lifecycle/test_bulk.py", *SQLITE),
    ),
    Mutation(
        "recorded times never run backwards",
        "lifecycle/decide.py",
        "    if is_behind(change.facts, today):\n",
        "    if False:\n",
        ("tests/faults/test_clock.py", "-k", "before_the_last_entry"),
    ),
    Mutation(
        "an outage is told once",
        "lifecycle/outages.py",
        "elif new := [one for one in lost if one.outage.over_on == on]:",
        "elif new := lost:",
        ("tests/faults/test_outage.py", *SQLITE),
    ),
    Mutation(
        "old tz data is refused",
        "lifecycle/legal_time.py",
        "    if offset != timedelta(0):\n",
        "    if False:\n",
        ("tests/lifecycle/test_legal_time.py",),
    ),
    Mutation(
        "the machine's own tz data is shut out",
        "lifecycle/legal_time.py",
        "zoneinfo.reset_tzpath(to=[])\n",
        "",
        ("tests/faults/test_tzdata.py", "-k", "old_data"),
    ),
    Mutation(
        "a living delivery keeps what it has claimed",
        "notifications/reclaiming.py",
        "name != worker.name and worker.is_dead(name)]",
        "name != worker.name]",
        ("tests/notifications/test_delivery.py", "-k", "living and not postgresql"),
    ),
    Mutation(
        "only its owner notes what became of a letter",
        "notifications/tries.py",
        "if stands.get(one.id) == (one.claimed_by, one.fence)}",
        "if one.id in stands}",
        ("tests/faults/test_claim_lost.py", *SQLITE),
    ),
    Mutation(
        "at most two copies of a letter",
        "notifications/outcomes.py",
        "    if letter.ambiguous < MOST_COPIES:\n",
        "    if letter:\n",
        ("tests/faults/test_smtp_modes.py", "-k", "too_often"),
    ),
    Mutation(
        "a connection lost before a letter's bytes is no window",
        "notifications/handing_over.py",
        '(b"DATA")\n    except LOST as lost:\n        raise lost_connection',
        '(b"DATA")\n    except LOST as lost:\n        raise lost_reply',
        ("tests/faults/test_smtp_modes.py", "-k", "DATA"),
    ),
    Mutation(
        "a refused sender condemns no reader",
        "notifications/smtp.py",
        "raise refused_sender(",
        "raise refused(",
        ("tests/faults/test_smtp_modes.py", "-k", "MAIL"),
    ),
    Mutation(
        "a replayed letter never leaves by SMTP",
        "notifications/smtp.py",
        "        if replayed:\n",
        "        if False:\n",
        ("tests/notifications/test_delivery.py", "-k", "replayed and not postgresql"),
    ),
    Mutation(
        "letters leave in the hours of letters only",
        "notifications/next_letters.py",
        "    if not is_open(now, days):\n",
        "    if False:\n",
        ("tests/notifications/test_delivery.py", "-k", "window and not postgresql"),
    ),
    Mutation(
        "a letter with a word missing is not sent",
        "notifications/stationery.py",
        "undefined=Asked",
        'undefined=__import__("jinja2").ChainableUndefined',
        ("tests/notifications/test_letters.py", "tests/notifications/test_compose.py"),
    ),
    Mutation(
        "a link is found by its own signature",
        "notifications/found_links.py",
        "    if not hmac.compare_digest(token_of(secret, link.scope, link.generation), token):\n",
        "    if not link:\n",
        ("tests/notifications/test_found_links.py", "tests/notifications/test_links.py", *SQLITE),
    ),
    Mutation(
        "of a link only its digest is kept",
        "notifications/links.py",
        "    return hashlib.sha256(token.encode()).hexdigest()\n",
        "    return token\n",
        ("tests/notifications/test_links.py", "tests/notifications/test_found_links.py", *SQLITE),
    ),
    Mutation(
        "opening a link, and sending an empty form, change nothing",
        "portal/link_sending.py",
        "if not is_form_token(opened.keys, given, opened.token, form.name, opened.today):",
        "if not opened:",
        ("tests/portal/test_link_scanner.py", "tests/portal/test_link_safety.py", *SQLITE),
    ),
    Mutation(
        "who asks too often waits",
        "portal/rate_limit.py",
        "            if len(asked) >= self.times:\n",
        "            if False:\n",
        ("tests/portal/test_link_safety.py", "-k", "thirty_one and not postgresql"),
    ),
    Mutation(
        "a form carries the token of its reader",
        "portal/form_check.py",
        "isinstance(given, str) and hmac.compare_digest(given.encode(), form_token.encode())",
        "form_token",
        ("tests/portal/test_sign_in.py", "tests/portal/test_work_pages.py", *SQLITE),
    ),
    Mutation(
        "who is erased is told of in the log",
        "audit/erase_person.py",
        "    add_own_entry(session, LogEntryKind.ERASED, body, occasion)\n",
        "",
        ("tests/audit/test_erase_person.py", *SQLITE),
    ),
    Mutation(
        "evidence is what was committed to",
        "audit/check_evidence.py",
        "            if fields_digest(fields) != sha256:\n",
        "            if False:\n",
        ("tests/audit/test_attacks.py", "-k", "evidence and not postgresql"),
    ),
    Mutation(
        "what is signed begins with what was signed before",
        "audit/sealing.py",
        "    if _root_or_none(tree.root, held.size) != held.root:\n",
        "    if False:\n",
        ("tests/audit/test_sealing.py", *SQLITE),
    ),
)
