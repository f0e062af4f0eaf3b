#pragma once

#include <QByteArrayView>
#include <QString>

#include <memory>

namespace desk
{

/// Once, before anything else that seals. False: the library cannot be used.
bool prepareCrypto();

/// Bytes nobody else may see: in guarded memory that is kept out of swap and core dumps, and wiped at the
/// end.
class Secret
{
public:
    /// Zeros.
    explicit Secret(qsizetype size);
    static Secret random(qsizetype size);
    static Secret copyOf(QByteArrayView bytes);
    /// A password as keys are derived from it: composed (NFC) and in UTF-8, so that it does not matter which
    /// keyboard put its letters together.
    static Secret ofPassword(const QString &password);

    unsigned char *data() { return m_bytes.get(); }
    const unsigned char *data() const { return m_bytes.get(); }
    qsizetype size() const { return m_size; }
    QByteArrayView view() const { return {m_bytes.get(), m_size}; }

private:
    struct Free {
        void operator()(unsigned char *bytes) const;
    };
    std::unique_ptr<unsigned char[], Free> m_bytes;
    qsizetype m_size;
};

} // namespace desk
