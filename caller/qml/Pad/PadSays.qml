// Words of the rating pad that more than one page says.
pragma Singleton
import QtQuick
import Hall

QtObject {
    // The five grades, best first, in the order in which they stand.
    readonly property list<int> grades: [5, 4, 3, 2, 1]

    // What a grade is called.
    function grade(grade: int): string {
        switch (grade) {
        case 5:
            return qsTr("非常满意");
        case 4:
            return qsTr("满意");
        case 3:
            return qsTr("基本满意");
        case 2:
            return qsTr("不满意");
        case 1:
            return qsTr("非常不满意");
        default:
            return "";
        }
    }

    // Whose window this is, as the hall names its staff.
    function staff(window: int, name: string, number: string): string {
        const who = number.length > 0 ? qsTr("工号 %1").arg(number) : "";
        return [window > 0 ? Words.window(window) : "", [name, who].filter(part => part.length > 0).join("  ")].filter(part => part.length > 0).join(" · ");
    }

    // What is rated.
    function service(number: string, item: string): string {
        return [number, item].filter(part => part.length > 0).join(" · ");
    }
}
