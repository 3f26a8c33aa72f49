#include "core/base/log.h"

#include <mutex>
#include <thread>
#include <vector>

#include <QtTest>

namespace logs = ld3m::base::log;

class LogTest : public QObject {
    Q_OBJECT
private:
    std::mutex m_mutex;
    std::vector<std::pair<logs::Level, std::string>> m_lines;

private Q_SLOTS:
    void init() {
        m_lines.clear();
        logs::setConsole(false);
        logs::setLevel(logs::Level::info);
        logs::setSink([this](logs::Level level, const std::string& line) {
            std::lock_guard lock(m_mutex);
            m_lines.emplace_back(level, line);
        });
    }
    void cleanup() { logs::setSink({}); }

    void sinkGetsWhatTheLevelLetsThrough() {
        logs::debug("quiet");
        logs::info("one");
        logs::error("two {} %s");
        QCOMPARE(m_lines.size(), std::size_t{2});
        QVERIFY(m_lines[0].first == logs::Level::info);
        QCOMPARE(m_lines[0].second, std::string("one"));
        QVERIFY(m_lines[1].first == logs::Level::error);
        QCOMPARE(m_lines[1].second, std::string("two {} %s"));
        logs::setLevel(logs::Level::debug);
        logs::debug("loud");
        logs::setLevel(logs::Level::error);
        logs::warning("dropped");
        QCOMPARE(m_lines.size(), std::size_t{3});
    }

    void aRemovedSinkGetsNothing() {
        logs::setSink({});
        logs::warning("to nobody");
        QVERIFY(m_lines.empty());
    }

    void losesNothingFromTwoThreads() {
        const auto write = [] {
            for (int i = 0; i < 500; ++i)
                logs::info("line");
        };
        {
            std::jthread first(write);
            std::jthread second(write);
        }
        QCOMPARE(m_lines.size(), std::size_t{1000});
    }
};

QTEST_APPLESS_MAIN(LogTest)
#include "log_test.moc"
