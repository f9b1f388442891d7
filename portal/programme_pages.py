"""The routes of a programme's content: what is public, and what is done to it."""

from portal.programme_page import programme_page
from portal.project_pages import project_page, save_project
from portal.route_table import Access, Page
from portal.work_programme import (
    apply_page,
    carry_over_page,
    check_page,
    checked_page,
    sheet_file,
    work_programme_page,
)

PLAN = "/work/plans/{reference}/programme"
PROGRAMME_PAGES = (
    Page("/plans/{reference}/programme", programme_page, Access.PUBLIC),
    Page(PLAN, work_programme_page, Access.SIGNED_IN),
    Page(PLAN, check_page, Access.DECIDES, ("POST",)),
    Page(f"{PLAN}.xlsx", sheet_file, Access.SIGNED_IN),
    Page(f"{PLAN}/project", project_page, Access.DECIDES),
    Page(f"{PLAN}/project", save_project, Access.DECIDES, ("POST",)),
    Page(f"{PLAN}/carry-over", carry_over_page, Access.DECIDES, ("POST",)),
    Page(f"{PLAN}/checked/{{digest}}", checked_page, Access.DECIDES),
    Page(f"{PLAN}/checked/{{digest}}", apply_page, Access.DECIDES, ("POST",)),
)
