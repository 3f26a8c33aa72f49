"""Reference files with fp64 results: write_fp64.py SOURCE TARGET

Takes settings, inputs and weights of the U-Net, autoencoder and sampler files in SOURCE, recomputes every result
in fp64 with models.py, each case as one autograd graph, and writes files of the same names into TARGET for
`ld3m-parity --precision fp64`. Schedule numbers and time embeddings stay those of fp32, as the method has them.
"""
import json
import pathlib
import sys

import numpy
import torch

import models
import tensor_files


def weights_of(folder, tensors, settings):
    if "weights_from" in settings:
        tensors, _ = tensor_files.read(folder / settings["weights_from"])
    return {name: w.double() for name, w in models.under(tensors, "weight").items()}


def leaf(x):
    return x.double().requires_grad_(True)


def gradients(y, r, points):
    return torch.autograd.grad((y * r.double()).sum(), points)


def unet_results(folder, file, settings):
    weights, hints = weights_of(folder, file, settings), json.loads(settings["unet"])
    width = weights["input_blocks.0.0.weight"].shape[0]
    results = {"out.t_emb": models.time_embedding(file["in.t"], width)}
    for ending in (name[len("out.eps") :] for name in file if name.startswith("out.eps")):
        x = leaf(file["in.x"])
        context = leaf(file["in.context" + ending]) if ending else None
        eps = models.unet(weights, x, file["in.t"], context, hints)
        results["out.eps" + ending] = eps
        points = [x, context] if ending else [x]
        for name, gradient in zip(("grad.x", "grad.context"), gradients(eps, file["in.r"], points)):
            results[name + ending] = gradient
    return results


def autoencoder_results(folder, file, settings):
    weights = weights_of(folder, file, settings)
    x = leaf(file["in.x"])
    moments = models.encode(weights, x)
    results = {"grad.x_encode": gradients(moments, file["in.r_enc"], [x])[0]}
    h = leaf(file["in.h"])
    if settings["kind"] == "kl":
        decoded = models.decode(weights, h)
        results |= {"out.moments": moments, "out.mode": moments.chunk(2, 1)[0], "out.decoded": decoded}
        return results | {"grad.h": gradients(decoded, file["in.r"], [h])[0]}
    quantised = models.quantise(weights, h)
    decoded, plain = models.decode(weights, quantised), models.decode(weights, h)
    results |= {"out.prequant": moments, "out.quantised": quantised, "out.decoded": decoded}
    results |= {"out.decoded_noquant": plain, "grad.h": gradients(decoded, file["in.r"], [h])[0]}
    results["out.indices"] = models.nearest_codes(weights, h)
    results["out.indices_of_prequant"] = models.nearest_codes(weights, moments).flatten()
    results["out.codebook_loss"] = (1.25 * (quantised - h).square().mean()).reshape(1)
    r = file["in.r_enc"].flatten()[: h.numel()].view_as(h)
    results["grad.h_quantise_only"] = gradients(models.quantise(weights, h), r, [h])[0]
    return results | {"grad.h_noquant": gradients(plain, file["in.r"], [h])[0]}


def single(value):
    return float(numpy.float32(value))


class Chain:
    """A reverse process: one graph from Z and c to images."""

    def __init__(self, folder, file, settings):
        unet_file, unet_settings = tensor_files.read(folder / settings["unet_weights"])
        self.unet = weights_of(folder, unet_file, unet_settings)
        self.hints = json.loads(unet_settings["unet"])
        autoencoder_file, autoencoder_settings = tensor_files.read(folder / settings["ae_weights"])
        self.autoencoder = weights_of(folder, autoencoder_file, autoencoder_settings)
        self.file, self.mode, self.guidance = file, settings["mode"], float(settings["guidance"])
        self.eta = 1.0 if self.mode == "paper_ddpm" else float(settings["eta"])
        self.out = {"z": [], "e_t": [], "e_cond": [], "e_uncond": [], "x0_raw": [], "x0_mixed": [], "mu": []}

    def noise(self, z, t, c):
        return models.unet(self.unet, z, torch.full((len(z),), t), c, self.hints)

    def guided(self, z, t, c):
        if c is None or self.guidance == 1:
            return self.noise(z, t, c)
        with_class, without = self.noise(z, t, c), self.noise(z, t, self.file["in.uc"].double())
        self.out["e_cond"].append(with_class)
        self.out["e_uncond"].append(without)
        return without + self.guidance * (with_class - without)

    def step(self, k, z, anchor, c):
        a, a_prev, w = (float(self.file[f"sched.{n}"][k]) for n in ("a_t", "a_prev", "weight"))
        sigma = single(self.eta * ((1 - a_prev) / (1 - a) * (1 - a / a_prev)) ** 0.5)
        root = float(numpy.sqrt(numpy.float32(1) - numpy.float32(a)))  # in fp32, as samplers have it
        e = self.guided(z, int(self.file["sched.t"][k]), c)
        x0 = (z - root * e) / a**0.5
        mixed = (1 - w) * x0 + w * anchor if self.mode == "released" else x0
        mean = a_prev**0.5 * mixed + (1 - a_prev - sigma**2) ** 0.5 * e
        if self.mode == "paper_ddpm":
            alpha = a / a_prev
            mean = a_prev**0.5 * (1 - alpha) / (1 - a) * x0 + alpha**0.5 * (1 - a_prev) / (1 - a) * z
        for name, value in (("e_t", e), ("x0_raw", x0), ("x0_mixed", mixed), ("mu", mean)):
            self.out[name].append(value)
        if self.mode.startswith("paper"):
            mean = (1 - w) * mean + w * anchor
        return mean + sigma * self.file["in.step_noise"][k].double() if sigma > 0 else mean

    def results(self):
        file = self.file
        Z, c = leaf(file["in.Z"]), leaf(file["in.c"]) if "in.c" in file else None
        betas = numpy.linspace(0.0015**0.5, 0.0195**0.5, 1000) ** 2
        bar = numpy.cumprod(1 - betas)[int(file["sched.t"][0])]
        z = single(bar**0.5) * Z + single((1 - bar) ** 0.5) * file["in.noise"].double()
        clean = models.quantise(self.autoencoder, Z)
        anchor = z if self.mode.startswith("paper") else clean
        self.out["z"].append(z)
        for k in range(len(file["sched.t"])):
            z = self.step(k, z, anchor, c)
            self.out["z"].append(z)
        image = models.decode(self.autoencoder, models.quantise(self.autoencoder, z))
        loss = (image * file["in.r"].double()).sum()
        points = [Z] + ([c] if c is not None else []) + self.out["z"]
        found = list(torch.autograd.grad(loss, points))
        results = {f"out.{name}": torch.stack(values) for name, values in self.out.items() if values}
        results |= {"out.z0": z, "out.image": image, "out.L": loss.reshape(1), "out.qZ": clean}
        results["grad.Z"] = found.pop(0)
        if c is not None:
            results["grad.c"] = found.pop(0)
        return results | {"grad.z": torch.stack(found)}


RESULTS = {
    "unet": unet_results,
    "vq": autoencoder_results,
    "kl": autoencoder_results,
    "sampler": lambda folder, file, settings: Chain(folder, file, settings).results(),
}


def main(source, target):
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.safetensors")):
        file, settings = tensor_files.read(path)
        if settings.get("kind") not in RESULTS:
            continue
        made = RESULTS[settings["kind"]](source, file, settings)
        kept = {name: x for name, x in file.items() if name.split(".")[0] in ("weight", "in", "sched")}
        # Of each file the results that it had: nothing is added that the engine would not be asked for.
        kept |= {name: x.detach() for name, x in made.items() if name in file}
        tensor_files.write(target / path.name, kept, settings)
        print(path.name)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
