"""A port that is taken: said at once, with the way round."""

import socket

import pytest

from flows.ports import LOOPBACK, PortTaken, check_free


@pytest.fixture
def taken():
    with socket.socket() as listening:
        listening.bind((LOOPBACK, 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_free_port_is_taken_without_a_word(taken):
    with socket.socket() as once:
        once.bind((LOOPBACK, 0))
        free = once.getsockname()[1]
    check_free(free, "the mailbox page", "--portal-port")


def test_a_taken_port_is_refused_with_what_wants_it_and_the_option_that_chooses_another(taken):
    with pytest.raises(PortTaken) as refused:
        check_free(taken, "the Prefect dashboard", "--port")
    said = str(refused.value)
    assert f"port {taken}" in said
    assert "the Prefect dashboard" in said
    assert f"infitah up --port {taken + 1}" in said or "infitah up --port" in said
    assert "make run ARGS=" in said


def test_the_port_that_is_proposed_is_free(taken):
    with pytest.raises(PortTaken) as refused:
        check_free(taken, "the Prefect dashboard", "--port")
    proposed = int(str(refused.value).split("infitah up --port ")[1].split()[0])
    check_free(proposed, "the Prefect dashboard", "--port")


@pytest.mark.parametrize("number", [0, -1, 65536])
def test_what_is_no_port_is_refused(number):
    with pytest.raises(PortTaken, match="not a port"):
        check_free(number, "the mailbox page", "--portal-port")
