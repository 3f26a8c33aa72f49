// Image folders of single-coloured pictures for the tests in this folder.
#pragma once

#include <ATen/ATen.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <QtTest>

#include "core/base/log.h"
#include "core/data/dataset.h"
#include "core/files/atomic_file.h"
#include "core/images/image_file.h"
#include "tests/support/temporary_folder.h"

namespace ld3m::tests {

inline void writePicture(const std::filesystem::path& file, int level, std::int64_t height = 8,
                         std::int64_t width = 8) {
    const auto count = static_cast<std::size_t>(height * width * 3);
    images::writePng(file,
                     {height, width, std::vector<std::uint8_t>(count, static_cast<std::uint8_t>(level))});
}

/// Three classes in train/ (ant 2, bee 3, cow 1 pictures) and val/ (1 each). Levels count up from 1 in the
/// order in which a loader must deliver them; those of val/ from 101.
inline void writePictureFolder(const std::filesystem::path& folder) {
    int level = 0;
    const std::vector<std::pair<std::string, int>> classes = {{"ant", 2}, {"bee", 3}, {"cow", 1}};
    for (std::size_t label = 0; label < classes.size(); ++label) {
        const auto& [name, count] = classes[label];
        for (int k = 0; k < count; ++k)
            writePicture(folder / "train" / name / (std::to_string(k) + ".png"), ++level);
        writePicture(folder / "val" / name / "0.png", 101 + static_cast<int>(label));
    }
}

inline settings::DatasetSettings settingsFor(const std::filesystem::path& folder) {
    settings::DatasetSettings settings;
    settings.path = folder.string();
    settings.resolution = 8;
    return settings;
}

inline data::Dataset load(const settings::DatasetSettings& settings, data::Split split = data::Split::train,
                          const data::LoadProgress& progress = {}) {
    return data::loadDataset(settings, split, at::TensorOptions(at::kFloat), progress);
}

/// The grey level of every image, in order.
inline std::vector<int> levelsOf(const data::Dataset& set) {
    std::vector<int> levels;
    for (std::int64_t label = 0; label < set.classes(); ++label)
        for (std::int64_t k = 0; k < set.classSize(label); ++k)
            levels.push_back(int(std::lround(set.raw(label, {k}).mean().item<float>() * 255)));
    return levels;
}

/// What is logged while this lives.
class LogLines {
public:
    LogLines() {
        base::log::setConsole(false);
        base::log::setSink([this](base::log::Level, const std::string& line) { m_lines << line.c_str(); });
    }
    ~LogLines() {
        base::log::setSink({});
        base::log::setConsole(true);
    }
    LogLines(const LogLines&) = delete;
    LogLines& operator=(const LogLines&) = delete;

    const QStringList& lines() const { return m_lines; }

private:
    QStringList m_lines;
};

/// The sentence of the error that `work` throws; empty when it throws none.
template<typename Error, typename Work>
QString errorOf(const Work& work) {
    try {
        work();
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

} // namespace ld3m::tests
