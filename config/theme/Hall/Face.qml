// The face of a rating grade, 5 (非常满意) to 1 (非常不满意): mouth and colour both tell which.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes

Item {
    id: face

    required property int grade
    property int size: Theme.px(176)
    readonly property color color: ["#C92A2A", "#D9480F", "#B8860B", "#4C9A2A", "#2B8A3E"][grade - 1] ?? Theme.soft

    readonly property var mouths: ["M30 72 Q50 50 70 72", "M32 69 Q50 57 68 69", "M32 66 H68", "M31 62 Q50 77 69 62", "M28 58 Q50 86 72 58"]

    implicitWidth: size
    implicitHeight: size

    Rectangle {
        anchors.centerIn: parent
        width: face.size
        height: face.size
        radius: face.size / 2
        color: face.color
    }

    Repeater {
        model: [-1, 1]

        Rectangle {
            required property int modelData

            x: face.width / 2 + modelData * face.size * 0.17 - width / 2
            y: face.height / 2 - face.size * 0.17
            width: face.size * 0.1
            height: face.size * 0.15
            radius: width / 2
            color: Theme.fillInk
        }
    }

    Shape {
        anchors.centerIn: parent
        width: face.size
        height: face.size
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: Theme.fillInk
            strokeWidth: face.size * 0.065
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            scale: Qt.size(face.size / 100, face.size / 100)
            PathSvg {
                path: face.mouths[face.grade - 1] ?? ""
            }
        }
    }
}
