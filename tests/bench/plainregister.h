#pragma once

#include "base/clock.h"
#include "domain/resident.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <sqlite3.h>

#include <optional>

namespace desk::bench
{

/// A register without any secrecy, straight on SQLite's C API with prepared statements kept: what the sealed
/// one is measured against. One row a resident, every field in a column of its own, an index on the iqama
/// number.
class PlainRegister
{
public:
    explicit PlainRegister(const QString &path)
    {
        check(sqlite3_open(path.toUtf8().constData(), &m_database));
        execute("PRAGMA journal_mode = WAL");
        execute("CREATE TABLE residents (resident_id INTEGER PRIMARY KEY, iqama TEXT NOT NULL, "
                "name_ar TEXT, name_en TEXT, sex INTEGER, birth_year INTEGER, birth_month INTEGER, "
                "birth_day INTEGER, nationality TEXT, passport TEXT, issuer TEXT, issued_on INTEGER, "
                "expires_on INTEGER, status INTEGER, iqama_expires_on INTEGER, category INTEGER, "
                "relation INTEGER, head TEXT, employer TEXT, employer_name TEXT, border TEXT, mobile TEXT, "
                "inside INTEGER, flags INTEGER, version INTEGER, as_of INTEGER) STRICT");
        m_insertion = prepared("INSERT INTO residents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                               "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    }
    ~PlainRegister()
    {
        sqlite3_finalize(m_insertion);
        sqlite3_finalize(m_byIqama);
        sqlite3_close(m_database);
    }
    PlainRegister(const PlainRegister &) = delete;
    PlainRegister &operator=(const PlainRegister &) = delete;

    /// Once everybody has been added: the index is sorted, not grown at random.
    void index()
    {
        execute("CREATE UNIQUE INDEX residents_by_iqama ON residents (iqama)");
        m_byIqama = prepared("SELECT * FROM residents WHERE iqama = ?");
    }

    void execute(const char *sql) { check(sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr)); }

    void add(const Resident &r)
    {
        m_column = 0;
        bind(r.iqamaNumber);
        bind(r.nameAr);
        bind(r.nameEn);
        bind(r.sex ? qint64(*r.sex) : -1);
        bind(r.birthDate.year);
        bind(r.birthDate.month);
        bind(r.birthDate.day);
        bind(r.nationality);
        bind(r.passport.number);
        bind(r.passport.issuer);
        bind(r.passport.issuedOn.toJulianDay());
        bind(r.passport.expiresOn.toJulianDay());
        bind(qint64(r.iqamaStatus));
        bind(r.iqamaExpiresOn.toJulianDay());
        bind(r.category ? qint64(*r.category) : -1);
        bind(r.relation ? qint64(*r.relation) : -1);
        bind(r.headId);
        bind(r.employerId);
        bind(r.employerName);
        bind(r.borderNumber);
        bind(r.mobile);
        bind(r.insideKingdom ? qint64(*r.insideKingdom) : -1);
        bind(qint64(r.flags.toInt()));
        bind(r.version);
        bind(r.asOf.toMSecsSinceEpoch());
        if (sqlite3_step(m_insertion) != SQLITE_DONE)
            qFatal("%s", sqlite3_errmsg(m_database));
        sqlite3_reset(m_insertion);
    }

    std::optional<Resident> byIqama(const QString &iqama)
    {
        const QByteArray number = iqama.toUtf8();
        sqlite3_bind_text(m_byIqama, 1, number.constData(), int(number.size()), SQLITE_STATIC);
        std::optional<Resident> found;
        if (sqlite3_step(m_byIqama) == SQLITE_ROW)
            found = current();
        sqlite3_reset(m_byIqama);
        return found;
    }

private:
    void check(int code)
    {
        if (code != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(m_database));
    }
    sqlite3_stmt *prepared(const char *sql)
    {
        sqlite3_stmt *statement = nullptr;
        check(sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
        return statement;
    }
    void bind(const QString &text)
    {
        const QByteArray bytes = text.toUtf8();
        check(sqlite3_bind_text(m_insertion, ++m_column, bytes.constData(), int(bytes.size()),
                                SQLITE_TRANSIENT));
    }
    void bind(qint64 number) { check(sqlite3_bind_int64(m_insertion, ++m_column, number)); }
    void bind(int number) { bind(qint64(number)); }

    QString text()
    {
        const int column = m_column++;
        return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(m_byIqama, column)),
                                 sqlite3_column_bytes(m_byIqama, column));
    }
    qint64 number() { return sqlite3_column_int64(m_byIqama, m_column++); }
    QDate date() { return QDate::fromJulianDay(number()); }
    template <class E>
    std::optional<E> perhaps()
    {
        const qint64 value = number();
        return value < 0 ? std::nullopt : std::optional(E(value));
    }

    Resident current()
    {
        m_column = 1;
        Resident r;
        r.iqamaNumber = text();
        r.nameAr = text();
        r.nameEn = text();
        r.sex = perhaps<Sex>();
        r.birthDate.year = int(number());
        r.birthDate.month = int(number());
        r.birthDate.day = int(number());
        r.nationality = text();
        r.passport.number = text();
        r.passport.issuer = text();
        r.passport.issuedOn = date();
        r.passport.expiresOn = date();
        r.iqamaStatus = IqamaStatus(number());
        r.iqamaExpiresOn = date();
        r.category = perhaps<ResidentCategory>();
        r.relation = perhaps<Relation>();
        r.headId = text();
        r.employerId = text();
        r.employerName = text();
        r.borderNumber = text();
        r.mobile = text();
        r.insideKingdom = perhaps<bool>();
        r.flags = ResidentFlags::fromInt(int(number()));
        r.version = int(number());
        r.asOf = QDateTime::fromMSecsSinceEpoch(number(), Qt::UTC);
        return r;
    }

    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_insertion = nullptr;
    sqlite3_stmt *m_byIqama = nullptr;
    int m_column = 0;
};

} // namespace desk::bench
