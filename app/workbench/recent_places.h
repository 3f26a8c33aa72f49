// The places that were open lately, as links under a title; nothing where there are none.
#pragma once

#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace ld3m::workbench {

class RecentPlaces : public QWidget {
    Q_OBJECT
public:
    explicit RecentPlaces(const QString& title, QWidget* parent = nullptr);
    /// Paths, the newest first; the first few are shown.
    void setPlaces(const QStringList& places);

Q_SIGNALS:
    void chosen(const QString& place);

private:
    QStringList m_shown;
    QVBoxLayout* m_links;
};

} // namespace ld3m::workbench
