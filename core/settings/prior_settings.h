// Where the learnables live, and how images come out of them.
#pragma once

#include "core/settings/field.h"

namespace ld3m::settings {

enum class PriorKind { latent_diffusion, autoencoder, pixel };
enum class Residual { released, paper, off };
enum class ResidualCurve { linear, none, constant, cosine, quadratic, sqrt, exponential, custom };
enum class Sampler { ddim, ddpm, dpmpp_2m };
enum class Timesteps { even, released };
enum class Noise { iteration, redraw, run };
enum class Memory { automatic, keep, per_step, two_pass };
enum class EncoderInput { symmetric, normalised };
enum class Denoiser { trained, random };
enum class RandomOutput { zero, normal };
enum class CheckpointWeights { averaged, raw };
enum class GeneratedMean { dataset, released };

template<>
struct Choices<PriorKind> {
    static constexpr const char* names[] = {"latent_diffusion", "autoencoder", "pixel"};
};
template<>
struct Choices<Residual> {
    static constexpr const char* names[] = {"released", "paper", "off"};
};
template<>
struct Choices<ResidualCurve> {
    static constexpr const char* names[] = {"linear",    "none", "constant",    "cosine",
                                            "quadratic", "sqrt", "exponential", "custom"};
};
template<>
struct Choices<Sampler> {
    static constexpr const char* names[] = {"ddim", "ddpm", "dpmpp_2m"};
};
template<>
struct Choices<Timesteps> {
    static constexpr const char* names[] = {"even", "released"};
};
template<>
struct Choices<Noise> {
    static constexpr const char* names[] = {"iteration", "redraw", "run"};
};
template<>
struct Choices<Memory> {
    static constexpr const char* names[] = {"automatic", "keep", "per_step", "two_pass"};
};
template<>
struct Choices<EncoderInput> {
    static constexpr const char* names[] = {"symmetric", "normalised"};
};
template<>
struct Choices<Denoiser> {
    static constexpr const char* names[] = {"trained", "random"};
};
template<>
struct Choices<RandomOutput> {
    static constexpr const char* names[] = {"zero", "normal"};
};
template<>
struct Choices<CheckpointWeights> {
    static constexpr const char* names[] = {"averaged", "raw"};
};
template<>
struct Choices<GeneratedMean> {
    static constexpr const char* names[] = {"dataset", "released"};
};

struct PriorSettings {
    PriorKind kind = PriorKind::latent_diffusion;
    std::string checkpoint;
    CheckpointWeights weights = CheckpointWeights::averaged;
    Denoiser denoiser = Denoiser::trained;
    RandomOutput random_output = RandomOutput::zero;
    std::int64_t steps = 10;
    double guidance = 3.0;
    Residual residual = Residual::released;
    ResidualCurve residual_curve = ResidualCurve::linear;
    std::vector<std::string> residual_points = {"0:0", "1:1"};
    Sampler sampler = Sampler::ddim;
    double eta = 0.0;
    Timesteps timesteps = Timesteps::even;
    Noise noise = Noise::iteration;
    Memory memory = Memory::automatic;
    EncoderInput encoder_input = EncoderInput::symmetric;
    bool antialias = true;
    GeneratedMean generated_mean = GeneratedMean::dataset;
};

void describe(Section& section, PriorSettings& prior);

} // namespace ld3m::settings
