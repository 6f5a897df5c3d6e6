// A list to choose from by keyboard or touch: typing narrows it, the arrows move, Enter takes, Esc goes back.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Caller.Model

PageFrame {
    id: page

    readonly property Chooser chooser: panel.chooser

    visible: chooser.kind.length > 0
    title: Asks.list(chooser.kind, chooser.ticket)
    titleName: "chooser-title"
    note: chooser.note
    hint: chooser.typed.length > 0 ? qsTr("已输入 %1（退格键删除）").arg(chooser.typed) : Asks.hint(chooser.kind)
    hintName: "chooser-typed"
    hintColor: chooser.typed.length > 0 ? Theme.primary : Theme.soft

    Keys.onUpPressed: page.chooser.move(-1)
    Keys.onDownPressed: page.chooser.move(1)
    Keys.onReturnPressed: page.chooser.take()
    Keys.onEnterPressed: page.chooser.take()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            page.chooser.erase();
        else if (event.key === Qt.Key_PageDown)
            page.chooser.move(8);
        else if (event.key === Qt.Key_PageUp)
            page.chooser.move(-8);
        else
            page.chooser.type(event.text);
    }

    ListView {
        id: list
        objectName: "chooser"
        anchors.fill: parent
        clip: true
        spacing: Theme.px(10)
        boundsBehavior: Flickable.StopAtBounds
        model: page.chooser.lines
        currentIndex: page.chooser.current
        highlightMoveDuration: Theme.quick
        highlightFollowsCurrentItem: true
        delegate: BigButton {
            id: line

            required property int index
            required property string code
            required property string name
            required property string tag
            required property int amount
            required property string second

            readonly property string words: Asks.choice(line.tag)

            objectName: "choice-%1".arg(line.code)
            width: ListView.view.width
            height: Theme.px(96)
            leftPadding: Theme.px(150)
            rightPadding: Theme.px(24)
            topPadding: Theme.px(6)
            bottomPadding: Theme.px(6)
            focusPolicy: Qt.NoFocus
            centered: false
            kind: line.index === page.chooser.current ? "outline" : "plain"
            size: Theme.px(34)
            detailSize: Theme.px(26)
            text: line.name.length > 0 ? line.name : line.words.length > 0 ? line.words : Words.window(Number(line.code))
            detail: [Asks.note(line.tag, line.amount), line.second].filter(part => part.length > 0 && part !== line.name).join(" · ")
            onTouched: page.chooser.pick(line.index)

            Text {
                anchors {
                    left: parent.left
                    leftMargin: Theme.px(26)
                    verticalCenter: parent.verticalCenter
                }
                width: Theme.px(112)
                text: line.code
                color: Theme.primary
                font.bold: true
                font.pixelSize: Theme.px(38)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.px(16)
                textFormat: Text.PlainText
                elide: Text.ElideRight
            }
        }
    }
    Text {
        visible: page.chooser.count === 0
        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width)
        text: Asks.emptyList(page.chooser.kind)
        color: Theme.soft
        font.pixelSize: Theme.px(34)
        wrapMode: Text.WordWrap
        textFormat: Text.PlainText
    }
}
