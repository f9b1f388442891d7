"""The templates of the letters, compiled once for each medium and language."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, UndefinedError
from markupsafe import Markup

from models.words import Language
from notifications.constant_words import Stationery
from notifications.wording import Medium, filters

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "email"


class MissingWord(UndefinedError):
    """A template asks for a variable that the context does not hold."""

    def __init__(self, message: str, variable: str) -> None:
        super().__init__(message)
        self.variable = variable


class Asked(StrictUndefined):
    """An absent variable: it refuses to be written, compared or walked, and says its name."""

    def _fail_with_undefined_error(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise MissingWord(self._undefined_message, str(self._undefined_name))

    # The base class has bound each of these names to its own method: they are bound again here.
    __iter__ = __str__ = __len__ = __format__ = _fail_with_undefined_error
    __eq__ = __ne__ = __bool__ = __hash__ = _fail_with_undefined_error
    __contains__ = __call__ = __getitem__ = _fail_with_undefined_error
    __add__ = __radd__ = __lt__ = __le__ = __gt__ = __ge__ = _fail_with_undefined_error

    def __getattr__(self, name: str) -> Any:
        """Any attribute of what is absent is absent too."""
        if name.startswith("__"):
            raise AttributeError(name)
        self._fail_with_undefined_error()


class _Compact(FileSystemLoader):
    """Reads a template without the indentation and line ends that only its writers need."""

    def get_source(self, environment: Any, template: str) -> Any:
        """The source of a template; of an HTML one with its lines joined."""
        source, name, uptodate = super().get_source(environment, template)
        if template.endswith(".html"):
            source = re.sub(r"(?<=[>}])\n\s*(?=[<{])", "", source)
        return source, name, uptodate


@cache
def environment(medium: Medium, language: Language) -> Environment:
    """The environment of one medium in one language, with that language's filters.

    Not a sandbox: the templates are files of this checkout and see plain data only; a sandbox would
    double the time of every letter. The day somebody may edit them in a page, it must be one.
    """
    arabic = language is Language.ARABIC
    made = Stationery(
        loader=_Compact(FOLDER),
        autoescape=medium == "html",
        undefined=Asked,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters(language, medium))
    made.globals.update(
        lang=str(language),
        dir="rtl" if arabic else "ltr",
        side="right" if arabic else "left",
        medium=medium,
        line=Markup("<br>") if medium == "html" else "\n",
    )
    made.globals["w"] = _exports(made, f"_base/{language}/words.txt")
    if medium == "html":
        made.globals["m"] = _exports(made, "_base/macros.html")
    return made


def _exports(made: Environment, path: str) -> dict[str, Any]:
    """The words and macros that a template defines, by name."""
    kind = Markup if made.autoescape else str  # our own words: nothing in them is to be escaped
    module = vars(made.get_template(path).module)
    return {
        name: kind(value) if isinstance(value, str) else value
        for name, value in module.items()
        if not name.startswith("_")
    }


def template(medium: Medium, language: Language, path: str) -> Template:
    """One compiled template, by its path under the folder of the letters."""
    return environment(medium, language).get_template(path)
