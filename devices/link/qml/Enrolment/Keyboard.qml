// Keys for a finger where there is no keyboard: a code's letters, or an address's.
pragma ComponentBehavior: Bound
import QtQuick
import Hall

Item {
    id: keyboard

    required property bool forAddress
    // Few long rows instead of more short ones.
    required property bool wide

    readonly property var codeWide: ["0123456789<", "ABCDEFGHJKM", "NPQRSTVWXYZ"]
    readonly property var codeTall: ["01234567", "89ABCDEF", "GHJKMNPQ", "RSTVWXYZ", "*<"]
    readonly property var addressWide: ["1234567890.:", "qwertyuiop/-", "asdfghjklS", "zxcvbnmL<"]
    readonly property var addressTall: ["1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm.:/", "SL<"]
    readonly property var rows: forAddress ? (wide ? addressWide : addressTall) : (wide ? codeWide : codeTall)

    readonly property int gap: Math.max(4, Theme.px(18))
    readonly property real rowHeight: (height - (rows.length - 1) * gap) / rows.length

    signal typed(letters: string)
    signal erased
    signal cleared

    // How many letters a key is wide.
    function cells(sign: string): int {
        if (forAddress)
            return sign === "S" ? 3 : sign === "L" ? (wide ? 3 : 4) : sign === "<" ? (wide ? 2 : 3) : 1;
        return !wide && (sign === "*" || sign === "<") ? 4 : 1;
    }

    Column {
        spacing: keyboard.gap

        Repeater {
            model: keyboard.rows

            Item {
                id: row

                required property string modelData
                readonly property int columns: modelData.split("").reduce((sum, sign) => sum + keyboard.cells(sign), 0)
                readonly property real pitch: (keyboard.width + keyboard.gap) / columns

                width: keyboard.width
                height: Math.round(keyboard.rowHeight)

                Repeater {
                    model: row.modelData.split("")

                    BigButton {
                        id: key

                        required property string modelData
                        required property int index
                        readonly property int before: row.modelData.slice(0, index).split("").reduce((sum, sign) => sum + keyboard.cells(sign), 0)
                        readonly property bool shortcut: keyboard.forAddress && (modelData === "S" || modelData === "L")
                        readonly property string letters: !shortcut ? modelData : modelData === "S" ? "wss://" : ":8710/link"
                        readonly property bool erases: modelData === "<"
                        readonly property bool clears: modelData === "*"

                        objectName: "key-" + (erases ? "erase" : clears ? "clear" : modelData === "S" && shortcut ? "scheme" : modelData === "L" && shortcut ? "port" : modelData === "/" ? "slash" : letters)
                        x: Math.round(before * row.pitch)
                        width: Math.round((before + keyboard.cells(modelData)) * row.pitch) - keyboard.gap - x
                        height: row.height
                        // The sign's size follows the width, so the width must not follow the sign.
                        implicitWidth: 1
                        leftPadding: 2
                        rightPadding: 2
                        topPadding: 2
                        bottomPadding: 2
                        focusPolicy: Qt.NoFocus
                        kind: erases || clears || shortcut ? "soft" : "plain"
                        symbol: erases ? "erase" : ""
                        symbolSize: Math.min(height * 0.6, width * 0.6, Theme.sp(56))
                        text: erases ? "" : clears ? qsTr("清空") : letters
                        size: shortcut || clears ? Theme.small : Math.min(height * 0.5, width * 0.7, Theme.sp(52))
                        // The same letter comes twice in many codes.
                        again: 0
                        Accessible.name: erases ? qsTr("退格") : text
                        onTouched: {
                            if (erases)
                                keyboard.erased();
                            else if (clears)
                                keyboard.cleared();
                            else
                                keyboard.typed(letters);
                        }
                    }
                }
            }
        }
    }
}
