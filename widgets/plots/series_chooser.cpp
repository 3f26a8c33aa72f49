#include "widgets/plots/series_chooser.h"

#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace ld3m::widgets {

SeriesChooser::SeriesChooser(const QString& noun, QWidget* parent)
    : QToolButton(parent), m_noun(noun), m_popup(new QWidget(this, Qt::Popup)),
      m_filter(new QLineEdit(m_popup)), m_list(new QListWidget(m_popup)) {
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setProperty("flat", true);
    setToolTip(tr("Choose which %1 are drawn").arg(noun.toLower()));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter %1").arg(noun.toLower()));
    m_filter->setClearButtonEnabled(true);
    m_list->setAccessibleName(noun);
    m_list->setUniformItemSizes(true);
    auto* column = new QVBoxLayout(m_popup);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(m_list);
    m_popup->resize(240, 320);
    connect(this, &QToolButton::clicked, this, &SeriesChooser::open);
    connect(m_filter, &QLineEdit::textChanged, this, &SeriesChooser::narrow);
    connect(m_list, &QListWidget::itemChanged, this, [this] {
        updateText();
        Q_EMIT chosenChanged();
    });
    updateText();
}

void SeriesChooser::setNames(const QStringList& names, int ticked) {
    const QSignalBlocker quiet(m_list);
    const bool same = names.size() == m_list->count();
    if (!same)
        m_list->clear();
    for (int i = 0; i < names.size(); ++i) {
        if (!same) {
            auto* item = new QListWidgetItem(m_list);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(i < ticked ? Qt::Checked : Qt::Unchecked);
        }
        m_list->item(i)->setText(names[i]);
    }
    updateText();
}

QStringList SeriesChooser::names() const {
    QStringList names;
    for (int i = 0; i < m_list->count(); ++i)
        names.append(m_list->item(i)->text());
    return names;
}

QList<int> SeriesChooser::chosen() const {
    QList<int> chosen;
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->checkState() == Qt::Checked)
            chosen.append(i);
    return chosen;
}

void SeriesChooser::setChosen(const QList<int>& chosen) {
    const QSignalBlocker quiet(m_list);
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setCheckState(chosen.contains(i) ? Qt::Checked : Qt::Unchecked);
    updateText();
}

void SeriesChooser::open() {
    m_popup->move(mapToGlobal(QPoint(width() - m_popup->width(), height())));
    m_popup->show();
    m_filter->setFocus();
}

void SeriesChooser::narrow(const QString& words) {
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setHidden(!m_list->item(i)->text().contains(words, Qt::CaseInsensitive));
}

void SeriesChooser::updateText() {
    setText(m_list->count() == 0 ? m_noun
                                 : tr("%1 %2 of %3").arg(m_noun).arg(chosen().size()).arg(m_list->count()));
    setEnabled(m_list->count() > 0);
}

} // namespace ld3m::widgets
