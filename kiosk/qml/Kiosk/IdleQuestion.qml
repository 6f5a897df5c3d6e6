// Asks whether anybody is still there; one touch anywhere goes on.
import QtQuick
import Hall
import Kiosk.Model

Rectangle {
    id: question

    required property Silence silence

    // Somebody says that the visit is over.
    signal ended

    objectName: "idle"
    color: "#B30C1B33"

    MouseArea {
        anchors.fill: parent
        onClicked: question.silence.stay()
    }

    Card {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.min(parent.height * 0.4, parent.height - height - Theme.margin)
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(900))
        height: words.height + 2 * padding
        padding: Theme.px(56)

        Column {
            id: words
            width: parent.width
            spacing: Theme.px(28)

            PageTitle {
                width: parent.width
                alignment: Text.AlignHCenter
                text: qsTr("您还在吗？")
                detail: qsTr("%1 秒后清除信息、回到首页。").arg(question.silence.seconds)
            }
            Countdown {
                anchors.horizontalCenter: parent.horizontalCenter
                seconds: question.silence.seconds
                total: question.silence.total
            }
            BigButton {
                objectName: "stay"
                width: parent.width
                height: Theme.px(180)
                kind: "primary"
                text: qsTr("继续办理")
                size: Theme.sp(56)
                onTouched: question.silence.stay()
            }
            BigButton {
                objectName: "end"
                width: parent.width
                kind: "soft"
                text: qsTr("结束，清除我的信息")
                size: Theme.sp(38)
                onTouched: question.ended()
            }
        }
    }
}
