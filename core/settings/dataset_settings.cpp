#include "core/settings/dataset_settings.h"

namespace ld3m::settings {

void describe(Section& section, DatasetSettings& dataset) {
    section.field(
        "path", dataset.path,
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
    section.field(
        "subset", dataset.subset,
        {.label = "Subset",
         .help = "Ten classes of ImageNet in the field's label order, found by synset in any folder that "
                 "has them; none takes dataset.classes.",
         .reference = "LD3M section 5; GLaD; MTT"});
    section.field(
        "classes", dataset.classes,
        {.label = "Classes",
         .help = "Class folders to use, in label order; empty means all, sorted by name. With a subset it "
                 "stays empty."});
    section.field(
        "resize_order", dataset.resize_order,
        {.label = "Resize order",
         .help = "bytes: resize as 8 bit, then normalise. released: normalise, then resize as floats, as "
                 "the public code does with ImageNet; takes four times the memory."});
    section.field(
        "antialias", dataset.antialias,
        {.label = "Antialias",
         .help = "Shrunken images average all pixels that fall into one. Off: the nearest four only, as "
                 "old versions of torchvision did with tensors."});
    section.field("normalisation", dataset.normalisation,
                  {.label = "Normalisation",
                   .help = "Mean and deviation that turn [0,1] images into network input; one for real and "
                           "synthetic images alike."});
    section.field(
        "skip_broken", dataset.skip_broken,
        {.label = "Skip broken files",
         .help = "Leave out images that cannot be read (each is named in the log) instead of stopping."});
}

} // namespace ld3m::settings
