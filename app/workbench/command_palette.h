// Every action of the window by its name: type a few letters, press Enter.
#pragma once

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace ld3m::workbench {

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    /// Offers the enabled actions of all menus of `window`.
    explicit CommandPalette(QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void collect(const QList<QAction*>& actions, const QString& path);
    void filter(const QString& typed);
    void choose();

    QLineEdit* m_input;
    QListWidget* m_list;
};

} // namespace ld3m::workbench
