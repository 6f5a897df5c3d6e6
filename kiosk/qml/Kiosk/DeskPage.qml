// Where people help: the desk and the telephone. Nobody is sent away without it.
import QtQuick
import Hall

KioskPage {
    id: page

    objectName: "page-desk"

    facts: [
        PageHead {
            symbol: "desk"
            ink: Theme.help
            text: qsTr("请到服务台，工作人员帮您办")
            detail: qsTr("没有身份证、没有手机、不会用机器，都能取号。")
        }
    ]

    Column {
        width: parent.width
        spacing: Theme.gap

        Card {
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 340 : 300)

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
                    font.pixelSize: Theme.sp(100)
                    horizontalAlignment: Text.AlignHCenter
                }
            }
        }
        BigButton {
            objectName: "home"
            width: parent.width
            height: Theme.px(page.kiosk.elder ? 200 : 170)
            kind: "outline"
            symbol: "home"
            text: qsTr("回首页")
            onTouched: page.kiosk.finish()
        }
    }
}
