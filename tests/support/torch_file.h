// PyTorch files with the tensors of a given structure, as large as the real ones or as small as can be.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <vector>

#include "tests/support/torch_bytes.h"

namespace ld3m::tests {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

/// The lists in tests/golden/checkpoints: "name [2, 3]" a line.
inline Shapes shapesIn(const std::filesystem::path& list) {
    Shapes shapes;
    std::ifstream lines(list);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t bracket = line.find(" [");
        auto& shape = shapes[line.substr(0, bracket)];
        std::istringstream numbers(line.substr(bracket + 2));
        for (std::int64_t size = 0; numbers >> size; numbers.ignore(1))
            shape.push_back(size);
    }
    return shapes;
}

inline std::int64_t countOf(const std::vector<std::int64_t>& shape) {
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        count *= size;
    return count;
}

namespace pickled {

inline std::string text(const std::string& words) {
    return "X" + little(words.size(), 4) + words;
}
inline std::string integer(std::int64_t value) {
    return "J" + little(static_cast<std::uint64_t>(value), 4);
}
inline std::string tuple(const std::vector<std::int64_t>& values) {
    std::string all = "(";
    for (const std::int64_t value : values)
        all += integer(value);
    return all + "t";
}

inline std::string tensor(const std::string& key, std::int64_t stored, const std::vector<std::int64_t>& shape,
                          const std::vector<std::int64_t>& strides, bool legacy) {
    return "ctorch._utils\n_rebuild_tensor_v2\n((U\x07storagectorch\nFloatStorage\n" + text(key) +
           "U\x03"
           "cpu" +
           integer(stored) + (legacy ? "N" : "") + "tQ" + integer(0) + tuple(shape) + tuple(strides) +
           "\x89"
           "ccollections\nOrderedDict\n)RtR";
}

inline std::vector<std::int64_t> contiguous(const std::vector<std::int64_t>& shape) {
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * shape[i];
    return strides;
}

/// {"state_dict": {name: tensor}, "epoch": 3}, each tensor in a storage of its own, keys in the order of
/// names.
inline std::string trainingFile(const Shapes& shapes, bool legacy) {
    std::string entries;
    int key = 0;
    for (const auto& [name, shape] : shapes)
        entries +=
            text(name) + tensor(std::to_string(key++), countOf(shape), shape, contiguous(shape), legacy);
    return "\x80\x02}(" + text("epoch") + integer(3) + text("state_dict") + "ccollections\nOrderedDict\n)R(" +
           entries + "uu.";
}

} // namespace pickled

/// A file of a few hundred kilobytes with tensors of these shapes: every element is the same number, 0.25.
inline void writeStructure(const std::filesystem::path& file, const Shapes& shapes) {
    std::string entries;
    for (const auto& [name, shape] : shapes)
        entries += pickled::text(name) +
                   pickled::tensor("0", 1, shape, std::vector<std::int64_t>(shape.size(), 0), false);
    std::ofstream(file, std::ios::binary) << zipBytes(
        {{"archive/data.pkl", "\x80\x02}(" + entries + "u."}, {"archive/data/0", floats({0.25F})}});
}

/// The numbers of the `index`-th tensor (in the order of names) of a full-size file: spread over [-0.05,
/// 0.05).
inline std::vector<float> numbersOfTensor(std::size_t index, std::int64_t count) {
    std::vector<float> values(static_cast<std::size_t>(count));
    std::uint32_t state = 0x9e3779b9u + static_cast<std::uint32_t>(index);
    for (float& value : values) {
        state = state * 1664525u + 1013904223u;
        value = static_cast<float>(state >> 8) * (0.1F / 16777216.0F) - 0.05F;
    }
    return values;
}

/// The whole thing, record by record, each aligned to 64 bytes as PyTorch does it.
inline void writeFullArchive(const std::filesystem::path& file, const Shapes& shapes) {
    std::ofstream out(file, std::ios::binary);
    std::string directory;
    std::uint64_t at = 0;
    std::size_t records = 0;
    const auto add = [&](const std::string& name, std::string_view content) {
        const std::string facts = little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                                  little(files::crc32Of(bytesOf(content)), 4) + little(content.size(), 4) +
                                  little(content.size(), 4) + little(name.size(), 2);
        const std::uint64_t fill = (64 - (at + 30 + name.size() + 4) % 64) % 64;
        const std::string extra = "FB" + little(fill, 2) + std::string(fill, 'Z');
        directory += "PK\x01\x02" + little(0, 2) + facts + little(0, 2) + little(0, 2) + little(0, 8) +
                     little(at, 4) + name;
        out << "PK\x03\x04" << facts << little(extra.size(), 2) << name << extra << content;
        at += 30 + name.size() + extra.size() + content.size();
        ++records;
    };
    add("archive/data.pkl", pickled::trainingFile(shapes, false));
    std::size_t index = 0;
    for (const auto& [name, shape] : shapes) {
        const std::vector<float> values = numbersOfTensor(index, countOf(shape));
        add("archive/data/" + std::to_string(index++),
            {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)});
    }
    out << directory << "PK\x05\x06" << little(0, 4) << little(records, 2) << little(records, 2)
        << little(directory.size(), 4) << little(at, 4) << little(0, 2);
}

inline void writeFullStream(const std::filesystem::path& file, const Shapes& shapes) {
    std::ofstream out(file, std::ios::binary);
    std::string keys = "\x80\x02](";
    for (std::size_t i = 0; i < shapes.size(); ++i)
        keys += pickled::text(std::to_string(i));
    out << legacyHead() << pickled::trainingFile(shapes, true) << keys << "e.";
    std::size_t index = 0;
    for (const auto& [name, shape] : shapes) {
        const std::vector<float> values = numbersOfTensor(index++, countOf(shape));
        out << little(values.size(), 8);
        out.write(reinterpret_cast<const char*>(values.data()),
                  static_cast<std::streamsize>(values.size() * sizeof(float)));
    }
}

} // namespace ld3m::tests
