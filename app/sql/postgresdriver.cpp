#include "sql/postgresdriver.h"

#include "sql/connection.h"

#include <QLocale>

#include <libpq-fe.h>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr Oid kBytea = 17; // of pg_type.dat, as stable as the protocol
constexpr int kTextFormat = 0;
constexpr int kBinaryFormat = 1;
constexpr int kMostPosted = 100;

constexpr const char *kSettings = "SET lock_timeout = '2s'; SET statement_timeout = '10s'; "
                                  "SET idle_in_transaction_session_timeout = '5s'; "
                                  "SET synchronous_commit = on; SET bytea_output = 'hex'";
constexpr const char *kReaderSettings = "SET default_transaction_read_only = on";

struct ClearResult {
    void operator()(PGresult *result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, ClearResult>;

void ignoreNotice(void *, const PGresult *) {}

/// `?` outside of quotes becomes $1, $2 …
QByteArray numbered(const QString &sql)
{
    QByteArray text;
    int parameters = 0;
    bool quoted = false;
    for (const char c : sql.toUtf8()) {
        if (c == '\'')
            quoted = !quoted;
        if (c == '?' && !quoted)
            text += '$' + QByteArray::number(++parameters);
        else
            text += c;
    }
    return text;
}

ErrorCode codeFor(QByteArrayView state)
{
    if (state == "23505") // unique_violation
        return ErrorCode::AlreadyExists;
    // lock_not_available, query_canceled, deadlock_detected, serialization_failure
    if (state == "55P03" || state == "57014" || state == "40P01" || state == "40001")
        return ErrorCode::DeskBusy;
    if (state == "53100")
        return ErrorCode::DiskFull;
    if (state.startsWith("XX00"))
        return ErrorCode::Damaged;
    return ErrorCode::StoreFailed;
}

} // namespace

/// Parameters go without a type, so that the server infers it from where they stand; texts and bytes in their
/// binary form, which for both is what they are.
class PostgresStatement : public PreparedStatement
{
    struct Value {
        QByteArray bytes;
        int format = kTextFormat;
    };

    /// Calls libpq's `send` with the statement and its parameters.
    template <class Send>
    auto withParameters(Send &&send)
    {
        std::vector<const char *> values;
        std::vector<int> lengths;
        std::vector<int> formats;
        for (const Value &value : m_values) {
            values.push_back(value.bytes.isNull() ? nullptr : value.bytes.constData());
            lengths.push_back(int(value.bytes.size()));
            formats.push_back(value.format);
        }
        return send(m_driver.m_connection, m_name.constData(), int(values.size()), values.data(),
                    lengths.data(), formats.data(), kTextFormat);
    }

public:
    PostgresStatement(PostgresDriver &driver, const QString &sql)
        : m_driver(driver)
        , m_sql(numbered(sql))
        , m_name("s" + QByteArray::number(++driver.m_statements))
    {
    }

    bool bindNull(int parameter) override { return bind(parameter, {}, kTextFormat); }
    bool bindText(int parameter, const QString &value) override
    {
        return bind(parameter, notNull(value.toUtf8()), kBinaryFormat);
    }
    bool bindBytes(int parameter, const QByteArray &value) override
    {
        return bind(parameter, notNull(value), kBinaryFormat);
    }
    bool bindReal(int parameter, double value) override
    {
        return bind(parameter, QByteArray::number(value, 'g', QLocale::FloatingPointShortest), kTextFormat);
    }
    bool bindNumber(int parameter, qint64 value) override
    {
        return bind(parameter, QByteArray::number(value), kTextFormat);
    }

    Step step() override
    {
        if (!m_answer && !run())
            return Step::Failed;
        return ++m_row < PQntuples(m_answer.get()) ? Step::Row : Step::Done;
    }
    bool post() override
    {
        if (m_driver.m_posted >= kMostPosted && !m_driver.settle())
            return false;
        if (m_session != m_driver.m_session && (!m_driver.settle() || !prepareOnce()))
            return false;
        if (m_driver.m_posted == 0)
            PQenterPipelineMode(m_driver.m_connection);
        ++m_driver.m_posted;
        return withParameters(PQsendQueryPrepared) == 1 || m_driver.settle();
    }
    void reset() override
    {
        m_answer.reset();
        m_row = -1;
    }
    void clear() override { m_values.clear(); }
    int changes() const override { return std::atoi(PQcmdTuples(m_answer.get())); }

    bool isNull(int column) const override { return PQgetisnull(m_answer.get(), m_row, column) == 1; }
    QString text(int column) const override { return QString::fromUtf8(raw(column)); }
    QByteArray bytes(int column) const override
    {
        const QByteArrayView value = raw(column);
        if (PQftype(m_answer.get(), column) != kBytea)
            return value.toByteArray();
        constexpr QByteArrayView prefix = "\\x";
        return QByteArray::fromHex(value.startsWith(prefix) ? value.sliced(prefix.size()).toByteArray()
                                                            : QByteArray());
    }
    qint64 number(int column) const override
    {
        const QByteArrayView value = raw(column);
        return value == "t" ? 1 : value.toLongLong();
    }

private:
    static QByteArray notNull(const QByteArray &value) { return value.isNull() ? QByteArray("") : value; }
    bool bind(int parameter, QByteArray bytes, int format)
    {
        m_values.resize(std::max(m_values.size(), size_t(parameter)));
        m_values[size_t(parameter - 1)] = {std::move(bytes), format};
        return true;
    }
    QByteArrayView raw(int column) const
    {
        return {PQgetvalue(m_answer.get(), m_row, column), PQgetlength(m_answer.get(), m_row, column)};
    }
    bool prepareOnce()
    {
        if (m_session == m_driver.m_session)
            return true;
        const Answer prepared(
            PQprepare(m_driver.m_connection, m_name.constData(), m_sql.constData(), 0, nullptr));
        if (!m_driver.accept(prepared.get()))
            return false;
        m_session = m_driver.m_session;
        return true;
    }
    bool run()
    {
        // Preparing waits by itself, which it cannot do while others are under way.
        if (m_session != m_driver.m_session && (!m_driver.settle() || !prepareOnce()))
            return false;
        if (m_driver.m_posted > 0) {
            if (!post())
                return false;
            m_answer.reset(m_driver.lastAnswer());
        } else {
            m_answer.reset(withParameters(PQexecPrepared));
            if (!m_driver.accept(m_answer.get()))
                m_answer.reset();
        }
        m_row = -1;
        return m_answer != nullptr;
    }

    PostgresDriver &m_driver;
    const QByteArray m_sql;
    const QByteArray m_name;
    int m_session = 0; ///< the one it is prepared in
    std::vector<Value> m_values;
    Answer m_answer;
    int m_row = -1;
};

PostgresDriver::PostgresDriver(pg_conn *connection, Access access)
    : m_connection(connection)
    , m_access(access)
{
    PQsetNoticeReceiver(m_connection, ignoreNotice, nullptr);
}

PostgresDriver::~PostgresDriver()
{
    PQfinish(m_connection);
}

Result<std::unique_ptr<PostgresDriver>> PostgresDriver::open(const QString &url, Access access)
{
    const QByteArray address = url.toUtf8();
    const char *const keys[] = {"dbname", "fallback_application_name", "connect_timeout", "client_encoding",
                                nullptr};
    const char *const values[] = {address.constData(), "passport-hub", "5", "UTF8", nullptr};
    std::unique_ptr<PostgresDriver> driver(new PostgresDriver(PQconnectdbParams(keys, values, 1), access));
    if (!driver->applySettings())
        return desk::failure(ErrorCode::CannotOpen, driver->name(), driver->m_failure.error.detail);
    return driver;
}

QString PostgresDriver::name() const
{
    const char *const database = PQdb(m_connection);
    return database ? QString::fromUtf8(database) : u"postgresql"_s;
}

bool PostgresDriver::applySettings()
{
    ++m_session;
    if (PQstatus(m_connection) != CONNECTION_OK)
        return accept(nullptr);
    const Answer set(PQexec(m_connection, kSettings));
    if (!accept(set.get()) || m_access == Access::Write)
        return accept(set.get());
    const Answer readOnly(PQexec(m_connection, kReaderSettings));
    return accept(readOnly.get());
}

bool PostgresDriver::accept(const pg_result *answer)
{
    const ExecStatusType status = PQresultStatus(answer);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return true;
    const char *const state = answer ? PQresultErrorField(answer, PG_DIAG_SQLSTATE) : nullptr;
    const char *const words = answer ? PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
    m_failure = {};
    m_failure.isLost = PQstatus(m_connection) == CONNECTION_BAD;
    m_failure.endsTransaction = m_failure.isLost;
    if (m_failure.isLost) {
        m_failure.error = {ErrorCode::CannotOpen, name(), u"the connection to the database is lost"_s};
        return false;
    }
    m_failure.error.code = codeFor(state);
    m_failure.isAlarming =
        m_failure.error.code == ErrorCode::DiskFull || m_failure.error.code == ErrorCode::Damaged;
    // Class 22 repeats the value it could not take; the others speak of tables and constraints.
    const bool repeatsValue = QByteArrayView(state).startsWith("22");
    m_failure.error.detail = u"%1 (%2)"_s.arg(
        repeatsValue ? u"a value was refused"_s : QString::fromUtf8(words), QString::fromLatin1(state));
    return false;
}

pg_result *PostgresDriver::lastAnswer()
{
    PQpipelineSync(m_connection);
    Answer last;
    bool good = true;
    for (; m_posted > 0; --m_posted) {
        last.reset(PQgetResult(m_connection));
        // What comes after a failure is only said to be left out.
        good = good && accept(last.get());
        while (const Answer end{last ? PQgetResult(m_connection) : nullptr}) {
        }
    }
    const Answer sync(PQgetResult(m_connection));
    PQexitPipelineMode(m_connection);
    return good ? last.release() : nullptr;
}

bool PostgresDriver::settle()
{
    return m_posted == 0 || Answer(lastAnswer()) != nullptr;
}

bool PostgresDriver::execute(const QString &sql)
{
    // A rollback is what follows a failure.
    if (!settle() && !sql.startsWith("ROLLBACK"_L1))
        return false;
    const Answer answer(PQexec(m_connection, sql.toUtf8().constData()));
    if (!accept(answer.get()))
        return false;
    // What failed before leaves a transaction that can only be rolled back, and COMMIT does that.
    if (sql == "COMMIT"_L1 && qstrcmp(PQcmdStatus(answer.get()), "ROLLBACK") == 0) {
        m_failure = {.error = {ErrorCode::StoreFailed, {}, u"rolled back: a statement had failed"_s}};
        return false;
    }
    return true;
}

std::unique_ptr<PreparedStatement> PostgresDriver::prepare(const QString &sql)
{
    return std::make_unique<PostgresStatement>(*this, sql);
}

void PostgresDriver::rollback()
{
    settle();
    const Answer answer(PQexec(m_connection, "ROLLBACK"));
}

bool PostgresDriver::reopen()
{
    m_posted = 0;
    PQreset(m_connection);
    return applySettings();
}

} // namespace desk
