#include "core/settings/objective_settings.h"

namespace ld3m::settings {

void describe(Section& section, ObjectiveSettings& objective) {
    section.field("kind", objective.kind,
                  {.label = "Objective",
                   .help = "dc: match the gradients that real and synthetic images give a fresh network.",
                   .reference = "LD3M section 3; DC Algorithm 1"});
    section.field("real_batch", objective.real_batch,
                  {.label = "Real images per class",
                   .help = "Real images drawn of each class in each iteration (fewer when a class has fewer).",
                   .unit = "images",
                   .min = 1,
                   .max = 8192,
                   .live = true});
    section.field("network", objective.network,
                  {.label = "Network", .help = "Architecture whose gradients are matched; drawn anew each iteration."});
    section.field("width", objective.width,
                  {.label = "Network width", .help = "Channels of each ConvNet block.", .unit = "channels", .min = 1,
                   .max = 4096});
    section.field("depth", objective.depth,
                  {.label = "Network depth",
                   .help = "ConvNet blocks; 0 picks by resolution: 3 at 32 px, 5 at 128 px, 6 at 256 px.",
                   .unit = "blocks",
                   .min = 0,
                   .max = 10});
    section.field("norm", objective.norm,
                  {.label = "Network norm", .help = "Normalisation of each ConvNet block; the protocol's is instance."});
    section.field("distance", objective.distance,
                  {.label = "Gradient distance",
                   .help = "layerwise: one minus cosine per output row, summed. mse: squared difference. cosine: one "
                           "minus cosine of all gradients at once.",
                   .reference = "DC Eq. 10"});
    section.field("real_gradient", objective.real_gradient,
                  {.label = "Real gradient",
                   .help = "whole_batch: mean over the batch. half_batches: equal-weight mean of two halves, as the "
                           "public code; differs for odd batches only."});
    section.field("augmentation", objective.augmentation,
                  {.label = "Augmentation",
                   .help = "Siamese augmentation (DSA): one of these strategies per class and iteration, the same for "
                           "real and synthetic images; empty for none.",
                   .reference = "DSA section 3",
                   .choices = {"color", "crop", "cutout", "flip", "scale", "rotate"}});
}

} // namespace ld3m::settings
