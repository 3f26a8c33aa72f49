#include "core/settings/distillation_settings.h"

namespace ld3m::settings {

void describe(Section& section, DistillationSettings& distillation) {
    section.field("ipc", distillation.ipc,
                  {.label = "Images per class",
                   .help = "Synthetic images learned for each class (IPC).",
                   .min = 1,
                   .max = 1000});
    section.field("iterations", distillation.iterations,
                  {.label = "Iterations",
                   .help = "Length of the run. The paper uses 5,000 at 128 px and 10,000 at 256 px.",
                   .reference = "LD3M section 5",
                   .min = 1,
                   .max = 1e9,
                   .live = true});
    section.field(
        "seed", distillation.seed,
        {.label = "Seed",
         .help = "Every random draw of the run follows from it; equal seeds share data, noise, networks "
                 "and augmentations whatever else differs.",
         .min = 0,
         .max = 9e15});
    section.field("latent_rate", distillation.latent_rate,
                  {.label = "Rate of Z",
                   .help = "SGD rate of the latents Z (of the images themselves with the pixel prior).",
                   .reference = "LD3M Algorithm 1",
                   .min = 0,
                   .max = 1e9,
                   .live = true});
    section.field(
        "conditioning_rate", distillation.conditioning_rate,
        {.label = "Rate of c",
         .help = "SGD rate of the class embeddings c. Its gradient is far smaller than that of Z with the "
                 "residual and far larger without, so it has a rate of its own.",
         .reference = "LD3M Algorithm 1",
         .min = 0,
         .max = 1e9,
         .live = true});
    section.field("momentum", distillation.momentum,
                  {.label = "Momentum",
                   .help = "SGD momentum of Z and c, without dampening.",
                   .min = 0,
                   .max = 0.9999,
                   .live = true});
    section.field("learn", distillation.learn,
                  {.label = "Learn",
                   .help = "Which learnables move: Z and c, or one of them with the other frozen.",
                   .reference = "LD3M Table 7"});
    section.field(
        "init", distillation.init,
        {.label = "Start from",
         .help = "real: Z encodes real images of each class and c is the class embedding. noise: Gaussian "
                 "noise for both.",
         .reference = "LD3M Table 8"});
    section.field(
        "initial_draw", distillation.initial_draw,
        {.label = "Initial images",
         .help = "distinct: the real images that a class starts from differ. repeating: each is drawn on its "
                 "own, so one can come twice, as in the public code at IPC above 1."});
}

} // namespace ld3m::settings
