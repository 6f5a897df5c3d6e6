// The shape of every page: facts above, everything to be touched in the lower 60 % (on a wide screen: on the
// right), and the helper row that never moves.
import QtQuick
import Hall
import Kiosk.Model

Item {
    id: page

    required property KioskModel kiosk

    default property alias choices: below.data
    property alias facts: above.data
    property bool goesBack: true
    // What a page may put into the helper row beside the way back, instead of version, language and help.
    property alias helpers: extra.data
    property bool ownHelpers: false
    readonly property bool wide: width > height
    readonly property alias helperSize: row.size
    property alias roomAbove: above.height
    property alias roomBelow: below.height

    readonly property int split: wide ? Theme.px(40) : Math.round((Window.height ?? height) * 0.4) - (Window.height - height)

    Item {
        id: above
        x: Theme.margin
        y: Theme.px(page.wide ? 40 : 28)
        width: page.wide ? Math.round(page.width * 0.42) - 1.5 * Theme.margin : page.width - 2 * Theme.margin
        height: page.wide ? page.height - 2 * y : page.split - y - Theme.px(12)
    }

    Item {
        id: below
        x: page.wide ? Math.round(page.width * 0.42) + Theme.margin / 2 : Theme.margin
        y: page.split + Theme.px(8)
        width: page.width - x - Theme.margin
        height: row.y - y - Theme.gap
    }

    Row {
        id: row

        readonly property int size: Theme.sp(page.kiosk.elder ? 34 : 38)
        readonly property int count: (page.goesBack ? 1 : 0) + 3
        readonly property int cell: Math.floor((width - (count - 1) * spacing) / count)

        x: below.x
        y: page.height - height - Theme.px(40)
        width: below.width
        height: Theme.touch
        spacing: Theme.gap

        BigButton {
            objectName: "back"
            visible: page.goesBack
            width: row.cell
            height: row.height
            kind: "soft"
            leftPadding: Theme.px(12)
            rightPadding: Theme.px(12)
            symbol: page.kiosk.elder ? "" : "back"
            text: qsTr("返回")
            size: row.size
            onTouched: page.kiosk.back()
        }
        Row {
            id: extra
            visible: page.ownHelpers
            width: visible ? row.width - (page.goesBack ? row.cell + row.spacing : 0) : 0
            height: row.height
            spacing: Theme.gap
        }
        BigButton {
            objectName: "elder"
            visible: !page.ownHelpers
            width: row.cell
            height: row.height
            kind: "soft"
            leftPadding: Theme.px(12)
            rightPadding: Theme.px(12)
            text: page.kiosk.elder ? qsTr("普通版") : qsTr("长辈版")
            size: row.size
            onTouched: page.kiosk.enlarge(!page.kiosk.elder)
        }
        BigButton {
            objectName: "language"
            visible: !page.ownHelpers
            width: row.cell
            height: row.height
            kind: "soft"
            leftPadding: Theme.px(12)
            rightPadding: Theme.px(12)
            text: page.kiosk.language === "zh" ? "English" : "中文"
            size: row.size
            onTouched: page.kiosk.speak(page.kiosk.language === "zh" ? "en" : "zh")
        }
        HelpButton {
            visible: !page.ownHelpers
            width: row.cell
            height: row.height
            size: row.size
            kiosk: page.kiosk
        }
    }
}
