// A QR code with its quiet zone, drawn so that every module is a whole number of pixels.
import QtQuick
import QtQuick.Shapes
import Hall

Rectangle {
    id: code

    required property string path
    required property int modules
    property int room: Theme.px(280)

    readonly property int module: Math.max(1, Math.floor(room / (modules + 8)))

    implicitWidth: module * (modules + 8)
    implicitHeight: implicitWidth
    color: "#FFFFFF"
    visible: modules > 0

    Shape {
        x: 4 * code.module
        y: 4 * code.module
        width: code.module * code.modules
        height: width
        antialiasing: false

        ShapePath {
            strokeColor: "transparent"
            strokeWidth: -1
            fillColor: "#000000"
            scale: Qt.size(code.module, code.module)
            PathSvg {
                path: code.path
            }
        }
    }
}
