#include "widgets/status/log_view.h"

#include <QScrollBar>
#include <QTextBlock>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/theme_style.h"

using namespace ld3m;
using namespace ld3m::widgets;

namespace {

const QTime kNoon(12, 0, 5);

} // namespace

class LogViewTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<LogView> m_log;

    bool isAtEnd() const {
        return m_log->verticalScrollBar()->value() == m_log->verticalScrollBar()->maximum();
    }
    void appendMany(int count) const {
        for (int i = 0; i < count; ++i)
            m_log->append(LogLevel::info, QString("line %1").arg(i), kNoon);
    }
    /// Colour of the text `position` characters into a line.
    QColor colorAt(int line, int position) const {
        QTextCursor cursor(m_log->document()->findBlockByNumber(line));
        cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::MoveAnchor, position + 1);
        return cursor.charFormat().foreground().color();
    }

private Q_SLOTS:
    void init() {
        m_log = std::make_unique<LogView>();
        m_log->resize(480, 120);
        QVERIFY(tests::showActive(*m_log));
    }
    void cleanup() { m_log.reset(); }

    void linesHaveTheirTime() {
        QCOMPARE(m_log->lineCount(), 0);
        m_log->append(LogLevel::info, "running", kNoon);
        m_log->append(LogLevel::error, "Out of memory", kNoon.addSecs(60));
        QCOMPARE(m_log->lineCount(), 2);
        QCOMPARE(m_log->toPlainText(), QString("12:00:05 running\n12:01:05 Out of memory"));
    }

    void aMessageIsOneLine() {
        m_log->append(LogLevel::warning, "first\nsecond", kNoon);
        QCOMPARE(m_log->lineCount(), 1);
        QCOMPARE(m_log->toPlainText(), QString("12:00:05 first second"));
    }

    void messagesAreNoMarkup() {
        m_log->append(LogLevel::info, "<b>bold</b>", kNoon);
        QCOMPARE(m_log->toPlainText(), QString("12:00:05 <b>bold</b>"));
    }

    void theOldestLinesGo() {
        m_log->setMaximumLines(3);
        appendMany(5);
        QCOMPARE(m_log->lineCount(), 3);
        QVERIFY(m_log->toPlainText().startsWith("12:00:05 line 2"));
    }

    void colorsSayHowBadItIsInBothThemes() {
        const LogLevel levels[] = {LogLevel::debug, LogLevel::info, LogLevel::notice, LogLevel::warning,
                                   LogLevel::error};
        for (const LogLevel level : levels)
            m_log->append(level, "text", kNoon);
        for (const bool dark : {true, false}) {
            const ThemeColours& colours = themeColours(dark);
            m_log->setPalette(themePalette(colours));
            const QColor expected[] = {colours.muted, colours.text, colours.changed, colours.warning,
                                       colours.bad};
            for (int line = 0; line < 5; ++line) {
                QCOMPARE(colorAt(line, 2), colours.muted); // the time
                QCOMPARE(colorAt(line, 10), expected[line]);
            }
        }
        QCOMPARE(m_log->toPlainText().count("12:00:05 text"), 5);
    }

    void staysAtTheEndWhileLinesCome() {
        appendMany(50);
        QVERIFY(m_log->verticalScrollBar()->maximum() > 0);
        QVERIFY(isAtEnd());
        appendMany(1);
        QVERIFY(isAtEnd());
    }

    void whoScrolledUpIsLeftAlone() {
        appendMany(50);
        tests::turnWheel(m_log->viewport(), {50, 50}, 5 * tests::kNotch);
        QVERIFY(!isAtEnd());
        const int value = m_log->verticalScrollBar()->value();
        appendMany(10);
        QCOMPARE(m_log->verticalScrollBar()->value(), value);
        m_log->verticalScrollBar()->setValue(m_log->verticalScrollBar()->maximum());
        appendMany(1);
        QVERIFY(isAtEnd());
    }

    void whatCameWhileHiddenIsAtTheEndToo() {
        LogView log;
        log.resize(480, 120);
        for (int i = 0; i < 200; ++i)
            log.append(LogLevel::info, QString("line %1").arg(i), kNoon);
        QVERIFY(tests::showActive(log));
        QTRY_VERIFY(log.verticalScrollBar()->maximum() > 0);
        QCOMPARE(log.verticalScrollBar()->value(), log.verticalScrollBar()->maximum());
    }

    void isReadOnly() {
        m_log->append(LogLevel::info, "running", kNoon);
        QTest::keyClicks(m_log.get(), "abc");
        QTest::keyClick(m_log.get(), Qt::Key_Delete);
        QCOMPARE(m_log->toPlainText(), QString("12:00:05 running"));
    }
};

QTEST_MAIN(LogViewTest)
#include "log_view_test.moc"
