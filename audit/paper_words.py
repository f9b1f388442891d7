"""The words of one place on paper, and the way they run."""

from dataclasses import dataclass

from audit.direction import runs_right_to_left


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a cell, which run as the paper does.

    What is `technical` (dates, hashes, numbers) runs from left to right, what is `free` (somebody's
    own words) as its first letter says; what is `fixed` has letters of one width.
    """

    text: str
    technical: bool = False
    free: bool = False
    fixed: bool = False

    def right_to_left(self, paper: bool) -> bool:
        """Whether they run from right to left on a paper that does, or does not."""
        if self.technical:
            return False
        return runs_right_to_left(self.text, otherwise=paper) if self.free else paper
