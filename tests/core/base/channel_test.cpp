#include "core/base/channel.h"

#include <memory>
#include <thread>

#include <QtTest>

using ld3m::base::Channel;

class ChannelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drainsInOrderAndOnce() {
        Channel<int> channel;
        QVERIFY(channel.drain().empty());
        channel.send(3);
        channel.send(1);
        QCOMPARE(channel.drain(), (std::vector<int>{3, 1}));
        QVERIFY(channel.drain().empty());
        channel.send(2);
        QCOMPARE(channel.drain(), std::vector<int>{2});
    }

    void movesValues() {
        Channel<std::unique_ptr<int>> channel;
        channel.send(std::make_unique<int>(7));
        const auto values = channel.drain();
        QCOMPARE(values.size(), std::size_t{1});
        QCOMPARE(*values[0], 7);
    }

    void losesNothingWithTwoWriters() {
        constexpr int kEach = 20000;
        Channel<std::pair<int, int>> channel;
        const auto write = [&channel](int writer) {
            for (int i = 0; i < kEach; ++i)
                channel.send({writer, i});
        };
        std::jthread first(write, 0);
        std::jthread second(write, 1);
        int next[2] = {0, 0};
        while (next[0] + next[1] < 2 * kEach)
            for (const auto& [writer, i] : channel.drain())
                QCOMPARE(i, next[writer]++);
        QCOMPARE(next[0], kEach);
        QCOMPARE(next[1], kEach);
    }
};

QTEST_APPLESS_MAIN(ChannelTest)
#include "channel_test.moc"
