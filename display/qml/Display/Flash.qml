// Light that goes over a surface a few times, at most twice a second: seen from the corner of the eye,
// and slow enough to hurt nobody (WCAG 2.3.1: never three flashes in a second).
import QtQuick
import Hall

Rectangle {
    id: flash

    property int times: 3
    readonly property bool running: pulse.running

    objectName: "flash"
    color: "#FFFFFF"
    opacity: 0
    visible: opacity > 0

    function go(): void {
        if (Theme.motion)
            pulse.restart();
    }

    SequentialAnimation {
        id: pulse
        loops: flash.times

        NumberAnimation {
            target: flash
            property: "opacity"
            from: 0
            to: 0.85
            duration: 200
            easing.type: Easing.OutQuad
        }
        NumberAnimation {
            target: flash
            property: "opacity"
            to: 0
            duration: 400
            easing.type: Easing.InQuad
        }
    }
}
