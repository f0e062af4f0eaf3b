// Data pages that nobody holds, drawn, damaged and read. DESK_BENCH_PAGES sets the pages of each damage,
// DESK_BENCH_SEED the first seed (the reader was tuned on seeds below 1,000,000), DESK_BENCH_ONLY one damage
// by the beginning of its name; DESK_BENCH_SHOW=1 prints each page that was not read exactly on standard
// error. The baseline is tesseract where it is installed (Debian's tesseract-ocr; nothing else needs it): it
// reads the first pages of each damage, given the zone upright and level as ours found it.
#include "bench/bench.h"

#include "service/passportimage.h"
#include "support/passportpicture.h"

#include <QGuiApplication>
#include <QPainter>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <sys/resource.h>

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

/// The zone upright and level, 40 pixels a character; the picture itself where none was found.
QImage straightened(const QImage &image, const MrzImageReading &reading)
{
    constexpr double kPitch = 40;
    constexpr QRectF kZone(kPitch, kPitch, 44 * kPitch, 3.9 * kPitch);
    if (!reading.found())
        return image;
    QPolygonF from;
    for (const ImagePoint &corner : reading.band)
        from << QPointF(corner.x, corner.y);
    const QPolygonF to{kZone.topLeft(), kZone.topRight(), kZone.bottomRight(), kZone.bottomLeft()};
    QTransform transform;
    QTransform::quadToQuad(from, to, transform);

    QImage out((kZone.size() + QSizeF(2 * kPitch, 2 * kPitch)).toSize(), QImage::Format_Grayscale8);
    out.fill(Qt::white);
    QPainter painter(&out);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setTransform(transform);
    painter.drawImage(0, 0, image);
    return out;
}

/// What tesseract takes for the two lines: those of its text that look like them. One thread, as ours.
QStringList readByTesseract(const QString &program, const QImage &image, const QTemporaryDir &directory)
{
    const QString file = directory.filePath(u"zone.png"_s);
    image.save(file);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"OMP_THREAD_LIMIT"_s, u"1"_s);
    process.setProcessEnvironment(environment);
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

/// Microseconds of processor time: a neighbour on the machine does not count.
double processorTime(int who)
{
    rusage used{};
    getrusage(who, &used);
    const auto microseconds = [](const timeval &time) {
        return 1e6 * double(time.tv_sec) + double(time.tv_usec);
    };
    return microseconds(used.ru_utime) + microseconds(used.ru_stime);
}

/// Two whole lines whose check digits hold: all that can be known of a text without confidences.
bool holds(const QStringList &lines)
{
    return lines.size() == 2 && lines[0].size() == 44 && lines[1].size() == 44 &&
           td3Checks(lines[1]).allHold();
}

long exactLines(const QStringList &lines, const QStringList &truth)
{
    long exact = 0;
    for (int line = 0; line < 2 && lines.size() == 2; ++line)
        exact += lines[line] == truth[line];
    return exact;
}

/// What came of the same pages.
struct Outcome {
    long pages = 0;
    long exactLines = 0;
    long accepted = 0;
    long wrongAccepted = 0;
    std::vector<double> processorTimes;

    void count(long exact, bool isAccepted, double time)
    {
        ++pages;
        exactLines += exact;
        accepted += isAccepted;
        wrongAccepted += isAccepted && exact < 2;
        processorTimes.push_back(time);
    }
    double exactShare() const { return pages > 0 ? 50.0 * double(exactLines) / double(pages) : 0; }
    Timing timing() const { return timingOf(processorTimes, pages); }
};

/// What only ours tells.
struct Detail {
    long found = 0;
    long doubtful = 0;
    long wrongCertain = 0; ///< cells that are wrong and not doubtful, whatever the page
    std::vector<double> times;

    void count(const MrzImageReading &reading, const QStringList &truth, double time)
    {
        found += reading.found();
        times.push_back(time);
        for (int line = 0; line < 2 && reading.found(); ++line) {
            for (int column = 0; column < 44; ++column) {
                const MrzCell &cell = reading.at({line, column});
                doubtful += cell.doubtful;
                wrongCertain += !cell.doubtful && cell.character != truth[line][column];
            }
        }
    }
};

/// The same pages read by both.
struct Comparison {
    Outcome ours;
    Outcome tesseract;

    void printFor(const std::string &name) const
    {
        const auto figure = [&](const char *what) { return Figure{"mrzimage", name + what, ours.pages}; };
        const std::string told = "tesseract told where the zone is";
        print(figure(", sample, lines exact"), "%", ours.exactShare(), tesseract.exactShare(), told);
        print(figure(", sample, wrong but accepted"), "pages", double(ours.wrongAccepted),
              double(tesseract.wrongAccepted), told + ", accepted when all check digits hold");
        print(figure(", sample, accepted"), "pages", double(ours.accepted), double(tesseract.accepted), told);
        print(figure(", sample, processor time of a page"), ours.timing(), tesseract.timing(),
              told + ", its start included");
    }
};

void show(const Damage &damage, const PassportPicture &page, const QStringList &truth,
          const MrzImageReading &reading)
{
    std::fprintf(stderr, "%s seed %llu fault %d accepted %d\n", damage.name,
                 static_cast<unsigned long long>(page.seed), int(reading.fault), reading.accepted());
    for (int line = 0; line < 2 && reading.found(); ++line) {
        QString marks;
        for (int column = 0; column < 44; ++column) {
            const MrzCell &cell = reading.at({line, column});
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
    if (tesseract.isEmpty())
        std::fprintf(stderr, "tesseract is not installed: nothing to compare with\n");
    constexpr int kCompared = 10;

    Outcome all;
    Comparison allCompared;
    std::vector<double> allTimes;
    for (const Damage &damage : damages()) {
        if (!QByteArray(damage.name).startsWith(only))
            continue;
        Outcome of;
        Detail detail;
        Comparison compared;
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
            const double busyBefore = processorTime(RUSAGE_THREAD);
            const auto reading = readPassportImage(gray);
            const double busy = processorTime(RUSAGE_THREAD) - busyBefore;
            if (!reading) {
                std::fprintf(stderr, "%s\n", qPrintable(reading.error().where));
                return 1;
            }
            detail.count(
                *reading, truth,
                std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - before).count());
            const long exact = exactLines(reading->lines(), truth);
            for (Outcome *outcome : {&of, &all})
                outcome->count(exact, reading->accepted(), busy);
            if (verbose && exact < 2)
                show(damage, page, truth, *reading);

            if (tesseract.isEmpty() || i >= kCompared || verbose)
                continue;
            const QImage zone = straightened(image, *reading);
            const double theirsBefore = processorTime(RUSAGE_CHILDREN);
            const QStringList read = readByTesseract(tesseract, zone, directory);
            const double theirs = processorTime(RUSAGE_CHILDREN) - theirsBefore;
            for (Comparison *comparison : {&compared, &allCompared}) {
                comparison->ours.count(exact, reading->accepted(), busy);
                comparison->tesseract.count(exactLines(read, truth), holds(read), theirs);
            }
        }
        const auto figure = [&](const char *what) {
            return Figure{"mrzimage", std::string(damage.name) + ", " + what, of.pages};
        };
        print(figure("zone found"), "%", 100.0 * double(detail.found) / double(of.pages), 0, "");
        print(figure("lines exact"), "%", of.exactShare(), 0, "");
        print(figure("pages accepted"), "%", 100.0 * double(of.accepted) / double(of.pages), 0, "");
        print(figure("wrong but accepted"), "pages", double(of.wrongAccepted), 0, "");
        print(figure("wrong and not doubtful"), "characters", double(detail.wrongCertain), 0, "");
        print(figure("doubtful characters a page found"), "characters",
              detail.found > 0 ? double(detail.doubtful) / double(detail.found) : 0, 0, "");
        print(figure("one page"), timingOf(detail.times, of.pages), Timing(), "");
        print(figure("processor time of a page"), of.timing(), Timing(), "");
        if (compared.ours.pages > 0)
            compared.printFor(damage.name);
        allTimes.insert(allTimes.end(), detail.times.begin(), detail.times.end());
    }
    print({"mrzimage", "all, wrong but accepted", all.pages}, "pages", double(all.wrongAccepted), 0, "");
    print({"mrzimage", "all, accepted", all.pages}, "pages", double(all.accepted), 0, "");
    print({"mrzimage", "all, one page", all.pages}, timingOf(allTimes, all.pages), Timing(), "");
    print({"mrzimage", "all, processor time of a page", all.pages}, all.timing(), Timing(), "");
    if (allCompared.ours.pages > 0)
        allCompared.printFor("all");
    return 0;
}
