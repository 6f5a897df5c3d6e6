// The page on which a technician enrols a screen, in that screen's own shape: a kiosk, a panel, a pad, a bar.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Hall.Clock
import Enrolment.Model

Window {
    id: window

    required property Enrolment enrolment
    required property WallClock clock
    required property bool motion
    property int settle: 400

    readonly property bool bar: width > 3 * height
    readonly property bool tall: height > width
    // The short side as the look has it, for each shape.
    readonly property real side: bar ? height * 1.8 : tall ? Math.min(Math.max(width, 600), height * 0.62) : Math.min(height, width * 0.625)
    readonly property int pad: Math.round(side * 0.03)
    readonly property int gap: Math.round(side * 0.022)
    readonly property int touch: Math.max(46, Math.round(side * 120 / 1080))
    readonly property bool busy: enrolment.page !== "typing"
    // Where the keys go.
    property bool onAddress: !enrolment.named

    width: 1080
    height: 1920
    color: Theme.ground
    title: qsTr("登记本机")
    Component.onCompleted: {
        const first = onAddress ? address : code.input;
        first.forceActiveFocus();
    }

    Binding {
        target: Theme
        property: "elder"
        // Its colours keep 7:1.
        value: true
    }
    Binding {
        target: Theme
        property: "shortSide"
        // Which makes all letters larger, too.
        value: window.side / 1.25
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

    function field(): TextInput {
        return window.onAddress ? address : code.input;
    }

    Shortcut {
        sequences: ["Return", "Enter"]
        enabled: !window.busy
        onActivated: window.enrolment.join()
    }

    Item {
        id: body
        anchors.fill: parent
        visible: window.enrolment.page !== "enrolled"

        Titles {
            id: titles
            x: window.pad
            y: window.pad
            width: window.bar ? Math.round(window.width * 0.29) : window.tall ? window.width - 2 * window.pad : Math.round(window.width * 0.4)
        }
        Saying {
            id: saying
            enrolment: window.enrolment
            x: window.bar || window.tall ? window.pad : titles.x + titles.width + 2 * window.gap
            y: window.bar || window.tall ? titles.y + titles.height + window.gap : window.pad
            width: window.bar || window.tall ? titles.width : window.width - x - window.pad
            height: Math.min(Math.round(window.side * 0.32), (window.bar ? window.height - window.pad : addressField.y - window.gap) - y)
        }

        Item {
            id: form
            enabled: !window.busy

            readonly property bool inRow: !window.bar && !window.tall
            readonly property int rowWidth: window.width - 2 * window.pad
            readonly property int fieldHeight: addressField.implicitHeight

            x: window.bar ? titles.x + titles.width + 2 * window.gap : window.pad
            width: window.bar ? Math.round(window.width * 0.29) : rowWidth
            height: inRow ? fieldHeight : 2 * fieldHeight + buttons.height + 2 * window.gap
            y: window.bar ? Math.round((window.height - height) / 2) : keys.y - 1.4 * window.gap - height
        }

        FieldBox {
            id: addressField
            enabled: !window.busy
            x: form.x
            y: form.y
            width: form.inRow ? Math.round(form.rowWidth * 0.34) : form.width
            boxHeight: window.touch
            label: qsTr("主机地址")
            current: window.onAddress && !window.busy

            TextInput {
                id: address
                objectName: "address"
                anchors.fill: parent
                leftPadding: Theme.px(24)
                rightPadding: Theme.px(24)
                verticalAlignment: TextInput.AlignVCenter
                text: window.enrolment.address
                color: Theme.ink
                selectionColor: Theme.primary
                selectedTextColor: Theme.fillInk
                font.pixelSize: Theme.small
                maximumLength: 200
                clip: true
                inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoAutoUppercase | Qt.ImhNoPredictiveText
                activeFocusOnTab: true
                Accessible.name: addressField.label
                onTextChanged: window.enrolment.writeAddress(text)
                onActiveFocusChanged: {
                    if (activeFocus)
                        window.onAddress = true;
                }
            }
        }
        Item {
            id: codeArea
            enabled: !window.busy
            x: form.inRow ? addressField.x + addressField.width + window.gap : form.x
            y: form.inRow ? form.y : addressField.y + addressField.height + window.gap
            width: form.inRow ? buttons.x - window.gap - x : form.width
            height: addressField.height

            Text {
                width: parent.width
                text: qsTr("登记码（11 位）")
                color: !window.onAddress && !window.busy ? Theme.primary : Theme.soft
                font.bold: true
                font.pixelSize: Theme.tiny
                textFormat: Text.PlainText
            }
            CodeField {
                id: code
                anchors.bottom: parent.bottom
                width: parent.width
                height: window.touch
                code: window.enrolment.code
                current: !window.onAddress && !window.busy
                onEdited: text => window.enrolment.writeCode(text)
                input.onActiveFocusChanged: {
                    if (input.activeFocus)
                        window.onAddress = false;
                }
            }
        }

        Row {
            id: buttons
            spacing: window.gap
            x: form.inRow ? window.width - window.pad - width : form.x
            y: form.inRow ? form.y + form.height - height : codeArea.y + codeArea.height + window.gap

            readonly property int wholeWidth: form.inRow ? Math.round(form.rowWidth * 0.28) : form.width

            BigButton {
                id: speak
                objectName: "language"
                width: Math.round(parent.wholeWidth * 0.36)
                height: window.touch
                leftPadding: 4
                rightPadding: 4
                kind: "outline"
                enabled: !window.busy
                size: Theme.small
                text: window.enrolment.language === "en" ? "中文" : "English"
                onTouched: window.enrolment.switchLanguage()
            }
            BigButton {
                objectName: "join"
                width: parent.wholeWidth - speak.width - window.gap
                height: window.touch
                leftPadding: 4
                rightPadding: 4
                kind: window.enrolment.complete || window.busy ? "primary" : "outline"
                size: Theme.body
                busy: window.busy
                text: window.busy ? qsTr("正在登记…") : qsTr("登记")
                onTouched: window.enrolment.join()
            }
        }

        Keyboard {
            id: keys
            enabled: !window.busy
            forAddress: window.onAddress
            wide: !window.tall
            x: window.bar ? form.x + form.width + 2 * window.gap : window.pad
            width: window.width - x - window.pad
            height: window.bar ? window.height - 2 * window.pad : (window.tall ? 5 : 4) * window.touch + (window.tall ? 4 : 3) * gap
            y: window.height - window.pad - height
            onTyped: letters => window.field().insert(window.field().cursorPosition, letters)
            onErased: {
                const field = window.field();
                if (field.selectedText.length > 0)
                    field.remove(field.selectionStart, field.selectionEnd);
                else
                    field.remove(field.cursorPosition - 1, field.cursorPosition);
            }
            onCleared: window.field().clear()
        }
    }

    EnrolledPage {
        anchors.fill: parent
        visible: !body.visible
        enrolment: window.enrolment
    }
}
