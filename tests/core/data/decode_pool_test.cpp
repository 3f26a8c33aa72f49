#include "tests/core/data/picture_folder.h"

#include <atomic>
#include <thread>

#include "core/data/decode_pool.h"

using namespace ld3m;

namespace {

/// `count` images, in classes of ten; image i has the level i mod 256 and may be asked for from any thread.
data::SplitSource counting(std::int64_t count) {
    data::SplitSource source;
    source.first = {0};
    for (std::int64_t end = 10; end <= count; end += 10) {
        source.first.push_back(end);
        source.class_names.push_back(std::to_string(end));
    }
    source.read = [](std::int64_t index) {
        const auto level = static_cast<std::uint8_t>(index % 256);
        return images::Rgb8{2, 2, {level, 1, 2, level, 1, 2, level, 1, 2, level, 1, 2}};
    };
    return source;
}

settings::DatasetSettings atTwo(bool skip_broken = false) {
    settings::DatasetSettings settings;
    settings.resolution = 2;
    settings.skip_broken = skip_broken;
    return settings;
}

} // namespace

class DecodePoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void orderDoesNotDependOnTheThreads() {
        data::SplitSource source = counting(1000);
        source.read = [inner = source.read](std::int64_t index) {
            if (index % 7 == 0)
                std::this_thread::yield();
            return inner(index);
        };
        const data::PackedSplit split = data::decodeAll(source, atTwo(), {}).split;
        const at::Tensor red =
            at::arange(1000, at::kLong).remainder(256).to(at::kByte).view({-1, 1, 1}).expand({1000, 2, 2});
        QVERIFY(at::equal(split.images_N3HW.select(1, 0), red));
        QVERIFY(split.images_N3HW.select(1, 1).eq(1).all().item<bool>());
        QVERIFY(split.images_N3HW.select(1, 2).eq(2).all().item<bool>());
    }

    void progressRisesToTheTotalOnTheCallingThread() {
        std::int64_t last = -1;
        const auto caller = std::this_thread::get_id();
        data::decodeAll(counting(200), atTwo(), [&](std::int64_t done, std::int64_t total) {
            QCOMPARE(std::this_thread::get_id() == caller, true);
            QCOMPARE(total, 200);
            QVERIFY(done >= last);
            last = done;
        });
        QCOMPARE(last, 200);
    }

    void progressMayStopTheWork() {
        struct Stopped {};
        std::atomic<std::int64_t> read = 0;
        std::atomic<bool> stopped = false;
        data::SplitSource source = counting(100000);
        source.read = [&, inner = source.read](std::int64_t index) {
            // The first images wait until somebody has stopped: the pool cannot have finished before.
            while (!stopped)
                std::this_thread::yield();
            ++read;
            return inner(index);
        };
        QVERIFY_THROWS_EXCEPTION(Stopped, data::decodeAll(source, atTwo(), [&](std::int64_t, std::int64_t) {
                                     stopped = true;
                                     throw Stopped();
                                 }));
        QVERIFY(read < 100000);
    }

    void anUnexpectedErrorComesOut() {
        data::SplitSource source = counting(100);
        source.read = [](std::int64_t index) -> images::Rgb8 {
            if (index == 50)
                throw std::bad_alloc();
            return {2, 2, std::vector<std::uint8_t>(12)};
        };
        QVERIFY_THROWS_EXCEPTION(std::bad_alloc, data::decodeAll(source, atTwo(true), {}));
    }
};

QTEST_APPLESS_MAIN(DecodePoolTest)
#include "decode_pool_test.moc"
