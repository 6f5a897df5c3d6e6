// Something to touch: a sign, its words, a second line and a value. It answers the finger at once, stands a
// resting or sliding finger, and a second touch within `again` milliseconds does nothing.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T

T.AbstractButton {
    id: button

    // One of: primary, appointment, plain, outline, soft, help.
    property string kind: "plain"
    property string symbol: ""
    property string detail: ""
    property string value: ""
    property color valueColor: ink
    property bool centered: detail.length === 0 && value.length === 0
    // The words stand at the top, detail and value at the bottom: for cards that are higher than wide.
    property bool stacked: false
    property bool busy: false
    property int size: Theme.button
    property int detailSize: Theme.small
    property int detailLines: stacked ? 1 : 2
    property int symbolSize: Math.round(size * 1.3)
    property int again: Theme.again

    readonly property bool filled: kind === "primary" || kind === "appointment"
    readonly property color ink: !enabled ? Theme.soft : filled ? Theme.fillInk : kind === "outline" ? Theme.primary : kind === "help" ? Theme.help : Theme.ink
    readonly property color fill: {
        if (!enabled)
            return Theme.tint;
        switch (kind) {
        case "primary":
            return Theme.primary;
        case "appointment":
            return Theme.appointment;
        case "soft":
            return Theme.tint;
        case "help":
            return Theme.helpGround;
        default:
            return Theme.card;
        }
    }

    // What a finger did, told once.
    signal touched

    implicitHeight: Theme.touch
    implicitWidth: Math.ceil(contentItem.implicitWidth + leftPadding + rightPadding + (symbol.length > 0 ? symbolSize + Theme.px(36) : 0))
    leftPadding: Theme.px(centered ? 24 : 44)
    rightPadding: Theme.px(centered ? 24 : 40)
    topPadding: Theme.px(12)
    bottomPadding: Theme.px(12)
    focusPolicy: Qt.TabFocus
    Accessible.name: text
    Accessible.description: [detail, value].filter(part => part.length > 0).join(" ")

    onClicked: {
        if (busy || settle.running)
            return;
        settle.restart();
        button.touched();
    }

    Timer {
        id: settle
        interval: button.again
    }

    background: Rectangle {
        radius: Math.min(Theme.radius, height / 3)
        color: button.down ? Qt.darker(button.fill, button.filled ? 1.25 : 1.1) : button.fill
        border.width: button.visualFocus ? 3 * Theme.hairline : button.kind === "plain" || button.kind === "outline" || Theme.elder && button.kind === "soft" ? Theme.hairline : 0
        border.color: button.visualFocus ? Theme.ink : button.kind === "outline" ? Theme.primary : Theme.elder ? Theme.line : Theme.tintDeep
    }

    contentItem: Item {
        id: inside

        readonly property int indent: Theme.px(button.centered ? 18 : 36)
        readonly property int beside: amount.visible ? amount.width + Theme.px(24) : 0
        readonly property int room: width - (button.stacked ? 0 : beside) - (sign.visible ? sign.width + indent : 0)
        // Whether detail and value of a stacked button have room side by side.
        readonly property bool together: second.implicitWidth + beside <= room
        readonly property int low: button.stacked && amount.visible ? amount.height : 0
        readonly property int below: !second.visible ? low : !button.stacked ? second.height : together ? Math.max(low, second.height) : low + second.height
        readonly property int free: height - (below > 0 ? below + Theme.px(4) : 0)

        implicitWidth: measure.implicitWidth
        implicitHeight: measure.implicitHeight

        // What the words need at full size; the shown text is given that much or shrinks to what is free.
        Text {
            id: measure
            visible: false
            width: Math.max(0, inside.room)
            text: button.text
            font: words.font
            lineHeight: words.lineHeight
            wrapMode: Text.WordWrap
            maximumLineCount: button.stacked ? 3 : 2
            textFormat: Text.PlainText
        }

        Icon {
            id: sign
            visible: button.symbol.length > 0
            x: button.centered ? Math.max(0, Math.round((inside.width - width - (words.visible ? inside.indent + Math.min(measure.implicitWidth, inside.room) : 0)) / 2)) : 0
            anchors.verticalCenter: parent.verticalCenter
            name: button.symbol
            size: button.symbolSize
            color: button.ink
        }

        Text {
            id: words
            visible: text.length > 0
            x: sign.visible ? sign.x + sign.width + inside.indent : 0
            y: button.stacked ? 0 : Math.round((inside.free - height) / 2)
            width: Math.max(0, button.centered && sign.visible ? Math.min(measure.implicitWidth + 2, inside.room) : inside.room)
            height: Math.max(0, Math.min(measure.contentHeight + 2, inside.free))
            text: button.text
            color: button.ink
            font.pixelSize: button.size
            font.bold: true
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.smallest
            lineHeight: 0.92
            wrapMode: Text.WordWrap
            maximumLineCount: button.stacked ? 3 : 2
            textFormat: Text.PlainText
            elide: Text.ElideRight
            horizontalAlignment: button.centered && !sign.visible ? Text.AlignHCenter : Text.AlignLeft
            verticalAlignment: Text.AlignVCenter
        }

        Text {
            id: second
            visible: text.length > 0
            x: words.x
            y: !button.stacked ? words.y + words.height + Theme.px(4) : !amount.visible ? inside.height - height : inside.together ? amount.y + amount.baselineOffset - baselineOffset : amount.y - height
            width: Math.max(0, inside.room - (button.stacked && inside.together ? inside.beside : 0))
            text: button.detail
            color: button.filled ? Theme.fillSoft : Theme.soft
            font.pixelSize: button.detailSize
            lineHeight: 0.92
            wrapMode: Text.WordWrap
            maximumLineCount: button.detailLines
            textFormat: Text.PlainText
            elide: Text.ElideRight
            horizontalAlignment: words.horizontalAlignment
        }

        Text {
            id: amount
            visible: text.length > 0
            x: inside.width - width
            y: button.stacked ? inside.height - height : Math.round((inside.height - height) / 2)
            text: button.value
            color: button.enabled ? button.valueColor : Theme.soft
            font.pixelSize: Math.round(button.size * 0.95)
            font.bold: true
            textFormat: Text.PlainText
        }
    }
}
