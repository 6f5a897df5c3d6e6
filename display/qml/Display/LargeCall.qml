// The called number, readable at ten metres: its figures are a fifth of the screen's height.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

Rectangle {
    id: large

    required property string number
    required property int window
    required property string where
    // Masked, of a visitor whom a consult desk calls by name.
    required property string name
    required property bool again
    // Whether the visitor is still to come: the card is bright until then.
    required property bool expected
    // Whether the hub has ever said what there is to show.
    required property bool known

    readonly property int edge: Theme.px(48)
    // Long numbers need the card's whole width, and the window goes below them.
    readonly property bool tall: number.length > 4
    readonly property color ink: expected ? Theme.highlightInk : Theme.darkText

    radius: Theme.radius
    color: expected ? Theme.highlight : Theme.darkCardHigh

    function flash(): void {
        light.go();
    }

    // Below the number, which stays readable while it flashes.
    Flash {
        id: light
        anchors.fill: parent
        radius: large.radius
    }

    Text {
        id: label
        x: large.edge
        y: Theme.px(large.tall ? 18 : 30)
        visible: large.number.length > 0
        text: !large.expected ? qsTr("最近叫号") : large.again ? qsTr("再次叫号") : qsTr("正在叫号")
        color: large.expected ? large.ink : Theme.darkSoft
        font.bold: true
        font.pixelSize: Theme.px(44)
        textFormat: Text.PlainText
    }

    // Figures have no descenders: the line is cut to their height so that the card is not half empty.
    Item {
        id: box
        visible: large.number.length > 0
        x: large.edge
        y: large.tall ? label.y + label.height : label.y + label.height + Theme.px(26)
        width: large.tall ? large.width - 2 * large.edge : Math.min(figures.implicitWidth, large.width - 2 * large.edge)
        height: Theme.px(large.tall ? 240 : 250)

        NumberText {
            id: figures
            objectName: "large-number"
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            height: implicitHeight
            text: large.number
            color: large.expected ? large.ink : Theme.darkNumber
            font.pixelSize: large.tall ? Theme.px(304) : Theme.px(316)
            fontSizeMode: Text.HorizontalFit
            verticalAlignment: Text.AlignVCenter
        }
    }

    Column {
        visible: large.number.length > 0 && !large.tall
        anchors {
            left: box.right
            leftMargin: Theme.px(56)
            right: parent.right
            rightMargin: Theme.px(40)
            verticalCenter: box.verticalCenter
        }
        spacing: Theme.px(4)

        Text {
            width: parent.width
            text: large.name.length > 0 ? qsTr("%1 请到").arg(large.name) : qsTr("请到")
            color: large.ink
            font.pixelSize: Theme.px(56)
            elide: Text.ElideRight
            textFormat: Text.PlainText
        }
        Text {
            objectName: "large-window"
            width: parent.width
            text: Words.window(large.window)
            color: large.ink
            font.bold: true
            font.pixelSize: Theme.px(92)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(40)
            textFormat: Text.PlainText
        }
        Text {
            visible: text.length > 0
            width: parent.width
            text: large.where
            color: large.ink
            font.pixelSize: Theme.px(46)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(30)
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
    }

    Row {
        id: below
        visible: large.number.length > 0 && large.tall
        anchors {
            left: box.left
            right: box.right
            top: box.bottom
            topMargin: Theme.px(14)
        }
        spacing: Theme.px(40)

        Text {
            id: goes
            anchors.verticalCenter: parent.verticalCenter
            text: large.name.length > 0 ? qsTr("%1 请到 %2").arg(large.name).arg(Words.window(large.window)) : qsTr("请到 %1").arg(Words.window(large.window))
            color: large.ink
            font.bold: true
            font.pixelSize: Theme.px(72)
            textFormat: Text.PlainText
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(0, below.width - goes.width - below.spacing)
            height: goes.height
            verticalAlignment: Text.AlignVCenter
            text: large.where
            color: large.ink
            font.pixelSize: Theme.px(46)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(30)
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
    }

    Column {
        visible: large.number.length === 0
        anchors.centerIn: parent
        spacing: Theme.px(24)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: large.known ? "speaker" : "clock"
            color: Theme.darkSoft
            size: Theme.px(130)
        }
        Text {
            anchors.horizontalCenter: parent.horizontalCenter
            text: large.known ? qsTr("暂无叫号，请留意屏幕和语音") : qsTr("正在连接，请稍候")
            color: Theme.darkSoft
            font.pixelSize: Theme.px(46)
            textFormat: Text.PlainText
        }
    }
}
