// A list to choose from by keyboard or touch: typing narrows it, the arrows move, Enter takes, Esc goes back.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Caller.Model

Rectangle {
    id: page

    required property Panel panel
    readonly property Chooser chooser: panel.chooser

    color: Theme.ground
    visible: chooser.kind.length > 0
    onVisibleChanged: if (visible)
        page.forceActiveFocus()

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

    // Nothing below is reached while the list is open.
    MouseArea {
        anchors.fill: parent
    }

    Text {
        id: title
        objectName: "chooser-title"
        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
            margins: Theme.px(28)
        }
        text: Says.list(page.chooser.kind, page.chooser.ticket)
        color: Theme.ink
        font.bold: true
        font.pixelSize: Theme.px(40)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(28)
        textFormat: Text.PlainText
        elide: Text.ElideRight
    }
    Text {
        id: hint
        objectName: "chooser-typed"
        anchors {
            left: title.left
            right: title.right
            top: title.bottom
            topMargin: Theme.px(4)
        }
        text: page.chooser.typed.length > 0 ? qsTr("已输入 %1（退格键删除）").arg(page.chooser.typed) : qsTr("输入编号筛选，↑↓ 移动，回车确定")
        color: page.chooser.typed.length > 0 ? Theme.primary : Theme.soft
        font.bold: page.chooser.typed.length > 0
        font.pixelSize: Theme.px(26)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(20)
        textFormat: Text.PlainText
    }
    ListView {
        id: list
        objectName: "chooser"
        anchors {
            left: title.left
            right: title.right
            top: hint.bottom
            topMargin: Theme.px(18)
            bottom: back.top
            bottomMargin: Theme.px(18)
        }
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
            text: line.name.length > 0 ? line.name : Says.place(line.tag).length > 0 ? Says.place(line.tag) : Words.window(Number(line.code))
            detail: Says.note(line.tag, line.amount)
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
                minimumPixelSize: Theme.px(18)
                textFormat: Text.PlainText
            }
        }
    }
    Text {
        visible: page.chooser.count === 0
        anchors.centerIn: list
        text: Says.emptyList(page.chooser.kind)
        color: Theme.soft
        font.pixelSize: Theme.px(34)
        textFormat: Text.PlainText
    }
    KeyButton {
        id: back
        objectName: "chooser-back"
        anchors {
            left: title.left
            right: title.right
            bottom: parent.bottom
            bottomMargin: Theme.px(24)
        }
        kind: "soft"
        focusPolicy: Qt.NoFocus
        text: qsTr("返回")
        keyName: "Esc"
        onTouched: page.panel.back()
    }
}
