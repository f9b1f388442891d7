"""Every record in one import, for the migrations and the tests."""

from models.base import Base
from models.cohort import Cohort, CohortFile
from models.collectivity import Collectivity
from models.council import CouncilSession, HolidayOverride, Sitting
from models.evidence import Evidence
from models.history import HistoryDisclosure, HistoryEntry
from models.outbox import DeliveryAttempt, LetterMessage, OutboxLetter
from models.person import Absence, Person, RoleHolding
from models.plan import Plan, PlanStep
from models.run import SweepRecord

__all__ = [
    "Absence",
    "Base",
    "Cohort",
    "CohortFile",
    "Collectivity",
    "CouncilSession",
    "DeliveryAttempt",
    "Evidence",
    "HistoryDisclosure",
    "HistoryEntry",
    "HolidayOverride",
    "LetterMessage",
    "OutboxLetter",
    "Person",
    "Plan",
    "PlanStep",
    "RoleHolding",
    "Sitting",
    "SweepRecord",
]
