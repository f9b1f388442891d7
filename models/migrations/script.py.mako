"""${message}

Revision: ${up_revision}, after ${down_revision}
"""

import sqlalchemy as sa
from alembic import op

import models.base
from models.append_only import add_triggers
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
    add_triggers(op.get_bind())


def downgrade() -> None:
    raise NotImplementedError("history is never taken back: restore a copy instead")
