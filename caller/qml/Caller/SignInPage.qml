// A clerk signs in: the staff card on the reader, the PIN by keyboard or on the keys here, a new PIN where one is due.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Caller.Model

PageFrame {
    id: page

    readonly property SignInForm form: panel.signIn
    readonly property string problem: Asks.signInProblem(form.refusalCode, form.refusal)

    visible: form.stage.length > 0
    title: Asks.signInTitle(form.stage)
    titleName: "sign-in-title"
    hint: form.stage === "card" ? qsTr("读卡器读到后自动继续") : form.name.length > 0 ? qsTr("%1 · 4 到 8 位数字，回车确定").arg(form.name) : qsTr("4 到 8 位数字，回车确定")
    hintName: "sign-in-hint"

    Keys.onReturnPressed: page.form.take()
    Keys.onEnterPressed: page.form.take()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            page.form.erase();
        else
            page.form.type(event.text);
    }

    Text {
        id: trouble
        objectName: "sign-in-problem"
        width: parent.width
        height: Math.max(implicitHeight, Theme.px(84))
        text: page.problem
        color: page.form.refusalCode === "pin_change_needed" ? Theme.primary : Theme.bad
        font.bold: true
        font.pixelSize: Theme.px(30)
        wrapMode: Text.Wrap
        verticalAlignment: Text.AlignVCenter
        textFormat: Text.PlainText
    }

    Item {
        id: reading
        visible: page.form.stage === "card"
        anchors {
            left: parent.left
            right: parent.right
            top: trouble.bottom
            bottom: parent.bottom
        }

        Icon {
            id: sign
            anchors {
                horizontalCenter: parent.horizontalCenter
                bottom: parent.verticalCenter
                bottomMargin: Theme.px(30)
            }
            name: "card"
            color: Theme.primary
            size: Theme.px(260)
        }
        Text {
            objectName: "card-state"
            anchors {
                top: sign.bottom
                topMargin: Theme.px(20)
            }
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.form.sending ? qsTr("正在核对…") : page.form.reading ? qsTr("正在等待工作证…") : ""
            color: Theme.soft
            font.pixelSize: Theme.px(34)
            wrapMode: Text.Wrap
            textFormat: Text.PlainText
        }
        KeyButton {
            objectName: "card-again"
            anchors {
                left: parent.left
                right: parent.right
                bottom: parent.bottom
            }
            visible: !page.form.reading && !page.form.sending
            kind: "primary"
            focusPolicy: Qt.NoFocus
            text: qsTr("重新读卡")
            keyName: qsTr("回车")
            onTouched: page.form.take()
        }
    }

    Dots {
        id: dots
        visible: page.form.stage.length > 0 && !reading.visible
        anchors {
            horizontalCenter: parent.horizontalCenter
            top: trouble.bottom
        }
        height: Theme.px(90)
        count: page.form.digits
        room: 8
        note: page.form.sending ? qsTr("正在核对…") : ""
    }
    Keypad {
        visible: dots.visible
        anchors {
            left: parent.left
            right: parent.right
            top: dots.bottom
            bottom: parent.bottom
        }
        ready: page.form.complete && !page.form.sending
        enabled: !page.form.sending
        onTyped: digit => page.form.type(digit)
        onErased: page.form.erase()
        onTaken: page.form.take()
    }
}
