#include "core/settings/dataset_settings.h"

namespace ld3m::settings {

void describe(Section& section, DatasetSettings& dataset) {
    section.field("path", dataset.path,
                  {.label = "Folder",
                   .help = "Folder with train/ and test/ (or val/, validation/, val_folders/), one folder of images "
                           "per class in each, or with CIFAR-10's binary batches. Relative paths start at the recipe.",
                   .required = true,
                   .path = true});
    section.field("resolution", dataset.resolution,
                  {.label = "Resolution",
                   .help = "Images are resized (shorter side) and centre-cropped to this square.",
                   .unit = "px",
                   .min = 8,
                   .max = 1024});
    section.field("classes", dataset.classes,
                  {.label = "Classes",
                   .help = "Class folders to use, in label order; empty means all, sorted by name."});
    section.field("normalisation", dataset.normalisation,
                  {.label = "Normalisation",
                   .help = "Mean and deviation that turn [0,1] images into network input; one for real and "
                           "synthetic images alike."});
    section.field("skip_broken", dataset.skip_broken,
                  {.label = "Skip broken files",
                   .help = "Leave out images that cannot be read (each is named in the log) instead of stopping."});
}

} // namespace ld3m::settings
