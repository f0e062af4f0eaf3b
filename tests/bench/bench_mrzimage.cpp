// Data pages that nobody holds, drawn, damaged and read. DESK_BENCH_PAGES sets the pages of each damage,
// DESK_BENCH_SEED the first seed (the reader was tuned on seeds below 1,000,000), DESK_BENCH_ONLY one damage
// by the beginning of its name; DESK_BENCH_SHOW=1 prints each page that was not read exactly on standard
// error.
#include "bench/bench.h"

#include "service/passportimage.h"
#include "support/passportpicture.h"

#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <chrono>
#include <functional>
#include <random>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

class Draw
{
public:
    explicit Draw(quint64 seed)
        : m_engine(seed)
    {
    }
    double between(double low, double high)
    {
        return low + (high - low) * double(m_engine() >> 11) * 0x1.0p-53;
    }
    bool once(int of) { return m_engine() % quint64(of) == 0; }

private:
    std::mt19937_64 m_engine;
};

struct Damage {
    const char *name;
    std::function<void(PassportPicture &, Draw &)> apply;
    int share = 1; ///< times the usual number of pages
};

/// Every picture is a scan of some kind before it is damaged: a little askew, either way up, of varying ink.
void usual(PassportPicture &page, Draw &draw)
{
    page.degrees = draw.between(-0.7, 0.7) + (draw.once(2) ? 180 : 0);
    page.pattern = draw.between(0.05, 0.3);
    page.spread = draw.between(-0.01, 0.015);
    page.pitchError = draw.between(-0.01, 0.01);
    page.sizeError = draw.between(-0.02, 0.02);
    page.sharpFace = draw.once(4);
    page.blur = draw.between(0, 0.6);
}

const std::vector<Damage> &damages()
{
    static const std::vector<Damage> all{
        {"300 dpi clean", [](PassportPicture &, Draw &) {}, 2},
        {"200 dpi clean", [](PassportPicture &p, Draw &) { p.dpi = 200; }},
        {"150 dpi clean", [](PassportPicture &p, Draw &) { p.dpi = 150; }},
        {"400 dpi clean", [](PassportPicture &p, Draw &) { p.dpi = 400; }},
        {"200 dpi mild damage",
         [](PassportPicture &p, Draw &d) {
             p.dpi = 200;
             p.degrees += d.between(-2, 2);
             p.blur = d.between(0.3, 0.9);
             p.noise = d.between(0, 0.02);
             p.jpeg = int(d.between(70, 90));
             p.uneven = d.between(0, 0.3);
         },
         2},
        {"300 dpi turned to 5 degrees", [](PassportPicture &p, Draw &d) { p.degrees += d.between(-5, 5); }},
        {"300 dpi a quarter turn", [](PassportPicture &p, Draw &) { p.degrees += 90; }},
        {"300 dpi blur 1.5 px", [](PassportPicture &p, Draw &) { p.blur = 1.5; }},
        {"300 dpi noise 2 percent and speckle 2 percent",
         [](PassportPicture &p, Draw &) { p.noise = p.speckle = 0.02; }},
        {"200 dpi JPEG 40", [](PassportPicture &p, Draw &) { p.dpi = 200, p.jpeg = 40; }},
        {"250 dpi perspective", [](PassportPicture &p, Draw &) { p.dpi = 250, p.perspective = 0.04; }},
        {"300 dpi strong pattern", [](PassportPicture &p, Draw &) { p.pattern = 0.6; }},
        {"300 dpi shadow", [](PassportPicture &p, Draw &d) { p.shadow = d.between(0.3, 0.8); }},
        {"300 dpi faded ink", [](PassportPicture &p, Draw &d) { p.fading = d.between(0.2, 0.6); }},
        {"300 dpi worn or bleeding ink",
         [](PassportPicture &p, Draw &d) { p.spread = d.once(2) ? -0.035 : 0.05, p.jitter = 0.02; }},
        {"300 dpi page on a scanner's sheet",
         [](PassportPicture &p, Draw &) { p.around = PassportPicture::Around::Scan; }},
        {"300 dpi glare", [](PassportPicture &p, Draw &d) { p.glares = 1 + int(d.between(0, 3)); }, 2},
        {"300 dpi scratched", [](PassportPicture &p, Draw &) { p.scratched = true; }, 2},
        {"photo of the open booklet",
         [](PassportPicture &p, Draw &d) {
             p.around = PassportPicture::Around::Booklet;
             p.dpi = d.between(180, 350);
             p.degrees += d.between(-5, 5);
             p.perspective = d.between(0, 0.04);
             p.uneven = d.between(0, 0.5);
             p.blur = d.between(0.4, 1.4);
             p.noise = d.between(0, 0.03);
             p.jpeg = int(d.between(60, 95));
         }},
        {"everything at once, severe",
         [](PassportPicture &p, Draw &d) {
             p.dpi = d.between(150, 400);
             p.degrees += d.between(-5, 5);
             p.pattern = d.between(0, 0.6);
             p.perspective = d.once(2) ? d.between(0, 0.05) : 0;
             p.uneven = d.between(0, 0.6);
             p.shadow = d.once(3) ? d.between(0.3, 0.8) : 0;
             p.glares = int(d.between(0, 3));
             p.scratched = d.once(3);
             p.fading = d.between(0, 0.5);
             p.spread = d.between(-0.04, 0.06);
             p.jitter = d.between(0, 0.03);
             p.pitchError = d.between(-0.02, 0.02);
             p.blur = d.between(0, 2.5);
             p.noise = d.between(0, 0.06);
             p.speckle = d.once(3) ? d.between(0, 0.03) : 0;
             p.jpeg = int(d.between(40, 90));
         },
         4},
    };
    return all;
}

/// What tesseract takes for the two lines: those of its text that look like them.
QStringList readByTesseract(const QString &program, const QImage &image, const QTemporaryDir &directory)
{
    const QString file = directory.filePath(u"page.png"_s);
    image.save(file);
    QProcess process;
    process.start(program, {file, u"-"_s, u"--psm"_s, u"6"_s, u"-c"_s,
                            u"tessedit_char_whitelist=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"_s});
    if (!process.waitForFinished(60'000))
        return {};
    QStringList lines;
    for (QString line : QString::fromUtf8(process.readAllStandardOutput()).split(u'\n')) {
        line.remove(u' ');
        if (line.size() >= 30)
            lines += line;
    }
    return lines.mid(std::max<qsizetype>(0, lines.size() - 2));
}

struct Outcome {
    long pages = 0;
    long found = 0;
    long exactLines = 0;
    long accepted = 0;
    long wrongAccepted = 0;
    long doubtful = 0;
    long wrongCertain = 0; ///< cells that are wrong and not doubtful, whatever the page
    std::vector<double> times;
};

void show(const Damage &damage, const PassportPicture &page, const QStringList &truth,
          const MrzImageReading &reading)
{
    std::fprintf(stderr, "%s seed %llu fault %d accepted %d\n", damage.name,
                 static_cast<unsigned long long>(page.seed), int(reading.fault), reading.accepted());
    for (int line = 0; line < 2 && reading.found(); ++line) {
        QString marks;
        for (std::size_t i = 0; i < 44; ++i) {
            const MrzCell &cell = reading.cells[std::size_t(line)][i];
            marks += cell.doubtful ? (cell.chosenByStructure ? u's' : u'?') : u' ';
        }
        std::fprintf(stderr, "  %s\n  %s\n  %s\n", qPrintable(truth[line]), qPrintable(reading.lines()[line]),
                     qPrintable(marks));
    }
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    bool given = false;
    int pages = qEnvironmentVariableIntValue("DESK_BENCH_PAGES", &given);
    if (!given)
        pages = 220;
    quint64 firstSeed = qEnvironmentVariable("DESK_BENCH_SEED").toULongLong(&given);
    if (!given)
        firstSeed = 1'000'000;
    const QByteArray only = qgetenv("DESK_BENCH_ONLY");
    const bool verbose = qEnvironmentVariableIsSet("DESK_BENCH_SHOW");
    const QString tesseract = QStandardPaths::findExecutable(u"tesseract"_s);
    const QTemporaryDir directory;
    constexpr int kCompared = 20;

    Outcome all;
    for (const Damage &damage : damages()) {
        if (!QByteArray(damage.name).startsWith(only))
            continue;
        Outcome of;
        long theirs = 0;
        long compared = 0;
        long oursCompared = 0;
        for (int i = 0; i < pages * damage.share; ++i) {
            PassportPicture page;
            page.seed = firstSeed + quint64(&damage - damages().data()) * 10'000 + quint64(i);
            Draw draw(page.seed);
            usual(page, draw);
            damage.apply(page, draw);
            const QImage image = page.drawn();
            const GrayImage gray = grayOf(image);
            const QStringList truth = page.lines();

            const auto before = std::chrono::steady_clock::now();
            const auto reading = readPassportImage(gray);
            if (!reading) {
                std::fprintf(stderr, "%s\n", qPrintable(reading.error().where));
                return 1;
            }
            of.times.push_back(
                std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - before).count());

            const QStringList lines = reading->lines();
            long exact = 0;
            for (int line = 0; line < 2 && reading->found(); ++line) {
                exact += lines[line] == truth[line];
                for (int column = 0; column < 44; ++column) {
                    const MrzCell &cell = reading->cells[std::size_t(line)][std::size_t(column)];
                    of.doubtful += cell.doubtful;
                    of.wrongCertain += !cell.doubtful && cell.character != truth[line][column];
                }
            }
            ++of.pages;
            of.found += reading->found();
            of.exactLines += exact;
            of.accepted += reading->accepted();
            of.wrongAccepted += reading->accepted() && exact < 2;
            if (verbose && exact < 2)
                show(damage, page, truth, *reading);
            if (!tesseract.isEmpty() && i < kCompared && !verbose) {
                const QStringList read = readByTesseract(tesseract, image, directory);
                compared += 2;
                oursCompared += exact;
                for (int line = 0; line < 2; ++line)
                    theirs += read.size() == 2 && read[line] == truth[line];
            }
        }
        const auto figure = [&](const char *what) {
            return Figure{"mrzimage", std::string(damage.name) + ", " + what, of.pages};
        };
        const auto share = [&](long count, long total) {
            return total > 0 ? 100.0 * double(count) / double(total) : 0;
        };
        print(figure("zone found"), "%", share(of.found, of.pages), 0, "");
        print(figure("lines exact"), "%", share(of.exactLines, 2 * of.pages), 0, "");
        if (compared > 0)
            print({"mrzimage", std::string(damage.name) + ", lines exact of a sample", compared / 2}, "%",
                  share(oursCompared, compared), share(theirs, compared), "tesseract told the characters");
        print(figure("pages accepted"), "%", share(of.accepted, of.pages), 0, "");
        print(figure("wrong but accepted"), "pages", double(of.wrongAccepted), 0, "");
        print(figure("wrong and not doubtful"), "characters", double(of.wrongCertain), 0, "");
        print(figure("doubtful characters a page found"), "characters",
              of.found > 0 ? double(of.doubtful) / double(of.found) : 0, 0, "");
        print(figure("one page"), timingOf(of.times, of.pages), Timing(), "");
        all.pages += of.pages;
        all.accepted += of.accepted;
        all.wrongAccepted += of.wrongAccepted;
        all.times.insert(all.times.end(), of.times.begin(), of.times.end());
    }
    print({"mrzimage", "all, wrong but accepted", all.pages}, "pages", double(all.wrongAccepted), 0, "");
    print({"mrzimage", "all, accepted", all.pages}, "pages", double(all.accepted), 0, "");
    print({"mrzimage", "all, one page", all.pages}, timingOf(all.times, all.pages), Timing(), "");
    return 0;
}
