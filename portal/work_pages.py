"""The coordinators' pages: the worklist, and a plan in full with every decision on it."""

from portal.route_table import Access, Page
from portal.work_list import worklist_page

WORK_PAGES = (Page("/work", worklist_page, Access.SIGNED_IN),)
