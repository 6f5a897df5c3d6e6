// A drawn sign on a grid of 24 by 24: lines in `lines`, filled shapes in `fills`. No icon font is needed.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes

Item {
    id: icon

    required property string name
    property color color: Theme.ink
    property int size: Theme.px(64)
    property real weight: 2

    readonly property var lines: ({
            "card": "M4.5 5 H19.5 A2 2 0 0 1 21.5 7 V17 A2 2 0 0 1 19.5 19 H4.5 A2 2 0 0 1 2.5 17 V7 A2 2 0 0 1 4.5 5 Z M14 10 H18.5 M14 14 H17 M5.6 15.5 A3 2.6 0 0 1 11 15.5",
            "qr": "M3.5 3.5 H9.5 V9.5 H3.5 Z M14.5 3.5 H20.5 V9.5 H14.5 Z M3.5 14.5 H9.5 V20.5 H3.5 Z",
            "search": "M10.5 4 A6.5 6.5 0 1 1 10.49 4 Z M15.4 15.4 L20.5 20.5",
            "help": "M12 2.8 A9.2 9.2 0 1 1 11.99 2.8 Z M9.2 9.4 A2.9 2.9 0 1 1 12 12.6 V14",
            "info": "M12 2.8 A9.2 9.2 0 1 1 11.99 2.8 Z M12 11 V17",
            "check": "M4.5 12.8 L9.8 18 L19.5 6.8",
            "done": "M12 2.8 A9.2 9.2 0 1 1 11.99 2.8 Z M7.4 12.4 L10.8 15.6 L16.8 8.8",
            "warning": "M12 3.4 L21.6 20 H2.4 Z M12 9.6 V14.2",
            "bad": "M12 2.8 A9.2 9.2 0 1 1 11.99 2.8 Z M8.6 8.6 L15.4 15.4 M15.4 8.6 L8.6 15.4",
            "printer": "M7 8.5 V3.5 H17 V8.5 M7 17 H4.8 A1.8 1.8 0 0 1 3 15.2 V10.3 A1.8 1.8 0 0 1 4.8 8.5 H19.2 A1.8 1.8 0 0 1 21 10.3 V15.2 A1.8 1.8 0 0 1 19.2 17 H17 M7 13.5 H17 V20.5 H7 Z",
            "back": "M10.5 5 L3.8 12 L10.5 19 M4.2 12 H20.2",
            "left": "M15 4.5 L7.5 12 L15 19.5",
            "right": "M9 4.5 L16.5 12 L9 19.5",
            "home": "M3.2 11.6 L12 4 L20.8 11.6 M5.8 9.8 V20 H18.2 V9.8 M10 20 V14 H14 V20",
            "people": "M9 5 A3.2 3.2 0 1 1 8.99 5 Z M3 19.4 A6 6 0 0 1 15 19.4 M16 5.6 A3 3 0 0 1 16 11.2 M17.6 13.9 A6 6 0 0 1 21 19.4",
            "person": "M12 4 A3.8 3.8 0 1 1 11.99 4 Z M4.8 20.2 A7.2 7.2 0 0 1 19.2 20.2",
            "desk": "M3 13.5 H21 M5 13.5 V20 M19 13.5 V20 M12 3.6 A2.5 2.5 0 1 1 11.99 3.6 Z M7.4 13.5 A4.6 4.6 0 0 1 16.6 13.5",
            "phone": "M6.4 3.4 L9.6 3.4 L11 8 L8.8 9.6 A12 12 0 0 0 14.4 15.2 L16 13 L20.6 14.4 V17.6 A2.6 2.6 0 0 1 18 20.4 A15 15 0 0 1 3.6 6 A2.6 2.6 0 0 1 6.4 3.4 Z",
            "clock": "M12 2.8 A9.2 9.2 0 1 1 11.99 2.8 Z M12 7 V12.4 L15.6 14.6",
            "calendar": "M4 6 H20 V20.5 H4 Z M4 10.6 H20 M8.2 3.4 V7.6 M15.8 3.4 V7.6",
            "list": "M8.5 6 H20.5 M8.5 12 H20.5 M8.5 18 H20.5",
            "speaker": "M4 9.4 H8 L13 5 V19 L8 14.6 H4 Z M16.2 9 A4.4 4.4 0 0 1 16.2 15 M18.6 6.4 A8 8 0 0 1 18.6 17.6",
            "large": "M3 19.5 L9 4.5 L15 19.5 M5.2 14.4 H12.8 M19 8 V16 M15.4 12 H22.6",
            "globe": "M12 2.8 A9.2 9.2 0 1 1 11.99 2.8 Z M3 12 H21 M12 2.8 A5 9.2 0 0 1 12 21.2 A5 9.2 0 0 1 12 2.8",
            "away": "M4.4 10.4 A11 11 0 0 1 8 8 M12 7.2 A11 11 0 0 1 19.6 10.4 M7.6 13.8 A6.4 6.4 0 0 1 10.4 12 M14.4 12.2 A6.4 6.4 0 0 1 16.4 13.8 M4.5 3.5 L19.5 20.5",
            "ticket": "M3 6 H21 V10 A2 2 0 0 0 21 14 V18 H3 V14 A2 2 0 0 0 3 10 Z M14.5 8.4 V9.8 M14.5 11.3 V12.7 M14.5 14.2 V15.6",
            "bell": "M6 16.8 V11 A6 6 0 0 1 18 11 V16.8 L19.8 18.6 H4.2 Z M12 5 V3 M10 21 H14",
            "plus": "M12 4.5 V19.5 M4.5 12 H19.5",
            "erase": "M9 5 H21 V19 H9 L2.8 12 Z M12.4 9.2 L17.6 14.8 M17.6 9.2 L12.4 14.8",
            "pause": "M9 5.5 V18.5 M15 5.5 V18.5",
            "again": "M19.6 8.4 A8.4 8.4 0 1 0 20.4 12 M20.4 4.4 V8.8 H16"
        })
    readonly property var fills: ({
            "card": "M8.3 8 A2 2 0 1 1 8.29 8 Z",
            "qr": "M5.5 5.5 H7.5 V7.5 H5.5 Z M16.5 5.5 H18.5 V7.5 H16.5 Z M5.5 16.5 H7.5 V18.5 H5.5 Z M13.5 13.5 H16 V16 H13.5 Z M18.5 13.5 H21 V16 H18.5 Z M16 16 H18.5 V18.5 H16 Z M13.5 18.5 H16 V21 H13.5 Z M18.5 18.5 H21 V21 H18.5 Z",
            "help": "M12 16 A1.3 1.3 0 1 1 11.99 16 Z",
            "info": "M12 6.4 A1.4 1.4 0 1 1 11.99 6.4 Z",
            "warning": "M12 15.6 A1.25 1.25 0 1 1 11.99 15.6 Z",
            "list": "M4.4 4.8 A1.2 1.2 0 1 1 4.39 4.8 Z M4.4 10.8 A1.2 1.2 0 1 1 4.39 10.8 Z M4.4 16.8 A1.2 1.2 0 1 1 4.39 16.8 Z",
            "calendar": "M7.6 13.4 H10 V15.8 H7.6 Z M13 13.4 H15.4 V15.8 H13 Z"
        })

    implicitWidth: size
    implicitHeight: size

    Shape {
        anchors.centerIn: parent
        width: icon.size
        height: icon.size
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.weight * icon.size / 24
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            scale: Qt.size(icon.size / 24, icon.size / 24)
            PathSvg {
                path: icon.lines[icon.name] ?? ""
            }
        }
        ShapePath {
            strokeColor: "transparent"
            strokeWidth: -1
            fillColor: icon.color
            scale: Qt.size(icon.size / 24, icon.size / 24)
            PathSvg {
                path: icon.fills[icon.name] ?? ""
            }
        }
    }
}
