#include "core/settings/evaluation_settings.h"

#include "core/settings/protocols.h"

namespace ld3m::settings {
namespace {

void describeTraining(Section& section, EvaluationSettings& evaluation) {
    section.field("epochs", evaluation.epochs,
                  {.label = "Epochs",
                   .help = "Passes over the synthetic set for each network.",
                   .unit = "epochs",
                   .reference = "LD3M section 5",
                   .min = 1,
                   .max = 1e6});
    section.field("batch", evaluation.batch,
                  {.label = "Batch",
                   .help = "Synthetic images per training step.",
                   .unit = "images",
                   .min = 1,
                   .max = 65536});
    section.field("optimiser", evaluation.optimiser,
                  {.label = "Optimiser", .help = "sgd with momentum, or adamw (betas 0.9 and 0.999)."});
    section.field("rate", evaluation.rate,
                  {.label = "Peak rate",
                   .help = "The largest training rate; the schedule says when it holds.",
                   .min = 1e-9,
                   .max = 10});
    section.field("vgg_rate", evaluation.vgg_rate,
                  {.label = "Rate of VGG-11",
                   .help = "VGG-11's own peak rate; 0 takes the common one.",
                   .min = 0,
                   .max = 10});
    section.field("learned_rate", evaluation.learned_rate,
                  {.label = "Learned rate",
                   .help =
                       "Train at the rate that was distilled with the set, where there is one (trajectory "
                       "matching); baselines keep the common one."});
    section.field(
        "schedule", evaluation.schedule,
        {.label = "Rate schedule",
         .help = "warm_up_cosine: up over the first half, then a cosine. drop: a tenth after half of the "
                 "epochs, with the momentum forgotten, and one epoch more, as in the public code of DC, DSA "
                 "and MTT. two_drops: a fifth after two thirds and again after five sixths. cosine: from "
                 "the start. constant: the peak rate throughout."});
    section.field("momentum", evaluation.momentum,
                  {.label = "Momentum", .help = "Momentum of sgd.", .min = 0, .max = 0.9999});
    section.field("weight_decay", evaluation.weight_decay,
                  {.label = "Weight decay", .help = "On every parameter.", .min = 0, .max = 10});
    section.field("average", evaluation.average,
                  {.label = "Test an average",
                   .help = "Test the average of the weights over the epochs instead of the last weights."});
}

void describeImages(Section& section, EvaluationSettings& evaluation) {
    section.field("resolution", evaluation.resolution,
                  {.label = "Resolution",
                   .help =
                       "Resize synthetic and real images to this side before anything else; 0 keeps the data "
                       "set's.",
                   .unit = "px",
                   .min = 0,
                   .max = 1024});
    section.field("augmentation", evaluation.augmentation,
                  {.label = "Augmentation",
                   .help = "DSA strategies, drawn per image; empty for none.",
                   .choices = {"color", "crop", "cutout", "flip", "scale", "rotate"}});
    section.field(
        "crop", evaluation.crop,
        {.label = "Smallest crop",
         .help = "Random resized crops of at least this share of the area, drawn per image; 1 for none.",
         .min = 0.01,
         .max = 1});
    section.field("jitter", evaluation.jitter,
                  {.label = "Colour jitter",
                   .help =
                       "Brightness, contrast and saturation change by up to this share, drawn per image, in "
                       "random order; 0 for none.",
                   .min = 0,
                   .max = 1});
    section.field(
        "lighting", evaluation.lighting,
        {.label = "Lighting noise",
         .help = "Deviation of noise along the principal colour axes of ImageNet, drawn per image; 0 for "
                 "none.",
         .min = 0,
         .max = 1});
    section.field(
        "mix", evaluation.mix,
        {.label = "Mixing",
         .help = "cutmix: a box of each image comes from another one. mixup: weighted sums of two images. "
                 "Hard labels count by area or weight."});
    section.field("mix_alpha", evaluation.mix_alpha,
                  {.label = "Mixing alpha",
                   .help = "Both parameters of the beta distribution of the proportion.",
                   .min = 0.01,
                   .max = 100});
}

void describeLabels(Section& section, EvaluationSettings& evaluation) {
    section.field(
        "labels", evaluation.labels,
        {.label = "Labels",
         .help = "hard: the class of each image. teacher: the answer of a network trained on the real set, "
                 "asked for every augmented batch. set: the soft labels that came with the set, where there "
                 "are any."});
    section.field("temperature", evaluation.temperature,
                  {.label = "Temperature",
                   .help = "Divides the scores on both sides when labels are a teacher's.",
                   .min = 0.01,
                   .max = 1000});
    section.field("teacher", evaluation.teacher,
                  {.label = "Teacher", .help = "The network trained on the real set to give labels."});
    section.field(
        "teacher_epochs", evaluation.teacher_epochs,
        {.label = "Teacher epochs",
         .help = "Passes over the real set for the teacher, and for the features of the k-centre and "
                 "herding baselines: sgd at 0.01 with momentum 0.9, weight decay 5e-4, cosine, batches of "
                 "256, DSA.",
         .unit = "epochs",
         .min = 1,
         .max = 10000});
}

} // namespace

void describe(Section& section, EvaluationSettings& evaluation) {
    section.field(
        "protocol", evaluation.protocol,
        {.label = "Protocol",
         .help = "Gives the settings of training the values that were published under this name; what is "
                 "set beside it wins, and the tables name it.",
         .preset = true},
        [&evaluation] { applyProtocol(evaluation); });
    section.field(
        "every", evaluation.every,
        {.label = "Evaluate every",
         .help = "Train fresh networks on the synthetic set this often; the start and the end are always "
                 "evaluated. 0 switches all evaluation off.",
         .unit = "iterations",
         .min = 0,
         .max = 1e9,
         .live = true});
    section.field(
        "networks", evaluation.networks,
        {.label = "Networks",
         .help = "Architectures trained on the synthetic set. Two or more that did not distil it also give "
                 "their average.",
         .choices = namesOf<NetworkKind>()});
    section.field("runs", evaluation.runs,
                  {.label = "Runs",
                   .help = "Fresh networks per architecture; mean and deviation are over them.",
                   .unit = "networks",
                   .min = 1,
                   .max = 100});
    section.field("width", evaluation.width,
                  {.label = "ConvNet width",
                   .help = "Channels of each ConvNet block.",
                   .unit = "channels",
                   .min = 1,
                   .max = 4096});
    describeTraining(section, evaluation);
    describeImages(section, evaluation);
    describeLabels(section, evaluation);
    section.field("test_images", evaluation.test_images,
                  {.label = "Test images",
                   .help = "Test on this many real images, evenly from each class; 0 takes all.",
                   .unit = "images",
                   .min = 0,
                   .max = 1e9});
    section.field(
        "baselines", evaluation.baselines,
        {.label = "Baselines",
         .help = "Judged once by the same protocol, beside the synthetic set: as many random real images; "
                 "those that cover the features of a network trained on the real set (k_centre) or follow "
                 "their mean (herding); the mean of each class; and the full real set, which is costly.",
         .choices = {"random_real", "k_centre", "herding", "class_mean", "full"}});
    section.field("full_epochs", evaluation.full_epochs,
                  {.label = "Epochs on the full set",
                   .help = "Passes over the real set for the baseline full.",
                   .unit = "epochs",
                   .min = 1,
                   .max = 10000});
    section.field(
        "decode", evaluation.decode,
        {.label = "Decode images",
         .help = "once: all networks train on the same images. per_run: each run's images come from a noise "
                 "draw of their own, as in the public code, so the deviation counts the prior's noise too."});
}

} // namespace ld3m::settings
