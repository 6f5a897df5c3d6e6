// What a window is doing now: whom it calls or serves, or why it does neither.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

Rectangle {
    id: card

    // One of: unknown, closed, paused, free, called, serving.
    required property string phase
    required property string number
    required property string reason
    // Masked, of a visitor whom a consult desk calls by name.
    property string visitor: ""
    // Whether a window that is not open yet soon will be.
    property bool soon: false
    // What else is to be known of the window, such as until when it is lent; a band below everything.
    property string remark: ""
    // Words beside the number (a strip) or below it (a monitor).
    property bool beside: false

    readonly property bool calling: phase === "called"
    // Who is served without a number has none to show.
    readonly property bool numbered: number.length > 0 && (calling || phase === "serving")
    readonly property real room: height - (remark.length > 0 ? band.height : 0)
    readonly property color ink: calling ? Theme.highlightInk : Theme.darkText
    readonly property string sentence: {
        switch (phase) {
        case "called":
            if (visitor.length > 0)
                return beside ? qsTr("%1\n请到本窗口").arg(visitor) : qsTr("%1 请到本窗口").arg(visitor);
            return beside ? qsTr("请到\n本窗口") : qsTr("请到本窗口");
        case "serving":
            return beside && number.length > 0 ? qsTr("正在\n办理") : qsTr("正在办理");
        case "free":
            return qsTr("请等候叫号");
        case "paused":
            return qsTr("暂停服务");
        case "closed":
            return soon ? qsTr("即将开放") : qsTr("窗口未开放");
        default:
            return qsTr("正在连接");
        }
    }
    readonly property string detail: {
        switch (phase) {
        case "serving":
            return number.length > 0 ? "" : qsTr("办完后叫号，请稍候");
        case "free":
            return qsTr("请留意屏幕和语音");
        case "paused":
            return reason.length > 0 ? qsTr("%1，请稍候或到其他窗口").arg(reason) : qsTr("请稍候或到其他窗口");
        case "closed":
            return soon ? qsTr("请稍候，听到叫号再过来") : qsTr("请到其他窗口或服务台");
        default:
            return "";
        }
    }
    readonly property real edge: room * (beside ? 0.1 : 0.06)
    // Size of a sentence that stands alone.
    readonly property real tall: Math.min(room * 0.3, width * 0.1)

    radius: Theme.radius
    color: calling ? Theme.highlight : phase === "paused" || phase === "closed" ? Theme.darkCardHigh : Theme.darkCard

    function flash(): void {
        light.go();
    }

    // Below the number, which stays readable while it flashes, and gone as soon as the visitor is here.
    Flash {
        id: light
        anchors.fill: parent
        radius: card.radius
        visible: card.calling && opacity > 0
    }

    TextMetrics {
        id: measure
        font: figures.font
        text: card.number
    }

    NumberText {
        id: figures
        objectName: "number"
        visible: card.numbered
        x: card.edge
        y: card.beside ? 0 : -card.room * 0.01
        width: card.beside ? Math.min(measure.advanceWidth, card.width * 0.68) : card.width - 2 * card.edge
        height: card.beside ? card.room : card.room * 0.74
        text: card.number
        color: card.calling ? card.ink : Theme.darkNumber
        font.pixelSize: card.beside ? card.room * 0.84 : card.room * 0.78
        fontSizeMode: Text.HorizontalFit
        horizontalAlignment: card.beside ? Text.AlignLeft : Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
    }
    Text {
        objectName: "sentence"
        visible: card.numbered
        x: card.beside ? figures.x + figures.width + card.edge * 1.4 : card.edge
        y: card.beside ? 0 : card.room * 0.75
        width: card.width - x - card.edge
        height: card.beside ? card.room : card.room * 0.22
        text: card.sentence
        color: card.ink
        font.bold: true
        font.pixelSize: card.beside ? card.room * 0.27 : card.room * 0.17
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.body
        horizontalAlignment: card.beside ? Text.AlignLeft : Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        textFormat: Text.PlainText
    }

    Row {
        visible: !card.numbered
        anchors.horizontalCenter: parent.horizontalCenter
        y: (card.room - height) / 2
        spacing: card.tall * 0.4

        Icon {
            id: sign
            visible: card.phase !== "unknown"
            anchors.verticalCenter: parent.verticalCenter
            name: card.phase === "free" ? "speaker" : card.phase === "serving" ? "person" : card.phase === "paused" || card.soon ? "clock" : "bad"
            color: card.phase === "free" || card.phase === "serving" ? Theme.darkBar : card.phase === "paused" ? Theme.highlight : Theme.darkSoft
            size: card.tall * 1.6
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: card.room * 0.02

            Text {
                objectName: "state"
                width: Math.min(Math.ceil(implicitWidth) + 2, card.width - sign.width - 2 * card.tall)
                height: contentHeight
                text: card.sentence
                color: card.phase === "paused" ? Theme.highlight : Theme.darkText
                font.bold: true
                font.pixelSize: card.tall
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.body
                textFormat: Text.PlainText
            }
            Text {
                objectName: "detail"
                width: Math.min(Math.ceil(implicitWidth) + 2, card.width - sign.width - 2 * card.tall)
                visible: text.length > 0
                text: card.detail
                color: Theme.darkSoft
                font.pixelSize: card.tall * 0.5
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.small
                textFormat: Text.PlainText
                elide: Text.ElideRight
            }
        }
    }

    Rectangle {
        id: band
        visible: card.remark.length > 0
        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
        }
        height: Math.max(Theme.px(64), card.height * 0.17)
        radius: card.radius
        color: card.calling ? Theme.highlightInk : Theme.darkGround
        border.width: Theme.hairline
        border.color: Theme.highlight

        Text {
            objectName: "remark"
            anchors.centerIn: parent
            width: Math.min(Math.ceil(implicitWidth) + 2, parent.width - 2 * card.edge)
            text: card.remark
            color: Theme.highlight
            font.bold: true
            font.pixelSize: band.height * 0.56
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.smallest
            textFormat: Text.PlainText
            elide: Text.ElideRight
        }
    }
}
