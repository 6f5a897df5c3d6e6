// The screen of one window: a strip above the counter (1920 by 360 or 540) or a whole monitor (1920 by 1080).
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Hall
import Hall.Clock
import Display.Model

Window {
    id: screen

    required property WindowModel place
    required property WallClock clock
    required property bool motion

    readonly property bool strip: height < width * 0.4
    readonly property string remark: place.draining ? (place.phase === "closed" ? "" : qsTr("本窗口不再接新号")) : place.lentUntil.length > 0 ? qsTr("潮汐窗口 至 %1").arg(place.lentUntil) : ""
    readonly property string purpose: place.name.length > 0 ? place.name : Says.windowType(place.type)

    width: 1920
    height: 540
    color: Theme.darkGround
    title: Words.window(screen.place.window)

    Binding {
        target: Theme
        property: "shortSide"
        value: screen.strip ? Math.min(screen.height * 1.8, screen.width * 9 / 16) : Math.min(screen.height, screen.width * 9 / 16)
    }
    Binding {
        target: Theme
        property: "motion"
        value: screen.motion
    }

    Connections {
        target: screen.place

        function onCalled(): void {
            if (screen.strip)
                across.flash();
            else
                whole.flash();
        }
    }

    Item {
        visible: screen.strip
        anchors.fill: parent

        Rectangle {
            id: sign
            width: Math.min(parent.height * 1.25, parent.width * 0.24)
            height: parent.height
            color: Theme.primary

            Column {
                anchors.verticalCenter: parent.verticalCenter
                x: parent.height * 0.08
                width: parent.width - 2 * x

                NumberText {
                    objectName: "window-number"
                    width: parent.width
                    height: sign.height * 0.5
                    text: screen.place.window
                    color: Theme.fillInk
                    font.pixelSize: sign.height * 0.52
                    fontSizeMode: Text.HorizontalFit
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                }
                Text {
                    width: parent.width
                    text: qsTr("号窗口")
                    color: Theme.fillInk
                    font.bold: true
                    font.pixelSize: sign.height * 0.13
                    fontSizeMode: Text.HorizontalFit
                    horizontalAlignment: Text.AlignHCenter
                    textFormat: Text.PlainText
                }
                Text {
                    objectName: "window-name"
                    width: parent.width
                    visible: text.length > 0
                    topPadding: sign.height * 0.02
                    height: Math.min(implicitHeight, sign.height * 0.21)
                    text: screen.purpose
                    color: Theme.fillSoft
                    font.pixelSize: sign.height * 0.12
                    fontSizeMode: Text.Fit
                    minimumPixelSize: Theme.smallest
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    lineHeight: 0.9
                    horizontalAlignment: Text.AlignHCenter
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                }
            }
        }

        PhaseCard {
            id: across
            anchors {
                left: sign.right
                right: screen.place.clerk.length > 0 || !screen.place.live ? beside.left : parent.right
                top: parent.top
                bottom: parent.bottom
                margins: parent.height * 0.06
                rightMargin: screen.place.clerk.length > 0 || !screen.place.live ? screen.width * 0.012 : parent.height * 0.06
            }
            beside: width > 2.6 * height
            phase: screen.place.phase
            soon: screen.place.soon
            number: screen.place.number
            reason: screen.place.reason
            visitor: screen.place.visitor
            remark: screen.remark
        }

        ClerkCard {
            id: beside
            visible: screen.place.clerk.length > 0 || !screen.place.live
            anchors {
                right: parent.right
                rightMargin: screen.width * 0.012
                top: parent.top
                bottom: parent.bottom
            }
            width: screen.width * 0.126
            size: Theme.px(54)
            name: screen.place.clerkName
            number: screen.place.clerk
            live: screen.place.live
        }
    }

    Item {
        visible: !screen.strip
        anchors.fill: parent

        Rectangle {
            id: head
            width: parent.width
            height: Theme.px(200)
            color: Theme.primary

            Text {
                id: number
                anchors {
                    left: parent.left
                    leftMargin: Theme.px(72)
                    verticalCenter: parent.verticalCenter
                }
                text: Words.window(screen.place.window)
                color: Theme.fillInk
                font.bold: true
                font.pixelSize: Theme.px(120)
                textFormat: Text.PlainText
            }
            Text {
                anchors {
                    left: number.right
                    leftMargin: Theme.px(56)
                    right: by.left
                    rightMargin: Theme.px(40)
                    verticalCenter: parent.verticalCenter
                }
                text: screen.purpose
                color: Theme.fillInk
                font.pixelSize: Theme.px(68)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.body
                textFormat: Text.PlainText
                elide: Text.ElideRight
            }
            ClerkCard {
                id: by
                anchors {
                    right: parent.right
                    rightMargin: Theme.px(72)
                    top: parent.top
                    bottom: parent.bottom
                }
                width: Theme.px(420)
                centered: false
                size: Theme.px(screen.place.live ? 54 : 42)
                name: screen.place.clerkName
                number: screen.place.clerk
                live: screen.place.live
            }
        }

        PhaseCard {
            id: whole
            anchors {
                left: parent.left
                right: parent.right
                top: head.bottom
                bottom: parent.bottom
                margins: Theme.px(48)
            }
            phase: screen.place.phase
            soon: screen.place.soon
            number: screen.place.number
            reason: screen.place.reason
            visitor: screen.place.visitor
            remark: screen.remark
        }
    }

    Notice {
        visible: screen.place.refused.length > 0
        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
            margins: Theme.px(24)
        }
        kind: "bad"
        text: qsTr("主机不接受此屏幕，请联系管理员")
        detail: screen.place.refused
    }
}
