// Waits for the code of an appointment; a booked visitor never queues for a second number.
import QtQuick
import Hall

KioskPage {
    id: page

    readonly property bool waits: kiosk.reading === "waiting"

    objectName: "page-appointment"

    facts: [
        PageHead {
            moving: true
            text: page.kiosk.reading === "read" ? qsTr("已读到二维码") : qsTr("请扫预约二维码")
            detail: page.kiosk.reading === "read" ? qsTr("正在报到，请稍候…") : qsTr("把手机或纸上的二维码对准扫码口")

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
            detail: qsTr("请调亮手机屏幕，离扫码口一掌远，再试一次。")
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
        BigButton {
            objectName: "card"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 190 : 160)
            visible: page.kiosk.reading !== "read" && page.kiosk.hall.reads
            symbol: "card"
            text: qsTr("没有二维码，刷身份证")
            detail: qsTr("用预约时登记的身份证")
            onTouched: page.kiosk.card()
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
