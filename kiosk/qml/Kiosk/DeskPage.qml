// Where people help: they come here when called, and there are the desk and the telephone. Nobody is sent away
// without it.
import QtQuick
import Hall
import Kiosk.Model

KioskPage {
    id: page

    readonly property HelpCall help: kiosk.help
    readonly property bool coming: help.state === "called" || help.state === "accepted"

    objectName: "page-desk"

    facts: [
        PageHead {
            objectName: "help-" + page.help.state
            symbol: page.coming ? "bell" : "desk"
            ink: page.coming ? Theme.good : Theme.help
            text: {
                switch (page.help.state) {
                case "called":
                case "accepted":
                    return qsTr("工作人员马上来");
                case "calling":
                    return page.kiosk.live ? qsTr("正在呼叫工作人员…") : qsTr("正在恢复连接");
                case "failed":
                    return qsTr("呼叫未成功，请到服务台");
                default:
                    return qsTr("请到服务台，专人帮您办");
                }
            }
            detail: {
                switch (page.help.state) {
                case "accepted":
                    return page.help.name.length > 0 ? qsTr("%1 正在过来，请在这里等。").arg(page.help.name) : qsTr("已经有人过来，请在这里等。");
                case "called":
                    return qsTr("服务台已收到，请在这里等。");
                case "calling":
                    return page.kiosk.live ? "" : qsTr("恢复后自动呼叫；着急请直接到服务台。");
                default:
                    return qsTr("没证件、没手机、不会用机器，都能取号。");
                }
            }
        }
    ]

    Column {
        width: parent.width
        spacing: Theme.gap

        BigButton {
            objectName: "call"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 240 : 220)
            visible: page.help.state === "" || page.help.state === "failed"
            kind: "primary"
            symbol: "bell"
            text: qsTr("呼叫工作人员")
            size: Theme.sp(56)
            onTouched: page.kiosk.ring()
        }
        BigButton {
            objectName: "cancel-help"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 180 : 160)
            visible: page.coming
            symbol: "bad"
            text: qsTr("不用了，取消呼叫")
            onTouched: page.help.cancel()
        }
        Card {
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 300 : 280)

            Column {
                anchors.centerIn: parent
                width: parent.width
                spacing: Theme.px(8)

                Row {
                    anchors.horizontalCenter: parent.horizontalCenter
                    spacing: Theme.px(20)
                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: "phone"
                        size: Theme.sp(48)
                        color: Theme.soft
                    }
                    BodyText {
                        text: qsTr("咨询电话")
                        color: Theme.soft
                    }
                }
                NumberText {
                    objectName: "phone"
                    width: parent.width
                    text: page.kiosk.hall.phone
                    font.pixelSize: Theme.sp(90)
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.body
                    horizontalAlignment: Text.AlignHCenter
                }
            }
        }
        BigButton {
            objectName: "home"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 180 : 160)
            kind: "outline"
            symbol: "home"
            text: qsTr("回首页")
            onTouched: page.kiosk.finish()
        }
    }
}
