"""The territorial collectivities: regions, prefectures and provinces, communes."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.words import CollectivityKind


class Collectivity(Base):
    """One of the 1,590 collectivities, known by its code in the national register (HCP)."""

    __tablename__ = "collectivity"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[CollectivityKind]
    name_ar: Mapped[str]
    name_fr: Mapped[str]
    region_code: Mapped[str] = mapped_column(String(16), index=True)
    province_code: Mapped[str | None] = mapped_column(String(16))
