#include "core/base/process_memory.h"

#include <barrier>
#include <cstdio>
#include <cstring>
#include <functional>

#include <malloc.h>
#include <sys/mman.h>

#include <memory>
#include <thread>
#include <vector>

#include <QtTest>

using namespace ld3m;

namespace {

constexpr std::size_t kBytes = std::size_t{64} << 20;
#ifdef __SANITIZE_ADDRESS__
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
constexpr const char* kHeld =
    "The address sanitizer allocates itself, and holds what was freed to see whether it is used.";
constexpr auto kMost = static_cast<std::int64_t>(kBytes / 2);

/// Makes so many bytes of this process's own resident, and gives them back.
void touchMemory(const std::function<void()>& meanwhile) {
    void* pages =
        mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    QVERIFY(pages != MAP_FAILED);
    meanwhile();
    munmap(pages, kBytes);
}

} // namespace

class ProcessMemoryTest : public QObject {
    Q_OBJECT

    /// How many stores of freed memory the C library has by now.
    static int stores() {
        char* text = nullptr;
        std::size_t size = 0;
        std::FILE* file = ::open_memstream(&text, &size);
        ::malloc_info(0, file);
        std::fclose(file);
        const int count = int(QByteArray(text, qsizetype(size)).count("<heap nr="));
        std::free(text);
        return count;
    }

private Q_SLOTS:
    /// First, for a store that is there stays.
    void threadsShareTheirStores() {
        if (kSanitized)
            QSKIP(kHeld);
        base::shareMemoryStores();
        constexpr std::ptrdiff_t kThreads = 6;
        std::barrier all(kThreads);
        std::vector<std::jthread> threads;
        for (int i = 0; i < kThreads; ++i)
            threads.emplace_back([&] {
                const auto held = std::make_unique<char[]>(5000);
                all.arrive_and_wait();
            });
        threads.clear();
        QCOMPARE(stores(), 2);
    }

    void whatIsHeldIsCounted() {
        const std::int64_t resident = base::processMemory("VmRSS"), own = base::processMemory("RssAnon");
        QVERIFY(resident >= own && own > 0);
        touchMemory([&] {
            QVERIFY(base::processMemory("VmRSS") - resident > kMost);
            QVERIFY(base::processMemory("RssAnon") - own > kMost);
        });
        QVERIFY(base::processMemory("RssAnon") - own < kMost);
    }

    void thePeakStaysUntilItIsForgotten() {
        base::forgetProcessPeak();
        const std::int64_t before = base::processMemory("VmHWM");
        touchMemory([] {});
        QVERIFY(base::processMemory("VmHWM") - before > kMost);
        base::forgetProcessPeak();
        QVERIFY(base::processMemory("VmHWM") - before < kMost);
    }

    void whatWasFreedGoesBack() {
        if (kSanitized)
            QSKIP(kHeld);
        constexpr int kPieces = 20000;
        constexpr std::size_t kPiece = 10000; // too small to be mapped alone
        const std::int64_t before = base::processMemory("RssAnon");
        std::thread([] {
            std::vector<std::unique_ptr<char[]>> pieces;
            for (int i = 0; i < kPieces; ++i)
                pieces.push_back(std::make_unique<char[]>(kPiece));
            std::erase_if(pieces, [i = 0](const auto&) mutable { return i++ % 1000 != 999; }); // holes
            base::returnFreedMemory();
            QVERIFY(!pieces.empty());
        }).join();
        QVERIFY(base::processMemory("RssAnon") - before < kPieces / 4 * std::int64_t(kPiece));
    }

    void aLineThatIsNotThereIsZero() { QCOMPARE(base::processMemory("VmNothing"), std::int64_t{0}); }

    /// Last, for it stays so. The C library maps a block of this size alone and unmaps it at once otherwise.
    void whatWasFreedIsKeptUntilItIsGivenBack() {
        if (kSanitized)
            QSKIP(kHeld);
        base::keepFreedMemory();
        const std::int64_t before = base::processMemory("RssAnon");
        std::memset(std::make_unique_for_overwrite<char[]>(kBytes).get(), 1, kBytes);
        QVERIFY(base::processMemory("RssAnon") - before > kMost);
        base::returnFreedMemory();
        QVERIFY(base::processMemory("RssAnon") - before < kMost);
    }
};

QTEST_APPLESS_MAIN(ProcessMemoryTest)
#include "process_memory_test.moc"
