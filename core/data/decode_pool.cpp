#include "core/data/decode_pool.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/images/fit_square.h"

namespace ld3m::data {
namespace {

using namespace std::chrono_literals;

/// Interleaved rows to colour planes.
template<typename Level>
void unpack(const std::vector<Level>& levels, Level* planes) {
    const std::size_t plane = levels.size() / 3;
    for (std::size_t pixel = 0; pixel < plane; ++pixel)
        for (std::size_t channel = 0; channel < 3; ++channel)
            planes[channel * plane + pixel] = levels[pixel * 3 + channel];
}

/// Puts image `index` of images_N3HW, which is made for it, in place.
void place(const images::Rgb8& image, const settings::DatasetSettings& dataset, std::int64_t index,
           const at::Tensor& images_N3HW) {
    const std::int64_t offset = index * images_N3HW.stride(0);
    if (dataset.resize_order == settings::ResizeOrder::bytes)
        unpack(images::fitSquare(image, dataset.resolution, dataset.antialias).bytes,
               images_N3HW.mutable_data_ptr<std::uint8_t>() + offset);
    else
        unpack(images::fitSquareLevels(image, dataset.resolution, dataset.antialias),
               images_N3HW.mutable_data_ptr<float>() + offset);
}

/// Threads that take the next image each until none is left. Each image has a slot of its own, so nothing is
/// shared but the counters.
class Pool {
public:
    Pool(const SplitSource& source, const settings::DatasetSettings& dataset, at::Tensor images_N3HW)
        : m_source(source), m_dataset(dataset), m_images_N3HW(std::move(images_N3HW)),
          m_errors(static_cast<std::size_t>(source.size())) {}

    void run(const LoadProgress& progress) {
        const auto cores = static_cast<std::int64_t>(std::max(1U, std::thread::hardware_concurrency()));
        std::vector<std::jthread> workers;
        for (std::int64_t i = 0; i < std::min(cores, m_source.size()); ++i)
            workers.emplace_back([this](const std::stop_token& stop) { work(stop); });
        std::unique_lock lock(m_mutex);
        for (std::int64_t told = -1; told < m_source.size() && !m_failure;) {
            if (m_done < m_source.size())
                m_changed.wait_for(lock, 50ms);
            told = m_done;
            lock.unlock();
            if (progress)
                progress(told, m_source.size());
            lock.lock();
        }
        if (m_failure)
            std::rethrow_exception(m_failure);
    }

    /// By image; empty where all went well.
    const std::vector<std::string>& errors() const { return m_errors; }

private:
    void work(const std::stop_token& stop) {
        for (std::int64_t index = m_next++; index < m_source.size() && !stop.stop_requested();
             index = m_next++) {
            std::exception_ptr failure;
            try {
                place(m_source.read(index), m_dataset, index, m_images_N3HW);
            } catch (const base::InputError& error) {
                m_errors[static_cast<std::size_t>(index)] = error.what();
            } catch (...) {
                failure = std::current_exception();
            }
            const std::lock_guard lock(m_mutex);
            if (failure && !m_failure)
                m_failure = failure;
            if (++m_done == m_source.size() || m_failure)
                m_changed.notify_one();
        }
    }

    const SplitSource& m_source;
    const settings::DatasetSettings& m_dataset;
    at::Tensor m_images_N3HW;
    std::vector<std::string> m_errors;
    std::atomic<std::int64_t> m_next = 0;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::int64_t m_done = 0;
    std::exception_ptr m_failure;
};

/// The split without the images that have an error.
Decoded withoutBroken(PackedSplit split, const std::vector<std::string>& errors) {
    Decoded decoded{std::move(split), {}};
    std::vector<std::int64_t> kept;
    std::vector<std::int64_t> first = {0};
    for (std::size_t label = 0; label < decoded.split.class_names.size(); ++label) {
        for (std::int64_t i = decoded.split.first[label]; i < decoded.split.first[label + 1]; ++i) {
            const std::string& error = errors[static_cast<std::size_t>(i)];
            if (error.empty())
                kept.push_back(i);
            else
                decoded.skipped.push_back(error);
        }
        first.push_back(static_cast<std::int64_t>(kept.size()));
        if (first[label] == first[label + 1])
            throw base::InputError(base::text("No image of the class \"", decoded.split.class_names[label],
                                              "\" can be read: ", decoded.skipped.back()));
    }
    decoded.split.first = std::move(first);
    if (!decoded.skipped.empty())
        decoded.split.images_N3HW =
            decoded.split.images_N3HW.index_select(0, at::tensor(kept, c10::TensorOptions(c10::kLong)));
    return decoded;
}

} // namespace

Decoded decodeAll(const SplitSource& source, const settings::DatasetSettings& dataset,
                  const LoadProgress& progress) {
    const auto type = dataset.resize_order == settings::ResizeOrder::bytes ? c10::kByte : c10::kFloat;
    PackedSplit split{at::empty({source.size(), 3, dataset.resolution, dataset.resolution}, type),
                      source.first,
                      source.class_names,
                      {}};
    Pool pool(source, dataset, split.images_N3HW);
    pool.run(progress);
    const auto isBroken = [](const std::string& error) { return !error.empty(); };
    const auto broken = std::count_if(pool.errors().begin(), pool.errors().end(), isBroken);
    if (broken > 0 && !dataset.skip_broken) {
        std::string sentence = *std::find_if(pool.errors().begin(), pool.errors().end(), isBroken);
        if (broken > 1)
            sentence += base::text(" (", broken - 1, broken == 2 ? " other file is" : " other files are",
                                   " broken too.)");
        throw base::InputError(sentence + " dataset.skip_broken = true leaves such files out.");
    }
    return withoutBroken(std::move(split), pool.errors());
}

} // namespace ld3m::data
