// What stands above a curve plot, and the colours of all its parts.
#include <QEvent>
#include <QLabel>
#include <QToolButton>

#include "widgets/plots/curve_marks.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/plots/curve_set.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kLeastNotes = 48; ///< pixels; fewer say nothing

} // namespace

void CurvePlot::setTitle(const QString& title) {
    m_titleText = title;
    setAccessibleName(title);
    showTitle();
}

QString CurvePlot::title() const {
    return m_titleText;
}

void CurvePlot::setHelp(const QString& help) {
    m_help = help;
    showTitle();
}

void CurvePlot::setNote(const QString& note) {
    m_note = note;
    updateNotes();
}

void CurvePlot::updateNotes() {
    QStringList notes;
    if (!m_note.isEmpty())
        notes.append(m_note);
    if (smoothing() > 0)
        notes.append(tr("smoothing %1").arg(smoothing()));
    if (isLogX())
        notes.append(tr("log x"));
    if (isLogY())
        notes.append(tr("log y"));
    m_said = notes.join(QStringLiteral(" · "));
    showTitle();
}

/// The title goes before: what is said beside it is cut first.
void CurvePlot::showTitle() {
    m_title->ensurePolished(); // the style sheet makes it bold
    const QFontMetrics titled = m_title->fontMetrics();
    const int room = width() - 3 * kMargin - m_menu->sizeHint().width();
    m_title->setText(titled.elidedText(m_titleText, Qt::ElideRight, room));
    const QString whole = m_title->text() == m_titleText ? QString() : m_titleText;
    m_title->setToolTip(m_help.isEmpty() || whole.isEmpty()
                            ? whole + m_help
                            : QStringLiteral("<b>%1</b>%2").arg(whole, m_help));
    const int left = room - titled.horizontalAdvance(m_title->text()) - kMargin;
    m_notes->setVisible(left >= kLeastNotes);
    m_notes->setText(m_notes->fontMetrics().elidedText(m_said, Qt::ElideRight, left));
    m_notes->setToolTip(m_notes->text() == m_said ? QString() : m_said);
}

void CurvePlot::resizeEvent(QResizeEvent*) {
    showTitle();
}

void CurvePlot::applyColours(const QPalette& palette) {
    const ThemeColours& colours = coloursOf(palette);
    QFont small = tabularFont(font());
    small.setPixelSize(11);
    QFont words = font();
    words.setPixelSize(11);
    m_plot->setBackground(palette.color(QPalette::Window));
    for (QCPAxis* axis : m_plot->axisRect()->axes()) {
        axis->setBasePen(QPen(colours.border));
        axis->setTickPen(QPen(colours.border));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLength(0, 4);
        axis->setTickLabelColor(colours.muted);
        axis->setLabelColor(colours.muted);
        axis->setTickLabelFont(small);
        axis->setLabelFont(words);
        axis->setLabelPadding(2);
        QColor grid = colours.border;
        grid.setAlpha(120);
        axis->grid()->setPen(QPen(grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    m_plot->xAxis->grid()->setVisible(false);
    QColor ground = palette.color(QPalette::Window);
    ground.setAlpha(210);
    m_plot->legend->setBrush(ground);
    m_plot->legend->setBorderPen(Qt::NoPen);
    m_plot->legend->setFont(words);
    m_plot->legend->setIconSize(16, 8);
    m_plot->legend->setRowSpacing(0);
    m_curves->applyColours(palette);
    m_marks->applyColours(palette);
}

void CurvePlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) && m_marks) {
        applyColours(palette());
        showTitle();
        replotSoon();
    }
}

} // namespace ld3m::widgets
