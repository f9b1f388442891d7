"""A document that was filed, for those who are signed in and see the plan it was filed for."""

from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lifecycle.documents import filed_as
from models.collectivity import Collectivity
from models.database import reading
from models.plan import Plan
from models.words import DocumentScan
from portal.attachments import as_attachment
from portal.pages import site_of, viewer_of


def work_document(request: Request) -> Response:
    """GET /work/documents/<sha256>: 404 when it was filed for no plan that the viewer may see.

    The same bytes may have been filed in two regions: each reader gets the name given in theirs. A
    file that the scanner found infected is given to nobody.
    """
    viewer = viewer_of(request)
    with reading(site_of(request).engine) as session:
        filed = filed_as(session, request.path_params["sha256"])
        query = (
            select(Plan.id, Collectivity.region_code)
            .join(Collectivity, Collectivity.code == Plan.collectivity_code)
            .where(Plan.id.in_({one.plan_id for one in filed}))
        )
        regions = dict(session.execute(query).all())
    mine = [one for one in filed if viewer.may_see(regions[one.plan_id])]
    if not mine or mine[-1].scan == DocumentScan.INFECTED:
        raise HTTPException(404)
    return as_attachment(mine[-1].sha256, mine[-1].label, mine[-1].media_type)
