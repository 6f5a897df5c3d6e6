"""``/metrics`` for Prometheus: queues, windows, commands, commits, links, devices, sync.

Nothing is counted here: each scrape reads the hall's rows and the hub's own tally. Labels come from the
hall's settings and closed lists, never from visitors, so their number is bounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from devices.hub.tally import BUCKETS_S, Tally
from devices.link.rows import AnyRow, DeviceRow, QueueRow, WindowRow
from devices.link.words import DeviceState, Role, WindowState
from devices.sync.protocol import SyncState
from devices.web.access import near_or_token
from devices.web.hall import Hall, Vitals, in_time
from devices.web.problem import Asking


class Scrape(Collector):
    """What one scrape tells."""

    def __init__(self, rows: Iterable[AnyRow], vitals: Vitals) -> None:
        """Remember the hall's rows and the hub's vitals of this moment."""
        self._rows = list(rows)
        self._vitals = vitals

    def collect(self) -> Iterator[Metric]:
        """Every metric with its samples."""
        yield from self._hall()
        yield from self._devices()
        yield from _tally(self._vitals.tally)
        yield from self._hub()

    def _hall(self) -> Iterator[Metric]:
        waiting = GaugeMetricFamily("hall_tickets_waiting", "Tickets waiting.", labels=["queue"])
        ahead = GaugeMetricFamily(
            "hall_people_ahead", "People ahead of a newcomer, over the pool.", labels=["queue"]
        )
        wait = GaugeMetricFamily(
            "hall_wait_minutes", "Ends of the range shown to a newcomer.", labels=["queue", "end"]
        )
        states: Counter[WindowState] = Counter()
        for row in self._rows:
            if isinstance(row, QueueRow):
                waiting.add_metric([row.id], row.waiting)
                ahead.add_metric([row.id], row.ahead)
                wait.add_metric([row.id, "low"], row.wait.low)
                wait.add_metric([row.id, "high"], row.wait.high)
            elif isinstance(row, WindowRow):
                states[row.state] += 1
        windows = GaugeMetricFamily("hall_windows", "Windows by state.", labels=["state"])
        for state in WindowState:
            windows.add_metric([state.value], states[state])
        yield from (waiting, ahead, wait, windows)

    def _devices(self) -> Iterator[Metric]:
        devices = [row for row in self._rows if isinstance(row, DeviceRow)]
        by_state = GaugeMetricFamily("hall_devices", "Devices by state.", labels=["state"])
        for state in DeviceState:
            by_state.add_metric([state.value], sum(row.state is state for row in devices))
        ready = GaugeMetricFamily(
            "hall_device_ready", "1 while the device is ready.", labels=["device", "kind"]
        )
        for row in devices:
            ready.add_metric([row.id, row.kind], row.state is DeviceState.READY)
        yield from (by_state, ready)

    def _hub(self) -> Iterator[Metric]:
        vitals = self._vitals
        links = GaugeMetricFamily("hall_links", "Sessions on the link.", labels=["role"])
        for role in Role:
            links.add_metric([role.value], vitals.links.get(role.value, 0))
        yield links
        yield CounterMetricFamily("hall_journal_events", "Events in the journal.", value=vitals.events)
        if vitals.last_event_age_s is not None:
            yield GaugeMetricFamily(
                "hall_journal_last_event_age_seconds",
                "Age of the newest event.",
                value=vitals.last_event_age_s,
            )
        yield GaugeMetricFamily(
            "hall_disk_free_bytes", "Free space where the journal lies.", value=vitals.disk_free_bytes
        )
        ends = GaugeMetricFamily(
            "hall_certificate_ends_timestamp_seconds", "When a certificate of the port ends.", labels=["of"]
        )
        for of, at in (
            ("hub", vitals.certificates.hub_ends_at),
            ("authority", vitals.certificates.authority_ends_at),
        ):
            if at is not None:
                ends.add_metric([of], at.timestamp())
        yield ends
        yield GaugeMetricFamily(
            "hall_sync_behind_events",
            "Events the exchange database does not have.",
            value=vitals.sync.behind_by,
        )
        sync = GaugeMetricFamily("hall_sync_state", "1 for the state the sync is in.", labels=["state"])
        for state in SyncState:
            sync.add_metric([state.value], vitals.sync.state is state)
        yield sync


def _tally(tally: Tally) -> Iterator[Metric]:
    commands = CounterMetricFamily(
        "hall_commands",
        "Commands answered, by outcome: done or a refusal code.",
        labels=["command", "outcome"],
    )
    for (command, outcome), count in sorted(tally.answers.items()):
        commands.add_metric([command, outcome], count)
    yield commands
    bounds = [*(str(bound) for bound in BUCKETS_S), "+Inf"]
    commits = HistogramMetricFamily("hall_commit_seconds", "Time of one transaction of the journal.")
    commits.add_metric([], list(zip(bounds, accumulate(tally.commits), strict=True)), tally.commit_s)
    yield commits
    yield CounterMetricFamily(
        "hall_committed_commands", "Commands written to the journal.", value=tally.entries
    )
    yield CounterMetricFamily(
        "hall_commit_failures", "Transactions of the journal that failed.", value=tally.commit_failures
    )
    yield CounterMetricFamily(
        "hall_sessions_dropped", "Sessions ended because they took too little.", value=tally.dropped_sessions
    )
    yield CounterMetricFamily(
        "hall_bad_messages", "Messages that were none of the contract.", value=tally.bad_messages
    )
    yield CounterMetricFamily(
        "hall_floods", "Clients and lines cut off because they said too much.", value=tally.floods
    )
    yield CounterMetricFamily("hall_lines_refused", "Lines not let in.", value=tally.refused_lines)
    yield CounterMetricFamily(
        "hall_lines_displaced", "Lines of strangers that made room for others.", value=tally.displaced_lines
    )
    yield CounterMetricFamily(
        "hall_lines_overdue", "Lines of which nothing came in time.", value=tally.overdue_lines
    )
    yield CounterMetricFamily(
        "hall_requests_refused", "Requests refused because there were too many.", value=tally.refused_requests
    )


def route(hall: Hall) -> HTTPRouteHandler:
    """The metrics route over a hall."""

    @get("/metrics", guards=[near_or_token(hall)], include_in_schema=False)
    async def metrics(request: Asking) -> Response[bytes]:
        """The metrics in Prometheus's text format, or OpenMetrics for who asks for it."""
        rows = await in_time(hall.dashboard())
        registry = CollectorRegistry()
        registry.register(Scrape(rows.values(), hall.vitals()))
        ProcessCollector(registry=registry)
        encode, content_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(registry), headers={"Content-Type": content_type})

    return metrics
