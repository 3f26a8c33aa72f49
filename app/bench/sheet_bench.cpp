// ld3m-sheet-bench: how long a frame of the image sheet takes while it scrolls, zooms and receives new
// images. Offscreen, painted into a picture as the screen would be.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>

#include "widgets/images/image_sheet_view.h"
#include "widgets/theme/theme.h"

using namespace ld3m;

namespace {

constexpr int kFrames = 600;

reports::ImageSheet madeUpSheet(std::int64_t classes, std::int64_t ipc, std::int64_t side,
                                std::uint32_t seed) {
    reports::ImageSheet sheet;
    sheet.ipc = ipc;
    sheet.width = sheet.height = side;
    for (std::int64_t label = 0; label < classes; ++label)
        sheet.class_names.push_back("class " + std::to_string(label));
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(classes * ipc * side * side * 3));
    std::uint32_t state = seed;
    for (std::uint8_t& byte : bytes) {
        state = state * 1664525u + 1013904223u;
        byte = static_cast<std::uint8_t>(state >> 24);
    }
    sheet.rgb = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    return sheet;
}

class Frames {
public:
    explicit Frames(widgets::ImageSheetView& view)
        : m_view(view), m_screen(view.size(), QImage::Format_RGB32) {}

    /// One change and the frame that shows it.
    template<typename Change>
    void time(const Change& change) {
        QElapsedTimer timer;
        timer.start();
        change();
        m_view.render(&m_screen);
        m_milliseconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    void print(const char* what) {
        std::ranges::sort(m_milliseconds);
        const auto at = [this](double share) {
            return m_milliseconds[static_cast<std::size_t>(share *
                                                           static_cast<double>(m_milliseconds.size() - 1))];
        };
        const auto slow = std::ranges::count_if(m_milliseconds, [](double ms) { return ms > 16; });
        std::printf("%-44s %5zu frames  median %6.2f  99 %% %6.2f  worst %6.2f ms  over 16 ms: %lld\n", what,
                    m_milliseconds.size(), at(0.5), at(0.99), m_milliseconds.back(),
                    static_cast<long long>(slow));
        m_milliseconds.clear();
    }

private:
    widgets::ImageSheetView& m_view;
    QImage m_screen;
    std::vector<double> m_milliseconds;
};

void measure(std::int64_t classes, std::int64_t ipc, std::int64_t side) {
    std::printf("%lld classes x %lld images of %lld px\n", static_cast<long long>(classes),
                static_cast<long long>(ipc), static_cast<long long>(side));
    const reports::ImageSheet sheets[] = {madeUpSheet(classes, ipc, side, 1),
                                          madeUpSheet(classes, ipc, side, 2)};
    widgets::ImageSheetView view;
    view.resize(1100, 800);
    view.setSheet(sheets[0]);
    view.show();
    Frames frames(view);
    const auto scroll = [&](const char* what) {
        const int far = view.verticalScrollBar()->maximum();
        for (int i = 0; i < kFrames; ++i)
            frames.time([&] {
                view.verticalScrollBar()->setValue(static_cast<int>(std::int64_t{far} * i / kFrames));
            });
        frames.print(what);
    };
    for (const widgets::DisplayMappingText& mapping : widgets::displayMappings()) {
        view.setMapping(mapping.mapping);
        view.setZoom(1);
        scroll(qPrintable("  through all, 1:1, " + mapping.name));
    }
    view.setFitted(true);
    scroll("  through all, smallest tiles, clip");
    view.setSmooth(true);
    scroll("  the same, smooth");
    view.setSmooth(false);
    for (int i = 0; i < kFrames / 4; ++i)
        frames.time([&] { view.setSheet(sheets[i % 2]); });
    frames.print("  new images each frame, smallest tiles");
    view.setZoom(1);
    for (int i = 0; i < kFrames / 4; ++i)
        frames.time([&] { view.setSheet(sheets[i % 2]); });
    frames.print("  new images each frame, 1:1");
    for (int i = 0; i < kFrames / 4; ++i)
        frames.time([&] { view.setZoom(0.4 * std::exp(i * 5.0 / (kFrames / 4.0))); });
    frames.print("  zoom from 0.4 to 60");
    for (int i = 0; i < kFrames / 4; ++i)
        frames.time([&] { view.setFilter(i % 2 ? QString() : QStringLiteral("class 1")); });
    frames.print("  filter on and off");
}

} // namespace

int main(int count, char** values) {
    for (int i = 1; i < count; ++i)
        if (std::strcmp(values[i], "--help") == 0) {
            std::puts("ld3m-sheet-bench: frame times of the image sheet, 1000 x 10 of 64 px and 100 x 10 of "
                      "256 px.\n"
                      "QT_QPA_PLATFORM=offscreen where there is no screen.");
            return 0;
        }
    QApplication application(count, values);
    widgets::applyTheme(application, widgets::ThemeChoice::dark);
    measure(1000, 10, 64);
    measure(100, 10, 256);
    return 0;
}
