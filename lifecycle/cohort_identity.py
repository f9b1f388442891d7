"""Which collectivity a row is about, and everything in the row that contradicts the register."""

from collections.abc import Mapping

from lifecycle.cohort_cells import as_kind
from lifecycle.cohort_matching import RegisterIndex, matches, nearest, shown
from lifecycle.cohort_problems import Problem, problem
from lifecycle.names import fold
from models.register import Registered
from models.words import CollectivityKind

Row = Mapping[str, str]

_KIND_NAMES = {
    CollectivityKind.REGION: {"en": "region", "fr": "région", "ar": "جهة"},
    CollectivityKind.PREFECTURE: {"en": "prefecture", "fr": "préfecture", "ar": "عمالة"},
    CollectivityKind.PROVINCE: {"en": "province", "fr": "province", "ar": "إقليم"},
    CollectivityKind.COMMUNE: {"en": "commune", "fr": "commune", "ar": "جماعة"},
}


def identify(row: Row, place: str, index: RegisterIndex) -> tuple[Registered | None, list[Problem]]:
    """The collectivity a row means, None when it cannot be told, and the problems found on the way.

    With a code, the code says it, and the name, kind, region and province must agree. Without one,
    it is the only collectivity of that kind, name and region (and province).
    """
    kind = as_kind(row.get("kind", ""))
    region = index.region(row.get("region", ""))
    province = index.province(row.get("province", ""))
    problems = _unknown_words(row, place, index, kind, region, province)
    if row.get("code"):
        found = index.coded(row["code"])
        if found is None:
            problems.append(problem("unknown_code", place, "code", row["code"]))
            return None, problems
        problems += _contradictions(row, place, index, found, kind)
    else:
        found, more = _by_name(row, place, index, kind, region)
        problems += more
    if found is not None:
        problems += _elsewhere(row, place, index, found, region, province)
    return found, problems


def _unknown_words(
    row: Row,
    place: str,
    index: RegisterIndex,
    kind: CollectivityKind | None,
    region: Registered | None,
    province: Registered | None,
) -> list[Problem]:
    problems = []
    written = {key: row.get(key, "") for key in ("kind", "region", "province")}
    if not written["kind"]:
        problems.append(problem("missing_value", place, "kind"))
    elif kind is None:
        problems.append(problem("unknown_kind", place, "kind", written["kind"]))
    for key, known, among in (
        ("region", region, index.regions),
        ("province", province, index.provinces),
    ):
        if written[key] and known is None:
            near = shown(nearest(written[key], among))
            problems.append(problem(f"unknown_{key}", place, key, written[key], suggestions=near))
    return problems


def _contradictions(
    row: Row, place: str, index: RegisterIndex, found: Registered, kind: CollectivityKind | None
) -> list[Problem]:
    """Where the kind and the names of a row do not go with the collectivity of its code."""
    problems = []
    if kind is not None and kind is not found.kind:
        expected = _KIND_NAMES[found.kind]
        problems.append(problem("kind_contradicts", place, "kind", row["kind"], expected=expected))
    own = {fold(found.name_ar), fold(found.name_fr)}
    wrong = [key for key in ("name_ar", "name_fr") if row.get(key) and fold(row[key]) not in own]
    right = any(row.get(key) and key not in wrong for key in ("name_ar", "name_fr"))
    for key in wrong:
        # One of the two names may be spelt freely, unless it is another collectivity's name.
        anothers = any(each.kind is found.kind for each in index.named(row[key]))
        if anothers or not right:
            problems.append(
                problem("name_contradicts", place, key, row[key], expected=shown([found]))
            )
    return problems


def _by_name(
    row: Row,
    place: str,
    index: RegisterIndex,
    kind: CollectivityKind | None,
    region: Registered | None,
) -> tuple[Registered | None, list[Problem]]:
    names = (row.get("name_ar", ""), row.get("name_fr", ""))
    column = "name_ar" if names[0] else "name_fr"
    if not any(names):
        return None, [problem("missing_collectivity", place)]
    if not row.get("region"):
        return None, [problem("missing_value", place, "region")]
    if kind is None or region is None:
        return None, []
    here = [e for e in index.all if e.kind is kind and e.region_code == region.code]
    found = matches(here, index, names)
    if row.get("province") and len(found) > 1:
        province = index.province(row["province"])
        found = [e for e in found if province and e.province_code == province.code] or found
    if len(found) == 1:
        return found[0], []
    if found:
        choices = shown(found)
        return None, [
            problem("ambiguous_collectivity", place, column, row[column], suggestions=choices)
        ]
    near = shown(nearest(row[column], here))
    return None, [problem("unknown_collectivity", place, column, row[column], suggestions=near)]


def _elsewhere(
    row: Row,
    place: str,
    index: RegisterIndex,
    found: Registered,
    region: Registered | None,
    province: Registered | None,
) -> list[Problem]:
    """Where the region or the province of a row is not the register's for that collectivity."""
    problems = []
    if region is not None and region.code != found.region_code:
        expected = shown([index.by_code[found.region_code]])
        problems.append(
            problem("region_contradicts", place, "region", row["region"], expected=expected)
        )
    if province is not None and province.code != found.province_code:
        own = index.by_code.get(found.province_code or "")
        expected = shown([own or found])
        problems.append(
            problem("province_contradicts", place, "province", row["province"], expected=expected)
        )
    return problems
