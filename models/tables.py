"""Every record in one import, for the migrations and the tests."""

from models.account import Account, AccountSession
from models.base import Base
from models.batch import Batch, BatchPlan
from models.bounce import Bounce
from models.cohort import Cohort, CohortFile
from models.collectivity import Collectivity
from models.consultation import Consultation, Idea
from models.council import CouncilSession, HolidayOverride, Sitting
from models.document import Document, FiledDocument
from models.evidence import Evidence
from models.filing import Filing
from models.forecast import Forecast
from models.history import HistoryDisclosure, HistoryEntry
from models.incident import Incident
from models.link import SignedLink
from models.log import LogCheckpoint, LogEntry, LogLeaf, LogPending, LogTile
from models.operation import OperationRecord
from models.outbox import DeliveryAttempt, LetterMessage, OutboxLetter
from models.person import Absence, Person, RoleHolding
from models.plan import Plan, PlanStep
from models.run import SweepRecord, SweepShare
from models.succession import Succession

__all__ = [
    "Absence",
    "Account",
    "AccountSession",
    "Base",
    "Batch",
    "BatchPlan",
    "Bounce",
    "Cohort",
    "CohortFile",
    "Collectivity",
    "Consultation",
    "CouncilSession",
    "DeliveryAttempt",
    "Document",
    "Evidence",
    "FiledDocument",
    "Filing",
    "Forecast",
    "HistoryDisclosure",
    "HistoryEntry",
    "HolidayOverride",
    "Idea",
    "Incident",
    "LetterMessage",
    "LogCheckpoint",
    "LogEntry",
    "LogLeaf",
    "LogPending",
    "LogTile",
    "OperationRecord",
    "OutboxLetter",
    "Person",
    "Plan",
    "PlanStep",
    "RoleHolding",
    "SignedLink",
    "Sitting",
    "Succession",
    "SweepRecord",
    "SweepShare",
]
