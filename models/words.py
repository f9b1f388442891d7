"""The closed vocabularies: one word a thing, in code, pages and history alike."""

from enum import StrEnum


class CollectivityKind(StrEnum):
    """The three levels of territorial collectivity; prefecture and province are one level."""

    REGION = "region"
    PREFECTURE = "prefecture"
    PROVINCE = "province"
    COMMUNE = "commune"


class Role(StrEnum):
    """What a person is to a plan. The table of the pathway speaks of roles, never of addresses."""

    FOCAL_POINT = "focal_point"
    DEPUTY = "deputy"
    PRESIDENT = "president"
    DIRECTOR_OF_SERVICES = "director_of_services"
    COMMITTEE = "committee"
    CIVIL_SOCIETY = "civil_society"  # who speaks for civil society in the follow-up committee
    FORUM = "forum"  # of OGP Local: elected people, administration and civil society together
    MONITORING_BODY = "monitoring_body"  # of OGP Local: independent of the collectivity
    REGION_COORDINATOR = "region_coordinator"
    NATIONAL_COORDINATOR = "national_coordinator"
    ADMIN = "admin"
    AUDITOR = "auditor"
    MAILBOX = "mailbox"  # the institutional address, when no person can be reached


class Language(StrEnum):
    """The language a person reads letters in; both means Arabic first, French below."""

    ARABIC = "ar"
    FRENCH = "fr"
    BOTH = "ar+fr"


class Track(StrEnum):
    """The programme that a version of the table belongs to: a plan is counted with its own."""

    REMACTO = "remacto"  # the openness programmes of the network
    OGP_LOCAL = "ogp_local"  # the action plans of the Open Government Partnership's local members


class Stage(StrEnum):
    """The states of a plan, in the order of the path, then the two that stand beside it."""

    JOINING = "joining"
    CO_CREATION = "co_creation"
    COUNCIL_APPROVAL = "council_approval"
    IMPLEMENTATION = "implementation"
    CO_MONITORING = "co_monitoring"
    CO_EVALUATION = "co_evaluation"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class StepState(StrEnum):
    """Where one step of a plan stands. Late is computed from the deadline, never stored."""

    WAITING = "waiting"  # an earlier step must be settled first
    OPEN = "open"
    REPORTED = "reported"  # the collectivity says it is done; a coordinator has not looked yet
    RETURNED = "returned"  # looked at and sent back, with a reason
    ACCEPTED = "accepted"
    WAIVED = "waived"  # not asked of this plan, with a reason


class Provenance(StrEnum):
    """Where a rule comes from: what is only policy must never be read as law."""

    LAW = "law"
    PROGRAMME = "programme"
    POLICY = "policy"
    LOCAL = "local"


class VoteOutcome(StrEnum):
    """What a council did with a programme that was put to it."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    POSTPONED = "postponed"


class SessionStatus(StrEnum):
    """How a council session stands against its legal date."""

    EXPECTED = "expected"
    MOVED = "moved"
    CANCELLED = "cancelled"


class ActorKind(StrEnum):
    """Who acted: the engine itself, or a person known by an opaque number."""

    ENGINE = "engine"
    PERSON = "person"


class LetterState(StrEnum):
    """The life of one letter in the outbox."""

    HELD = "held"  # written, and a person must release it
    QUEUED = "queued"
    CLAIMED = "claimed"  # one delivery has it; nobody else may send it
    ACCEPTED = "accepted"  # the mail server or the embedded mailbox has taken it
    DEFERRED = "deferred"  # refused for now; it will be tried again
    UNDELIVERABLE = "undeliverable"  # refused for good, with the cause
    UNKNOWN = "unknown"  # the answer after the final dot was lost: it may have been taken
    CANCELLED = "cancelled"  # what it asked for was done before it left
    SKIPPED = "skipped"  # a higher rung or a daily list took its place


class Failure(StrEnum):
    """The two ways the wire fails for a letter, and the one that stops a whole run."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    TECHNICAL = "technical"
    AMBIGUOUS = "ambiguous"


class FactBasis(StrEnum):
    """What a replayed act rests on: a dated source, or an illustration that says so."""

    DOCUMENTED = "documented"
    ILLUSTRATIVE = "illustrative"


class LinkAct(StrEnum):
    """What a signed link lets its person do."""

    ANSWER = "answer"  # one step: report it, correct the report, ask for more time
    FOLLOW = "follow"  # one plan: read it, say an absence, hand over, reach its open steps
    SUCCEED = "succeed"  # confirm that one takes over a role


class SuccessionState(StrEnum):
    """Where the passing on of a role stands."""

    NAMED = "named"
    CONFIRMED = "confirmed"
    REPLACED = "replaced"  # somebody else was named before they confirmed
    DECLINED = "declined"


class DocumentScan(StrEnum):
    """What is known of a document's harmlessness. Without a scanner it stays pending."""

    PENDING = "pending"
    CLEAN = "clean"
    INFECTED = "infected"


class BounceKind(StrEnum):
    """What a bounce says, by its enhanced status code (RFC 3463)."""

    ADDRESS = "address"  # 5.1.x and the like: nobody is there
    FULL = "full"  # x.2.2: the mailbox is full; the address is right
    POLICY = "policy"  # 5.7.x: refused by policy; the address may be right
    CONTENT = "content"  # 5.3.4, 5.6.x: this letter, not this address
    DELAY = "delay"  # the server is still trying
    OTHER = "other"


class Outlook(StrEnum):
    """Whether a plan makes the council session it aims at."""

    ON_TRACK = "on_track"  # even at a slow pace
    AT_RISK = "at_risk"  # at the usual or the quickest pace only
    WILL_MISS = "will_miss"  # not even at the quickest


class BatchKind(StrEnum):
    """What was decided for many plans at once."""

    MOVE_SESSION = "move_session"
    ACT = "act"  # the same act on each of the chosen plans
    OPTIONAL_STEP = "optional_step"  # a step is not asked of the chosen plans
    RENEW_COUNCIL = "renew_council"  # mandates of the elected ended with local elections
    CHANGE_TABLE = "change_table"  # the chosen plans go on under another version of the table
    UNDO = "undo"


class IncidentKind(StrEnum):
    """What the engine noticed about itself, and a person should look at."""

    CHECK_MISSED = "check_missed"  # the daily check did not complete in time
    RUN_FAILED = "run_failed"  # a flow failed or crashed
    LETTERS_PILED_UP = "letters_piled_up"
    RUN_STUCK = "run_stuck"  # a run that says it is running and gives no sign of life
    HISTORY_BROKEN = "history_broken"  # the verification found what does not hold
    RECORD_BROKEN = "record_broken"  # a plan or a step that the engine cannot read or decide
    DEADLINES_PASSED = "deadlines_passed"  # while the daily check did not run
    SEAL_LATE = "seal_late"  # entries wait longer for their place in the log than was promised


class LogEntryKind(StrEnum):
    """What the log says of itself."""

    HEADS = "heads"  # the last entry of every plan: no tail can be cut unseen
    KEY_CHANGED = "key_changed"  # checkpoints are signed with another key from here on
    ERASED = "erased"  # words and addresses of a person were destroyed (law 09-08)
    CORRECTED = "corrected"  # what is held on a person was corrected (law 09-08)
    EXPORTED = "exported"  # a part of the history was handed out


class OperationKind(StrEnum):
    """What was run."""

    COMMAND = "command"
    FLOW = "flow"
    PAGE = "page"


class OperationResult(StrEnum):
    """How it went."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class Principle(StrEnum):
    """The principle of openness that a project serves."""

    TRANSPARENCY = "transparency"
    ACCOUNTABILITY = "accountability"
    PARTICIPATION = "participation"
    ACCESS_TO_INFORMATION = "access_to_information"
    DIGITALISATION = "digitalisation"


class PartnerKind(StrEnum):
    """Who a partner of a project is."""

    PUBLIC = "public"
    CIVIL_SOCIETY = "civil_society"
    PRIVATE = "private"


class FilingKind(StrEnum):
    """What is filed of a plan, version by version."""

    CONTENT = "content"
    PROGRESS = "progress"  # of one round of co-monitoring
    SELF_EVALUATION = "self_evaluation"
    COMMITTEE_EVALUATION = "committee_evaluation"
    COMPLETION_RATING = "completion_rating"  # by somebody who carries no part of the programme


class FilingSource(StrEnum):
    """How a filing came in."""

    SHEET = "sheet"
    FORM = "form"
    CARRIED_OVER = "carried_over"  # from the last cycle


class ProgressStatus(StrEnum):
    """Where one activity stands, as it is reported in a round of co-monitoring."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DELAYED = "delayed"
    DONE = "done"
    DROPPED = "dropped"


class Confirmation(StrEnum):
    """What a member of the follow-up committee says of a round's report."""

    CONFIRMED = "confirmed"
    COMMENTED = "commented"  # confirmed with remarks, which the report shows


class Completion(StrEnum):
    """How far a promise was kept: the five levels of the OGP's Independent Reporting Mechanism.

    Source: opengovpartnership.org, glossary, "Completion" (read on 2026-11-23).
    """

    NO_EVIDENCE = "no_evidence"
    NOT_STARTED = "not_started"
    LIMITED = "limited"
    SUBSTANTIAL = "substantial"
    COMPLETE = "complete"


class ConsultationKind(StrEnum):
    """What the public is asked about: first for ideas, then about the drafted projects."""

    IDEAS = "ideas"
    PROJECTS = "projects"


class Moderation(StrEnum):
    """Whether a citizen's idea is shown to everybody."""

    PENDING = "pending"
    SHOWN = "shown"
    HIDDEN = "hidden"


class HiddenBecause(StrEnum):
    """Why an idea is not shown: a closed list, because it is published how many there were."""

    NAMES_SOMEBODY = "names_somebody"  # law 09-08
    INSULT = "insult"
    ADVERTISING = "advertising"
    OFF_TOPIC = "off_topic"
    TWICE = "twice"


class IdeaOutcome(StrEnum):
    """What became of an idea."""

    KEPT = "kept"
    REJECTED = "rejected"


class RejectedBecause(StrEnum):
    """Why an idea became no project. `other` is told in the committee's own words."""

    NOT_OUR_COMPETENCE = "not_our_competence"
    NOT_OPENNESS = "not_openness"
    ALREADY_DONE = "already_done"
    IN_ANOTHER_PROGRAMME = "in_another_programme"
    NO_MEANS = "no_means"
    NOT_FEASIBLE = "not_feasible"
    OTHER = "other"
