// A card that is laid on the reader, or a telephone held before the scanner; it stands still without motion.
import QtQuick
import Hall

Item {
    id: picture

    required property string symbol
    property bool active: true

    implicitWidth: Theme.px(520)
    implicitHeight: Theme.px(360)

    Rectangle {
        id: reader
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        width: Theme.px(440)
        height: Theme.px(150)
        radius: Theme.radius
        color: Theme.ink

        Rectangle {
            anchors.centerIn: parent
            width: parent.width * 0.5
            height: Theme.px(10)
            radius: height / 2
            color: picture.active ? "#51CF66" : Theme.soft
        }
    }

    Rectangle {
        id: thing
        anchors.horizontalCenter: parent.horizontalCenter
        y: picture.active ? drop.at : 0
        width: Theme.px(picture.symbol === "qr" ? 190 : 290)
        height: Theme.px(picture.symbol === "qr" ? 250 : 190)
        radius: Theme.px(20)
        color: Theme.card
        border.width: 2 * Theme.hairline
        border.color: picture.symbol === "qr" ? Theme.appointment : Theme.primary

        Icon {
            anchors.centerIn: parent
            name: picture.symbol
            size: Theme.px(140)
            color: picture.symbol === "qr" ? Theme.appointment : Theme.primary
        }
    }

    QtObject {
        id: drop
        property real at: Theme.px(60)
    }

    SequentialAnimation {
        running: picture.active && picture.visible && Theme.motion
        loops: Animation.Infinite

        NumberAnimation {
            target: drop
            property: "at"
            from: 0
            to: Theme.px(60)
            duration: 900
            easing.type: Easing.InOutQuad
        }
        PauseAnimation {
            duration: 700
        }
        NumberAnimation {
            target: drop
            property: "at"
            to: 0
            duration: 600
            easing.type: Easing.InOutQuad
        }
    }
}
