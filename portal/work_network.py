"""The address of a coordinator, an admin or an auditor that letters come back from: it works again.

They belong to no plan; whoever belongs to one is written to again from the plan's page.
"""

from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lifecycle.addresses import lift_address
from lifecycle.errors import Refused
from models.database import writing
from models.person import RoleHolding
from portal.pages import language_of, site_of
from portal.viewer import WITH_ACCOUNT

WORKLIST = "/work"


def lift_network_address(request: Request) -> Response:
    """POST /work/network/<person>/lift-address: then the worklist, where they wait no more.

    One that was lifted in the meantime is no mistake: what was wanted is so.
    """
    with writing(site_of(request).engine) as session:
        number = _of_network(session, request.path_params["person"])
        if number is None:
            raise HTTPException(404)
        try:
            lift_address(session, number)
        except Refused:
            session.rollback()
    asked = urlencode({"lang": language_of(request).value})
    return RedirectResponse(f"{WORKLIST}?{asked}", 303)


def _of_network(session: Session, text: str) -> int | None:
    """The number of somebody who holds, or held, a role of the network; None for anybody else."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    query = select(RoleHolding.person_id).where(
        RoleHolding.person_id == int(text), RoleHolding.role.in_(WITH_ACCOUNT)
    )
    return session.scalars(query).first()
