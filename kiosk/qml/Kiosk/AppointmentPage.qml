// Waits for a code: of an appointment, a ticket, or a slip to be back with. Who booked and has no code types
// the telephone number; a booked visitor never queues for a second number.
import QtQuick
import Hall

KioskPage {
    id: page

    readonly property bool waits: kiosk.reading === "waiting"

    objectName: "page-appointment"

    facts: [
        PageHead {
            moving: true
            text: page.kiosk.reading === "read" ? qsTr("已读到二维码") : qsTr("请扫二维码")
            detail: page.kiosk.reading === "read" ? qsTr("正在报到，请稍候…") : qsTr("预约码、号票、补正通知书都可以扫")

            ReadingPicture {
                anchors.centerIn: parent
                scale: Math.min(1, parent.height / height)
                symbol: "qr"
                active: page.waits && page.kiosk.live
            }
        }
    ]

    Column {
        width: parent.width
        spacing: Theme.gap

        Notice {
            objectName: "scan-away"
            width: parent.width
            visible: !page.kiosk.live
            kind: "warn"
            symbol: "away"
            text: qsTr("正在恢复连接")
            detail: qsTr("恢复后会继续扫码；也可以到服务台报到。")
        }
        Notice {
            objectName: "scan-nothing"
            width: parent.width
            visible: page.kiosk.reading === "nothing"
            kind: "warn"
            text: qsTr("没有扫到二维码")
            detail: qsTr("请调亮手机屏幕，离扫码口一掌远再试。")
        }
        Notice {
            objectName: "scan-fault"
            width: parent.width
            visible: page.kiosk.reading === "fault"
            kind: "bad"
            text: qsTr("扫码器暂不可用")
            detail: qsTr("可以刷身份证报到，或到服务台报到。")
        }
        BigButton {
            objectName: "read-again"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 190 : 160)
            visible: page.kiosk.reading === "nothing"
            kind: "appointment"
            symbol: "again"
            text: qsTr("再试一次")
            onTouched: page.kiosk.appointment()
        }
        Row {
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 200 : 180)
            visible: page.kiosk.reading !== "read"
            spacing: Theme.gap

            BigButton {
                objectName: "card"
                visible: page.kiosk.hall.reads
                width: (parent.width - parent.spacing) / 2
                height: parent.height
                leftPadding: Theme.px(30)
                rightPadding: Theme.px(24)
                symbol: "card"
                text: qsTr("刷身份证")
                detail: page.kiosk.elder ? "" : qsTr("预约时登记的")
                centered: false
                onTouched: page.kiosk.card()
            }
            BigButton {
                objectName: "phone-number"
                width: page.kiosk.hall.reads ? (parent.width - parent.spacing) / 2 : parent.width
                height: parent.height
                leftPadding: Theme.px(30)
                rightPadding: Theme.px(24)
                symbol: "phone"
                text: qsTr("输手机号")
                detail: page.kiosk.elder ? "" : qsTr("预约时留的")
                centered: false
                onTouched: page.kiosk.phone()
            }
        }
        BigButton {
            objectName: "others"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 190 : 160)
            visible: page.kiosk.reading !== "read"
            symbol: "list"
            text: qsTr("没有预约，现场取号")
            centered: false
            onTouched: page.kiosk.others()
        }
    }
}
