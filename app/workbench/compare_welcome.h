// What the Compare page says while fewer than two runs are chosen.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace ld3m::workbench {

class CompareWelcome : public QWidget {
    Q_OBJECT
public:
    explicit CompareWelcome(QWidget* parent = nullptr);

    /// How many runs the project has, and how many are chosen.
    void setCounts(int runs, int chosen);

Q_SIGNALS:
    void newestAsked();
    void folderAsked();

private:
    QLabel* m_next;
    QPushButton* m_newest;
};

} // namespace ld3m::workbench
