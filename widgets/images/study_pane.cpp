#include "widgets/images/study_pane.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include "widgets/theme/icons.h"

namespace ld3m::widgets {

StudyPane::StudyPane(int strips, QWidget* parent)
    : QWidget(parent), m_failure(new QLabel(this)), m_work(new QWidget(this)), m_what(new QLabel(m_work)),
      m_bar(new QProgressBar(m_work)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    for (int row = 0; row < strips; ++row) {
        auto* line = new QHBoxLayout;
        line->setSpacing(8);
        auto* heading = new QLabel(this);
        heading->setProperty("role", "muted");
        heading->setTextFormat(Qt::PlainText);
        heading->setMinimumWidth(48); // cut rather than widening the window
        line->addWidget(heading, 1);
        auto* strip = new FilmStrip(this);
        column->addLayout(line);
        column->addWidget(strip, 1);
        connect(strip, &FilmStrip::chosen, this, [this, row](int index) { Q_EMIT chosen(row, index); });
        connect(strip, &FilmStrip::opened, this, [this, row](int index) { Q_EMIT opened(row, index); });
        m_rows.push_back({line, heading, strip});
    }
    m_failure->setProperty("role", "wrong");
    m_failure->setWordWrap(true);
    m_failure->setTextFormat(Qt::PlainText);
    m_failure->setVisible(false);
    column->addWidget(m_failure);

    auto* work = new QHBoxLayout(m_work);
    work->setContentsMargins(0, 0, 0, 0);
    work->setSpacing(8);
    m_what->setProperty("role", "muted");
    m_bar->setTextVisible(false);
    auto* cancel = new QToolButton(m_work);
    cancel->setProperty("flat", true);
    cancel->setIcon(icon(QStringLiteral("close")));
    cancel->setToolTip(tr("Stop computing this"));
    cancel->setAccessibleName(tr("Stop"));
    work->addWidget(m_what);
    work->addWidget(m_bar, 1);
    work->addWidget(cancel);
    connect(cancel, &QToolButton::clicked, this, &StudyPane::cancelled);
    m_work->setVisible(false);
    column->addWidget(m_work);
}

void StudyPane::setHeading(const QString& text, int row, const QString& toolTip) {
    QLabel* label = m_rows[static_cast<std::size_t>(row)].heading;
    label->setText(text);
    label->setToolTip(toolTip.isEmpty() ? text : toolTip);
}

QString StudyPane::heading(int row) const {
    return m_rows[static_cast<std::size_t>(row)].heading->text();
}

void StudyPane::addControl(QWidget* control) {
    m_rows.front().line->addWidget(control);
}

void StudyPane::setBusy(const QString& what, std::int64_t done, std::int64_t total) {
    m_work->setVisible(!what.isEmpty());
    m_what->setText(what);
    m_bar->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0)
        m_bar->setValue(static_cast<int>(1000 * done / total));
    if (!what.isEmpty())
        setFailure({});
}

bool StudyPane::isBusy() const {
    return !m_what->text().isEmpty();
}

void StudyPane::setFailure(const QString& sentence) {
    m_failure->setText(sentence);
    m_failure->setVisible(!sentence.isEmpty());
}

QString StudyPane::failure() const {
    return m_failure->text();
}

} // namespace ld3m::widgets
