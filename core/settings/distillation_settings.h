// What is learned, how fast, and from where it starts.
#pragma once

#include "core/settings/field.h"

namespace ld3m::settings {

/// Which learnables move; the other stays at its initial value.
enum class Learn { both, latents, conditioning };
/// Where Z and c start: real images and class embeddings, or Gaussian noise (paper, Table 8).
enum class Init { real, noise };
/// Whether a class may start twice from one real image.
enum class InitialDraw { distinct, repeating };

template<>
struct Choices<Learn> {
    static constexpr const char* names[] = {"both", "latents", "conditioning"};
};
template<>
struct Choices<Init> {
    static constexpr const char* names[] = {"real", "noise"};
};
template<>
struct Choices<InitialDraw> {
    static constexpr const char* names[] = {"distinct", "repeating"};
};

struct DistillationSettings {
    std::int64_t ipc = 1;
    std::int64_t iterations = 5000;
    std::int64_t seed = 0;
    double latent_rate = 0.1;
    double conditioning_rate = 0.1;
    double momentum = 0.5;
    Learn learn = Learn::both;
    Init init = Init::real;
    InitialDraw initial_draw = InitialDraw::distinct;
};

void describe(Section& section, DistillationSettings& distillation);

} // namespace ld3m::settings
