"""Every column of text in the database, and what it may hold of a person (law 09-08).

A column that is new must be put into one of these lists: a test fails until it is. Each list is
`table: columns`; what is no text, JSON or bytes (numbers, dates, words of a closed vocabulary) is
not listed. The names of tables and columns are those of the database.
"""

# Erasing a person destroys what these hold of them.
DESTROYED = {
    "account": ("password_hash",),
    "account_session": ("id", "form_token"),
    "batch": ("reason",),
    "bounce": ("address", "diagnostic"),
    "council_session": ("reason",),
    "delivery_attempt": ("answer",),
    "history_disclosure": ("value", "salt"),
    "letter_message": ("message", "sha256"),
    "outbox_letter": ("context", "subject", "to_address", "cause"),
    "person": ("name", "email", "undeliverable_cause"),
    "signed_link": ("revoked_because",),
}
# Kept: a person by their opaque number only, which no longer leads to anybody once they are erased.
OPAQUE = {
    "batch": ("made_by",),
    "filing": ("filed_by",),
    "idea": ("moderated_by",),
    "history_entry": ("actor_id", "canonical"),
    "log_entry": ("actor_id", "canonical"),
    "operation_record": ("who",),
    "outbox_letter": ("key",),
    "signed_link": ("scope",),
    "succession": ("named_by",),
}
# Kept: what was filed with a step, and the sources of decisions, are documents of a public body. A
# citizen's idea has no author that is known; words that name somebody are hidden and then erased
# (audit/erase_idea.py). Why an idea was rejected is the committee's answer to the public.
OFFICIAL = {
    "cohort_file": ("filename",),
    "filing": ("document",),
    "council_session": ("source",),
    "evidence": ("fields", "source"),
    "filed_document": ("label",),
    "idea": ("words", "salt", "reason"),
}
NOT_PERSONAL = {
    "batch": ("asked", "digest", "cause"),
    "batch_plan": ("before", "refusal"),
    "bounce": ("sha256", "letter_id", "action", "status"),
    "cohort": ("code", "name_ar", "name_fr", "pathway_version", "calendar"),
    "cohort_file": ("sha256", "report"),
    "collectivity": ("code", "name_ar", "name_fr", "region_code", "province_code"),
    "consultation": ("link", "published", "last_rung"),
    "filing": ("sha256",),
    "council_session": ("collectivity_code", "code"),
    "delivery_attempt": ("letter_id",),
    "document": ("sha256", "media_type"),
    "evidence": ("step_key", "sha256"),
    "filed_document": ("step_key", "sha256"),
    "forecast": ("target", "quickest", "usual", "slow"),
    "history_disclosure": ("label",),
    "history_entry": ("trigger", "step_key", "leaf_hash"),
    "holiday_override": ("name_ar", "name_fr", "source"),
    "idea": ("commitment", "part", "project"),
    "incident": ("key", "subject", "told"),
    "letter_message": ("letter_id",),
    "log_checkpoint": ("root", "note"),
    "log_entry": ("leaf_hash",),
    "log_leaf": ("leaf",),
    "log_tile": ("hashes", "root"),
    "operation_record": ("name", "asked", "told"),
    "outbox_letter": (
        "id", "kind", "rung", "step_key", "collectivity_code", "region_code", "thread_root",
        "claimed_by", "carried_by",
    ),
    "plan": (
        "reference", "collectivity_code", "session_code", "pathway_version", "head_hash", "filed",
    ),
    "plan_step": ("key", "due_rule", "moved_because", "outcome", "last_rung"),
    "role_holding": ("collectivity_code", "region_code"),
    "signed_link": ("token_sha256", "key_name", "step_key"),
    "sitting": ("collectivity_code", "session_code"),
    "succession": ("collectivity_code",),
    "sweep_record": ("name", "counts"),
    "sweep_share": ("name", "counts"),
}  # fmt: skip
LISTS = (DESTROYED, OPAQUE, OFFICIAL, NOT_PERSONAL)
# Every table that names a person, by a number of the person table or inside its words.
NAMES_PEOPLE = frozenset(
    {
        "absence", "account", "account_session", "batch", "bounce", "delivery_attempt", "evidence",
        "filed_document", "history_disclosure", "history_entry", "letter_message", "log_entry",
        "operation_record", "outbox_letter", "person", "role_holding", "signed_link", "succession",
    }
)  # fmt: skip
