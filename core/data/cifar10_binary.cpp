#include "core/data/cifar10_binary.h"

#include <algorithm>
#include <sstream>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/files/mapped_file.h"

namespace ld3m::data {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSide = 32;
constexpr std::size_t kPlane = kSide * kSide;
constexpr std::size_t kRecord = 1 + 3 * kPlane;

using Records = std::vector<std::vector<const std::byte*>>; ///< by label: where each record's colours begin

images::Rgb8 imageAt(const std::byte* planes) {
    images::Rgb8 image{kSide, kSide, std::vector<std::uint8_t>(3 * kPlane)};
    for (std::size_t pixel = 0; pixel < kPlane; ++pixel)
        for (std::size_t channel = 0; channel < 3; ++channel)
            image.bytes[pixel * 3 + channel] =
                std::to_integer<std::uint8_t>(planes[channel * kPlane + pixel]);
    return image;
}

class Cifar10Binary : public SourceKind {
public:
    explicit Cifar10Binary(const fs::path& folder) {
        std::istringstream names(files::readText(folder / "batches.meta.txt"));
        for (std::string name; names >> name;)
            m_names.push_back(name);
        m_train.resize(m_names.size());
        m_test.resize(m_names.size());
        for (int batch = 1; batch <= 5; ++batch)
            add(folder / base::text("data_batch_", batch, ".bin"), m_train);
        add(folder / "test_batch.bin", m_test);
    }

    std::string kind() const override { return "CIFAR-10 binary batches"; }

    std::vector<ClassCount> classes() const override {
        std::vector<ClassCount> counts;
        for (std::size_t k = 0; k < m_names.size(); ++k)
            counts.push_back({m_names[k], static_cast<std::int64_t>(m_train[k].size()),
                              static_cast<std::int64_t>(m_test[k].size())});
        return counts;
    }

    SplitSource open(Split split, const std::vector<std::string>& class_names) const override {
        SplitSource source{class_names, {0}, m_stamp, {}};
        std::vector<const std::byte*> records;
        for (const std::string& name : class_names) {
            const auto label =
                static_cast<std::size_t>(std::find(m_names.begin(), m_names.end(), name) - m_names.begin());
            const auto& of_class = (split == Split::train ? m_train : m_test).at(label);
            records.insert(records.end(), of_class.begin(), of_class.end());
            source.first.push_back(static_cast<std::int64_t>(records.size()));
        }
        source.read = [mappings = m_mappings, records = std::move(records)](std::int64_t index) {
            return imageAt(records[static_cast<std::size_t>(index)]);
        };
        return source;
    }

    bool worthCaching(std::int64_t resolution) const override { return resolution != kSide; }

private:
    void add(const fs::path& file, Records& records) {
        const auto mapping = files::MappedFile::open(file);
        const auto bytes = mapping->bytes();
        if (bytes.empty() || bytes.size() % kRecord != 0)
            throw base::InputError(base::text("The CIFAR-10 batch ", file.string(), " is cut off (",
                                              bytes.size(), " bytes are no multiple of ", kRecord,
                                              "): download it again."));
        for (std::size_t at = 0; at < bytes.size(); at += kRecord) {
            const auto label = std::to_integer<std::size_t>(bytes[at]);
            if (label >= records.size())
                throw base::InputError(base::text("The CIFAR-10 batch ", file.string(), " has the label ",
                                                  label, ", but batches.meta.txt names ", records.size(),
                                                  " classes: download it again."));
            records[label].push_back(bytes.data() + at + 1);
        }
        m_mappings.push_back(mapping);
        m_stamp += base::text(bytes.size(), " bytes, changed ",
                              fs::last_write_time(file).time_since_epoch().count(), "; ");
    }

    std::vector<std::string> m_names;
    std::vector<std::shared_ptr<const files::MappedFile>> m_mappings;
    Records m_train;
    Records m_test;
    std::string m_stamp;
};

} // namespace

std::unique_ptr<SourceKind> openCifar10Binary(const fs::path& folder) {
    for (const fs::path& candidate : {folder, folder / "cifar-10-batches-bin"})
        if (fs::exists(candidate / "data_batch_1.bin"))
            return std::make_unique<Cifar10Binary>(candidate);
    return nullptr;
}

} // namespace ld3m::data
