// What TensorBoard reads: a file of tf.Event messages in records (core/files/tfrecord.h). Of those messages
// only these fields are written:
//   Event    1 wall_time (double)  2 step (int64)  3 file_version (text)  5 summary (Summary)
//   Summary  1 value (Value, repeated)
//   Value    1 tag (text)  2 simple_value (float)  4 image (Image)
//   Image    1 height  2 width  3 colorspace (int32; 3 is RGB)  4 encoded_image_string (bytes)
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ld3m::files {

class EventFile {
public:
    /// `wall` times are seconds since 1970, here that of the first event.
    explicit EventFile(double wall);

    /// Several curves at one step. Not-a-number is left out.
    void scalars(std::int64_t step, double wall, const std::vector<std::pair<std::string, double>>& values);
    /// A picture as a whole PNG file.
    void image(std::int64_t step, double wall, const std::string& tag, std::string_view png,
               std::int64_t height, std::int64_t width);

    /// events.out.tfevents.<seconds>.<host>.<process>.<n>, another one at each call: TensorBoard's order of
    /// the files of a folder.
    std::string newName() const;
    /// Writes `folder`/newName(), atomically, and returns its path. @throws base::RunError
    std::filesystem::path write(const std::filesystem::path& folder) const;
    /// The records since the last call, for a file that grows.
    std::string take();

private:
    double m_begin;
    std::string m_records;
};

} // namespace ld3m::files
