"""Trains a ConvNet on an exported set and tests it, without LD3M Workbench: python use_a_set.py SET DATASET [EPOCHS RUNS WIDTH]"""
import json, sys, torch, ld3m_protocol as protocol

folder, dataset, epochs, runs, width = (sys.argv[1:] + ["1000", "3", "128"][len(sys.argv) - 3:])[:5]
told = json.load(open(f"{folder}/manifest.json"))
images = torch.load(f"{folder}/images_best.pt", weights_only=True)
labels = torch.load(f"{folder}/labels_best.pt", weights_only=True)
real, answers = protocol.test_images(dataset, [each["folder"] for each in told["classes"]], told["resolution"], told["images_best"])
found = torch.tensor([protocol.train_and_test(run, images, labels, real, answers, int(epochs), int(width)) for run in range(int(runs))])
print(f"convnet {100 * found.mean():.2f} ± {100 * found.std(correction=0):.2f} % over {runs} runs")
