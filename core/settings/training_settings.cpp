#include "core/settings/training_settings.h"

namespace ld3m::settings {
namespace {

const std::vector<std::string> kMultipliers = {"1", "2", "3", "4", "5", "6", "8"};
const std::vector<std::string> kReductions = {"1", "2", "4", "8"};

void describe(Section& section, OptimiserSettings& optimiser) {
    section.field(
        "steps", optimiser.steps,
        {.label = "Steps", .help = "Training steps of this part.", .unit = "steps", .min = 1, .max = 1e9});
    section.field(
        "batch", optimiser.batch,
        {.label = "Batch", .help = "Images in each step.", .unit = "images", .min = 1, .max = 65536});
    section.field("rate", optimiser.rate,
                  {.label = "Rate", .help = "AdamW rate at its highest.", .min = 0, .max = 1});
    section.field("warm_up", optimiser.warm_up,
                  {.label = "Warm-up",
                   .help = "Share of the steps in which the rate climbs to its highest.",
                   .min = 0,
                   .max = 1});
    section.field("constant", optimiser.constant,
                  {.label = "Constant until",
                   .help = "Share of the steps after which the rate falls, along half a cosine, to nothing.",
                   .min = 0,
                   .max = 1});
    section.field("weight_decay", optimiser.weight_decay,
                  {.label = "Weight decay", .help = "AdamW's decoupled weight decay.", .min = 0, .max = 10});
    section.field(
        "average", optimiser.average,
        {.label = "Averaging",
         .help = "Decay of the moving average of the weights, which is what is kept in the end; it starts "
                 "lower and grows with the steps. 0 keeps the last weights.",
         .min = 0,
         .max = 0.999999});
}

void describeGroups(Section& section, std::int64_t& groups) {
    section.field(
        "groups", groups,
        {.label = "Groups",
         .help = "Groups of each group norm; they must divide every width. Published models have 32.",
         .min = 1,
         .max = 1024});
}

void describeBlocks(Section& section, std::int64_t& blocks) {
    section.field("blocks", blocks,
                  {.label = "Blocks",
                   .help = "Residual blocks at each resolution (one more on the way up).",
                   .min = 1,
                   .max = 16});
}

void describeLosses(Section& section, AutoencoderSettings& autoencoder) {
    section.field(
        "l1", autoencoder.l1,
        {.label = "L1", .help = "Weight of the mean absolute difference of pixels.", .min = 0, .max = 1e6});
    section.field(
        "l2", autoencoder.l2,
        {.label = "L2", .help = "Weight of the mean squared difference of pixels.", .min = 0, .max = 1e6});
    section.field(
        "edges", autoencoder.edges,
        {.label = "Edges",
         .help = "Weight of the mean absolute difference between the differences of neighbouring pixels.",
         .min = 0,
         .max = 1e6});
    section.field(
        "commitment", autoencoder.commitment,
        {.label = "Commitment",
         .help = "Weight of the mean squared distance of latents to their codes, which draws the encoder to "
                 "the codebook.",
         .reference = "VQ-VAE Eq. 3",
         .min = 0,
         .max = 1e6});
    section.field(
        "perceptual", autoencoder.perceptual,
        {.label = "Perceptual",
         .help = "Weight of the mean absolute difference of features of a small classifier, which is trained "
                 "on the same data first. 0 leaves both out.",
         .min = 0,
         .max = 1e6});
}

void describeCodebook(Section& section, AutoencoderSettings& autoencoder) {
    section.field(
        "continuous", autoencoder.continuous,
        {.label = "Continuous part",
         .help =
             "Share of the steps that train without a codebook. It then starts from a k-means of latents.",
         .min = 0,
         .max = 0.9});
    section.field("codebook_decay", autoencoder.codebook_decay,
                  {.label = "Codebook decay",
                   .help = "Codes are moving averages of the latents nearest to them, with this decay.",
                   .reference = "VQ-VAE appendix A.1",
                   .min = 0,
                   .max = 0.99999});
    section.field(
        "restart_every", autoencoder.restart_every,
        {.label = "Restart every",
         .help = "Codes that were hardly used since the last time start again from latents. 0: never.",
         .unit = "steps",
         .min = 0,
         .max = 1e9});
    section.field("restart_below", autoencoder.restart_below,
                  {.label = "Restart below",
                   .help = "Fewer uses than this is hardly used.",
                   .unit = "uses",
                   .min = 1,
                   .max = 1e9});
}

} // namespace

void describe(Section& section, AutoencoderSettings& autoencoder) {
    section.field("width", autoencoder.width,
                  {.label = "Width",
                   .help = "Channels at full resolution.",
                   .unit = "channels",
                   .min = 1,
                   .max = 4096});
    section.field(
        "multipliers", autoencoder.multipliers,
        {.label = "Multipliers",
         .help =
             "Widths of the resolutions as multiples of width; each one after the first halves the size, so "
             "three of them make latents of a quarter of the side.",
         .choices = kMultipliers});
    describeBlocks(section, autoencoder.blocks);
    describeGroups(section, autoencoder.groups);
    section.field("latent_channels", autoencoder.latent_channels,
                  {.label = "Latent channels",
                   .help = "Channels of a latent, and of a code.",
                   .unit = "channels",
                   .min = 1,
                   .max = 256});
    section.field(
        "codes", autoencoder.codes,
        {.label = "Codes", .help = "Size of the codebook.", .unit = "codes", .min = 2, .max = 65536});
    describe(section, autoencoder.optimiser);
    describeLosses(section, autoencoder);
    describeCodebook(section, autoencoder);
}

void describe(Section& section, DiffusionSettings& diffusion) {
    section.field("width", diffusion.width,
                  {.label = "Width",
                   .help = "Channels at the latents' resolution.",
                   .unit = "channels",
                   .min = 2,
                   .max = 4096});
    section.field(
        "multipliers", diffusion.multipliers,
        {.label = "Multipliers",
         .help = "Widths of the resolutions as multiples of width; each one after the first halves the size.",
         .choices = kMultipliers});
    describeBlocks(section, diffusion.blocks);
    section.field(
        "attention", diffusion.attention,
        {.label = "Attention at",
         .help =
             "Reductions of the latent at which blocks attend to each other and to the class: 1 is its full "
             "size, 2 half of it. The middle always does.",
         .choices = kReductions});
    section.field("head_channels", diffusion.head_channels,
                  {.label = "Head width",
                   .help = "Channels of one attention head.",
                   .unit = "channels",
                   .min = 1,
                   .max = 1024});
    section.field("context", diffusion.context,
                  {.label = "Embedding width",
                   .help = "Width of the class embedding c.",
                   .unit = "numbers",
                   .min = 1,
                   .max = 4096});
    describeGroups(section, diffusion.groups);
    describe(section, diffusion.optimiser);
    section.field(
        "min_snr", diffusion.min_snr,
        {.label = "Min-SNR",
         .help = "Timesteps whose signal-to-noise ratio is above this weigh less. 0 weighs all alike.",
         .reference = "Min-SNR weighting, Eq. 8",
         .min = 0,
         .max = 1e6});
    section.field(
        "class_dropout", diffusion.class_dropout,
        {.label = "Class dropout",
         .help = "Share of the images whose class is hidden, which trains the unconditional branch that "
                 "guidance needs.",
         .reference = "classifier-free guidance",
         .min = 0,
         .max = 1});
}

void describe(Section& section, ClassifierSettings& classifier) {
    section.field("width", classifier.width,
                  {.label = "Width",
                   .help = "Channels of each ConvNet block.",
                   .unit = "channels",
                   .min = 1,
                   .max = 4096});
    describe(section, classifier.optimiser);
}

void describe(Section& section, TrainingRunSettings& run) {
    section.field("seed", run.seed,
                  {.label = "Seed",
                   .help = "Every random draw of the training follows from it.",
                   .min = 0,
                   .max = 9e15});
    section.field(
        "checkpoint_every", run.checkpoint_every,
        {.label = "Checkpoint every",
         .help = "Save the state this often; pause, stop and the end of a part always do. 0: only those.",
         .unit = "steps",
         .min = 0,
         .max = 1e9,
         .live = true});
    section.field("report_every", run.report_every,
                  {.label = "Report every",
                   .help = "Write the mean losses this often.",
                   .unit = "steps",
                   .min = 1,
                   .max = 1e9});
    section.field(
        "sheet_every", run.sheet_every,
        {.label = "Pictures every",
         .help = "Store pictures of reconstructions and samples this often. 0: only at the end of each part.",
         .unit = "steps",
         .min = 0,
         .max = 1e9,
         .live = true});
    section.field(
        "test_images", run.test_images,
        {.label = "Test images",
         .help = "Measure the figures on this many test images, evenly from each class; 0 takes all.",
         .unit = "images",
         .min = 0,
         .max = 1e9});
    section.field("samples", run.samples,
                  {.label = "Samples per class",
                   .help = "Samples of each class that the judge looks at.",
                   .unit = "images",
                   .min = 1,
                   .max = 1000});
    section.field(
        "licence", run.licence,
        {.label = "Licence", .help = "Terms under which the weights may be used, for the model card."});
}

} // namespace ld3m::settings
