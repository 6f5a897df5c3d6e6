// Waits for an ID card, says what is read from it, and leaves a way without one.
import QtQuick
import Hall

KioskPage {
    id: page

    readonly property bool waits: kiosk.reading === "waiting"

    objectName: "page-card"

    facts: [
        PageHead {
            moving: true
            text: page.kiosk.reading === "read" ? qsTr("已读到身份证") : qsTr("请放身份证")
            detail: page.kiosk.reading === "read" ? qsTr("正在办理，请稍候…") : page.kiosk.item.code.length > 0 ? qsTr("读到后直接取号：%1").arg(page.kiosk.item.title) : qsTr("放在读卡区，听到提示后取走")

            ReadingPicture {
                anchors.centerIn: parent
                scale: Math.min(1, parent.height / height)
                symbol: "card"
                active: page.waits && page.kiosk.live
            }
        }
    ]

    Column {
        width: parent.width
        spacing: Theme.gap

        Notice {
            objectName: "card-away"
            width: parent.width
            visible: !page.kiosk.live
            kind: "warn"
            symbol: "away"
            text: qsTr("正在恢复连接")
            detail: qsTr("恢复后会继续读卡；也可以到服务台办理。")
        }
        Notice {
            objectName: "card-nothing"
            width: parent.width
            visible: page.kiosk.reading === "nothing"
            kind: "warn"
            text: qsTr("没有读到身份证")
            detail: qsTr("请把证件平放在读卡区，再试一次。")
        }
        Notice {
            objectName: "card-fault"
            width: parent.width
            visible: page.kiosk.reading === "fault"
            kind: "bad"
            text: qsTr("读卡器暂不可用")
            detail: qsTr("不用身份证也能取号；实名业务请到服务台。")
        }
        BigButton {
            objectName: "read-again"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 200 : 170)
            visible: page.kiosk.reading === "nothing"
            kind: "primary"
            symbol: "again"
            text: qsTr("再试一次")
            onTouched: page.kiosk.card()
        }
        BigButton {
            objectName: "without-card"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 200 : 170)
            visible: page.kiosk.reading !== "read"
            symbol: "list"
            text: qsTr("不用身份证取号")
            detail: qsTr("没有证件、没有手机也能取号")
            onTouched: page.kiosk.others()
        }
        Notice {
            width: parent.width
            visible: page.waits || !page.kiosk.elder
            symbol: "person"
            text: qsTr("我们怎样使用您的证件信息")
            detail: qsTr("只用来确认是您本人和查找您的号票、预约。号票和屏幕上不显示证件号码，办完即清除。")
        }
    }
}
