#include "widgets/status/progress_strip.h"

#include <QLabel>
#include <QProgressBar>
#include <QtTest>

#include "widgets/theme/theme.h"

using namespace ld3m::widgets;

class ProgressStripTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ProgressStrip> m_strip;

    QProgressBar* bar() const { return m_strip->findChild<QProgressBar*>(); }
    double share() const {
        return double(bar()->value() - bar()->minimum()) / (bar()->maximum() - bar()->minimum());
    }
    QStringList shownTexts() const {
        QStringList texts;
        for (const auto* label : m_strip->findChildren<QLabel*>())
            if (!label->isHidden())
                texts << label->text();
        return texts;
    }
    QFont fontOf(const QString& text) const {
        for (const auto* label : m_strip->findChildren<QLabel*>())
            if (label->text() == text)
                return label->font();
        return {};
    }

private Q_SLOTS:
    void init() { m_strip = std::make_unique<ProgressStrip>(); }

    void beforeARun() {
        QCOMPARE(m_strip->progressText(), QString("no run"));
        QCOMPARE(shownTexts(), QStringList{"no run"});
        QCOMPARE(fontOf("no run"), m_strip->font()); // words have no digits to keep in columns
        QCOMPARE(share(), 0.0);
    }

    void howFar() {
        m_strip->setProgress(2064, 5000);
        QCOMPARE(m_strip->progressText(), QString("2,064 / 5,000"));
        QCOMPARE(fontOf("2,064 / 5,000"), tabularFont(m_strip->font()));
        QVERIFY(qAbs(share() - 0.4128) < 1e-3);
        m_strip->setProgress(3'000'000'000, 6'000'000'000); // more than an int
        QVERIFY(qAbs(share() - 0.5) < 1e-3);
        m_strip->setProgress(7000, 5000);
        QCOMPARE(share(), 1.0);
    }

    void anUnknownLengthIsBusy() {
        m_strip->setProgress(12, 0);
        QCOMPARE(m_strip->progressText(), QString("12"));
        QCOMPARE(bar()->minimum(), bar()->maximum());
        m_strip->setProgress(12, 24);
        QVERIFY(qAbs(share() - 0.5) < 1e-3);
    }

    void howFastAndHowLong() {
        m_strip->setProgress(2064, 5000);
        QCOMPARE(m_strip->speedText(), QString());
        m_strip->setRate(1.9);
        QCOMPARE(m_strip->speedText(), QString("1.9 it/s · ETA 26 min")); // 2936 / 1.9 = 1545 s
        m_strip->setRate(0.05);
        QCOMPARE(m_strip->speedText(), QString("20.0 s/it · ETA 16 h 19 min")); // 58720 s
        m_strip->setProgress(5000, 5000);
        QCOMPARE(m_strip->speedText(), QString("20.0 s/it"));
        m_strip->setRate(0);
        QCOMPARE(m_strip->speedText(), QString());
    }

    void slowRatesKeepTheirDigits() {
        m_strip->setProgress(0, 10);
        m_strip->setRate(0.14);
        QVERIFY2(m_strip->speedText().startsWith("7.1 s/it"), "0.1 it/s would be off by a third");
        m_strip->setRate(1);
        QVERIFY(m_strip->speedText().startsWith("1.0 it/s"));
    }

    void theStateIsShownWhenThereIsOne() {
        m_strip->setState("checkpoint 12 s ago");
        QVERIFY(shownTexts().contains("checkpoint 12 s ago"));
        m_strip->setProgress(1, 2);
        m_strip->clear();
        QCOMPARE(shownTexts(), QStringList{"no run"});
        QCOMPARE(fontOf("no run"), m_strip->font()); // words have no digits to keep in columns
        QCOMPARE(share(), 0.0);
    }

    void durations_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << 0.0 << "0 s";
        QTest::newRow("negative") << -3.0 << "0 s";
        QTest::newRow("seconds") << 42.4 << "42 s";
        QTest::newRow("nearly a minute") << 59.7 << "1 min";
        QTest::newRow("minutes") << 25 * 60.0 << "25 min";
        QTest::newRow("rounded minutes") << 25 * 60.0 + 40 << "26 min";
        QTest::newRow("nearly an hour") << 3599.0 << "1 h 0 min";
        QTest::newRow("hours") << 3 * 3600.0 + 600 << "3 h 10 min";
        QTest::newRow("nearly a day") << 86399.0 << "1 d 0 h";
        QTest::newRow("days") << 52 * 3600.0 << "2 d 4 h";
    }
    void durations() {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(spokenDuration(seconds), text);
    }

    void numbersAreGrouped() {
        QCOMPARE(grouped(0), QString("0"));
        QCOMPARE(grouped(999), QString("999"));
        QCOMPARE(grouped(2064), QString("2,064"));
        QCOMPARE(grouped(12'345'678'901), QString("12,345,678,901"));
    }
};

QTEST_MAIN(ProgressStripTest)
#include "progress_strip_test.moc"
