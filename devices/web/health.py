"""``/health``: whether the hub can do its work, and if not, why.

200 while commands can be carried out (``ok``, or ``degraded`` when somebody should look), 503 when not.
"""

from __future__ import annotations

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from msgspec import Struct

from devices.hub.backup_status import BackupState
from devices.hub.certificate_status import CertificateState
from devices.link.rows import DeviceRow
from devices.link.words import DeviceState
from devices.sync.protocol import SyncState
from devices.web.access import near_or_token
from devices.web.hall import Hall, Vitals, in_time

DISK_LOW_BYTES = 512 * 2**20
"""Below this much free space the hub is degraded."""


class Reason(Struct, frozen=True, kw_only=True):
    """Why the hub is not well."""

    code: str
    zh: str
    en: str


class Health(Struct, frozen=True, kw_only=True):
    """How the hub is.

    Attributes:
        state: ``ok`` or ``degraded``.
        last_event_age_s: seconds since the newest committed event; None before the first.
        links: sessions now, by role.
        devices: devices by state; empty when the hub does not answer.
        sync: state of the copy in the exchange database.
        backup: state of the hub's own backups.
        certificate: state of the certificate of the hub's port; ``off`` without TLS.
    """

    state: str
    reasons: list[Reason]
    events: int
    last_event_age_s: float | None
    commit_failures: int
    disk_free_mb: int
    links: dict[str, int]
    devices: dict[str, int]
    sync: SyncState
    sync_behind: int
    backup: BackupState
    certificate: CertificateState


_FATAL = {
    "not_answering": Reason(
        code="not_answering", zh="中心程序没有响应。", en="The hub's writer does not answer."
    ),
    "journal_read_only": Reason(
        code="journal_read_only", zh="日志文件不可写。", en="The journal's file cannot be written."
    ),
    "commit_failed": Reason(
        code="commit_failed", zh="最近一次写日志失败。", en="The newest write to the journal failed."
    ),
}
_DISK_LOW = Reason(code="disk_low", zh="磁盘空间不足。", en="Little disk space is left.")
_BACKUP = Reason(
    code="backup_failed",
    zh="无法备份，请检查备份盘。",
    en="No backup can be made; look at the backup's disk.",
)
_CERTIFICATE = {
    CertificateState.ENDING: Reason(
        code="certificate_ends",
        zh="证书即将到期，请运行 hall pki renew。",
        en="The hub's certificate ends soon; say hall pki renew.",
    ),
    CertificateState.ENDED: Reason(
        code="certificate_ended",
        zh="证书已过期，屏幕无法连接，请运行 hall pki renew。",
        en="The hub's certificate has ended and no screen can connect; say hall pki renew.",
    ),
}
_AUTHORITY = Reason(
    code="authority_ends",
    zh="本厅根证书即将到期，请运行 hall pki rotate-ca。",
    en="The hall's authority ends; say hall pki rotate-ca.",
)
_SYNC = {
    SyncState.UNREACHABLE: Reason(
        code="sync_unreachable", zh="交换数据库连接不上，数据将稍后补传。",
        en="The exchange database cannot be reached; events are sent later.",
    ),
    SyncState.DIVERGED: Reason(
        code="sync_diverged", zh="交换数据库与本厅日志不一致，已停止上传。",
        en="The exchange database holds other events of this hall; nothing is sent.",
    ),
}  # fmt: skip


def examine(vitals: Vitals, devices: dict[str, int] | None) -> Health:
    """Judge the hub's vitals.

    Args:
        vitals: what the hub says of itself.
        devices: devices by state, None when the hub did not answer.
    """
    reasons = []
    if devices is None:
        reasons.append(_FATAL["not_answering"])
    if not vitals.journal_writable:
        reasons.append(_FATAL["journal_read_only"])
    if vitals.commit_failing:
        reasons.append(_FATAL["commit_failed"])
    if vitals.disk_free_bytes < DISK_LOW_BYTES:
        reasons.append(_DISK_LOW)
    if vitals.backup.state is BackupState.FAILED:
        reasons.append(_BACKUP)
    if vitals.certificates.hub in _CERTIFICATE:
        reasons.append(_CERTIFICATE[vitals.certificates.hub])
    if vitals.certificates.authority in _CERTIFICATE:
        reasons.append(_AUTHORITY)
    if vitals.sync.state in _SYNC:
        reasons.append(_SYNC[vitals.sync.state])
    return Health(
        state="degraded" if reasons else "ok",
        reasons=reasons,
        events=vitals.events,
        last_event_age_s=vitals.last_event_age_s,
        commit_failures=vitals.tally.commit_failures,
        disk_free_mb=vitals.disk_free_bytes // 2**20,
        links=dict(vitals.links),
        devices=devices or {},
        sync=vitals.sync.state,
        sync_behind=vitals.sync.behind_by,
        backup=vitals.backup.state,
        certificate=vitals.certificates.hub,
    )


def works(health: Health) -> bool:
    """Whether commands can be carried out."""
    return all(reason.code not in _FATAL for reason in health.reasons)


def route(hall: Hall) -> HTTPRouteHandler:
    """The health route over a hall."""

    @get("/health", guards=[near_or_token(hall)], include_in_schema=False)
    async def health() -> Response[Health]:
        """How the hub is."""
        try:
            rows = await in_time(hall.dashboard())
        except TimeoutError:
            found = examine(hall.vitals(), None)
        else:
            states = [row.state for row in rows.values() if isinstance(row, DeviceRow)]
            counts = {state.value: states.count(state) for state in DeviceState if state in states}
            found = examine(hall.vitals(), counts)
        return Response(found, status_code=200 if works(found) else 503)

    return health
