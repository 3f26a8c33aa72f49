#include "core/settings/expert_settings.h"

namespace ld3m::settings {
namespace {

void describeTraining(Section& section, ExpertSettings& experts) {
    section.field(
        "count", experts.count,
        {.label = "Experts",
         .help = "Trajectories, each of a fresh network; raise it later to add more to the same folder.",
         .unit = "trajectories",
         .reference = "MTT section 3.1",
         .min = 1,
         .max = 1e6,
         .live = true});
    section.field(
        "epochs", experts.epochs,
        {.label = "Epochs",
         .help = "Passes over the real images; parameters are stored before the first and after each.",
         .unit = "epochs",
         .min = 1,
         .max = 1000});
    section.field(
        "batch", experts.batch,
        {.label = "Batch", .help = "Real images in each step.", .unit = "images", .min = 1, .max = 65536});
    section.field("rate", experts.rate, {.label = "Rate", .help = "SGD rate.", .min = 1e-9, .max = 100});
    section.field("momentum", experts.momentum,
                  {.label = "Momentum", .help = "SGD momentum.", .min = 0, .max = 0.9999});
    section.field("weight_decay", experts.weight_decay,
                  {.label = "Weight decay",
                   .help = "Added to the gradient as this much of the parameter.",
                   .min = 0,
                   .max = 10});
    section.field(
        "decay", experts.decay,
        {.label = "Rate decay",
         .help = "A tenth of the rate, and the momentum forgotten, from two epochs after half of them on."});
    section.field("augmentation", experts.augmentation,
                  {.label = "Augmentation",
                   .help = "DSA strategies, one per batch, drawn for each image; empty for none.",
                   .reference = "DSA section 3",
                   .choices = {"color", "crop", "cutout", "flip", "scale", "rotate"}});
}

void describeNetwork(Section& section, ExpertSettings& experts) {
    section.field("network", experts.network,
                  {.label = "Network",
                   .help = "Architecture of the experts; objective.network of mtt must be the same."});
    section.field("width", experts.width,
                  {.label = "Network width",
                   .help = "Channels of each ConvNet block.",
                   .unit = "channels",
                   .min = 1,
                   .max = 4096});
    section.field("depth", experts.depth,
                  {.label = "Network depth",
                   .help = "ConvNet blocks; 0 picks by resolution: 3 at 32 px, 5 at 128 px, 6 at 256 px.",
                   .unit = "blocks",
                   .min = 0,
                   .max = 10});
    section.field("norm", experts.norm,
                  {.label = "Network norm", .help = "Normalisation of each ConvNet block."});
    section.field("pooling", experts.pooling,
                  {.label = "Network pooling", .help = "2x2 pooling of each ConvNet block."});
    section.field("activation", experts.activation,
                  {.label = "Network activation", .help = "Activation of each ConvNet block."});
}

} // namespace

void describe(Section& section, ExpertSettings& experts) {
    describeTraining(section, experts);
    describeNetwork(section, experts);
    section.field(
        "at_once", experts.at_once,
        {.label = "At once",
         .help = "Experts that train at the same time on a CPU, one core each. 0: one per core. 1: one after "
                 "another, each with all cores (less memory). A GPU always trains one after another.",
         .min = 0,
         .max = 1024});
    section.field("seed", experts.seed,
                  {.label = "Seed",
                   .help = "Every random draw of the experts follows from it.",
                   .min = 0,
                   .max = 9e15});
    section.field("folder", experts.folder,
                  {.label = "Folder",
                   .help = "Where the replay_buffer_<n>.pt files go; empty: a new folder under runs/.",
                   .live = true,
                   .path = true});
}

} // namespace ld3m::settings
