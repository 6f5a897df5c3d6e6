"""Official papers that several tests print: one of each sort that a hall gives out."""

from __future__ import annotations

from devices.link.jobs import Sheet
from devices.link.words import Language

PHONES = ("咨询 0371-67580990　投诉 0371-67581000", "郑州市政务服务中心，一层综合受理区")

SUPPLEMENT = Sheet(
    hall="郑州市政务服务中心",
    title="补齐补正通知书",
    number="BZ20260302-0017",
    rows=(
        ("号码", "A001"),
        ("申请事项", "不动产首次登记"),
        ("申请人", ""),
        ("受理窗口", "5 号窗口"),
        ("补正期限", "2026-03-12 17:00 前"),
    ),
    paragraphs=(
        "您提交的申请材料不齐全或者不符合法定形式，请在补正期限内一次补齐，补正后优先办理，不必重新排队。",
    ),
    items_title="需补正的材料",
    items=(
        "不动产权籍调查表、宗地图、宗地界址点坐标（原件 1 份，测绘单位盖章）",
        "土地出让合同复印件（核对原件）",
        "契税完税凭证或减免税凭证",
    ),
    signatures=("经办人（签字）", "申请人（签字）", "日期"),
    qr="https://hall.example/m/BZ20260302-0017",
    qr_words="扫一扫，查看补正进度",
    lines=PHONES,
    made_at="2026-03-02 09:15",
)
"""补齐补正通知书: what is missing and until when."""

NOTICE = Sheet(
    hall="郑州市政务服务中心",
    title="容缺受理通知书",
    number="RQ20260302-0003",
    rows=(("申请事项", "食品经营许可证核发"), ("补交期限", "2026-03-09")),
    paragraphs=(
        "您的主要材料齐全，同意容缺受理。",
        "请在期限内当面、邮寄或网上补交下列材料；逾期未补交的，终止办理并退回全部材料。",
    ),
    items_title="容缺材料",
    items=("经营场所平面图",),
    signatures=("受理单位（盖章）", "申请人（签字）"),
    lines=PHONES[:1],
    made_at="2026-03-02 10:05",
    copies=2,
)
"""容缺受理通知书, in two copies."""

RECEIPT = Sheet(
    hall="Zhengzhou Government Service Center",
    title="Acceptance receipt",
    number="SL20260302-0108",
    rows=(
        ("Ticket", "A001"),
        ("Item", "First registration of real estate, with the transfer of land use rights"),
        ("Applicant", ""),
        ("Window", "5"),
        ("Promised by", "2026-03-16"),
        ("How the result reaches you", "By post, to the address that you have given"),
    ),
    items_title="Papers received",
    items=("Application form, original, 1 copy", "不动产权籍调查表", "Proof of tax paid"),
    qr="SL20260302-0108",
    qr_words="Show this code to collect the result",
    lines=("Questions 0371-67580990, complaints 0371-67581000",),
    made_at="2026-03-02 09:15",
    mark="REPRINT",
    language=Language.EN,
)
"""业务受理凭证 in English, printed again."""

LONG = Sheet(
    hall="郑州市政务服务中心",
    title="一次性告知单",
    number="GZ20260302-0001",
    rows=(("咨询事项", "有限公司设立登记及变更备案、食品经营许可、餐饮服务场所消防安全检查一件事"),),
    items_title="需要的材料",
    items=tuple(
        f"第 {number} 种材料：建设项目环境影响评价文件、选址论证报告及有关部门意见（原件 1 份，复印件 2 份）"
        for number in range(1, 41)
    ),
    signatures=("咨询辅导人员",),
    lines=PHONES,
    made_at="2026-03-02 09:15",
)
"""一次性告知单 with forty materials: several times what a printer's buffer holds."""

BARE = Sheet(hall="", title="来访登记回执", made_at="2026-03-02 09:15")
"""Nothing but a title."""
