"""The evaluation protocol "ld3m" in plain PyTorch, for use_a_set.py. Needs torch and numpy, and Pillow for folders of pictures.

SGD with momentum 0.9 and weight decay 5e-4; the rate rises for half of the epochs to its peak and falls along a cosine; one
DSA operation is drawn for each batch, with numbers of its own for each image; what is tested is the average of the weights
over the epochs. The same sums as core/evaluation and core/data/augmentation_ops.cpp, with other random numbers.
"""
import json
import math
import pathlib

import numpy
import torch
import torch.nn.functional as F


def convnet(classes, resolution, width=128):
    """ConvNet-D: blocks of 3x3 convolution, instance norm, ReLU and halving, until 4 px are left; then one linear layer."""
    layers, channels, side = [], 3, resolution
    for _ in range(max(int(math.log2(resolution)) - 2, 1)):
        layers += [torch.nn.Conv2d(channels, width, 3, padding=1), torch.nn.GroupNorm(width, width), torch.nn.ReLU(),
                   torch.nn.AvgPool2d(2)]
        channels, side = width, side // 2
    return torch.nn.Sequential(*layers, torch.nn.Flatten(), torch.nn.Linear(width * side * side, classes))


def rate_at(epoch, epochs, peak):
    half = epochs // 2
    if half == 0:
        return peak
    if epoch <= half:
        return peak * (1e-7 + (1 - 1e-7) * epoch / half)
    return peak * (1 + math.cos(math.pi * (epoch - half - 1) / half)) / 2


def each(count, low=0.0, high=1.0):
    """A number for each image."""
    return (torch.rand(count) * (high - low) + low).view(-1, 1, 1, 1)


def sample(x, a, b, c, d):
    """x seen through the matrix (a b; c d), one for each image; black comes in from outside."""
    zero = torch.zeros_like(a)
    theta = torch.stack([a, b, zero, c, d, zero], 1).view(-1, 2, 3)
    return F.grid_sample(x, F.affine_grid(theta, x.shape, align_corners=True), align_corners=True)


def color(x):
    count = len(x)
    x = x + each(count, -0.5, 0.5)
    gray = x.mean(1, keepdim=True)
    x = (x - gray) * each(count, 0, 2) + gray
    level = x.mean((1, 2, 3), keepdim=True)
    return (x - level) * each(count, 0.5, 1.5) + level


def crop(x):
    count, _, height, width = x.shape
    reach = (height + 4) // 8
    padded = F.pad(x, (reach, reach, reach, reach))
    down, right = torch.randint(0, 2 * reach + 1, (2, count)).tolist()
    return torch.stack([padded[k, :, down[k]:down[k] + height, right[k]:right[k] + width] for k in range(count)])


def cutout(x):
    count, _, height, width = x.shape
    side = (height + 1) // 2
    centre = torch.randint(0, height + 1 - side % 2, (2, count, 1))
    first, last = (centre - side // 2).clamp(0, height - 1), (centre - side // 2 + side - 1).clamp(0, height - 1)
    inside = (torch.arange(height) >= first) & (torch.arange(height) <= last)
    return x.masked_fill((inside[0][:, :, None] & inside[1][:, None, :])[:, None], 0)


def flip(x):
    return torch.where(each(len(x)) < 0.5, x.flip(3), x)


def scale(x):
    across, down = each(len(x), 1 / 1.2, 1.2).flatten(), each(len(x), 1 / 1.2, 1.2).flatten()
    return sample(x, across, torch.zeros_like(across), torch.zeros_like(across), down)


def rotate(x):
    angle = each(len(x), -math.pi / 12, math.pi / 12).flatten()
    return sample(x, angle.cos(), -angle.sin(), angle.sin(), angle.cos())


OPERATIONS = [color, crop, cutout, flip, scale, rotate]


def train_and_test(seed, images, labels, real, answers, epochs=1000, width=128, peak=0.001, batch=256):
    """The accuracy, in [0,1], of a fresh ConvNet trained on images and tested on real ones."""
    torch.manual_seed(seed)
    network = convnet(int(labels.max()) + 1, images.shape[-1], width)
    optimiser = torch.optim.SGD(network.parameters(), lr=peak, momentum=0.9, weight_decay=5e-4)
    average = [parameter.detach().clone() for parameter in network.parameters()]
    for epoch in range(epochs):
        optimiser.param_groups[0]["lr"] = rate_at(epoch, epochs, peak)
        for rows in torch.randperm(len(images)).split(batch):
            operation = OPERATIONS[int(torch.randint(len(OPERATIONS), ()))]
            optimiser.zero_grad()
            F.cross_entropy(network(operation(images[rows])), labels[rows]).backward()
            optimiser.step()
        with torch.no_grad():
            for mean, parameter in zip(average, network.parameters()):
                mean.lerp_(parameter, 1 - min(0.995, epoch / (epoch + 1)))
    with torch.no_grad():
        for mean, parameter in zip(average, network.parameters()):
            parameter.copy_(mean)
        right = sum(int((network(part).argmax(1) == truth).sum())
                    for part, truth in zip(real.split(500), answers.split(500)))
    return right / len(real)


def test_images(dataset, classes, resolution, normalisation):
    """Test images, normalised as the set's are, with labels in its class order: a packed set (test.safetensors), CIFAR-10's
    binary files, or test/ (val/, ...) with a folder for each class."""
    folder = pathlib.Path(dataset)
    if (folder / "test.safetensors").exists():
        levels, labels = packed(folder / "test.safetensors", classes)
    elif found := sorted(folder.rglob("test_batch.bin")):
        levels, labels = cifar10(found[0], classes)
    else:
        levels, labels = pictures(folder, classes, resolution)
    mean, deviation = (torch.tensor(normalisation[key]).view(1, 3, 1, 1) for key in ("mean", "deviation"))
    return (levels.float() / 255 - mean) / deviation, labels


def packed(file, classes):
    data = file.read_bytes()
    end = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:end])
    names = json.loads(header["__metadata__"]["class_names"])

    def array(name, kind):
        entry = header[name]
        first, last = entry["data_offsets"]
        return numpy.frombuffer(data[end + first:end + last], kind).reshape(entry["shape"])

    images, first = array("images", numpy.uint8), array("first", numpy.int64)
    chosen = [images[first[names.index(name)]:first[names.index(name) + 1]] for name in classes]
    return in_order(chosen)


def cifar10(file, classes):
    rows = numpy.frombuffer(file.read_bytes(), numpy.uint8).reshape(-1, 3073)
    names = (file.parent / "batches.meta.txt").read_text().split()
    return in_order([rows[rows[:, 0] == names.index(name), 1:].reshape(-1, 3, 32, 32) for name in classes])


def pictures(folder, classes, resolution):
    from PIL import Image
    split = next(folder / name for name in ("test", "val", "validation", "val_folders") if (folder / name).is_dir())

    def levels(file):
        picture = Image.open(file).convert("RGB")
        if min(picture.size) != resolution:
            factor = resolution / min(picture.size)
            picture = picture.resize([max(resolution, int(size * factor)) for size in picture.size], Image.BILINEAR)
        left, top = (picture.width - resolution) // 2, (picture.height - resolution) // 2
        picture = picture.crop((left, top, left + resolution, top + resolution))
        return numpy.asarray(picture).transpose(2, 0, 1)

    return in_order([numpy.stack([levels(file) for file in sorted((split / name).iterdir())]) for name in classes])


def in_order(by_class):
    labels = torch.cat([torch.full((len(some),), label) for label, some in enumerate(by_class)])
    return torch.from_numpy(numpy.concatenate(by_class).copy()), labels
