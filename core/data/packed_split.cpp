#include "core/data/packed_split.h"

#include <algorithm>
#include <optional>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/tensor/state_dict.h"

namespace ld3m::data {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, const std::string& what) {
    throw base::InputError(base::text("The packed set ", file.string(), " cannot be used: ", what, "."));
}

std::vector<std::string> namesIn(const tensor::StateDict& state, const fs::path& file) {
    const auto found = state.metadata.find("class_names");
    const auto names = found == state.metadata.end() ? nlohmann::json()
                                                     : nlohmann::json::parse(found->second, nullptr, false);
    if (!names.is_array() || names.empty() ||
        !std::all_of(names.begin(), names.end(), [](const auto& name) { return name.is_string(); }))
        refuse(file, "its metadata has no class_names, a JSON list of texts");
    return names.get<std::vector<std::string>>();
}

PackedSplit readBytes(const fs::path& file) {
    PackedSplit split = readPacked(file);
    if (split.images_N3HW.scalar_type() != c10::kByte)
        refuse(file, "\"images\" is not U8 [N, 3, H, H]");
    return split;
}

class PackedFolder : public SourceKind {
public:
    explicit PackedFolder(const fs::path& folder)
        : m_folder(folder), m_train(readBytes(fileOf(Split::train))) {
        if (fs::exists(fileOf(Split::test)))
            m_test = readBytes(fileOf(Split::test));
    }

    std::string kind() const override { return "Packed set"; }

    std::vector<ClassCount> classes() const override {
        std::vector<ClassCount> counts;
        for (const std::string& name : m_train.class_names)
            counts.push_back({name, countOf(m_train, name), m_test ? countOf(*m_test, name) : -1});
        if (m_test)
            for (const std::string& name : m_test->class_names)
                if (countOf(m_train, name) < 0)
                    counts.push_back({name, -1, countOf(*m_test, name)});
        return counts;
    }

    SplitSource open(Split split, const std::vector<std::string>& class_names) const override {
        if (split == Split::test && !m_test)
            throw base::InputError(base::text("The packed set ", m_folder.string(),
                                              " has no test split: add the file test.safetensors."));
        const PackedSplit& packed = split == Split::train ? m_train : *m_test;
        SplitSource source{class_names, {0}, {}, {}};
        source.stamp = base::text(fs::file_size(fileOf(split)), " bytes, changed ",
                                  fs::last_write_time(fileOf(split)).time_since_epoch().count());
        std::vector<std::int64_t> rows;
        for (const std::string& name : class_names) {
            const std::size_t label = labelOf(packed, name);
            for (std::int64_t row = packed.first[label]; row < packed.first[label + 1]; ++row)
                rows.push_back(row);
            source.first.push_back(static_cast<std::int64_t>(rows.size()));
        }
        source.read = [images_N3HW = packed.images_N3HW, rows = std::move(rows)](std::int64_t index) {
            const at::Tensor image_HW3 =
                images_N3HW[rows[static_cast<std::size_t>(index)]].permute({1, 2, 0}).contiguous();
            const auto* data = image_HW3.const_data_ptr<std::uint8_t>();
            return images::Rgb8{image_HW3.size(0), image_HW3.size(1), {data, data + image_HW3.numel()}};
        };
        return source;
    }

    bool worthCaching(std::int64_t resolution) const override {
        return m_train.images_N3HW.size(2) != resolution;
    }

private:
    fs::path fileOf(Split split) const { return m_folder / (nameOf(split) + ".safetensors"); }

    static std::size_t labelOf(const PackedSplit& split, const std::string& name) {
        return static_cast<std::size_t>(std::find(split.class_names.begin(), split.class_names.end(), name) -
                                        split.class_names.begin());
    }

    static std::int64_t countOf(const PackedSplit& split, const std::string& name) {
        const std::size_t label = labelOf(split, name);
        return label == split.class_names.size() ? -1 : split.first[label + 1] - split.first[label];
    }

    fs::path m_folder;
    PackedSplit m_train;
    std::optional<PackedSplit> m_test;
};

} // namespace

PackedSplit readPacked(const fs::path& file) {
    const tensor::StateDict state = tensor::readStateDict(file);
    if (!state.has("images") || !state.has("first"))
        refuse(file, "the tensors \"images\" and \"first\" are missing");
    PackedSplit split;
    split.images_N3HW = state.at("images");
    const at::Tensor first = state.at("first");
    split.class_names = namesIn(state, file);
    split.metadata = state.metadata;
    split.metadata.erase("class_names");
    const auto type = split.images_N3HW.scalar_type();
    if ((type != c10::kByte && type != c10::kFloat) || split.images_N3HW.dim() != 4 ||
        split.images_N3HW.size(1) != 3 || split.images_N3HW.size(2) < 1 ||
        split.images_N3HW.size(2) != split.images_N3HW.size(3))
        refuse(file, "\"images\" is neither U8 nor F32 [N, 3, H, H]");
    if (first.scalar_type() != c10::kLong || first.dim() != 1 ||
        first.size(0) != static_cast<std::int64_t>(split.class_names.size()) + 1)
        refuse(file, base::text("\"first\" is not I64 [", split.class_names.size() + 1,
                                "], one more than there are classes"));
    const auto* begin = first.const_data_ptr<std::int64_t>();
    split.first.assign(begin, begin + first.size(0));
    if (split.first.front() != 0 || split.first.back() != split.images_N3HW.size(0) ||
        !std::is_sorted(split.first.begin(), split.first.end()))
        refuse(file, "\"first\" does not rise from 0 to the number of images");
    return split;
}

void writePacked(const fs::path& file, const PackedSplit& split) {
    tensor::StateDict state;
    state.tensors["images"] = split.images_N3HW;
    state.tensors["first"] = at::tensor(split.first, c10::TensorOptions(c10::kLong));
    state.metadata = split.metadata;
    // Folder names need not be UTF-8.
    state.metadata["class_names"] =
        nlohmann::json(split.class_names).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    tensor::writeStateDict(file, state);
}

std::unique_ptr<SourceKind> openPackedFolder(const fs::path& folder) {
    return fs::exists(folder / "train.safetensors") ? std::make_unique<PackedFolder>(folder) : nullptr;
}

} // namespace ld3m::data
