// Digits to touch, as on a telephone, with one to take back and one to confirm.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

Grid {
    id: keypad

    // Whether what was typed may be confirmed.
    required property bool ready

    signal typed(string digit)
    signal erased
    signal taken

    readonly property int side: Math.floor((width - 2 * spacing) / 3)
    readonly property int high: Math.max(44, Math.min(Theme.px(150), Math.floor((height - 3 * spacing) / 4)))

    columns: 3
    spacing: Theme.px(14)

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "take"]

        BigButton {
            id: key

            required property string modelData

            objectName: "key-%1".arg(modelData)
            width: keypad.side
            height: keypad.high
            // Whoever types 1 1 means it.
            again: 0
            focusPolicy: Qt.NoFocus
            kind: modelData === "take" ? "primary" : modelData === "erase" ? "soft" : "plain"
            enabled: modelData !== "take" || keypad.ready
            size: modelData.length > 1 ? Theme.px(34) : Theme.px(48)
            text: modelData === "take" ? qsTr("确定") : modelData === "erase" ? qsTr("删除") : modelData
            onTouched: {
                if (key.modelData === "take")
                    keypad.taken();
                else if (key.modelData === "erase")
                    keypad.erased();
                else
                    keypad.typed(key.modelData);
            }
        }
    }
}
