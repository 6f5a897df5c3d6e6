// What the page is about, in both languages: whoever stands here may read only one of them.
import QtQuick
import Hall

Column {
    id: titles

    spacing: Theme.px(6)

    Text {
        id: title
        objectName: "title"
        width: titles.width
        text: qsTr("本机尚未登记")
        color: Theme.ink
        font.bold: true
        // One line, in letters as large as fit.
        font.pixelSize: Math.min(Theme.title, Math.floor(Theme.title * width / Math.max(1, whole.implicitWidth + 2)))
        elide: Text.ElideRight
        textFormat: Text.PlainText
        Accessible.role: Accessible.Heading
        Accessible.name: text

        Text {
            id: whole
            visible: false
            text: title.text
            font.bold: true
            font.pixelSize: Theme.title
            textFormat: Text.PlainText
        }
    }
    Text {
        objectName: "title-other"
        width: titles.width
        //: The title in the other language.
        text: qsTr("This screen is not enrolled yet")
        color: Theme.soft
        font.bold: true
        font.pixelSize: Theme.small
        wrapMode: Text.WordWrap
        textFormat: Text.PlainText
    }
}
