#include "service/acknowledged.h"
#include "service/audittrail.h"
#include "service/backup.h"
#include "service/rotation.h"

#include <QDir>
#include <QFile>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kPassword = u"demo-office"_s;

/// A demo desk of its own that is closed between sign-ins, so that its files can be taken and put back.
class ClosedDesk
{
public:
    ClosedDesk() { REQUIRE(makeDemoDesk(path(), {.residents = 40, .seed = 1, .withCases = false}, m_clock)); }

    QString path() const { return m_dir.file(u"desk"_s); }
    const TempDir &dir() const { return m_dir; }
    const Clock &clock() const { return m_clock; }

    /// Opens, signs in and closes; the error, where there was one.
    std::optional<Error> signIn(const QString &user, bool acceptsOlder = false)
    {
        const auto office = Office::open(path(), Office::Access::Write, m_clock);
        REQUIRE(office);
        const auto session = (*office)->accounts().signIn(user, kPassword, acceptsOlder);
        if (!session) {
            // Nothing is shown either.
            CHECK_FALSE((*office)->residents().find({.query = u"2345678904"_s}));
            return session.error();
        }
        CHECK((*office)->residents().find({.query = u"2345678904"_s})->residents.size() == 1);
        return std::nullopt;
    }
    void keep(const QString &file)
    {
        QFile::remove(m_dir.file(file));
        REQUIRE(QFile::copy(path() + u'/' + file, m_dir.file(file)));
    }
    void putBack(const QString &file)
    {
        for (const QString &beside : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(path() + u'/' + file + beside);
        REQUIRE(QFile::copy(m_dir.file(file), path() + u'/' + file));
    }

private:
    TempDir m_dir;
    FakeClock m_clock;
};

} // namespace

TEST_CASE("a file swapped for an older copy is named, and only a supervisor accepts it")
{
    for (const QString &file : {u"desk.db"_s, u"registry.db"_s}) {
        INFO(file.toStdString());
        ClosedDesk desk;
        REQUIRE_FALSE(desk.signIn(u"clerk"_s));
        desk.keep(file);
        REQUIRE_FALSE(desk.signIn(u"clerk"_s));
        REQUIRE_FALSE(desk.signIn(u"supervisor"_s));
        desk.putBack(file);
        const Error older{ErrorCode::OlderCopy, file, {}};
        CHECK(desk.signIn(u"clerk"_s) == older);
        CHECK(desk.signIn(u"clerk"_s, true) == older);
        CHECK(desk.signIn(u"supervisor"_s) == older);
        CHECK_FALSE(desk.signIn(u"supervisor"_s, true));
        CHECK_FALSE(desk.signIn(u"clerk"_s));
    }
}

TEST_CASE("a kill between the two files, a restored backup and a new register are no older copies")
{
    ClosedDesk desk;
    desk.keep(u"desk.db"_s);
    REQUIRE_FALSE(desk.signIn(u"clerk"_s));
    SECTION("a kill after the register was told and before the desk was")
    {
        desk.keep(u"desk.db"_s);
        REQUIRE_FALSE(desk.signIn(u"clerk"_s));
        desk.putBack(u"desk.db"_s);
        CHECK_FALSE(desk.signIn(u"clerk"_s));
    }
    SECTION("a backup that was restored")
    {
        const QString backup = desk.dir().file(u"kept"_s);
        {
            const auto office = Office::open(desk.path(), Office::Access::Write, desk.clock());
            REQUIRE(office);
            const auto session = (*office)->accounts().signIn(u"admin"_s, kPassword);
            REQUIRE(session);
            REQUIRE((*office)->backup().write(session->actor, backup));
        }
        REQUIRE_FALSE(desk.signIn(u"clerk"_s));
        REQUIRE_FALSE(desk.signIn(u"clerk"_s));
        REQUIRE(restoreDesk(backup, desk.path(), u"admin"_s, kPassword, desk.clock()));
        CHECK_FALSE(desk.signIn(u"clerk"_s));
        CHECK_FALSE(desk.signIn(u"supervisor"_s));
    }
}
