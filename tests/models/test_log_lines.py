"""Lines of the process's log: JSON or plain, in UTC, and never an address, a name or a link."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest

from models.log_lines import JsonLines, PlainLines, log_event, said
from models.log_setup import OURS, LogRefused, set_up_log

TOKEN = "k1.Zm9jYWwtcG9pbnQtdG9rZW4.c2lnbmF0dXJl"
ADDRESS = "point.focal@commune.example"


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """JSON on stderr, and the loggers as they were afterwards."""
    monkeypatch.setenv("INFITAH_LOG", "json")
    kept = {name: (logging.getLogger(name), *_state(name)) for name in OURS}
    hook = sys.excepthook
    set_up_log()
    yield
    sys.excepthook = hook
    for logger, handlers, propagate, level in kept.values():
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


def _state(name: str) -> tuple[list[logging.Handler], bool, int]:
    logger = logging.getLogger(name)
    return list(logger.handlers), logger.propagate, logger.level


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_is_one_json_object_a_line(
    logged: None, capsys: pytest.CaptureFixture[str]
) -> None:
    log_event("request", route="/plans/{reference}", status=200, ms=3.2, plan=None)
    log_event("run", logging.ERROR, flow="deliver-letters", result="failed")
    first, second = lines(capsys)
    assert str(first.pop("time")).endswith("Z")
    assert first == {
        "level": "info", "event": "request", "route": "/plans/{reference}", "status": 200, "ms": 3.2
    }  # fmt: skip
    assert (second["level"], second["flow"]) == ("error", "deliver-letters")


@pytest.mark.parametrize("value", [ADDRESS, f"/l/{TOKEN}", "Béni Mellal", "بني ملال", "a\nb"])
def test_a_value_that_could_name_somebody_is_withheld(
    logged: None, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    log_event("request", told=value)
    (line,) = lines(capsys)
    assert line["told"] == "withheld"


def test_a_field_that_is_not_of_the_list_is_refused() -> None:
    with pytest.raises(ValueError, match="'name'"):
        log_event("request", name="somebody")


def test_what_a_library_says_is_cleaned(logged: None, capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("portal.x").warning("GET /l/%s?lang=ar by <%s>", TOKEN, ADDRESS)
    logging.getLogger("models.x").warning("postgresql://infitah:hunter2@127.0.0.1/x is away")
    found = lines(capsys)
    text = json.dumps(found)
    assert found[0]["told"] == "GET /l/<link>?lang=ar by <<address>>"
    assert not any(secret in text for secret in (TOKEN, ADDRESS, "hunter2"))


def test_of_an_error_only_its_class_and_place_are_told(
    logged: None, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        json.loads(ADDRESS)  # raised in a library: the place is where we called it
    except ValueError:
        logging.getLogger("flows").exception("it broke")
    (line,) = lines(capsys)
    assert line["error"] == "JSONDecodeError"
    assert str(line["at"]).startswith("tests/models/test_log_lines.py:")
    assert ADDRESS not in json.dumps(line)


def test_what_nobody_caught_is_one_line_too(
    logged: None, capsys: pytest.CaptureFixture[str]
) -> None:
    sys.excepthook(ValueError, ValueError(ADDRESS), None)
    (line,) = lines(capsys)
    assert (line["event"], line["level"], line["error"]) == ("broke", "critical", "ValueError")


def test_setting_it_up_twice_writes_every_line_once(
    logged: None, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_log()
    log_event("request", status=200)
    assert len(lines(capsys)) == 1


def test_the_same_is_told_to_people_in_plain_words() -> None:
    record = logging.LogRecord("infitah", logging.INFO, "", 0, "request", None, None)
    record.fields = {"route": "/plans", "status": 200}
    assert PlainLines().format(record).endswith("Z info request route=/plans status=200")
    assert json.loads(JsonLines().format(record)) == said(record)


def test_a_form_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFITAH_LOG", "xml")
    with pytest.raises(LogRefused, match="give json or plain"):
        set_up_log()
