// PyTorch files by hand: the pickle of a tensor, and the archive and the stream around it.
#pragma once

#include "tests/support/zip_bytes.h"

namespace ld3m::tests {

/// The persistent id of 12 floats under the key "7", unless told otherwise.
inline std::string storageId(const std::string& type = "ctorch\nFloatStorage\n",
                             const std::string& key = "U\x01"
                                                      "7",
                             const std::string& count = "K\x0c") {
    return "(U\x07storage" + type + key +
           "U\x03"
           "cpu" +
           count + "tQ";
}

/// The call that makes a tensor of 3 x 3 from the third element on; `rest` is its offset, shape and strides.
inline std::string tensorCall(const std::string& storage,
                              const std::string& rest = "K\x02K\x03K\x03\x86K\x03K\x01\x86") {
    return "ctorch._utils\n_rebuild_tensor_v2\n(" + storage + rest +
           "\x89"
           "ccollections\nOrderedDict\n)RtR";
}

/// {"w": tensor}
inline std::string dictOf(const std::string& tensor) {
    return "\x80\x02}U\x01w" + tensor + "s.";
}

inline std::string floats(const std::vector<float>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

/// 0 to 11, the content of storageId()'s storage.
inline std::string twelveFloats() {
    std::vector<float> values;
    for (int i = 0; i < 12; ++i)
        values.push_back(static_cast<float>(i));
    return floats(values);
}

inline std::string legacyHead(const std::string& protocol = "M\xe9\x03") {
    return "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02" + protocol +
           ".\x80\x02}U\x0dlittle_endian\x88s.";
}

} // namespace ld3m::tests
