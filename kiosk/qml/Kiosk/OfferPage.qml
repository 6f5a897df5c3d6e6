// The same card again: the number that its holder has already, and one touch to have it on paper once more.
import QtQuick
import Hall
import Kiosk.Model

KioskPage {
    id: page

    readonly property TicketView ticket: kiosk.ticket

    objectName: "page-offer"

    facts: [
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Theme.px(page.kiosk.elder ? 4 : 12)

            BodyText {
                width: parent.width
                text: page.ticket.called > 0 ? qsTr("正在叫您的号") : qsTr("您已经有号，不用再取")
                font.bold: true
                font.pixelSize: Theme.title
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.body
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignHCenter
            }
            NumberText {
                objectName: "offered-number"
                width: parent.width
                text: page.ticket.number
                font.pixelSize: Theme.px(page.kiosk.elder ? 190 : 220)
                height: Math.round(font.pixelSize * 1.15)
                verticalAlignment: Text.AlignVCenter
                color: Theme.primary
                horizontalAlignment: Text.AlignHCenter
            }
            BodyText {
                width: parent.width
                visible: text.length > 0
                text: page.ticket.item
                color: Theme.soft
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.smallest
                wrapMode: Text.NoWrap
                maximumLineCount: 1
                horizontalAlignment: Text.AlignHCenter
            }
            BodyText {
                objectName: "offered-wait"
                width: parent.width
                text: {
                    if (page.ticket.called > 0)
                        return qsTr("请到 %1").arg(Words.window(page.ticket.called));
                    if (page.ticket.waits)
                        return qsTr("%1 · %2").arg(Words.ahead(page.ticket.ahead)).arg(Words.wait(page.ticket.low, page.ticket.high));
                    return qsTr("请留意叫号屏和广播");
                }
                font.bold: true
                font.pixelSize: Theme.heading
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.smallest
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignHCenter
            }
        }
    ]

    Column {
        width: parent.width
        spacing: Theme.gap

        BigButton {
            objectName: "print-again"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 290 : 260)
            visible: page.kiosk.hall.prints
            kind: "primary"
            symbol: "printer"
            symbolSize: Theme.px(110)
            text: page.kiosk.busy ? qsTr("正在打印…") : qsTr("补打号票")
            size: Theme.sp(72)
            busy: page.kiosk.busy
            onTouched: page.kiosk.again()
        }
        Notice {
            width: parent.width
            visible: !page.kiosk.hall.prints
            kind: "warn"
            symbol: "printer"
            text: qsTr("本机暂不能打印")
            detail: qsTr("请记下号码或拍照，凭号码也能办理。")
        }
        BigButton {
            objectName: "others"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 190 : 160)
            symbol: "list"
            text: qsTr("办别的业务")
            centered: false
            onTouched: page.kiosk.others()
        }
        BigButton {
            objectName: "finish"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 190 : 160)
            kind: "outline"
            symbol: "check"
            text: qsTr("票还在，不用补打")
            centered: false
            onTouched: page.kiosk.finish()
        }
    }
}
