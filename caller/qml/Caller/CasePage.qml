// A case is taken: its number in the business system, typed or scanned, and whether everything was there.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Caller.Model

PageFrame {
    id: page

    readonly property CaseForm form: panel.case
    readonly property bool fits: form.fits(number.text)

    visible: form.open
    title: qsTr("%1 受理").arg(form.ticket).trim()
    titleName: "case-title"
    note: form.item
    hint: page.fits ? qsTr("输入或扫描办件编号，没有可不填") : qsTr("办件编号只能有字母、数字和 - _")
    hintName: "case-hint"
    hintColor: page.fits ? Theme.soft : Theme.bad
    first: number
    onVisibleChanged: number.text = ""

    Column {
        anchors {
            left: parent.left
            right: parent.right
            top: parent.top
        }
        spacing: Theme.px(18)

        InputLine {
            id: number
            objectName: "case-number"
            width: parent.width
            plain: true
            longest: 64
            hint: qsTr("办件编号")
            frame: page.fits ? Theme.primary : Theme.bad
            onTaken: page.form.take(number.text, true)
        }
        KeyButton {
            objectName: "first-pass"
            width: parent.width
            kind: "primary"
            enabled: page.fits
            text: qsTr("材料齐全，一次通过")
            keyName: qsTr("回车")
            onTouched: page.form.take(number.text, true)
        }
        KeyButton {
            id: lacking
            objectName: "not-first-pass"
            width: parent.width
            enabled: page.fits
            text: qsTr("没有一次通过…")
            keyName: "F2"
            onTouched: page.form.take(number.text, false)

            Shortcut {
                sequence: lacking.keyName
                enabled: page.visible && lacking.enabled
                autoRepeat: false
                onActivated: page.form.take(number.text, false)
            }
        }
        Text {
            width: parent.width
            text: qsTr("受理后打印受理凭证")
            color: Theme.soft
            font.pixelSize: Theme.px(26)
            wrapMode: Text.WordWrap
            textFormat: Text.PlainText
        }
    }
}
