// How a synthetic set is judged: networks trained on it, tested on real images.
#pragma once

#include "core/settings/network_settings.h"
#include "core/settings/objective_settings.h"

namespace ld3m::settings {

/// Published protocols: each gives values to the settings of this section (core/settings/protocols.h).
enum class Protocol { ld3m, dc, dsa, mtt, idc_hard, soft };
/// Noise draws of the images that an evaluation trains on.
enum class Decode { once, per_run };
enum class StudentOptimiser { sgd, adamw };
/// Rate over the epochs; core/evaluation/rate_curve.h has the formulas.
enum class RateSchedule { warm_up_cosine, drop, two_drops, cosine, constant };
/// How two images of a batch become one, with the labels in the same proportion.
enum class Mix { none, cutmix, mixup };
/// What a student learns of each image.
enum class Labels { hard, teacher, set };

template<>
struct Choices<Protocol> {
    static constexpr const char* names[] = {"ld3m", "dc", "dsa", "mtt", "idc_hard", "soft"};
};
template<>
struct Choices<Decode> {
    static constexpr const char* names[] = {"once", "per_run"};
};
template<>
struct Choices<StudentOptimiser> {
    static constexpr const char* names[] = {"sgd", "adamw"};
};
template<>
struct Choices<RateSchedule> {
    static constexpr const char* names[] = {"warm_up_cosine", "drop", "two_drops", "cosine", "constant"};
};
template<>
struct Choices<Mix> {
    static constexpr const char* names[] = {"none", "cutmix", "mixup"};
};
template<>
struct Choices<Labels> {
    static constexpr const char* names[] = {"hard", "teacher", "set"};
};

struct EvaluationSettings {
    Protocol protocol = Protocol::ld3m;
    std::int64_t every = 0;
    std::vector<std::string> networks = {"convnet"}; ///< words of NetworkKind
    std::int64_t runs = 3;
    std::int64_t epochs = 1000;
    std::int64_t batch = 256;
    StudentOptimiser optimiser = StudentOptimiser::sgd;
    double rate = 0.001;
    double vgg_rate = 0.0001; ///< 0: `rate`
    bool learned_rate = false;
    RateSchedule schedule = RateSchedule::warm_up_cosine;
    double momentum = 0.9;
    double weight_decay = 5e-4;
    bool average = true;
    std::int64_t width = 128;
    std::int64_t resolution = 0; ///< 0: the data set's
    std::vector<std::string> augmentation = {"color", "crop", "cutout", "flip", "scale", "rotate"};
    double crop = 1; ///< smallest area of a random resized crop; 1: none
    double jitter = 0;
    double lighting = 0;
    Mix mix = Mix::none;
    double mix_alpha = 1;
    Labels labels = Labels::hard;
    double temperature = 1;
    NetworkKind teacher = NetworkKind::convnet;
    std::int64_t teacher_epochs = 30;
    std::int64_t test_images = 0;
    std::vector<std::string> baselines = {"random_real"};
    std::int64_t full_epochs = 30;
    Decode decode = Decode::once;
};

void describe(Section& section, EvaluationSettings& evaluation);

} // namespace ld3m::settings
