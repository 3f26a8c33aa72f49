#include "widgets/status/log_view.h"

#include <QScrollBar>
#include <QTextBlock>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kMaximumLines = 5000;

QColor colorOf(LogLevel level, const ThemeColours& colours) {
    switch (level) {
    case LogLevel::debug:
        return colours.muted;
    case LogLevel::info:
        return colours.text;
    case LogLevel::notice:
        return colours.changed;
    case LogLevel::warning:
        return colours.warning;
    case LogLevel::error:
        return colours.bad;
    }
    return colours.text;
}

} // namespace

LogView::LogView(QWidget* parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    setFont(codeFont(font()));
    setMaximumBlockCount(kMaximumLines);
    setAccessibleName(tr("Log"));
    setPlaceholderText(tr("What a run does is written here."));
}

void LogView::append(LogLevel level, const QString& line, QTime time) {
    const bool atEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    if (!document()->isEmpty())
        cursor.insertBlock();
    cursor.block().setUserState(static_cast<int>(level));
    QTextCharFormat format;
    format.setForeground(coloursOf(palette()).muted);
    cursor.insertText(time.toString(QStringLiteral("HH:mm:ss ")), format);
    format.setForeground(colorOf(level, coloursOf(palette())));
    cursor.insertText(QString(line).replace(QLatin1Char('\n'), QLatin1Char(' ')), format);
    cursor.endEditBlock();
    if (atEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LogView::setMaximumLines(int lines) {
    setMaximumBlockCount(lines);
}
int LogView::lineCount() const {
    return document()->isEmpty() ? 0 : document()->blockCount();
}

void LogView::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    const ThemeColours& colours = coloursOf(palette());
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, qMin(9, block.length() - 1));
        QTextCharFormat format;
        format.setForeground(colours.muted);
        cursor.setCharFormat(format);
        cursor.clearSelection();
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        format.setForeground(colorOf(static_cast<LogLevel>(qMax(0, block.userState())), colours));
        cursor.setCharFormat(format);
    }
}

} // namespace ld3m::widgets
