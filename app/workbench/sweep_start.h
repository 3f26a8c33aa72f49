// The Sweep page before a sweep is open: what one is, and the first steps as buttons.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace ld3m::workbench {

class RecentPlaces;

class SweepStart : public QWidget {
    Q_OBJECT
public:
    explicit SweepStart(QWidget* parent = nullptr);

    /// `writable`: the recipe has reverse steps to vary. `problem`: one sentence, or empty.
    void setState(bool opening, bool writable, const QString& problem, const QStringList& recent);

    QPushButton* openFile() const { return m_openFile; }
    QPushButton* openFolder() const { return m_openFolder; }
    QPushButton* write() const { return m_write; }

Q_SIGNALS:
    void openFileAsked();
    void openFolderAsked();
    void writeAsked();
    void recentChosen(const QString& place);

private:
    QPushButton* m_openFile;
    QPushButton* m_openFolder;
    QPushButton* m_write;
    QLabel* m_problem;
    RecentPlaces* m_recent;
};

} // namespace ld3m::workbench
