"""The coordinators' pages: the worklist, and a plan in full with every decision on it."""

from portal.route_table import Access, Page
from portal.work_decisions import decide_page, decision_page
from portal.work_documents import work_document
from portal.work_list import worklist_page
from portal.work_network import lift_network_address
from portal.work_plan import work_plan_page

PLAN = "/work/plans/{reference}"

WORK_PAGES = (
    Page("/work", worklist_page, Access.SIGNED_IN, personal=True),
    Page("/work/documents/{sha256}", work_document, Access.SIGNED_IN, personal=True),
    Page("/work/network/{person}/lift-address", lift_network_address, Access.NATIONAL, ("POST",)),
    Page(PLAN, work_plan_page, Access.SIGNED_IN, personal=True),
    Page(f"{PLAN}/{{act}}", decision_page, Access.DECIDES, personal=True),
    Page(f"{PLAN}/{{act}}", decide_page, Access.DECIDES, ("POST",)),
)
