// How a prior is trained: its two networks, the steps they take, and the classifier that judges the result.
#pragma once

#include "core/settings/field.h"

namespace ld3m::settings {

/// What the two trainings have in common: AdamW with a rate that warms up, stays, and falls in a cosine to
/// nothing.
struct OptimiserSettings {
    std::int64_t steps = 0;
    std::int64_t batch = 0;
    double rate = 0;
    double warm_up = 0;  ///< share of the steps
    double constant = 0; ///< share of the steps after which the rate falls
    double weight_decay = 0;
    double average = 0.999; ///< decay of the weights' moving average
};

/// The first stage: a VQ autoencoder and its codebook.
struct AutoencoderSettings {
    std::int64_t width = 32;
    std::vector<std::string> multipliers = {"1", "2", "2"};
    std::int64_t blocks = 1;
    std::int64_t groups = 8;
    std::int64_t latent_channels = 4;
    std::int64_t codes = 1024;
    OptimiserSettings optimiser = {
        .steps = 2000, .batch = 32, .rate = 1e-3, .warm_up = 0.05, .constant = 0.3};
    double l1 = 1;
    double l2 = 1;
    double edges = 0.25;
    double commitment = 0.25;
    double perceptual = 0;
    double continuous = 0.12;
    double codebook_decay = 0.99;
    std::int64_t restart_every = 100;
    std::int64_t restart_below = 2;
};

/// The second stage: the U-Net and the class embedding.
struct DiffusionSettings {
    std::int64_t width = 96;
    std::vector<std::string> multipliers = {"1", "1"};
    std::int64_t blocks = 1;
    std::vector<std::string> attention = {"2"};
    std::int64_t head_channels = 32;
    std::int64_t context = 64;
    std::int64_t groups = 8;
    OptimiserSettings optimiser = {
        .steps = 2500, .batch = 64, .rate = 1.2e-3, .warm_up = 0.05, .constant = 0.5, .weight_decay = 1e-4};
    double min_snr = 5;
    double class_dropout = 0.1;
};

/// Small ConvNets trained on the real images: one gives the perceptual loss its features, another judges
/// samples.
struct ClassifierSettings {
    std::int64_t width = 64;
    OptimiserSettings optimiser = {
        .steps = 1200, .batch = 128, .rate = 3e-3, .warm_up = 0.1, .constant = 0.1, .weight_decay = 5e-2};
};

/// How often a training saves and shows itself, and what its figures are measured on.
struct TrainingRunSettings {
    std::int64_t seed = 0;
    std::int64_t checkpoint_every = 200;
    std::int64_t report_every = 10;
    std::int64_t sheet_every = 200;
    std::int64_t test_images = 0;
    std::int64_t samples = 20;
    std::string licence;
};

void describe(Section& section, AutoencoderSettings& autoencoder);
void describe(Section& section, DiffusionSettings& diffusion);
void describe(Section& section, ClassifierSettings& classifier);
void describe(Section& section, TrainingRunSettings& run);

} // namespace ld3m::settings
