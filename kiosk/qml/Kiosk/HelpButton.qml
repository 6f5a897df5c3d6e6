// Calls somebody of the staff to this kiosk by one touch; then it says that they come.
import QtQuick
import Hall
import Kiosk.Model

BigButton {
    id: button

    required property KioskModel kiosk

    readonly property string stage: kiosk.help.state

    objectName: "help"
    kind: "help"
    leftPadding: Theme.px(12)
    rightPadding: Theme.px(12)
    text: stage === "called" || stage === "accepted" ? qsTr("工作人员\n马上来") : stage === "calling" ? qsTr("正在\n呼叫…") : qsTr("呼叫\n工作人员")
    Accessible.name: text.replace("\n", " ")
    onTouched: {
        if (stage === "" || stage === "failed")
            button.kiosk.ring();
        else
            button.kiosk.desk();
    }
}
