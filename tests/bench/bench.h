#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

// A benchmark is a program named bench_<name>. It measures ours and a baseline in the same run and prints one
// JSON line a figure, in the form of contract §1:
//
//     using namespace desk::bench;
//     const auto ours = measure([&] { keep(parseMrz(lines, today)); });
//     const auto theirs = measure([&] { keep(lines.join(u'\n').toUtf8()); });
//     print({"mrz", "parse TD3", ours.count}, ours, theirs, "copying the two lines");
namespace desk::bench
{

/// Keeps the compiler from dropping a result that nobody reads.
template <typename T>
inline void keep(const T &value)
{
    asm volatile("" : : "r"(&value) : "memory");
}

/// Microseconds a call, of `count` calls.
struct Timing {
    double median = 0;
    double p99 = 0;
    long count = 0;
};

/// The timing that single samples, in microseconds a call, add up to. `count` is the number of calls they
/// hold.
inline Timing timingOf(std::vector<double> samples, long count)
{
    if (samples.empty()) {
        return {};
    }
    std::sort(samples.begin(), samples.end());
    const auto at = [&](double share) {
        return samples[static_cast<std::size_t>(share * static_cast<double>(samples.size() - 1) + 0.5)];
    };
    return {at(0.5), at(0.99), count};
}

/// Runs `work` warm for a tenth of `budget`, then times it in samples until `budget` is spent (at least 20
/// samples). Calls shorter than 20 µs are timed in groups, so that reading the clock does not count.
template <typename Work>
Timing measure(Work &&work, std::chrono::milliseconds budget = std::chrono::milliseconds(1000))
{
    using Watch = std::chrono::steady_clock;
    using Microseconds = std::chrono::duration<double, std::micro>;

    long warm = 0;
    const auto warmStart = Watch::now();
    do {
        work();
        ++warm;
    } while (Watch::now() - warmStart < budget / 10);
    const double estimate = Microseconds(Watch::now() - warmStart).count() / static_cast<double>(warm);
    const long group = std::max(1L, static_cast<long>(20.0 / std::max(estimate, 0.001)));

    std::vector<double> samples;
    const auto start = Watch::now();
    while (samples.size() < 20 || Watch::now() - start < budget) {
        const auto before = Watch::now();
        for (long i = 0; i < group; ++i) {
            work();
        }
        samples.push_back(Microseconds(Watch::now() - before).count() / static_cast<double>(group));
    }
    const long count = group * static_cast<long>(samples.size());
    return timingOf(std::move(samples), count);
}

/// What a figure is of: the benchmark, the case and how many things or calls it was measured on.
struct Figure {
    std::string bench;
    std::string what;
    long n = 0;
};

/// One line of any unit; `baselineIs` says in words what stands beside ours. Plain ASCII without quotes,
/// please.
inline void print(const Figure &figure, const char *unit, double ours, double baseline,
                  const std::string &baselineIs)
{
    std::printf(R"({"bench":"%s","case":"%s","n":%ld,"unit":"%s","ours":%.3f,)", figure.bench.c_str(),
                figure.what.c_str(), figure.n, unit, ours);
    if (baseline > 0) {
        std::printf(R"("baseline":%.3f,"baseline_is":"%s","ratio":%.3f})", baseline, baselineIs.c_str(),
                    ours / baseline);
    } else {
        std::printf(R"("baseline":null,"baseline_is":null,"ratio":null})");
    }
    std::printf("\n");
    std::fflush(stdout);
}

/// Two lines: median and p99, in microseconds.
inline void print(const Figure &figure, const Timing &ours, const Timing &baseline,
                  const std::string &baselineIs)
{
    print({figure.bench, figure.what + ", median", figure.n}, "us", ours.median, baseline.median, baselineIs);
    print({figure.bench, figure.what + ", p99", figure.n}, "us", ours.p99, baseline.p99, baselineIs);
}

} // namespace desk::bench
