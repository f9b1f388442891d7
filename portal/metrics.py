"""The metrics of one portal: its requests, counted as they come, and what its records say.

Each application has a registry of its own: nothing is kept in the library's global one.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from portal.measured import Measured

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # edges of the histogram
NO_ROUTE = "none"  # of requests for what is not in the table of routes
AGES = {
    "infitah_letter_oldest_unsent_age_seconds": (
        "oldest_letter", "How long the oldest letter that is due has waited to leave; 0 when none."
    ),
    "infitah_log_checkpoint_age_seconds": (
        "checkpoint", "Age of the newest signed checkpoint; absent before the first."
    ),
    "infitah_daily_check_age_seconds": (
        "daily_check", "Since check-deadlines last finished; absent before the first."
    ),
}  # fmt: skip
COUNTS = {
    "infitah_steps_open": ("open_steps", "Steps that somebody owes, of plans that go on."),
    "infitah_steps_overdue": ("overdue_steps", "Open steps whose deadline has passed."),
    "infitah_log_size": ("log_size", "Entries that have their place in the log."),
    "infitah_log_unsealed_entries": ("unsealed", "Entries that wait for their place."),
    "infitah_incidents_open": ("incidents", "Incidents that are open."),
}


class Metrics:
    """Counts requests, and writes all metrics in the text form of Prometheus."""

    def __init__(self) -> None:
        self._requests = CollectorRegistry()
        self._counted = Counter(
            "infitah_requests", "Requests answered, by route and status.",
            ("route", "method", "status"), registry=self._requests,
        )  # fmt: skip
        self._took = Histogram(
            "infitah_request_seconds", "Seconds until the whole answer was sent, by route.",
            ("route",), buckets=SECONDS, registry=self._requests,
        )  # fmt: skip

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request. `route` is of the table, with placeholders: never a path as asked."""
        self._counted.labels(route or NO_ROUTE, method, str(status)).inc()
        self._took.labels(route or NO_ROUTE).observe(seconds)

    def written(self, told: Measured) -> bytes:
        """The records' gauges, then the requests so far, as they are sent to a scraper."""
        records = CollectorRegistry()
        records.register(_Records(told))
        return generate_latest(records) + generate_latest(self._requests)


class _Records(Collector):
    """The gauges of one reading of the records."""

    def __init__(self, told: Measured) -> None:
        self._told = told

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every gauge once."""
        plans = GaugeMetricFamily("infitah_plans", "Plans.", labels=("track", "stage"))
        for (track, stage), number in sorted(self._told.plans.items()):
            plans.add_metric((track.value, stage.value), number)
        letters = GaugeMetricFamily("infitah_letters", "Letters by state.", labels=("state",))
        for state, number in self._told.letters.items():
            letters.add_metric((state.value,), number)
        yield from (plans, letters)
        for name, (field, told) in COUNTS.items():
            yield GaugeMetricFamily(name, told, value=getattr(self._told, field))
        for name, (field, told) in AGES.items():
            age = getattr(self._told, field)
            if age is not None or field == "oldest_letter":
                yield GaugeMetricFamily(name, told, value=age or 0.0)
