"""`infitah up`: one run a data folder, waiting for children, and an end without a trace."""

import http.server
import os
import sys
import threading

import pytest

from flows.children import ChildEnded, Children
from flows.environment import child_environment
from flows.ports import PortTaken
from flows.up import AlreadyUp, NotAnswering, Place, check_ports, only_one, wait_for


@pytest.fixture
def children(tmp_path):
    made = Children(tmp_path / "logs")
    yield made
    made.end()


@pytest.fixture
def answering():
    """A small server on loopback that answers 200 to everything."""

    class Quiet(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def sleeping(children: Children, code: str = "import time; time.sleep(60)"):
    return children.start("portal", [sys.executable, "-c", code], os.environ)


def test_a_second_run_on_the_same_data_folder_is_refused_and_told_how_to_do_otherwise(tmp_path):
    with only_one(tmp_path), pytest.raises(AlreadyUp) as refused, only_one(tmp_path):
        pass
    assert str(os.getpid()) in str(refused.value)
    assert "--data FOLDER" in str(refused.value)


def test_a_run_that_has_ended_leaves_the_data_folder_free(tmp_path):
    with only_one(tmp_path):
        pass
    with only_one(tmp_path):
        assert (tmp_path / "up.lock").read_text() == str(os.getpid())


def test_a_port_that_is_taken_is_told_before_anything_is_started(tmp_path, answering):
    place = Place(tmp_path, "sqlite://", port=answering, portal_port=answering + 1)
    with pytest.raises(PortTaken, match="the Prefect dashboard"):
        check_ports(place)
    assert list(tmp_path.iterdir()) == []


def test_waiting_ends_when_a_child_answers(children, answering):
    child = sleeping(children)
    wait_for(f"http://127.0.0.1:{answering}/healthz", child, children, patience=10)


def test_waiting_for_a_child_that_dies_tells_its_log(children):
    child = sleeping(children, "print('no such module'); raise SystemExit(1)")
    with pytest.raises(ChildEnded, match="no such module"):
        wait_for("http://127.0.0.1:9/healthz", child, children, patience=10)


def test_waiting_for_a_child_that_never_answers_ends_with_its_log(children):
    child = sleeping(children)
    with pytest.raises(NotAnswering, match="portal did not answer"):
        wait_for("http://127.0.0.1:9/healthz", child, children, patience=0.5)


def test_children_live_in_the_legal_time_and_report_nothing_home(tmp_path):
    place = child_environment(data=tmp_path, database="sqlite://", port=4300, portal_port=4380)
    assert place["PYTHONTZPATH"] == ""
    assert place["PREFECT_SERVER_UI_API_URL"] == "http://127.0.0.1:4300/api"
    assert place["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert place["DO_NOT_TRACK"] == "1"
    assert place["PREFECT_HOME"].startswith(str(tmp_path))
