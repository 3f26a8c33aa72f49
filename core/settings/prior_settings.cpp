#include "core/settings/prior_settings.h"

namespace ld3m::settings {

void describe(Section& section, PriorSettings& prior) {
    section.field("kind", prior.kind,
                  {.label = "Prior",
                   .help =
                       "latent_diffusion: learn Z and c through a frozen latent diffusion model (LD3M). "
                       "autoencoder: learn Z through the decoder alone. pixel: learn the images themselves.",
                   .reference = "LD3M section 4, Table 6"});
    section.field("checkpoint", prior.checkpoint,
                  {.label = "Checkpoint",
                   .help = "File of the latent diffusion model (CompVis tensor names): safetensors, or a "
                           "PyTorch .ckpt, .pt "
                           "or .pth. Relative paths start at the recipe. The pixel prior needs none.",
                   .path = true});
    section.field(
        "weights", prior.weights,
        {.label = "Weights to load",
         .help =
             "averaged: the running average (EMA) where the file holds a complete one, as samples are made "
             "with. raw: the weights as last trained, as the public code takes them for FFHQ."});
    section.field(
        "denoiser", prior.denoiser,
        {.label = "Denoiser",
         .help = "trained: the checkpoint's U-Net. random: a U-Net of the same structure with fresh weights "
                 "drawn from the run's seed, beside the trained autoencoder: \"LD3M (Random)\".",
         .reference = "LD3M Table 5"});
    section.field(
        "random_output", prior.random_output,
        {.label = "Random output",
         .help = "Last convolutions of a random denoiser's blocks. zero: zero, as the published one, whose "
                 "predicted noise is then exactly 0. normal: drawn, deviation 1/sqrt(fan_in).",
         .reference = "LD3M Table 5"});
    section.field(
        "steps", prior.steps,
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
    section.field(
        "residual", prior.residual,
        {.label = "Residual",
         .help = "released: mix quantize(Z) into every predicted x0, as the public code does. paper: mix "
                 "z_T into every mean (Eq. 7). off: the plain sampler.",
         .reference = "LD3M Eq. 7, Algorithm 1",
         .live = true});
    section.field(
        "residual_curve", prior.residual_curve,
        {.label = "Residual curve",
         .help = "How the residual's weight falls from the first reverse step to the last. custom: straight "
                 "lines through prior.residual_points.",
         .reference = "LD3M Eq. 7",
         .live = true});
    section.field(
        "residual_points", prior.residual_points,
        {.label = "Points of a custom curve",
         .help = "Two or more points u:w of the custom curve, with u rising from 0 (last step) to 1 (first "
                 "step) and weights w from 0 to 1, as in 0:0, 0.5:0.8, 1:1.",
         .live = true});
    section.field(
        "sampler", prior.sampler,
        {.label = "Sampler",
         .help = "ddim: the DDIM mean. ddpm: the ancestral mean and noise (Eq. 4). dpmpp_2m: the multistep "
                 "solver DPM-Solver++(2M), second order in the log signal-to-noise ratio, without noise.",
         .reference = "LD3M Eq. 4"});
    section.field("eta", prior.eta,
                  {.label = "DDIM eta",
                   .help = "Noise of the DDIM sampler: 0 is deterministic, 1 the ancestral variance.",
                   .min = 0,
                   .max = 1});
    section.field("timesteps", prior.timesteps,
                  {.label = "Timestep rule",
                   .help =
                       "even: exactly T evenly spaced steps. released: the public code's rule, which takes "
                       "ceil(1000 / floor(1000 / T)) steps."});
    section.field(
        "noise", prior.noise,
        {.label = "Noise draws",
         .help = "iteration: one draw per iteration, shared by loss and pull-back. redraw: a new draw for "
                 "the pull-back, as the public code does. run: one draw for the whole run."});
    section.field(
        "memory", prior.memory,
        {.label = "Memory mode",
         .help = "keep: store the graph (fastest). per_step: store each z_t and recompute one step at a "
                 "time. two_pass: the paper's, recompute from the start. All give equal gradients.",
         .reference = "LD3M section 4.3"});
    section.field("encoder_input", prior.encoder_input,
                  {.label = "Encoder input",
                   .help =
                       "symmetric: images in [-1,1], as the autoencoder was trained. normalised: mean/std "
                       "normalised images, as the public code feeds it."});
    section.field(
        "antialias", prior.antialias,
        {.label = "Antialiased resize",
         .help = "When decoded images are resized to the working resolution; off as old torchvision did."});
    section.field(
        "generated_mean", prior.generated_mean,
        {.label = "Mean of generated images",
         .help = "Mean that normalises decoded images. dataset: the data set's own, as for real images. "
                 "released: 0.4377, 0.4438, 0.4728, which the public code takes for generated images only."});
}

} // namespace ld3m::settings
