// The rating pad of a window: asleep it shows whose turn it is; after a service it asks, once and kindly.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Hall
import Hall.Clock
import Pad.Model

Window {
    id: window

    required property RatingPad pad
    required property WallClock clock
    required property bool motion
    // Milliseconds in which a page that has just appeared, or a button just touched, takes no touch.
    property int settle: 400

    readonly property bool asking: pad.page === "grades" || pad.page === "reasons"

    width: 1280
    height: 800
    color: Theme.ground
    title: qsTr("服务评价")

    Binding {
        target: Theme
        property: "shortSide"
        value: Math.min(window.width, window.height, Math.max(window.width, window.height) * 0.625)
    }
    Binding {
        target: Theme
        property: "again"
        value: window.settle
    }
    Binding {
        target: Theme
        property: "motion"
        value: window.motion
    }

    PadHead {
        id: head
        width: parent.width
        title: window.pad.page === "idle" ? (window.pad.place.hall.length > 0 ? window.pad.place.hall : qsTr("服务评价")) : PadSays.staff(window.pad.place.window, window.pad.place.clerkName, window.pad.place.clerk)
        subtitle: {
            if (window.asking && window.pad.seconds > 0)
                return qsTr("不选也没关系，约 %1 秒后自动返回").arg(window.pad.seconds);
            const where = window.pad.page === "idle" && window.pad.place.window > 0 ? Words.window(window.pad.place.window) : "";
            return [where, qsTr("政务服务“好差评”")].filter(part => part.length > 0).join(" · ");
        }
        time: window.pad.page === "idle" && window.width > window.height && window.pad.place.hall.length > 0 ? window.clock.time : ""
        live: window.pad.place.live
        language: window.pad.language
        onSwitched: window.pad.switchLanguage()
    }

    Loader {
        id: pages

        readonly property string wanted: window.pad.page

        anchors {
            top: head.bottom
            left: parent.left
            right: parent.right
            bottom: parent.bottom
        }
        sourceComponent: {
            switch (wanted) {
            case "grades":
                return grades;
            case "reasons":
                return reasons;
            case "thanks":
                return thanks;
            case "refused":
                return refused;
            default:
                return idle;
            }
        }
        onWantedChanged: {
            settling.restart();
            appear.restart();
        }

        NumberAnimation {
            id: appear
            target: pages.item
            property: "opacity"
            from: Theme.motion ? 0.2 : 1
            to: 1
            duration: Theme.quick
            easing.type: Easing.OutQuad
        }
    }

    Component {
        id: idle
        IdlePage {
            pad: window.pad
        }
    }
    Component {
        id: grades
        GradesPage {
            pad: window.pad
        }
    }
    Component {
        id: reasons
        ReasonsPage {
            pad: window.pad
        }
    }
    Component {
        id: thanks
        ThanksPage {
            pad: window.pad
        }
    }
    Component {
        id: refused
        RefusedPage {
            pad: window.pad
        }
    }

    Notice {
        visible: window.pad.place.refused.length > 0
        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
            margins: Theme.px(24)
        }
        kind: "bad"
        text: qsTr("主机不接受此评价器，请联系管理员")
        detail: window.pad.place.refused
    }

    // The second of two quick touches must not fall on whatever the next page has in the same place.
    MouseArea {
        objectName: "settling"
        anchors.fill: parent
        visible: settling.running
        acceptedButtons: Qt.AllButtons

        Timer {
            id: settling
            interval: window.settle
        }
    }
}
