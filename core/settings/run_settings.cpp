#include "core/settings/run_settings.h"

namespace ld3m::settings {

void describe(Section& section, RunSettings& run) {
    section.field(
        "checkpoint_every", run.checkpoint_every,
        {.label = "Checkpoint every",
         .help = "Write a checkpoint this often; pause, stop and the end always write one. 0: only those.",
         .unit = "iterations",
         .min = 0,
         .max = 1e9,
         .live = true});
    section.field("preview_every", run.preview_every,
                  {.label = "Preview every",
                   .help = "Store and show the synthetic images this often. 0: only the first and the last.",
                   .unit = "iterations",
                   .min = 0,
                   .max = 1e9,
                   .live = true});
    section.field(
        "published_accuracy", run.published_accuracy,
        {.label = "Published accuracy",
         .help =
             "What the paper gives for this recipe, averaged over the networks of its table: a line in the "
             "accuracy plot and nothing else. 0: none.",
         .unit = "%",
         .min = 0,
         .max = 100,
         .live = true});
    section.field("tensorboard", run.tensorboard,
                  {.label = "TensorBoard",
                   .help = "Also write losses, norms, rates and accuracies as TensorBoard event files, into "
                           "tensorboard/ in the "
                           "run's folder, with every checkpoint.",
                   .live = true});
    section.field("csv", run.csv,
                  {.label = "CSV of metrics",
                   .help = "Also write losses, norms, rates and accuracies as metrics.csv into the run's "
                           "folder, with every "
                           "checkpoint.",
                   .live = true});
}

void describe(Section& section, DeviceSettings& device) {
    section.field(
        "kind", device.kind,
        {.label = "Device", .help = "automatic takes a CUDA GPU where one is usable, else the CPU."});
    section.field(
        "precision", device.precision,
        {.label = "Precision", .help = "Arithmetic of the engine; fp64 is for checking gradients."});
    section.field("threads", device.threads,
                  {.label = "CPU threads",
                   .help = "Threads for CPU work; 0 takes all cores.",
                   .unit = "threads",
                   .min = 0,
                   .max = 1024});
}

} // namespace ld3m::settings
