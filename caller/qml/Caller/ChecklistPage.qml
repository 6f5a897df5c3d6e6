// Lines to tick, such as materials that are lacking, and a word to add; Enter is done from anywhere.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Caller.Model

PageFrame {
    id: page

    readonly property Checklist checklist: panel.checklist
    readonly property bool complete: checklist.mayBeEmpty || checklist.ticked > 0 || checklist.worded && words.text.trim().length > 0

    visible: checklist.kind.length > 0
    title: Asks.checklist(checklist.kind, checklist.ticket)
    titleName: "checklist-title"
    note: checklist.item
    hint: Asks.checklistHint(checklist.kind, checklist.due)
    hintName: "checklist-hint"
    first: list.count > 0 ? list : words
    onVisibleChanged: words.text = ""

    ListView {
        id: list
        objectName: "checklist"
        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
            bottom: below.top
            bottomMargin: Theme.px(14)
        }
        clip: true
        spacing: Theme.px(8)
        boundsBehavior: Flickable.StopAtBounds
        model: page.checklist.lines
        currentIndex: page.checklist.current
        highlightMoveDuration: Theme.quick
        KeyNavigation.tab: page.checklist.worded ? words : done
        Keys.onUpPressed: page.checklist.move(-1)
        Keys.onDownPressed: page.checklist.move(1)
        Keys.onSpacePressed: page.checklist.toggle()
        Keys.onReturnPressed: page.checklist.take(words.text)
        Keys.onEnterPressed: page.checklist.take(words.text)
        Keys.onPressed: event => {
            const digit = "123456789".indexOf(event.text);
            if (event.text.length === 1 && digit >= 0)
                page.checklist.pick(digit);
        }
        delegate: CheckLine {
            required property int index

            width: ListView.view.width
            place: index + 1
            onTouched: page.checklist.pick(index)
        }
    }
    Text {
        visible: list.count === 0
        anchors.fill: list
        text: qsTr("这个事项没有材料清单，请写明内容")
        color: Theme.soft
        font.pixelSize: Theme.px(32)
        wrapMode: Text.WordWrap
        textFormat: Text.PlainText
    }
    Column {
        id: below
        anchors {
            left: parent.left
            right: parent.right
            bottom: parent.bottom
        }
        spacing: Theme.px(14)

        InputLine {
            id: words
            objectName: "checklist-words"
            width: parent.width
            visible: page.checklist.worded
            longest: 200
            hint: list.count > 0 ? qsTr("补充说明，可不填（Tab）") : qsTr("写明要补什么")
            onTaken: page.checklist.take(words.text)
        }
        KeyButton {
            id: done
            objectName: "checklist-done"
            width: parent.width
            kind: "primary"
            enabled: page.complete
            text: Asks.checklistDone(page.checklist.kind, page.checklist.ticked)
            keyName: qsTr("回车")
            onTouched: page.checklist.take(words.text)
        }
    }
}
