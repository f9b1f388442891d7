"""The public pages under their earlier names."""

from portal.board_pages import overview
from portal.plan_page import plan_page

__all__ = ["overview", "plan_page"]
