"""Reading one entry of a cohort's calendar after another, keeping every problem on the way."""

from collections.abc import Iterable, Mapping
from datetime import date

from lifecycle.cohort_cells import as_date, clean
from lifecycle.cohort_problems import FILE, Problem, problem
from lifecycle.cohort_yaml import Tree, under

_MAPPING = {"en": "a list of “key: value”", "fr": "une liste de «\u00a0clé: valeur\u00a0»"}
_SHAPES: dict[str, dict[str, str]] = {
    "mapping": {**_MAPPING, "ar": "قائمة من «مفتاح: قيمة»"},
    "list": {
        "en": "a list, each entry after a dash",
        "fr": "une liste d’éléments, chacun après un tiret",
        "ar": "قائمة عناصر يسبق كلا منها خط قصير",
    },
    "text": {"en": "a single value", "fr": "une seule valeur", "ar": "قيمة واحدة"},
}


class Entries:
    """One mapping of the file, at its place; what is wrong is added to `problems`."""

    def __init__(self, tree: Tree | None, place: str, problems: list[Problem]) -> None:
        self.place, self.problems = place, problems
        self.tree: Mapping[str, Tree] = tree if isinstance(tree, dict) else {}
        if tree is not None and not isinstance(tree, dict):
            self.refuse("wrong_shape", "", expected=_SHAPES["mapping"])

    def refuse(
        self, code: str, key: str, value: str = "", **details: str | Mapping[str, str]
    ) -> None:
        """Keep a problem of one entry, or of the whole mapping when the key is ''."""
        place = under(self.place, key) if key else self.place or FILE
        self.problems.append(problem(code, place, "", value, **details))

    def only(self, keys: Iterable[str]) -> None:
        """Refuse every entry that is not one of these."""
        known = list(keys)
        for key in self.tree:
            if key not in known:
                self.refuse("unknown_entry", key, expected=", ".join(known))

    def text(self, key: str, *, needed: bool = True) -> str:
        """A single value as text; '' when it is missing, which is refused if it is needed."""
        value = self.tree.get(key, "")
        if not isinstance(value, str):
            self.refuse("wrong_shape", key, expected=_SHAPES["text"])
            return ""
        if needed and not clean(value):
            self.refuse("missing_entry", key)
        return clean(value)

    def civil_date(self, key: str) -> date | None:
        """A civil date, None when it is missing or not one, which is refused."""
        written = self.text(key)
        on = as_date(written)
        if written and on is None:
            self.refuse("bad_date", key, written)
        return on

    def flag(self, key: str) -> bool:
        """True or false, and nothing else: a date is verified or it is not."""
        written = self.text(key)
        if written and written not in ("true", "false"):
            self.refuse("bad_flag", key, written)
        return written == "true"

    def mapping(self, key: str) -> "Entries":
        """The mapping under a key; a missing one is refused and read as empty."""
        if key not in self.tree:
            self.refuse("missing_entry", key)
        return Entries(self.tree.get(key), under(self.place, key), self.problems)

    def sequence(self, key: str) -> list["Entries"]:
        """The mappings of the list under a key; a missing or empty one is refused."""
        found = self.tree.get(key, [])
        if not isinstance(found, list):
            self.refuse("wrong_shape", key, expected=_SHAPES["list"])
            return []
        if not found:
            self.refuse("missing_entry", key)
        place = under(self.place, key)
        return [
            Entries(each, under(place, number), self.problems)
            for number, each in enumerate(found, start=1)
        ]
