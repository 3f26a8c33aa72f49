#include "core/evaluation/judge.h"

#include <chrono>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/evaluation/baselines.h"

namespace ld3m::evaluation {

Judge::Judge(JudgeContext context) : m_context(std::move(context)) {
    if (m_context.test)
        requireNetworks(m_context.settings, m_context.resolution, m_context.test->classes());
}

reports::EvaluationTable Judge::table(const Subject& subject, std::int64_t iteration,
                                      const std::string& distilledWith) {
    const auto begin = std::chrono::steady_clock::now();
    reports::EvaluationTable table;
    table.iteration = iteration;
    table.protocol = protocolName(m_context.settings, *m_context.test);
    table.distilled_with = distilledWith;
    table.classes = m_context.test->classNames();
    table.rows = judged(subject);
    measureBaselines();
    table.rows.insert(table.rows.end(), m_baselines.begin(), m_baselines.end());
    for (reports::EvaluationRow& average : reports::unseenAverages(table.rows, distilledWith))
        table.rows.push_back(std::move(average));
    table.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return table;
}

std::vector<reports::EvaluationRow> Judge::judged(const Subject& subject) {
    EvaluationContext context{
        .test = *m_context.test, .seed = m_context.seed, .checkpoint = m_context.checkpoint};
    if (m_context.settings.labels == settings::Labels::teacher) {
        const RealNetwork& teacher = realNetwork(m_context.settings.teacher);
        context.teacher = [&teacher](const at::Tensor& x_BCHW) { return teacher.score(x_BCHW); };
    }
    const std::string what = base::text("Evaluating ", subject.name, " images");
    context.progress = [&](std::int64_t done, std::int64_t total) { m_context.progress(what, done, total); };
    return evaluate(subject, m_context.settings, m_context.resolution, context, m_context.options);
}

void Judge::measureBaselines() {
    if (!m_baselines.empty())
        return;
    for (const std::string& word : m_context.settings.baselines)
        for (reports::EvaluationRow& row : judged(baseline(word)))
            m_baselines.push_back(std::move(row));
}

Subject Judge::baseline(const std::string& word) {
    if (!m_context.train)
        throw base::InputError(base::text("The baseline ", word,
                                          " needs real training images: give a data set, or set "
                                          "evaluation.baselines to nothing."));
    const data::Dataset& train = *m_context.train;
    if (word == "full")
        return {nameOfBaseline(word),
                {std::make_shared<RealSet>(train, m_context.settings.resolution, m_context.options)},
                {},
                m_context.settings.full_epochs};
    at::Tensor images_M3HW;
    std::int64_t each = m_context.images_per_class;
    if (word == "random_real") {
        images_M3HW = randomReal(train, each, m_context.seed);
    } else if (word == "class_mean") {
        images_M3HW = classMeans(train);
        each = 1;
    } else {
        const std::int64_t side = m_context.settings.resolution;
        const RealNetwork& network = realNetwork(settings::NetworkKind::convnet);
        images_M3HW = coreSet(word, train, each, m_context.checkpoint,
                              [&](const at::Tensor& x_BCHW) { return network.embed(resized(x_BCHW, side)); });
    }
    const at::Tensor labels_M =
        at::arange(train.classes(), m_context.options.dtype(at::kLong)).repeat_interleave(each);
    return subjectOf(nameOfBaseline(word), {images_M3HW}, labels_M, m_context.settings);
}

const RealNetwork& Judge::realNetwork(settings::NetworkKind kind) {
    for (const auto& made : m_realNetworks)
        if (made->kind() == kind)
            return *made;
    if (!m_context.train)
        throw base::InputError("Labels of a teacher need real training images: give a data set, or set "
                               "evaluation.labels to \"hard\".");
    const std::int64_t side =
        m_context.settings.resolution > 0 ? m_context.settings.resolution : m_context.resolution;
    const std::string what = base::text("Training ", nameOf(kind), " on the real set");
    const EvaluationContext context{
        .test = *m_context.test,
        .seed = m_context.seed,
        .checkpoint = m_context.checkpoint,
        .progress = [&](std::int64_t done, std::int64_t total) { m_context.progress(what, done, total); }};
    m_realNetworks.push_back(std::make_unique<RealNetwork>(kind, m_context.settings, side, *m_context.train,
                                                           context, m_context.options));
    return *m_realNetworks.back();
}

} // namespace ld3m::evaluation
