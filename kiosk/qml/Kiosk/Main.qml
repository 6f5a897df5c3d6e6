// The kiosk's window: the head, the page that the model names, and the question when nobody touches it.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Hall.Clock
import Kiosk.Model

Window {
    id: window

    required property KioskModel kiosk
    required property WallClock clock
    required property bool motion
    // Milliseconds in which a page that has just appeared, or a button just touched, takes no touch.
    property int settle: 400

    width: 1080
    height: 1920
    color: Theme.ground
    title: kiosk.hall.name

    Binding {
        target: Theme
        property: "shortSide"
        // A wide screen holds head, facts and choices in less height: everything is a little smaller there.
        value: Math.min(window.width, window.height, window.width > window.height ? window.height * 0.84 : window.height * 1080 / 1700)
    }
    Binding {
        target: Theme
        property: "elder"
        value: window.kiosk.elder
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

    TopBar {
        id: head
        width: parent.width
        title: window.kiosk.hall.known ? window.kiosk.hall.name : qsTr("自助取号")
        subtitle: !window.kiosk.hall.known ? "" : window.kiosk.hall.zone.length > 0 ? qsTr("%1 · %2").arg(Words.floor(window.kiosk.hall.floor)).arg(window.kiosk.hall.zone) : qsTr("自助取号")
        time: window.clock.time
        date: Words.date(window.clock.month, window.clock.day, window.clock.weekday)
        live: window.kiosk.live
    }

    Loader {
        id: pages

        readonly property string wanted: window.kiosk.hall.known && !window.kiosk.stopped ? window.kiosk.page : "away"

        anchors {
            top: head.bottom
            left: parent.left
            right: parent.right
            bottom: parent.bottom
        }
        focus: true
        sourceComponent: {
            switch (wanted) {
            case "away":
                return away;
            case "groups":
            case "items":
                return list;
            case "item":
                return item;
            case "card":
                return card;
            case "person":
                return person;
            case "appointment":
                return appointment;
            case "ticket":
                return ticket;
            case "offer":
                return offer;
            case "basket":
                return basket;
            case "phone":
                return phone;
            case "desk":
                return desk;
            case "working":
                return working;
            case "trouble":
                return trouble;
            default:
                return home;
            }
        }
        // Also from groups to items, which are the same page with other words.
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
        id: away
        AwayPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: home
        HomePage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: list
        ListPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: item
        ItemPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: card
        CardPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: person
        PersonPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: appointment
        AppointmentPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: ticket
        TicketPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: offer
        OfferPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: basket
        BasketPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: phone
        PhonePage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: desk
        DeskPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: working
        WorkingPage {
            kiosk: window.kiosk
        }
    }
    Component {
        id: trouble
        TroublePage {
            kiosk: window.kiosk
        }
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

    IdleQuestion {
        anchors.fill: parent
        visible: window.kiosk.silence.asks
        silence: window.kiosk.silence
        onEnded: window.kiosk.finish()
    }

    // Sees every finger and takes none.
    Item {
        anchors.fill: parent
        z: 1

        PointHandler {
            onActiveChanged: {
                if (active)
                    window.kiosk.silence.touched();
            }
        }
    }
}
