// A booked visitor without card or code types the telephone number; the page never shows all of it.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Kiosk.Model

KioskPage {
    id: page

    readonly property DialView dial: kiosk.dial
    readonly property int space: Theme.px(20)
    readonly property int keyHeight: Math.floor((roomBelow - arrive.height - Theme.gap - 3 * space) / 4)

    objectName: "page-phone"

    facts: [
        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Theme.px(page.kiosk.elder ? 16 : 32)

            PageTitle {
                width: parent.width
                text: qsTr("请输入预约时留的手机号")
                detail: page.kiosk.elder ? qsTr("离开本页即清除。") : qsTr("只用来找到您的预约，离开本页即清除。")
            }
            Card {
                width: parent.width
                height: Theme.px(page.kiosk.elder ? 140 : 170)

                NumberText {
                    objectName: "typed"
                    anchors.centerIn: parent
                    width: parent.width
                    text: page.dial.shown.length > 0 ? page.dial.shown : "—"
                    color: page.dial.shown.length > 0 ? Theme.ink : Theme.soft
                    font.pixelSize: Theme.px(96)
                    font.letterSpacing: Theme.px(8)
                    fontSizeMode: Text.HorizontalFit
                    horizontalAlignment: Text.AlignHCenter
                }
            }
        }
    ]

    Grid {
        id: keys
        width: parent.width
        columns: 3
        spacing: page.space

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "erase"]

            BigButton {
                id: key

                required property string modelData
                readonly property bool digit: modelData.length === 1

                objectName: "key-" + modelData
                width: Math.floor((keys.width - 2 * keys.spacing) / 3)
                height: page.keyHeight
                leftPadding: Theme.px(12)
                rightPadding: Theme.px(12)
                kind: digit ? "plain" : "soft"
                text: digit ? modelData : modelData === "clear" ? qsTr("清空") : qsTr("退格")
                size: digit ? Theme.px(80) : Theme.sp(38)
                // The same digit comes twice in many numbers.
                again: Math.min(120, Theme.again)
                onTouched: {
                    if (digit)
                        page.dial.type(key.modelData);
                    else if (modelData === "clear")
                        page.dial.clear();
                    else
                        page.dial.erase();
                }
            }
        }
    }
    BigButton {
        id: arrive
        objectName: "arrive"
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.px(page.kiosk.elder ? 190 : 180)
        kind: "appointment"
        symbol: "check"
        text: page.kiosk.busy ? qsTr("正在报到，请稍候…") : qsTr("报到")
        size: Theme.sp(56)
        enabled: page.dial.complete
        busy: page.kiosk.busy
        onTouched: page.kiosk.arrive()
    }
}
