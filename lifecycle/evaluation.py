"""The evaluation of a programme: how far each project was carried out, on the IRM's five levels."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from lifecycle.content import Title, Words
from models.words import Completion


class Rating(BaseModel):
    """What is said of one project: its level, and what it rests on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    level: Completion
    achieved: Words = ""


class Evaluation(BaseModel):
    """One view of a whole programme. `author` names an institution or a body, never a person."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    author: Title
    ratings: tuple[Rating, ...] = ()
    lessons: Words = ""

    def written(self) -> dict[str, Any]:
        """The evaluation as it is kept: plain JSON values."""
        return self.model_dump(mode="json")

    def by_code(self) -> dict[str, Rating]:
        """What is said of each project."""
        return {one.code: one for one in self.ratings}
