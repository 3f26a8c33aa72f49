#include "core/settings/prior_settings.h"

namespace ld3m::settings {

void describe(Section& section, PriorSettings& prior) {
    section.field("kind", prior.kind,
                  {.label = "Prior",
                   .help = "latent_diffusion: learn Z and c through a frozen latent diffusion model (LD3M). "
                           "autoencoder: learn Z through the decoder alone. pixel: learn the images themselves.",
                   .reference = "LD3M section 4, Table 6"});
    section.field("checkpoint", prior.checkpoint,
                  {.label = "Checkpoint",
                   .help = "File of the latent diffusion model (CompVis tensor names): safetensors, or a PyTorch .ckpt, .pt "
                           "or .pth. Relative paths start at the recipe. The pixel prior needs none.",
                   .path = true});
    section.field("steps", prior.steps,
                  {.label = "Reverse steps T",
                   .help = "Reverse diffusion steps from noise to latent. More steps sharpen the image; time grows "
                           "with T, and without the residual the gradient of Z vanishes.",
                   .unit = "steps",
                   .reference = "LD3M Table 1, Figure 4",
                   .min = 1,
                   .max = 1000,
                   .live = true});
    section.field("guidance", prior.guidance,
                  {.label = "Guidance scale",
                   .help = "Classifier-free guidance w in e = e_uncond + w (e_cond - e_uncond); 1 skips the "
                           "unconditional half.",
                   .min = 0,
                   .max = 100,
                   .live = true});
    section.field("residual", prior.residual,
                  {.label = "Residual",
                   .help = "released: mix quantize(Z) into every predicted x0, as the public code does. paper: mix "
                           "z_T into every mean (Eq. 7). off: the plain sampler.",
                   .reference = "LD3M Eq. 7, Algorithm 1",
                   .live = true});
    section.field("residual_curve", prior.residual_curve,
                  {.label = "Residual curve",
                   .help = "How the residual's weight falls from the first reverse step to the last.",
                   .reference = "LD3M Eq. 7",
                   .live = true});
    section.field("sampler", prior.sampler,
                  {.label = "Sampler",
                   .help = "ddim: the DDIM mean. ddpm: the ancestral mean and noise (Eq. 4).",
                   .reference = "LD3M Eq. 4"});
    section.field("eta", prior.eta,
                  {.label = "DDIM eta",
                   .help = "Noise of the DDIM sampler: 0 is deterministic, 1 the ancestral variance.",
                   .min = 0,
                   .max = 1});
    section.field("timesteps", prior.timesteps,
                  {.label = "Timestep rule",
                   .help = "even: exactly T evenly spaced steps. released: the public code's rule, which takes "
                           "ceil(1000 / floor(1000 / T)) steps."});
    section.field("noise", prior.noise,
                  {.label = "Noise draws",
                   .help = "iteration: one draw per iteration, shared by loss and pull-back. redraw: a new draw for "
                           "the pull-back, as the public code does. run: one draw for the whole run."});
    section.field("memory", prior.memory,
                  {.label = "Memory mode",
                   .help = "keep: store the graph (fastest). per_step: store each z_t and recompute one step at a "
                           "time. two_pass: the paper's, recompute from the start. All give equal gradients.",
                   .reference = "LD3M section 4.3"});
    section.field("encoder_input", prior.encoder_input,
                  {.label = "Encoder input",
                   .help = "symmetric: images in [-1,1], as the autoencoder was trained. normalised: mean/std "
                           "normalised images, as the public code feeds it."});
    section.field("antialias", prior.antialias,
                  {.label = "Antialiased resize",
                   .help = "When decoded images are resized to the working resolution; off as old torchvision did."});
}

} // namespace ld3m::settings
