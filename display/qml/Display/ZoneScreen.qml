// The board of a zone, 1920 by 1080: nothing to touch, everything to be read from a chair.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Hall
import Hall.Clock
import Display.Model

Window {
    id: screen

    required property ZoneModel zone
    required property WallClock clock
    required property bool motion

    width: 1920
    height: 1080
    color: Theme.darkGround
    title: screen.zone.title

    Binding {
        target: Theme
        property: "shortSide"
        value: Math.min(screen.width * 9 / 16, screen.height)
    }
    Binding {
        target: Theme
        property: "motion"
        value: screen.motion
    }

    Connections {
        target: screen.zone

        function onCalled(): void {
            large.flash();
        }
    }

    Head {
        id: head
        width: parent.width
        height: Theme.px(104)
        title: screen.zone.title
        date: Words.date(screen.clock.month, screen.clock.day, screen.clock.weekday)
        time: screen.clock.time
        live: screen.zone.live
    }

    Item {
        id: body
        anchors {
            left: parent.left
            right: parent.right
            top: head.bottom
            bottom: caption.top
            leftMargin: Theme.px(40)
            rightMargin: Theme.px(40)
            topMargin: Theme.px(26)
            bottomMargin: Theme.px(26)
        }

        ChangingWindows {
            id: changing
            // A crowd needs the whole height for its numbers, for some seconds.
            visible: screen.zone.changes > 0 && screen.zone.calls.atOnce < 2
            zone: screen.zone
            anchors {
                left: parent.left
                right: large.right
                top: parent.top
            }
            height: Theme.px(68)
        }

        ManyCalls {
            visible: screen.zone.calls.atOnce > 1
            calls: screen.zone.calls
            anchors {
                left: large.left
                right: large.right
                top: large.top
                bottom: parent.bottom
            }
        }

        LargeCall {
            id: large

            readonly property real room: parent.height - (changing.visible ? changing.height + Theme.px(16) : 0)

            visible: screen.zone.calls.atOnce < 2
            anchors {
                left: parent.left
                right: aside.visible ? aside.left : parent.right
                rightMargin: Theme.px(aside.visible ? 32 : 0)
            }
            y: parent.height - room
            height: screen.zone.calls.number.length > 0 ? Math.round(room * (changing.visible ? 0.59 : 0.56)) : room
            name: screen.zone.calls.name
            known: screen.zone.known
            number: screen.zone.calls.number
            window: screen.zone.calls.window
            where: screen.zone.calls.where
            again: screen.zone.calls.again
            expected: screen.zone.calls.expected
        }

        // The places of the last calls, so that a quiet morning's board is not half empty.
        Column {
            anchors.fill: last
            visible: screen.zone.calls.number.length > 0 && screen.zone.calls.atOnce < 2
            spacing: last.spacing

            Repeater {
                model: 4

                Rectangle {
                    width: last.width
                    height: (last.height - 3 * last.spacing) / 4
                    radius: Theme.px(20)
                    color: Theme.darkCard
                    opacity: 0.4
                }
            }
        }

        Column {
            id: last
            visible: screen.zone.calls.atOnce < 2
            anchors {
                left: parent.left
                right: large.right
                top: large.bottom
                topMargin: Theme.px(16)
                bottom: parent.bottom
            }
            spacing: Theme.px(14)

            Repeater {
                model: screen.zone.calls.last

                CallLine {
                    width: last.width
                    height: (last.height - 3 * last.spacing) / 4
                }
            }
        }

        Rectangle {
            id: aside
            visible: screen.zone.known
            anchors {
                right: parent.right
                top: parent.top
                bottom: parent.bottom
            }
            width: Theme.px(520)
            radius: Theme.radius
            color: Theme.darkCard

            WaitingLines {
                anchors {
                    left: parent.left
                    right: parent.right
                    top: parent.top
                    bottom: missed.top
                    margins: Theme.px(30)
                    topMargin: Theme.px(20)
                    bottomMargin: Theme.px(24)
                }
                zone: screen.zone
            }
            Missed {
                id: missed
                anchors {
                    left: parent.left
                    right: parent.right
                    bottom: parent.bottom
                    margins: Theme.px(30)
                    bottomMargin: Theme.px(20)
                }
                numbers: screen.zone.missed
                further: screen.zone.further
            }
        }
    }

    Caption {
        id: caption
        width: parent.width
        height: Theme.px(92)
        anchors.bottom: parent.bottom
        announcing: screen.zone.calls.announcing
        numbers: screen.zone.calls.numbers
        windows: screen.zone.calls.windows
        upcoming: screen.zone.calls.upcoming
        hall: screen.zone.hall
        phone: screen.zone.phone
    }

    Notice {
        visible: screen.zone.refused.length > 0
        anchors {
            left: parent.left
            right: parent.right
            bottom: caption.top
            margins: Theme.px(40)
        }
        kind: "bad"
        text: qsTr("主机不接受此屏幕，请联系管理员")
        detail: screen.zone.refused
    }
}
