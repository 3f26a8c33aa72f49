// A whole checkpoint: autoencoder, U-Net, class embedder and noise schedule, with the architecture read off
// it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/diffusion/autoencoder.h"
#include "core/diffusion/class_embedder.h"
#include "core/diffusion/noise_schedule.h"
#include "core/diffusion/unet.h"
#include "core/settings/prior_settings.h"

namespace ld3m::diffusion {

struct CheckpointLayout;

struct LatentDiffusionModel {
    std::shared_ptr<const Autoencoder> autoencoder;
    std::shared_ptr<const UNet> unet;      ///< null in an autoencoder-only file
    std::optional<ClassEmbedder> embedder; ///< nothing in an unconditional model
    NoiseSchedule schedule;
};

/// Loads a checkpoint with CompVis tensor names, in any container. Shapes give the structure; metadata gives
/// what shapes cannot say (groups, heads, schedule), with the published models' values as defaults. Of a
/// training file the averaged weights where they are wanted and whole, which a log line says. On the CPU in
/// the file's own precision the weights stay mapped.
/// @throws base::InputError saying what was found, what was expected.
LatentDiffusionModel loadLatentDiffusionModel(const std::filesystem::path& file,
                                              const c10::TensorOptions& options,
                                              const tensor::ReadProgress& progress = {});

/// The model as a recipe wants it: prior.checkpoint with its averaged or raw weights, and with a U-Net of
/// fresh weights (stream "prior.random" of `seed`) in place of the trained one where prior.denoiser = random.
LatentDiffusionModel loadPriorModel(const settings::PriorSettings& prior, std::uint64_t seed,
                                    const c10::TensorOptions& options);

/// The model of a layout that is already read. @throws base::InputError as above, without the file's name.
LatentDiffusionModel buildModel(const CheckpointLayout& layout, const c10::TensorOptions& options);

/// One line for people: "class-conditional latent diffusion, VQ-f4 (1024 x 4), U-Net 3.2 M, 10 classes".
std::string describeCheckpoint(const std::filesystem::path& file);
std::string describe(const CheckpointLayout& layout);

} // namespace ld3m::diffusion
