// Seconds that run out, as a figure in a ring that empties.
import QtQuick
import QtQuick.Shapes

Item {
    id: countdown

    required property int seconds
    required property int total
    property color color: Theme.primary
    property int size: Theme.px(260)

    implicitWidth: size
    implicitHeight: size

    Shape {
        id: ring
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        readonly property real thick: countdown.size * 0.07
        readonly property real reach: (countdown.size - thick) / 2

        ShapePath {
            strokeColor: Theme.tintDeep
            strokeWidth: ring.thick
            fillColor: "transparent"
            PathAngleArc {
                centerX: countdown.size / 2
                centerY: countdown.size / 2
                radiusX: ring.reach
                radiusY: ring.reach
                startAngle: 0
                sweepAngle: 360
            }
        }
        ShapePath {
            strokeColor: countdown.color
            strokeWidth: ring.thick
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            PathAngleArc {
                centerX: countdown.size / 2
                centerY: countdown.size / 2
                radiusX: ring.reach
                radiusY: ring.reach
                startAngle: -90
                sweepAngle: countdown.total > 0 ? 360 * countdown.seconds / countdown.total : 0
            }
        }
    }

    Text {
        objectName: "countdown"
        anchors.centerIn: parent
        text: countdown.seconds
        color: Theme.ink
        font.bold: true
        font.pixelSize: Math.round(countdown.size * 0.36)
        textFormat: Text.PlainText
    }
}
