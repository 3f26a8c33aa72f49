#include "core/settings/evaluation_settings.h"

namespace ld3m::settings {

void describe(Section& section, EvaluationSettings& evaluation) {
    section.field("every", evaluation.every,
                  {.label = "Evaluate every",
                   .help = "Train fresh networks on the synthetic set this often; the start and the end are always "
                           "evaluated. 0 switches all evaluation off.",
                   .unit = "iterations",
                   .min = 0,
                   .max = 1e9,
                   .live = true});
    section.field("networks", evaluation.networks,
                  {.label = "Networks", .help = "Architectures trained on the synthetic set.", .choices = {"convnet"}});
    section.field("runs", evaluation.runs,
                  {.label = "Runs", .help = "Fresh networks per architecture; mean and deviation are over them.",
                   .unit = "networks", .min = 1, .max = 100});
    section.field("epochs", evaluation.epochs,
                  {.label = "Epochs", .help = "Passes over the synthetic set for each network.",
                   .unit = "epochs", .reference = "LD3M section 5", .min = 1, .max = 1e6});
    section.field("batch", evaluation.batch,
                  {.label = "Batch", .help = "Synthetic images per training step.", .unit = "images", .min = 1,
                   .max = 65536});
    section.field("rate", evaluation.rate,
                  {.label = "Peak rate", .help = "SGD rate at the end of the warm-up (half of the epochs); momentum 0.9, "
                           "weight decay 5e-4, cosine decay after it.",
                   .min = 1e-9, .max = 10});
    section.field("width", evaluation.width,
                  {.label = "ConvNet width", .help = "Channels of each ConvNet block.", .unit = "channels", .min = 1,
                   .max = 4096});
    section.field("test_images", evaluation.test_images,
                  {.label = "Test images", .help = "Test on this many real images, evenly from each class; 0 takes all.",
                   .unit = "images", .min = 0, .max = 1e9});
    section.field("baseline", evaluation.baseline,
                  {.label = "Random-real baseline",
                   .help = "Evaluate as many random real images by the same protocol, once, beside the synthetic set."});
    section.field("decode", evaluation.decode,
                  {.label = "Decode images",
                   .help = "once: all networks train on the same images. per_run: each run's images come from a noise "
                           "draw of their own, as in the public code, so the deviation counts the prior's noise too."});
    section.field("augmentation", evaluation.augmentation,
                  {.label = "Augmentation", .help = "DSA strategies, drawn per image; empty for none.",
                   .choices = {"color", "crop", "cutout", "flip", "scale", "rotate"}});
}

} // namespace ld3m::settings
