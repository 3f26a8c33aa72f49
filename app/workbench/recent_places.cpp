#include "app/workbench/recent_places.h"

#include <QDir>
#include <QLabel>
#include <QVBoxLayout>

#include "app/workbench/home_path.h"

namespace ld3m::workbench {
namespace {

constexpr int kShown = 6;

} // namespace

RecentPlaces::RecentPlaces(const QString& title, QWidget* parent)
    : QWidget(parent), m_links(new QVBoxLayout) {
    auto* heading = new QLabel(title, this);
    heading->setProperty("role", "title");
    m_links->setSpacing(2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(heading);
    column->addLayout(m_links);
    hide();
}

void RecentPlaces::setPlaces(const QStringList& places) {
    const QStringList shown = places.mid(0, kShown);
    if (shown == m_shown)
        return;
    m_shown = shown;
    while (QLayoutItem* item = m_links->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    setVisible(!shown.isEmpty());
    for (const QString& place : shown) {
        auto* link = new QLabel(this);
        link->setTextFormat(Qt::RichText);
        link->setText(QStringLiteral("<a href=\"open\" style=\"text-decoration:none\">%1</a>&nbsp;&nbsp;%2")
                          .arg(QDir(place).dirName().toHtmlEscaped(), shortened(place).toHtmlEscaped()));
        link->setProperty("role", "muted");
        connect(link, &QLabel::linkActivated, this, [this, place] { Q_EMIT chosen(place); });
        m_links->addWidget(link);
    }
}

} // namespace ld3m::workbench
