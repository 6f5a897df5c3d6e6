// The one look of all screens: colours, sizes and times. Every size is given for a short side of 1080
// and scales with the screen's own; a screen's window sets `shortSide`, `elder` and `motion`.
pragma Singleton
import QtQuick

QtObject {
    property real shortSide: 1080
    property bool elder: false
    property bool motion: true

    // Colours on light ground. The elder version's texts keep 7:1, the ordinary one's 4.5:1.
    property color ink: "#14213D"
    property color soft: elder ? "#46536A" : "#5B6B82"
    property color ground: "#F3F6FA"
    property color card: "#FFFFFF"
    property color line: elder ? "#8A9BB2" : "#DCE4EE"
    property color tint: elder ? "#F2F6FA" : "#EBF1F8"
    property color tintDeep: "#CBD6E3"
    property color primary: elder ? "#084C87" : "#0B5FA5"
    property color appointment: elder ? "#0A5750" : "#0F766E"
    property color fillInk: "#FFFFFF"
    property color fillSoft: elder ? "#FFFFFF" : "#E6EFF8"
    property color highlight: "#FFD43B"
    property color highlightInk: "#14213D"
    property color help: elder ? "#7F3208" : "#B4460B"
    property color helpGround: "#FFF3E8"
    property color infoGround: elder ? "#E4EDF7" : "#EBF1F8"
    property color goodGround: "#EAF6EC"
    property color badGround: elder ? "#FFF5F5" : "#FDECEC"

    // Fills carry white; the text colours stand on light ground.
    property color warnFill: elder ? "#93300A" : "#D9480F"
    property color good: elder ? "#1B5E28" : "#237A35"
    property color warn: elder ? "#93300A" : "#C2410C"
    property color bad: elder ? "#9C1F1F" : "#C92A2A"

    // Public screens, read from afar in bright halls.
    property color darkGround: "#0C1B33"
    property color darkCard: "#13284A"
    property color darkCardHigh: "#183158"
    property color darkText: "#FFFFFF"
    property color darkSoft: "#B4C3D8"
    property color darkNumber: "#FFE58A"
    property color darkBar: "#4DABF7"
    property color darkTrack: "#274472"
    property color darkLine: "#2C456F"

    readonly property real unit: shortSide / 1080
    readonly property real grow: elder ? 1.35 : 1
    readonly property int smallest: Math.round((elder ? 32 : 26) * unit)

    // Text sizes in pixels.
    readonly property int title: sp(60)
    readonly property int heading: sp(46)
    readonly property int button: sp(44)
    readonly property int body: sp(36)
    readonly property int small: sp(30)
    readonly property int tiny: sp(26)

    // Distances in pixels.
    readonly property int radius: px(28)
    readonly property int gap: px(24)
    readonly property int margin: px(56)
    readonly property int touch: px(elder ? 156 : 120)
    readonly property int hairline: Math.max(1, Math.round(2 * unit))

    // Milliseconds; nothing moves when the hall has switched motion off.
    readonly property int quick: motion ? 150 : 0
    readonly property int move: motion ? 220 : 0

    // Milliseconds in which a second touch of the same thing does nothing.
    property int again: 400

    // A distance of the 1080 design in this screen's pixels.
    function px(design: real): int {
        return Math.max(1, Math.round(design * unit));
    }

    // A text size of the 1080 design in this screen's pixels, never below the smallest.
    function sp(design: real): int {
        return Math.max(smallest, Math.round(design * grow * unit));
    }
}
