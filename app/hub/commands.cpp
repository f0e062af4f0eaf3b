#include "hub/commands.h"

#include "base/logging.h"
#include "domain/demooffice.h"
#include "hub/accounts.h"
#include "hub/control.h"
#include "hub/deskboard.h"
#include "hub/epochs.h"
#include "hub/eventlog.h"
#include "hub/feedlog.h"
#include "hub/hubserver.h"
#include "hub/positionmark.h"
#include "hub/register.h"
#include "hub/rulescommand.h"
#include "hub/store.h"
#include "protocol/json.h"
#include "protocol/residentsfile.h"
#include "sql/listener.h"
#include "sql/statement.h"
#include "sql/transaction.h"
#include "text/catalogue.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>
#include <QSocketNotifier>
#include <QUrl>

#include <csignal>
#include <cstdio>
#include <functional>
#include <optional>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr qint64 kDemoResidents = 5000;
constexpr qint64 kMostDemoResidents = 20'000'000;
constexpr quint64 kDemoSeed = 1;
constexpr qint64 kImportChunk = 10'000; // rows that go in together

/// One command's options, read and checked.
struct Invocation {
    const QCommandLineParser &options;
    HubPlace place;
    const Clock &clock;
};

struct Command {
    QString name;
    QString what;
    QList<QCommandLineOption> options;
    QString positional;
    Result<bool> (*run)(const Invocation &); ///< false: done, with a negative outcome
};

void print(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

void print(const QString &line)
{
    print(line.toUtf8());
}

Language chosenLanguage(const QString &option)
{
    const bool arabic =
        option == "ar"_L1 || (option.isEmpty() && QLocale::system().language() == QLocale::Arabic);
    return arabic ? Language::Arabic : Language::English;
}

int report(const Error &error, Language language, LogFormat format = LogFormat::Text)
{
    QString line = Catalogue::builtIn().errorText(error, language, Isolation::Plain);
    if (!error.detail.isEmpty())
        line += u" ("_s + error.detail + u')';
    if (format == LogFormat::Json)
        logEvent(QtCriticalMsg, "command_failed", "the command failed",
                 {{"code", errorCodeName(error.code)}, {"reason", line}});
    else
        std::fprintf(stderr, "passport-hub: %s\n", line.toUtf8().constData());
    return exitCodeFor(error.code);
}

void startLog(LogFormat format)
{
    if (format == LogFormat::Json)
        startJsonLog();
    else if (const auto logging = startLogFile(u"passport-hub"_s); !logging)
        std::fprintf(stderr, "passport-hub: no log file in %s\n", logging.error().where.toUtf8().constData());
}

/// The hub's certificate: the one given, else its own.
Result<Certificate> certificateFor(const Invocation &in, bool needsKey)
{
    const QString certificateFile = in.options.value(u"tls-cert"_s);
    const QString keyFile = needsKey ? in.options.value(u"tls-key"_s) : certificateFile;
    if (certificateFile.isEmpty() != keyFile.isEmpty())
        return failure(ErrorCode::Usage, certificateFile.isEmpty() ? u"--tls-cert"_s : u"--tls-key"_s,
                       u"both or neither"_s);
    if (certificateFile.isEmpty())
        return ownCertificate(in.place.directory, in.clock);
    return needsKey ? readCertificate(certificateFile, keyFile) : readPublicCertificate(certificateFile);
}

bool isBranchCode(const QString &code)
{
    static const QRegularExpression form(u"^[A-Z]{3}$"_s);
    return form.match(code).hasMatch();
}

/// The made-up office. Nothing of it goes to the feed: a desk of the same seed has it already.
Result<> fillDemo(const Invocation &in, Connection &connection, const QString &branch)
{
    bool countIsNumber = true;
    bool seedIsNumber = true;
    const qint64 count = in.options.isSet(u"residents"_s)
                             ? in.options.value(u"residents"_s).toLongLong(&countIsNumber)
                             : kDemoResidents;
    const quint64 seed =
        in.options.isSet(u"seed"_s) ? in.options.value(u"seed"_s).toULongLong(&seedIsNumber) : kDemoSeed;
    if (!countIsNumber || count < 0 || count > kMostDemoResidents)
        return failure(ErrorCode::Usage, u"--residents"_s);
    if (!seedIsNumber)
        return failure(ErrorCode::Usage, u"--seed"_s);
    HubAccounts accounts(connection, in.clock);
    const QList<DemoUser> users = demoUsers();
    for (const DemoUser &user : users) {
        const UserChangedPayload account{user.userId, user.userName,      user.roles,
                                         true,        user.displayNameAr, user.displayNameEn};
        if (const auto done = accounts.putUser(branch, account, {}); !done)
            return failure(done);
    }
    Register residents(connection, in.clock);
    for (qint64 i = 0; i < count; ++i) {
        if (const auto done = residents.import(demoResident(seed, i), false); !done)
            return failure(done);
    }
    return {};
}

Result<> runInit(const Invocation &in)
{
    const QString branch = in.options.isSet(u"branch"_s) ? in.options.value(u"branch"_s) : u"RUH"_s;
    if (!isBranchCode(branch))
        return failure(ErrorCode::Usage, u"--branch"_s, u"three capital letters"_s);
    const bool hasFile = !isPostgresql(in.place.database);
    if (!QDir().mkpath(in.place.directory) ||
        (hasFile && !QDir().mkpath(QFileInfo(in.place.database).absolutePath())))
        return failure(ErrorCode::CannotOpen, in.place.directory);
    const auto lock = HubLock::take(in.place);
    if (!lock)
        return failure(lock);
    const auto connection = makeHub(in.place);
    if (!connection)
        return failure(connection);
    Transaction transaction(**connection);
    if (const auto done = initialiseHub(**connection, branch, in.options.isSet(u"demo"_s), in.clock); !done)
        return done;
    if (in.options.isSet(u"demo"_s)) {
        if (const auto done = fillDemo(in, **connection, branch); !done)
            return done;
    }
    if (const auto done = transaction.commit(); !done)
        return done;
    const Result<Certificate> certificate = ownCertificate(in.place.directory, in.clock);
    if (!certificate)
        return failure(certificate);
    print(u"branch %1"_s.arg(branch));
    print(u"certificate SHA-256 %1"_s.arg(QString::fromLatin1(certificate->fingerprint.toHex(':'))));
    return {};
}

int stopPipe[2] = {-1, -1};

void onStopSignal(int)
{
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(stopPipe[1], &byte, 1);
}

Result<> runServe(const Invocation &in)
{
    const QString listen = in.options.value(u"listen"_s);
    const qsizetype colon = listen.lastIndexOf(u':');
    bool isNumber = false;
    const uint port = QStringView(listen).mid(colon + 1).toUInt(&isNumber);
    QString host = listen.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    if (colon < 1 || !isNumber || port > 65535)
        return failure(ErrorCode::Usage, u"--listen"_s, u"expected HOST:PORT"_s);
    HttpLimits limits;
    limits.perAddress = in.options.value(u"per-address"_s).toUInt(&isNumber);
    if (!isNumber || limits.perAddress < 1 || limits.perAddress > limits.connections)
        return failure(ErrorCode::Usage, u"--per-address"_s, u"expected 1 to %1"_s.arg(limits.connections));
    const Result<Certificate> certificate = certificateFor(in, true);
    if (!certificate)
        return failure(certificate);
    const rlimit noCore{0, 0}; // a dump would hold residents' data
    ::setrlimit(RLIMIT_CORE, &noCore);

    HubServer hub(in.clock, {in.place, host, quint16(port), *certificate, limits});
    if (const auto started = hub.start(); !started) {
        Error error = started.error();
        if (error.code == ErrorCode::DeskBusy)
            error.detail = u"another hub, process %1, has this store"_s.arg(error.where);
        return tl::unexpected<Error>(error);
    }
    ControlServer control(hub);
    // Commands for a shared database need no hub that runs them.
    if (!isPostgresql(in.place.database)) {
        if (const auto listening = control.listen(in.place); !listening)
            return listening;
    }
    if (::pipe(stopPipe) != 0)
        return failure(ErrorCode::CannotOpen, u"pipe"_s);
    QSocketNotifier stop(stopPipe[0], QSocketNotifier::Read);
    QObject::connect(&stop, &QSocketNotifier::activated, QCoreApplication::instance(),
                     &QCoreApplication::quit);
    std::signal(SIGTERM, onStopSignal);
    std::signal(SIGINT, onStopSignal);
    print(hub.url());
    logEvent(QtInfoMsg, "serving", "the hub serves", {{"url", hub.url()}});
    QCoreApplication::exec();
    hub.stop();
    return {};
}

/// Has the hub that runs do what `request` asks; where none runs, does it here in one transaction.
Result<QJsonObject> changeHub(const Invocation &in, const QJsonObject &request,
                              const std::function<Result<QJsonObject>(Connection &)> &change)
{
    const auto lock = HubLock::take(in.place);
    if (!lock && lock.error().code == ErrorCode::DeskBusy)
        return askRunningHub(in.place, request);
    if (!lock)
        return failure(lock);
    const auto connection = openHub(in.place, Access::Write);
    if (!connection)
        return failure(connection);
    Transaction transaction(**connection);
    auto changed = change(**connection);
    if (!changed)
        return changed;
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return changed;
}

/// As one JSON object, or a line for each of its keys.
void printObject(const Invocation &in, const QJsonObject &object)
{
    if (in.options.isSet(u"json"_s)) {
        print(canonicalJson(object));
        return;
    }
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString value =
            it->isObject() ? QString::fromUtf8(canonicalJson(it->toObject())) : it->toVariant().toString();
        print(u"%1 %2"_s.arg(it.key(), -16).arg(value));
    }
}

Result<> runEnrolment(const Invocation &in)
{
    const QString branch = in.options.value(u"branch"_s);
    const QString url = in.options.value(u"url"_s);
    if (branch.isEmpty())
        return failure(ErrorCode::Usage, u"--branch"_s);
    if (!url.startsWith("https://"_L1) || !QUrl(url, QUrl::StrictMode).isValid() ||
        QUrl(url).host().isEmpty())
        return failure(ErrorCode::Usage, u"--url"_s, u"expected https://HOST:PORT"_s);
    const auto said = changeHub(
        in, {{u"command"_s, u"enrolment"_s}, {u"branch"_s, branch}, {u"url"_s, url}},
        [&](Connection &connection) -> Result<QJsonObject> {
            const Result<Certificate> certificate = certificateFor(in, false);
            if (!certificate)
                return failure(certificate);
            const Result<QByteArray> secret = HubAccounts(connection, in.clock).newEnrolmentCode(branch);
            if (!secret)
                return failure(secret);
            return QJsonObject{{u"code"_s, enrolmentCodeText({url, certificate->fingerprint, *secret})}};
        });
    if (!said)
        return failure(said);
    print(said->value("code"_L1).toString());
    return {};
}

struct ImportCounts {
    qint64 read = 0;
    qint64 added = 0;
    qint64 updated = 0;
    qint64 unchanged = 0;
    qint64 rejected = 0;
};

/// Takes up to kImportChunk rows in one transaction; false when the file has ended.
Result<bool> importChunk(Connection &connection, const Clock &clock, ResidentsReader &reader,
                         QIODevice *rejects, ImportCounts &counts)
{
    Transaction transaction(connection);
    Register residents(connection, clock);
    ResidentsRow row;
    bool more = true;
    for (qint64 rows = 0; rows < kImportChunk; ++rows) {
        const Result<bool> next = reader.next(row);
        if (!next)
            return next;
        more = *next;
        if (!more)
            break;
        ++counts.read;
        if (row.problem) {
            ++counts.rejected;
            const QByteArray line = rejectToCsv(row, {});
            if (rejects && rejects->write(line) != line.size())
                return failure(ErrorCode::DiskFull, u"--rejects"_s);
            continue;
        }
        const auto done = residents.import(row.resident, true);
        if (!done)
            return failure(done);
        ++(*done == Register::Imported::Added     ? counts.added
           : *done == Register::Imported::Updated ? counts.updated
                                                  : counts.unchanged);
    }
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return more;
}

Result<bool> runImport(const Invocation &in)
{
    const QStringList files = in.options.positionalArguments();
    if (files.size() != 1)
        return failure(ErrorCode::Usage, u"FILE"_s);
    const auto format = in.options.isSet(u"format"_s)
                            ? fromCode<ResidentsFormat>(in.options.value(u"format"_s))
                            : residentsFormatOf(files.first());
    if (!format)
        return failure(ErrorCode::Usage, u"--format"_s);
    QFile file(files.first());
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, files.first());
    const auto reader = ResidentsReader::open(file, *format);
    if (!reader)
        return failure(reader);
    const auto lock = HubLock::take(in.place);
    if (!lock) {
        Error error = lock.error();
        error.detail = u"stop the hub, process %1, before an import"_s.arg(error.where);
        return tl::unexpected<Error>(error);
    }
    const auto connection = openHub(in.place, Access::Write);
    if (!connection)
        return failure(connection);
    QFile rejects(in.options.value(u"rejects"_s));
    if (in.options.isSet(u"rejects"_s)) {
        const QByteArray header = rejectsCsvHeader();
        if (!rejects.open(QIODevice::WriteOnly) || rejects.write(header) != header.size())
            return failure(ErrorCode::CannotOpen, u"--rejects"_s);
    }
    const auto started = in.clock.monotonic();
    ImportCounts counts;
    for (bool more = true; more;) {
        const Result<bool> chunk =
            importChunk(**connection, in.clock, **reader, rejects.isOpen() ? &rejects : nullptr, counts);
        if (!chunk)
            return failure(chunk);
        more = *chunk;
        if (::isatty(STDERR_FILENO))
            std::fprintf(stderr, "\r%lld%%",
                         static_cast<long long>((*reader)->bytesRead() * 100 / file.size()));
    }
    if (::isatty(STDERR_FILENO))
        std::fputc('\n', stderr);
    const double seconds = double((in.clock.monotonic() - started).count()) / 1000;
    if (in.options.isSet(u"json"_s)) {
        print(QJsonDocument(QJsonObject{{u"read"_s, counts.read},
                                        {u"added"_s, counts.added},
                                        {u"updated"_s, counts.updated},
                                        {u"unchanged"_s, counts.unchanged},
                                        {u"rejected"_s, counts.rejected},
                                        {u"seconds"_s, seconds}})
                  .toJson(QJsonDocument::Compact));
    } else {
        print(u"read %1, added %2, updated %3, unchanged %4, rejected %5"_s.arg(counts.read)
                  .arg(counts.added)
                  .arg(counts.updated)
                  .arg(counts.unchanged)
                  .arg(counts.rejected));
    }
    return counts.rejected == 0;
}

/// True when a hub serves this store now.
Result<bool> isServed(const HubPlace &place, Connection &connection)
{
    if (!isPostgresql(place.database))
        return isHubRunning(place);
    return Statement(connection, u"SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
                                 u"AND application_name = ? LIMIT 1"_s)
        .bind(QString::fromLatin1(kListenerName))
        .step();
}

Result<> runStatus(const Invocation &in)
{
    const auto opened = openHub(in.place, Access::Read);
    if (!opened)
        return failure(opened);
    Connection &connection = **opened;
    const Result<HubMeta> meta = hubMeta(connection);
    if (!meta)
        return failure(meta);
    const Result<bool> served = isServed(in.place, connection);
    if (!served)
        return failure(served);
    QJsonObject cases;
    {
        Statement statement(connection, u"SELECT state, count(*) FROM cases GROUP BY state"_s);
        const Result<> counted = statement.bind().each(
            [&cases](const Statement &row) { cases.insert(row.text(0), row.number(1)); });
        if (!counted)
            return counted;
    }
    QJsonObject status{{u"epoch"_s, meta->epoch},
                       {u"training"_s, meta->training},
                       {u"running"_s, *served},
                       {u"cases"_s, cases}};
    const std::pair<QString, QString> counts[] = {
        {u"stable_position"_s, u"SELECT coalesce(max(position), 0) FROM feed"_s},
        {u"branches"_s, u"SELECT count(*) FROM branches"_s},
        {u"workstations"_s, u"SELECT count(*) FROM workstations WHERE revoked_at IS NULL"_s},
        {u"users"_s, u"SELECT count(*) FROM users WHERE active = 1"_s},
        {u"residents"_s, u"SELECT count(*) FROM residents"_s},
        {u"messages"_s, u"SELECT count(*) FROM receipts"_s},
    };
    for (const auto &[key, sql] : counts) {
        const Result<qint64> count = connection.number(sql);
        if (!count)
            return failure(count);
        status.insert(key, *count);
    }
    printObject(in, status);
    return {};
}

Result<> runWorkstations(const Invocation &in)
{
    const QStringList words = in.options.positionalArguments();
    const QString verb = words.value(0, u"list"_s);
    if (verb == "revoke"_L1 && words.size() == 2) {
        const auto said = changeHub(in, {{u"command"_s, u"revoke"_s}, {u"workstation"_s, words[1]}},
                                    [&](Connection &connection) -> Result<QJsonObject> {
                                        const auto done = HubAccounts(connection, in.clock).revoke(words[1]);
                                        return done ? Result<QJsonObject>(QJsonObject()) : failure(done);
                                    });
        return said ? Result<>() : failure(said);
    }
    if (verb != "list"_L1 || words.size() > 1)
        return failure(ErrorCode::Usage, words.join(u' '));
    const auto connection = openHub(in.place, Access::Read);
    if (!connection)
        return failure(connection);
    const Result<QList<Workstation>> list = HubAccounts(**connection, in.clock).workstations();
    if (!list)
        return failure(list);
    for (const Workstation &item : *list) {
        if (in.options.isSet(u"json"_s)) {
            print(canonicalJson({{u"workstation"_s, item.id},
                                 {u"branch"_s, item.branch},
                                 {u"number"_s, item.number},
                                 {u"name"_s, item.name},
                                 {u"enrolled_at"_s, isoInstant(item.enrolledAt)},
                                 {u"revoked"_s, item.revoked}}));
        } else {
            print(
                u"%1  %2 %3  %4  %5%6"_s.arg(item.id, item.branch)
                    .arg(item.number, 2, 10, QLatin1Char('0'))
                    .arg(isoInstant(item.enrolledAt), item.name, item.revoked ? u"  revoked"_s : QString()));
        }
    }
    return {};
}

Result<> runDesks(const Invocation &in)
{
    const auto connection = openHub(in.place, Access::Read);
    if (!connection)
        return failure(connection);
    const auto standings = DeskBoard(**connection, in.clock).standings();
    if (!standings)
        return failure(standings);
    for (const DeskBoard::Standing &desk : *standings) {
        const Workstation &workstation = desk.workstation;
        if (in.options.isSet(u"json"_s)) {
            print(canonicalJson({{u"workstation"_s, workstation.id},
                                 {u"branch"_s, workstation.branch},
                                 {u"number"_s, workstation.number},
                                 {u"name"_s, workstation.name},
                                 {u"heard_at"_s, textOrNull(isoInstant(desk.heardAt))},
                                 {u"oldest_unsent_at"_s, textOrNull(isoInstant(desk.oldestUnsentAt))},
                                 {u"quarantined"_s, desk.quarantined},
                                 {u"revoked"_s, workstation.revoked},
                                 {u"red"_s, desk.isRed}}));
            continue;
        }
        const auto orElse = [](const QDateTime &at, const QString &otherwise) {
            return at.isValid() ? isoInstant(at) : otherwise;
        };
        print(u"%1  %2 %3  heard %4  unsent since %5  quarantined %6  %7%8"_s
                  .arg(desk.isRed ? u"RED"_s : u"   "_s, workstation.branch)
                  .arg(workstation.number, 2, 10, QLatin1Char('0'))
                  .arg(orElse(desk.heardAt, u"never"_s), -24)
                  .arg(orElse(desk.oldestUnsentAt, u"-"_s), -24)
                  .arg(desk.quarantined)
                  .arg(workstation.name, workstation.revoked ? u"  revoked"_s : QString()));
    }
    return {};
}

Result<> listRules(const Invocation &in)
{
    const auto connection = openHub(in.place, Access::Read);
    if (!connection)
        return failure(connection);
    HubRules rules(**connection, in.clock);
    const auto packs = rules.packs();
    const auto judging = rules.inForce(in.clock.todayInRiyadh());
    if (!packs)
        return failure(packs);
    if (!judging)
        return failure(judging);
    const auto say = [&](const QString &version, QDate from, QDate until, const QDateTime &takenBack) {
        const bool inForce = version == (*judging)->version();
        if (in.options.isSet(u"json"_s)) {
            print(canonicalJson({{u"version"_s, version},
                                 {u"effective_from"_s, from.toString(Qt::ISODate)},
                                 {u"valid_until"_s, textOrNull(until.toString(Qt::ISODate))},
                                 {u"in_force"_s, inForce},
                                 {u"taken_back"_s, takenBack.isValid()}}));
        } else {
            print(u"%1  %2%3"_s.arg(version, -12)
                      .arg(from.toString(Qt::ISODate), takenBack.isValid() ? u"  taken back"_s
                                                       : inForce           ? u"  in force"_s
                                                                           : QString()));
        }
    };
    for (const StoredPack &pack : *packs)
        say(pack.version, pack.effectiveFrom, pack.validUntil, pack.takenBackAt);
    const RulePack &own = RulePack::builtIn();
    say(own.version(), own.effectiveFrom(), own.validUntil(), {});
    return {};
}

Result<> runRules(const Invocation &in)
{
    const QStringList words = in.options.positionalArguments();
    const QString verb = words.value(0, u"list"_s);
    if (verb == "list"_L1 && words.size() <= 1)
        return listRules(in);
    if (words.size() != 2)
        return failure(ErrorCode::Usage, words.join(u' '));
    const QString operand = verb == "rollback"_L1 ? words[1] : QFileInfo(words[1]).absoluteFilePath();
    const auto said = changeHub(in, {{u"command"_s, u"rules"_s}, {u"verb"_s, verb}, {u"operand"_s, operand}},
                                [&](Connection &connection) {
                                    HubRules rules(connection, in.clock);
                                    return changeRules(rules, verb, operand);
                                });
    if (!said)
        return failure(said);
    printObject(in, *said);
    return {};
}

Result<> showEpoch(const Invocation &in)
{
    const auto connection = openHub(in.place, Access::Read);
    if (!connection)
        return failure(connection);
    const auto epoch = Epochs(**connection, in.clock).current();
    if (!epoch)
        return failure(epoch);
    printObject(in, {{u"epoch"_s, epoch->id},
                     {u"parent"_s, textOrNull(epoch->parent)},
                     {u"proven"_s, epoch->proven},
                     {u"began_at"_s, isoInstant(epoch->beganAt)},
                     {u"accepted"_s, epoch->acceptedAt.isValid()},
                     {u"ahead"_s, epoch->ahead}});
    return {};
}

/// Lets a restored store serve. One that does not know that it was restored, but has met a desk that had seen
/// more, begins its next life first. Where the mark is to stand then.
Result<PositionMark::Standing> acceptEpoch(Connection &connection, const Clock &clock,
                                           const PositionMark &mark)
{
    Epochs epochs(connection, clock);
    const auto last = FeedLog(connection, clock).last();
    if (!last)
        return failure(last);
    const auto before = epochs.current();
    if (!before)
        return failure(before);
    const auto marked = mark.read();
    const Result<bool> restored = epochs.isRestored(marked, *last);
    if (!restored)
        return failure(restored);
    if (before->acceptedAt.isValid() && (before->ahead > *last || *restored)) {
        if (const auto begun = epochs.restored(*last); !begun)
            return failure(begun);
    }
    if (const auto done = epochs.accept(); !done)
        return failure(done);
    const auto after = epochs.current();
    if (!after)
        return failure(after);
    return PositionMark::Standing{after->id, *last};
}

Result<> runEpoch(const Invocation &in)
{
    const QStringList words = in.options.positionalArguments();
    const QString verb = words.value(0, u"show"_s);
    if (words.size() > 1 || (verb != "show"_L1 && verb != "accept"_L1))
        return failure(ErrorCode::Usage, words.join(u' '));
    if (verb == "show"_L1)
        return showEpoch(in);
    const auto mark = PositionMark::open(in.place);
    if (!mark)
        return failure(mark);
    std::optional<PositionMark::Standing> standing; // of a store that nobody serves
    const auto said = changeHub(in, {{u"command"_s, u"accept_epoch"_s}},
                                [&](Connection &connection) -> Result<QJsonObject> {
                                    const auto accepted = acceptEpoch(connection, in.clock, **mark);
                                    if (!accepted)
                                        return failure(accepted);
                                    standing = *accepted;
                                    return QJsonObject();
                                });
    if (!said)
        return failure(said);
    if (standing)
        (*mark)->write(*standing);
    return showEpoch(in);
}

/// A command that has no negative outcome.
template <Result<> (*run)(const Invocation &)>
Result<bool> always(const Invocation &in)
{
    const Result<> done = run(in);
    return done ? Result<bool>(true) : Result<bool>(failure(done));
}

const QList<Command> &commands()
{
    static const QList<Command> list = {
        {u"init"_s,
         u"makes a hub: schema, first branch, self-signed certificate"_s,
         {{u"branch"_s, u"Branch code, three letters; default RUH."_s, u"CODE"_s},
          {u"demo"_s, u"With made-up residents and users."_s},
          {u"residents"_s, u"How many made-up residents; default 5000."_s, u"N"_s},
          {u"seed"_s, u"Same seed, same residents; default 1."_s, u"S"_s}},
         {},
         always<runInit>},
        {u"serve"_s,
         u"serves desks over HTTPS; the first line on standard output is the URL"_s,
         {{u"listen"_s, u"Where; port 0 picks one."_s, u"HOST:PORT"_s, u"127.0.0.1:8443"_s},
          {u"per-address"_s, u"How many connections one address may have; raise it behind a balancer."_s,
           u"N"_s, QString::number(HttpLimits{}.perAddress)},
          {u"tls-cert"_s, u"Certificate (PEM); default: the hub's own."_s, u"FILE"_s},
          {u"tls-key"_s, u"Its key (PEM)."_s, u"FILE"_s}},
         {},
         always<runServe>},
        {u"enrolment"_s,
         u"prints a one-time code that binds a desk to this hub, good for 24 hours"_s,
         {{u"branch"_s, u"Branch of the desk."_s, u"CODE"_s},
          {u"url"_s, u"Where the desk reaches the hub."_s, u"URL"_s},
          {u"tls-cert"_s, u"The certificate that serve is given, if any."_s, u"FILE"_s}},
         {},
         always<runEnrolment>},
        {u"import"_s,
         u"takes residents from a CSV or JSON Lines file; the hub must not be running"_s,
         {{u"format"_s, u"Default: by the name's ending."_s, u"csv|jsonl"_s},
          {u"rejects"_s, u"Where rejected rows go."_s, u"FILE"_s},
          {u"json"_s, u"As one JSON object."_s}},
         u"FILE"_s,
         runImport},
        {u"rules"_s,
         u"lists the packs cases are judged by; gives a newer one to this hub and its desks, or takes one back"_s,
         {{u"json"_s, u"As JSON, one object a line."_s}},
         u"[list | trust KEYFILE | install FILE | rollback VERSION]"_s,
         always<runRules>},
        {u"epoch"_s,
         u"shows the life of this hub's store, or lets a restored one serve"_s,
         {{u"json"_s, u"As one JSON object."_s}},
         u"[show | accept]"_s,
         always<runEpoch>},
        {u"status"_s,
         u"says what the hub holds"_s,
         {{u"json"_s, u"As one JSON object."_s}},
         {},
         always<runStatus>},
        {u"desks"_s,
         u"lists when each desk was last heard of and what it could not send; RED after 72 hours"_s,
         {{u"json"_s, u"One JSON object a line."_s}},
         {},
         always<runDesks>},
        {u"workstations"_s,
         u"lists desks, or refuses one for good"_s,
         {{u"json"_s, u"One JSON object a line."_s}},
         u"[list | revoke ID]"_s,
         always<runWorkstations>},
    };
    return list;
}

QString overview()
{
    QString text =
        u"Usage: passport-hub COMMAND --database sqlite:PATH | postgresql://… [--data DIR] [options]\n\n"
        u"The office's server: takes messages from desks, keeps the register, feeds changes back.\n\n"
        u"Commands:\n"_s;
    for (const Command &command : commands())
        text += u"  %1 %2\n"_s.arg(command.name, -14).arg(command.what);
    return text + u"\n`passport-hub COMMAND --help` lists a command's options.\n"_s;
}

} // namespace

int runHubCommand(const QStringList &arguments, const Clock &clock)
{
    const QString name = arguments.value(0);
    if (name == "--version"_L1 || name == "-v"_L1) {
        print(u"passport-hub %1"_s.arg(QCoreApplication::applicationVersion()));
        return 0;
    }
    if (name == "--help"_L1 || name == "-h"_L1) {
        print(overview());
        return 0;
    }
    const auto command = std::find_if(commands().begin(), commands().end(),
                                      [&name](const Command &candidate) { return candidate.name == name; });
    if (command == commands().end())
        return report({ErrorCode::Usage, name.isEmpty() ? u"COMMAND"_s : name}, chosenLanguage({}));

    QCommandLineParser parser;
    parser.setApplicationDescription(command->what);
    const QCommandLineOption help = parser.addHelpOption();
    parser.addOption({u"database"_s, u"The hub's store."_s, u"sqlite:PATH | postgresql://…"_s});
    parser.addOption({u"data"_s, u"Directory of certificate and key; default: the store's."_s, u"DIR"_s});
    parser.addOption({u"lang"_s, u"Language of messages."_s, u"ar|en"_s});
    parser.addOption(
        {u"log"_s,
         u"How the log is written: warnings for people, with a log file, or everything as JSON, one "
         u"object a line. Default: json into systemd's journal, else text."_s,
         u"text|json"_s});
    parser.addOptions(command->options);
    parser.addPositionalArgument(name, command->what, name);
    if (!command->positional.isEmpty())
        parser.addPositionalArgument(u"…"_s, {}, command->positional);
    const bool parsed = parser.parse(QStringList(u"passport-hub"_s) + arguments.mid(1));
    const Language language = chosenLanguage(parser.value(u"lang"_s));
    if (!parsed)
        return report({ErrorCode::Usage, name, parser.errorText()}, language);
    if (parser.isSet(help)) {
        print(parser.helpText());
        return 0;
    }
    if (command->positional.isEmpty() && !parser.positionalArguments().isEmpty())
        return report({ErrorCode::Usage, parser.positionalArguments().first()}, language);
    const Result<HubPlace> place = hubPlace(parser.value(u"database"_s), parser.value(u"data"_s));
    if (!place)
        return report(place.error(), language);
    const std::optional<LogFormat> format = logFormat(parser.value(u"log"_s));
    if (!format)
        return report({ErrorCode::Usage, u"--log"_s, u"expected text or json"_s}, language);
    startLog(*format);
    const Result<bool> done = command->run({parser, *place, clock});
    if (!done)
        return report(done.error(), language, *format);
    return *done ? 0 : 1;
}

} // namespace desk
