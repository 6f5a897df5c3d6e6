// The steps below the main one, three in a row, each with its key; the seldom ones have keys alone.
pragma ComponentBehavior: Bound
import QtQuick
import Hall
import Caller.Model

Grid {
    id: grid

    required property Panel panel
    property int buttonHeight: Theme.px(92)

    columns: 3
    spacing: Theme.px(14)

    Repeater {
        model: grid.panel.steps

        KeyButton {
            id: button

            required property string step
            required property int count
            required property bool possible
            required keyName

            objectName: button.step
            width: Math.floor((grid.width - 2 * grid.spacing) / 3)
            height: grid.buttonHeight
            text: button.count > 0 ? qsTr("%1 %2").arg(Says.step(button.step)).arg(button.count) : Says.step(button.step)
            enabled: button.possible && grid.panel.bare
            Accessible.name: button.text
            onTouched: grid.panel.go(button.step)

            Shortcut {
                sequence: button.keyName
                enabled: button.enabled
                autoRepeat: false
                onActivated: grid.panel.go(button.step)
            }
        }
    }
    Instantiator {
        model: grid.panel.keys

        Shortcut {
            id: seldom

            required property string step
            required property string keyName
            required property bool possible

            sequence: seldom.keyName
            enabled: seldom.possible && grid.panel.bare
            autoRepeat: false
            onActivated: grid.panel.go(seldom.step)
        }
    }
}
