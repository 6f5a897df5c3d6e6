// Before the hub has ever answered, or when it will not have this kiosk: people help instead.
import QtQuick
import Hall
import Kiosk.Model

Item {
    id: page

    required property KioskModel kiosk

    objectName: "page-away"

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.margin
        spacing: Theme.px(40)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: page.kiosk.stopped ? "bad" : "away"
            size: Theme.px(220)
            weight: 1.4
            color: Theme.warn
        }
        PageTitle {
            width: parent.width
            alignment: Text.AlignHCenter
            text: page.kiosk.stopped ? qsTr("本机暂停服务") : qsTr("正在恢复连接")
            detail: qsTr("请到服务台取号，工作人员会帮您办理。")
        }
    }
}
