#include "core/settings/objective_settings.h"

namespace ld3m::settings {

void describe(Section& section, ObjectiveSettings& objective) {
    section.field(
        "kind", objective.kind,
        {.label = "Objective",
         .help = "dc: match the gradients that real and synthetic images give a fresh network. dm: match the "
                 "mean "
                 "features of a fresh network. mtt: end where experts end that were trained on real images.",
         .reference = "LD3M section 3; DC Algorithm 1; DM Eq. 5; MTT Algorithm 1"});
    section.field(
        "real_batch", objective.real_batch,
        {.label = "Real images per class",
         .help = "Real images drawn of each class in each iteration (fewer when a class has fewer).",
         .unit = "images",
         .min = 1,
         .max = 8192,
         .live = true});
    section.field(
        "network", objective.network,
        {.label = "Network",
         .help =
             "Architecture that judges the images; drawn anew each iteration (mtt: that of the experts)."});
    section.field("width", objective.width,
                  {.label = "Network width",
                   .help = "Channels of each ConvNet block.",
                   .unit = "channels",
                   .min = 1,
                   .max = 4096});
    section.field("depth", objective.depth,
                  {.label = "Network depth",
                   .help = "ConvNet blocks; 0 picks by resolution: 3 at 32 px, 5 at 128 px, 6 at 256 px.",
                   .unit = "blocks",
                   .min = 0,
                   .max = 10});
    section.field("norm", objective.norm,
                  {.label = "Network norm",
                   .help = "Normalisation of each ConvNet block; the protocol's is instance."});
    section.field("pooling", objective.pooling,
                  {.label = "Network pooling",
                   .help = "2x2 pooling of each ConvNet block; the protocol's is average."});
    section.field(
        "activation", objective.activation,
        {.label = "Network activation", .help = "Activation of each ConvNet block; the protocol's is relu."});
    section.field("distance", objective.distance,
                  {.label = "Gradient distance",
                   .help = "dc only. layerwise: one minus cosine per output row, summed. mse: squared "
                           "difference. cosine: one "
                           "minus cosine of all gradients at once.",
                   .reference = "DC Eq. 10"});
    section.field("real_gradient", objective.real_gradient,
                  {.label = "Real gradient",
                   .help = "dc only. whole_batch: mean over the batch. half_batches: equal-weight mean of "
                           "two halves, as the "
                           "public code; differs for odd batches only."});
    section.field(
        "outer_loops", objective.outer_loops,
        {.label = "Outer loops",
         .help =
             "dc only. Matches and updates per iteration on one network, which trains on the synthetic set "
             "between them. 0: DC's table by IPC (1: 1, 10: 10, 20: 20, 30: 30, 40: 40, 50: 50).",
         .reference = "DC Algorithm 1",
         .min = 0,
         .max = 1000});
    section.field(
        "inner_loops", objective.inner_loops,
        {.label = "Inner loops",
         .help =
             "dc only. Epochs on the synthetic set between two outer loops. 0: DC's table by IPC (1: 1, 10: "
             "50, 20: 25, 30: 20, 40: 15, 50: 10).",
         .unit = "epochs",
         .reference = "DC Algorithm 1",
         .min = 0,
         .max = 10000});
    section.field("network_rate", objective.network_rate,
                  {.label = "Network rate",
                   .help = "dc only. SGD rate of the network in the inner loops, no momentum.",
                   .min = 1e-9,
                   .max = 100});
    section.field("network_batch", objective.network_batch,
                  {.label = "Network batch",
                   .help = "dc only. Synthetic images per step of the inner loops.",
                   .unit = "images",
                   .min = 1,
                   .max = 65536});
    section.field(
        "experts", objective.experts,
        {.label = "Experts",
         .help =
             "mtt only. Folder of replay_buffer_<n>.pt files (ld3m experts makes them), or one such file.",
         .path = true});
    section.field("max_experts", objective.max_experts,
                  {.label = "Experts used",
                   .help = "mtt only. Use the first so many trajectories; 0 uses all.",
                   .min = 0,
                   .max = 1e6});
    section.field(
        "student_steps", objective.student_steps,
        {.label = "Student steps",
         .help =
             "mtt only. SGD steps on synthetic images from the expert's start (GLaD's script 20, LD3M's 10).",
         .unit = "steps",
         .reference = "MTT Algorithm 1",
         .min = 1,
         .max = 1000,
         .live = true});
    section.field(
        "expert_epochs", objective.expert_epochs,
        {.label = "Expert epochs",
         .help =
             "mtt only. The target lies this many expert epochs after the start (GLaD's script 3, LD3M's 2).",
         .unit = "epochs",
         .reference = "MTT Algorithm 1",
         .min = 1,
         .max = 1000,
         .live = true});
    section.field(
        "max_start_epoch", objective.max_start_epoch,
        {.label = "Latest start",
         .help = "mtt only. Starts are drawn from expert epochs below this (GLaD's script 5, LD3M's 2).",
         .unit = "epochs",
         .reference = "MTT Algorithm 1",
         .min = 1,
         .max = 1000,
         .live = true});
    section.field("student_batch", objective.student_batch,
                  {.label = "Student batch",
                   .help = "mtt only. Synthetic images per student step; 0 takes all.",
                   .unit = "images",
                   .min = 0,
                   .max = 65536});
    section.field("student_rate", objective.student_rate,
                  {.label = "Student rate",
                   .help = "mtt only. Where the learned rate of the student starts.",
                   .min = 1e-9,
                   .max = 100});
    section.field(
        "student_rate_rate", objective.student_rate_rate,
        {.label = "Rate of the student rate",
         .help = "mtt only. SGD rate of the learned rate (momentum 0.5); 0 keeps it where it starts.",
         .min = 0,
         .max = 10,
         .live = true});
    section.field(
        "trajectory_gradient", objective.trajectory_gradient,
        {.label = "Trajectory gradient",
         .help = "mtt only. exact: the true gradient, in constant memory. first_order: without what earlier "
                 "steps "
                 "do to later parameters, as GLaD's script. released: half of that, as LD3M's script."});
    section.field(
        "augmentation", objective.augmentation,
        {.label = "Augmentation",
         .help =
             "DSA strategies; empty for none. dc and dm: one per class and iteration, the same for real and "
             "synthetic images. mtt: one per student step, drawn for each image.",
         .reference = "DSA section 3",
         .choices = {"color", "crop", "cutout", "flip", "scale", "rotate"}});
}

} // namespace ld3m::settings
