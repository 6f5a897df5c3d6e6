// One place for what to do, what is happening, and what went wrong; its words shrink before they are cut.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Enrolment.Model

Item {
    id: saying

    required property Enrolment enrolment

    readonly property bool working: enrolment.page === "joining"
    readonly property bool bad: !working && enrolment.trouble.length > 0
    readonly property string self: Says.who(enrolment.role, enrolment.place)

    Rectangle {
        visible: saying.bad || saying.working
        anchors.fill: parent
        radius: Theme.radius
        color: saying.bad ? Theme.badGround : Theme.infoGround
    }
    Icon {
        id: sign
        visible: saying.bad || saying.working
        x: Theme.px(28)
        anchors.verticalCenter: parent.verticalCenter
        name: saying.bad ? "bad" : "again"
        size: Theme.sp(52)
        color: saying.bad ? Theme.bad : Theme.primary

        RotationAnimation on rotation {
            running: saying.working && Theme.motion
            from: 0
            to: 360
            duration: 1400
            loops: Animation.Infinite
        }
    }
    Text {
        id: head
        objectName: "saying"
        visible: saying.bad || saying.working
        anchors {
            left: sign.right
            right: parent.right
            leftMargin: Theme.px(24)
            rightMargin: Theme.px(24)
            top: parent.top
            topMargin: Math.max(Theme.px(8), Math.round((saying.height - height - detail.height) / 2))
        }
        text: saying.bad ? Says.trouble(saying.enrolment.trouble) : qsTr("正在登记…")
        color: saying.bad ? Theme.bad : Theme.primary
        font.bold: true
        font.pixelSize: Theme.body
        wrapMode: Text.WordWrap
        textFormat: Text.PlainText
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text + " " + detail.text
    }
    Text {
        id: detail
        objectName: "advice"
        visible: head.visible
        anchors {
            left: head.left
            right: head.right
            top: head.bottom
            topMargin: Theme.px(4)
        }
        height: Math.min(implicitHeight, saying.height - head.height - Theme.px(20))
        text: saying.bad ? Says.advice(saying.enrolment.trouble, saying.enrolment.address, saying.enrolment.file, saying.self) : qsTr("正在连接 %1").arg(saying.enrolment.address)
        color: Theme.ink
        font.pixelSize: Theme.small
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.smallest
        wrapMode: Text.Wrap
        elide: Text.ElideRight
        textFormat: Text.PlainText
    }

    Text {
        objectName: "what-to-do"
        visible: !head.visible
        width: parent.width
        height: Math.min(implicitHeight, parent.height)
        text: qsTr("请管理员打开主机的 /staff 网页，为“%1”生成登记码。在这里填好主机地址和登记码，再按“登记”。").arg(saying.self)
        color: Theme.ink
        font.pixelSize: Theme.body
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.smallest
        wrapMode: Text.WordWrap
        elide: Text.ElideRight
        textFormat: Text.PlainText
    }
}
