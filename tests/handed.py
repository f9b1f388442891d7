"""Entries as they are handed out, without a database."""

from datetime import UTC, date, datetime
from typing import Any

from audit.history_rows import EntryRow
from audit.set_deadlines import DeadlineSet
from models.words import ActorKind, CollectivityKind, Stage

MADE_AT = datetime(2026, 9, 21, 10, 30, tzinfo=UTC)
MOVED = DeadlineSet("adhere_to_charter", 1, date(2022, 11, 11), date(2022, 11, 18))


def entry(seq: int = 1, **more: Any) -> EntryRow:
    """A plan of a commune that came back from its suspension, by a person."""
    told: dict[str, Any] = {
        "reference": "PAO-2022-05091010-1",
        "collectivity_code": "05.091.01.0",
        "kind": CollectivityKind.COMMUNE,
        "name_ar": "بني ملال",
        "name_fr": "Béni Mellal",
        "region_code": "05",
        "cohort": "2022-founders",
        "cycle": 1,
        "seq": seq,
        "trigger": "resume",
        "step_key": "",
        "from_stage": Stage.SUSPENDED,
        "to_stage": Stage.JOINING,
        "effective_on": date(2022, 11, 9),
        "recorded_at": datetime(2022, 11, 9, 8, 0, 1, 250, tzinfo=UTC),
        "actor_kind": ActorKind.PERSON,
        "actor_id": "person:7",
        "basis": None,
        "source": "",
        "reason": "",
        "erased": False,
        "cause": "page:/work",
        "session_code": "2023-10",
        "session_on": date(2023, 10, 2),
        "deadlines": (MOVED,),
        "leaf_hash": f"{seq:064x}",
        "place": seq + 100,
    }
    return EntryRow(**told | more)
