"""What the audit log's kinds are called for people, in both languages; every kind has a name."""

from __future__ import annotations

from devices.hub.audit_kinds import Kind

NAMES: dict[Kind, tuple[str, str]] = {
    Kind.CARD_READ: ("读身份证", "card read"),
    Kind.CARD_LOOKED_UP: ("按证件查询", "looked up by card"),
    Kind.CODE_LOOKED_UP: ("按编号查询", "looked up by code"),
    Kind.CONTACT_LOOKED_UP: ("按电话查询", "looked up by phone"),
    Kind.LISTS_SHOWN: ("打开名单", "lists shown"),
    Kind.PAPER_PRINTED: ("打印个人文书", "paper printed"),
    Kind.NAMES_REPORTED: ("报表含姓名", "names reported"),
    Kind.STAFF_LISTED: ("列出工作人员", "staff listed"),
    Kind.EXPORTED: ("导出", "exported"),
    Kind.PERSON_ERASED: ("删除个人信息", "person erased"),
    Kind.ERASED_AGAIN: ("恢复后再删除", "erased again after a restore"),
    Kind.VAULT_SWEPT: ("清理无主信息", "vault swept"),
    Kind.KEY_ROTATED: ("更换密钥", "key rotated"),
    Kind.SIGNED_IN: ("登录", "signed in"),
    Kind.SIGN_IN_FAILED: ("登录失败", "sign-in failed"),
    Kind.PIN_LOCKED: ("口令锁定", "PIN locked"),
    Kind.SIGNED_OUT: ("退出", "signed out"),
    Kind.STAFF_CARD_READ: ("读工作证", "staff card read"),
    Kind.ADMIN_SIGNED_IN: ("管理员登录", "admin signed in"),
    Kind.ADMIN_SIGN_IN_FAILED: ("管理员登录失败", "admin's sign-in failed"),
    Kind.ADMIN_LOCKED: ("管理员锁定", "admin locked"),
    Kind.ADMIN_SIGNED_OUT: ("管理员退出", "admin signed out"),
    Kind.ADMIN_CHANGED: ("管理员变更", "admin changed"),
    Kind.LINE_REFUSED: ("拒绝接入", "line refused"),
    Kind.LINE_CUT_OFF: ("切断连接", "line cut off"),
    Kind.NOT_ALLOWED: ("越权被拒", "not allowed"),
    Kind.CARD_ENROLLED: ("登记工作证", "staff card enrolled"),
    Kind.CARD_LOST: ("工作证挂失", "staff card lost"),
    Kind.CARD_REVOKED: ("工作证停用", "staff card revoked"),
    Kind.PIN_SET: ("设置口令", "PIN set"),
    Kind.PIN_UNLOCKED: ("解除锁定", "PIN unlocked"),
    Kind.ENROLMENT_CODE_MADE: ("生成登记码", "enrolment code made"),
    Kind.ENROLLED: ("登记接入", "enrolled"),
    Kind.ENROLMENT_FAILED: ("登记失败", "enrolment failed"),
    Kind.CLIENT_REVOKED: ("停用屏幕或程序", "program revoked"),
    Kind.TOKEN_MADE: ("生成令牌", "token made"),
    Kind.TOKEN_REVOKED: ("停用令牌", "token revoked"),
    Kind.TOKEN_REFUSED: ("令牌被拒", "token refused"),
    Kind.CERTIFICATE_MADE: ("签发证书", "certificate made"),
    Kind.HUB_STARTED: ("中心启动", "hub started"),
    Kind.HUB_STOPPED: ("中心停止", "hub stopped"),
    Kind.SETTINGS_CHANGED: ("配置变更", "settings changed"),
    Kind.CLOCK_STEPPED: ("时钟跳变", "clock stepped"),
    Kind.BACKUP_MADE: ("备份完成", "backup made"),
    Kind.BACKUP_FAILED: ("备份失败", "backup failed"),
    Kind.RESTORED: ("已恢复", "restored"),
    Kind.JOURNAL_ARCHIVED: ("日志归档", "journal archived"),
    Kind.AUDIT_BROKEN: ("审计链断裂", "audit chain broken"),
    Kind.AUDIT_PRUNED: ("审计清理", "audit pruned"),
    Kind.AUDIT_EXPORTED: ("审计导出", "audit exported"),
}


def name_of(kind: Kind, lang: str) -> str:
    """What a kind is called."""
    zh, en = NAMES[kind]
    return en if lang == "en" else zh
